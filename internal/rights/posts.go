package rights

// A time limit that hangs on a mail counts from when the mail service took it: an erasure that
// nobody could be told of does not begin (threat H5), an extension of which the person did not
// hear in time is none (Art. 12(3)), and a question that they never got holds no deadline up (Art. 12(6)).

import (
	"slices"
	"time"

	"ordholden/internal/controller"
)

// Posted is how the mails of one step stand. A mail that came back counts as not taken.
type Posted struct {
	From  time.Time // when the last was taken; as long as none is, when they were called for
	Open  int       // so many may still be taken
	Taken int
}

// told reports whether somebody was told, and nobody else may still be.
func (p Posted) told() bool { return p.Open == 0 && p.Taken > 0 }

// lost reports whether none was taken, nor will be.
func (p Posted) lost() bool { return !p.From.IsZero() && p.Open == 0 && p.Taken == 0 }

// lost reports whether the notice of an extension that does not count came back.
func (x Extension) lost() bool { return x.Told.IsZero() && x.Notice.lost() }

// untold reports whether there is an extension that does not count, or not yet.
func (x Extension) untold() bool { return !x.At.IsZero() && x.Told.IsZero() }

// coolingOff is for how long an announced erasure can be stopped.
func coolingOff(d *controller.Declaration) time.Duration {
	return max(d.Handling.CoolingOff, shortestCoolingOff)
}

// CopyFetched is for how long after its release a copy is waited for: longer than it can be fetched.
const CopyFetched = 25 * time.Hour

// beforeAnswer is how long before the answer is due nothing holds an announced erasure up any more:
// recipients are told, and the answer goes out.
const beforeAnswer = 24 * time.Hour

// WaitsUntil is until when an announced erasure waits for a copy that is owed in another case at most:
// until a day before its own answer is due, or where it was announced too late for that, as long as a
// copy that is released by the end of cooling-off can be fetched. Neither an extension nor a pause
// moves it: what everybody on file was told when it was announced holds.
func (r Request) WaitsUntil(c Calendar, d *controller.Declaration) time.Time {
	due, soonest := Answer(r.Received, c).Due.UTC().Add(-beforeAnswer), r.Announced.From.Add(coolingOff(d)+CopyFetched)
	if soonest.After(due) {
		return soonest
	}
	return due
}

// posts sets what begins with a step that calls for mails on which a time limit hangs.
func (r *Request) posts(c Calendar, d *controller.Declaration, from Workflow, e Entry) {
	switch e.On {
	case Announce: // to the case's own address, and to the others on file
		told := Posted{Open: 1}
		if from == Cooling { // to more of them: the mails of the steps before are waited for as well
			told = r.Announced
		}
		r.Announced = Posted{From: e.At, Open: told.Open + len(e.To), Taken: told.Taken}
		r.Until = e.At.Add(coolingOff(d))
	case Doubt:
		r.Pause.Notice = Posted{From: e.At, Open: 1}
	case Extend:
		r.Extended.At, r.Extended.Told, r.Extended.Notice = e.At, time.Time{}, Posted{From: e.At, Open: 1}
		if r.Way == WayPost {
			r.Extended.Notice.Open = 0 // staff tell it, and write down how
		}
		r.Extended.First, r.Extended.To = r.DeadlineBy(c, e.At).Due.UTC(), r.AsTold().DeadlineBy(c, e.At).Due.UTC()
	case Inform:
		if r.Workflow == Cooling && r.Announced.lost() {
			r.Announced, r.Until = Posted{From: e.At, Taken: 1}, e.At.Add(coolingOff(d))
		}
		if r.Extended.lost() && !e.At.After(r.DeadlineBy(c, e.At).Due) {
			r.Extended.Told, r.Reminded = e.At, 0
		}
		if r.Identity == Asked && r.Pause.lost() {
			r.Pause.From, r.Pause.Notice, r.Reminded = e.At, Posted{From: e.At, Taken: 1}, 0
		}
	}
}

// AsTold is the request as it stands once the person has heard of the extension: as the notice of
// it says.
func (r Request) AsTold() Request {
	if r.Extended.untold() {
		r.Extended.Told = r.Extended.At
	}
	return r
}

// Hangs reports whether a time limit of the request still hangs on the mails that an event has
// called for: the end of cooling-off on an announcement, the deadline on the notice of an extension, and on
// the question about who asks. Who has proven who they are by its link has got it, whatever is told of it later.
func (r Request) Hangs(on Event) bool {
	switch on {
	case Announce:
		return r.Workflow == Cooling
	case Extend:
		return !r.Extended.At.IsZero() && slices.Contains(underWay, r.Workflow)
	case Doubt:
		return !r.Pause.From.IsZero() && r.Identity != Proven && slices.Contains(underWay, r.Workflow)
	}
	return false
}

