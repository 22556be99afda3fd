package rights

import (
	"slices"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Request is what one person asks of one controller: one right or several.
type Request struct {
	ID         gdpr.ID
	Controller gdpr.ControllerID
	Rights     []gdpr.Right // in the order of gdpr.Rights, each once; none where a mail is not understood
	Address    gdpr.Private
	Post       gdpr.Private // where else an answer reaches the person: a postal address, a telephone number
	Way        Way
	Name       gdpr.Private
	Text       gdpr.Private
	Said       string         // keyed digest of the text, to tell a repeat; filled in like Subject
	Subject    gdpr.SubjectID // filled in by whoever keeps it
	Language   gdpr.Language
	Channel    Channel
	Network    string    // from where, whole networks only; for the caps on mail
	Received   time.Time // when the controller's edge got it: the deadline counts from here
	Registered time.Time // when it was put in; later than Received where staff did it
	Against    Against   // of an objection
	Workflow   Workflow
	Identity   Identity
	Delivery   Delivery
	Decided    time.Time // when it last moved; zero before the first move
	Joined     gdpr.ID   // the request that answers this one too, where Workflow is InAnother
	Follows    gdpr.ID   // the request without an address that this one carries on
	Expires    retention.Expiry
	Revision   int // counts its changes

	Extended    Extension
	Announced   Posted    // Cooling: how its announcement stands
	Wrote       time.Time // when the person, or somebody who was told of it, last wrote about it
	Looked      time.Time // when staff last said that they have read what came in
	Nudged      int       // how often somebody was reminded of a confirmation or an answer that does not come
	Before      Workflow  // Lifting: where it leads back to
	Pause       Pause
	Assignee    string // the member of staff, as the token's subject; "" for nobody
	Outcomes    []Outcome
	Refusal     *Refusal // proposed, and waiting for a second member of staff
	Corrections []Correction
	Redactions  []Redaction
	Notices     []Notice
	Until       time.Time // Cooling: when it is over. Lifting: when the restriction ends
	Erasure     gdpr.ID   // what was carried out, where there is a certificate
	Restricted  []string  // references of the records that it restricted (holding.Ref.String)
	Reminded    int       // of how many working days before the deadline staff were last reminded; 0 for never, -1 once escalated
	Deadline    time.Time // by when it is to be answered, pause and extension included; the desk fills it in
	Next        time.Time // when the clock has something to do about it; zero for never
}

// Way is how the person is answered.
type Way string

// The ways to the person.
const (
	WayMail Way = ""     // by mail, to the address that the request is under
	WayPost Way = "post" // by staff: there is no address, and so no mail is ever made (Art. 12(1))
)

// Against is what an objection is to.
type Against string

// What can be objected to (Art. 21). "" stands for both.
const (
	AgainstMarketing  Against = "marketing"  // Art. 21(2): takes effect at once, and nobody weighs it
	AgainstProcessing Against = "processing" // Art. 21(1): restricts while it is weighed
)

// Extension is the one extension of the deadline (Art. 12(3)). It counts from when its notice was
// taken for delivery, and only if that was within the first deadline.
type Extension struct {
	At      time.Time // zero where there is none
	Told    time.Time // zero while it does not count
	First   time.Time // the deadline that holds while it does not count, and the one that holds then: as
	To      time.Time // things stood when it was extended
	Notice  Posted
	Reasons gdpr.Private
}

// Pause is the one time that the deadline stood still: from a question about who asks until
// its answer (Art. 12(6)).
type Pause struct {
	From     time.Time // zero where there was none; when the question was taken for delivery, once that is known
	To       time.Time // when it was settled who asks; zero while that is open
	Replied  time.Time // when the first mail about the case came in after the question; zero for none
	Notice   Posted    // how the question stands
	Question gdpr.Private
}

// End is when the deadline began to run again: with the first mail that came in after the question, whenever it
// was read and whatever it said, for how long staff take with it is not the person's time; at the latest when it
// was settled who asks. Zero while the question is open.
func (p Pause) End() time.Time {
	if p.Replied.Before(p.From) { // it came before they were told by hand what no mail could tell them
		return p.To
	}
	return earlier(p.To, p.Replied)
}

// lost reports whether the question came back: somebody who was asked nothing holds nothing up.
func (p Pause) lost() bool { return !p.From.IsZero() && p.Notice.lost() }

// StandsStill reports whether the deadline stands still, as long as it was not over before.
func (r Request) StandsStill() bool {
	return r.Identity == Asked && r.Pause.End().IsZero() && !r.Pause.lost()
}

// Result is how one right ended.
type Result string

// The results.
const (
	Granted  Result = "granted"
	Partly   Result = "partly" // the rest is refused: Kept or Reasons say what
	Withheld Result = "refused"
	NotHeld  Result = "not-held" // staff have found nothing on whoever asks
)

// Outcome is what became of one right that was asked for.
type Outcome struct {
	Right   gdpr.Right
	Result  Result
	At      time.Time
	By      string
	Ground  Ground // of a refusal
	Reasons gdpr.Private
	Kept    []Kept // what erasure gave way to, why, until when (Art. 17(3))
}

// Kept is something that was not erased.
type Kept struct {
	Class   string
	Ground  string // as holding.Kept.Ground
	Article string // such as 17(3)(b)
	Until   time.Time
}

// Ground is why a request is refused: one of a closed list, each with its article (grounds.go).
type Ground string

// Refusal is a refusal as staff word it (Art. 12(4)).
type Refusal struct {
	Right    gdpr.Right
	Ground   Ground
	Reasons  gdpr.Private // told to the person
	Evidence gdpr.Private // for the file; a must for "manifestly unfounded" and "excessive" (Art. 12(5))
	By       string
	At       time.Time
}

// Correction is one field that the person says is wrong (Art. 16).
type Correction struct {
	Item   string // holding.Ref.String of the record
	Field  string
	Value  gdpr.Private // as it should be
	State  Ruling
	Reason gdpr.Private // where it was refused
}

// Ruling is what was decided about a correction.
type Ruling string

// The rulings.
const (
	Undecided Ruling = ""
	Making    Ruling = "making"   // accepted, and about to be made: the ruling is stored before the record changes
	Accepted  Ruling = "accepted" // and made
	Declined  Ruling = "declined"
)

// Redaction takes what concerns somebody else out of the copy that is released (Art. 15(4)).
type Redaction struct {
	Item    string       // holding.Ref.String, or "message." and the id of a mail
	Field   string       // of the record; "text" of a mail; "file." and the id of a file
	Passage gdpr.Private // the exact words; "" for all of the field
}

// Notice is what one recipient is told (Art. 19), and what came of it.
type Notice struct {
	ID        gdpr.ID
	Recipient string       // id of the declared recipient
	Customer  gdpr.Private // which one, where the recipient is a group of them
	Way       string       // controller.Told
	About     gdpr.Right   // what was done, as the right that usually asks for it: rectification, restriction or erasure
	State     NoticeState
	Tries     int
	Sent      time.Time    // first
	Heard     time.Time    // last
	Reason    gdpr.Private // why it may stay silent, or what it answered
	Lifts     bool         // it says that a restriction has ended of which the recipient was told before
}

// NoticeState is where a notice stands.
type NoticeState string

// The states of notices. A case does not end as complete while one is Due, Asked or Silent.
const (
	NoticeDue     NoticeState = "due"     // to be sent
	NoticeAsked   NoticeState = "asked"   // sent; the recipient has it, or so we hope
	NoticeDone    NoticeState = "done"    // the recipient says that it is done
	NoticeSilent  NoticeState = "silent"  // no answer in time: staff have to see to it
	NoticeExcused NoticeState = "excused" // staff have written down why it need not be waited for
)

// Channel is how a request came in.
type Channel string

// The channels.
const (
	ByForm   Channel = "form"
	ByAPI    Channel = "api"
	ByMail   Channel = "mail"
	OnPage   Channel = "own-page" // of the person, who came by mail link and code
	ByLetter Channel = "letter"   // this and what follows is put in by staff
	ByPhone  Channel = "phone"
	InPerson Channel = "in-person"
)

// Same reports whether two requests ask the same, apart from what became of them.
func (r Request) Same(o Request) bool {
	return r.Controller == o.Controller && slices.Equal(r.Rights, o.Rights) &&
		r.Address == o.Address && r.Post == o.Post && r.Name == o.Name && r.Text == o.Text && r.Language == o.Language && r.Against == o.Against &&
		slices.EqualFunc(r.Corrections, o.Corrections, sameCorrection)
}

// sameCorrection reports whether two ask the same, whatever was ruled.
func sameCorrection(a, b Correction) bool {
	return a.Item == b.Item && a.Field == b.Field && a.Value == b.Value
}

// NeedsCode reports whether something asked for gives data out or changes it,
// so that a link which a mail scanner can follow is not proof enough.
func (r Request) NeedsCode() bool { return slices.ContainsFunc(r.Rights, needsCode) }

func needsCode(k gdpr.Right) bool {
	return k == gdpr.Access || k == gdpr.Portability || k == gdpr.Rectification || k == gdpr.Erasure
}

// Entry is one line of a request's history.
type Entry struct {
	At    time.Time
	On    Event
	By    string         // ByPerson, ByClock, ByRecipient, or "staff:" and the token's subject; "" of entries from before
	Right gdpr.Right     // of Settle, Reply, Deny, Propose: the right that it is about. Of Sort: one that was added and needs the code
	Text  gdpr.Private   // a note, reasons, evidence: sealed
	To    []gdpr.Private // of Announce: the addresses on file that are told beside the case's own; not kept
}

// Who moves a request, beside staff.
const (
	ByPerson    = "person"
	ByClock     = "clock"
	ByRecipient = "recipient"
	ByMailbox   = "mail" // the outbox: what became of a mail
)

// ByStaff is the member of staff whose token has that subject.
func ByStaff(subject string) string { return "staff:" + subject }

// Case is a request with its history, oldest first.
type Case struct {
	Request
	History []Entry
}

// SaidAt is when the person last said what the case asks for: when it came in, or when they confirmed it.
func (c Case) SaidAt() time.Time {
	said := c.Received
	for _, e := range c.History {
		if e.On == Confirm || e.On == Lodge {
			said = e.At
		}
	}
	return said
}

// next is when an event now stands in the history: after the last one, also where
// the clock of the process that wrote that was ahead.
func (c Case) next(now time.Time) time.Time {
	if n := len(c.History); n > 0 && !now.After(c.History[n-1].At) {
		return c.History[n-1].At.Add(time.Millisecond)
	}
	return now
}
