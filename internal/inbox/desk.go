// Package inbox owns what becomes of a mail that came in.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/seal"
)

// Store keeps the messages and their cases.
type Store interface {
	// Registered reports whether the message is registered already.
	Registered(ctx context.Context, c gdpr.ControllerID, message gdpr.ID) (bool, error)
	// Correspondent finds the keys to what is held on the holder of an address,
	// by the same calls for everybody.
	Correspondent(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (Correspondent, error)
	// Answered finds the case that a mail answers: the first that there is;
	// gdpr.NotFound for none, or one whose person has been erased.
	Answered(ctx context.Context, c gdpr.ControllerID, to Named) (rights.Request, error)
	// Register stores an entry all or nothing. It is done already where the
	// message is registered: no error. ErrQuiet and ErrClosed store nothing.
	Register(ctx context.Context, e Entry) error
}

// Why an entry is not stored as it is.
var (
	// ErrQuiet says that the sender has had an answer within the day.
	ErrQuiet = errors.New("the sender has had an answer today")
	// ErrClosed says that the case to be joined has ended, or takes no more mail.
	ErrClosed = errors.New("the case takes no more mail")
)

// Correspondent is who writes.
type Correspondent struct {
	Subject gdpr.SubjectID
	OnFile  bool // something is held under the address that its holder has confirmed
	Key     seal.Key
}

// Originals keeps raw messages.
type Originals interface {
	// Fetch reads a message as it came in. Where there is none that is an error.
	Fetch(ctx context.Context, key string) (*Original, error)
	// Keep seals the message under the person's key and stores it elsewhere, in
	// the place of what lies there. Its text cannot be read any more afterwards.
	Keep(ctx context.Context, o *Original, k seal.Key, at string, as Record) error
	// Drop deletes a message; one that is gone is no error.
	Drop(ctx context.Context, key string) error
}

// Original is a raw message.
type Original struct {
	Text     *seal.Envelope
	Received time.Time // when it was stored
}

// Desk takes in mail.
type Desk struct {
	Controllers *controller.Registry
	Store       Store
	Originals   Originals
	// Parse reads a raw message. It never fails: what cannot be read is told by Faults.
	Parse    func(raw []byte) Mail
	Classify Classifier
	Calendar rights.Calendar // by which the deadline of what is asked for is counted
	Now      func() time.Time
	Log      *slog.Logger
}

// Take registers one mail and has it answered where it may be. It may be called as
// often as one likes for one mail, at the same time too: one case comes of it. An
// error is worth a retry; nothing is lost then, for the message stays where it is.
func (k Desk) Take(ctx context.Context, n Notice) error {
	err := k.take(ctx, n)
	if err != nil {
		return fmt.Errorf("mail %s to %s: %w", n.ID, n.Controller, err)
	}
	return nil
}

func (k Desk) take(ctx context.Context, n Notice) error {
	d, ok := k.Controllers.Current(n.Controller)
	if !ok {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	id := MessageID(d.ID, n.ID)
	done, err := k.Store.Registered(ctx, d.ID, id)
	if err != nil {
		return err
	}
	if !done {
		if err := k.register(ctx, d, n, id); err != nil {
			return err
		}
	}
	return k.Originals.Drop(ctx, n.Key)
}

func (k Desk) register(ctx context.Context, d *controller.Declaration, n Notice, id gdpr.ID) error {
	original, err := k.Originals.Fetch(ctx, n.Key)
	if err != nil {
		// Somebody else may have been faster: it is registered then, and gone.
		if done, again := k.Store.Registered(ctx, d.ID, id); again == nil && done {
			return nil
		}
		return err
	}
	m := k.Parse(original.Text.Text())
	if fromOurselves(d, n, m) {
		k.Log.InfoContext(ctx, "mail to staff came back", "controller", d.ID, "case", caseOf(m))
		return nil
	}
	a, err := k.read(ctx, d, n, original, m)
	if err != nil {
		return err
	}
	a.id, a.key = id, n.Key
	if err := k.keep(ctx, a, original); err != nil {
		return err
	}
	return k.file(ctx, a)
}

// keep seals the message away, without the addresses of the network that it came through.
func (k Desk) keep(ctx context.Context, a *arrival, o *Original) error {
	blankTraces(o.Text.Text())
	return k.Originals.Keep(ctx, o, a.from.Key, heldKey(a.declaration.ID, a.id), a.kept())
}

// read takes a mail for what it is, and finds who wrote it and what it answers.
func (k Desk) read(ctx context.Context, d *controller.Declaration, n Notice, o *Original, m Mail) (*arrival, error) {
	a := &arrival{declaration: d, size: int64(len(o.Text.Text())), received: n.Received, mail: m}
	if a.received.IsZero() {
		a.received = o.Received
	}
	a.received = a.received.UTC().Truncate(time.Millisecond)
	if n.ReturnPath == nil {
		n.ReturnPath = stamped(a.mail)
	}
	a.reading = Read(k.Classify, d, k.mailboxes(), n, a.mail)
	a.mail = masked(a.mail)
	holder := a.mail.Sender()
	if holder == "" {
		holder = gdpr.Private("nobody " + n.ID) // a key of the mail's own
	}
	var err error
	if a.from, err = k.Store.Correspondent(ctx, d.ID, holder); err != nil {
		return nil, err
	}
	a.trust = n.Verdicts.Trust(a.mail.Sender() != "", a.from.OnFile)
	a.joins, err = k.answered(ctx, a)
	return a, err
}

// stamped is the sender of the envelope as SES wrote it above the message. Whoever
// sends a Return-Path of their own has it below that one.
func stamped(m Mail) *string {
	if paths := m.Header("Return-Path"); len(paths) > 0 {
		return &paths[0]
	}
	return nil
}

// mailboxes is every mailbox of ours.
func (k Desk) mailboxes() []string {
	var all []string
	for _, d := range k.Controllers.Newest() {
		all = append(all, d.Mailbox)
	}
	return all
}

// answered is the case that the mail is to join, nil for none.
func (k Desk) answered(ctx context.Context, a *arrival) (*rights.Request, error) {
	to := named(a.mail)
	if to.none() {
		return nil, nil
	}
	r, err := k.Store.Answered(ctx, a.declaration.ID, to)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &r, nil
}

// file stores what is decided of a mail. Where that cannot be stored as it is, it
// is decided again, with what is known then.
func (k Desk) file(ctx context.Context, a *arrival) error {
	for {
		e, err := a.entry(k.Calendar, k.now())
		if err != nil {
			return err
		}
		switch err := k.Store.Register(ctx, e); {
		case errors.Is(err, ErrQuiet) && e.Mail != nil:
			a.reading.Withheld = AnsweredToday
		case errors.Is(err, ErrClosed) && e.Joins:
			if err := k.rejoin(ctx, a); err != nil {
				return err
			}
		case err != nil:
			return err
		default:
			k.tell(ctx, e.Message)
			return nil
		}
	}
}

// rejoin reads the case again that could not be joined as it stood. Where it stands as
// before, it takes no more mail: the mail begins a case of its own, and is kept as that.
func (k Desk) rejoin(ctx context.Context, a *arrival) error {
	before := *a.joins
	now, err := k.answered(ctx, a)
	if err != nil {
		return err
	}
	if now != nil && now.ID == before.ID && now.Expires == before.Expires {
		now = nil
	}
	a.joins = now
	if now != nil {
		return nil
	}
	original, err := k.Originals.Fetch(ctx, a.key)
	if err != nil {
		return err
	}
	return k.keep(ctx, a, original)
}

// tell writes down what became of a mail. Nothing of the mail itself is in it.
func (k Desk) tell(ctx context.Context, m Message) {
	k.Log.InfoContext(ctx, "mail registered", "controller", m.Controller, "case", m.Case, "message", m.ID,
		"kind", m.Reading.Kind, "rights", m.Reading.Rights, "trust", m.Trust, "answer", m.Answer,
		"withheld", m.Reading.Withheld, "faults", m.Mail.Faults, "size", m.Size)
}

func (k Desk) now() time.Time { return k.Now().UTC().Truncate(time.Millisecond) }
