package dynamo

import (
	"errors"
	"slices"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/seal"
)

// casePersonal is what is sealed of a case's head: what the person wrote, and what staff
// wrote about them. What belongs to a list in clear stands in the same order as there.
type casePersonal struct {
	personal
	Post        string              `json:"post,omitempty"`
	Extended    string              `json:"extended,omitempty"` // reasons
	Question    string              `json:"question,omitempty"`
	Refusal     *refusalPersonal    `json:"refusal,omitempty"`
	Outcomes    []string            `json:"outcomes,omitempty"` // reasons
	Corrections []valuePersonal     `json:"corrections,omitempty"`
	Redactions  []redactionPersonal `json:"redactions,omitempty"`
	Notices     []noticePersonal    `json:"notices,omitempty"`
}

type refusalPersonal struct {
	Right    string    `json:"right"`
	Ground   string    `json:"ground"`
	Reasons  string    `json:"reasons,omitempty"`
	Evidence string    `json:"evidence,omitempty"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

type valuePersonal struct {
	Value  string `json:"value"`
	Reason string `json:"reason,omitempty"`
}

type redactionPersonal struct {
	Item    string `json:"item"`
	Field   string `json:"field"`
	Passage string `json:"passage,omitempty"`
}

type noticePersonal struct {
	Customer string `json:"customer,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

func caseToPersonal(r rights.Request) casePersonal {
	p := casePersonal{
		personal: personal{Address: r.Address.Reveal(), Name: r.Name.Reveal(), Text: r.Text.Reveal()},
		Post:     r.Post.Reveal(), Extended: r.Extended.Reasons.Reveal(), Question: r.Pause.Question.Reveal(),
	}
	if f := r.Refusal; f != nil {
		p.Refusal = &refusalPersonal{
			string(f.Right), string(f.Ground), f.Reasons.Reveal(), f.Evidence.Reveal(), f.By, f.At.UTC(),
		}
	}
	for _, o := range r.Outcomes {
		p.Outcomes = append(p.Outcomes, o.Reasons.Reveal())
	}
	for _, c := range r.Corrections {
		p.Corrections = append(p.Corrections, valuePersonal{c.Value.Reveal(), c.Reason.Reveal()})
	}
	for _, x := range r.Redactions {
		p.Redactions = append(p.Redactions, redactionPersonal{x.Item, x.Field, x.Passage.Reveal()})
	}
	for _, n := range r.Notices {
		p.Notices = append(p.Notices, noticePersonal{n.Customer.Reveal(), n.Reason.Reveal()})
	}
	p.Outcomes, p.Corrections, p.Notices = trimmed(p.Outcomes), trimmed(p.Corrections), trimmed(p.Notices)
	return p
}

// trimmed is a list without the empty end: where nothing was written there is nothing to seal.
func trimmed[T comparable](list []T) []T {
	var none T
	for len(list) > 0 && list[len(list)-1] == none {
		list = list[:len(list)-1]
	}
	return list[:len(list):len(list)]
}

// into puts what was sealed in its places.
func (p casePersonal) into(r *rights.Request) error {
	if len(p.Outcomes) > len(r.Outcomes) || len(p.Corrections) > len(r.Corrections) || len(p.Notices) > len(r.Notices) {
		return errors.New("more is sealed than the head has places for")
	}
	r.Address, r.Name, r.Text = gdpr.Private(p.Address), gdpr.Private(p.Name), gdpr.Private(p.Text)
	r.Post = gdpr.Private(p.Post)
	r.Extended.Reasons, r.Pause.Question = gdpr.Private(p.Extended), gdpr.Private(p.Question)
	if f := p.Refusal; f != nil {
		r.Refusal = &rights.Refusal{
			Right: gdpr.Right(f.Right), Ground: rights.Ground(f.Ground),
			Reasons: gdpr.Private(f.Reasons), Evidence: gdpr.Private(f.Evidence), By: f.By, At: f.At,
		}
	}
	for i, reasons := range p.Outcomes {
		r.Outcomes[i].Reasons = gdpr.Private(reasons)
	}
	for i, c := range p.Corrections {
		r.Corrections[i].Value, r.Corrections[i].Reason = gdpr.Private(c.Value), gdpr.Private(c.Reason)
	}
	for _, x := range p.Redactions {
		r.Redactions = append(r.Redactions, rights.Redaction{Item: x.Item, Field: x.Field, Passage: gdpr.Private(x.Passage)})
	}
	for i, n := range p.Notices {
		r.Notices[i].Customer, r.Notices[i].Reason = gdpr.Private(n.Customer), gdpr.Private(n.Reason)
	}
	return nil
}

// resealed reports whether a move changes anything of what is sealed.
func resealed(from, to rights.Request) bool {
	return !samePersonal(caseToPersonal(from), caseToPersonal(to))
}

func samePersonal(a, b casePersonal) bool {
	same := slices.Equal(a.Outcomes, b.Outcomes) && slices.Equal(a.Corrections, b.Corrections) &&
		slices.Equal(a.Redactions, b.Redactions) && slices.Equal(a.Notices, b.Notices)
	if (a.Refusal == nil) != (b.Refusal == nil) || a.Refusal != nil && *a.Refusal != *b.Refusal {
		return false
	}
	return same && a.personal == b.personal && a.Post == b.Post && a.Extended == b.Extended && a.Question == b.Question
}

// isErased reports whether an error says that the person has been erased since something
// was sealed, or that the key is gone.
func isErased(err error) bool { return errors.Is(err, errNoKey) || errors.Is(err, seal.ErrOtherKey) }

// linePersonal is what is sealed of a line of a case's history: a note, reasons, evidence.
type linePersonal struct {
	Text string `json:"text"`
}

// newLine is the item of one line of a case's history; what it says is sealed under the key.
func newLine(pk string, e rights.Entry, r rights.Request, k *seal.Key) (eventItem, error) {
	it := newEvent(pk, e.At, string(e.On), r.Expires)
	it.By, it.Right = e.By, string(e.Right)
	if e.Text == "" {
		return it, nil
	}
	var err error
	it.Sealed, err = sealJSON(*k, it.PK, it.SK, linePersonal{e.Text.Reveal()}, maxSealedLine)
	return it, err
}

// maxSealedLine bounds one line of a history.
const maxSealedLine = 64 << 10

// mailPersonal is what is sealed of a mail that goes to another address than the case's own.
type mailPersonal struct {
	To string `json:"to"`
}
