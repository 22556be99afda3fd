package api

// The bodies of acts. What stands in them means nothing here: whether an act can be done, and
// whether its words are enough, is for the desk to say.

import (
	"context"
	"net/http"
	"slices"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// does is a deed that the desk does by itself.
func does(do func(context.Context, Casework, access.Actor, rights.At) (rights.Case, error)) deed {
	return deed{do: func(ctx context.Context, with hands, by access.Actor, at rights.At) (rights.Case, error) {
		return do(ctx, with.Casework, by, at)
	}}
}

// says is a text of staff's, of several lines, that must be there.
func (r *reader) says(name string) gdpr.Private {
	s := r.text(name, maxText)
	if s == "" && !r.faulty(r.at(name)) {
		r.fault(r.at(name), gdpr.FaultMissing, name)
	}
	return gdpr.Private(s)
}

func (r *reader) rights(name string) []gdpr.Right {
	var asked []gdpr.Right
	for _, one := range r.lines(name) {
		asked = append(asked, gdpr.Right(printable(one)))
	}
	return asked
}

// right is one that must be there.
func (r *reader) right(name string) gdpr.Right {
	asked := gdpr.Right(printable(r.need(name, maxName)))
	if asked != "" && !slices.Contains(gdpr.Rights[:], asked) {
		r.fault(r.at(name), gdpr.FaultUnknownRight, string(asked))
	}
	return asked
}

// against is what an objection is to, "" for all.
func (r *reader) against() rights.Against {
	return rights.Against(r.choice("against", gdpr.FaultType, string(rights.AgainstMarketing), string(rights.AgainstProcessing)))
}

func readSorting(_ *call, in *reader) deed {
	asked, against := in.rights("rights"), in.against()
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Sort(ctx, by, at, asked, against)
	})
}

func readDismissal(*call, *reader) deed {
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Dismiss(ctx, by, at)
	})
}

func readAssignment(_ *call, in *reader) deed {
	to := in.line("to", maxName)
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Assign(ctx, by, at, to)
	})
}

func readNote(_ *call, in *reader) deed {
	text := in.says("text")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Note(ctx, by, at, text)
	})
}

func readExtension(_ *call, in *reader) deed {
	reasons := in.says("reasons")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Extend(ctx, by, at, reasons)
	})
}

func readQuestion(_ *call, in *reader) deed {
	question := in.says("question")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Ask(ctx, by, at, question)
	})
}

func readIdentity(_ *call, in *reader) deed {
	evidence := in.says("evidence")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Vouch(ctx, by, at, evidence)
	})
}

func readRefusal(_ *call, in *reader) deed {
	r := rights.Refusal{
		Right: in.right("right"), Ground: rights.Ground(printable(in.need("ground", maxName))),
		Reasons: in.says("reasons"), Evidence: gdpr.Private(in.text("evidence", maxText)),
	}
	return deed{right: r.Right, do: func(ctx context.Context, with hands, by access.Actor, at rights.At) (rights.Case, error) {
		if with.Carrying == nil { // rehearsed: nothing takes effect before
			return with.Casework.Refuse(ctx, by, at, r)
		}
		return with.Carrying.Refuse(ctx, by, at, r)
	}}
}

func readApproval(*call, *reader) deed {
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Approve(ctx, by, at)
	})
}

func readReturn(_ *call, in *reader) deed {
	reasons := in.says("reasons")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Return(ctx, by, at, reasons)
	})
}

// maxPlaceName is how long the name of a record or of a field of it may be.
const maxPlaceName = 200

// readRedactions reads all that is taken out of the copy; an empty list takes nothing out.
func readRedactions(_ *call, in *reader) deed {
	var all []rights.Redaction
	if _, said := in.fields["redactions"]; !said {
		in.fault("/redactions", gdpr.FaultMissing, "redactions")
	}
	in.each("redactions", func(r *reader) {
		all = append(all, rights.Redaction{
			Item: r.need("item", maxPlaceName), Field: r.need("field", maxPlaceName), Passage: gdpr.Private(r.text("passage", maxText)),
		})
	})
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Redact(ctx, by, at, all)
	})
}

func readCorrections(_ *call, in *reader) deed {
	var all []rights.Correction
	in.each("corrections", func(r *reader) {
		one := rights.Correction{
			Item: r.need("item", maxPlaceName), Field: r.need("field", maxPlaceName), Reason: gdpr.Private(r.text("reason", maxText)),
			State: rights.Ruling(r.choice("ruling", gdpr.FaultType, string(rights.Accepted), string(rights.Declined))),
		}
		if one.State == "" && !r.faulty(r.at("ruling")) {
			r.fault(r.at("ruling"), gdpr.FaultMissing, "ruling")
		}
		if one.State == rights.Declined && one.Reason == "" && !r.faulty(r.at("reason")) {
			r.fault(r.at("reason"), gdpr.FaultReason, "")
		}
		all = append(all, one)
	})
	if len(all) == 0 && len(in.faults) == 0 {
		in.fault("/corrections", gdpr.FaultMissing, "corrections")
	}
	return deed{right: gdpr.Rectification, do: func(ctx context.Context, with hands, by access.Actor, at rights.At) (rights.Case, error) {
		return with.Rule(ctx, by, at, all)
	}}
}

