package outbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"pgregory.net/rapid"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/faulty"
	localses "ordholden/infra/local/ses"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/stream"
)

// world is one run of the reliability harness: a controller of its own on the
// real parts, and what a witness knows of each of its mails.
type world struct {
	bench
	rt         *rapid.T
	controller gdpr.ControllerID
	fuse       *fuse
	sending    string // where the next sending crashes: before, after, or ""
	steps      int
	intakes    int
	unanswered []rights.Intake // whose sender was told of no result
	fates      map[outbox.Ref]*fate
	refs       []outbox.Ref  // of fates, in the order they came
	stream     []outbox.Ref  // records that the stream still has to bring
	said       []publication // events that SES still has to bring
	quicker    bool          // another process is, at the next claim
	doubles    int
}

// fate is what the witness has seen of one mail.
type fate struct {
	address  gdpr.Private
	made     time.Time
	accepted []time.Time // by SES
	claimed  time.Time   // first
	closed   bool        // it was seen to have ended
	rejected bool        // SES has refused it for good
	erased   bool        // the person was, after it was made
}

// publication is one event of SES, about one mail.
type publication struct {
	about outbox.Ref
	text  json.RawMessage
}

func newWorld(b bench, f *fuse, rt *rapid.T, n int) *world {
	d, _ := controllers.Registry().Current(mojob)
	own := *d
	own.ID = gdpr.ControllerID(fmt.Sprintf("mojob-%d", n))
	w := &world{bench: b, rt: rt, controller: own.ID, fuse: f, fates: map[outbox.Ref]*fate{}}
	w.wire(controller.New(&own))
	return w
}

// fuse is a transport that ends the process at a call to the database: before the
// call, or after it was applied and before the answer was read.
type fuse struct {
	next  http.RoundTripper
	mu    sync.Mutex
	left  int
	after bool
}

func (f *fuse) RoundTrip(r *http.Request) (*http.Response, error) {
	f.mu.Lock()
	burns, after := f.left == 1, f.after
	f.left = max(0, f.left-1)
	f.mu.Unlock()
	if burns && !after {
		crash()
	}
	answer, err := f.next.RoundTrip(r)
	if burns && err == nil {
		_, _ = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		crash()
	}
	return answer, err
}

func (f *fuse) light(calls int, after bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.after = calls, after
}

// truth is the store as the database has it, past every fault.
func (w *world) truth() dynamo.Mails {
	t := *w.table
	t.Client, t.Keys = w.raw, &dynamo.Keyring{Client: w.raw, Name: w.table.Keys.Name}
	return dynamo.Mails{Table: &t}
}

// Send lets a mail go out under the eyes of the witness: outbox.Post.
func (w *world) Send(ctx context.Context, l outbox.Letter, now time.Time) (outbox.Outcome, string, error) {
	where := w.sending
	w.sending = ""
	f := w.fates[l.Ref]
	w.beforeSending(l, f, now)
	if where == "before" {
		crash()
	}
	outcome, id, err := w.post.Send(ctx, l, now)
	if n := w.acceptedNow(l.Ref) - len(f.accepted); n > 0 {
		w.afterAcceptance(l.Ref, f, now, n)
	}
	f.rejected = f.rejected || outcome == outbox.Permanent
	if where == "after" {
		crash()
	}
	return outcome, id, err
}

func (w *world) beforeSending(l outbox.Letter, f *fate, now time.Time) {
	switch {
	case f == nil:
		w.rt.Fatalf("a mail that nobody asked for: %+v", l.Ref)
	case f.closed:
		w.rt.Fatalf("%s is sent after its end", l.Case)
	case f.erased || l.To != f.address:
		w.rt.Fatalf("%s goes to somebody erased, or to somebody else", l.Case)
	case len(f.accepted) > 0 && now.Sub(f.accepted[len(f.accepted)-1]) < eventWait:
		w.rt.Fatalf("%s is sent again %v after it was accepted", l.Case, now.Sub(f.accepted[len(f.accepted)-1]))
	}
	if e, err := w.truth().Entry(w.t.Context(), l.Ref); err != nil || e.State != outbox.Sending || e.Attempts != l.Attempts {
		w.rt.Fatalf("%s is sent without a claim: %s, attempt %d of %d, %v", l.Case, e.State, l.Attempts, e.Attempts, err)
	}
}

func (w *world) afterAcceptance(r outbox.Ref, f *fate, now time.Time, n int) {
	if n > 1 {
		w.rt.Fatalf("%s: %d mails by one sending", r.Case, n)
	}
	if len(f.accepted) > 0 {
		w.doubles++ // in the declared window, or beforeSending would have said so
	}
	f.accepted = append(f.accepted, now)
	for _, text := range w.published(2) {
		w.said = append(w.said, publication{r, text})
	}
}

