package dynamo

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// hangs is the mails on which a time limit hangs, by the step that calls for them.
var hangs = map[outbox.Kind]rights.Event{
	outbox.RequestErasing: rights.Announce, outbox.RequestExtended: rights.Extend, outbox.RequestIdentity: rights.Doubt,
}

// taken reports whether a mail is with the mail service, or further. One that came back is not.
func taken(s outbox.State) bool {
	return s == outbox.Sent || s == outbox.Delivered || s == outbox.Complained
}

// news is what an end of such a mail means for its case; "" for nothing.
func news(from, to outbox.State) rights.Event {
	switch {
	case taken(to) && !taken(from):
		return rights.Reach
	case !taken(to) && !to.Open() && (taken(from) || from.Open()):
		return rights.Miss
	}
	return ""
}

// fared is what moves a time limit with the fate of the mail that it hangs on: the line of the
// case's history, and the head if it is as it was read. None where the mail is of an earlier step
// of its kind, or ends a lock (what it brings was told before it, and whoever guesses codes must
// not move a limit by it), or the case has ended. There is something to do about the case then, at once: the
// clock looks when its time is over now.
func (s Mails) fared(ctx context.Context, from, to outbox.Entry) ([]types.TransactWriteItem, error) {
	on, what := hangs[to.Kind], news(from.State, to.State)
	if on == "" || what == "" || to.Again != "" || to.Kind == outbox.RequestIdentity && to.Entry != string(to.Kind) {
		return nil, nil // put again, a question only reminds of the one that was put
	}
	d, err := s.dossier(ctx, to.Controller, kindCase, to.Case)
	if errors.Is(err, errNoDossier) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var head caseItem
	if err := decode(d.head, &head); err != nil {
		return nil, err
	}
	earlier, err := head.before(to.Kind)
	if err != nil {
		return nil, err
	}
	open, times, latest, err := d.posted(to, earlier, s.Now())
	if err != nil || !latest {
		return nil, err
	}
	was, err := head.request(to.Controller, to.Case)
	if err != nil || !was.Hangs(on) {
		return nil, err
	}
	at, err := head.after(s.Now())
	if err != nil {
		return nil, err
	}
	line := newEvent(d.pk(), at, string(what), head.Expires)
	line.By = byMail
	put, err := s.put(line)
	if err != nil {
		return nil, err
	}
	up, err := s.movePosted(head, was.Mailed(on, open, times...), at, what)
	return []types.TransactWriteItem{put, {Update: up}}, err
}

// before is until when a case has called for mails of a kind by steps that are over. An erasure is
// announced by as many steps as it has addresses for; what was announced before one began is another.
func (it headItem) before(k outbox.Kind) (last string, _ error) {
	if k != outbox.RequestErasing {
		return "", nil
	}
	for _, line := range it.Log {
		at, on, ok := strings.Cut(line, " ")
		if !ok {
			return "", errors.New("a line of history without an event")
		}
		if on == string(rights.Begin) {
			last = max(last, at)
		}
	}
	return last, nil
}

// posted is how the mails of a kind stand that are about the same as one with news, which is counted
// as it is now: how many may still be taken, and when the others were. Those from before that time
// are about something else, and so is a notice of which a later step has called for another: not
// the latest then. Mails that end a lock are counted with none.
func (d *dossier) posted(to outbox.Entry, before string, now time.Time) (open int, times []time.Time, latest bool, err error) {
	at, several := stamp(to.Created), to.Kind == outbox.RequestErasing
	if at <= before {
		return 0, nil, false, nil
	}
	for entry, m := range d.mails {
		switch {
		case to.Kind == outbox.RequestIdentity && entry != to.Entry:
			continue
		case m.Kind != string(to.Kind) || m.Again != "" || m.Created <= before || !several && m.Created < at:
			continue
		case !several && m.Created > at:
			return 0, nil, false, nil
		}
		if entry == to.Entry {
			if m.State = string(to.State); taken(to.State) {
				m.Taken = stamp(now)
			}
		}
		switch state := outbox.State(m.State); {
		case taken(state):
			at, err := unstamp(m.Taken)
			if err != nil {
				return 0, nil, false, err
			}
			times = append(times, at)
		case state.Open():
			open++
		}
	}
	return open, times, true, nil
}

// postedMoves is what such news may change of a head.
var postedMoves = []string{
	"revision", "extendedTold", "extendedNotice", "announced", "until", "reminded", "deadline", "agenda", "due",
	"pausedFrom", "pausedNotice",
}

// movePosted is the update of the head.
func (s Mails) movePosted(head caseItem, to rights.Request, at time.Time, on rights.Event) (*types.Update, error) {
	to.Revision = max(head.Revision, 1) + 1
	if to.Workflow.Live() {
		to.Next = at
	}
	it, err := encode(caseToItem(to))
	if err != nil {
		return nil, err
	}
	up := assign(it, postedMoves)
	up.TableName, up.Key = &s.Name, key(head.PK, head.SK)
	up.ConditionExpression = aws.String("(" + alive + ") AND " + standsAt)
	for name, value := range (attributes{":now": s.now(), ":was": number(int64(max(head.Revision, 1))), ":first": number(1)}) {
		up.ExpressionAttributeValues[name] = value
	}
	logged(up, at, string(on))
	return up, nil
}
