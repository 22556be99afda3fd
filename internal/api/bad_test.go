package api_test

// What is refused (threat H23), and how it is said: one table, each row as JSON
// and as a form where a form can say it, in every language.

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// edit spoils one place of a good body. The zero edit says that this way of
// sending cannot be spoiled so.
type edit struct{ old, new string }

type bad struct {
	outcome string
	well    well
	json    edit
	form    edit
	status  int
	code    gdpr.Code
	faults  []string // pointer and code
}

// invalid is a row whose faults are all that is wrong.
func invalid(outcome string, w well, json, form edit, faults ...string) bad {
	return bad{outcome, w, json, form, http.StatusUnprocessableEntity, gdpr.CodeInvalid, faults}
}

// unreadable is a row that is not what its content type says.
func unreadable(outcome string, w well, json, form edit) bad {
	return bad{outcome, w, json, form, http.StatusBadRequest, gdpr.CodeUnreadable, nil}
}

var none edit

var badRows = slices.Concat(badFields, badConsents, badRequests, badProofs, badBodies)

var badFields = []bad{
	invalid("an unknown field", visitorWell, edit{`{"visitor"`, `{"colour":"red","visitor"`}, edit{"visitor=", "colour=red&visitor="}, "/colour unknown_field"),
	invalid("a field that is another's", requestWell, edit{`{"email"`, `{"visitor":"x","email"`}, edit{"email=", "visitor=x&email="}, "/visitor unknown_field"),
	invalid("a name with a slash", visitorWell, edit{`{"visitor"`, `{"a/b~c":1,"visitor"`}, edit{"visitor=", "a%2Fb~c=1&visitor="}, "/a~1b~0c unknown_field"),
	invalid("a name of control characters", visitorWell, edit{`{"visitor"`, `{"a\u0000b":1,"visitor"`}, edit{"visitor=", "a%00b=1&visitor="}, "/? unknown_field"),
	invalid("a name of markup", requestWell, edit{`{"email"`, `{"<script>":1,"email"`}, edit{"email=", "%3Cscript%3E=1&email="}, "/<script> unknown_field"),
	invalid("two of a field", requestWell, edit{`{"email"`, `{"email":"ola@example.com","email"`}, edit{"name=", "name=Ola&name="},
		"-json /email duplicate_field", "-form /name duplicate_field"),
	invalid("two of a field, the same", visitorWell, edit{`{"visitor"`, `{"language":"en","visitor"`}, none, "/language duplicate_field"),
	invalid("two of a decision", visitorWell, edit{`"decisions":{`, `"decisions":{"statistics":"refused",`},
		edit{"decision.statistics=", "decision.statistics=refused&decision.statistics="},
		"-json /decisions/statistics duplicate_field", "-form /decision.statistics duplicate_field", "-form /decisions/statistics no_decision"),
	invalid("two of a field deep in another", visitorWell, edit{`{"visitor"`, `{"colour":{"a":[{"b":1,"b":2}]},"visitor"`}, none,
		"/colour unknown_field", "/colour/a/0/b duplicate_field"),
	invalid("two of a field, one of them escaped", requestWell, edit{`{"email"`, `{"\u0065mail":"ola@example.com","email"`}, edit{"name=", "%6eame=Ola&name="},
		"-json /email duplicate_field", "-form /name duplicate_field"),
	invalid("a number for a text", requestWell, edit{`"Kari Eksempel"`, `7`}, none, "/name wrong_type"),
	invalid("a list for a text", requestWell, edit{`"kari@example.com"`, `["kari@example.com"]`}, none, "/email wrong_type"),
	invalid("an object for a text", requestWell, edit{`"Alt fra 2024."`, `{"a":"b"}`}, none, "/text wrong_type"),
	invalid("null for a text", requestWell, edit{`"Kari Eksempel"`, `null`}, none, "/name wrong_type"),
	invalid("true for an id", visitorWell, edit{`"` + visitor + `"`, `true`}, none, "/visitor wrong_type"),
	invalid("a key too long", requestWell, edit{`,"rights"`, `,"idempotency_key":"` + strings.Repeat("k", 256) + `","rights"`},
		edit{"rights=access", "idempotency_key=" + strings.Repeat("k", 256) + "&rights=access"}, "/idempotency_key too_long"),
}