func (w *world) acceptedNow(r outbox.Ref) int { return w.bench.accepted(r) }

// Claim, and the rest of outbox.Store, on the real store: each step is checked
// against the grid.
type watched struct {
	outbox.Store
	w *world
}

func (s watched) Claim(ctx context.Context, from, to outbox.Entry, l *link.Link, caps outbox.Caps) error {
	s.w.legal(from, to)
	if s.w.quicker { // than the process that is here
		s.w.quicker = false
		survive(func() { _ = s.w.courier().Deliver(ctx, from.Ref) })
	}
	defer func() { // whatever the claim's answer was, or if its process ended
		f := s.w.fates[from.Ref]
		if e, err := s.w.truth().Entry(s.w.t.Context(), from.Ref); err == nil && e.Attempts > 0 && f.claimed.IsZero() {
			f.claimed = s.w.clock.Now()
		}
	}()
	return s.Store.Claim(ctx, from, to, l, caps)
}

func (s watched) Settle(ctx context.Context, from, to outbox.Entry) error {
	s.w.legal(from, to)
	return s.Store.Settle(ctx, from, to)
}

// legal is invariant 4.
func (w *world) legal(from, to outbox.Entry) {
	_, _, next := table()
	if from.State == to.State && from.State == outbox.Pending && from.Attempts == to.Attempts {
		return // held back until a cap's window ends
	}
	for _, s := range next[from.State] {
		if s == to.State && (to.Attempts == from.Attempts || to.State == outbox.Sending && to.Attempts == from.Attempts+1) {
			return
		}
	}
	w.rt.Fatalf("%s moves from %s to %s", from.Case, from.State, to.State)
}

func (w *world) courier() outbox.Courier {
	c := w.bench.courier(w)
	c.Store = watched{w.store, w}
	return c
}

// look is what the witness sees of every mail between two steps.
func (w *world) look() {
	for _, r := range w.refs {
		e, err := w.truth().Entry(w.t.Context(), r)
		if gdpr.KindOf(err) == gdpr.NotFound {
			continue // its intake never came to be stored
		}
		f := w.fates[r]
		if f.closed && e.State.Open() {
			w.rt.Fatalf("%s came to life again as %s", r.Case, e.State)
		}
		f.closed = f.closed || !e.State.Open()
		if n := w.acceptedNow(r); n != len(f.accepted) {
			w.rt.Fatalf("%s: SES has %d, the witness saw %d", r.Case, n, len(f.accepted))
		}
	}
}

// receives is somebody filling in the form.
func (w *world) receives(in rights.Intake) {
	r := w.refOf(in)
	if w.fates[r] == nil {
		w.fates[r] = &fate{address: in.Address, made: w.clock.Now()}
		w.refs = append(w.refs, r)
	}
	stored := w.exists(r)
	var got rights.Request
	var err error
	died := survive(func() { got, err = w.requests.Receive(w.t.Context(), w.controller, in) })
	switch {
	case died || gdpr.KindOf(err) == gdpr.Unavailable:
		w.unanswered = append(w.unanswered, in)
	case gdpr.KindOf(err) == gdpr.Mismatch && w.fates[r].erased:
		// It is there, and says no more of whom it was.
	case err != nil || got.ID != r.Case || !w.exists(r):
		w.rt.Fatalf("intake: %v, stored %t", err, w.exists(r))
	}
	if !stored && w.exists(r) {
		w.stream = append(w.stream, r)
		w.fates[r].erased = false // made now, under a key of now
	}
}

// cancels is somebody taking a request back: the mail that says so has no link, and no caps.
func (w *world) cancels(r outbox.Ref) {
	l, err := w.truth().Letter(w.t.Context(), r)
	if err != nil || l.Request.Workflow != rights.Waiting {
		return
	}
	calm := w.bench
	calm.store = w.truth()
	calm.requests.Cases = dynamo.Cases{Table: calm.store.Table}
	canceled := calm.step(r, rights.Cancel)
	w.fates[canceled] = &fate{address: w.fates[r].address, made: w.clock.Now()}
	w.refs, w.stream = append(w.refs, canceled), append(w.stream, canceled)
}

func (w *world) exists(r outbox.Ref) bool {
	_, err := w.truth().Entry(w.t.Context(), r)
	return err == nil
}

// refOf is the mail that an intake leads to: its id follows from who sends it, and its key.
func (w *world) refOf(in rights.Intake) outbox.Ref {
	t := w.truth()
	secret, err := t.Keys.Secret(w.t.Context(), w.controller)
	if err != nil {
		w.rt.Fatal(err)
	}
	id := gdpr.DeriveID("request", string(w.controller), string(secret.Subject(in.Address)), in.Key)
	return outbox.Ref{Controller: w.controller, Case: id, Entry: string(outbox.RequestConfirm)}
}

