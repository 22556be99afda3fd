package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/export"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

const marker = "[Fjernet av hensyn til andre]"

// Art. 15(4): what staff have marked is nowhere in the copy, and where it stood it says so.
func TestWhatIsRedactedIsNowhereInTheCopy(t *testing.T) {
	c, files := full()
	c.Held.Messages[0].Subject = "Emnet"
	for what, test := range map[string]struct {
		redaction rights.Redaction
		gone      []string
		stays     string
	}{
		"a passage":         {rights.Redaction{Item: profile.String(), Field: "summary", Passage: "Per Hansen."}, []string{"Spør Per Hansen."}, "Jeg kan alt."},
		"a field":           {rights.Redaction{Item: profile.String(), Field: "assessment"}, []string{"hun er god"}, "Jeg kan alt."},
		"a passage of mail": {rights.Redaction{Item: "message.m", Field: "text", Passage: "Naboen Ola Dunk"}, []string{"Ola Dunk"}, "Hva har dere?"},
		"a mail":            {rights.Redaction{Item: "message.m", Field: "text"}, []string{"Ola Dunk", "Hva har dere?", "Emnet"}, "Jeg kan alt."},
		"a file":            {rights.Redaction{Item: profile.String(), Field: "file." + string(c.Held.Records[0].Files[0].ID)}, []string{"cv.pdf", "%PDF"}, "mer.pdf"},
	} {
		c.Redactions = []rights.Redaction{test.redaction}
		entries := written(t, c, files)
		for name, text := range entries {
			for _, gone := range test.gone {
				if strings.Contains(text, gone) || strings.Contains(name, "cv.pdf") && what == "a file" {
					t.Errorf("%s: %s says %q", what, name, gone)
				}
			}
		}
		for _, name := range []string{"access.json", "access.html"} {
			if !strings.Contains(entries[name], marker) || !strings.Contains(entries[name], test.stays) || !strings.Contains(entries[name], "artikkel 15 nr. 4") {
				t.Errorf("%s: %s does not say that something is gone, or something else is", what, name)
			}
		}
		if text, there := entries["portability.json"]; there {
			conforms(t, text)
		}
	}
}

// A request that came by mail quotes the mail.
func TestWhatIsRedactedOfAMailIsGoneFromItsRequest(t *testing.T) {
	c, files := full()
	c.Held.Cases[0].Text = c.Held.Messages[0].Text
	c.Redactions = []rights.Redaction{{Item: "message.m", Field: "text", Passage: "Ola Dunk"}}
	for name, text := range written(t, c, files) {
		if strings.Contains(text, "Ola Dunk") {
			t.Errorf("%s still says it", name)
		}
	}
}

func TestSeveralPassagesOfOneFieldInAnyOrder(t *testing.T) {
	for text, test := range map[string]struct {
		want     string
		passages []gdpr.Private
	}{
		"Per og Per Hansen og Kari og Per": {"# og # og Kari og #", []gdpr.Private{"Per", "Per Hansen"}},
		"Kari og Per Hansen Olsen, Å":      {"Kari og #, Å", []gdpr.Private{"Per Hansen", "Hansen Olsen"}},
		"aaaab":                            {"#b", []gdpr.Private{"aa"}},
		"Å og Åse":                         {"# og #se", []gdpr.Private{"Å"}},
	} {
		for range 2 {
			c, files := full()
			c.Held.Records[0].Fields[2].Value = gdpr.Private(text)
			for _, p := range test.passages {
				c.Redactions = append(c.Redactions, rights.Redaction{Item: profile.String(), Field: "summary", Passage: p})
			}
			want := `"` + strings.ReplaceAll(test.want, "#", marker) + `"`
			if got := written(t, c, files)["access.json"]; !strings.Contains(got, want) {
				t.Errorf("%q without %d passages is not %s", text, len(test.passages), want)
			}
			slices.Reverse(test.passages)
		}
	}
}

// What staff read has changed since: nobody has read what would be given out.
func TestARedactionOfWhatHasChangedIsNoCopy(t *testing.T) {
	c, files := full()
	c.Redactions = []rights.Redaction{{Item: profile.String(), Field: "summary", Passage: "Spør Anne"}}
	err := export.Write(io.Discard, c, files.read)
	if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Kind != gdpr.Conflict || e.Code != gdpr.CodeChanged || strings.Contains(err.Error(), "Anne") {
		t.Errorf("%v", err)
	}
	c.Redactions[0].Item = "application.1-kari.gone" // it has ended meanwhile, and is in no copy
	if err := export.Write(io.Discard, c, files.read); err != nil {
		t.Error(err)
	}
}

// Threat H1, H2: nothing of one person is in the copy of another, whatever both hold.
func TestNothingOfOnePersonIsInTheCopyOfAnother(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.StringMatching(`[a-z<>&"' \n]{0,12}`)
		person := func(canary string) (export.Copy, shelf) {
			c, files := full()
			say := func(what string) gdpr.Private {
				return gdpr.Private(canary + "-" + what + "-" + word.Draw(rt, what))
			}
			r := &c.Held.Records[0]
			r.Owner = gdpr.SubjectID("1-" + canary)
			for i := range r.Fields {
				r.Fields[i].Value = say("field")
			}
			r.Files = nil
			for range rapid.IntRange(0, 3).Draw(rt, "files") {
				r.Files = append(r.Files, files.put(r.Ref, say(fmt.Sprint(len(r.Files))), canary+"-content"))
			}
			r.Disclosures[0].Customer = say("customer")
			c.Held.Subject, c.Held.Address, c.Held.Addresses = r.Owner, say("address"), []gdpr.Private{say("other")}
			c.Held.Messages[0].Subject, c.Held.Messages[0].Text = say("subject"), say("text")
			c.Held.Cases[0].Name, c.Held.Cases[0].Text = say("name"), say("asked")
			c.Held.Named[0].Contacts[0].Subject, c.Held.Named[0].Contacts[0].Name = r.Owner, say("contact")
			c.Reviewed = rapid.Bool().Draw(rt, "reviewed")
			return c, files
		}
		a, filesOfA := person("canaryA")
		b, filesOfB := person("canaryB")
		both := shelf{}
		for _, files := range []shelf{filesOfA, filesOfB} {
			for name, text := range files {
				both[name] = text
			}
		}
		// An agreement names both.
		shared := append(a.Held.Named[0].Contacts[:1:1], b.Held.Named[0].Contacts[:1]...)
		a.Held.Named[0].Contacts, b.Held.Named[0].Contacts = shared, shared
		for other, c := range map[string]export.Copy{"canaryB": a, "canaryA": b} {
			var zipped bytes.Buffer
			if err := export.Write(&zipped, c, both.read); err != nil {
				rt.Fatal(err)
			}
			own := false
			for name, text := range unzipped(t, zipped.Bytes()) {
				if strings.Contains(name+text, other) {
					rt.Fatalf("%s tells of %s", name, other)
				}
				own = own || strings.Contains(text, "canary")
			}
			if !own {
				rt.Fatal("nothing of one's own is there")
			}
		}
	})
}
