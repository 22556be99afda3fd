package classify_test

import (
	"slices"
	"strings"
	"testing"

	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
)

// Staff see by which guard a verb was not taken for a request.
func TestEvidenceNamesTheGuard(t *testing.T) {
	for guard, text := range map[string]string{
		"erase: quoted (in doubt)":                  `Jeg trykket på "slett meg" i går.`,
		"erase: recited (asked about)":              "Jeg ber om informasjon om retten til å kreve sletting.",
		"erase: thanked for (told of)":              "Takk for sletting av profilen min.",
		"erase: asked before (told of)":             "Jeg ba om sletting av profilen min i fjor.",
		"erase: told by others (told of)":           "Dere skrev at dere sletter profilen min.",
		"erase: unable (in doubt)":                  "Jeg får ikke slettet profilen min.",
		"erase: not (not wanted)":                   "Ikke slett profilen min.",
		"erase: conditional (in doubt)":             "Hvis jeg ikke får jobben, slett profilen min.",
		"erase: considered (in doubt)":              "Jeg vurderer å slette profilen min.",
		"erase: either way (in doubt)":              "Dere kan slette eller beholde profilen min.",
		"erase: asked about (asked about)":          "Hvordan sletter jeg profilen min?",
		"erase: done (told of)":                     "Jeg slettet profilen min i fjor.",
		"to be kept (not wanted)":                   "Jeg ønsker å beholde profilen min.",
		"close (in doubt)":                          "Avslutt kontoen min.",
		"application taken back (in doubt)":         "Jeg trekker søknaden min.",
		"erase: overdue (overdue)":                  "Hvorfor har dere ikke slettet meg?",
		"erase (asked for)":                         "Slett profilen min.",
		"right to be forgotten (asked for)":         "Jeg benytter retten til å bli glemt.",
		"article (asked for)":                       "Jeg krever dette etter artikkel 17.",
		"what is held (asked for)":                  "Hva har dere lagret om meg?",
		"no longer kept (asked for)":                "Jeg vil ikke være registrert hos dere lenger.",
		"erase: of people in general (asked about)": "Jeg vet at man kan kreve sletting av profilen.",
	} {
		f := classify.Read(classify.Letter{Text: text})
		if !slices.ContainsFunc(f.Evidence, func(e classify.Evidence) bool { return e.Rule == guard }) {
			t.Errorf("%s\n\tis not shown as %q: %v", text, guard, f.Evidence)
		}
	}
}

func TestAnErasureInDoubtLeavesTheOtherRights(t *testing.T) {
	f := classify.Read(classify.Letter{Text: "Jeg ber om innsyn i mine data. Hvis jeg ikke får jobben, slett søknaden min."})
	if f.Kind != classify.Request || !slices.Equal(f.Rights, []gdpr.Right{gdpr.Access}) {
		t.Errorf("is %s %v", f.Kind, f.Rights)
	}
	if !slices.ContainsFunc(f.Evidence, func(e classify.Evidence) bool {
		return e.Right == gdpr.Erasure && strings.HasSuffix(e.Rule, "(in doubt)")
	}) {
		t.Errorf("the doubt is not shown: %v", f.Evidence)
	}
}
