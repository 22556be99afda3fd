package gdpr_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	"ordholden/internal/gdpr"
)

// canary is a value that must show nowhere, in no spelling that a verb gives it.
const canary = "Kanari.Fuglesang@example.com"

var spellings = []string{
	canary, strings.ToLower(canary), "Kanari", "Fuglesang",
	fmt.Sprintf("%x", canary), fmt.Sprintf("%X", canary), fmt.Sprintf("% x", canary), fmt.Sprintf("%v", []byte(canary)),
}

// hides fails where a text shows the canary, or does not even say that
// something was there.
func hides(t *testing.T, how, shown string) {
	t.Helper()
	for _, s := range spellings {
		if strings.Contains(shown, s) {
			t.Errorf("%s shows %q", how, shown)
			return
		}
	}
	if !strings.Contains(shown, "private") {
		t.Errorf("%s says %q, and nothing of what is hidden", how, shown)
	}
}

type person struct {
	Name  string
	Email gdpr.Private
	Other *gdpr.Private
	Any   any
	Many  []gdpr.Private
	By    map[string]gdpr.Private
}

func privately() person {
	p := gdpr.Private(canary)
	return person{Name: "n", Email: p, Other: &p, Any: p, Many: []gdpr.Private{p, p}, By: map[string]gdpr.Private{"k": p}}
}

// Package fmt asks nobody what to print under %p and %w of a value that they do
// not fit, and prints it: two mistakes that vet refuses wherever tests run.
func TestNoVerbShowsWhatIsPrivate(t *testing.T) {
	values := map[string]any{
		"value": gdpr.Private(canary), "struct": privately(), "pointer to struct": new(privately()),
		"slice": []gdpr.Private{canary}, "array": [1]gdpr.Private{canary}, "map": map[string]gdpr.Private{"k": canary},
		"map key": map[gdpr.Private]int{canary: 1}, "interface": []any{gdpr.Private(canary)}, "error": leaving{canary},
	}
	for name, value := range values {
		for _, flags := range []string{"", "+", "#", " ", "-60", "060", "# ", "+#", ".40"} {
			for verb := 'A'; verb <= 'z'; verb++ {
				if verb > 'Z' && verb < 'a' || verb == 'p' || verb == 'w' || verb == 'T' {
					continue
				}
				format := "%" + flags + string(verb)
				shown := fmt.Sprintf(format, value)
				for _, s := range spellings {
					if strings.Contains(shown, s) {
						t.Errorf("%s of %s shows %q", format, name, shown)
					}
				}
			}
		}
	}
}

type leaving struct{ Address gdpr.Private }

func (l leaving) Error() string { return "no mail to " + l.Address.String() }

func TestPrintingAndLoggingHideWhatIsPrivate(t *testing.T) {
	p := gdpr.Private(canary)
	for how, show := range map[string]func(w io.Writer){
		"Print":              func(w io.Writer) { fmt.Fprint(w, p) },
		"Println":            func(w io.Writer) { fmt.Fprintln(w, &p, p) },
		"Print of a struct":  func(w io.Writer) { fmt.Fprint(w, privately()) },
		"an error":           func(w io.Writer) { fmt.Fprint(w, leaving{p}) },
		"a wrapped error":    func(w io.Writer) { fmt.Fprint(w, fmt.Errorf("send: %w", leaving{p})) },
		"joined errors":      func(w io.Writer) { fmt.Fprint(w, errors.Join(leaving{p}, fmt.Errorf("to %s", p))) },
		"package log":        func(w io.Writer) { log.New(w, "", 0).Print(p, privately()) },
		"a template":         func(w io.Writer) { template.Must(template.New("").Parse("{{.Email}} {{.}}")).Execute(w, privately()) },
		"slog, JSON":         func(w io.Writer) { slog.New(slog.NewJSONHandler(w, nil)).Info("m", "to", p) },
		"slog, JSON, struct": func(w io.Writer) { slog.New(slog.NewJSONHandler(w, nil)).Info("m", "who", privately()) },
		"slog, JSON, error":  func(w io.Writer) { slog.New(slog.NewJSONHandler(w, nil)).Error("m", "error", leaving{p}) },
		"slog, text":         func(w io.Writer) { slog.New(slog.NewTextHandler(w, nil)).Info("m", "to", p) },
		"slog, text, struct": func(w io.Writer) { slog.New(slog.NewTextHandler(w, nil)).Info("m", "who", privately()) },
		"slog, a group": func(w io.Writer) {
			slog.New(slog.NewTextHandler(w, nil)).With("a", p).WithGroup("g").Info("m", slog.Group("h", "b", p))
		},
		"slog, an attribute": func(w io.Writer) {
			slog.New(slog.NewJSONHandler(w, nil)).LogAttrs(t.Context(), slog.LevelError, "m", slog.Any("x", &p))
		},
	} {
		var b bytes.Buffer
		show(&b)
		hides(t, how, b.String())
	}
}

func TestEncodingHidesWhatIsPrivate(t *testing.T) {
	for name, value := range map[string]any{
		"value": gdpr.Private(canary), "struct": privately(), "slice": []gdpr.Private{canary}, "map": map[string]any{"k": gdpr.Private(canary)},
	} {
		b, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		hides(t, "JSON of a "+name, string(b))
	}
	type element struct {
		Email gdpr.Private
		Attr  gdpr.Private `xml:"email,attr"`
	}
	b, err := xml.Marshal(element{canary, canary})
	if err != nil {
		t.Fatal(err)
	}
	hides(t, "XML", string(b))
}

func TestRevealIsTheWayToWhatIsPrivate(t *testing.T) {
	if got := gdpr.Private(canary).Reveal(); got != canary {
		t.Errorf("Reveal() = %q", got)
	}
}
