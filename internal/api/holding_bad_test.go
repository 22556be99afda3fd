package api_test

// What is sent wrongly to the desk: a problem document with a pointer to each fault, in
// every language, and the desk is not even asked.

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

// wrong is a good sending with its one place spoiled.
type wrong struct {
	outcome string
	route   string // how it ends
	edit    edit   // of the body; of the query where the route has no body
	faults  []string
}

func mend(outcome, route string, e edit, faults ...string) wrong {
	return wrong{outcome, route, e, faults}
}

var wrongSendings = []wrong{
	mend("an unknown field", "/holding/profiles", edit{`{"email"`, `{"role":"privacy","email"`}, "/role unknown_field"),
	mend("a controller in the body", "/holding/activities", edit{`{"email"`, `{"controller":"tretoen","email"`}, "/controller unknown_field"),
	mend("a declared field that is a number", "/holding/profiles", edit{`"Kari Eksempel"`, `7`}, "/fields/name wrong_type"),
	mend("a declared field that is a list", "POST /v1/{controller}/desk/agreements", edit{`"Drift"`, `["Drift"]`}, "/fields/title wrong_type"),
	mend("a declared field that is null", "POST /v1/{controller}/desk/agreements", edit{`"Drift"`, `null`}, "/fields/title wrong_type"),
	mend("a declared field twice", "/holding/profiles", edit{`{"name"`, `{"name":"Ola","name"`}, "/fields/name duplicate_field"),
	mend("fields that are a text", "/holding/profiles", edit{`{"name":"Kari Eksempel"}`, `"Kari"`}, "/fields wrong_type"),
	mend("a control character in a field", "/holding/profiles", edit{`Kari Eksempel`, `Kari\u0000`}, "/fields/name characters"),
	mend("a name with a slash", "/holding/profiles", edit{`"name":"Kari Eksempel"`, `"a/b~c":1`}, "/fields/a~1b~0c wrong_type"),
	mend("an address without end", "/v1/{controller}/applications", edit{`kari@`, strings.Repeat("k", 260) + `@`}, "/email too_long"),
	mend("files that are an object", "/v1/{controller}/applications", edit{`[{"kind":"cv","name":"cv.pdf","type":"application/pdf","size":7},{"kind":"letter"}]`, `{}`}, "/files wrong_type"),
	mend("a file that is a text", "/v1/{controller}/applications", edit{`{"kind":"letter"}`, `"letter"`}, "/files/1 wrong_type"),
	mend("a file of no kind", "/v1/{controller}/applications", edit{`{"kind":"letter"}`, `{}`}, "/files/1/kind missing"),
	mend("a file with a field of its own", "/v1/{controller}/applications", edit{`{"kind":"letter"}`, `{"kind":"letter","path":"/etc"}`}, "/files/1/path unknown_field"),
	mend("a file with two kinds", "/v1/{controller}/applications", edit{`{"kind":"letter"}`, `{"kind":"letter","kind":"cv"}`}, "/files/1/kind duplicate_field"),
	mend("a file of half a byte", "/v1/{controller}/applications", edit{`"size":7`, `"size":0.5`}, "/files/0/size wrong_type"),
	mend("a file of less than nothing", "/v1/{controller}/applications", edit{`"size":7`, `"size":-1`}, "/files/0/size wrong_type"),
	mend("a file of endless bytes", "/v1/{controller}/applications", edit{`"size":7`, `"size":1e300`}, "/files/0/size wrong_type"),
	mend("a size in words", "/holding/items/{item}/files", edit{`"size":7`, `"size":"7"`}, "/files/0/size wrong_type"),
	mend("a file name of two lines", "/holding/items/{item}/files", edit{`cv.pdf`, `cv\r\n.pdf`}, "/files/0/name characters"),
	mend("no files", "/desk/items/{item}/files", edit{`{"kind":"document"}`, ``}, "/files missing"),
	mend("no word of files", "/desk/items/{item}/files", edit{`"files":[{"kind":"document"}]`, ``}, "/files missing"),
	mend("files without end", "/desk/items/{item}/files", edit{`{"kind":"document"}`, strings.Repeat(`{},`, 100) + `{}`}, "/files too_many_items"),
	mend("a source on the public route", "/v1/{controller}/applications", edit{`{"email"`, `{"source":"finn.no","email"`}, "/source unknown_field"),
	mend("a time of receipt on the public route", "/v1/{controller}/applications", edit{`{"email"`, `{"received":"2026-11-20T08:00:00Z","email"`}, "/received unknown_field"),
	mend("no source from a portal", "/holding/applications", edit{`"source":"finn.no",`, ``}, "/source missing"),
	mend("a time of receipt that is none", "/holding/applications", edit{`2026-11-20T08:00:00Z`, `yesterday`}, "/received time"),
	mend("a digest that is none", "/holding/applications", edit{`"notice":"`, `"notice":"x`}, "/notice digest"),
	mend("an unknown language", "/holding/applications", edit{`"nn"`, `"de"`}, "/language unknown_language"),
	mend("an activity for nobody", "/holding/activities", edit{`"email":"kari@example.com",`, ``}, "/email missing"),
	mend("an activity for no address", "/holding/activities", edit{`kari@example.com`, `kari`}, "/email address"),
	mend("no activity", "/holding/activities", edit{`"activity":"sign-in",`, ``}, "/activity missing"),
	mend("an activity at no time", "/holding/activities", edit{`2026-11-21T11:00:00Z`, `2026-11-21`}, "/at time"),
	mend("a disclosure to nobody", "/holding/disclosures", edit{`"recipient":"customers",`, ``}, "/recipient missing"),
	mend("categories that are a text", "/holding/disclosures", edit{`["profile"]`, `"profile"`}, "/categories wrong_type"),
	mend("a category that is a number", "/holding/disclosures", edit{`["profile"]`, `["profile",1]`}, "/categories/1 wrong_type"),
	mend("a disclosure of an agreement", "/holding/disclosures", edit{`{"email"`, `{"class":"agreement","email"`}, "/class wrong_type"),
	mend("a search for no address", "/desk/search", edit{`kari@example.com`, `kari`}, "/email address"),
	mend("a search for nothing", "/desk/search", edit{`"email":"kari@example.com"`, ``}, "/email missing"),
	mend("a hold without a ground", "/holds", edit{`"ground":"accounting",`, ``}, "/ground hold_ground"),
	mend("a hold without an end", "/holds", edit{`,"year":2025`, ``}, "/until hold_end"),
	mend("a hold until no day", "/holds", edit{`"year":2025`, `"until":"2030-02-30"`}, "/until date"),
	mend("a hold until no time", "/holds", edit{`"year":2025`, `"until":"for ever"`}, "/until time"),
	mend("a hold for a year in words", "/holds", edit{`2025`, `"2025"`}, "/year wrong_type"),
	mend("a hold for a year of no calendar", "/holds", edit{`2025`, `99999`}, "/year hold_end"),
	mend("a contact of no address", "POST /v1/{controller}/desk/agreements", edit{`kari@example.com`, `kari`}, "/contacts/0/email address"),
	mend("a contact without one", "POST /v1/{controller}/desk/agreements", edit{`,"email":"kari@example.com"`, ``}, "/contacts/0/email missing"),
	mend("a contact with a role", "POST /v1/{controller}/desk/agreements", edit{`"email":`, `"role":"sales","email":`}, "/contacts/0/role unknown_field"),
	mend("signed, in words", "POST /v1/{controller}/desk/agreements", edit{`true`, `"yes"`}, "/signed wrong_type"),
	mend("a change of nothing that was read", "PUT /v1/{controller}/desk/items/{item}", edit{`"revision":3,`, ``}, "/revision missing"),
	mend("a change that signs", "PUT /v1/{controller}/desk/items/{item}", edit{`{"revision"`, `{"signed":true,"revision"`}, "/signed unknown_field"),
	mend("no step", "/step", edit{`"step":"end",`, ``}, "/step missing"),
	mend("a step that is none", "/step", edit{`"end"`, `"shred"`}, "/step wrong_type"),
	mend("a first step", "/step", edit{`"end"`, `"offer"`}, "/step wrong_type"),
	mend("a step on no day", "/step", edit{`2026-11-20`, `20.11.2026`}, "/day date"),
	mend("a step on an hour", "/step", edit{`2026-11-20`, `2026-11-20T10:00:00Z`}, "/day date"),
	mend("an erasure for no case", "/erasures", edit{`,"case":"4xk2m9q7tbv0hc8e5ndw3gyr1c"`, ``}, "/case missing"),
	mend("an erasure for a case that is none", "/erasures", edit{`4xk2m9q7tbv0hc8e5ndw3gyr1c`, `42`}, "/case id"),
	mend("no grant", "POST /v1/{controller}/applications/files", edit{`"the-grant"`, `""`}, "/grant missing"),
	mend("a grant without end", "POST /v1/{controller}/applications/files", edit{`the-grant`, strings.Repeat("g", 301)}, "/grant too_long"),
	mend("a file id that is none", "POST /v1/{controller}/applications/files", edit{`7d3kq0v5m2a9t6h1x8w4c0b2ng`, `cv`}, "/file id"),
	mend("no address to send a link to", "/agreements/link", edit{`kari@example.com`, ``}, "/email missing"),
	mend("no proof", "/agreements/open", edit{`,"code":"7gk2pm"`, ``}, "/code missing"),
	mend("an agreement without a file", "/agreements/open", edit{`"}`, `","item":"x"}`}, "/file missing"),
	mend("a file without an agreement", "/agreements/open", edit{`"}`, `","file":"4xk2m9q7tbv0hc8e5ndw3gyr1c"}`}, "/file missing"),
	mend("no address to send one's own to", "/own/link", edit{`kari@example.com`, ``}, "/email missing"),
	mend("no proof of whose it is", "/own/open", edit{`,"code":"7gk2pm"`, ``}, "/code missing"),
	mend("everything at once", "/holding/activities", edit{`{"email":"kari@example.com","activity":"sign-in"`, `{"email":"x","who":1,"activity":["a"]`}, "/activity wrong_type", "/email address", "/who unknown_field"),

	mend("a request that came by pigeon", "POST /v1/{controller}/desk/cases", edit{`"letter"`, `"pigeon"`}, "/channel wrong_type"),
	mend("a request that came in no way", "POST /v1/{controller}/desk/cases", edit{`"channel":"letter",`, ``}, "/channel missing"),
	mend("a request on no day", "POST /v1/{controller}/desk/cases", edit{`"received":"2026-11-20",`, ``}, "/received missing"),
	mend("a request on a day of no calendar", "POST /v1/{controller}/desk/cases", edit{`2026-11-20`, `2026-02-30`}, "/received date"),
	mend("a request of nobody who can be answered", "POST /v1/{controller}/desk/cases", edit{`"email":"kari@example.com",`, ``}, "/email unreachable"),
	mend("a request to be answered at a book", "POST /v1/{controller}/desk/cases", edit{`"email":"kari@example.com"`, `"post":"` + strings.Repeat("p", 501) + `"`}, "/post too_long"),
	mend("a request for nothing", "POST /v1/{controller}/desk/cases", edit{`"rights":["erasure","objection"],`, ``}, "/rights no_right"),
	mend("a request for what is no right", "POST /v1/{controller}/desk/cases", edit{`"erasure"`, `"oblivion"`}, "/rights/0 unknown_right"),
	mend("an objection to the weather", "POST /v1/{controller}/desk/cases", edit{`"marketing"`, `"weather"`}, "/against wrong_type"),
	mend("a case at no revision", "/extension", edit{`"revision":3,`, ``}, "/revision missing"),
	mend("a case at half a revision", "/extension", edit{`"revision":3`, `"revision":2.5`}, "/revision wrong_type"),
	mend("a preview in words", "/extension", edit{`"revision":3`, `"revision":3,"preview":"yes"`}, "/preview wrong_type"),
	mend("an extension without reasons", "/extension", edit{`,"reasons":"Omfattende sak."`, ``}, "/reasons missing"),
	mend("an extension of endless reasons", "/extension", edit{`Omfattende sak.`, strings.Repeat("s", 4001)}, "/reasons too_long"),
	mend("an extension until when one likes", "/extension", edit{`"revision":3`, `"revision":3,"until":"2030-01-01"`}, "/until unknown_field"),
	mend("no question", "/question", edit{`"question":"Hvilken adresse brukte du?"`, `"question":""`}, "/question missing"),
	mend("no evidence", "/identity", edit{`"evidence":"Kjent kunde."`, `"evidence":null`}, "/evidence wrong_type"),
	mend("a refusal of nothing", "/refusal", edit{`"right":"erasure",`, ``}, "/right missing"),
	mend("a refusal of no right", "/refusal", edit{`"erasure"`, `"oblivion"`}, "/right unknown_right"),
	mend("a refusal on no ground", "/refusal", edit{`"ground":"excessive",`, ``}, "/ground missing"),
	mend("a refusal without reasons", "/refusal", edit{`"reasons":"Ti like.",`, ``}, "/reasons missing"),
	mend("a refusal by somebody else", "/refusal", edit{`"right"`, `"by":"staff:sub-9","right"`}, "/by unknown_field"),
	mend("a refusal sent back without reasons", "/return", edit{`,"reasons":"Ikke nok."`, ``}, "/reasons missing"),
	mend("no word of redactions", "/redactions", edit{`,"redactions":[{"item":"application.x","field":"letter","passage":"Ola"}]`, ``}, "/redactions missing"),
	mend("a redaction nowhere", "/redactions", edit{`"item":"application.x",`, ``}, "/redactions/0/item missing"),
	mend("a redaction in nothing", "/redactions", edit{`"field":"letter",`, ``}, "/redactions/0/field missing"),
	mend("no ruling", "/corrections", edit{`"ruling":"declined",`, ``}, "/corrections/0/ruling missing"),
	mend("a ruling that is none", "/corrections", edit{`"declined"`, `"perhaps"`}, "/corrections/0/ruling wrong_type"),
	mend("a correction that is declined for nothing", "/corrections", edit{`,"reason":"Det stemte."`, ``}, "/corrections/0/reason reason"),
	mend("no corrections", "/corrections", edit{`{"item":"application.x","field":"name","ruling":"declined","reason":"Det stemte."}`, ``}, "/corrections missing"),
	mend("a grant of nothing", "/grant", edit{`,"right":"erasure"`, ``}, "/right missing"),
	mend("a grant of no right", "/grant", edit{`"erasure"`, `"everything"`}, "/right unknown_right"),
	mend("a lifting without reasons", "/lifting", edit{`,"reasons":"Avklart."`, ``}, "/reasons missing"),
	mend("an answer without words", "/reply", edit{`,"text":"Vi har ingenting."`, ``}, "/text missing"),
	mend("a notice of no state", "/notices/{notice}", edit{`"state":"excused",`, ``}, "/state missing"),
	mend("a notice that is silent by word of staff", "/notices/{notice}", edit{`"excused"`, `"silent"`}, "/state wrong_type"),
	mend("a notice that is excused for nothing", "/notices/{notice}", edit{`,"reason":"Finnes ikke lenger."`, ``}, "/reason reason"),
	mend("a reading without words", "/reading", edit{`,"text":"Spør om når."`, ``}, "/text missing"),
	mend("a cancellation without evidence", "/cancellation", edit{`,"evidence":"Ringte tilbake."`, ``}, "/evidence missing"),
	mend("a link to nobody", "/desk/cases/{case}/link", edit{`"email":"kari@example.com",`, ``}, "/email missing"),
	mend("a link without evidence", "/desk/cases/{case}/link", edit{`,"evidence":"Ringte tilbake."`, ``}, "/evidence missing"),
	mend("an answer by letter to what end", "/letter", edit{`"result":"refused",`, ``}, "/result missing"),
	mend("an answer by letter that grants", "/letter", edit{`"refused"`, `"granted"`}, "/result wrong_type"),
	mend("an answer by letter in no words", "/letter", edit{`"text":"Vi vet ikke hvem du er.",`, ``}, "/text missing"),
	mend("an answer by letter in no way", "/letter", edit{`"how":"Brev.",`, ``}, "/how missing"),
	mend("an answer by letter on no day", "/letter", edit{`"sent":"2026-11-20",`, ``}, "/sent missing"),
	mend("a handover in no way", "/handover", edit{`,"how":"Brev."`, ``}, "/how missing"),
	mend("a note of nothing", "/note", edit{`"Ringte."`, `""`}, "/text missing"),
	mend("a queue that is none", "GET /v1/{controller}/desk/cases", edit{`waiting`, `mine`}, "/queue wrong_type"),
	mend("a place without end", "GET /v1/{controller}/desk/cases", edit{`from=place`, `from=` + strings.Repeat("p", 1001)}, "/from too_long"),

	mend("a limit in words", "GET /v1/{controller}/desk/agreements", edit{`limit=10`, `limit=ten`}, "/limit wrong_type"),
	mend("a limit of none", "GET /v1/{controller}/desk/agreements", edit{`limit=10`, `limit=0`}, "/limit wrong_type"),
	mend("a limit of everything", "GET /v1/{controller}/desk/agreements", edit{`limit=10`, `limit=101`}, "/limit too_many_items"),
	mend("two limits", "GET /v1/{controller}/desk/agreements", edit{`limit=10`, `limit=10&limit=20`}, "/limit duplicate_field"),
	mend("a place in no list", "GET /v1/{controller}/desk/agreements", edit{`before=2026`, `before=x`}, "/before time"),
	mend("an unknown parameter", "GET /v1/{controller}/desk/agreements", edit{`limit=10`, `class=profile`}, "/class unknown_field"),
	mend("a landing without a grant", "GET /v1/{controller}/applications/files", edit{`grant=the-grant&`, ``}, "/grant missing"),
	mend("a landing with more", "GET /v1/{controller}/applications/files", edit{`bucket=b`, `email=kari%40example.com`}, "/email unknown_field"),
}

