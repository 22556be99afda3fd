package rights

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// At names a case and the revision that whoever acts has seen: of two who act on one
// revision the second gets gdpr.CodeChanged, and nothing of theirs is stored.
type At struct {
	ID       gdpr.ID
	Revision int
}

// handles is the controller for which the actor works on requests: their role comes first.
func (k Desk) handles(by access.Actor) (*controller.Declaration, error) {
	d, ok := k.Controllers.Current(by.Controller)
	if !ok {
		return nil, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	return d, by.Handles(d)
}

// Seen reads a case for staff to act on, as they have seen it: their role is checked first,
// then the case, then its revision.
func (k Desk) Seen(ctx context.Context, by access.Actor, at At) (Case, error) {
	if _, err := k.handles(by); err != nil {
		return Case{}, err
	}
	if at.Revision < 1 {
		return Case{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/revision", Code: gdpr.FaultMissing}})
	}
	held, err := k.Cases.Case(ctx, by.Controller, at.ID)
	if err != nil {
		return Case{}, err
	}
	if held.Revision != at.Revision {
		return Case{}, errChanged
	}
	return held, nil
}

var errChanged = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}

// act moves a case by what a member of staff does.
func (k Desk) act(ctx context.Context, by access.Actor, held Case, e Entry, change func(*Request)) (Case, error) {
	e.By = ByStaff(by.ID)
	moved, err := k.move(ctx, held, e, change)
	return moved, changed(err)
}

// changed names a conflict of the store by what it means to staff.
func changed(err error) error {
	if e, ok := errors.AsType[*gdpr.Error](err); ok && e.Kind == gdpr.Conflict && e.Code == gdpr.CodeAlreadyDecided {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: err}
	}
	return err
}

// maxWords bounds what staff or a person write in one field, in characters.
const maxWords = 4000

// written reads what somebody wrote, with national identity numbers masked, or says what is
// wrong with it. Where it has to be there, missing is the fault for nothing.
func written(text gdpr.Private, pointer string, missing gdpr.Code) (gdpr.Private, []gdpr.Fault) {
	plain := strings.TrimSpace(text.Reveal())
	lines := strings.NewReplacer("\r\n", "", "\n", "", "\t", "")
	switch {
	case plain == "" && missing != "":
		return "", []gdpr.Fault{{Pointer: pointer, Code: missing}}
	case utf8.RuneCountInString(plain) > maxWords:
		return "", []gdpr.Fault{{Pointer: pointer, Code: gdpr.FaultTooLong, Value: strconv.Itoa(maxWords)}}
	case !utf8.ValidString(plain) || !gdpr.Printable(lines.Replace(plain)):
		return "", []gdpr.Fault{{Pointer: pointer, Code: gdpr.FaultCharacters}}
	}
	return gdpr.Private(Mask(plain)), nil
}

// saying moves a case by an act whose one part is a text that has to be there.
func (k Desk) saying(ctx context.Context, by access.Actor, at At, on Event, field text, change func(*Request, gdpr.Private)) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	words, faults := written(field.Text, field.Pointer, field.Missing)
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	return k.act(ctx, by, held, Entry{On: on, Text: words}, func(r *Request) {
		if change != nil {
			change(r, words)
		}
	})
}

// text is one field as it was sent. Its parts are exported, so that what prints a value of it
// finds what hides the text (gdpr.Private).
type text struct {
	Text    gdpr.Private
	Pointer string
	Missing gdpr.Code
}

// Page bounds of Work.
const (
	defaultPage = 50
	maxPage     = 100
)

// Work reads a page of a queue.
func (k Desk) Work(ctx context.Context, by access.Actor, q Queue, from string, limit int) (page []Request, more string, err error) {
	if _, err := k.handles(by); err != nil {
		return nil, "", err
	}
	if q != ToDo && q != Awaiting && q != Ended {
		return nil, "", gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/queue", Code: gdpr.FaultType}})
	}
	if limit < 1 {
		limit = defaultPage
	}
	return k.Cases.Queue(ctx, by.Controller, q, from, min(limit, maxPage))
}

// Show reads one case with its whole story.
func (k Desk) Show(ctx context.Context, by access.Actor, id gdpr.ID) (Case, error) {
	if _, err := k.handles(by); err != nil {
		return Case{}, err
	}
	return k.Cases.Case(ctx, by.Controller, id)
}

// Assign gives a case to a member of staff, as the subject of their token; "" to nobody.
func (k Desk) Assign(ctx context.Context, by access.Actor, at At, to string) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	if len(to) > 128 || !gdpr.Printable(to) {
		return Case{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/to", Code: gdpr.FaultCharacters}})
	}
	return k.act(ctx, by, held, Entry{On: Assign}, func(r *Request) { r.Assignee = to })
}

// Note adds a note of staff's.
func (k Desk) Note(ctx context.Context, by access.Actor, at At, words gdpr.Private) (Case, error) {
	return k.saying(ctx, by, at, Remark, text{words, "/text", gdpr.FaultMissing}, nil)
}

// Extend extends the deadline once, by two months from the first, and tells the person why:
// gdpr.CodeDeadline once the first month is over, for the notice would come too late (Art. 12(3)).
func (k Desk) Extend(ctx context.Context, by access.Actor, at At, reasons gdpr.Private) (Case, error) {
	return k.saying(ctx, by, at, Extend, text{reasons, "/reasons", gdpr.FaultReason}, func(r *Request, words gdpr.Private) {
		// When it was extended is set with the move: the guard looks at what was before.
		r.Extended.Reasons = words
	})
}

// Ask asks the person who they are, on reasonable doubt, once: the deadline stands still
// until the answer (Art. 12(6)). By what they answer is up to them: never by a copy of an id.
func (k Desk) Ask(ctx context.Context, by access.Actor, at At, question gdpr.Private) (Case, error) {
	return k.saying(ctx, by, at, Doubt, text{question, "/question", gdpr.FaultMissing}, func(r *Request, words gdpr.Private) {
		r.Pause.Question = words
	})
}

// Vouch writes down how staff know who asks; it ends a pause.
func (k Desk) Vouch(ctx context.Context, by access.Actor, at At, evidence gdpr.Private) (Case, error) {
	return k.saying(ctx, by, at, Vouch, text{evidence, "/evidence", gdpr.FaultEvidence}, nil)
}
