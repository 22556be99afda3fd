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
	{rights.Sought,
		text("Vi finner ut hvem det gjelder", "Vi finn ut kven det gjeld", "Finding whom it is about"),
		text("Vi har fått forespørselen uten en e-postadresse. Vi ser etter om vi har lagret noe om deg, og svarer innen fristen.",
			"Vi har fått førespurnaden utan ei e-postadresse. Vi ser etter om vi har lagra noko om deg, og svarar innan fristen.",
			"We have received the request without an email address. We look for what we hold on you, and answer by the deadline.")},
	{rights.Filed,
		text("Arkivert", "Arkivert", "Filed"),
		text("Det vi fikk, ber ikke om noe som gjelder personvern. Vi gjør ikke mer med det.",
			"Det vi fekk, ber ikkje om noko som gjeld personvern. Vi gjer ikkje meir med det.",
			"What we received asks for nothing about privacy. We will do nothing more about it.")},
	{rights.Open,
		text("Under arbeid", "Under arbeid", "In progress"),
		text("Forespørselen er bekreftet, og vi arbeider med den.",
			"Førespurnaden er stadfesta, og vi arbeider med han.",
			"The request is confirmed, and we are working on it.")},
	{rights.Proposed,
		text("Vurderes en gang til", "Blir vurdert ein gong til", "Being considered once more"),
		text("En av oss har foreslått å si nei. En annen ser på saken før vi svarer deg.",
			"Ein av oss har foreslått å seie nei. Ein annan ser på saka før vi svarar deg.",
			"One of us has proposed to say no. Somebody else looks at the case before we answer you.")},
	{rights.Cooling,
		text("Sletting er varslet", "Sletting er varsla", "Deletion is announced"),
		text("Vi har skrevet til deg om hva vi sletter og når. Til da kan du stoppe det.",
			"Vi har skrive til deg om kva vi slettar og når. Til då kan du stoppe det.",
			"We have written to you about what we delete and when. Until then you can stop it.")},
	{rights.Carrying,
		text("Blir utført", "Blir utført", "Being carried out"),
		text("Vi gjør det du ba om. Det kan ikke stoppes lenger.",
			"Vi gjer det du bad om. Det kan ikkje stoppast lenger.",
			"We are doing what you asked for. It can no longer be stopped.")},
	{rights.Telling,
		text("Mottakere får beskjed", "Mottakarar får beskjed", "Recipients are being told"),
		text("Det er gjort hos oss. Nå sier vi fra til dem som har fått opplysningene fra oss.",
			"Det er gjort hos oss. No seier vi frå til dei som har fått opplysningane frå oss.",
			"It is done on our side. Now we tell those who got the data from us.")},
	{rights.Lifting,
		text("Begrensningen tar snart slutt", "Avgrensinga tek snart slutt", "The restriction ends soon"),
		text("Vi har skrevet til deg om når vi begynner å bruke opplysningene igjen.",
			"Vi har skrive til deg om når vi tek til å bruke opplysningane igjen.",
			"We have written to you about when we start to use the data again.")},
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
	{rights.Write, text("Du skrev til oss om saken.", "Du skreiv til oss om saka.", "You wrote to us about the case.")},
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
	{rights.Vouch, text(
		"Vi skrev ned hvordan vi vet hvem du er.", "Vi skreiv ned korleis vi veit kven du er.", "We wrote down how we know who you are.")},
	{rights.Lodge, text(
		"Du sendte forespørselen fra din egen side.", "Du sende førespurnaden frå di eiga side.", "You sent the request from your own page.")},
	{rights.Register, text(
		"Vi registrerte forespørselen, som ikke kom på nett eller e-post.",
		"Vi registrerte førespurnaden, som ikkje kom på nett eller e-post.",
		"We registered the request, which did not come online or by email.")},
	{rights.RegisterByPost, text(
		"Vi registrerte forespørselen, som ikke kom på nett eller e-post, og som ingen e-postadresse fulgte med.",
		"Vi registrerte førespurnaden, som ikkje kom på nett eller e-post, og som inga e-postadresse følgde med.",
		"We registered the request, which did not come online or by email, and gave no email address.")},
	{rights.Link, text(
		"Vi fant ut hvem det gjelder. Forespørselen går videre under adressen vi har.",
		"Vi fann ut kven det gjeld. Førespurnaden går vidare under adressa vi har.",
		"We found whom it is about. The request goes on under the address that we have.")},
	{rights.ReplyByPost, text(
		"Vi svarte på en annen måte enn med e-post: Vi har ikke funnet noe om deg.",
		"Vi svarte på ein annan måte enn med e-post: Vi har ikkje funne noko om deg.",
		"We answered in another way than by email: we have found nothing on you.")},
	{rights.DenyByPost, text(
		"Vi svarte på en annen måte enn med e-post: Vi kunne ikke finne ut hvem du er.",
		"Vi svarte på ein annan måte enn med e-post: Vi kunne ikkje finne ut kven du er.",
		"We answered in another way than by email: we could not tell who you are.")},
	{rights.Sort, text(
		"En av oss leste det du skrev, og noterte hva du ber om.",
		"Ein av oss las det du skreiv, og noterte kva du ber om.",
		"One of us read what you wrote, and noted what you ask for.")},
	{rights.Dismiss, text(
		"En av oss leste det, og fant at det ikke ber om noe.",
		"Ein av oss las det, og fann at det ikkje ber om noko.",
		"One of us read it, and found that it asks for nothing.")},
	{rights.Assign, text(
		"Saken fikk en saksbehandler, eller en annen enn før.",
		"Saka fekk ein saksbehandlar, eller ein annan enn før.",
		"The case was given to somebody, or to somebody else than before.")},
	{rights.Remark, text("Vi skrev et notat.", "Vi skreiv eit notat.", "We wrote a note.")},
	{rights.Redact, text(
		"Vi merket det i kopien som handler om andre.",
		"Vi merkte det i kopien som handlar om andre.",
		"We marked what concerns others in the copy.")},
	{rights.Correct, text(
		"Vi tok stilling til det du vil ha rettet.", "Vi tok stilling til det du vil ha retta.", "We ruled on what you want corrected.")},
	{rights.Settle, text(
		"En del av forespørselen er ferdig.", "Ein del av førespurnaden er ferdig.", "A part of the request is settled.")},
	{rights.Propose, text(
		"En av oss foreslo å si nei.", "Ein av oss foreslo å seie nei.", "One of us proposed to say no.")},
	{rights.Return, text(
		"En annen av oss var ikke enig i å si nei.", "Ein annan av oss var ikkje samd i å seie nei.", "Another of us did not agree to say no.")},
	{rights.Announce, text(
		"Vi varslet om sletting, til alle adressene vi har.",
		"Vi varsla om sletting, til alle adressene vi har.",
		"We announced the deletion, to every address that we have.")},
	{rights.Restrict, text(
		"Vi begrenset behandlingen mens vi vurderer innvendingen din.",
		"Vi avgrensa behandlinga medan vi vurderer innvendinga di.",
		"We restricted the processing while we weigh your objection.")},
	{rights.Wait, text(
		"Slettingen ble utsatt, så det blir tid til å hente kopien som hører til en annen sak.",
		"Slettinga vart utsett, så det blir tid til å hente kopien som høyrer til ei anna sak.",
		"The deletion was put off, so that there is time to fetch the copy that belongs to another case.")},
	{rights.Begin, text(
		"Tiden for å stoppe det var over, og vi begynte.",
		"Tida for å stoppe det var over, og vi byrja.",
		"The time to stop it was over, and we began.")},
	{rights.Tell, text(
		"Vi begynte å si fra til mottakerne.", "Vi byrja å seie frå til mottakarane.", "We began to tell the recipients.")},
	{rights.Hear, text(
		"Vi fikk vite mer fra en mottaker.", "Vi fekk vite meir frå ein mottakar.", "We learned more about one recipient.")},
	{rights.Remind, text(
		"Vi ble minnet om fristen.", "Vi vart minna om fristen.", "We were reminded of the deadline.")},
	{rights.Escalate, text(
		"Fristen gikk ut uten at vi hadde svart.", "Fristen gjekk ut utan at vi hadde svart.", "The deadline passed before we had answered.")},
	{rights.Warn, text(
		"Vi varslet om at begrensningen tar slutt.", "Vi varsla om at avgrensinga tek slutt.", "We announced that the restriction ends.")},
	{rights.Lift, text(
		"Begrensningen tok slutt.", "Avgrensinga tok slutt.", "The restriction ended.")},
	{rights.Arrive, text(
		"Svaret kom fram.", "Svaret kom fram.", "The answer arrived.")},
	{rights.Bounce, text(
		"Svaret kom i retur.", "Svaret kom i retur.", "The answer came back.")},
	{rights.Nudge, text(
		"Vi minnet om at vi mangler et svar.", "Vi minte om at vi manglar eit svar.", "We sent a reminder that an answer is missing.")},
	{rights.Look, text(
		"En av oss leste det som ble skrevet til oss om saken.",
		"Ein av oss las det som vart skrive til oss om saka.",
		"One of us read what was written to us about the case.")},
	{rights.Inform, text(
		"Vi ga deg beskjed på en annen måte enn med e-post.",
		"Vi gav deg beskjed på ein annan måte enn med e-post.",
		"We told you in another way than by email.")},
	{rights.Reach, text(
		"En e-post om dette ble sendt.", "Ein e-post om dette vart send.", "An email about this was sent.")},
	{rights.Miss, text(
		"En e-post om dette kom ikke fram.", "Ein e-post om dette kom ikkje fram.", "An email about this did not arrive.")},
	{rights.HandOver, text(
		"Vi ga deg svaret på en annen måte enn med e-post.",
		"Vi gav deg svaret på ein annan måte enn med e-post.",
		"We gave you the answer in another way than by email.")},
	{rights.Reply, text("Vi svarte på forespørselen.", "Vi svarte på førespurnaden.", "We answered the request.")},
	{rights.Deny, text(
		"Vi avslo forespørselen, helt eller delvis.", "Vi avslo førespurnaden, heilt eller delvis.", "We refused the request, whole or in part.")},
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
