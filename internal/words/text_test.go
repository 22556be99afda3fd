package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// sourceFiles parses the Go files of a folder, without its tests.
func sourceFiles(t *testing.T, folder string) map[string]*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no Go files in %s: %v", folder, err)
	}
	files := map[string]*ast.File{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = f
	}
	return files
}

// literal is the value of a string literal, or of several that are added.
func literal(t *testing.T, e ast.Expr) string {
	t.Helper()
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	case *ast.BinaryExpr:
		return literal(t, e.X) + literal(t, e.Y)
	}
	t.Fatalf("a text that is no literal: %T", e)
	return ""
}

// allTexts are the arguments of every call of text in this package.
func allTexts(t *testing.T) []gdpr.Text {
	t.Helper()
	var all []gdpr.Text
	for _, f := range sourceFiles(t, ".") {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 3 {
				return true
			}
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "text" {
				all = append(all, gdpr.Text{
					NB: literal(t, call.Args[0]), NN: literal(t, call.Args[1]), EN: literal(t, call.Args[2])})
			}
			return true
		})
	}
	if len(all) < 100 {
		t.Fatalf("found only %d texts", len(all))
	}
	return all
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func names(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return found
}

func TestEveryTextIsWholeInEveryLanguage(t *testing.T) {
	for _, text := range allTexts(t) {
		for _, l := range gdpr.Languages {
			s := text.In(l)
			if strings.TrimSpace(s) != s || s == "" || strings.Contains(s, "  ") {
				t.Errorf("%s: %q is empty or has stray spaces (bokmål: %q)", l, s, text.NB)
			}
			if !slices.Equal(names(s), names(text.NB)) {
				t.Errorf("%s: %q has other names in braces than %q", l, s, text.NB)
			}
			if strings.HasSuffix(s, ".") != strings.HasSuffix(text.NB, ".") {
				t.Errorf("%s: %q ends otherwise than %q", l, s, text.NB)
			}
		}
	}
}

// Words that give away the wrong language: forms that the other lacks.
var (
	onlyBokmal  = regexp.MustCompile(`(?i)(^|[^\pL])(ikke|hva|hvem|hvor|hvordan|hvorfor|hvilke|fra|noe|noen|bare|mye|jeg|en|et|dem|uten|også|siden|gjør|være|opplysninger|opplysningene|forespørsel|forespørselen|måned|måneder|senest|skjemaene|bekreft|bekrefter|begynn|lenken|valgene|velg|trenger|kjenner ikke)([^\pL]|$)`)
	onlyNynorsk = regexp.MustCompile(`(?i)(^|[^\pL])(ikkje|kva|kven|kvar|korleis|kvifor|frå|noko|nokon|berre|mykje|eg|ein|eit|dei|utan|gjer|vere|opplysningar|førespurnad|førespurnaden|månad|seinast|stadfest|stadfestar|lenkja|vala|vel|treng|ho)([^\pL]|$)`)
	onlyEnglish = regexp.MustCompile(`(?i)(^|[^\pL])(the|and|you|your|with|this|is|are)([^\pL]|$)`)
)

func TestEveryTextIsInItsLanguage(t *testing.T) {
	for _, text := range allTexts(t) {
		if found := onlyNynorsk.FindString(text.NB); found != "" {
			t.Errorf("bokmål has %q: %q", found, text.NB)
		}
		if found := onlyBokmal.FindString(text.NN); found != "" {
			t.Errorf("nynorsk has %q: %q", found, text.NN)
		}
		for _, norwegian := range []string{text.NB, text.NN} {
			if found := onlyEnglish.FindString(norwegian); found != "" {
				t.Errorf("Norwegian has %q: %q", found, norwegian)
			}
		}
		if regexp.MustCompile(`[æøåÆØÅ«»]`).MatchString(strings.ReplaceAll(text.EN, "bokmål", "")) {
			t.Errorf("English has Norwegian letters: %q", text.EN)
		}
	}
}

func TestFillReplacesNamesOnceAndNeverWithinValues(t *testing.T) {
	text := gdpr.Text{NB: "{a} og {b}, {a}", NN: "{b}", EN: "{a}"}
	if got := Fill(text, gdpr.Bokmal, "a", "{b}", "b", "x"); got != "{b} og x, {b}" {
		t.Errorf("got %q", got)
	}
	if got := Fill(text, gdpr.Nynorsk, "b", "y"); got != "y" {
		t.Errorf("got %q", got)
	}
}

func TestJoinReadsLikeASentence(t *testing.T) {
	for _, c := range []struct {
		phrases []string
		want    string
	}{
		{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b"}, "a og b"}, {[]string{"a", "b", "c"}, "a, b og c"},
	} {
		if got := Join(c.phrases, gdpr.Bokmal); got != c.want {
			t.Errorf("%q reads %q", c.phrases, got)
		}
	}
}

func TestNamesWithinSentencesBeginSmallUnlessAbbreviated(t *testing.T) {
	for name, want := range map[string]string{"Attest": "attest", "CV": "CV", "Årsverk": "årsverk", "": "", "A": "a"} {
		if got := Within(name); got != want {
			t.Errorf("%q reads %q", name, got)
		}
	}
}

func TestTypesOfFileHaveTheNamesThatPeopleKnow(t *testing.T) {
	var all []string
	for _, known := range controller.FileTypes {
		all = append(all, known.Media)
	}
	if got := FileTypes(all, gdpr.English); got != "PDF, Word (docx), OpenDocument (odt), JPEG, PNG or plain text (txt)" {
		t.Errorf("got %q", got)
	}
	if got := FileTypes([]string{"image/tiff"}, gdpr.English); got != "image/tiff" {
		t.Errorf("got %q", got)
	}
	if got := FileTypes(nil, gdpr.English); got != "" {
		t.Errorf("got %q", got)
	}
}
