package words

import (
	"strconv"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// traces are what an erasure meets besides records.
var traces = [...]struct {
	class controller.Class
	name  gdpr.Text
}{
	{holding.TraceContact, text("Deg som kontaktperson i en avtale", "Deg som kontaktperson i ein avtale", "You as contact person in an agreement")},
	{holding.TraceMessage, text("E-post fra deg", "E-post frå deg", "Email from you")},
	{holding.TraceRequest, text("Forespørsel som ikke er besvart ennå", "Førespurnad som ikkje er svart på enno", "Request that is not answered yet")},
}

func erasedName(c controller.Class, l gdpr.Language) string {
	for _, w := range traces {
		if w.class == c {
			return w.name.In(l)
		}
	}
	return Class(c, l)
}

var (
	erasedHead = text(
		"{controller} har slettet opplysningene som var lagret om deg, {moment}. Det gjelder sak {case}.",
		"{controller} har sletta opplysningane som var lagra om deg, {moment}. Det gjeld sak {case}.",
		"{controller} has erased the data that was held on you, {moment}. This is about case {case}.")
	erasedNothing = text("Ingenting om deg var lagret.", "Ingenting om deg var lagra.", "Nothing was held on you.")
	erasedThese   = text("Dette er slettet:", "Dette er sletta:", "This has been deleted:")
	erasedLine    = text("mottatt {date}", "motteke {date}", "received {date}")
	erasedFile    = text("med én fil", "med éi fil", "with one file")
	erasedFiles   = text("med {n} filer", "med {n} filer", "with {n} files")
	erasedKept    = text("Dette er ikke slettet:", "Dette er ikkje sletta:", "This has not been deleted:")
	erasedUntil   = text(
		"til {date}, fordi: {ground} (personvernforordningen artikkel {article})",
		"til {date}, fordi: {ground} (personvernforordninga artikkel {article})",
		"until {date}, because: {ground} (General Data Protection Regulation, Article {article})")
	erasedKey = text(
		"Nøkkelen som opplysningene var kryptert med, er slettet. Sikkerhetskopier fra før kan derfor ikke leses lenger.",
		"Nøkkelen som opplysningane var krypterte med, er sletta. Tryggingskopiar frå før kan difor ikkje lesast lenger.",
		"The key that the data was encrypted with is deleted. So backups from before can no longer be read.")
	erasedLedger = text(
		"At du har bedt om noe eller samtykket til noe, kan vi fortsatt vise, men ikke lenger hvem det gjaldt.",
		"At du har bede om noko eller samtykt til noko, kan vi framleis vise, men ikkje lenger kven det galdt.",
		"We can still show that something was asked for or consented to, but no longer by whom.")
	erasedComplaint = text(
		"Er du ikke enig, kan du klage til {authority}, {website}.",
		"Er du ikkje samd, kan du klage til {authority}, {website}.",
		"If you disagree, you can complain to {authority}, {website}.")
	groundRequest = text("Vi må svare på forespørselen", "Vi må svare på førespurnaden", "We have to answer the request")
)

// Erased is what an erasure did, as its person is told (Art. 12(3), 12(4), 17).
func Erased(d *controller.Declaration, e holding.Erasure, l gdpr.Language) string {
	lines := []string{Fill(erasedHead, l, "controller", d.Name, "moment", Moment(e.At, l), "case", e.Case.Grouped())}
	if len(e.Deleted) > 0 {
		lines = append(lines, "", erasedThese.In(l))
	}
	for _, x := range e.Deleted {
		lines = append(lines, "- "+erasedDeleted(d, x, l))
	}
	if len(e.Kept) > 0 {
		lines = append(lines, "", erasedKept.In(l))
	}
	for _, x := range e.Kept {
		lines = append(lines, "- "+erasedName(x.Class, l)+purposeOf(d, x.Purpose, l)+" "+erasedReason(d, x, l))
	}
	if len(e.Deleted)+len(e.Kept) == 0 {
		lines = append(lines, "", erasedNothing.In(l))
	}
	if lines = append(lines, ""); e.Key {
		lines = append(lines, erasedKey.In(l))
	}
	return strings.Join(append(lines, erasedLedger.In(l),
		Fill(erasedComplaint, l, "authority", d.Authority.Name, "website", d.Authority.Website)), "\n")
}

func erasedDeleted(d *controller.Declaration, x holding.Deleted, l gdpr.Language) string {
	line := erasedName(x.Class, l) + purposeOf(d, x.Purpose, l)
	if !x.Received.IsZero() {
		line += ", " + Fill(erasedLine, l, "date", Date(x.Received, l))
	}
	switch {
	case x.Files == 1:
		line += ", " + erasedFile.In(l)
	case x.Files > 1:
		line += ", " + Fill(erasedFiles, l, "n", strconv.Itoa(x.Files))
	}
	return line
}

func erasedReason(d *controller.Declaration, x holding.Kept, l gdpr.Language) string {
	ground := Ground(d, x.Ground, l)
	if x.Ground == holding.GroundRequest {
		ground = groundRequest.In(l)
	}
	return Fill(erasedUntil, l, "date", Date(x.Until, l), "ground", ground, "article", article(x.Article(), l))
}

// purposeOf is the name of what something was held for, in brackets.
func purposeOf(d *controller.Declaration, id gdpr.PurposeID, l gdpr.Language) string {
	if p, ok := d.Purpose(id); ok {
		return " (" + p.Name.In(l) + ")"
	}
	return ""
}
