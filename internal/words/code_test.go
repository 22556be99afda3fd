package words

import (
	"go/ast"
	"strings"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// constants are the string constants of a type in a folder, by name, read from
// the source: one that is added there and has no words here fails a test.
func constants(t *testing.T, folder, typeName string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, f := range sourceFiles(t, folder) {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if of, ok := spec.Type.(*ast.Ident); ok && of.Name == typeName && len(spec.Values) == 1 {
				if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
					found[spec.Names[0].Name] = literal(t, lit)
				}
			}
			return true
		})
	}
	if len(found) == 0 {
		t.Fatalf("no constants of type %s in %s", typeName, folder)
	}
	return found
}

func TestEveryCodeHasWords(t *testing.T) {
	known := map[gdpr.Code]bool{}
	for _, w := range errorWords {
		known[w.code] = true
	}
	faults := map[gdpr.Code]bool{}
	for _, w := range faultWords {
		faults[w.code] = true
	}
	for name, value := range constants(t, "../gdpr", "Code") {
		in := known
		if strings.HasPrefix(name, "Fault") {
			in = faults
		}
		if !in[gdpr.Code(value)] {
			t.Errorf("gdpr.%s has no words", name)
		}
	}
}

// named are the types of package rights of which each constant has a name.
var named = map[string]func(value string, l gdpr.Language) string{
	"Ground": func(v string, l gdpr.Language) string {
		name, plain := RefusalGround(rights.Ground(v), l)
		if plain == "" {
			return ""
		}
		return name
	},
	"Delivery": func(v string, l gdpr.Language) string {
		name, plain := Delivery(rights.Delivery(v), l)
		if plain == "" {
			return ""
		}
		return name
	},
	"Result":      func(v string, l gdpr.Language) string { return Result(rights.Result(v), l) },
	"Identity":    func(v string, l gdpr.Language) string { return Identity(rights.Identity(v), l) },
	"NoticeState": func(v string, l gdpr.Language) string { return NoticeState(rights.NoticeState(v), l) },
	"Channel":     func(v string, l gdpr.Language) string { return Channel(rights.Channel(v), l) },
	"Ruling":      func(v string, l gdpr.Language) string { return Ruling(rights.Ruling(v), l) },
}

func TestEveryStateEventAndRightHasWords(t *testing.T) {
	for _, l := range gdpr.Languages {
		for name, value := range constants(t, "../rights", "Workflow") {
			if title, plain := Workflow(rights.Workflow(value), l); title == value || plain == "" {
				t.Errorf("%s: rights.%s has no words", l, name)
			}
		}
		for name, value := range constants(t, "../rights", "Event") {
			if Happened(rights.Event(value), l) == value {
				t.Errorf("%s: rights.%s has no words", l, name)
			}
		}
		for name, value := range constants(t, "../rights", "Rule") {
			if Step(rights.Step{Rule: rights.Rule(value)}, l) == Day(rights.Step{}.Day, l) {
				t.Errorf("%s: rights.%s has no words", l, name)
			}
		}
		for typeName, word := range named {
			for name, value := range constants(t, "../rights", typeName) {
				if got := word(value, l); got == value || got == "" {
					t.Errorf("%s: rights.%s has no words", l, name)
				}
			}
		}
		for name, value := range constants(t, "../consent", "State") {
			if title, plain := ConsentState(consent.State(value), l); title == value || plain == "" {
				t.Errorf("%s: consent.%s has no words", l, name)
			}
		}
		for name, value := range constants(t, "../gdpr", "Right") {
			if r := gdpr.Right(value); RightName(r, l) == value || RightPlain(r, l) == "" {
				t.Errorf("%s: gdpr.%s has no words", l, name)
			}
		}
		for name, value := range constants(t, "../gdpr", "Decision") {
			if Decision(gdpr.Decision(value), l) == value {
				t.Errorf("%s: gdpr.%s has no words", l, name)
			}
		}
	}
}

func TestEveryClassStageAndActivityHasWords(t *testing.T) {
	for _, l := range gdpr.Languages {
		for _, c := range controller.Classes {
			if Class(c, l) == string(c) {
				t.Errorf("%s: the class %s has no words", l, c)
			}
		}
		for name, value := range constants(t, "../holding", "Stage") {
			if title, plain := Stage(holding.Stage(value), l); title == value || plain == "" {
				t.Errorf("%s: holding.%s has no words", l, name)
			}
		}
		for _, id := range controller.ActivityIDs {
			if Activity(id, l) == id {
				t.Errorf("%s: the activity %s has no words", l, id)
			}
		}
		if Ground(&controller.Declaration{}, retention.GroundClaims, l) == retention.GroundClaims {
			t.Errorf("%s: legal claims have no words", l)
		}
		if Source(controller.Direct, l) == controller.Direct {
			t.Errorf("%s: what the person sends us has no words", l)
		}
	}
}

func TestGroundsAndSourcesThatHaveNamesKeepThem(t *testing.T) {
	d := &controller.Declaration{Purposes: []controller.Purpose{{ID: "accounts", Name: gdpr.Text{NB: "Regnskap", NN: "Rekneskap", EN: "Accounting"}}}}
	if got := Ground(d, "accounts", gdpr.Nynorsk); got != "Rekneskap" {
		t.Errorf("got %q", got)
	}
	if got := Ground(d, "gone", gdpr.Nynorsk); got != "gone" {
		t.Errorf("got %q", got)
	}
	if got := Source("jobs.example.com", gdpr.Nynorsk); got != "jobs.example.com" {
		t.Errorf("got %q", got)
	}
}

func TestFaultsNameWhatTheyAreAbout(t *testing.T) {
	for _, c := range []struct {
		fault gdpr.Fault
		want  string
	}{
		{gdpr.Fault{Pointer: "/text", Code: gdpr.FaultTooLong, Value: "4000"}, "This is too long. Shorten it to at most 4000 characters."},
		{gdpr.Fault{Pointer: "/a/colour", Code: gdpr.FaultUnknownField}, "We do not know the field “colour”. Remove it."},
		{gdpr.Fault{Pointer: "/a", Code: gdpr.CodeTooMany}, "Too many attempts in a short time. Wait a while, and try again."},
	} {
		if got := Fault(c.fault, gdpr.English); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestFaultsEndInWhatToDo(t *testing.T) {
	for _, w := range faultWords {
		for _, l := range gdpr.Languages {
			if strings.Count(w.sentence.In(l), ".") < 2 {
				t.Errorf("%s, %s: %q says what is wrong, or what to do, and not both", w.code, l, w.sentence.In(l))
			}
		}
	}
}

func TestUnknownCodeReadsAsOurs(t *testing.T) {
	if title, mend := Error("never heard of", gdpr.English); title != "Something went wrong on our side" || mend == "" {
		t.Errorf("got %q, %q", title, mend)
	}
}

func TestRightNamesReadWithinASentence(t *testing.T) {
	got := RightNames([]gdpr.Right{gdpr.Access, gdpr.Erasure, gdpr.Portability}, gdpr.Bokmal)
	if got != "innsyn, sletting og dataportabilitet" {
		t.Errorf("got %q", got)
	}
}
