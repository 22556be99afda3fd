package words

import (
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// classes are what kinds of record are called, where one is meant: in lists of what
// is held, in proofs of deletion.
var classes = [...]struct {
	class controller.Class
	name  gdpr.Text
}{
	{controller.Applications, text("Jobbsøknad", "Jobbsøknad", "Job application")},
	{controller.Profiles, text("Profil", "Profil", "Profile")},
	{controller.Agreements, text("Tilbud eller avtale", "Tilbod eller avtale", "Offer or agreement")},
}

// Class is the name of a kind of record.
func Class(c controller.Class, l gdpr.Language) string {
	for _, w := range classes {
		if w.class == c {
			return w.name.In(l)
		}
	}
	return string(c)
}

// stages are where an agreement can be in its life.
var stages = [...]struct {
	stage       holding.Stage
	name, plain gdpr.Text
}{
	{holding.Offered,
		text("Tilbud", "Tilbod", "Offer"),
		text("Tilbudet er gitt, og ikke avgjort ennå.", "Tilbodet er gitt, og ikkje avgjort enno.", "The offer is made, and not decided yet.")},
	{holding.Active,
		text("Gjelder", "Gjeld", "In force"),
		text("Avtalen gjelder, og blir lagret så lenge den varer.", "Avtalen gjeld, og blir lagra så lenge han varer.",
			"The agreement is in force, and is stored for as long as it lasts.")},
	{holding.Ended,
		text("Avsluttet", "Avslutta", "Ended"),
		text("Avtalen er slutt. Vi avtaler sletting med kunden, og sletter uansett når lagringstiden er ute.",
			"Avtalen er slutt. Vi avtaler sletting med kunden, og slettar uansett når lagringstida er ute.",
			"The agreement has ended. We agree on its deletion with the customer, and delete it in any case when its time is up.")},
	{holding.Agreed,
		text("Sletting avtalt", "Sletting avtalt", "Deletion agreed"),
		text("Det er avtalt at avtalen skal slettes, og det skjer om kort tid.", "Det er avtalt at avtalen skal slettast, og det skjer om kort tid.",
			"It is agreed that the agreement is to be deleted, and that will happen shortly.")},
}

// Stage is the name of where an agreement is in its life, and what that means.
func Stage(s holding.Stage, l gdpr.Language) (name, plain string) {
	for _, w := range stages {
		if w.stage == s {
			return w.name.In(l), w.plain.In(l)
		}
	}
	return string(s), ""
}

// activities are what a person did, as a sentence to that person.
var activities = [...]struct {
	id       string
	sentence gdpr.Text
}{
	{"sign-in", text("Du logget inn.", "Du logga inn.", "You signed in.")},
	{"profile-update", text("Du endret profilen din.", "Du endra profilen din.", "You changed your profile.")},
	{"application", text("Du søkte på en stilling.", "Du søkte på ei stilling.", "You applied for a job.")},
	{"message", text("Du sendte en melding.", "Du sende ei melding.", "You sent a message.")},
	{"renewal", text("Du sa at vi skal ta vare på profilen videre.", "Du sa at vi skal ta vare på profilen vidare.", "You said that we should keep your profile.")},
}

// Activity says what the person did.
func Activity(id string, l gdpr.Language) string {
	for _, w := range activities {
		if w.id == id {
			return w.sentence.In(l)
		}
	}
	return id
}

var claims = text("Rettskrav", "Rettskrav", "Legal claims")

// Ground is what a hold's ground is called: the name of the purpose that the law
// imposes, or legal claims (Art. 17(3)(e)).
func Ground(d *controller.Declaration, ground string, l gdpr.Language) string {
	if ground == retention.GroundClaims {
		return claims.In(l)
	}
	if p, ok := d.Purpose(gdpr.PurposeID(ground)); ok {
		return p.Name.In(l)
	}
	return ground
}

// sources are from where records come; one without words here is a name by itself.
var sources = [...]struct {
	id   string
	name gdpr.Text
}{
	{controller.Direct, text("Rett fra deg", "Rett frå deg", "Straight from you")},
	{"finn.no", text("Finn.no", "Finn.no", "Finn.no")},
	{"linkedin", text("LinkedIn", "LinkedIn", "LinkedIn")},
	{"other-portal", text("En annen portal", "Ein annan portal", "Another portal")},
	{"platform", text("Registrert på plattformen", "Registrert på plattforma", "Registered on the platform")},
}

// Source is where a record came from, as its person is told (Art. 14(2)(f)).
func Source(id string, l gdpr.Language) string {
	for _, w := range sources {
		if w.id == id {
			return w.name.In(l)
		}
	}
	return id
}
