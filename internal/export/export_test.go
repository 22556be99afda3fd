package export_test

import (
	"bytes"
	"errors"
	"html"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/export"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/portability"
)

// Promise M8: what is held, with all that Art. 15 asks for, for people and for machines.
func TestM8_TheCopyHoldsEverythingThatIsHeld(t *testing.T) {
	c, files := full()
	for _, l := range gdpr.Languages {
		c.Language = l
		entries := written(t, c, files)
		said := texts(plain(t, entries["access.json"]))
		page := html.UnescapeString(entries["access.html"])
		for _, want := range []string{
			"Kari Nordmann", "kari@example.no", "kari@example.org", "Jeg kan alt.\nSpør Per Hansen.", "Per Hansen sier at hun er god.",
			"cv.pdf", "mer.pdf", "Hva har dere?", "Vi trenger det.", "Innsyn", "Hva har dere? Naboen Ola Dunk vil også vite det.", "Kari N.",
			"Datatilsynet", c.Declaration.Name, c.Declaration.Mailbox, c.Declaration.Purposes[0].Description.In(l), "sha256-notice",
		} {
			if !slices.Contains(said, want) {
				t.Errorf("%s: the JSON lacks %q", l, want)
			}
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %q", l, want)
			}
		}
		for _, want := range []string{"Bedrift AS", "Det er mye.", "Er det deg?"} {
			if !slices.Contains(said, want) {
				t.Errorf("%s: the JSON lacks %q", l, want)
			}
		}
		for _, of := range []string{"Per Annen", "per@example.no", "Staff only"} {
			if strings.Contains(entries["access.json"]+page, of) {
				t.Errorf("%s: %q is not the person's", l, of)
			}
		}
		if entries["files/001-cv.pdf"] != "%PDF-1.7 cv" || len(entries) != 4 {
			t.Errorf("%s: %d entries, the file %q", l, len(entries), entries["files/001-cv.pdf"])
		}
		if !strings.Contains(page, `<html lang="`+string(l)+`">`) || !strings.Contains(page, `href="files/001-cv.pdf"`) || strings.Contains(page, "%!") {
			t.Errorf("%s: the page %.200s", l, page)
		}
	}
}

// The page stands alone: nothing is fetched and nothing runs.
func TestThePageNeedsNothingElse(t *testing.T) {
	c, files := full()
	page := written(t, c, files)["access.html"]
	for _, fetches := range []string{"<script", "<link", "src=", "url(", "@import", "<img", "http-equiv=\"refresh\""} {
		if strings.Contains(page, fetches) {
			t.Errorf("the page has %s", fetches)
		}
	}
	if !strings.Contains(page, "@media print") {
		t.Error("the page does not print")
	}
}

// Threat H9: what anybody has written is text.
func TestMarkupIsText(t *testing.T) {
	const markup = `<script>alert("1")</script><img src=x onerror=alert(1)>&amp;'"`
	c, files := full()
	r := &c.Held.Records[0]
	for i := range r.Fields {
		r.Fields[i].Value = markup
	}
	r.Disclosures[0].Customer, r.Files[0].Name = markup, "\"><script>.pdf"
	c.Held.Messages[0].Subject, c.Held.Messages[0].Text = markup, markup
	c.Held.Cases[0].Text, c.Held.Cases[0].Name = markup, markup
	c.Held.Named[0].Contacts[0].Name = markup
	entries := written(t, c, files)
	if page := entries["access.html"]; strings.Contains(page, "<script") || strings.Contains(page, "<img") || !strings.Contains(html.UnescapeString(page), markup) {
		t.Error("markup is no text on the page")
	}
	if said := texts(plain(t, entries["access.json"])); !slices.Contains(said, markup) || strings.Contains(entries["access.json"], `\u003c`) {
		t.Error("markup is another text in the JSON")
	}
}

