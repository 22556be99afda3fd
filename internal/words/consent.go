package words

import (
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// consentStates are where a declared consent can stand.
var consentStates = [...]struct {
	state       consent.State
	name, plain gdpr.Text
}{
	{consent.Pending,
		text("Venter på bekreftelse", "Ventar på stadfesting", "Awaiting confirmation"),
		text("Valgene gjelder ikke før du har bekreftet dem fra e-posten vi sendte.",
			"Vala gjeld ikkje før du har stadfesta dei frå e-posten vi sende.",
			"The choices do not count until you have confirmed them from our email.")},
	{consent.Standing,
		text("Bekreftet", "Stadfesta", "Confirmed"),
		text("Valgene er bekreftet, og dette gjelder nå.",
			"Vala er stadfesta, og dette gjeld no.",
			"The choices are confirmed, and this is what counts now.")},
	{consent.Canceled,
		text("Avbrutt", "Avbrote", "Canceled"),
		text("Valgene ble avbrutt, og gjelder ikke.",
			"Vala vart avbrotne, og gjeld ikkje.",
			"The choices were canceled, and do not count.")},
	{consent.Ended,
		text("Trukket tilbake", "Trekt tilbake", "Withdrawn"),
		text("Samtykket er trukket tilbake. Vi bruker ikke lenger opplysningene til dette.",
			"Samtykket er trekt tilbake. Vi bruker ikkje lenger opplysningane til dette.",
			"The consent is withdrawn. We no longer use the data for this.")},
}

// ConsentState is the name of where a declared consent stands, and what that
// means for the person.
func ConsentState(s consent.State, l gdpr.Language) (name, plain string) {
	for _, w := range consentStates {
		if w.state == s {
			return w.name.In(l), w.plain.In(l)
		}
	}
	return string(s), ""
}