var badConsents = []bad{
	invalid("an unknown language", visitorWell, edit{`"language":"`, `"language":"x-`}, edit{"language=", "language=x-"}, "/language unknown_language"),
	invalid("no visitor", visitorWell, edit{`"visitor":"` + visitor + `",`, ``}, none, "/visitor missing"),
	invalid("an id that is none", visitorWell, edit{visitor, "me"}, edit{visitor, "me"}, "/visitor id"),
	invalid("an id in another spelling of its last character", visitorWell, edit{visitor, visitor[:25] + "1"}, edit{visitor, visitor[:25] + "1"}, "/visitor id"),
	invalid("a visitor and an address", visitorWell, edit{`{"visitor"`, `{"email":"kari@example.com","visitor"`}, edit{"visitor=", "email=kari%40example.com&visitor="},
		"/decisions/further-storage no_decision", "/decisions/other-information no_decision", "/decisions/personalization not_asked_here", "/decisions/statistics not_asked_here",
		"/decisions/support-chat not_asked_here", "/decisions/usage not_asked_here", "/notice unknown_notice", "/visitor unknown_field"),
	invalid("a no to what is necessary", visitorWell, edit{`"decisions":{`, `"decisions":{"necessary":"refused",`},
		edit{"visitor=", "decision.necessary=refused&visitor="}, "/decisions/necessary necessary"),
	invalid("false for what is necessary", visitorWell, edit{`"decisions":{`, `"decisions":{"necessary":false,`},
		edit{"visitor=", "decision.necessary=false&visitor="}, "/decisions/necessary necessary"),
	invalid("an unknown purpose", visitorWell, edit{`"decisions":{`, `"decisions":{"profiling":"refused",`},
		edit{"visitor=", "decision.profiling=refused&visitor="}, "/decisions/profiling unknown_purpose"),
	invalid("an unknown purpose beside one button for all", visitorWell, edit{`"decisions":{`, `"all":"refused","decisions":{"profiling":"given",`},
		edit{"visitor=", "all=refused&decision.profiling=given&visitor="}, "-json /all duplicate_field", "/decisions/profiling unknown_purpose"),
	invalid("an answer to all that contradicts the others", visitorWell, edit{`"decisions":{`, `"all":"given","decisions":{`}, none, "/all duplicate_field"),
	invalid("a no to what is necessary beside one button for all", visitorWell, edit{`"decisions":{`, `"all":"refused","decisions":{"necessary":"refused",`},
		edit{"visitor=", "all=refused&decision.necessary=refused&visitor="}, "-json /all duplicate_field", "/decisions/necessary necessary"),
	invalid("a purpose without a name", visitorWell, edit{`"decisions":{`, `"decisions":{"":"refused",`},
		edit{"visitor=", "decision.=refused&visitor="}, "/decisions/ unknown_purpose"),
	invalid("another kind of consent's purpose", visitorWell, edit{`"decisions":{`, `"decisions":{"further-storage":"given",`},
		edit{"visitor=", "decision.further-storage=given&visitor="}, "/decisions/further-storage not_asked_here"),
	invalid("a purpose that asks nobody", personWell, edit{`"decisions":{`, `"decisions":{"recruitment":"given",`},
		edit{"email=", "decision.recruitment=given&email="}, "/decisions/recruitment not_asked_here"),
	invalid("a decision left out", visitorWell, edit{`"usage":"refused",`, ``}, edit{"&decision.usage=refused", ""}, "/decisions/usage no_decision"),
	invalid("no decisions", personWell, edit{`,"decisions":{"further-storage":"given","other-information":"refused"}`, ``},
		edit{"&decision.further-storage=given&decision.other-information=refused", ""},
		"/decisions/further-storage no_decision", "/decisions/other-information no_decision"),
	invalid("decisions that are a list", personWell, edit{`{"further-storage":"given","other-information":"refused"}`, `["given"]`}, none,
		"/decisions wrong_type", "/decisions/further-storage no_decision", "/decisions/other-information no_decision"),
	invalid("decisions twice over", personWell, none, edit{"email=", "decisions=given&email="}, "/decisions duplicate_field"),
	invalid("decisions that are a text, beside one button for all", personWell, edit{`"decisions":{"further-storage":"given","other-information":"refused"}`, `"all":"refused","decisions":"given"`}, none, "/decisions wrong_type"),
	invalid("neither yes nor no", visitorWell, edit{`"usage":"refused"`, `"usage":"maybe"`},
		edit{"decision.usage=refused", "decision.usage=maybe"}, "/decisions/usage unknown_decision"),
	invalid("an empty decision", visitorWell, edit{`"usage":"refused"`, `"usage":""`},
		edit{"decision.usage=refused", "decision.usage="}, "/decisions/usage unknown_decision"),
	invalid("true for yes", visitorWell, edit{`"usage":"refused"`, `"usage":true`},
		edit{"decision.usage=refused", "decision.usage=true"}, "/decisions/usage unknown_decision"),
	invalid("a withdrawal as a decision", visitorWell, edit{`"usage":"refused"`, `"usage":"withdrawn"`},
		edit{"decision.usage=refused", "decision.usage=withdrawn"}, "/decisions/usage unknown_decision"),
	invalid("maybe to all", visitorWell, edit{`"decisions":{`, `"all":"maybe","decisions":{`}, edit{"visitor=", "all=maybe&visitor="}, "/all unknown_decision"),
	invalid("a digest that is none", visitorWell, edit{`"notice":"`, `"notice":"x`}, edit{"notice=", "notice=x"}, "/notice digest", "/notice unknown_notice"),
	invalid("an interface that is none", visitorWell, edit{`{"visitor"`, `{"interface":"banner","visitor"`},
		edit{"visitor=", "interface=banner&visitor="}, "/interface digest"),
	invalid("an interface that nobody published", visitorWell, edit{`{"visitor"`, `{"interface":"` + unshown + `","visitor"`},
		edit{"visitor=", "interface=" + unshown + "&visitor="}, "/interface unknown_interface"),
	invalid("an interface that nobody published, by a banner", visitorWell, edit{`{"visitor"`, `{"mechanism":"banner","interface":"` + unshown + `","visitor"`}, none, "/interface unknown_interface"),
	invalid("the interface of visitors for a person", personWell, edit{`{"email"`, `{"interface":"` + shownIn("mojob", controller.OnForm, controller.Visitors, gdpr.Bokmal) + `","email"`},
		edit{"email=", "interface=" + shownIn("mojob", controller.OnForm, controller.Visitors, gdpr.Bokmal) + "&email="}, "/interface unknown_interface"),
	invalid("another controller's interface", visitorWell, edit{`{"visitor"`, `{"interface":"` + shownIn("tretoen", controller.OnBanner, controller.Visitors, gdpr.Bokmal) + `","visitor"`},
		edit{"visitor=", "interface=" + shownIn("tretoen", controller.OnForm, controller.Visitors, gdpr.Bokmal) + "&visitor="}, "/interface unknown_interface"),
	invalid("an unknown notice", visitorWell, edit{`"notice":"`, `"interface":"`}, edit{"notice=", "interface="}, "/notice unknown_notice"),
	invalid("a time that is none", visitorWell, edit{`2026-11-21T11:59:00.5Z`, `yesterday`}, edit{encoded("", "2026-11-21T11:59:00.5Z")[1:], "yesterday"}, "/decided time"),
	invalid("a clock a week slow", visitorWell, edit{`2026-11-21`, `2026-11-14`}, edit{"2026-11-21", "2026-11-14"}, "/decided clock"),
	invalid("a clock an hour fast", visitorWell, edit{`T11:59`, `T13:00`}, edit{"T11%3A59", "T13%3A00"}, "/decided clock"),
	invalid("an unknown mechanism", visitorWell, edit{`{"visitor"`, `{"mechanism":"form","visitor"`}, none, "/mechanism unknown_mechanism"),
	invalid("an address that is none", personWell, edit{`kari@example.com`, `kari@example`}, edit{"kari%40example.com", "kari%40example"}, "/email address"),
	invalid("no address", personWell, edit{`"kari@example.com"`, `""`}, edit{"kari%40example.com", ""}, "/email missing"),
	invalid("no address field", personWell, none, edit{"email=kari%40example.com&", ""}, "/email missing"),
}

