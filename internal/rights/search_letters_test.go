package rights

// Letters without an address, in the small world of the search.

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// OnFile: both mailboxes are on file.
func (s *searchStore) OnFile(_ context.Context, _ gdpr.ControllerID, a gdpr.Private) (bool, error) {
	return a == alice || a == bob, nil
}

func (s *searchStore) Link(ctx context.Context, from, to Request, e Entry, next Case) error {
	if err := s.Move(ctx, from, to, e, nil); err != nil {
		return err
	}
	_, i := s.to.with(from.ID)
	s.to.cases[i].Joined = s.add(next).ID
	return nil
}

// letterBegins is a letter without an address, and a form in A's name beside it.
func (b searchBounds) letterBegins(w searchWorld) []searchCall {
	isLetter := func(c Case) bool { return c.Way == WayPost }
	isForm := func(c Case) bool { return c.Channel == ByForm }
	var all []searchCall
	for _, right := range b.asked {
		if !slices.ContainsFunc(w.cases, isLetter) {
			for _, evidence := range []gdpr.Private{"", "Came to the office."} {
				in := Registration{
					Intake: Intake{Rights: []gdpr.Right{right}, Channel: ByLetter, Text: wordsFor(right)},
					Post:   "1 High Street", Received: w.now, Evidence: evidence,
				}
				all = append(all, searchCall{"staff", "letter for " + string(right), func(ctx context.Context, k Desk, _ *searchStore) error {
					_, err := k.Register(ctx, staff("s1"), in)
					return err
				}})
			}
		}
		if !slices.ContainsFunc(w.cases, isForm) {
			in := Intake{Address: alice, Rights: []gdpr.Right{right}, Channel: ByForm}
			all = append(all, searchCall{"bob", "form for " + string(right), func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Receive(ctx, "alfa", in)
				return err
			}})
		}
	}
	return all
}

// letterCalls is everything that staff can do about a letter without an address, fitting or not. Of
// those who follow the rules only somebody deceived ties a letter to A that is not A's.
func letterCalls(c Case, b searchBounds) []searchCall {
	if c.Way != WayPost {
		return nil
	}
	at, one := At{c.ID, c.Revision}, staff("s1")
	var all []searchCall
	add := func(name string, do func(context.Context, Desk) (Case, error)) {
		all = append(all, searchCall{"staff", name + " " + string(c.ID), func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := do(ctx, k)
			return err
		}})
	}
	for _, a := range []gdpr.Private{alice, bob} {
		if a == bob || b.honest {
			add("link to "+a.Reveal(), func(ctx context.Context, k Desk) (Case, error) {
				return k.Link(ctx, one, at, Linking{Address: a, Evidence: "The number on file."})
			})
		}
	}
	if c.Workflow == Answered || c.Workflow == Denied || c.Workflow == InAnother {
		return all // what else is refused of what has ended is in the table's own tests
	}
	add("link to nobody on file", func(ctx context.Context, k Desk) (Case, error) {
		return k.Link(ctx, one, at, Linking{Address: "carol@example.net", Evidence: "The same name."})
	})
	for _, result := range []Result{NotHeld, Withheld, Granted} {
		add("answer by hand, "+string(result), func(ctx context.Context, k Desk) (Case, error) {
			return k.AnswerByPost(ctx, one, at, Letter{
				Result: result, Answer: "We hold nothing.", How: "By letter.", Sent: k.now(), Evidence: "Asked by letter.",
			})
		})
	}
	add("vouch", func(ctx context.Context, k Desk) (Case, error) { return k.Vouch(ctx, one, at, "Came to the office.") })
	if !b.honest { // the deadline is its own, whoever the letter is from
		add("extend", func(ctx context.Context, k Desk) (Case, error) { return k.Extend(ctx, one, at, "Much to read.") })
		add("tell by phone", func(ctx context.Context, k Desk) (Case, error) { return k.HandOver(ctx, one, at, "By phone.") })
	}
	add("dismiss", func(ctx context.Context, k Desk) (Case, error) { return k.Dismiss(ctx, one, at) })
	add("ask", func(ctx context.Context, k Desk) (Case, error) { return k.Ask(ctx, one, at, "When did you apply?") })
	add("reply", func(ctx context.Context, k Desk) (Case, error) { return k.Reply(ctx, one, at, "Thank you.") })
	add("halt", func(ctx context.Context, k Desk) (Case, error) { return k.Halt(ctx, one, at, "Called.") })
	for _, right := range b.asked {
		add("sort to "+string(right), func(ctx context.Context, k Desk) (Case, error) { return k.Sort(ctx, one, at, []gdpr.Right{right}, "") })
		for _, g := range []Ground{NotIdentified, Unfounded} {
			add(fmt.Sprintf("refuse %s, %s", right, g), func(ctx context.Context, k Desk) (Case, error) {
				return k.Refuse(ctx, one, at, Refusal{Right: right, Ground: g, Reasons: "So it is.", Evidence: "A note."})
			})
		}
	}
	return all
}