// Mailed is the request after news of the mails that its last step of that kind called for: how
// many may still be taken, and when the others were. Cooling-off begins anew with each that is
// taken, so that whoever hears last has the whole of it.
func (r Request) Mailed(on Event, open int, taken ...time.Time) Request {
	switch {
	case !r.Hangs(on):
	case on == Announce:
		r.Announced.Open, r.Announced.Taken = open, len(taken)
		for _, at := range taken {
			if later := at.Sub(r.Announced.From); later > 0 {
				r.Announced.From, r.Until = at, r.Until.Add(later)
			}
		}
	case on == Doubt:
		r.Pause.Notice.Open, r.Pause.Notice.Taken = open, len(taken)
		if len(taken) > 0 {
			r.Pause.From, r.Pause.Notice.From = taken[0], taken[0]
		}
		r.Reminded = 0
	default:
		r.Extended.Notice.Open, r.Extended.Notice.Taken = open, len(taken)
		r = r.extendedBy(taken)
	}
	return r
}

// extendedBy is the request after the notice of its extension was taken, or came back. While a
// question is open the deadline stands still, and so the notice is in time; when it is answered, all
// is counted anew.
func (r Request) extendedBy(taken []time.Time) Request {
	x := &r.Extended
	switch first := x.Told; {
	case len(taken) == 0 && !x.Notice.lost() || !first.IsZero() && len(taken) > 0:
	case len(taken) == 0:
		x.Told = time.Time{}
		r.Deadline = x.First
	case r.Identity == Asked || !taken[0].After(x.First):
		x.Told, x.Notice.From, r.Reminded = taken[0], taken[0], 0
		r.Deadline = x.To
	}
	return r
}

// Written is the request after a mail about it that staff have to read: received when it came to the
// controller, and stored now. It is unread as of when it is stored, after whatever staff have looked at, by
// whichever clock: a mail that was long underway is as unread as any.
func (r Request) Written(received, now time.Time) Request {
	for _, before := range []time.Time{r.Looked, r.Wrote} {
		if !now.After(before) {
			now = before.Add(time.Millisecond)
		}
	}
	r.Wrote = now
	if r.StandsStill() && received.After(r.Pause.From) {
		r.Pause.Replied = received
	}
	return r
}

// unread reports whether somebody has written about the request, and staff have not said that they
// have read it. It holds an announced erasure up: whoever can name the case was told of it, and
// could stop it by the link. It ends nothing by itself, for what a mail says proves nothing.
func (r Request) unread() bool { return r.Wrote.After(r.Looked) }

// Concern is why staff have to look at a case, beside its deadline.
type Concern string

// The concerns.
const (
	Unread             Concern = "unread"              // somebody wrote, and an announced erasure waits until staff have read it
	AnnouncementLost   Concern = "announcement-lost"   // nobody could be told of the erasure: it does not begin
	ExtensionUntold    Concern = "extension-untold"    // the person has not heard of it: the first deadline holds
	QuestionLost       Concern = "question-lost"       // who was asked who they are has not got the question: the deadline runs
	IdentityUnanswered Concern = "identity-unanswered" // who was asked who they are does not answer
	Unconfirmed        Concern = "unconfirmed"         // what staff put in is about to lapse
	NoAddress          Concern = "no-address"          // nothing is carried out until staff have found whose it is
	Ending             Concern = "ending"              // a mail that nobody has sorted is deleted within a month
)

// Concerns is why staff have to look at the request; none of one that has ended.
func (r Request) Concerns() []Concern {
	if !r.Workflow.Live() {
		return nil
	}
	var all []Concern
	for _, each := range []struct {
		concern Concern
		holds   bool
	}{
		{Unread, r.unread()},
		{AnnouncementLost, r.Workflow == Cooling && r.Announced.lost()},
		{ExtensionUntold, r.Extended.untold() && r.Workflow != Lifting},
		{QuestionLost, r.Identity == Asked && r.Pause.lost()},
		{IdentityUnanswered, r.Identity == Asked && r.Nudged >= untilStaff},
		{NoAddress, r.Workflow == Sought},
		{Unconfirmed, r.Workflow == Waiting && r.Nudged >= beforeStaff},
		{Ending, r.Workflow == Unsorted && r.Nudged > 0},
	} {
		if each.holds {
			all = append(all, each.concern)
		}
	}
	return all
}