var badRequests = []bad{
	invalid("no address", requestWell, edit{`"email":"kari@example.com",`, ``}, edit{"email=kari%40example.com&", ""}, "/email missing"),
	invalid("an address of space", requestWell, edit{`"kari@example.com"`, `"  "`}, edit{"kari%40example.com", "++"}, "/email missing"),
	invalid("an address that is none", requestWell, edit{`kari@example.com`, `kari`}, edit{"kari%40example.com", "kari"}, "/email address"),
	invalid("two addresses", requestWell, edit{`kari@example.com`, `kari@example.com,ola@example.com`},
		edit{"kari%40example.com", "kari%40example.com%2Cola%40example.com"}, "/email address"),
	invalid("an address that no mail reaches", requestWell, edit{`kari@example.com`, `kåri@example.com`},
		edit{"kari%40example.com", "k%C3%A5ri%40example.com"}, "/email address"),
	invalid("a header in the address", requestWell, edit{`kari@example.com`, `kari@example.com\r\nBcc: ola@example.com`},
		edit{"kari%40example.com", "kari%40example.com%0D%0ABcc%3A+ola%40example.com"}, "/email characters"),
	invalid("an address too long", requestWell, edit{`kari@`, strings.Repeat("k", 250) + `@`}, edit{"kari%40", strings.Repeat("k", 250) + "%40"}, "/email too_long"),
	invalid("a line break in the name", requestWell, edit{`Kari Eksempel`, `Kari\r\nBcc: ola@example.com`},
		edit{"Kari+Eksempel", "Kari%0D%0ABcc%3A+ola%40example.com"}, "/name characters"),
	invalid("NUL in the name", requestWell, edit{`Kari Eksempel`, `Kari\u0000`}, edit{"Kari+Eksempel", "Kari%00"}, "/name characters"),
	invalid("a name too long", requestWell, edit{`Kari Eksempel`, strings.Repeat("å", 201)}, edit{"Kari+Eksempel", strings.Repeat("%C3%A5", 201)}, "/name too_long"),
	invalid("a text too long", requestWell, edit{`Alt fra 2024.`, strings.Repeat("å", 4001)}, edit{"Alt+fra+2024.", strings.Repeat("%C3%A5", 4001)}, "/text too_long"),
	invalid("a bell in the text", requestWell, edit{`Alt fra 2024.`, `Alt\u0007`}, edit{"Alt+fra+2024.", "Alt%07"}, "/text characters"),
	invalid("a character that is half of one", requestWell, edit{`Alt fra 2024.`, `\ud83d`}, none, "/text characters"),
	invalid("no rights", requestWell, edit{`,"rights":["access","erasure"]`, ``}, edit{"&rights=access&rights=erasure", ""}, "/rights no_right"),
	invalid("an empty list of rights", requestWell, edit{`["access","erasure"]`, `[]`}, none, "/rights no_right"),
	invalid("an unknown right", requestWell, edit{`"access"`, `"wealth"`}, edit{"rights=access", "rights=wealth"}, "/rights/0 unknown_right"),
	invalid("an empty right", requestWell, edit{`"access"`, `""`}, edit{"rights=access", "rights="}, "/rights/0 unknown_right"),
	invalid("a right of control characters", requestWell, edit{`"erasure"`, `"a\nb"`}, edit{"rights=erasure", "rights=a%0Ab"}, "/rights/1 unknown_right"),
	invalid("a right without end", requestWell, edit{`"erasure"`, `"` + strings.Repeat("x", 20000) + `"`},
		edit{"rights=erasure", "rights=" + strings.Repeat("x", 20000)}, "/rights/1 unknown_right"),
	invalid("a field without end", requestWell, edit{`{"email"`, `{"` + strings.Repeat("x", 20000) + `":1,"email"`},
		edit{"email=", strings.Repeat("x", 20000) + "=1&email="}, "/"+strings.Repeat("x", 60)+"… unknown_field"),
	invalid("a right that is a number", requestWell, edit{`"erasure"`, `2`}, none, "/rights/1 wrong_type"),
	invalid("rights that are a text", requestWell, edit{`["access","erasure"]`, `"access"`}, none, "/rights no_right", "/rights wrong_type"),
	invalid("everything at once", requestWell, edit{`"kari@example.com","name":"Kari Eksempel"`, `"kari","name":"Kari\n","colour":1`},
		edit{"kari%40example.com&name=Kari+Eksempel", "kari&name=Kari%0A&colour=1"},
		"/colour unknown_field", "/email address", "/name characters"),
}

