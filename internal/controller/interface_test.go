package controller

import (
	"testing"

	"ordholden/internal/gdpr"
)

func showing(d Declaration, refs ...InterfaceRef) *Declaration {
	d.Interfaces = refs
	return &d
}

var (
	oldBanner = InterfaceRef{OnBanner, Visitors, gdpr.Bokmal, "old"}
	banner    = InterfaceRef{OnBanner, Visitors, gdpr.Bokmal, "banner"}
	form      = InterfaceRef{OnForm, Persons, gdpr.English, "form"}
)

func TestAVersionShowedWhatWasPublishedUnderIt(t *testing.T) {
	d := showing(*a19, oldBanner, banner, form)
	for outcome, test := range map[string]struct {
		said InterfaceRef
		ok   bool
	}{
		"the newest":            {banner, true},
		"one before a change":   {oldBanner, true},
		"the form":              {form, true},
		"to somebody else":      {InterfaceRef{OnBanner, Persons, gdpr.Bokmal, "banner"}, false},
		"in another language":   {InterfaceRef{OnBanner, Visitors, gdpr.Nynorsk, "banner"}, false},
		"what nobody published": {InterfaceRef{OnBanner, Visitors, gdpr.Bokmal, "none"}, false},
		"nothing":               {InterfaceRef{OnBanner, Visitors, gdpr.Bokmal, ""}, false},
	} {
		if on, ok := d.Showed(test.said.Digest, test.said.Audience, test.said.Language); ok != test.ok || ok && on != test.said.Surface {
			t.Errorf("%s: %v on %q", outcome, ok, on)
		}
	}
	if _, ok := a20.Showed("banner", Visitors, gdpr.Bokmal); ok {
		t.Error("a version that published nothing showed it")
	}
}

// What a record of years ago names is found, whatever version applies now.
func TestAnInterfaceOfAnyVersionOfItsControllerIsFound(t *testing.T) {
	older := showing(*a10, oldBanner)
	r := New(older, showing(*a19, banner), b10)
	if d, ref, ok := r.Interface("a", "old"); !ok || d != older || ref != oldBanner {
		t.Errorf("%+v, %v", ref, ok)
	}
	for c, digest := range map[gdpr.ControllerID]Digest{"a": "none", "b": "banner", "c": "banner"} {
		if _, ref, ok := r.Interface(c, digest); ok {
			t.Errorf("%s has %+v", c, ref)
		}
	}
}
