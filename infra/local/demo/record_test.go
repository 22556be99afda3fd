package demo_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// id is the visitor's own: the number that the library has drawn, as the server writes it.
func (v *visitor) id() gdpr.ID {
	v.t.Helper()
	for _, k := range v.jar() {
		value, _ := url.PathUnescape(k.Value)
		var kept struct{ ConsentID string }
		if holds, ok := v.of.Keeping(controller.HoldsChoices); !ok || holds.Name != k.Name || json.Unmarshal([]byte(value), &kept) != nil {
			continue
		}
		drawn, ok := gdpr.ParseID(kept.ConsentID)
		if !ok {
			v.t.Fatalf("the library has drawn %q", kept.ConsentID)
		}
		return drawn
	}
	return ""
}

// recorded waits for the visitor's n-th record, and is all of them; one that came twice
// counts once.
func (v *visitor) recorded(n int) []sending {
	v.t.Helper()
	var once []sending
	v.eventually(fmt.Sprintf("%d records are stored", n), func() bool {
		once = nil
		id := v.id()
		for _, s := range v.sendings() {
			if s.Status == 201 && s.Visitor == id && !slices.ContainsFunc(once, func(o sending) bool { return o.Key == s.Key }) {
				once = append(once, s)
			}
		}
		return len(once) >= n
	})
	if len(once) > n {
		v.t.Errorf("%d records, want %d: %+v", len(once), n, once)
	}
	return once
}

// decisions is what a record must say where these purposes got a yes.
func (v *visitor) decisions(yes ...gdpr.PurposeID) map[gdpr.PurposeID]string {
	said := map[gdpr.PurposeID]string{}
	for _, p := range v.of.Asked(controller.Visitors) {
		said[p.ID] = "refused"
		if slices.Contains(yes, p.ID) {
			said[p.ID] = "given"
		}
	}
	return said
}

// asked is every purpose that visitors are asked about.
func (v *visitor) asked() (all []gdpr.PurposeID) {
	for _, p := range v.of.Asked(controller.Visitors) {
		all = append(all, p.ID)
	}
	return all
}
