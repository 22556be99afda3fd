package opendsr_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	recipient "ordholden/infra/local/opendsr"
	"ordholden/internal/gdpr"
	"ordholden/internal/opendsr"
	"ordholden/internal/rights"
)

// cases holds one case, and accuses whoever asks for another or moves it otherwise than a
// recipient may.
type cases struct {
	t        *testing.T
	held     rights.Case
	steps    []rights.Entry
	reads    int
	conflict int // how many steps find that somebody was faster
}

func (k *cases) Case(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	k.reads++
	if c != k.held.Controller || id != k.held.ID {
		return rights.Case{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return k.held, nil
}

func (k *cases) Step(_ context.Context, held rights.Case, on rights.Entry, change func(*rights.Request)) (rights.Case, error) {
	if on.On != rights.Hear || on.By != rights.ByRecipient || on.At.IsZero() {
		k.t.Errorf("a recipient moves a case by %q as %q at %s", on.On, on.By, on.At)
	}
	if k.conflict > 0 {
		k.conflict--
		return rights.Case{}, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
	}
	before := held.Notices[0]
	change(&held.Request)
	if k.held.Notices[0] != before {
		k.t.Error("the case was changed before it was stored")
	}
	k.held, k.steps = held, append(k.steps, on)
	return held, nil
}

// listening is an ear before a recipient on this machine, and where it calls back.
type listening struct {
	*world
	cases    *cases
	ear      opendsr.Ear
	callback string // our origin
	last     error
	sent     http.Header
	body     []byte
}

func listen(t *testing.T, change ...func(*recipient.Config)) *listening {
	t.Helper()
	w := &listening{world: newWorld(t)}
	cfg := recipient.Config{Keys: issuer.Keys, Domains: []string{ours}, Accuse: func(why string) { t.Errorf("accused: %s", why) }}
	for _, f := range change {
		f(&cfg)
	}
	var err error
	if w.at.Receiver, err = recipient.Start(cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.at.Stop)
	r, n := erasing()
	r.Notices = []rights.Notice{n}
	w.cases = &cases{t: t, held: rights.Case{Request: r}}
	us := httptest.NewServer(http.HandlerFunc(w.hear))
	t.Cleanup(us.Close)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(w.at.Roots())
	w.teller = w.tellerAt(w.at.URL, roots)
	w.callback, w.teller.PublicURL = us.URL, us.URL
	w.ear = opendsr.Ear{Teller: w.teller, Cases: w.cases}
	return w
}

// hear stands for the route of the API.
func (w *listening) hear(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.sent, w.body = r.Header.Clone(), body
	w.last = w.discreet(w.ear.Heard(r.Context(), mojob(w.t), gdpr.ID(r.FormValue("case")), w.callback, r.Header, body))
	rw.WriteHeader(map[bool]int{true: 204, false: 500}[w.last == nil])
}

func (w *listening) notice() rights.Notice { return w.cases.held.Notices[0] }

func TestARecipientCallsBackWhenItIsDone(t *testing.T) {
	for status, want := range map[string]struct {
		state rights.NoticeState
		why   gdpr.Private
	}{
		opendsr.Completed:  {rights.NoticeDone, ""},
		opendsr.Cancelled:  {rights.NoticeSilent, "Vi finner ingen."},
		opendsr.InProgress: {rights.NoticeAsked, ""},
	} {
		t.Run(status, func(t *testing.T) {
			w := listen(t)
			w.at.Behave(recipient.Never)
			if err := w.tell(); err != nil {
				t.Fatal(err)
			}
			reason := map[bool]string{true: "Vi finner ingen."}[status == opendsr.Cancelled]
			if err := w.at.End(opendsr.RequestID("mojob", noticeID), status, reason); err != nil {
				t.Fatal(err, w.last)
			}
			if n := w.notice(); n.State != want.state || n.Reason != want.why || n.Heard.IsZero() || n.Sent.IsZero() {
				t.Errorf("the notice is %+v", n)
			}
		})
	}
}

// Whoever has seen a callback can send it again: it moves nothing twice, and nothing back.
func TestAnOldCallbackMovesNothingBack(t *testing.T) {
	w := listen(t)
	w.at.Behave(recipient.Never)
	if err := w.tell(); err != nil {
		t.Fatal(err)
	}
	id := opendsr.RequestID("mojob", noticeID)
	if err := w.at.End(id, opendsr.InProgress, ""); err != nil {
		t.Fatal(err)
	}
	old, header := w.body, w.sent
	if err := w.at.End(id, opendsr.Completed, ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.ear.Heard(t.Context(), mojob(t), caseID, w.callback, header, old); err != nil {
			t.Errorf("again: %v", err)
		}
		if err := w.at.End(id, opendsr.Cancelled, "no"); err != nil {
			t.Errorf("another end: %v", err)
		}
	}
	if n := w.notice(); n.State != rights.NoticeDone || len(w.cases.steps) != 2 {
		t.Errorf("the notice is %q after %d steps", n.State, len(w.cases.steps))
	}
	w.cases.held.Notices[0].State = rights.NoticeExcused
	if err := w.ear.Heard(t.Context(), mojob(t), caseID, w.callback, header, old); err != nil || w.notice().State != rights.NoticeExcused {
		t.Errorf("what staff excused is %q, %v", w.notice().State, err)
	}
}

func TestNobodyButTheRecipientCallsBack(t *testing.T) {
	for outcome, c := range map[string]struct {
		spoil func(w *listening, h http.Header, body *[]byte)
		kind  gdpr.Kind
		reads int
	}{
		"no signature":       {func(_ *listening, h http.Header, _ *[]byte) { h.Del(opendsr.HeaderSignature) }, gdpr.Forbidden, 0},
		"no base 64":         {func(_ *listening, h http.Header, _ *[]byte) { h.Set(opendsr.HeaderSignature, "!") }, gdpr.Forbidden, 0},
		"no domain":          {func(_ *listening, h http.Header, _ *[]byte) { h.Del(opendsr.HeaderDomain) }, gdpr.Forbidden, 0},
		"another domain":     {func(_ *listening, h http.Header, _ *[]byte) { h.Set(opendsr.HeaderDomain, "dsr.example.com") }, gdpr.Forbidden, 0},
		"the platform's own": {func(_ *listening, h http.Header, _ *[]byte) { h.Set(opendsr.HeaderDomain, "169.254.169.254") }, gdpr.Forbidden, 0},
		"another body":       {func(_ *listening, _ http.Header, b *[]byte) { *b = append(*b, ' ') }, gdpr.Forbidden, 0},
		"another status": {func(_ *listening, _ http.Header, b *[]byte) {
			*b = []byte(strings.Replace(string(*b), "completed", "cancelled", 1))
		}, gdpr.Forbidden, 0},
		"no body":              {func(_ *listening, _ http.Header, b *[]byte) { *b = nil }, gdpr.Forbidden, 0},
		"another case of ours": {func(w *listening, _ http.Header, _ *[]byte) { w.cases.held.ID = "0123456789abcdefghjkmnpqr0" }, gdpr.NotFound, 1},
		"another notice": {func(w *listening, _ http.Header, _ *[]byte) {
			w.cases.held.Notices[0].ID = "0123456789abcdefghjkmnpqr0"
		}, gdpr.NotFound, 1},
		"a notice of staff's":  {func(w *listening, _ http.Header, _ *[]byte) { w.cases.held.Notices[0].Way = "staff" }, gdpr.NotFound, 1},
		"another recipient's":  {func(w *listening, _ http.Header, _ *[]byte) { w.cases.held.Notices[0].Recipient = "google" }, gdpr.NotFound, 1},
		"another origin":       {func(w *listening, _ http.Header, _ *[]byte) { w.callback = "https://personvern.321.no" }, gdpr.NotFound, 0},
		"no recipients at all": {func(w *listening, _ http.Header, _ *[]byte) { w.ear.Endpoints = nil }, gdpr.Forbidden, 0},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := listen(t)
			w.at.Behave(recipient.Never)
			if err := w.tell(); err != nil {
				t.Fatal(err)
			}
			held := w.cases.held
			if err := w.at.End(opendsr.RequestID("mojob", noticeID), opendsr.Completed, ""); err != nil {
				t.Fatal(err)
			}
			w.cases.held, w.cases.steps, w.cases.reads = held, nil, 0
			w.cases.held.Notices = []rights.Notice{held.Notices[0]}
			body, header := w.body, w.sent
			c.spoil(w, header, &body)
			err := w.discreet(w.ear.Heard(t.Context(), mojob(t), caseID, w.callback, header, body))
			if kind(err) != c.kind || len(w.cases.steps) > 0 || w.cases.reads != c.reads {
				t.Errorf("got %v after %d reads and %d steps", err, w.cases.reads, len(w.cases.steps))
			}
		})
	}
}

