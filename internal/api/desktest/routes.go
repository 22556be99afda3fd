package desktest

import (
	"strings"

	"ordholden/internal/apigw"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Route is a method and path with a good sending, and how that is answered.
type Route struct {
	Pattern string
	Who     string // Staff, Machine, Recipient, or "" where anybody may
	Query   string
	Body    string // JSON
	Status  int
}

// Who has a token.
const (
	Staff   = "staff"
	Machine = "machine"
)

// Recipient is who has no token, but signs what they send.
const Recipient = "recipient"

// Token reports whether a route lets nobody in without one.
func (r Route) Token() bool { return r.Who == Staff || r.Who == Machine }

// Declared reports whether a route answers from the declaration alone: nothing is asked of
// the desk, and so nothing of it can fail.
func (r Route) Declared() bool { return strings.HasSuffix(r.Pattern, "/desk/record") }

// Path is the path of the route at a controller, without its query.
func (r Route) Path(c string) string {
	_, path, _ := strings.Cut(r.Pattern, " ")
	item := RefOf(gdpr.ControllerID(c), controller.Agreements).String()
	return strings.NewReplacer("{controller}", c, "{item}", item, "{file}", string(File), "{consent}", string(ID), "{hold}", string(Held), "{case}", string(Case), "{notice}", string(Notice)).Replace(path)
}

// Method is the method of the route.
func (r Route) Method() string {
	method, _, _ := strings.Cut(r.Pattern, " ")
	return method
}

// Claims is a token for a controller that the route lets in, nil where it needs none.
func (r Route) Claims(c string) *apigw.Claims {
	switch r.Who {
	case Staff:
		return &apigw.Claims{Use: "access", Subject: "sub-1", Client: "console", Groups: []string{c + ":privacy", c + ":recruiter", c + ":sales"}, Scopes: []string{"openid"}}
	case Machine:
		return &apigw.Claims{Use: "access", Subject: "client-1", Client: "client-1",
			Scopes: []string{c + "/applications.write", c + "/profiles.write", c + "/activities.write", c + "/disclosures.write", c + "/marketing.read"}}
	}
	return nil
}

const (
	agreementBody = `"fields":{"title":"Drift","customer":"Kunde AS"},"contacts":[{"name":"Kari Eksempel","email":"kari@example.com"}],"allows":"Punkt 4"`
	proofBody     = `{"case":"` + string(ID) + `","code":"7gk2pm"}`
)

const applicationBody = `{"email":"kari@example.com","fields":{"name":"Kari Eksempel","letter":"Hei,\nher er jeg."},` +
	`"files":[{"kind":"cv","name":"cv.pdf","type":"application/pdf","size":7},{"kind":"letter"}],` +
	`"notice":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","language":"nn"}`

const calledBack = `{"subject_request_id":"a7551968-d5d6-44b2-9831-815ac9017798","request_status":"completed","status_callback_url":"https://www.example.com/"}`

// Routes is every route of functions/holding and functions/desk, with a good sending.
var Routes = []Route{
	{"POST /v1/{controller}/applications", "", "", applicationBody, 201},
	{"POST /v1/{controller}/applications/files", "", "", `{"grant":"the-grant","file":"` + string(File) + `","files":[{"kind":"certificate"}]}`, 200},
	{"GET /v1/{controller}/applications/files", "", "grant=the-grant&file=" + string(File) + "&bucket=b&key=k&etag=%22e%22", "", 200},
	{"POST /v1/{controller}/agreements/link", "", "", `{"email":"kari@example.com"}`, 202},
	{"POST /v1/{controller}/agreements/open", "", "", proofBody, 200},
	{"POST /v1/{controller}/own/link", "", "", `{"email":"kari@example.com"}`, 202},
	{"POST /v1/{controller}/own/open", "", "", proofBody, 204},
	{"GET /v1/{controller}/jwks.json", "", "", "", 200},
	{"POST /v1/{controller}/receipts/check", "", "", `{"receipt":"` + Receipt + `","language":"nn"}`, 200},
	{"POST /v1/{controller}/recipients/callback", Recipient, "case=" + string(ID), calledBack, 204},
	{"POST /v1/{controller}/holding/applications", Machine, "", `{"source":"finn.no","received":"2026-11-20T08:00:00Z",` + applicationBody[1:], 201},
	{"PUT /v1/{controller}/holding/profiles", Machine, "", `{"email":"kari@example.com","fields":{"name":"Kari Eksempel"},"language":"nn"}`, 200},
	{"POST /v1/{controller}/holding/activities", Machine, "", `{"email":"kari@example.com","activity":"sign-in","at":"2026-11-21T11:00:00Z"}`, 200},
	{"POST /v1/{controller}/holding/disclosures", Machine, "", `{"email":"kari@example.com","recipient":"customers","customer":"Bedrift AS","categories":["profile"]}`, 201},
	{"POST /v1/{controller}/holding/marketing", Machine, "", `{"email":"kari@example.com"}`, 200},
	{"POST /v1/{controller}/holding/items/{item}/files", Machine, "", `{"files":[{"kind":"cv","name":"cv.pdf","type":"application/pdf","size":7}]}`, 201},
	{"POST /v1/{controller}/holding/items/{item}/files/{file}", Machine, "", "", 200},
	{"POST /v1/{controller}/desk/search", Staff, "", `{"email":"kari@example.com"}`, 200},
	{"GET /v1/{controller}/desk/applications", Staff, "", "", 200},
	{"GET /v1/{controller}/desk/agreements", Staff, "limit=10&before=2026-11-21T12:00:00.123456789Z", "", 200},
	{"GET /v1/{controller}/desk/profiles", Staff, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}", Staff, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}/files/{file}", Staff, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}/readings", Staff, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}/disclosures", Staff, "", "", 200},
	{"PUT /v1/{controller}/desk/items/{item}/restriction", Staff, "", "", 200},
	{"DELETE /v1/{controller}/desk/items/{item}/restriction", Staff, "", "", 200},
	{"POST /v1/{controller}/desk/items/{item}/holds", Staff, "", `{"ground":"accounting","year":2025}`, 201},
	{"DELETE /v1/{controller}/desk/items/{item}/holds/{hold}", Staff, "", "", 200},
	{"POST /v1/{controller}/desk/items/{item}/files", Staff, "", `{"files":[{"kind":"document"}]}`, 201},
	{"POST /v1/{controller}/desk/items/{item}/files/{file}", Staff, "", "", 200},
	{"POST /v1/{controller}/desk/agreements", Staff, "", `{"signed":true,` + agreementBody + `}`, 201},
	{"PUT /v1/{controller}/desk/items/{item}", Staff, "", `{"revision":3,` + agreementBody + `}`, 200},
	{"POST /v1/{controller}/desk/items/{item}/step", Staff, "", `{"step":"end","day":"2026-11-20"}`, 200},
	{"POST /v1/{controller}/desk/erasures", Staff, "", `{"email":"kari@example.com","case":"` + string(ID) + `"}`, 200},
	{"GET /v1/{controller}/desk/cases", Staff, "queue=waiting&from=place&limit=10", "", 200},
	{"POST /v1/{controller}/desk/cases", Staff, "", `{"channel":"letter","received":"2026-11-20","email":"kari@example.com","name":"Kari Eksempel","text":"Slett alt.","rights":["erasure","objection"],"against":"marketing","evidence":"Kjent kunde.","language":"nn"}`, 201},
	{"GET /v1/{controller}/desk/cases/{case}", Staff, "", "", 200},
	{"POST /v1/{controller}/desk/cases/{case}/sorting", Staff, "", `{"revision":3,"rights":["access","objection"],"against":"processing"}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/dismissal", Staff, "", `{"revision":3}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/assignment", Staff, "", `{"revision":3,"to":"sub-2"}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/note", Staff, "", `{"revision":3,"text":"Ringte."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/extension", Staff, "", `{"revision":3,"reasons":"Omfattende sak."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/question", Staff, "", `{"revision":3,"question":"Hvilken adresse brukte du?"}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/identity", Staff, "", `{"revision":3,"evidence":"Kjent kunde."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/refusal", Staff, "", `{"revision":3,"right":"erasure","ground":"excessive","reasons":"Ti like.","evidence":"Ti like brev."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/approval", Staff, "", `{"revision":3}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/return", Staff, "", `{"revision":3,"reasons":"Ikke nok."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/redactions", Staff, "", `{"revision":3,"redactions":[{"item":"application.x","field":"letter","passage":"Ola"}]}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/corrections", Staff, "", `{"revision":3,"corrections":[{"item":"application.x","field":"name","ruling":"declined","reason":"Det stemte."}]}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/grant", Staff, "", `{"revision":3,"right":"erasure"}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/lifting", Staff, "", `{"revision":3,"reasons":"Avklart."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/reply", Staff, "", `{"revision":3,"text":"Vi har ingenting."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/notices/{notice}", Staff, "", `{"revision":3,"state":"excused","reason":"Finnes ikke lenger."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/handover", Staff, "", `{"revision":3,"how":"Brev."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/link", Staff, "", `{"revision":3,"email":"kari@example.com","evidence":"Ringte tilbake."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/letter", Staff, "", `{"revision":3,"result":"refused","text":"Vi vet ikke hvem du er.","how":"Brev.","sent":"2026-11-20","evidence":"Spurte i brev."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/reading", Staff, "", `{"revision":3,"text":"Spør om når."}`, 200},
	{"POST /v1/{controller}/desk/cases/{case}/cancellation", Staff, "", `{"revision":3,"evidence":"Ringte tilbake."}`, 200},
	{"GET /v1/{controller}/desk/record", Staff, "language=nn", "", 200},
	{"GET /v1/{controller}/desk/unreached", Staff, "from=place&limit=10", "", 200},
	{"GET /v1/{controller}/desk/audit", Staff, "month=2026-11&from=place&limit=10", "", 200},
}
