package api_test

import (
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/api/desktest"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// actsTaken are what each act asks of the desk, and what it asks for there; what else follows,
// and what it asks where it is only foreseen.
var actsTaken = []struct {
	route  string
	what   string
	with   any
	after  []string
	before []string
}{
	{"/sorting", "sort", []any{[]gdpr.Right{gdpr.Access, gdpr.Objection}, rights.AgainstProcessing}, []string{"carry"}, []string{"rehearse sort"}},
	{"/dismissal", "dismiss", nil, nil, []string{"rehearse dismiss"}},
	{"/assignment", "assign", "sub-2", nil, []string{"rehearse assign"}},
	{"/note", "note case", gdpr.Private("Ringte."), nil, []string{"rehearse note case"}},
	{"/extension", "extend", gdpr.Private("Omfattende sak."), nil, []string{"rehearse extend", "preview request-extended"}},
	{"/question", "ask case", gdpr.Private("Hvilken adresse brukte du?"), nil, []string{"rehearse ask case", "preview request-identity"}},
	{"/identity", "vouch", gdpr.Private("Kjent kunde."), []string{"carry"}, []string{"rehearse vouch"}},
	{"/refusal", "refuse", rights.Refusal{Right: gdpr.Erasure, Ground: "excessive", Reasons: "Ti like.", Evidence: "Ti like brev."}, []string{"carry"}, []string{"rehearse refuse", "preview request-settled"}},
	{"/approval", "approve", nil, []string{"carry"}, []string{"rehearse approve", "preview request-settled"}},
	{"/return", "return", gdpr.Private("Ikke nok."), nil, []string{"rehearse return"}},
	{"/redactions", "redact", []rights.Redaction{{Item: "application.x", Field: "letter", Passage: "Ola"}}, nil, []string{"rehearse redact"}},
	{"/corrections", "rule", []rights.Correction{{Item: "application.x", Field: "name", State: rights.Declined, Reason: "Det stemte."}}, nil, []string{"show case", "effect"}},
	{"/grant", "grant right", gdpr.Erasure, nil, []string{"show case", "effect"}},
	{"/lifting", "warn", gdpr.Private("Avklart."), nil, []string{"show case", "preview request-lifting"}},
	{"/reply", "reply", gdpr.Private("Vi har ingenting."), nil, []string{"rehearse reply", "preview request-settled"}},
	{"/notices/{notice}", "told", []any{desktest.Notice, rights.NoticeExcused, gdpr.Private("Finnes ikke lenger.")}, []string{"carry"}, []string{"rehearse told"}},
	{"/handover", "hand over", gdpr.Private("Brev."), nil, []string{"rehearse hand over"}},
	{"/link", "link", rights.Linking{Address: "kari@example.com", Evidence: "Ringte tilbake."}, nil, []string{"rehearse link"}},
	{"/letter", "answer by post", rights.Letter{
		Result: rights.Withheld, Answer: "Vi vet ikke hvem du er.", How: "Brev.", Sent: time.Date(2026, time.November, 20, 0, 0, 0, 0, rights.Oslo()), Evidence: "Spurte i brev.",
	}, nil, []string{"rehearse answer by post"}},
	{"/reading", "look", gdpr.Private("Spør om når."), []string{"carry"}, []string{"rehearse look"}},
	{"/cancellation", "halt", gdpr.Private("Ringte tilbake."), []string{"carry"}, []string{"rehearse halt", "preview request-canceled"}},
}

const oneCase = "POST /v1/{controller}/desk/cases/{case}"

func TestEachActAsksTheDeskForWhatWasSent(t *testing.T) {
	for _, act := range actsTaken {
		w := newHoldings(t)
		g := good(t, oneCase+act.route)
		answer := w.send(g.at("mojob"), g.who("mojob"))
		if want := slices.Concat([]string{act.what}, act.after, []string{"correspondence"}); !slices.Equal(w.asked(), want) {
			t.Errorf("%s asks %v, want %v", act.route, w.asked(), want)
		}
		if got := w.desk.Calls[0].With; !reflect.DeepEqual(got, act.with) {
			t.Errorf("%s asks for %#v, want %#v", act.route, got, act.with)
		}
		revision := map[bool]string{true: `"3"`, false: `"4"`}[slices.Contains(act.after, "carry")]
		if got := answer.Header().Get("ETag"); got != revision { // what is carried out is shown as it then stands
			t.Errorf("%s: ETag %s", act.route, got)
		}
	}
	if known := len(caseRoutes(t)) - 3; len(actsTaken) != known {
		t.Errorf("%d acts are tried of %d", len(actsTaken), known)
	}
}

// A preview asks the rehearsal, which stores nothing, or reads; never what would do it.
func TestAPreviewChangesNothing(t *testing.T) {
	for _, act := range actsTaken {
		w := newHoldings(t)
		g := good(t, oneCase+act.route)
		g.body = strings.Replace(g.body, "{", `{"preview":true,`, 1)
		answer := w.send(g.at("mojob"), g.who("mojob"))
		got := answered(t, answer, http.StatusOK)
		if !slices.Equal(w.asked(), act.before) {
			t.Errorf("%s asks %v, want %v", act.route, w.asked(), act.before)
		}
		if got["preview"] != true || got["deadline"].(map[string]any)["due"] == nil || answer.Header().Get("ETag") != "" {
			t.Errorf("%s is answered %v", act.route, got)
		}
		mail, told := got["mail"].(map[string]any)
		if told != strings.Contains(strings.Join(act.before, " "), "preview") || told && mail["text"] == "" {
			t.Errorf("%s: mail %v", act.route, mail)
		}
		effect, tells := got["effect"].(map[string]any)
		if tells != slices.Contains(act.before, "effect") || tells && effect["erased"].([]any)[0].(map[string]any)["count"] != 2.0 {
			t.Errorf("%s: effect %v", act.route, effect)
		}
	}
	w := newHoldings(t)
	g := good(t, "POST /v1/{controller}/desk/cases")
	g.body = strings.Replace(g.body, "{", `{"preview":true,`, 1)
	answered(t, w.send(g.at("mojob"), g.who("mojob")), http.StatusOK)
	if !slices.Equal(w.asked(), []string{"rehearse register case"}) {
		t.Errorf("asks %v", w.asked())
	}
}

func TestAPreviewOfWhatTheCaseDoesNotAllowIsRefused(t *testing.T) {
	for _, route := range []string{"/grant", "/corrections", "/lifting"} {
		g := good(t, oneCase+route)
		g.body = strings.Replace(g.body, "{", `{"preview":true,`, 1)
		s := g.at("tretoen")
		s.headers = map[string]string{"Accept-Language": "en"}
		w := newHoldings(t)
		w.desk.Allowed = func(rights.Event) bool { return false }
		checkProblem(t, w.send(s, g.who("tretoen")), http.StatusConflict, gdpr.CodeState, gdpr.English, nil)
		w = newHoldings(t)
		w.desk.Stands = func(k *rights.Case) { k.Revision = 4 }
		checkProblem(t, w.send(s, g.who("tretoen")), http.StatusConflict, gdpr.CodeChanged, gdpr.English, nil)
		if !slices.Equal(w.asked(), []string{"show case"}) {
			t.Errorf("%s asks %v", route, w.asked())
		}
	}
}

func TestWhoActsOnWhatHasChangedIsToldSo(t *testing.T) {
	for _, act := range actsTaken {
		g := good(t, oneCase+act.route)
		g.body = strings.Replace(g.body, `"revision":3`, `"revision":2`, 1)
		s := g.at("mojob")
		s.headers = map[string]string{"Accept-Language": "nb"}
		checkProblem(t, newHoldings(t).send(s, g.who("mojob")), http.StatusConflict, gdpr.CodeChanged, gdpr.Bokmal, nil)
		s.body = strings.NewReplacer(`"revision":2,`, "", `"revision":2`, "").Replace(s.body)
		checkProblem(t, newHoldings(t).send(s, g.who("mojob")), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.Bokmal, []string{"/revision missing"})
		s.headers["If-Match"] = `"3"`
		if answer := newHoldings(t).send(s, g.who("mojob")); answer.Code != http.StatusOK {
			t.Errorf("%s with If-Match: %d %s", act.route, answer.Code, answer.Body)
		}
	}
}

func TestAnUnknownActOrCaseIsNotFound(t *testing.T) {
	g := good(t, oneCase+"/grant")
	for outcome, path := range map[string][2]string{
		"an act that is none": {"/grant", "/shred"}, "an act of nothing": {"/grant", "/"}, "a notice that is none": {"/grant", "/notices/x"},
		"a case that is none": {string(desktest.Case), "42"}, "a case in capitals": {string(desktest.Case), strings.ToUpper(string(desktest.Case))},
		"a case that is not there": {string(desktest.Case), string(desktest.File)},
	} {
		w := newHoldings(t)
		s := g.at("mojob")
		s.path = strings.Replace(s.path, path[0], path[1], 1)
		s.headers = map[string]string{"Accept-Language": "en"}
		checkProblem(t, w.send(s, g.who("mojob")), http.StatusNotFound, gdpr.CodeNotFound, gdpr.English, nil)
		if strings.HasPrefix(outcome, "a case that is none") && len(w.desk.Calls) > 0 {
			t.Errorf("%s: asks %v", outcome, w.asked())
		}
	}
}

func TestSilentRecipientsAreNamed(t *testing.T) {
	for _, body := range []string{`{"revision":3,"text":"x"}`, `{"preview":true,"revision":3,"text":"x"}`} {
		w := newHoldings(t)
		silent := &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeRecipients, Faults: []gdpr.Fault{
			{Pointer: "/notices/0", Code: gdpr.CodeRecipients, Value: "customers"}, {Pointer: "/notices/1", Code: gdpr.CodeRecipients, Value: "gone"}}}
		w.desk.Refuses = map[string]error{"reply": silent, "rehearse reply": silent}
		s := good(t, oneCase+"/reply").at("mojob")
		s.body, s.headers = body, map[string]string{"Accept-Language": "nb"}
		p := checkProblem(t, w.send(s, staffOf("mojob")), http.StatusConflict, gdpr.CodeRecipients, gdpr.Bokmal, []string{"/notices/0 recipients", "/notices/1 recipients"})
		d, _ := w.shared.Controllers.Current("mojob")
		r, _ := d.Recipient("customers")
		if said := p.Errors[0].Detail; !strings.HasPrefix(said, r.Name.NB+" har ikke svart.") {
			t.Errorf("said as %q", said)
		}
		if silent.Faults[0].Value != "customers" {
			t.Error("the desk's own error was changed")
		}
	}
}

