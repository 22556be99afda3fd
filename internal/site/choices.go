package site

import (
	"slices"
	"strings"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Choices is what stands in a browser: what its visitor decided, and under
// which ids. It is kept in a cookie that is strictly necessary for what the
// visitor asked: to remember the choice (ekomloven section 3-15).
type Choices struct {
	Visitor gdpr.ID
	Record  gdpr.ID
	Version controller.Version // of the declaration that was decided on; zero where the cookie is older than that it is kept
	Made    []consent.Choice

	gone []consent.Choice     // each yes to what nobody is asked about any more: told, and no choice that stands
	all  *controller.Registry // of every version, to tell what the choices count for now; nil tells nothing
}

// CookieName is the name of the cookie in which a controller's choices stand.
func CookieName(c gdpr.ControllerID) string { return "__Host-ordholden-" + string(c) }

// String is the cookie's value: visitor.record.purpose:decision,purpose:decision.version.
func (c Choices) String() string {
	made := make([]string, len(c.Made))
	for i, m := range c.Made {
		made[i] = string(m.Purpose) + ":" + string(m.Decision)
	}
	s := string(c.Visitor) + "." + string(c.Record) + "." + strings.Join(made, ",")
	if c.Version != (controller.Version{}) {
		s += "." + c.Version.String()
	}
	return s
}

// maxChoices bounds how many decisions a cookie can hold.
const maxChoices = 32

// ParseChoices reads what String writes, and nothing else: a value that
// somebody has changed by hand counts as none.
func ParseChoices(s string) (Choices, bool) {
	parts := strings.SplitN(s, ".", 4)
	if len(parts) < 3 {
		return Choices{}, false
	}
	visitor, okVisitor := gdpr.ParseID(parts[0])
	record, okRecord := gdpr.ParseID(parts[1])
	if !okVisitor || !okRecord {
		return Choices{}, false
	}
	c := Choices{Visitor: visitor, Record: record}
	if len(parts) == 4 {
		var err error
		if c.Version, err = controller.ParseVersion(parts[3]); err != nil {
			return Choices{}, false
		}
	}
	for made := range strings.SplitSeq(parts[2], ",") {
		purpose, decision, _ := strings.Cut(made, ":")
		d := gdpr.Decision(decision)
		known := d == gdpr.Given || d == gdpr.Refused || d == gdpr.Withdrawn
		if !known || !plain(purpose) || c.has(gdpr.PurposeID(purpose)) || len(c.Made) == maxChoices {
			return Choices{}, false
		}
		c.Made = append(c.Made, consent.Choice{Purpose: gdpr.PurposeID(purpose), Decision: d})
	}
	return c, c.String() == s
}

// verdicts is what the choices count for now.
func (c Choices) verdicts(id gdpr.ControllerID) []consent.Verdict {
	if c.all == nil {
		return consent.AsMade(c.Made)
	}
	return consent.Judge(c.all, id, c.Version, slices.Concat(c.Made, c.gone))
}

// revoked reports whether a yes was to what visitors were asked once, and are not any more.
func (c Choices) revoked(d *controller.Declaration, m consent.Choice) bool {
	if c.all == nil {
		return false
	}
	p, _ := c.all.Meant(d.ID, c.Version, m.Purpose)
	return p.Asks == controller.Visitors && consent.Judge(c.all, d.ID, c.Version, []consent.Choice{m})[0].Status == consent.Revoked
}

func (c Choices) has(p gdpr.PurposeID) bool {
	for _, m := range c.Made {
		if m.Purpose == p {
			return true
		}
	}
	return false
}

// standing reports whether a yes counts now.
func (c Choices) standing(id gdpr.ControllerID) bool { return c.counts(id, consent.Given) }

// revocable reports whether there is a yes to take back: one that counts, or that did until what it was to
// changed. What the controller gave up has ended for good, and is nobody's to take back.
func (c Choices) revocable(id gdpr.ControllerID) bool {
	return c.counts(id, consent.Given, consent.Invalidated)
}

func (c Choices) counts(id gdpr.ControllerID, as ...consent.Status) bool {
	return slices.ContainsFunc(c.verdicts(id), func(v consent.Verdict) bool { return slices.Contains(as, v.Status) })
}

// of is the choices on what the declaration still asks visitors, and beside them each yes that the
// controller gave up; none is the zero value, so that nothing is said of a visitor who decided on
// nothing here.
func (c Choices) of(d *controller.Declaration) Choices {
	kept := Choices{Visitor: c.Visitor, Record: c.Record, Version: c.Version, all: c.all}
	for _, m := range c.Made {
		if p, ok := d.Purpose(m.Purpose); ok && p.Asked(controller.Visitors) {
			kept.Made = append(kept.Made, m)
		} else if c.revoked(d, m) {
			kept.gone = append(kept.gone, m)
		}
	}
	if len(kept.Made)+len(kept.gone) == 0 {
		return Choices{}
	}
	return kept
}

// plain reports whether s is made like the id of a purpose.
func plain(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
