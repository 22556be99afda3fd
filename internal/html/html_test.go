package html_test

import (
	"strings"
	"testing"

	g "maragu.dev/gomponents"
	library "maragu.dev/gomponents/html"

	"ordholden/internal/html"
)

func TestAnElementIsRenderedAsTheLibraryRendersIt(t *testing.T) {
	text := g.Text(`<b> & "c"`)
	for _, pair := range [][2]g.Node{
		{html.P(html.Class(`a"b`), text), library.P(library.Class(`a"b`), text)},
		{html.P(), library.P()},
		{html.P(nil, text), library.P(nil, text)},
		{html.P(g.Group{html.ID("x"), text}), library.P(g.Group{library.ID("x"), text})},
		{html.Input(html.Required(), html.Value("")), library.Input(library.Required(), library.Value(""))},
		{html.Nav(html.Aria("label", "menu"), html.Data("x", "y")), library.Nav(library.Aria("label", "menu"), library.Data("x", "y"))},
		{html.H2(html.Lang("nn"), text), library.H2(library.Lang("nn"), text)},
		{html.Doctype(html.HTML(text)), library.Doctype(library.HTML(text))},
	} {
		if got, want := render(t, pair[0]), render(t, pair[1]); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func render(t *testing.T, n g.Node) string {
	t.Helper()
	var b strings.Builder
	if err := n.Render(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