// The act is stored by then: the clock does what could not be done at once.
func TestAnActStandsWhereWhatFollowsFromItFails(t *testing.T) {
	w := newHoldings(t)
	w.desk.Refuses = map[string]error{"carry": errors.New("kari@example.com is not there")}
	g := good(t, oneCase+"/identity")
	answer := w.send(g.at("mojob"), g.who("mojob"))
	if answer.Code != http.StatusOK || answer.Header().Get("ETag") != `"4"` {
		t.Errorf("answered %d %s", answer.Code, answer.Header().Get("ETag"))
	}
	if !strings.Contains(w.log.String(), "left to the clock") {
		t.Errorf("logged %s", w.log.String())
	}
}

func TestARequestIsPutInAsItCame(t *testing.T) {
	w := newHoldings(t)
	s := good(t, "POST /v1/{controller}/desk/cases").at("tretoen")
	s.headers = map[string]string{"Idempotency-Key": "k1"}
	answer := w.send(s, staffOf("tretoen"))
	if answer.Code != http.StatusCreated || answer.Header().Get("Location") != "/v1/tretoen/desk/cases/"+string(desktest.Case) {
		t.Errorf("answered %d %v", answer.Code, answer.Header())
	}
	in := w.desk.Calls[0].With.(rights.Registration)
	if got := in.Received.Format("2006-01-02 15:04 -0700"); got != "2026-11-20 00:00 +0100" {
		t.Errorf("received %s", got)
	}
	if in.Channel != "letter" || in.Address != "kari@example.com" || in.Name != "Kari Eksempel" || in.Text != "Slett alt." || in.Language != gdpr.Nynorsk ||
		in.Key != "k1" || in.Evidence != "Kjent kunde." || in.Against != rights.AgainstMarketing || !slices.Equal(in.Rights, []gdpr.Right{gdpr.Erasure, gdpr.Objection}) {
		t.Errorf("put in as %+v", in)
	}
}

