package consent

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Ledger keeps the records of visitors. Nothing in it is ever changed.
type Ledger interface {
	// Append stores r in one conditional write. Where r.ID is taken it stores
	// nothing and returns the record that has it. gdpr.Unavailable says that
	// it may or may not be stored: appending the same again is safe.
	Append(ctx context.Context, r Record) (stored Record, fresh bool, err error)
	// History returns a visitor's records, newest first; none is no error.
	// Records that have expired are not among them.
	History(ctx context.Context, c gdpr.ControllerID, visitor gdpr.ID) ([]Record, error)
	// Record returns one record; gdpr.NotFound for none, or one that has expired.
	Record(ctx context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (Record, error)
}

// Dossiers keeps what identified persons declared. Addresses in it are sealed.
type Dossiers interface {
	// Declare stores a pending consent with its first event and the mail that
	// asks for confirmation, all or nothing. Its id is derived from the address
	// and key, where there is a key; one that is taken is returned as it stands.
	Declare(ctx context.Context, c Consent, key string) (stored Consent, fresh bool, err error)
	// Consent returns one; gdpr.NotFound for none, or one that has expired.
	Consent(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (Consent, error)
	// Of returns every consent of a person that was ever confirmed and is still kept, newest
	// first and each once, without its address: by a number of calls that does not grow with them.
	Of(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]Consent, error)
	// Open returns the consent that the proof opens for an event: each kind of link
	// opens it for some events and no others. A proof that is wrong, expired, for
	// another event, or of another consent or controller is gdpr.CodeLink, whichever
	// of these it is; a wrong code is gdpr.CodeCodeWrong and counted, and the fifth
	// locks codes: gdpr.CodeLocked. It calls for a mail with a new link and code, once a day, and
	// the next mail with a link ends the lock. Links open all the same.
	Open(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, on Event) (Consent, error)
	// Decide stores a consent after an event, with the event and the mail that
	// it calls for, all or nothing, if it still stands as from does;
	// gdpr.Conflict otherwise.
	Decide(ctx context.Context, from, to Consent, on Event) error
	// Renew is Decide for Renew, and slides the person's profile in the same
	// transaction, unless a later activity has done so. Where there is no profile
	// any more, nothing is stored: gdpr.CodeLink, for the link was to outlive nothing.
	Renew(ctx context.Context, from, to Consent, profile Slide) error
}

// Desk records, shows and withdraws consents.
type Desk struct {
	Controllers *controller.Registry
	Ledger      Ledger
	Dossiers    Dossiers
	Now         func() time.Time
}

// Visitor records a visitor's decisions on cookies. The same key again returns
// the record that the first made; with other decisions it is a gdpr.Mismatch.
func (k Desk) Visitor(ctx context.Context, c gdpr.ControllerID, s Submission) (r Record, err error) {
	d, now, err := k.accept(c, s)
	if err != nil {
		return Record{}, err
	}
	r = Record{
		ID: gdpr.NewID(), Controller: c, Visitor: s.Visitor,
		Choices: s.choices(d), Recorded: now, Seen: s.seen(d),
	}
	if s.Key != "" {
		r.ID = gdpr.DeriveID("consent", string(c), string(s.Visitor), s.Key)
	}
	stored, fresh, err := k.append(ctx, d, r)
	if err == nil && !fresh && !stored.Same(r) {
		err = &gdpr.Error{Kind: gdpr.Mismatch, Code: gdpr.CodeKeyReused}
	}
	return stored, err
}

func (k Desk) append(ctx context.Context, d *controller.Declaration, r Record) (stored Record, fresh bool, err error) {
	if r.Expires, err = visitorEnd(d, r.Recorded); err != nil {
		return Record{}, false, err
	}
	return k.Ledger.Append(ctx, r)
}

// WithdrawVisitor takes back every yes that a visitor has given (Art. 7(3)), or
// those to some purposes, by another record. Any record of the visitor's will do
// to name them: what is taken back is what stands, so that an old page left open
// takes back a newer yes too. Where none stands, what counts now is returned.
func (k Desk) WithdrawVisitor(ctx context.Context, c gdpr.ControllerID, visitor, id gdpr.ID, seen Seen, purposes ...gdpr.PurposeID) (Record, error) {
	d, err := k.controller(c)
	if err != nil {
		return Record{}, err
	}
	history, err := k.Ledger.History(ctx, c, visitor)
	if err != nil {
		return Record{}, err
	}
	if !slices.ContainsFunc(history, func(r Record) bool { return r.ID == id }) {
		return Record{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	r := history[0]
	if err := asked(r.Choices, purposes); err != nil {
		return Record{}, err
	}
	if len(purposes) == 0 {
		purposes = given(r.Choices)
	}
	to := withdrawn(r.Choices, purposes)
	lost := lost(r.Choices, to)
	if len(lost) == 0 {
		return r, nil
	}
	name := []string{"withdrawal", string(c), string(visitor), string(r.ID)}
	for _, p := range lost {
		name = append(name, string(p))
	}
	r.ID, r.Choices = gdpr.DeriveID(name...), to
	r.Recorded = after(k.now(), r.Recorded)
	r.Seen.Mechanism, r.Seen.Language, r.Seen.Site, r.Seen.Claimed = seen.Mechanism, seen.Language, seen.Site, time.Time{}
	stored, _, err := k.append(ctx, d, r)
	return stored, err
}

// Person takes what an identified person declares, to be confirmed by mail.
func (k Desk) Person(ctx context.Context, c gdpr.ControllerID, s Submission) (Consent, error) {
	d, now, err := k.accept(c, s)
	if err != nil {
		return Consent{}, err
	}
	expires, err := pendingEnd(d, now)
	if err != nil {
		return Consent{}, err
	}
	declared := Consent{
		ID: gdpr.NewID(), Controller: c, Address: s.Address, State: Pending,
		Choices: s.choices(d), Recorded: now, Network: s.Network, Seen: s.seen(d), Expires: expires,
		History: []Step{{At: now, On: Declare}},
	}
	stored, fresh, err := k.Dossiers.Declare(ctx, declared, s.Key)
	if err == nil && !fresh && !stored.Same(declared) {
		err = &gdpr.Error{Kind: gdpr.Mismatch, Code: gdpr.CodeKeyReused}
	}
	return stored, err
}

// Decide carries out what the holder of the address decided by a link: about what
// is pending, when asked to renew, or to take a withdrawal back. Deciding the same
// again returns what came of it.
func (k Desk) Decide(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, on Event) (Consent, error) {
	held, err := k.Dossiers.Open(ctx, c, p, on)
	if err != nil {
		return Consent{}, err
	}
	switch {
	case on == Renew && held.renewedSince(k.now().Add(-RenewFor)):
		return held, nil // by this link, or by the other mail of the same asking
	case on == Renew && k.overtaken(held):
		// Its question was about what is no longer done: another mail asks about what is.
		return Consent{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
	case on == Restore:
		return k.restore(ctx, held)
	}
	return k.move(ctx, held, on)
}

// Show is the consent that a link opens for an event, and changes nothing.
func (k Desk) Show(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, on Event) (Consent, error) {
	return k.Dossiers.Open(ctx, c, p, on)
}

// WithdrawPerson takes back every yes of a person's consent. Its id is all that
// it needs, because giving needed no more (Art. 7(3)). One that nobody has
// confirmed never counted, and is canceled.
func (k Desk) WithdrawPerson(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (Consent, error) {
	for range tries { // against a confirmation in the same moment
		held, err := k.Dossiers.Consent(ctx, c, id)
		if err != nil {
			return Consent{}, err
		}
		on := Withdraw
		if held.State == Pending || held.State == Canceled {
			on = Cancel
		}
		if taken, err := k.move(ctx, held, on); gdpr.KindOf(err) != gdpr.Conflict {
			return taken, err
		}
	}
	return Consent{}, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
}

// RenewPerson is a yes from the person's own page to being kept, as the mail before the end asks for
// it: whose consent it is, whoever calls has found out. The same again changes nothing.
func (k Desk) RenewPerson(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (Consent, error) {
	held, err := k.Dossiers.Consent(ctx, c, id)
	if err != nil || held.renewedSince(k.now().Add(-RenewFor)) {
		return held, err
	}
	if k.overtaken(held) {
		return Consent{}, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeState}
	}
	return k.move(ctx, held, Renew)
}

func (k Desk) move(ctx context.Context, held Consent, on Event) (Consent, error) {
	if _, ok := held.State.After(on); !ok {
		return held, alreadyOr(held.State, on)
	}
	to, err := k.next(held, k.step(held, on))
	if err != nil {
		return held, err
	}
	err = k.store(ctx, held, to, on)
	if gdpr.KindOf(err) != gdpr.Conflict {
		return to, err
	}
	// Somebody decided in the same moment: what stands now is the answer.
	now, err := k.Dossiers.Consent(ctx, held.Controller, held.ID)
	if err != nil {
		return held, err
	}
	return now, alreadyOr(now.State, on)
}

// store stores a step.
func (k Desk) store(ctx context.Context, from, to Consent, on Event) error {
	if on != Renew {
		return k.Dossiers.Decide(ctx, from, to, on)
	}
	d, err := k.controller(from.Controller)
	if err != nil {
		return err
	}
	profile, ok, err := slide(d, to.Decided)
	if err != nil {
		return err
	}
	if !ok {
		return k.Dossiers.Decide(ctx, from, to, on)
	}
	return k.Dossiers.Renew(ctx, from, to, profile)
}

// alreadyOr is nil where the state is what the event leads to, so that deciding
// the same twice shows the result again, and the conflict otherwise.
func alreadyOr(s State, on Event) error {
	for m, to := range moves {
		if m.on == on && to == s {
			return nil
		}
	}
	if s == Ended && on == Confirm {
		return nil // it was confirmed, and later withdrawn
	}
	return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
}

// accept checks a submission whole, against the declaration that it saw.
func (k Desk) accept(c gdpr.ControllerID, s Submission) (*controller.Declaration, time.Time, error) {
	current, err := k.controller(c)
	if err != nil {
		return nil, time.Time{}, err
	}
	now := k.now()
	d, faults := k.seen(current, s, now)
	return d, now, gdpr.InvalidFaults(faults)
}

// Check is every fault of a submission to a controller.
func (k Desk) Check(d *controller.Declaration, s Submission) []gdpr.Fault {
	_, faults := k.seen(d, s, k.now())
	return faults
}

// seen is the declaration whose notice the submission names, or the current one
// where it names none that is known, and what is wrong with the submission.
func (k Desk) seen(current *controller.Declaration, s Submission, now time.Time) (*controller.Declaration, []gdpr.Fault) {
	d, notice, known := k.Controllers.Notice(current.ID, s.Notice)
	if !known {
		d, notice = current, controller.NoticeRef{}
	}
	return d, s.check(d, notice, now)
}

func (k Desk) controller(c gdpr.ControllerID) (*controller.Declaration, error) {
	d, ok := k.Controllers.Current(c)
	if !ok {
		return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	return d, nil
}

// now is the server's time, in the resolution that is stored.
func (k Desk) now() time.Time { return k.Now().UTC().Truncate(time.Millisecond) }
