package api

import (
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// askedRight is one right that is asked for, and what became of it, or on which grounds it could
// be refused.
type askedRight struct {
	Right   string     `json:"right"`
	Outcome *outcome   `json:"outcome,omitempty"`
	Grounds []standing `json:"grounds,omitempty"`
}

// standing is a ground of the closed list on which a right can be refused, in words.
type standing struct {
	Ground  string `json:"ground"`
	Article string `json:"article"`
	Name    string `json:"name"`
	Text    string `json:"text"`
	Second  bool   `json:"second"` // asks for evidence in writing, and a second member of staff (Art. 12(5))
}

func (c *call) newGrounds(r rights.Request, right gdpr.Right) []standing {
	var out []standing
	for _, g := range r.Refusable(right) {
		name, text := words.RefusalGround(g, c.language)
		out = append(out, standing{string(g), g.Article(right), name, text, g.Second()})
	}
	return out
}

type outcome struct {
	Result  string     `json:"result"`
	At      time.Time  `json:"at"`
	By      string     `json:"by"`
	Ground  string     `json:"ground,omitempty"`
	Reasons string     `json:"reasons,omitempty"`
	Kept    []keptBack `json:"kept,omitempty"`
}

// keptBack is what erasure gave way to (Art. 17(3)).
type keptBack struct {
	Class   string     `json:"class"`
	Ground  string     `json:"ground"`
	Article string     `json:"article"`
	Until   *time.Time `json:"until"`
}

func (c *call) newAsked(r rights.Request) []askedRight {
	out := []askedRight{}
	for _, right := range r.Rights {
		one := askedRight{Right: string(right), Grounds: c.newGrounds(r, right)}
		for _, o := range r.Outcomes {
			if o.Right == right {
				one.Outcome = newOutcome(o)
			}
		}
		out = append(out, one)
	}
	return out
}

func newOutcome(o rights.Outcome) *outcome {
	return &outcome{
		Result: string(o.Result), At: o.At, By: o.By, Ground: string(o.Ground), Reasons: o.Reasons.Reveal(), Kept: newKept(o.Kept),
	}
}

func newKept(all []rights.Kept) []keptBack {
	var out []keptBack
	for _, k := range all {
		out = append(out, keptBack{k.Class, k.Ground, k.Article, moment(k.Until)})
	}
	return out
}

// progress is what has come of a case so far, each only where there is something.
type progress struct {
	Extended    *extension       `json:"extended,omitempty"`
	Pause       *pause           `json:"pause,omitempty"`
	Refusal     *proposed        `json:"refusal,omitempty"`
	Corrections []correction     `json:"corrections,omitempty"`
	Redactions  []redaction      `json:"redactions,omitempty"`
	Notices     []recipientHeard `json:"notices,omitempty"`
	Restricted  []string         `json:"restricted,omitempty"`
	Until       *time.Time       `json:"until,omitempty"` // cooling-off is over, or the restriction ends
	Erasure     string           `json:"erasure,omitempty"`
}

type extension struct {
	At      time.Time  `json:"at"`
	Told    *time.Time `json:"told"` // since when it counts; null while the person has not heard of it
	Reasons string     `json:"reasons"`
}

type pause struct {
	From     time.Time  `json:"from"`
	To       *time.Time `json:"to"`
	Question string     `json:"question"`
}

// proposed is a refusal that waits for a second member of staff.
type proposed struct {
	Right    string    `json:"right"`
	Ground   string    `json:"ground"`
	Reasons  string    `json:"reasons"`
	Evidence string    `json:"evidence,omitempty"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

type correction struct {
	Item   string `json:"item"`
	Field  string `json:"field"`
	Value  string `json:"value"`
	Ruling string `json:"ruling,omitempty"`
	Reason string `json:"reason,omitempty"`
}

type redaction struct {
	Item    string `json:"item"`
	Field   string `json:"field"`
	Passage string `json:"passage,omitempty"`
}

// recipientHeard is what one recipient was told, and what came of it (Art. 19).
type recipientHeard struct {
	Notice    string     `json:"notice,omitempty"` // "" of one that is only foreseen
	Recipient string     `json:"recipient"`
	Name      string     `json:"name"`
	Customer  string     `json:"customer,omitempty"`
	Way       string     `json:"way"`
	About     string     `json:"about,omitempty"`
	State     string     `json:"state"`
	Tries     int        `json:"tries"`
	Sent      *time.Time `json:"sent"`
	Heard     *time.Time `json:"heard"`
	Reason    string     `json:"reason,omitempty"`
	Lifts     bool       `json:"lifts,omitempty"` // it says that a restriction has ended
}

func (c *call) newProgress(r rights.Request) progress {
	out := progress{
		Corrections: newCorrections(r.Corrections), Notices: c.newNotices(r.Notices),
		Restricted: r.Restricted, Until: moment(r.Until), Erasure: string(r.Erasure),
	}
	if !r.Extended.At.IsZero() {
		out.Extended = &extension{r.Extended.At, moment(r.Extended.Told), r.Extended.Reasons.Reveal()}
	}
	if !r.Pause.From.IsZero() {
		out.Pause = &pause{r.Pause.From, moment(r.Pause.End()), r.Pause.Question.Reveal()}
	}
	if f := r.Refusal; f != nil {
		out.Refusal = &proposed{string(f.Right), string(f.Ground), f.Reasons.Reveal(), f.Evidence.Reveal(), f.By, f.At}
	}
	for _, d := range r.Redactions {
		out.Redactions = append(out.Redactions, redaction{d.Item, d.Field, d.Passage.Reveal()})
	}
	return out
}

func newCorrections(all []rights.Correction) []correction {
	var out []correction
	for _, d := range all {
		out = append(out, correction{d.Item, d.Field, d.Value.Reveal(), string(d.State), d.Reason.Reveal()})
	}
	return out
}

func (c *call) newNotices(all []rights.Notice) []recipientHeard {
	var out []recipientHeard
	for _, n := range all {
		out = append(out, recipientHeard{
			Notice: string(n.ID), Recipient: n.Recipient, Name: c.recipient(n.Recipient), Customer: n.Customer.Reveal(), Way: n.Way, About: string(n.About),
			State: string(n.State), Tries: n.Tries, Sent: moment(n.Sent), Heard: moment(n.Heard), Reason: n.Reason.Reveal(), Lifts: n.Lifts,
		})
	}
	return out
}

// rightNames are rights as JSON has them.
func rightNames(asked []gdpr.Right) []string {
	out := []string{}
	for _, r := range asked {
		out = append(out, string(r))
	}
	return out
}