func TestTheSameCopyIsTheSameBytes(t *testing.T) {
	c, files := full()
	first := bytesOf(t, c, files)
	for range 5 {
		if !bytes.Equal(first, bytesOf(t, c, files)) {
			t.Fatal("other bytes")
		}
	}
}

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(portability.Schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("portability-1.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("portability-1.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func conforms(t testing.TB, text string) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(v); err != nil {
		t.Errorf("not as published: %v", err)
	}
}

// Art. 20(1): what the person provided, on consent or a contract, and nothing else.
func TestWhatIsPortableIsWhatThePersonProvided(t *testing.T) {
	c, files := full()
	text := written(t, c, files)["portability.json"]
	conforms(t, text)
	said := texts(plain(t, text))
	if !slices.Contains(said, "Kari Nordmann") || !slices.Contains(said, "files/001-cv.pdf") || !slices.Contains(said, "contract") {
		t.Errorf("portable is %q", said)
	}
	for _, other := range []string{"Per Hansen sier", "Bedrift", "Ola Dunk", "Vi trenger", "assessment"} {
		if strings.Contains(text, other) {
			t.Errorf("%s is portable", other)
		}
	}
	for basis, portable := range map[gdpr.LawfulBasis]bool{
		gdpr.BasisConsent: true, gdpr.BasisContract: true, gdpr.BasisLegalObligation: false, gdpr.BasisLegitimateInterests: false,
		gdpr.BasisPublicTask: false, gdpr.BasisVitalInterests: false,
	} {
		c.Declaration = declared()
		for i := range c.Declaration.Purposes {
			c.Declaration.Purposes[i].Basis = basis
		}
		text, there := written(t, c, files)["portability.json"]
		if there != portable {
			t.Errorf("on %s: portable %t", basis, there)
		}
		if there {
			conforms(t, text)
		}
	}
	c.Held.Records = nil
	if _, there := written(t, c, files)["portability.json"]; there {
		t.Error("nothing is portable, and it is written")
	}
}

// Art. 15(4): what others wrote waits until staff have read it, and the copy says so.
func TestWhatOthersWroteWaitsForReview(t *testing.T) {
	c, files := full()
	c.Declaration.Handling.Review = []controller.Class{controller.Profiles}
	for reviewed, shown := range map[bool]bool{true: true, false: false} {
		c.Reviewed = reviewed
		entries := written(t, c, files)
		for name, text := range entries {
			if name != "portability.json" && !strings.HasPrefix(name, "files/") && strings.Contains(text, "hun er god") != shown {
				t.Errorf("reviewed %t: %s shows it: %t", reviewed, name, !shown)
			}
		}
		if said := strings.Contains(entries["access.html"], "be om innsyn"); said == reviewed {
			t.Errorf("reviewed %t: told of it %t", reviewed, said)
		}
		if !strings.Contains(entries["access.json"], "Jeg kan alt.") {
			t.Error("what the person provided is left out")
		}
	}
	c.Declaration.Handling.Review, c.Reviewed = []controller.Class{controller.Applications}, false
	if !strings.Contains(written(t, c, files)["access.json"], "hun er god") {
		t.Error("a class that nobody reviews waits")
	}
}

func TestOfNobodyThereIsACopyToo(t *testing.T) {
	c, _ := full()
	c.Held = fulfillment.Everything{Controller: mojob, Subject: who, Address: "kari@example.no", At: at}
	entries := written(t, c, nil)
	if len(entries) != 2 || !strings.Contains(entries["access.html"], "Vi har ikke lagret noe om deg her.") {
		t.Errorf("%d entries", len(entries))
	}
}

// broken is a reader that breaks off.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("broke off") }
func (broken) Close() error             { return nil }

func TestAFileThatCannotBeHadIsNoCopy(t *testing.T) {
	c, files := full()
	for what, contents := range map[string]export.Contents{
		"none":   shelf{}.read,
		"broken": func(string, gdpr.ID) (io.ReadCloser, error) { return broken{}, nil },
		"other bytes": func(string, gdpr.ID) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("%PDF-1.7 CV")), nil
		},
		"unavailable": func(string, gdpr.ID) (io.ReadCloser, error) {
			return nil, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
		},
	} {
		var b bytes.Buffer
		err := export.Write(&b, c, contents)
		if !incomplete(err) || strings.Contains(b.String(), "access.json") || what == "unavailable" && gdpr.KindOf(err) != gdpr.Unavailable {
			t.Errorf("%s: %v", what, err)
		}
		if strings.Contains(err.Error(), "cv.pdf") {
			t.Errorf("%s: the error names the file: %v", what, err)
		}
	}
	for name := range written(t, c, files) {
		if strings.Contains(name, "mer") {
			t.Errorf("a file that has not come in is there: %s", name)
		}
	}
}

type disk struct{ left int }