func TestAnUnknownGroundIsAnsweredWithTheGroundsThereAre(t *testing.T) {
	for _, body := range []string{"", `"preview":true,`} {
		w := newHoldings(t)
		wrong := &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeInvalid, Faults: []gdpr.Fault{{Pointer: "/ground", Code: gdpr.FaultRefusal, Value: "mood"}}}
		w.desk.Refuses = map[string]error{"refuse": wrong, "rehearse refuse": wrong}
		s := good(t, oneCase+"/refusal").at("mojob")
		s.headers = map[string]string{"Accept-Language": "nb"}
		s.body = strings.NewReplacer("{", "{"+body, "excessive", "mood").Replace(s.body)
		answer := w.send(s, staffOf("mojob"))
		text := answer.Body.String()
		if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(text, "«mood» er ikke en grunn loven gir") {
			t.Errorf("answered %d %s", answer.Code, text)
		}
		for _, ground := range []string{"unfounded", "excessive", "expression", "legal-obligation", "public-interest", "legal-claims"} {
			if !strings.Contains(text, `"ground":"`+ground+`","article":"`) {
				t.Errorf("%s is not offered: %s", ground, text)
			}
		}
		if !strings.Contains(text, "Åpenbart grunnløs") || strings.Contains(text, "not-portable") || strings.Contains(text, "not-identified") {
			t.Errorf("offered %s", text)
		}
	}
}
