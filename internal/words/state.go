package words

import (
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// workflows are where a request can stand: the name, and what it means for the person.
var workflows = [...]struct {
	state       rights.Workflow
	name, plain gdpr.Text
}{
	{rights.Waiting,
		text("Venter på bekreftelse", "Ventar på stadfesting", "Awaiting confirmation"),
		text("Vi har fått forespørselen, men du har ikke bekreftet den ennå. Se etter e-posten fra oss.",
			"Vi har fått førespurnaden, men du har ikkje stadfesta han enno. Sjå etter e-posten frå oss.",
			"We have received the request, but you have not confirmed it yet. Look for our email.")},
	{rights.Unsorted,
		text("Skal leses av et menneske", "Skal lesast av eit menneske", "To be read by a person"),
		text("Vi har fått e-posten din, og et menneske leser den. Er det en forespørsel om personvern, svarer vi innen fristen.",
			"Vi har fått e-posten din, og eit menneske les han. Er det ein førespurnad om personvern, svarar vi innan fristen.",
			"We have received your email, and a person will read it. If it is a privacy request, we answer by the deadline.")},
	{rights.Filed,
		text("Arkivert", "Arkivert", "Filed"),
		text("E-posten ser ut til å være sendt automatisk. Vi svarer ikke på den.",
			"E-posten ser ut til å vere send automatisk. Vi svarar ikkje på han.",
			"The email seems to have been sent automatically. We do not answer it.")},
	{rights.Filed,
		text("Arkivert", "Arkivert", "Filed"),
		text("E-posten ser ut til å være sendt av en maskin. Vi gjør ikke noe mer med den.",
			"E-posten ser ut til å vere send av ei maskin. Vi gjer ikkje noko meir med han.",
			"The email seems to have been sent by a machine. We will do nothing more about it.")},
	{rights.Open,
		text("Under arbeid", "Under arbeid", "In progress"),
		text("Forespørselen er bekreftet, og vi arbeider med den.",
			"Førespurnaden er stadfesta, og vi arbeider med han.",
			"The request is confirmed, and we are working on it.")},
	{rights.InAnother,
		text("Besvares sammen med en annen sak", "Blir svart på saman med ei anna sak", "Answered together with another case"),
		text("Du har en åpen sak om det samme fra før. Du får ett svar på begge, innen fristen for den første.",
			"Du har ei open sak om det same frå før. Du får eitt svar på begge, innan fristen for den første.",
			"You already have an open case about the same. You will get one answer to both, within the deadline of the first.")},
	{rights.Answered,
		text("Besvart", "Svart på", "Answered"),
		text("Vi har svart på forespørselen.", "Vi har svart på førespurnaden.", "We have answered the request.")},
	{rights.Denied,
		text("Avslått", "Avslått", "Refused"),
		text("Vi har avslått forespørselen helt eller delvis, og har skrevet til deg om hvorfor.",
			"Vi har avslått førespurnaden heilt eller delvis, og har skrive til deg om kvifor.",
			"We have refused the request, whole or in part, and have written to you about why.")},
	{rights.Revoked,
		text("Avbrutt", "Avbroten", "Canceled"),
		text("Forespørselen er avbrutt. Vi gjør ikke mer med den.",
			"Førespurnaden er avbroten. Vi gjer ikkje meir med han.",
			"The request is canceled. We will do nothing more about it.")},
	{rights.Lapsed,
		text("Falt bort", "Fallen bort", "Lapsed"),
		text("Forespørselen ble ikke bekreftet i tide og er falt bort. Send gjerne en ny.",
			"Førespurnaden vart ikkje stadfesta i tide og er fallen bort. Send gjerne ein ny.",
			"The request was not confirmed in time and has lapsed. You are welcome to send a new one.")},
}

// Workflow is the name of where a request stands, and what that means for the person.
func Workflow(s rights.Workflow, l gdpr.Language) (name, plain string) {
	for _, w := range workflows {
		if w.state == s {
			return w.name.In(l), w.plain.In(l)
		}
	}
	return string(s), ""
}

// happenings are the lines of a request's history.
var happenings = [...]struct {
	event    rights.Event
	sentence gdpr.Text
}{
	{rights.Receive, text("Vi fikk forespørselen.", "Vi fekk førespurnaden.", "We received the request.")},
	{rights.SetAside, text(
		"Vi fikk e-posten din. Et menneske skal lese den.",
		"Vi fekk e-posten din. Eit menneske skal lese han.",
		"We received your email. A person will read it.")},
	{rights.File, text(
		"Vi fikk en e-post som ser ut til å være sendt automatisk.",
		"Vi fekk ein e-post som ser ut til å vere send automatisk.",
		"We received an email that seems to have been sent automatically.")},
	{rights.SetAside, text(
		"Vi fikk e-posten, og en av oss leser den.", "Vi fekk e-posten, og ein av oss les han.", "We received the email, and one of us reads it.")},
	{rights.File, text("Vi fikk e-posten og arkiverte den.", "Vi fekk e-posten og arkiverte han.", "We received the email and filed it.")},
	{rights.Write, text("Du skrev til oss om saken.", "Du skreiv til oss om saka.", "You wrote to us about the case.")},
	{rights.Write, text(
		"Vi fikk en e-post til om saken.",
		"Vi fekk ein e-post til om saka.",
		"We received another email about the case.")},
	{rights.Confirm, text("Du bekreftet forespørselen.", "Du stadfesta førespurnaden.", "You confirmed the request.")},
	{rights.Join, text(
		"Du bekreftet forespørselen. Den ble slått sammen med saken du hadde fra før.",
		"Du stadfesta førespurnaden. Han vart slått saman med saka du hadde frå før.",
		"You confirmed the request. It was joined with the case that you had before.")},
	{rights.Cancel, text("Du avbrøt forespørselen.", "Du avbraut førespurnaden.", "You canceled the request.")},
	{rights.Lapse, text("Forespørselen falt bort.", "Førespurnaden fall bort.", "The request lapsed.")},
	{rights.Doubt, text(
		"Vi ba deg vise hvem du er.", "Vi bad deg vise kven du er.", "We asked you to show who you are.")},
	{rights.Prove, text(
		"Du viste hvem du er.", "Du viste kven du er.", "You showed who you are.")},
	{rights.Reply, text("Vi svarte på forespørselen.", "Vi svarte på førespurnaden.", "We answered the request.")},
	{rights.Deny, text("Vi avslo forespørselen.", "Vi avslo førespurnaden.", "We refused the request.")},
	{rights.Extend, text(
		"Vi forlenget fristen med to måneder, og skrev til deg om hvorfor.",
		"Vi forlengde fristen med to månader, og skreiv til deg om kvifor.",
		"We extended the deadline by two months, and wrote to you about why.")},
}

// Happened is what a request's history says of an event.
func Happened(e rights.Event, l gdpr.Language) string {
	for _, h := range happenings {
		if h.event == e {
			return h.sentence.In(l)
		}
	}
	return string(e)
}
