package words

import (
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var results = [...]struct {
	result rights.Result
	name   gdpr.Text
}{
	{rights.Granted, text("Gjort", "Gjort", "Done")},
	{rights.Partly, text("Gjort i deler", "Gjort i delar", "Done in part")},
	{rights.Withheld, text("Avslått", "Avslått", "Refused")},
	{rights.NotHeld, text("Ingenting lagret", "Ingenting lagra", "Nothing held")},
}

// Result is what became of one right that was asked for.
func Result(r rights.Result, l gdpr.Language) string {
	for _, w := range results {
		if w.result == r {
			return w.name.In(l)
		}
	}
	return string(r)
}

var deliveries = [...]struct {
	delivery    rights.Delivery
	name, plain gdpr.Text
}{
	{rights.Unanswered,
		text("Ikke svart ennå", "Ikkje svart enno", "Not answered yet"),
		text("Vi har ikke sendt noe svar ennå.", "Vi har ikkje sendt noko svar enno.", "We have sent no answer yet.")},
	{rights.Underway,
		text("På vei", "På veg", "On its way"),
		text("Svaret er sendt på e-post.", "Svaret er sendt på e-post.", "The answer has been sent by email.")},
	{rights.Arrived,
		text("Levert", "Levert", "Delivered"),
		text("E-posttjeneren til mottakeren har tatt imot svaret.", "E-posttenaren til mottakaren har teke imot svaret.", "The mail server of the addressee has taken the answer.")},
	{rights.Failed,
		text("Ikke levert", "Ikkje levert", "Not delivered"),
		text("Svaret kom i retur, eller kunne ikke sendes. Vi må gi det på en annen måte.",
			"Svaret kom i retur, eller kunne ikkje sendast. Vi må gi det på ein annan måte.",
			"The answer came back, or could not be sent. We have to give it in another way.")},
	{rights.ByHand,
		text("Gitt på en annen måte", "Gitt på ein annan måte", "Given in another way"),
		text("Svaret er gitt på en annen måte enn med e-post.", "Svaret er gitt på ein annan måte enn med e-post.", "The answer was given in another way than by email.")},
}

// Delivery is what became of the answer: the name, and what that means.
func Delivery(d rights.Delivery, l gdpr.Language) (name, plain string) {
	for _, w := range deliveries {
		if w.delivery == d {
			return w.name.In(l), w.plain.In(l)
		}
	}
	return string(d), ""
}

var identities = [...]struct {
	identity rights.Identity
	name     gdpr.Text
}{
	{rights.Unproven, text("Ikke bekreftet", "Ikkje stadfesta", "Not confirmed")},
	{rights.Asked, text("Spurt om hvem det er", "Spurt om kven det er", "Asked who it is")},
	{rights.Proven, text("Bekreftet på e-post", "Stadfesta på e-post", "Confirmed by email")},
	{rights.Vouched, text("Kjent av oss", "Kjend av oss", "Known to us")},
}

// Identity is what is known of who asks.
func Identity(i rights.Identity, l gdpr.Language) string {
	for _, w := range identities {
		if w.identity == i {
			return w.name.In(l)
		}
	}
	return string(i)
}

var noticeStates = [...]struct {
	state rights.NoticeState
	name  gdpr.Text
}{
	{rights.NoticeDue, text("Skal få beskjed", "Skal få beskjed", "To be told")},
	{rights.NoticeAsked, text("Har fått beskjed", "Har fått beskjed", "Told")},
	{rights.NoticeDone, text("Har gjort det", "Har gjort det", "Has done it")},
	{rights.NoticeSilent, text("Har ikke svart", "Har ikkje svart", "Has not answered")},
	{rights.NoticeExcused, text("Trenger ikke svare", "Treng ikkje svare", "Need not answer")},
}

// NoticeState is where the telling of one recipient stands.
func NoticeState(s rights.NoticeState, l gdpr.Language) string {
	for _, w := range noticeStates {
		if w.state == s {
			return w.name.In(l)
		}
	}
	return string(s)
}

var channels = [...]struct {
	channel rights.Channel
	name    gdpr.Text
}{
	{rights.ByForm, text("Skjema", "Skjema", "Form")},
	{rights.ByAPI, text("Nettside", "Nettside", "Website")},
	{rights.ByMail, text("E-post", "E-post", "Email")},
	{rights.OnPage, text("Egen side", "Eiga side", "Own page")},
	{rights.ByLetter, text("Brev", "Brev", "Letter")},
	{rights.ByPhone, text("Telefon", "Telefon", "Phone")},
	{rights.InPerson, text("Personlig oppmøte", "Personleg oppmøte", "In person")},
}

// Channel is how a request came in.
func Channel(c rights.Channel, l gdpr.Language) string {
	for _, w := range channels {
		if w.channel == c {
			return w.name.In(l)
		}
	}
	return string(c)
}

var rulings = [...]struct {
	ruling rights.Ruling
	name   gdpr.Text
}{
	{rights.Undecided, text("Ikke avgjort", "Ikkje avgjort", "Not decided")},
	{rights.Making, text("Rettes", "Blir retta", "To be corrected")},
	{rights.Accepted, text("Rettes", "Blir retta", "To be corrected")},
	{rights.Declined, text("Rettes ikke", "Blir ikkje retta", "Not to be corrected")},
}

// Ruling is what was decided about a correction.
func Ruling(r rights.Ruling, l gdpr.Language) string {
	for _, w := range rulings {
		if w.ruling == r {
			return w.name.In(l)
		}
	}
	return string(r)
}
