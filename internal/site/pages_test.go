package site_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// parsed is a page as a browser reads it.
func parsed(t *testing.T, page []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// elements are all elements of a page, in order.
func elements(n *html.Node) []*html.Node {
	var all []*html.Node
	for child := range n.Descendants() {
		if child.Type == html.ElementNode {
			all = append(all, child)
		}
	}
	return all
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			b.WriteString(child.Data)
		}
	}
	return b.String()
}

// TestPagesAreWellFormed compares the tags as written with the elements as
// read: a tag that is left open, or stands where it cannot, is read otherwise.
func TestPagesAreWellFormed(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		var written, read []string
		depth := 0
		for z := html.NewTokenizer(bytes.NewReader(s.html)); z.Next() != html.ErrorToken; {
			token := z.Token()
			switch {
			case token.Type == html.StartTagToken:
				written = append(written, token.Data)
				if token.Data == "noscript" {
					z.NextIsNotRawText() // as it is read where scripts do not run
				}
				if !void[token.Data] {
					depth++
				}
			case token.Type == html.EndTagToken:
				depth--
			}
		}
		doc, err := html.ParseWithOptions(bytes.NewReader(s.html), html.ParseOptionEnableScripting(false))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range elements(doc) {
			read = append(read, e.Data)
		}
		if !slices.Equal(written, read) || depth != 0 {
			t.Errorf("written: %v\nread:    %v\nleft open: %d", written, read, depth)
		}
	})
}

// void are the elements of these pages that have no end tag.
var void = map[string]bool{"meta": true, "link": true, "input": true, "br": true}

func TestPagesHaveOneHeadingAndATitle(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		count := map[string]int{}
		var title string
		for _, e := range elements(parsed(t, s.html)) {
			count[e.Data]++
			if e.Data == "title" {
				title = textOf(e)
			}
		}
		for _, one := range []string{"h1", "title", "main", "header", "footer"} {
			if count[one] != 1 {
				t.Errorf("%d of %s", count[one], one)
			}
		}
		if !strings.HasSuffix(title, v.Controller.Name) {
			t.Errorf("the title %q does not name the controller", title)
		}
		faulty := strings.HasPrefix(title, "Feil: ") || strings.HasPrefix(title, "Error: ")
		if faulty != strings.HasSuffix(s.name, "-faults") {
			t.Errorf("the title is %q", title)
		}
	})
}

func TestPagesHaveNothingInline(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		for _, e := range elements(parsed(t, s.html)) {
			for _, a := range e.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
					t.Errorf("<%s %s=%q>", e.Data, a.Key, a.Val)
				}
			}
			if (e.Data == "script" || e.Data == "style") && textOf(e) != "" {
				t.Errorf("<%s> with content", e.Data)
			}
		}
	})
}

func TestIDsAreUniqueAndReferencesLead(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		ids := map[string]bool{}
		all := elements(parsed(t, s.html))
		for _, e := range all {
			if id, ok := attribute(e, "id"); ok {
				if ids[id] {
					t.Errorf("two elements have the id %q", id)
				}
				ids[id] = true
			}
		}
		for _, e := range all {
			for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "href"} {
				value, _ := attribute(e, name)
				if name == "href" && !strings.HasPrefix(value, "#") {
					continue
				}
				for _, id := range strings.Fields(value) {
					if !ids[strings.TrimPrefix(id, "#")] {
						t.Errorf("<%s %s=%q> leads nowhere", e.Data, name, value)
					}
				}
			}
		}
	})
}

func TestEveryControlHasALabel(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		labeled := map[string]bool{}
		all := elements(parsed(t, s.html))
		for _, e := range all {
			if target, ok := attribute(e, "for"); ok && textOf(e) != "" {
				labeled[target] = true
			}
		}
		for _, e := range all {
			kind, _ := attribute(e, "type")
			id, _ := attribute(e, "id")
			if (e.Data == "input" && kind != "hidden" || e.Data == "textarea") && !labeled[id] {
				t.Errorf("<%s id=%q> has no label", e.Data, id)
			}
			if e.Data == "button" && textOf(e) == "" {
				t.Error("a button says nothing")
			}
		}
	})
}

func TestNothingIsChosenBeforehand(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		if strings.HasSuffix(s.name, "-faults") {
			return // what the person chose is shown again
		}
		for _, e := range elements(parsed(t, s.html)) {
			if _, ok := attribute(e, "checked"); ok {
				t.Errorf("%v is chosen", e.Attr)
			}
		}
	})
}

// TestThreeButtonsAreAlike is what refusing as easily as accepting means.
func TestThreeButtonsAreAlike(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		if s.name != "cookies" && s.name != "consent" {
			return
		}
		var alike []string
		for _, e := range elements(parsed(t, s.html)) {
			if e.Data == "button" {
				_, styled := attribute(e, "class")
				name, _ := attribute(e, "name")
				value, _ := attribute(e, "value")
				alike = append(alike, strings.TrimSpace(name+" "+value))
				if styled {
					t.Errorf("the button %q looks otherwise", textOf(e))
				}
			}
		}
		if want := []string{"", "all refused", "all given"}; !slices.Equal(alike, want) {
			t.Errorf("the buttons are %q", alike)
		}
	})
}

