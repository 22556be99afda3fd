package classify_test

import "testing"

// An answer to our mail that says yes is what it is an answer to: a request, which is still to be
// confirmed by its link. Without a mail before it, or with anything beside it, it stays with a person.
func TestM7_AYesToErasureInAReplyIsARequest(t *testing.T) {
	expectEach(t, `
request erasure | SV: Bekreft forespørselen din // Ja, slett
request erasure | SV: Bekreft forespørselen din // Ja, slett.
request erasure | Re: Bekreft forespørselen din // Ja slett!
request erasure | Sv: Stadfest førespurnaden din // ja, slett¶¶Mvh¶Kari Nordmann
request erasure | SV: Stadfest førespurnaden din // Hei!¶Ja, slett alt.
request erasure | RE: Please confirm your request // yes, delete it
request erasure | Re: Please confirm your request // Yes, delete everything please.
request erasure | SV: Bekreft forespørselen din // Ja takk, slett det.
unclear/question | SV: Bekreft forespørselen din // Nei, ikke slett
unclear/question | SV: Bekreft forespørselen din // Ja, ikke slett
unclear/question | SV: Bekreft forespørselen din // Ja, slett?
unclear/question | SV: Bekreft forespørselen din // Ja, slett annonsen.
unclear/question | SV: Stillingen // Ja, slett vedlegget i forrige mail.
unclear/question | SV: Bekreft forespørselen din // Ja, slett. Nei, vent, ikke slett profilen min.
unclear/question | SV: Bekreft forespørselen din // Ja
unclear/question | Fwd: Bekreft forespørselen din // Ja, slett
unclear/question | Møtet // Ja, slett
unclear/question | Ja, slett
`)
}
