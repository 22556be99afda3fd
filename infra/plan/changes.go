package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
)

// changes is what a declaration says otherwise than the one that is deployed, whom it asks
// again, whose yes it ends, and what keeps it from being compiled.
type changes struct {
	was    controller.Version
	all    []controller.Change
	faults []controller.Fault
	asked  tallies // whose yes counts no more until they say it anew
	ended  tallies // whose yes the controller gives up
}

// tallies is of how many people, by purpose, a yes counts no more.
type tallies struct{ persons, visitors map[gdpr.PurposeID]int }

func newTallies() tallies {
	return tallies{persons: map[gdpr.PurposeID]int{}, visitors: map[gdpr.PurposeID]int{}}
}

// compared compares a declaration with the deployed ones of its controller, and counts who has
// said yes to what it changes. The same version is what is being written, and no step of its own.
func compared(ctx context.Context, s dynamo.Redating, deployed *controller.Registry, d *controller.Declaration) (*changes, error) {
	earlier := slices.DeleteFunc(deployed.All(), func(o *controller.Declaration) bool { return o.ID != d.ID || !o.Version.Less(d.Version) })
	if len(earlier) == 0 {
		return nil, nil
	}
	last := earlier[len(earlier)-1]
	c := &changes{was: last.Version, all: controller.Compare(last, d), asked: newTallies(), ended: newTallies()}
	then := append(earlier, d)
	c.faults = controller.ValidateAll(then)[len(earlier)]
	if !slices.ContainsFunc(c.all, controller.Change.Major) {
		return c, nil // nobody is asked, and nothing given up, so that nothing is read
	}
	return c, c.count(ctx, s, d.ID, controller.New(earlier...), controller.New(then...))
}

// count counts whose yes would count no more: people under an address once for each purpose,
// however many consents they have given, and visitors by their newest decision.
func (c *changes) count(ctx context.Context, s dynamo.Redating, id gdpr.ControllerID, now, then *controller.Registry) error {
	at, consents := s.Now(), map[gdpr.SubjectID][]consent.Consent{}
	err := s.Decided(ctx, id, func(held consent.Consent) {
		consents[held.Subject] = append(consents[held.Subject], held)
	}, func(r consent.Record) {
		c.overturned(r.Verdicts(now), r.Verdicts(then), at, func(t tallies, p gdpr.PurposeID) { t.visitors[p]++ })
	})
	for _, all := range consents {
		c.person(all, now, then, at)
	}
	return err
}

// person counts what would become of one person's consents.
func (c *changes) person(all []consent.Consent, now, then *controller.Registry, at time.Time) {
	seen := map[gdpr.PurposeID]bool{}
	for _, held := range all {
		if held.State != consent.Standing {
			continue
		}
		c.overturned(held.VerdictsAmong(now, all), held.VerdictsAmong(then, all), at, func(t tallies, p gdpr.PurposeID) {
			if !seen[p] {
				seen[p] = true
				t.persons[p]++
			}
		})
	}
}

// overturned adds the purposes of which a yes would count otherwise than now: it is asked about again, or ended.
// What counts no more already can still be ended; but nobody is asked about, or loses, what they have decided on
// again since by another consent, or what has had its time.
func (c *changes) overturned(now, then []consent.Verdict, at time.Time, add func(tallies, gdpr.PurposeID)) {
	for i, v := range then {
		switch was := now[i].Status; {
		case v.Status == was || was == consent.Overtaken || v.Over(at):
		case v.Status == consent.Invalidated:
			add(c.asked, v.Purpose)
		case v.Status == consent.Revoked:
			add(c.ended, v.Purpose)
		}
	}
}

// String is the changes for whoever has to decide on them.
func (c *changes) String() string {
	if c == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\nAgainst version %s:\n", c.was)
	if len(c.all) == 0 {
		b.WriteString("  nothing is said otherwise\n")
	}
	for _, change := range c.all {
		fmt.Fprintf(&b, "  %s: %s: %s\n", effect(change), change.Path, change.Words.EN)
	}
	b.WriteString("\nAsked again:\n")
	c.asked.write(&b, "%s: %d by mail, %d visitors by the banner")
	if len(c.ended.purposes()) > 0 {
		b.WriteString("\nEnded, without a mail: it says so wherever they look:\n")
		c.ended.write(&b, "%s: the yes of %d under an address, and of %d visitors")
	}
	if len(c.faults) > 0 {
		b.WriteString("\nStands in the way:\n")
	}
	for _, f := range c.faults {
		fmt.Fprintf(&b, "  %s: %s\n", f.Path, f.Message)
	}
	return b.String()
}

// effect is what a change does to people.
func effect(c controller.Change) string {
	switch {
	case c.Ends:
		return "ends consent"
	case c.Material:
		return "asks again"
	}
	return "minor"
}

// write says how many people it is, by purpose.
func (t tallies) write(b *strings.Builder, line string) {
	if len(t.purposes()) == 0 {
		b.WriteString("  nobody\n")
	}
	for _, p := range t.purposes() {
		fmt.Fprintf(b, "  "+line+"\n", p, t.persons[p], t.visitors[p])
	}
}

// purposes is persons' first, and then visitors'.
func (t tallies) purposes() []gdpr.PurposeID {
	all := slices.Sorted(maps.Keys(t.persons))
	for _, p := range slices.Sorted(maps.Keys(t.visitors)) {
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}
