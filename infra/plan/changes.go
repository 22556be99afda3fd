package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
)

// changes is what a declaration says otherwise than the one that is deployed, whom it asks
// again, and what keeps it from being compiled.
type changes struct {
	was               controller.Version
	all               []controller.Change
	faults            []controller.Fault
	persons, visitors map[gdpr.PurposeID]int
}

// compared compares a declaration with the deployed ones of its controller, and counts who has
// said yes to what it changes. The same version is what is being written, and no step of its own.
func compared(ctx context.Context, s dynamo.Redating, deployed *controller.Registry, d *controller.Declaration) (*changes, error) {
	earlier := slices.DeleteFunc(deployed.All(), func(o *controller.Declaration) bool { return o.ID != d.ID || !o.Version.Less(d.Version) })
	if len(earlier) == 0 {
		return nil, nil
	}
	last := earlier[len(earlier)-1]
	c := &changes{was: last.Version, all: controller.Compare(last, d), persons: map[gdpr.PurposeID]int{}, visitors: map[gdpr.PurposeID]int{}}
	then := append(earlier, d)
	c.faults = controller.ValidateAll(then)[len(earlier)]
	if len(controller.Material(c.all)) == 0 {
		return c, nil // nobody is asked, so that nothing is read
	}
	return c, c.count(ctx, s, d.ID, controller.New(earlier...), controller.New(then...))
}

// count counts whose yes would count no more: people under an address once for each purpose,
// however many consents they have given, and visitors by their newest decision.
func (c *changes) count(ctx context.Context, s dynamo.Redating, id gdpr.ControllerID, now, then *controller.Registry) error {
	type asked struct {
		who gdpr.SubjectID
		of  gdpr.PurposeID
	}
	seen := map[asked]bool{}
	return s.Decided(ctx, id, func(held consent.Consent) {
		for _, p := range overturned(held.Verdicts(now), held.Verdicts(then)) {
			if who := (asked{held.Subject, p}); !seen[who] {
				seen[who] = true
				c.persons[p]++
			}
		}
	}, func(r consent.Record) {
		for _, p := range overturned(r.Verdicts(now), r.Verdicts(then)) {
			c.visitors[p]++
		}
	})
}

// overturned is the purposes of which a yes counts now and would count no more then.
func overturned(now, then []consent.Verdict) []gdpr.PurposeID {
	var all []gdpr.PurposeID
	for i, v := range then {
		if v.Status == consent.Invalidated && now[i].Status == consent.Given {
			all = append(all, v.Purpose)
		}
	}
	return all
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
		kind := "minor"
		if change.Material {
			kind = "asks again"
		}
		fmt.Fprintf(&b, "  %s: %s: %s\n", kind, change.Path, change.Words.EN)
	}
	c.writeAsked(&b)
	if len(c.faults) > 0 {
		b.WriteString("\nStands in the way:\n")
	}
	for _, f := range c.faults {
		fmt.Fprintf(&b, "  %s: %s\n", f.Path, f.Message)
	}
	return b.String()
}

// writeAsked says how many people are asked again, by purpose.
func (c *changes) writeAsked(b *strings.Builder) {
	b.WriteString("\nAsked again:\n")
	purposes := slices.Sorted(maps.Keys(c.persons))
	for _, p := range slices.Sorted(maps.Keys(c.visitors)) {
		if !slices.Contains(purposes, p) {
			purposes = append(purposes, p)
		}
	}
	if len(purposes) == 0 {
		b.WriteString("  nobody\n")
	}
	for _, p := range purposes {
		fmt.Fprintf(b, "  %s: %d by mail, %d visitors by the banner\n", p, c.persons[p], c.visitors[p])
	}
}