func TestWhatIsSentWronglyToTheDeskIsRefusedInWords(t *testing.T) {
	for _, row := range wrongSendings {
		for _, l := range gdpr.Languages {
			t.Run(fmt.Sprintf("%s, %s", row.outcome, l), func(t *testing.T) {
				w := newHoldings(t)
				g := good(t, row.route)
				if g.body != "" {
					g.body = spoiled(t, g.body, row.edit)
					g.body = strings.Replace(g.body, `"language":"nn"`, `"language":"`+string(l)+`"`, 1)
					g.body = strings.NewReplacer(`:[],`, `:[],`, `{,`, `{`).Replace(g.body)
				} else {
					g.query = spoiled(t, g.query, row.edit)
				}
				s := g.at("tretoen")
				s.headers = map[string]string{"Accept-Language": string(l)}
				checkProblem(t, w.send(s, g.claims("tretoen")), http.StatusUnprocessableEntity, gdpr.CodeInvalid, l, row.faults)
				if len(w.desk.Calls) > 0 {
					t.Errorf("asks %v of the desk", w.asked())
				}
			})
		}
	}
}

// What the desk itself finds stands beside what was wrong with the sending, once each.
func TestFaultsOfTheDeskAndOfTheSendingAreSaidTogether(t *testing.T) {
	w := newHoldings(t)
	w.desk.Faults = []gdpr.Fault{
		{Pointer: "/fields/shoe-size", Code: gdpr.FaultUndeclared, Value: "shoe-size"},
		{Pointer: "/files/0/size", Code: gdpr.FaultFileSize, Value: "10"},
		{Pointer: "/source", Code: gdpr.FaultSource, Value: "x"},
	}
	g := good(t, "POST /v1/{controller}/applications")
	g.body = spoiled(t, g.body, edit{`"size":7`, `"size":-1`})
	s := g.at("tretoen")
	s.headers = map[string]string{"Accept-Language": "en"}
	s.body = strings.Replace(s.body, `"language":"nn"`, `"language":"en"`, 1)
	checkProblem(t, w.send(s, g.claims("tretoen")), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English,
		[]string{"/fields/shoe-size undeclared_field", "/files/0/size wrong_type", "/source unknown_source"})
	if len(w.desk.Calls) > 0 {
		t.Errorf("asks %v", w.asked())
	}
}