// What is well signed and no status is said so, and moves nothing.
func TestACallbackIsReadWithCare(t *testing.T) {
	w := listen(t)
	good := opendsr.Status{
		Controller: "mojob", ID: opendsr.RequestID("mojob", noticeID), State: opendsr.Completed, Callback: opendsr.CallbackURL(w.callback, "mojob", caseID),
	}
	for outcome, c := range map[string]struct {
		change func(*opendsr.Status)
		kind   gdpr.Kind
	}{
		"an unknown status":        {func(s *opendsr.Status) { s.State = "done" }, gdpr.Invalid},
		"an id in capitals":        {func(s *opendsr.Status) { s.ID = strings.ToUpper(s.ID) }, gdpr.Invalid},
		"no id":                    {func(s *opendsr.Status) { s.ID = "" }, gdpr.Invalid},
		"no callback":              {func(s *opendsr.Status) { s.Callback = "" }, gdpr.NotFound},
		"a callback of tretoen":    {func(s *opendsr.Status) { s.Callback = opendsr.CallbackURL(w.callback, "tretoen", caseID) }, gdpr.NotFound},
		"a callback of other case": {func(s *opendsr.Status) { s.Callback = opendsr.CallbackURL(w.callback, "mojob", noticeID) }, gdpr.NotFound},
	} {
		s := good
		c.change(&s)
		body, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		h := http.Header{}
		w.at.Sign(h, body)
		if err := w.ear.Heard(t.Context(), mojob(t), caseID, w.callback, h, body); kind(err) != c.kind || len(w.cases.steps) > 0 {
			t.Errorf("%s: %v, %d steps", outcome, err, len(w.cases.steps))
		}
	}
}

