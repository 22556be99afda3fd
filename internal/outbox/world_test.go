package outbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"pgregory.net/rapid"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/faulty"
	localses "ordholden/infra/local/ses"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
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
	sending    string // what befalls the next sending
	steps      int
	intakes    int
	unanswered []rights.Intake // whose sender was told of no result
	fates      map[outbox.Ref]*fate
	refs       []outbox.Ref    // of fates, in the order they came
	stream     []outbox.Ref    // records that the stream still has to bring
	said       []publication   // events that SES still has to bring
	quicker    bool            // another process is, at the next claim
	outcome    *outbox.Outcome // of the sending that is to be settled next
	doubles    int
}

// fate is what the witness has seen of one mail.
type fate struct {
	address  gdpr.Private
	made     time.Time
	of       outbox.Ref  // the mail of the intake that it lies with, where it is another
	accepted []time.Time // by SES
	claimed  time.Time   // first
	closed   bool        // it was seen to have ended
	rejected bool        // SES has refused it for good
	erased   bool        // the person was, after it was made
	unheard  bool        // something that SES said of it was lost
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
		w.fates[r].made, w.fates[r].erased = w.clock.Now(), false // made now, under a key of now
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
	w.fates[canceled] = &fate{address: w.fates[r].address, made: w.clock.Now(), of: r}
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
	for range 6 { // the longest wait is a quarter of an hour
		w.hearAll()
		if _, err := w.courier().Sweep(w.t.Context(), w.controller); err != nil {
			w.rt.Fatalf("sweep: %v", err)
		}
		w.look()
		w.clock.advance(16 * time.Minute)
	}
	w.hearAll()
}

// hearAll is SES's word coming through, as far as it was not lost.
func (w *world) hearAll() {
	for len(w.said) > 0 {
		p := w.said[0]
		w.said = w.said[1:]
		w.tells(p)
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
