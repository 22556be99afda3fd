package export_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/export"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// desk is a desk whose ledger holds one person, and whose store keeps the last copy.
type desk struct {
	t     *testing.T
	held  fulfillment.Everything
	files shelf
	made  bytes.Buffer
	in    bool // while a copy is made
	fails error
}

func (k *desk) Everything(_ context.Context, c gdpr.ControllerID, s gdpr.SubjectID, by string) (fulfillment.Everything, error) {
	if c != k.held.Controller || s != k.held.Subject || by != "own" || !k.in {
		k.t.Errorf("everything of %s at %s read by %q, while a copy is made: %t", s, c, by, k.in)
	}
	return k.held, k.fails
}

func (k *desk) Make(_ context.Context, c gdpr.ControllerID, s gdpr.SubjectID, id gdpr.ID, write func(io.Writer) error) (holding.Download, error) {
	if c != k.held.Controller || s != k.held.Subject || id == "" {
		k.t.Errorf("a copy %q of %s at %s", id, s, c)
	}
	k.made.Reset()
	k.in = true
	defer func() { k.in = false }()
	if err := write(&k.made); err != nil {
		return holding.Download{}, err
	}
	return holding.Download{URL: "https://files.example.com/" + string(id)}, nil
}

func (k *desk) Contents(context.Context, gdpr.ControllerID) func(string, gdpr.ID) (io.ReadCloser, error) {
	return k.files.read
}

func newDesk(t *testing.T) (*desk, export.Desk, *controller.Declaration) {
	c, files := full()
	c.Declaration.Handling.Review = []controller.Class{controller.Profiles}
	k := &desk{t: t, held: c.Held, files: files}
	return k, export.Desk{Controllers: controller.New(c.Declaration), Ledger: k, Store: k}, c.Declaration
}

func person(door string) access.Actor {
	return access.Actor{Controller: mojob, ID: "contact-" + string(who), Contact: who, Way: access.ToOwn, Address: "kari@example.no", Door: door}
}

func TestAPersonGetsTheirCopyAndNobodyElse(t *testing.T) {
	k, d, _ := newDesk(t)
	got, err := d.Copy(t.Context(), person("ACCESS.x"), gdpr.Nynorsk)
	if err != nil || got.URL == "" {
		t.Fatal(err)
	}
	if page := unzipped(t, k.made.Bytes())["access.html"]; !strings.Contains(page, `<html lang="nn">`) {
		t.Error("in another language")
	}
	for name, by := range map[string]access.Actor{
		"nobody": {Controller: mojob, Way: access.ToOwn}, "staff": {Controller: mojob, ID: "x", Roles: []string{"privacy"}},
		"to agreements": {Controller: mojob, Contact: who, Way: access.ToAgreements},
	} {
		if _, err := d.Copy(t.Context(), by, gdpr.English); gdpr.KindOf(err) != gdpr.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	k.fails = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeErased}
	if got, err := d.Copy(t.Context(), person(""), gdpr.English); gdpr.KindOf(err) != gdpr.Conflict || got.URL != "" {
		t.Errorf("erased meanwhile: %v", err)
	}
}

// Art. 15(4): what others wrote comes by the link of the case in which staff have read it,
// as long as it is what they have read; what they have taken out stays out.
func TestWhatStaffHaveReadComesByTheLinkOfItsCase(t *testing.T) {
	for what, test := range map[string]struct {
		door    string
		by      string
		changed time.Time
		shown   bool
	}{
		"by its link":            {"CASE." + string(gdpr.DeriveID("case")), "staff:reader", at, true},
		"by another link":        {"ACCESS." + string(gdpr.DeriveID("other")), "staff:reader", at, false},
		"that nobody has read":   {"CASE." + string(gdpr.DeriveID("case")), "clock", at, false},
		"that has changed since": {"CASE." + string(gdpr.DeriveID("case")), "staff:reader", at.Add(time.Hour), false},
		"by the link of no case": {"", "staff:reader", at, false},
	} {
		k, d, _ := newDesk(t)
		c := &k.held.Cases[0]
		c.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, At: at, By: test.by}}
		c.Redactions = []rights.Redaction{{Item: profile.String(), Field: "summary", Passage: "Per Hansen"}}
		k.held.Records[0].Changed = test.changed
		if _, err := d.Copy(t.Context(), person(test.door), gdpr.Bokmal); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		text := unzipped(t, k.made.Bytes())["access.json"]
		if strings.Contains(text, "hun er god") != test.shown || strings.Contains(text, "Spør Per Hansen") {
			t.Errorf("%s: shown %t, or what was taken out", what, !test.shown)
		}
		// Of a copy that nobody has read, what is gone already need not be taken out.
		k.held.Records[0].Fields[2].Value = "Noe annet."
		_, err := d.Copy(t.Context(), person(test.door), gdpr.Bokmal)
		if (gdpr.KindOf(err) == gdpr.Conflict) != test.shown {
			t.Errorf("%s, with another text: %v", what, err)
		}
	}
}
