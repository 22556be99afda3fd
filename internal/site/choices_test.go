package site_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

func TestChoicesReadBackAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := site.Choices{Visitor: id(rapid.String().Draw(t, "visitor")), Record: id(rapid.String().Draw(t, "record"))}
		for _, p := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9-]{1,20}`), 1, 32, rapid.ID).Draw(t, "purposes") {
			c.Made = append(c.Made, consent.Choice{
				Purpose:  gdpr.PurposeID(p),
				Decision: rapid.SampledFrom([]gdpr.Decision{gdpr.Given, gdpr.Refused, gdpr.Withdrawn}).Draw(t, "decision"),
			})
		}
		if got, ok := site.ParseChoices(c.String()); !ok || got.String() != c.String() {
			t.Fatalf("%q reads as %+v, %t", c.String(), got, ok)
		}
	})
}

func TestMalformedChoicesCountAsNone(t *testing.T) {
	v, r := string(id("visitor")), string(id("record"))
	for _, value := range []string{
		"", ".", "..", v, v + "." + r, v + "." + r + ".", v + "." + r + ".statistics", v + "." + r + ".statistics:maybe",
		v + "." + r + ".statistics:given,", v + "." + r + ".statistics:given,statistics:refused",
		v + "." + r + ".Statistics:given", v + "." + r + ".<b>:given", v + "." + r + ".:given",
		"x." + r + ".statistics:given", v + ".x.statistics:given", strings.ToUpper(v) + "." + r + ".statistics:given",
		v + "." + r + ".statistics:given.more", " " + v + "." + r + ".statistics:given",
		v + "." + r + "." + strings.Repeat("a:given,", 40) + "b:given",
	} {
		if c, ok := site.ParseChoices(value); ok {
			t.Errorf("%q reads as %+v", value, c)
		}
	}
}

func TestChoicesOfAnyBytesNeverPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "value")
		if c, ok := site.ParseChoices(s); ok && c.String() != s {
			t.Fatalf("%q reads as %q", s, c.String())
		}
	})
}