var leftOver = regexp.MustCompile(`\{[a-z]*\}|%!|\(MISSING\)|\[private\]|<nil>`)

func TestPagesHaveNoTextMissing(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		doc := parsed(t, s.html)
		for _, e := range elements(doc) {
			if e.Data == "pre" {
				e.Parent.RemoveChild(e) // what stands there is code to copy, which may have braces
			}
		}
		if found := leftOver.FindString(textOf(doc)); found != "" {
			t.Errorf("the page says %q", found)
		}
		for _, e := range elements(doc) {
			switch e.Data {
			case "p", "a", "h1", "h2", "h3", "li", "dt", "dd", "label", "legend", "button", "summary", "span":
				if id, _ := attribute(e, "id"); id != "link-read" && strings.TrimSpace(textOf(e)) == "" {
					t.Errorf("<%s> is empty", e.Data)
				}
			}
		}
	})
}

func TestPagesSayTheirLanguage(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		var named []string
		for _, e := range elements(parsed(t, s.html)) {
			l, ok := attribute(e, "lang")
			if e.Data == "html" && l != string(v.Language) {
				t.Errorf("the page says that it is in %q", l)
			}
			if ok && e.Data == "a" {
				named = append(named, textOf(e))
			}
		}
		if !slices.Equal(named, []string{"Bokmål", "Nynorsk", "English"}) {
			t.Errorf("the languages are %q", named)
		}
	})
}

func TestFooterSaysWhoAnswersAndWhereToComplain(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		for _, e := range elements(parsed(t, s.html)) {
			if e.Data != "footer" {
				continue
			}
			for _, want := range []string{v.Controller.Name, v.Controller.Mailbox, "Datatilsynet", v.Controller.Version.String()} {
				if !strings.Contains(textOf(e), want) {
					t.Errorf("the footer does not say %q", want)
				}
			}
		}
	})
}

func TestHostileValuesAreEscapedInEveryField(t *testing.T) {
	v := views()[0]
	hostile := "\"'><b>&amp;</textarea></script><script>x</script>\u2028"
	values := map[string][]string{}
	for _, name := range []string{"email", "name", "text", "rights", "case", "code", "token", "choice", "visitor"} {
		values[name] = []string{hostile}
	}
	for _, p := range v.Controller.Purposes {
		values["decision."+string(p.ID)] = []string{hostile}
	}
	faults := []gdpr.Fault{
		{Pointer: "/" + hostile, Code: gdpr.FaultUnknownField, Value: hostile},
		{Pointer: "/email", Code: gdpr.FaultTooLong, Value: hostile},
		{Pointer: "/decisions/" + hostile, Code: gdpr.FaultUnknownPurpose, Value: hostile},
	}
	for name, page := range map[string][]byte{
		"request": site.Request(v, site.RequestForm{Values: values, Faults: faults}),
		"cookies": site.Cookies(v, site.CookieForm{Values: values, Faults: faults}),
		"consent": site.Consent(v, site.ConsentForm{Values: values, Faults: faults}),
		"confirm": site.Confirm(v, site.ProofForm{Values: values, Faults: faults}),
		"status":  site.Status(v, site.ProofForm{Values: values, Faults: faults}),
		"problem": site.Problem(v, &gdpr.Error{Code: gdpr.CodeInvalid, Faults: faults}),
	} {
		for _, e := range elements(parsed(t, page)) {
			_, external := attribute(e, "src")
			if e.Data == "b" || e.Data == "script" && !external {
				t.Errorf("%s: <%s> came from a value", name, e.Data)
			}
		}
	}
}

func TestWhatWasTypedIsShownAgain(t *testing.T) {
	v := views()[0]
	text := "\n\nfirst line\n  & second <line>"
	doc := parsed(t, site.Request(v, site.RequestForm{Values: map[string][]string{
		"email": {"kari@example.no"}, "text": {text}, "rights": {"access", "erasure"},
	}}))
	var chosen []string
	for _, e := range elements(doc) {
		value, _ := attribute(e, "value")
		name, _ := attribute(e, "name")
		if _, ok := attribute(e, "checked"); ok {
			chosen = append(chosen, value)
		}
		if name == "email" && value != "kari@example.no" {
			t.Errorf("the address is %q", value)
		}
		if name == "text" && textOf(e) != text {
			t.Errorf("the text is %q", textOf(e))
		}
	}
	if !slices.Equal(chosen, []string{"access", "erasure"}) {
		t.Errorf("chosen: %q", chosen)
	}
}

func TestFaultsAreTiedToTheirFields(t *testing.T) {
	v := views()[0]
	for _, e := range elements(parsed(t, site.Request(v, faultyRequest()))) {
		name, _ := attribute(e, "name")
		invalid, _ := attribute(e, "aria-invalid")
		described, _ := attribute(e, "aria-describedby")
		if name == "email" && (invalid != "true" || described != "email-hint email-fault") {
			t.Errorf("email: aria-invalid %q, aria-describedby %q", invalid, described)
		}
		if name == "name" && (invalid != "" || described != "") {
			t.Errorf("name: aria-invalid %q, aria-describedby %q", invalid, described)
		}
	}
}
