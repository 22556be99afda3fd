// Package consent owns what a valid consent and a valid withdrawal are (Art. 4(11) and 7).
package consent

import (
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Choice is what a person decided on one purpose.
type Choice struct {
	Purpose  gdpr.PurposeID
	Decision gdpr.Decision
}

// Mechanism is how a decision was indicated.
type Mechanism string

// The mechanisms.
const (
	ByForm   Mechanism = "form"   // one of our pages
	ByBanner Mechanism = "banner" // a cookie banner on the controller's site
	BySignal Mechanism = "signal" // the browser's own signal that says no for the visitor (Global Privacy Control)
	ByAPI    Mechanism = "api"    // something else of the controller's
)

// Seen is what stood before the person when deciding (Art. 7(1)).
type Seen struct {
	Version   controller.Version
	Notice    controller.Digest // of the exact text
	Interface controller.Digest // of the form or banner, one of ours that was published; may be ""
	Language  gdpr.Language
	Mechanism Mechanism
	Site      string    // the web site's origin, as its browser says; may be ""
	Claimed   time.Time // the client's own time: a claim, kept beside ours; may be zero
}

// Published reports whether what is said to have been shown is a text that this version of the
// declaration published for the audience: in that language, and on a surface that the mechanism
// speaks of. "" says nothing, and is what comes from a banner or a page of somebody else's.
func (s Seen) Published(d *controller.Declaration, a controller.Audience) bool {
	if s.Interface == "" {
		return true
	}
	on, ok := d.Showed(s.Interface, a, s.Language)
	switch s.Mechanism {
	case ByForm:
		return ok && on == controller.OnForm
	case ByBanner, BySignal:
		return ok && on == controller.OnBanner
	}
	return ok // a system of the controller's tells of either
}

// ChoicesFragment, after the address of a site with our banner, opens the choices there.
const ChoicesFragment = "/#ordholden"

// ChoicesAt is where a visitor's choice is kept and taken back: on the site whose banner asked, and "" for
// one that was made on our own pages. Of a banner that is not ours only the site is known.
func (s Seen) ChoicesAt(ours string) string {
	switch {
	case s.Mechanism != ByBanner && s.Mechanism != BySignal, s.Site == "", s.Site == ours:
		return ""
	case s.Interface == "":
		return s.Site
	}
	return s.Site + ChoicesFragment
}

// Record is one decision of a visitor, on every purpose that was asked. It is
// never changed: a change of mind is another record, and the newest counts.
type Record struct {
	ID         gdpr.ID
	Controller gdpr.ControllerID
	Visitor    gdpr.ID // random, and no way leads from it to a person (Art. 11)
	Choices    []Choice
	Recorded   time.Time // ours
	Seen       Seen
	Expires    retention.Expiry
}

// Standing reports whether the record holds a yes.
func (r Record) Standing() bool { return anyGiven(r.Choices) }

// RecordNumber is under which number a consent is spoken of to those who may not open it, in
// receipts and in the log: it is made from the consent's own, one way, so that whoever keeps
// the consent finds it again, and whoever is shown it cannot open anything (threat H13). A
// visitor's own number is that of the visitor, a point, and that of the record.
func RecordNumber(c gdpr.ControllerID, own string) gdpr.ID {
	return gdpr.DeriveID("consent record", string(c), own)
}

// SeenAt is what had stood before the person when something was decided on the consent: what a
// later yes was to, is not what an earlier one was to.
func (c Consent) SeenAt(at time.Time) Seen {
	for _, e := range c.Earlier {
		if at.Before(e.Until) {
			return e.Seen
		}
	}
	return c.Seen
}

// SeenFor is what had stood before the person when they last answered about a purpose: a yes to another
// purpose, and to another text, says nothing of this one (Art. 7(1)). To renew a yes, or to take its
// withdrawal back, answers no other text: it stays to what it was to. Where the history was not read, or
// not up to the last decision, it is not known who was asked about what: then all is to the last text.
func (c Consent) SeenFor(p gdpr.PurposeID) Seen {
	var at time.Time
	told := false
	for _, s := range c.History {
		if s.answers(p) {
			at = s.At
		}
		told = told || s.At.Equal(c.Decided)
	}
	if at.IsZero() || !told {
		return c.Seen
	}
	return c.SeenAt(at)
}

// Same reports whether two records say the same, apart from when and under which id.
func (r Record) Same(o Record) bool {
	return sameChoices(r.Choices, o.Choices) && r.Controller == o.Controller &&
		r.Visitor == o.Visitor && sameSeen(r.Seen, o.Seen)
}

// Consent is what an identified person declares under an address, and confirms
// by mail before it counts.
type Consent struct {
	ID         gdpr.ID
	Controller gdpr.ControllerID
	Address    gdpr.Private
	Subject    gdpr.SubjectID // filled in by whoever keeps it
	State      State
	Choices    []Choice
	Recorded   time.Time
	Decided    time.Time // when it was last decided on: confirmed, canceled, withdrawn, renewed, restored; zero before
	Renewed    time.Time // when it was last renewed; zero where it never was
	Restored   time.Time // when a withdrawal of it was last taken back; zero where none was
	Network    string    // from where, whole networks only; for the caps on mail
	Seen       Seen
	Earlier    []Earlier          // what it was to before it was affirmed, oldest first
	Asked      controller.Version // for which version it was asked anew about; zero where for none
	Expires    retention.Expiry
	History    []Step // oldest first; none where it is not read
}

// Step is one line of a consent's history. A step that says nothing of purposes is about all of them.
type Step struct {
	At   time.Time
	On   Event
	Took []gdpr.PurposeID // which had a yes, and have none by this step
	Gave []gdpr.PurposeID // which have a yes by this step: said anew, or put back
}

// Same reports whether two consents say the same, apart from what became of them.
func (c Consent) Same(o Consent) bool {
	return sameChoices(c.Choices, o.Choices) && c.Controller == o.Controller &&
		c.Address == o.Address && sameSeen(c.Seen, o.Seen)
}

// after is when something now is said to have been: after what was last, also where
// the clock of the process that wrote that was ahead. The newest is what counts.
func after(now, last time.Time) time.Time {
	if !now.After(last) {
		return last.Add(time.Millisecond)
	}
	return now
}

// last is when the consent was last decided on.
func (c Consent) last() time.Time {
	if c.Decided.IsZero() {
		return c.Recorded
	}
	return c.Decided
}

func sameSeen(a, b Seen) bool {
	return a.Notice == b.Notice && a.Interface == b.Interface && a.Language == b.Language &&
		a.Mechanism == b.Mechanism && a.Claimed.Equal(b.Claimed)
}

func sameChoices(a, b []Choice) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func anyGiven(choices []Choice) bool {
	for _, c := range choices {
		if c.Decision == gdpr.Given {
			return true
		}
	}
	return false
}

// given is the purposes that have a yes.
func given(choices []Choice) []gdpr.PurposeID {
	var purposes []gdpr.PurposeID
	for _, c := range choices {
		if c.Decision == gdpr.Given {
			purposes = append(purposes, c.Purpose)
		}
	}
	return purposes
}

// withdrawn is the choices with each yes to one of the purposes taken back.
func withdrawn(choices []Choice, purposes []gdpr.PurposeID) []Choice {
	return turned(choices, gdpr.Given, gdpr.Withdrawn, purposes)
}

func turned(choices []Choice, from, to gdpr.Decision, purposes []gdpr.PurposeID) []Choice {
	all := slices.Clone(choices)
	for i, c := range all {
		if c.Decision == from && slices.Contains(purposes, c.Purpose) {
			all[i].Decision = to
		}
	}
	return all
}
