package thread_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/thread"
)

const ours = gdpr.ID("4xk2m9q7tbv0hc8e5ndw3gyr1c")

func TestAnIDOfOursLeadsBackToItsCase(t *testing.T) {
	for _, entry := range []string{"request-confirm", "request-added-" + string(ours), "consent-given"} {
		for _, domain := range []string{"mojob.io", "321.no", "xn--blbr-roah.example"} {
			id := thread.ID(entry, ours, domain)
			if c, ok := thread.CaseIn(id); !ok || c != ours || !thread.Fit(id) {
				t.Errorf("%s leads to %q, %v", id, c, ok)
			}
		}
	}
	if got := thread.ID("request-open", ours, "321.no"); got != "<request-open.4xk2m9q7tbv0hc8e5ndw3gyr1c@321.no>" {
		t.Errorf("written %s", got)
	}
}

func TestAnIDOfAnybodyElseLeadsNowhere(t *testing.T) {
	sound := thread.ID("request-open", ours, "321.no")
	for outcome, id := range map[string]string{
		"empty":                 "",
		"brackets alone":        "<>",
		"no brackets":           strings.Trim(sound, "<>"),
		"two":                   sound + " " + sound,
		"two in one":            strings.TrimSuffix(sound, ">") + "<" + sound[1:],
		"space around":          " " + sound,
		"no entry":              "<." + string(ours) + "@321.no>",
		"no dot":                "<request-open" + string(ours) + "@321.no>",
		"no domain":             "<request-open." + string(ours) + "@>",
		"no at":                 "<request-open." + string(ours) + ">",
		"two at":                "<request-open." + string(ours) + "@a@b>",
		"an entry in capitals":  "<Request-Open." + string(ours) + "@321.no>",
		"an entry too long":     "<" + strings.Repeat("a", 65) + "." + string(ours) + "@321.no>",
		"more after the case":   "<request-open." + string(ours) + ".x@321.no>",
		"a case in groups":      "<request-open." + ours.Grouped() + "@321.no>",
		"a case in capitals":    "<request-open." + strings.ToUpper(string(ours)) + "@321.no>",
		"a case with lookalike": "<request-open." + strings.Replace(string(ours), "0", "o", 1) + "@321.no>",
		"a case cut short":      "<request-open." + string(ours[:25]) + "@321.no>",
		"a case that is none":   "<request-open." + strings.Repeat("z", 26) + "@321.no>",
		"too long":              "<request-open." + string(ours) + "@" + strings.Repeat("a", 900) + ">",
		"a line break":          "<request-open." + string(ours) + "@321.no\r\nBcc:x>",
		"the id of SES":         "<0110019a2b3c4d5e-8a7b6c5d-1234-4321-abcd-1234567890ab-000000@eu-north-1.amazonses.com>",
	} {
		if c, ok := thread.CaseIn(id); ok {
			t.Errorf("%s leads to %s", outcome, c)
		}
	}
}

func TestReferencesGoOnWhereTheMailsStop(t *testing.T) {
	for outcome, c := range map[string]struct{ before, last, want string }{
		"first of a thread":        {"", "<a@x>", "<a@x>"},
		"one more":                 {"<a@x> <b@x>", "<c@x>", "<a@x> <b@x> <c@x>"},
		"any space between":        {" <a@x>\r\n\t<b@x> ", "<c@x>", "<a@x> <b@x> <c@x>"},
		"said before":              {"<a@x> <c@x> <b@x> <a@x>", "<c@x>", "<a@x> <b@x> <c@x>"},
		"no id of its own":         {"<a@x>", "", "<a@x>"},
		"nothing at all":           {"", "", ""},
		"what is no id":            {"re:thing <a@x> <> <a<b>", "<b@x", "<a@x>"},
		"what no header can carry": {"<å@x> <" + strings.Repeat("a", 900) + "@x> <a@x>", "<b\x00@x>", "<a@x>"},
	} {
		if got := thread.References(c.before, c.last); got != c.want {
			t.Errorf("%s: %q, want %q", outcome, got, c.want)
		}
	}
}

func TestALongThreadKeepsItsBeginningAndItsEnd(t *testing.T) {
	var before []string
	for i := range 500 {
		before = append(before, fmt.Sprintf("<%d@example.no>", i))
	}
	got := strings.Fields(thread.References(strings.Join(before, " "), "<last@example.no>"))
	want := append(append([]string{before[0]}, before[500-18:]...), "<last@example.no>")
	if !slices.Equal(got, want) {
		t.Errorf("%d ids: %q", len(got), got)
	}
}