var badProofs = []bad{
	invalid("no case", confirmWell, edit{`"case":"` + visitor + `",`, ``}, edit{"case=" + visitor + "&", ""}, "/case missing"),
	invalid("a case that is none", confirmWell, edit{visitor, "1234"}, edit{visitor, "1234"}, "/case id"),
	invalid("a token that is none", confirmWell, edit{rightToken, "abc"}, edit{rightToken, "abc"}, "/token digest"),
	invalid("a code that is none", confirmWell, edit{rightCode, "uuuuuu"}, edit{rightCode, "uuuuuu"}, "/code code_wrong"),
	invalid("a code too long", statusWell, edit{`"token":"` + rightToken + `"`, `"code":"` + rightCode + `0"`},
		edit{"token=" + rightToken, "code=" + rightCode + "0"}, "/code code_wrong"),
	invalid("neither token nor code", statusWell, edit{`"token":"` + rightToken + `",`, ``}, edit{"token=" + rightToken, "token="}, "/code missing"),
	invalid("no choice", confirmWell, edit{`"choice":"confirm",`, ``}, edit{"&choice=confirm", ""}, "/choice choice"),
	invalid("another choice", confirmWell, edit{`"confirm"`, `"erase"`}, edit{"choice=confirm", "choice=erase"}, "/choice choice"),
	invalid("a choice that is a list", confirmWell, edit{`"confirm"`, `["confirm"]`}, none, "/choice wrong_type"),
	invalid("both choices", confirmWell, edit{`"choice"`, `"choice":"cancel","choice"`},
		edit{"choice=", "choice=cancel&choice="}, "-json /choice duplicate_field", "-form /choice duplicate_field"),
}