// brings is the stream handing over one record.
func (w *world) brings(r outbox.Ref) {
	var failed []string
	died := survive(func() { failed = w.streamed(r) })
	if died || len(failed) > 0 {
		w.stream = append(w.stream, r)
	}
}

func (w *world) streamed(r outbox.Ref) (failed []string) {
	if err := w.courier().Deliver(w.t.Context(), r); err != nil {
		if gdpr.KindOf(err) != gdpr.Unavailable {
			w.rt.Fatalf("deliver: %v", err)
		}
		failed = append(failed, string(r.Case))
	}
	return failed
}

// tells is SES's event coming through.
func (w *world) tells(p publication) {
	var err error
	died := survive(func() { err = w.listenOn(p.text) })
	if died || err != nil {
		w.said = append(w.said, p)
		return
	}
	if e, err := w.truth().Entry(w.t.Context(), p.about); err == nil && e.State.Open() {
		w.rt.Fatalf("%s is %s after SES has told of it", p.about.Case, e.State)
	}
}

func (w *world) listenOn(text json.RawMessage) error {
	return stream.Feedback(watched{w.store, w}, w.courier().Log)(w.t.Context(), snsOf(text))
}

// erases is the end of a person, as far as mails go.
func (w *world) erases(address gdpr.Private) {
	for _, r := range w.refs {
		f := w.fates[r]
		l, err := w.truth().Letter(w.t.Context(), r)
		if f.address != address || err != nil {
			continue
		}
		w.eraseSubject(w.controller, l.Subject)
		break
	}
	for _, r := range w.refs {
		if f := w.fates[r]; f.address == address && w.exists(r) {
			f.erased = true
		}
	}
}

// calm is the world with every fault gone, until nothing is left to do.
func (w *world) calm() {
	w.database.Reset()
	w.fuse.light(0, false)
	w.sending, w.quicker = "", false
	w.forgive()
	for len(w.unanswered) > 0 {
		in := w.unanswered[0]
		w.unanswered = w.unanswered[1:]
		w.receives(in)
	}
	for len(w.stream) > 0 {
		r := w.stream[0]
		w.stream = w.stream[1:]
		w.brings(r)
	}
	for len(w.said) > 0 {
		p := w.said[0]
		w.said = w.said[1:]
		w.tells(p)
	}
	for range 6 { // the longest wait is a quarter of an hour
		if _, err := w.courier().Sweep(w.t.Context(), w.controller); err != nil {
			w.rt.Fatalf("sweep: %v", err)
		}
		w.look()
		w.clock.advance(16 * time.Minute)
	}
}

// forgive takes back the faults that SES still has in store.
func (w *world) forgive() {
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodDelete, w.ses.URL+"/api/faults", nil)
	if err != nil {
		w.rt.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.rt.Fatal(err)
	}
	answer.Body.Close()
}

// judge is the invariants that hold when everything has come to rest.
func (w *world) judge() {
	hours := map[string]int{}
	for _, r := range w.refs {
		f := w.fates[r]
		e, err := w.truth().Entry(w.t.Context(), r)
		if err != nil {
			w.rt.Fatalf("an intake is lost: %v", err)
		}
		if !endedWell(e, f) {
			w.rt.Fatalf("%s ended as %s, %q, after %d acceptances: %+v", r.Case, e.State, e.Reason, len(f.accepted), f)
		}
		if e.State != outbox.Withheld && !f.claimed.IsZero() && e.Kind == outbox.RequestConfirm {
			hours[f.address.Reveal()+f.claimed.Format("2006-01-02T15")]++
		}
	}
	for hour, n := range hours {
		if n > 3 {
			w.rt.Fatalf("%d mails to %s", n, hour)
		}
	}
	if text := w.log.String(); slices.ContainsFunc([]byte(text), func(c byte) bool { return c == '@' }) {
		w.rt.Fatalf("an address in the log: %s", text)
	}
}

// endedWell is invariants 1, 2 and 6 for one mail.
func endedWell(e outbox.Entry, f *fate) bool {
	switch e.State {
	case outbox.Sent, outbox.Delivered:
		return len(f.accepted) > 0
	case outbox.Withheld:
		return len(f.accepted) == 0
	case outbox.Failed:
		return e.Reason == "rejected" && f.rejected || e.Reason == "erased" && f.erased || e.Reason == "too-old"
	}
	return false
}

// kinds of trouble.
var (
	sesFaults = []localses.Kind{
		localses.Throttling, localses.ServerError, localses.Quota, localses.Rejected, localses.Refused,
		localses.AcceptedLost, localses.AcceptedLost,
	}
	databaseFaults = []faulty.Kind{
		faulty.Refused, faulty.AnswerLost, faulty.Throughput, faulty.Throttling, faulty.Conflict, faulty.ServerError,
	}
)