func TestTheDeskTakesJSONOnly(t *testing.T) {
	for _, g := range goodRoutes {
		if g.who == nil || g.body == "" {
			continue
		}
		for _, as := range []string{asForm, asBeacon, "application/xml", "application/json;charset=latin1", "multipart/form-data;boundary=x"} {
			w := newHoldings(t)
			s := g.at("mojob")
			s.as, s.headers = as, map[string]string{"Accept-Language": "en"}
			checkProblem(t, w.send(s, g.who("mojob")), http.StatusUnsupportedMediaType, gdpr.CodeContentType, gdpr.English, nil)
			if len(w.desk.Calls) > 0 {
				t.Errorf("%s as %s asks %v", g.route, as, w.asked())
			}
		}
	}
}

// More than the public may send, and less than the table takes.
func TestTheDeskTakesAQuarterOfAMegabyte(t *testing.T) {
	w := newHoldings(t)
	for size, status := range map[int]int{200 << 10: http.StatusOK, 257 << 10: http.StatusRequestEntityTooLarge} {
		s := good(t, "/holding/profiles").at("mojob")
		s.body = "{" + strings.Repeat(" ", size) + s.body[1:]
		if answer := w.send(s, machineOf("mojob")); answer.Code != status {
			t.Errorf("%d bytes are answered %d %s", size, answer.Code, answer.Body)
		}
	}
	s := good(t, "/v1/{controller}/applications").at("tretoen")
	s.body = "{" + strings.Repeat(" ", 32<<10) + s.body[1:]
	if answer := w.send(s, nil); answer.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("the public may send %d bytes: %d", len(s.body), answer.Code)
	}
}
