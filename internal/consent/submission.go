package consent

import (
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Submission is a decision as it was sent: claims, until they are checked
// against what the controller declares.
type Submission struct {
	Visitor   gdpr.ID      // of a visitor; a person has an address instead
	Address   gdpr.Private // of a person
	Choices   []Choice
	Notice    controller.Digest
	Interface controller.Digest
	Language  gdpr.Language
	Mechanism Mechanism
	Site      string
	Claimed   time.Time
	Key       string // the Idempotency-Key, "" for none
	Network   string
}

// Audience is in which capacity the sender decides.
func (s Submission) Audience() controller.Audience {
	if s.Address != "" {
		return controller.Persons
	}
	return controller.Visitors
}

// How far a client's clock may be off before what it says is refused: a beacon
// can wait for a network for a day, and no decision comes from the future.
const (
	claimPast   = 24 * time.Hour
	claimFuture = 5 * time.Minute
)

// check is every fault of a submission, against the version of the declaration
// whose notice the person saw.
func (s Submission) check(d *controller.Declaration, n controller.NoticeRef, now time.Time) []gdpr.Fault {
	var faults []gdpr.Fault
	fault := func(pointer string, code gdpr.Code, value string) {
		faults = append(faults, gdpr.Fault{Pointer: pointer, Code: code, Value: value})
	}
	if n.Audience != s.Audience() || n.Language != s.Language {
		fault("/notice", gdpr.FaultUnknownNotice, "")
	} else if anyGiven(s.Choices) && s.seen(d).Interface != s.Interface { // it is of the version that the notice is of
		fault("/interface", gdpr.FaultInterface, "")
	}
	if !s.Claimed.IsZero() && (s.Claimed.Before(now.Add(-claimPast)) || s.Claimed.After(now.Add(claimFuture))) {
		fault("/decided", gdpr.FaultClock, "")
	}
	return append(faults, s.checkChoices(d)...)
}

// checkChoices wants a decision on every purpose asked, and on no other.
func (s Submission) checkChoices(d *controller.Declaration) []gdpr.Fault {
	var faults []gdpr.Fault
	decided := map[gdpr.PurposeID]bool{}
	for _, c := range s.Choices {
		decided[c.Purpose] = true
		if code := s.checkChoice(d, c); code != "" {
			faults = append(faults, gdpr.Fault{Pointer: PointerTo(c.Purpose), Code: code, Value: string(c.Purpose)})
		}
	}
	for _, p := range d.Asked(s.Audience()) {
		if !decided[p.ID] {
			faults = append(faults, gdpr.Fault{Pointer: PointerTo(p.ID), Code: gdpr.FaultNoDecision, Value: string(p.ID)})
		}
	}
	return faults
}

func (s Submission) checkChoice(d *controller.Declaration, c Choice) gdpr.Code {
	p, declared := d.Purpose(c.Purpose)
	switch {
	case !declared:
		return gdpr.FaultUnknownPurpose
	case p.Required && c.Decision != gdpr.Given:
		return gdpr.FaultNecessary
	case p.Required:
		return "" // said along, and nothing to decide
	case !p.Asked(s.Audience()):
		return gdpr.FaultNotAsked
	case c.Decision != gdpr.Given && c.Decision != gdpr.Refused:
		return gdpr.FaultDecision
	case s.Mechanism == BySignal && c.Decision == gdpr.Given: // a browser that sends it says no, and nothing else
		return gdpr.FaultSignal
	}
	return ""
}

// choices is the decisions in declared order, without what cannot be decided:
// one form whatever order they came in, so that a retry is the same.
func (s Submission) choices(d *controller.Declaration) []Choice {
	sent := map[gdpr.PurposeID]gdpr.Decision{}
	for _, c := range s.Choices {
		sent[c.Purpose] = c.Decision
	}
	var ordered []Choice
	for _, p := range d.Asked(s.Audience()) {
		ordered = append(ordered, Choice{Purpose: p.ID, Decision: sent[p.ID]})
	}
	return ordered
}

// seen is what the checked submission says the person saw. The claimed time is
// kept in the resolution of ours, so that a retry reads the same as what is stored. An interface
// that nobody published is left out: a yes that names one is refused, and a no never is, for what
// people refuse or take back does not wait for what a browser had kept of us (Art. 7(3)).
func (s Submission) seen(d *controller.Declaration) Seen {
	seen := Seen{
		Version: d.Version, Notice: s.Notice, Interface: s.Interface, Language: s.Language,
		Mechanism: s.Mechanism, Site: s.Site, Claimed: s.Claimed.UTC().Truncate(time.Millisecond),
	}
	if !seen.Published(d, s.Audience()) {
		seen.Interface = ""
	}
	return seen
}

// PointerTo is where a purpose's decision stands in a submission (RFC 6901).
func PointerTo(p gdpr.PurposeID) string { return "/decisions/" + string(p) }