func readGrant(_ *call, in *reader) deed {
	right := in.right("right")
	return deed{right: right, do: func(ctx context.Context, with hands, by access.Actor, at rights.At) (rights.Case, error) {
		return with.Grant(ctx, by, at, right)
	}}
}

func readLifting(_ *call, in *reader) deed {
	reasons := in.says("reasons")
	return deed{Said: reasons, do: func(ctx context.Context, with hands, by access.Actor, at rights.At) (rights.Case, error) {
		return with.Warn(ctx, by, at, reasons)
	}}
}

func readReply(_ *call, in *reader) deed {
	text := in.says("text")
	d := does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Reply(ctx, by, at, text)
	})
	d.Said = text
	return d
}

// readNotice reads what came of a notice: that the recipient has done it, or why it need not
// be waited for.
func readNotice(c *call, in *reader) deed {
	state := rights.NoticeState(in.choice("state", gdpr.FaultType, string(rights.NoticeDone), string(rights.NoticeExcused)))
	if state == "" && !in.faulty("/state") {
		in.fault("/state", gdpr.FaultMissing, "state")
	}
	reason := gdpr.Private(in.text("reason", maxText))
	if state == rights.NoticeExcused && reason == "" && !in.faulty("/reason") {
		in.fault("/reason", gdpr.FaultReason, "")
	}
	notice := gdpr.ID(c.r.PathValue("notice"))
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Told(ctx, by, at, notice, state, reason)
	})
}

func readHandOver(_ *call, in *reader) deed {
	how := in.says("how")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.HandOver(ctx, by, at, how)
	})
}

func readReading(_ *call, in *reader) deed {
	text := in.says("text")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Look(ctx, by, at, text)
	})
}

func readCancellation(_ *call, in *reader) deed {
	evidence := in.says("evidence")
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Halt(ctx, by, at, evidence)
	})
}

// registered are the channels that staff put requests in for (Art. 12(1)).
var registered = [...]string{"letter", "phone", "in-person"}

// readLink reads whose a case is that came without an address.
func readLink(_ *call, in *reader) deed {
	to := rights.Linking{Address: in.address("email"), Evidence: in.says("evidence")}
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.Link(ctx, by, at, to)
	})
}

// readLetter reads the answer that staff have given to somebody who has no address for mail.
func readLetter(_ *call, in *reader) deed {
	l := rights.Letter{
		Result: rights.Result(in.choice("result", gdpr.FaultType, string(rights.NotHeld), string(rights.Withheld))),
		Answer: in.says("text"), How: in.says("how"), Sent: in.day("sent"), Evidence: gdpr.Private(in.text("evidence", maxText)),
	}
	for name, absent := range map[string]bool{"result": l.Result == "", "sent": l.Sent.IsZero()} {
		if absent && !in.faulty("/"+name) {
			in.fault("/"+name, gdpr.FaultMissing, name)
		}
	}
	return does(func(ctx context.Context, k Casework, by access.Actor, at rights.At) (rights.Case, error) {
		return k.AnswerByPost(ctx, by, at, l)
	})
}

// maxPost is how long another way to answer may be: a postal address of several lines, a telephone number.
const maxPost = 500

// register puts in a request that came by letter, by phone or in person.
func (a *Staff) register(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	r := rights.Registration{Received: in.day("received"), Evidence: gdpr.Private(in.text("evidence", maxText))}
	r.Intake = rights.Intake{
		Address: in.addressIfAny("email"), Name: gdpr.Private(in.line("name", maxName)), Text: gdpr.Private(in.text("text", maxText)),
		Rights: in.rights("rights"), Language: c.language, Channel: rights.Channel(in.choice("channel", gdpr.FaultType, registered[:]...)), Key: c.key(in),
	}
	r.Against, r.Post = in.against(), gdpr.Private(in.text("post", maxPost))
	if r.Address == "" && r.Post == "" && !in.faulty("/email") && !in.faulty("/post") {
		in.fault("/email", gdpr.FaultUnreachable, "email")
	}
	for name, absent := range map[string]bool{"channel": r.Channel == "", "received": r.Received.IsZero()} {
		if absent && !in.faulty("/"+name) {
			in.fault("/"+name, gdpr.FaultMissing, name)
		}
	}
	preview := in.flag("preview")
	in.faults = append(in.faults, r.Intake.Check(c.controller)...)
	if err := in.err(); err != nil {
		return err
	}
	if preview {
		held, err := a.Cases.Rehearsal.Register(c.r.Context(), by, r)
		if err != nil {
			return err
		}
		return a.foreseen(c, held, mailed{}, nil)
	}
	held, err := a.Cases.Desk.Register(c.r.Context(), by, r)
	if err != nil {
		return err
	}
	held = a.carry(c, held)
	c.w.Header().Set("Location", "/v1/"+string(c.controller.ID)+"/desk/cases/"+string(held.ID))
	return a.shownCase(c, by, http.StatusCreated, held)
}
