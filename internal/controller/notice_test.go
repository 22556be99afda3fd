package controller

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

var update = flag.Bool("update", false, "write golden files anew")

func TestNoticeReadsAsItEverDid(t *testing.T) {
	d := sample()
	for _, a := range Audiences {
		for _, l := range gdpr.Languages {
			name := fmt.Sprintf("%s.%s.txt", a, l)
			t.Run(name, func(t *testing.T) {
				n, ok := d.Notice(a, l)
				if !ok {
					t.Fatal("no notice")
				}
				golden(t, name, n.Text())
			})
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; an edition that is published never changes. Got:\n%s", path, got)
	}
}

func TestNoticeSaysAllThatArticle13Asks(t *testing.T) {
	d := sample()
	for _, a := range Audiences {
		for _, l := range gdpr.Languages {
			n, _ := d.Notice(a, l)
			text := n.Text()
			want := []string{
				d.Name, d.Mailbox, "922 425 620", d.PostalAddress, d.Authority.Name, d.Authority.Address,
				d.Wording.ContactFirst.In(l), "1.0", "2026", d.Wording.Consent(a).In(l),
			}
			for _, p := range d.Told(a) {
				want = append(want, p.Name.In(l), p.Description.In(l), p.Retention.In(d.Edition, l), basisIn(p.Basis, l))
				for _, id := range p.Categories {
					c, _ := d.Category(id)
					want = append(want, c.Name.In(l))
				}
				for _, id := range p.Recipients {
					r, _ := d.Recipient(id)
					want = append(want, r.Name.In(l), r.Safeguard.In(l))
				}
				for _, k := range d.CookiesFor(p.ID) {
					want = append(want, k.Name, k.Provider, k.Description.In(l), k.LifetimeIn(d.Edition, l))
				}
			}
			for _, r := range d.Rights {
				want = append(want, articleIn(r.Article(), l))
			}
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%s %s: does not say %q", a, l, w)
				}
			}
		}
	}
}

func basisIn(b gdpr.LawfulBasis, l gdpr.Language) string {
	if l == gdpr.English {
		return "Article " + b.Article()
	}
	return "artikkel 6 nr. 1 bokstav " + strings.Trim(strings.TrimPrefix(b.Article(), "6(1)"), "()")
}

func articleIn(article string, l gdpr.Language) string {
	if l == gdpr.English {
		return "Article " + article
	}
	return "artikkel " + strings.NewReplacer("(3)", " nr. 3").Replace(article)
}

func TestNoticeHasNoGapsAndNoLooseEnds(t *testing.T) {
	d := sample()
	for _, a := range Audiences {
		for _, l := range gdpr.Languages {
			n, _ := d.Notice(a, l)
			if n.Title == "" || n.Controller != d.ID || n.Version != d.Version || n.Audience != a || n.Language != l {
				t.Errorf("%s %s: labeled %+v", a, l, n)
			}
			for _, s := range n.Sections {
				if s.Heading == "" || len(s.Paragraphs) == 0 {
					t.Errorf("%s %s: a section with nothing in it: %+v", a, l, s)
				}
				for _, p := range s.Paragraphs {
					if p == "" || strings.ContainsAny(p, "{}\n") || strings.Contains(p, "  ") {
						t.Errorf("%s %s: %q", a, l, p)
					}
				}
			}
		}
	}
}

func TestDigestIsTheHashOfTheText(t *testing.T) {
	n, _ := sample().Notice(Visitors, gdpr.Bokmal)
	if want := Digest(fmt.Sprintf("%x", sha256.Sum256([]byte(n.Text())))); n.Digest() != want {
		t.Errorf("got %s, want %s", n.Digest(), want)
	}
	again, _ := sample().Notice(Visitors, gdpr.Bokmal)
	if again.Text() != n.Text() {
		t.Error("the same declaration gave another text")
	}
}

func TestNoNoticeForWhomNothingIsAskedNorInOtherLanguages(t *testing.T) {
	d := sample()
	d.Purposes = d.Purposes[:1] // what cannot be refused is no question
	for _, a := range []Audience{Visitors, Persons, Applicants} {
		if n, ok := d.Notice(a, gdpr.Bokmal); ok {
			t.Errorf("%s: %q", a, n.Title)
		}
	}
	if _, ok := d.Notice(Everyone, gdpr.Bokmal); !ok {
		t.Error("the statement is for everyone, whatever is asked")
	}
	if _, ok := sample().Notice(Visitors, "sv"); ok {
		t.Error("a notice in an unknown language")
	}
	d.Edition = 99
	if _, ok := d.Notice(Everyone, gdpr.Bokmal); ok {
		t.Error("a notice in an unknown edition")
	}
}

func TestComposedNoticesAreThoseThatRender(t *testing.T) {
	d := sample()
	d.Notices = d.ComposeNotices()
	if want := len(Audiences) * len(gdpr.Languages); len(d.Notices) != want {
		t.Errorf("%d notices, want %d", len(d.Notices), want)
	}
	seen := map[Digest]bool{}
	for _, ref := range d.Notices {
		n, ok := d.Notice(ref.Audience, ref.Language)
		found, named := d.NoticeFor(ref.Audience, ref.Language)
		if !ok || !named || n.Digest() != ref.Digest || found != ref || seen[ref.Digest] {
			t.Errorf("%+v renders as %s", ref, n.Digest())
		}
		seen[ref.Digest] = true
	}
}

func TestEveryEditionHasEverySentenceInEveryLanguage(t *testing.T) {
	for i, e := range editions {
		for _, l := range gdpr.Languages {
			filled(t, fmt.Sprintf("edition %d %s", i+1, l), reflect.ValueOf(*e.in(l)))
		}
	}
}

func filled(t *testing.T, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.String() == "" {
			t.Errorf("%s is empty", path)
		}
	case reflect.Array:
		for i := range v.Len() {
			filled(t, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	default:
		t.Errorf("%s is a %s: teach this test about it", path, v.Kind())
	}
}