func TestACallbackWaitsForWhoeverIsMovingTheCase(t *testing.T) {
	for conflicts, heard := range map[int]bool{3: true, 4: false} {
		w := listen(t)
		w.at.Behave(recipient.Never)
		if err := w.tell(); err != nil {
			t.Fatal(err)
		}
		w.cases.conflict = conflicts
		err := w.at.End(opendsr.RequestID("mojob", noticeID), opendsr.Completed, "")
		if (err == nil) != heard || !heard && kind(w.last) != gdpr.Conflict {
			t.Errorf("after %d others: %v, %v", conflicts, err, w.last)
		}
	}
}

func TestARecipientThatTakesItsTimeCallsBackByItself(t *testing.T) {
	w := listen(t, func(c *recipient.Config) { c.After = time.Millisecond })
	heard := make(chan error, 1)
	ear := w.ear
	us := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		heard <- ear.Heard(r.Context(), mojob(t), caseID, w.callback, r.Header, body)
		rw.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(us.Close)
	w.callback, w.teller.PublicURL = us.URL, us.URL
	w.at.Behave(recipient.Later)
	if err := w.tell(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-heard:
		if err != nil || w.notice().State != rights.NoticeDone {
			t.Errorf("heard %v: the notice is %q", err, w.notice().State)
		}
	case <-t.Context().Done():
		t.Fatal(errors.New("it never called back"))
	}
}