var badBodies = []bad{
	unreadable("nothing", requestWell, edit{"*", ""}, none),
	unreadable("space", requestWell, edit{"*", "  \n"}, none),
	unreadable("cut short", requestWell, edit{`"]}`, `"`}, none),
	unreadable("more after the end", requestWell, edit{`"]}`, `"]}{}`}, none),
	unreadable("a word after the end", requestWell, edit{`"]}`, `"]} x`}, none),
	unreadable("a comma too many", requestWell, edit{`"]}`, `"],}`}, none),
	unreadable("a comment", requestWell, edit{`{"email"`, `{/* */"email"`}, none),
	unreadable("single quotes", requestWell, edit{`"access"`, `'access'`}, none),
	unreadable("a byte order mark", requestWell, edit{`{"email"`, "\ufeff" + `{"email"`}, none),
	unreadable("a control character in a text", requestWell, edit{`Alt fra`, "Alt\nfra"}, none),
	unreadable("a list", requestWell, edit{"*", `[]`}, none),
	unreadable("a text", requestWell, edit{"*", `"access"`}, none),
	unreadable("null", requestWell, edit{"*", `null`}, none),
	unreadable("nested nine deep", requestWell, edit{`{"email"`, `{"a":[[[[[[[[1]]]]]]]],"email"`}, none),
	unreadable("nested ten thousand deep", requestWell, edit{"*", strings.Repeat("[", 10000)}, none),
	unreadable("a number that is none", requestWell, edit{`"Kari Eksempel"`, `1e999`}, none),
	unreadable("not UTF-8", requestWell, edit{`Alt fra`, "Alt \xe6"}, edit{"Alt", "Alt%E6"}),
	unreadable("not UTF-8, raw", requestWell, none, edit{"Alt", "Alt\xe6"}),
	unreadable("not UTF-8 in a name", requestWell, none, edit{"email=", "%ff=1&email="}),
	unreadable("a broken escape", requestWell, none, edit{"Alt", "%zz"}),
	unreadable("a semicolon between fields", requestWell, none, edit{"&name", ";name"}),
	{"a byte too many", requestWell, edit{`{"email"`, `{` + strings.Repeat(" ", 32<<10) + `"email"`}, edit{"email=", strings.Repeat("&", 32<<10) + "email="}, http.StatusRequestEntityTooLarge, gdpr.CodeTooLarge, nil},
}

// spoiled is a good body with its one place spoiled, and fails where there is no such place.
func spoiled(t *testing.T, good string, e edit) string {
	t.Helper()
	if e.old == "*" {
		return e.new
	}
	if strings.Count(good, e.old) < 1 {
		t.Fatalf("no %q in %s", e.old, good)
	}
	return strings.Replace(good, e.old, e.new, 1)
}

// of leaves the faults of one way of sending.
func of(way string, faults []string) []string {
	var left []string
	for _, f := range faults {
		if said, is := strings.CutPrefix(f, "-"+way+" "); is {
			left = append(left, said)
		} else if !strings.HasPrefix(f, "-") {
			left = append(left, f)
		}
	}
	return left
}

