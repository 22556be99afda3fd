package export_test

import (
	"bytes"
	"context"
	"errors"
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
	now   time.Time
	in    bool // while a copy is made
	fails error
}

func (k *desk) Everything(_ context.Context, c gdpr.ControllerID, s gdpr.SubjectID, by string) (fulfillment.Everything, error) {
	if c != k.held.Controller || s != k.held.Subject || by != "own" || !k.in {
		k.t.Errorf("everything of %s at %s read by %q, while a copy is made: %t", s, c, by, k.in)
	}
	return k.held, k.fails
}

func (k *desk) Make(_ context.Context, c gdpr.ControllerID, s gdpr.SubjectID, id gdpr.ID, write func(io.Writer) (string, error)) (holding.Download, error) {
	if c != k.held.Controller || s != k.held.Subject || id == "" {
		k.t.Errorf("a copy %q of %s at %s", id, s, c)
	}
	k.made.Reset()
	k.in = true
	defer func() { k.in = false }()
	if _, err := write(&k.made); err != nil {
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
	k := &desk{t: t, held: c.Held, files: files, now: at.Add(time.Hour)}
	return k, export.Desk{Controllers: controller.New(c.Declaration), Ledger: k, Store: k, Place: c.Place, Now: func() time.Time { return k.now }}, c.Declaration
}

func person(door string) access.Actor {
	return access.Actor{Controller: mojob, ID: "contact-" + string(who), Contact: who, Way: access.ToOwn, Address: "kari@example.no", Door: door}
}

func TestAPersonGetsTheirCopyAndNobodyElse(t *testing.T) {
	k, d, declared := newDesk(t)
	declared.Handling.Review = nil
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

// Art. 15(4): what others wrote comes when staff have read it, as long as it is what they
// have read, and for as long as the mail's link is good; what they have taken out stays out.
func TestWhatStaffHaveReadComesForADay(t *testing.T) {
	for what, test := range map[string]struct {
		by      string
		after   time.Duration
		changed time.Time
		shown   bool
	}{
		"read":                   {"staff:reader", time.Hour, at, true},
		"that nobody has read":   {"clock", time.Hour, at, false},
		"that has changed since": {"staff:reader", time.Hour, at.Add(time.Minute), false},
	} {
		k, d, _ := newDesk(t)
		k.now = at.Add(test.after)
		c := &k.held.Cases[0]
		c.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, At: at, By: test.by}}
		c.Redactions = []rights.Redaction{{Item: profile.String(), Field: "summary", Passage: "Per Hansen"}}
		k.held.Records[0].Changed = test.changed
		if _, err := d.Copy(t.Context(), person("ACCESS.x"), gdpr.Bokmal); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		text := unzipped(t, k.made.Bytes())["access.json"]
		if strings.Contains(text, "hun er god") != test.shown || strings.Contains(text, "Spør Per Hansen") {
			t.Errorf("%s: shown %t, or what was taken out", what, !test.shown)
		}
		// Of a copy that nobody has read, what is gone already need not be taken out.
		k.held.Records[0].Fields[2].Value = "Noe annet."
		_, err := d.Copy(t.Context(), person("ACCESS.x"), gdpr.Bokmal)
		if (gdpr.KindOf(err) == gdpr.Conflict) != test.shown {
			t.Errorf("%s, with another text: %v", what, err)
		}
	}
}

// Art. 15(4), 20: what nobody has granted of late, staff read first; what was granted without
// them, because it needs no reading, is handed out at once.
func TestACopyThatNobodyHasGrantedIsReadFirst(t *testing.T) {
	for what, test := range map[string]struct {
		right   gdpr.Right
		result  rights.Result
		after   time.Duration
		refused bool
	}{
		"granted by the clock":  {gdpr.Portability, rights.Granted, time.Hour, false},
		"granted two days ago":  {gdpr.Portability, rights.Granted, 48 * time.Hour, true},
		"refused":               {gdpr.Access, rights.Withheld, time.Hour, true},
		"another right granted": {gdpr.Restriction, rights.Granted, time.Hour, true},
	} {
		k, d, _ := newDesk(t)
		k.now = at.Add(test.after)
		k.held.Cases[0].Outcomes = []rights.Outcome{{Right: test.right, Result: test.result, At: at, By: rights.ByClock}}
		if _, err := d.Copy(t.Context(), person("ACCESS.x"), gdpr.Bokmal); errors.Is(err, fulfillment.ErrReview) != test.refused {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Art. 15(4), 20: portability is granted without staff, and opens nothing beside what is portable.
func TestPortabilityOpensNothingThatStaffReadFirst(t *testing.T) {
	for what, test := range map[string]struct {
		outcomes []rights.Outcome
		whole    bool
	}{
		"by the clock":           {[]rights.Outcome{{Right: gdpr.Portability, Result: rights.Granted, At: at, By: rights.ByClock}}, false},
		"by staff":               {[]rights.Outcome{{Right: gdpr.Portability, Result: rights.Granted, At: at, By: "staff:reader"}}, false},
		"and access, by staff":   {[]rights.Outcome{{Right: gdpr.Portability, Result: rights.Granted, At: at, By: rights.ByClock}, {Right: gdpr.Access, Result: rights.Granted, At: at, By: "staff:reader"}}, true},
		"and access, long since": {[]rights.Outcome{{Right: gdpr.Portability, Result: rights.Granted, At: at, By: rights.ByClock}, {Right: gdpr.Access, Result: rights.Granted, At: at.AddDate(0, 0, -3), By: "staff:reader"}}, false},
	} {
		k, d, _ := newDesk(t)
		// A record that is not portable, with a file: neither is in the copy.
		other := holding.Owned{Record: k.held.Records[0].Record}
		other.Ref = holding.Ref{Controller: mojob, Class: controller.Profiles, Owner: who, ID: gdpr.DeriveID("other")}
		other.Purpose = "correspondence"
		other.Disclosures = nil
		other.Files = []holding.File{k.files.put(other.Ref, "annet.pdf", "%PDF-1.7 other")}
		k.held.Records = append([]holding.Owned{other}, k.held.Records...)
		k.held.Cases[0].Outcomes = test.outcomes
		if _, err := d.Copy(t.Context(), person("ACCESS.x"), gdpr.Bokmal); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		entries := unzipped(t, k.made.Bytes())
		_, page := entries["access.html"]
		_, data := entries["access.json"]
		if page != test.whole || data != test.whole || !test.whole && len(entries) != 2 {
			t.Errorf("%s: %d entries, the whole %t %t", what, len(entries), page, data)
		}
		if text := entries["portability.json"]; strings.Contains(text, "hun er god") || strings.Contains(text, "annet.pdf") {
			t.Errorf("%s: %s", what, text)
		}
		conforms(t, entries["portability.json"])
	}
}

func TestWhereNothingIsPortablePortabilityOpensNothing(t *testing.T) {
	k, d, _ := newDesk(t)
	k.held.Records[0].Purpose = "correspondence"
	k.held.Records[0].Disclosures = nil
	k.held.Cases[0].Outcomes = []rights.Outcome{{Right: gdpr.Portability, Result: rights.Granted, At: at, By: rights.ByClock}}
	if _, err := d.Copy(t.Context(), person("ACCESS.x"), gdpr.Bokmal); !errors.Is(err, fulfillment.ErrReview) {
		t.Errorf("%v", err)
	}
}