// letterEndsByHand: a request without an address has no effect and is written to by no mail. It
// ends by an answer that staff have given and written down, or under an address on file, of which somebody
// has written down how they know it: as received on the same day, each naming the other.
func letterEndsByHand(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		if c.Way != WayPost {
			continue
		}
		if slices.ContainsFunc(c.History, func(e Entry) bool { return slices.Contains(effectsOfCase, e.On) }) || len(c.Restricted)+len(c.Notices) > 0 {
			return fmt.Errorf("a case without an address has an effect: %v", c.History)
		}
		if name, ok := mailTo(after, c.ID); ok {
			return fmt.Errorf("a mail goes about a case without an address: %q", name)
		}
		switch c.Workflow {
		case Sought:
		case Answered, Denied:
			e := c.History[len(c.History)-1]
			if c.Delivery != ByHand || e.Text == "" || !strings.HasPrefix(e.By, "staff:") || len(c.Unsettled()) > 0 || e.On != ReplyByPost && e.On != DenyByPost {
				return fmt.Errorf("a case without an address is %s, and the answer is %q", c.Workflow, c.Delivery)
			}
		case InAnother:
			other, i := after.with(c.Joined)
			if i < 0 || other.Follows != c.ID || other.Address == "" || !other.Received.Equal(c.Received) || !confirmedBy(other.History) {
				return fmt.Errorf("a case without an address is joined to %q, of %q", c.Joined, other.Address.Reveal())
			}
			if other.Address != alice && other.Address != bob {
				return fmt.Errorf("a case without an address is joined to somebody who is not on file")
			}
		default:
			return fmt.Errorf("a case without an address is %s", c.Workflow)
		}
	}
	return nil
}

// effectsOfCase are the events by which something is done, or begun.
var effectsOfCase = []Event{Announce, Begin, Restrict, Tell, Hear, Settle, Reply, Deny, Wait, Correct, Warn, Lift, Propose, Confirm, Lapse}

// mailTo is a mail about a case, lying in a mailbox or on its way.
func mailTo(w searchWorld, id gdpr.ID) (string, bool) {
	for name := range w.mail {
		if strings.HasSuffix(name, " "+string(id)) {
			return name, true
		}
	}
	for name := range w.told {
		if announces(name, id) {
			return name, true
		}
	}
	return "", w.answers[id]
}

// lettered is a letter of A's without an address, and a form in A's name beside it.
func lettered() searchBounds {
	return searchBounds{cases: 2, asked: []gdpr.Right{gdpr.Erasure}, honest: true, unattended: true, letters: true, waits: fewerWaits}
}

// forgedLetters is the same of B's, who would have A's data erased.
func forgedLetters() searchBounds {
	return searchBounds{cases: 2, asked: []gdpr.Right{gdpr.Erasure}, unattended: true, letters: true, waits: searchWaits}
}

// letterBugs are put in like the others.
var letterBugs = []bug{
	{name: "a letter without an address waits for a confirmation, and lapses", bounds: lettered(), law: "letters", put: func() {
		moves = slices.Insert(moves, 0, move{RegisterByPost, begun, none, Waiting, Unproven})
	}},
	{name: "a letter is filed", bounds: lettered(), law: "letters", put: func() {
		moves = append(moves, move{Dismiss, sought, either, Filed, ""})
	}},
	{name: "who is vouched for is carried out without an address", bounds: lettered(), law: "letters", put: func() {
		moves = slices.Insert(moves, 0, move{Vouch, sought, unproven, Open, Vouched})
	}},
	{name: "an answer by hand waits for a mail", bounds: lettered(), law: "letters", put: func() {
		byPost = nil
	}},
	{name: "a letter is answered by a mail", bounds: lettered(), law: "letters", put: func() {
		moves = append(moves, move{Reply, sought, either, Answered, ""})
	}},
	{name: "a letter is asked about by mail", bounds: lettered(), law: "letters", put: func() {
		moves = append(moves, move{Doubt, sought, either, "", ""})
	}},
}