func TestWhatIsSentWronglyIsRefusedInWords(t *testing.T) {
	for _, row := range badRows {
		for _, l := range gdpr.Languages {
			if row.json != none {
				t.Run(fmt.Sprintf("%s, JSON to %s, %s", row.outcome, row.well.path, l), func(t *testing.T) {
					w := newWorld(t)
					w.memory.closed = true
					body := spoiled(t, row.well.json(l), row.json)
					answer := w.send(sent{path: row.well.path, as: asJSON, body: body, headers: map[string]string{"Accept-Language": string(l)}})
					checkProblem(t, answer, row.status, row.code, l, of("json", row.faults))
				})
			}
			if row.form != none {
				t.Run(fmt.Sprintf("%s, form to %s, %s", row.outcome, row.well.path, l), func(t *testing.T) {
					w := newWorld(t)
					w.memory.closed = true
					body := spoiled(t, row.well.form(l), row.form)
					answer := w.send(sent{path: row.well.path, as: asForm, body: body, headers: map[string]string{"Accept-Language": string(l)}})
					checkPage(t, answer, row.status, row.code, l)
				})
			}
		}
	}
}

func TestFaultsAreSaidInTheLanguageAskedFor(t *testing.T) {
	said := map[string]gdpr.Language{}
	for _, l := range gdpr.Languages {
		body := spoiled(t, requestWell.json(l), edit{`"kari@example.com"`, `"kari"`})
		w := newWorld(t)
		// The body counts before the header: it is what the form was shown in.
		answer := w.send(sent{path: requestWell.path, as: asJSON, body: body, headers: map[string]string{"Accept-Language": "de, en;q=0.5"}})
		p := checkProblem(t, answer, http.StatusUnprocessableEntity, gdpr.CodeInvalid, l, []string{"/email address"})
		for _, text := range []string{p.Title, p.Detail, p.Errors[0].Detail} {
			if other, taken := said[text]; taken {
				t.Errorf("%s says %q, and so does %s", l, text, other)
			}
			said[text] = l
		}
	}
}

// problem is RFC 9457's document as a client reads it.
type problem struct {
	Type, Title, Detail, Code string
	Status                    int
	Errors                    []struct{ Pointer, Code, Detail string }
}

// internals are words that no person can do anything with.
var internals = []string{"json:", "invalid character", "unexpected", "gdpr", "dynamo", "goroutine", ".go", "nil", "strconv", "parse", "{value}"}

func checkProblem(t *testing.T, answer *httptest.ResponseRecorder, status int, code gdpr.Code, l gdpr.Language, faults []string) problem {
	t.Helper()
	var p problem
	decoder := json.NewDecoder(answer.Body)
	decoder.DisallowUnknownFields()
	text := answer.Body.String()
	if err := decoder.Decode(&p); err != nil {
		t.Fatalf("%d %s: %v", answer.Code, text, err)
	}
	title, detail := words.Error(code, l)
	want := problem{Type: "about:blank", Title: title, Detail: detail, Code: string(code), Status: status, Errors: p.Errors}
	if !reflect.DeepEqual(p, want) || answer.Code != status {
		t.Errorf("answered %d %s\nwant %d %+v", answer.Code, text, status, want)
	}
	if got := answer.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q", got)
	}
	if got := answer.Header().Get("Content-Language"); got != string(l) {
		t.Errorf("content language %q, want %s", got, l)
	}
	var said []string
	for _, e := range p.Errors {
		said = append(said, e.Pointer+" "+e.Code)
		if e.Detail == "" || strings.Contains(e.Detail, "{") || !gdpr.Printable(e.Detail+e.Pointer) || len(e.Detail+e.Pointer) > 400 {
			t.Errorf("%s %s is said as %q", e.Pointer, e.Code, e.Detail)
		}
	}
	slices.Sort(said)
	if !slices.Equal(said, faults) {
		t.Errorf("faults %q\nwant   %q", said, faults)
	}
	noInternals(t, text)
	return p
}

func noInternals(t *testing.T, text string) {
	t.Helper()
	for _, word := range internals {
		if strings.Contains(text, word) {
			t.Errorf("%q stands in the answer: %s", word, text)
		}
	}
}

func checkPage(t *testing.T, answer *httptest.ResponseRecorder, status int, code gdpr.Code, l gdpr.Language) {
	t.Helper()
	page := answer.Body.String()
	title, detail := words.Error(code, l)
	if answer.Code != status || answer.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("answered %d %s, want %d", answer.Code, answer.Header().Get("Content-Type"), status)
	}
	if !strings.HasPrefix(page, `<!doctype html><html lang="`+string(l)+`"`) || !strings.Contains(html.UnescapeString(page), title) || !strings.Contains(html.UnescapeString(page), detail) {
		t.Errorf("the page does not say %q, %q in %s:\n%s", title, detail, l, page)
	}
	if strings.Contains(page, "<script>") {
		t.Errorf("the page says back markup: %s", page)
	}
}
