package rights

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Cases keeps requests. Addresses, names and texts in it are sealed.
type Cases interface {
	// Receive stores r, its first event and the mail that asks for
	// confirmation, all or nothing, with the same calls whoever asks. Its id is
	// derived from the address and key, where there is a key; a request that
	// has the id already is returned as it stands.
	Receive(ctx context.Context, r Request, key string) (stored Request, fresh bool, err error)
	// Open returns the case that the proof opens, and what the proof is worth.
	// A proof that is wrong, expired or of another case or controller is
	// gdpr.CodeLink, whichever of these it is; a wrong code is gdpr.CodeCodeWrong
	// and counted, and the fifth locks codes: gdpr.CodeLocked. It calls for a mail with a new link
	// and code, once a day, and the next mail with a link ends the lock. A fitting link opens all
	// the same what needs no code.
	Open(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, d Door) (Case, gdpr.Strength, error)
	// Standing returns, for each right that the person has asked for in an
	// open, confirmed request, that request.
	Standing(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID) (map[gdpr.Right]Request, error)
	// Put stores a new case with its whole history and the mails that the last entry calls
	// for, all or nothing: what the person lodged on their own page, and what staff registered.
	// With a key, the id derives from the address and it; a case that has the id is returned as it stands.
	Put(ctx context.Context, c Case, key string) (stored Case, fresh bool, err error)
	// Case reads one case with its history; gdpr.NotFound for none.
	Case(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (Case, error)
	// Move stores a request after an event, with the entry and the mails that
	// it calls for, all or nothing, if the request still stands at from's revision and
	// standing has not changed; gdpr.Conflict otherwise. Pointers to what stands follow
	// Request.Stands, right by right. What is there to do next goes
	// into the index of what is due, and the legal deadline into the queue of staff.
	Move(ctx context.Context, from, to Request, on Entry, standing map[gdpr.Right]Request) error
	// OnFile reports whether anything is held under an address that its holder has confirmed, or
	// that is held for what they are: not that somebody wrote it into a form.
	OnFile(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (bool, error)
	// Link stores a step of a request as Move does, and with it, all or nothing, a new case under
	// the address of somebody on file, as Put does.
	Link(ctx context.Context, from, to Request, on Entry, next Case) error
	// Queue reads cases by legal deadline, the first due first, and those that have ended the
	// other way round, from a place on ("": the start). What is returned of them is the plain
	// part: no address, no text.
	Queue(ctx context.Context, c gdpr.ControllerID, q Queue, from string, limit int) (page []Request, more string, err error)
	// Due reads the ids of cases with something to do about them, the longest due first.
	Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.ID, error)
}

// Queue is one list of cases.
type Queue string

// The queues.
const (
	ToDo     Queue = "to-do"   // somebody has to do something by a deadline
	Awaiting Queue = "waiting" // for the person to confirm
	Ended    Queue = "ended"   // newest first
)

// Queue is the queue in which a request stands: to be done also where its answer came back, until
// staff have given it in another way (Art. 12(1)), and where a recipient has not heard yet that a
// restriction has ended, or of what was done before the person took the rest back (Art. 19).
func (r Request) Queue() Queue {
	if r.Delivery == Failed || r.Lifted() || r.Owes() {
		return ToDo
	}
	return QueueOf(r.Workflow)
}

// QueueOf is the queue of a workflow.
func QueueOf(w Workflow) Queue {
	switch w {
	case Waiting:
		return Awaiting
	case Answered, Denied, Revoked, Lapsed, InAnother, Filed:
		return Ended
	}
	return ToDo
}

// Door is what a person wants to do with a proof.
type Door string

// The doors.
const (
	ToConfirm Door = "confirm"
	ToRefuse  Door = "refuse" // to say that it was somebody else: needs no code, and waits for none that is locked
	ToFollow  Door = "follow"
	ToStop    Door = "stop" // an erasure that is announced
)

// Desk takes requests and brings them to their end.
type Desk struct {
	Controllers *controller.Registry
	Cases       Cases
	Calendar    Calendar
	Now         func() time.Time
}

// Intake is a request as it was sent.
type Intake struct {
	Address  gdpr.Private
	Name     gdpr.Private
	Rights   []gdpr.Right
	Text     gdpr.Private
	Language gdpr.Language
	Channel  Channel
	Network  string
	Key      string // the Idempotency-Key, "" for none
}

// Draft is the request that an intake makes, not stored yet and without an id. It
// was received at that instant, and the event says where it begins. National
// identity numbers are masked.
func Draft(d *controller.Declaration, in Intake, on Event, received, now time.Time) (Request, error) {
	expires, err := begins(d, in.Rights, on, received, now)
	if err != nil {
		return Request{}, err
	}
	r, ok := Request{
		Controller: d.ID, Rights: in.ordered(), Address: in.Address,
		Name: gdpr.Private(Mask(in.Name.Reveal())), Text: gdpr.Private(Mask(in.Text.Reveal())),
		Language: in.Language, Channel: in.Channel, Network: in.Network, Received: received, Expires: expires, Revision: 1,
	}.after(Entry{On: on})
	if !ok {
		return Request{}, fmt.Errorf("request to %s: none begins by %q", d.ID, on)
	}
	if r.endless() {
		r.Expires = 0
	}
	return r, nil
}

// kept is for how long an intake is kept that begins so: as a request only what
// asks for a right.
func (in Intake) kept(r controller.Records, on Event) controller.Retention {
	switch {
	case on == Lodge || on == RegisterByPost: // nobody confirms it by mail
		return r.Request
	case on != SetAside:
		return r.Unconfirmed
	case len(in.Rights) > 0:
		return r.Request
	}
	return r.Correspondence
}

// Receive registers a request. The clock runs from now, and nothing is said of
// whether the person is known (Art. 12(2)): that is looked up after the answer.
func (k Desk) Receive(ctx context.Context, c gdpr.ControllerID, in Intake) (Request, error) {
	d, ok := k.Controllers.Current(c)
	if !ok {
		return Request{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	if err := gdpr.InvalidFaults(in.Check(d)); err != nil {
		return Request{}, err
	}
	now := k.now()
	r, err := Draft(d, in, Receive, now, now)
	if err != nil {
		return Request{}, err
	}
	r.ID = gdpr.NewID()
	r = r.Scheduled(k.Calendar, d.Handling, now)
	stored, fresh, err := k.Cases.Receive(ctx, r, in.Key)
	if err == nil && !fresh && !stored.Same(r) {
		err = &gdpr.Error{Kind: gdpr.Mismatch, Code: gdpr.CodeKeyReused}
	}
	return stored, err
}

// Check is what is wrong with an intake, apart from its address.
func (in Intake) Check(d *controller.Declaration) []gdpr.Fault {
	var faults []gdpr.Fault
	if len(in.Rights) == 0 {
		faults = append(faults, gdpr.Fault{Pointer: "/rights", Code: gdpr.FaultNoRight})
	}
	for i, r := range in.Rights {
		if !slices.Contains(d.Rights, r) {
			faults = append(faults, gdpr.Fault{Pointer: fmt.Sprintf("/rights/%d", i), Code: gdpr.FaultUnknownRight, Value: named(r)})
		}
	}
	return faults
}

// named is a right that nobody knows, as far as it can be said back.
func named(r gdpr.Right) string {
	if len(r) > 40 || !gdpr.Printable(string(r)) {
		return "?"
	}
	return string(r)
}

// ordered is the rights asked for, each once, in one order.
func (in Intake) ordered() []gdpr.Right {
	var asked []gdpr.Right
	for _, r := range gdpr.Rights {
		if slices.Contains(in.Rights, r) {
			asked = append(asked, r)
		}
	}
	return asked
}

// Deadline is by when the request is to be answered as things stand, with every step to it.
func (k Desk) Deadline(r Request) Deadline { return r.DeadlineBy(k.Calendar, k.now()) }

func (k Desk) now() time.Time { return k.Now().UTC().Truncate(time.Millisecond) }