func (w *disk) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errors.New("the disk is full")
	}
	return len(b), nil
}

func TestACopyThatCannotBeWrittenIsAnError(t *testing.T) {
	c, files := full()
	for left := range 12 {
		if err := export.Write(&disk{left * 100}, c, files.read); err == nil {
			t.Errorf("written into %d bytes", left*100)
		}
	}
}

// Promise T15: a copy says of a yes that counts no more that it does not, and why.
func TestT15_ACopySaysWhichConsentCountsNoMore(t *testing.T) {
	c, files := full()
	next := *c.Declaration
	next.Version = controller.Version{Major: next.Version.Major + 1}
	next.Purposes = slices.Clone(next.Purposes)
	i := slices.IndexFunc(next.Purposes, func(p controller.Purpose) bool { return p.ID == "further-storage" })
	next.Purposes[i].Retention.Period.Years += 3
	c.Held.Consents[0].Seen.Version = c.Declaration.Version
	c.Held.Consents[0].Verdicts = c.Held.Consents[0].Consent.Verdicts(controller.New(c.Declaration, &next))
	entries := written(t, c, files)
	data := strings.Join(strings.Fields(entries["access.json"]), "")
	for _, want := range []string{`"status":"invalidated"`, `"invalidated":{"version":"` + next.Version.String() + `","reasons":["`} {
		if !strings.Contains(data, want) {
			t.Errorf("access.json lacks %s", want)
		}
	}
	if page := html.UnescapeString(entries["access.html"]); !strings.Contains(page, "etter versjon "+next.Version.String()+" av personvernerklæringen:") {
		t.Error("the page does not say so")
	}
}

// A copy says of a yes to what the company gave up that it did, by the name that it had; and of one whose time is over that it is.
func TestT15_ACopySaysWhatHasEnded(t *testing.T) {
	c, files := full()
	before := *c.Declaration
	before.Purposes = append(slices.Clone(before.Purposes), controller.Purpose{ID: "calls", Name: gdpr.Text{NB: "Telefoner", NN: "Telefonar", EN: "Calls"}, Basis: gdpr.BasisConsent, Asks: controller.Persons})
	next := *c.Declaration
	next.Version = controller.Version{Major: next.Version.Major + 1}
	held := &c.Held.Consents[0]
	held.Seen.Version, held.Choices = before.Version, append(slices.Clone(held.Choices), consent.Choice{Purpose: "calls", Decision: gdpr.Given})
	held.Verdicts = held.Consent.Verdicts(controller.New(&before, &next))
	held.Verdicts[0].Status, held.Verdicts[0].Until = consent.Expired, time.Date(2026, 10, 3, 12, 0, 0, 0, time.UTC)
	entries := written(t, c, files)
	data := strings.Join(strings.Fields(entries["access.json"]), "")
	for _, want := range []string{
		`"status":"expired","until":"2026-10-03T12:00:00Z"`,
		`"name":"Telefoner","decision":"given","plain":"Ja","status":"revoked","revoked":{"version":"` + next.Version.String() + `","reasons":["Formålet«Telefoner»erborte."]`,
	} {
		if !strings.Contains(data, want) {
			t.Errorf("access.json lacks %s", want)
		}
	}
	page := html.UnescapeString(entries["access.html"])
	for _, want := range []string{"avsluttet samtykket til dette formålet med versjon " + next.Version.String(), "Formålet «Telefoner» er borte.", "Gjaldt til lørdag 3. oktober 2026"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// Art. 7(3): a copy says of a yes that the person has said no to since that they did, and when.
func TestACopySaysWhatWasDecidedAnew(t *testing.T) {
	c, files := full()
	v := consent.AsMade(c.Held.Consents[0].Choices)
	v[0].Status, v[0].Last = consent.Overtaken, consent.Last{Decision: gdpr.Refused, At: time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)}
	c.Held.Consents[0].Verdicts = v
	entries := written(t, c, files)
	data := strings.Join(strings.Fields(entries["access.json"]), "")
	if want := `"status":"overtaken","overtaken":{"since":"2026-11-03T12:00:00`; !strings.Contains(data, want) {
		t.Errorf("access.json lacks %s", want)
	}
	if !strings.Contains(html.UnescapeString(entries["access.html"]), "Du bestemte deg på nytt") {
		t.Error("the page does not say so")
	}
}
