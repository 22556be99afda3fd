package fulfillment_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

const marker = "[taken out]"

var (
	letter = gdpr.DeriveID("letter file")
	cv     = gdpr.DeriveID("cv file")
)

// assessed is what is held on somebody whose application has what others wrote, with one case.
func assessed(c rights.Case) (fulfillment.Everything, *controller.Declaration, holding.Ref) {
	d := *declaration(tretoen)
	d.Handling.Review = []controller.Class{controller.Applications}
	d.Holdings = []controller.Holding{{Class: controller.Applications, Fields: []controller.Field{
		{ID: "name", Provided: true}, {ID: "summary", Provided: true}, {ID: "assessment"},
	}}}
	ref := holding.Ref{Controller: tretoen, Class: controller.Applications, Owner: "k1-kari", ID: gdpr.DeriveID("one")}
	c.ID = gdpr.DeriveID("the case")
	c.Text = "Spør Ola Dunk. Takk."
	return fulfillment.Everything{
		Controller: tretoen, Subject: "k1-kari",
		Records: []holding.Owned{{Record: holding.Record{
			Ref: ref, Received: start, Changed: start,
			Fields: []holding.Value{{Field: "name", Value: "Kari"}, {Field: "summary", Value: "Spør Per Hansen. Jeg kan alt."}, {Field: "assessment", Value: "hun er god"}, {Field: "old", Value: "gammelt"}},
			Files:  []holding.File{{ID: cv, Name: "cv.pdf", Digest: "d", Added: start}, {ID: letter, Name: "om-per.pdf", Digest: "d", Added: start}},
		}}},
		Cases:    []rights.Case{c},
		Messages: []fulfillment.Message{{ID: "m", Case: c.ID, Subject: "Om Ola Dunk", Text: "Spør Ola Dunk. Takk."}},
	}, &d, ref
}

func said(e fulfillment.Everything) string {
	var b strings.Builder
	for _, r := range e.Records {
		for _, v := range r.Fields {
			b.WriteString(v.Field + "=" + v.Value.Reveal() + ";")
		}
		for _, f := range r.Files {
			b.WriteString(string(f.Name) + f.Digest + ";")
		}
	}
	for _, m := range e.Messages {
		b.WriteString(m.Subject.Reveal() + "/" + m.Text.Reveal() + ";")
	}
	for _, c := range e.Cases {
		b.WriteString(c.Text.Reveal())
	}
	return b.String()
}

// Art. 15(4): what staff took out for the sake of others is nowhere on the person's own page,
// whether or not the copy can still be fetched; and says where it stood.
func TestM8_WhatStaffTookOutIsNotShownToThePerson(t *testing.T) {
	c := rights.Case{Request: rights.Request{Rights: []gdpr.Right{gdpr.Access}}}
	_, _, ref := assessed(c)
	c.Redactions = []rights.Redaction{
		{Item: ref.String(), Field: "summary", Passage: "Per Hansen"}, {Item: ref.String(), Field: fulfillment.OfFile(letter)},
		{Item: "message.m", Field: "text", Passage: "Ola Dunk"},
	}
	e, d, _ := assessed(c)
	shown := e.Shown(d, start.AddDate(0, 2, 0), marker)
	for _, gone := range []string{"Per Hansen", "Ola Dunk", "om-per.pdf"} {
		if strings.Contains(said(shown), gone) {
			t.Errorf("%q is shown: %s", gone, said(shown))
		}
	}
	for _, stays := range []string{"Jeg kan alt.", "cv.pdfd", marker, "Takk."} {
		if !strings.Contains(said(shown), stays) {
			t.Errorf("%q is not shown: %s", stays, said(shown))
		}
	}
	if got := shown.Veils(ref, fulfillment.Removed); !slices.Equal(got, []string{fulfillment.OfFile(letter), "summary"}) {
		t.Errorf("%q", got)
	}
	c.Redactions = []rights.Redaction{{Item: "message.m", Field: "text"}}
	e, d, _ = assessed(c)
	if text := said(e.Shown(d, start, marker)); strings.Contains(text, "Ola Dunk") || strings.Contains(text, "Takk.") {
		t.Errorf("of a mail that was taken out is shown %s", text)
	}
	if !strings.Contains(said(e), "Ola Dunk") {
		t.Error("what is held was changed")
	}
}

// Of a class that staff read first, what the person did not provide is shown with what staff have
// read and released, and no longer than that can be fetched. The clock has read nothing.
func TestM8_WhatStaffReadFirstIsShownOnceTheyHaveReadIt(t *testing.T) {
	granted := func(right gdpr.Right, by string, at time.Time) rights.Case {
		return rights.Case{Request: rights.Request{Outcomes: []rights.Outcome{{Right: right, Result: rights.Granted, At: at, By: by}}}}
	}
	hour := start.Add(time.Hour)
	for outcome, test := range map[string]struct {
		c       rights.Case
		now     time.Time
		changed time.Time
		shown   bool
	}{
		"nobody asked":                     {rights.Case{}, hour, start, false},
		"released by staff":                {granted(gdpr.Access, "staff:anne", hour), hour.Add(time.Hour), start, true},
		"released by staff, long ago":      {granted(gdpr.Access, "staff:anne", hour), hour.AddDate(0, 0, 3), start, false},
		"changed since":                    {granted(gdpr.Access, "staff:anne", hour), hour.Add(time.Hour), hour.Add(time.Minute), false},
		"granted by the clock, before it":  {granted(gdpr.Access, rights.ByClock, start.Add(-time.Hour)), hour, start, false},
		"portability, granted by the same": {granted(gdpr.Portability, "staff:anne", hour), hour.Add(time.Hour), start, false},
	} {
		t.Run(outcome, func(t *testing.T) {
			e, d, ref := assessed(test.c)
			e.Records[0].Changed = test.changed
			shown := e.Shown(d, test.now, marker)
			if text := said(shown); strings.Contains(text, "hun er god") != test.shown || strings.Contains(text, "gammelt") != test.shown || !strings.Contains(text, "Jeg kan alt.") {
				t.Errorf("%s", text)
			}
			if got := len(shown.Veils(ref, fulfillment.Unread)) > 0; got == test.shown {
				t.Errorf("veiled: %t", got)
			}
		})
	}
}

// Access that the clock granted while there was nothing to read opens nothing that comes after it.
func TestACopyGrantedBeforeARecordCameIsReadFirst(t *testing.T) {
	c := rights.Case{Request: rights.Request{Outcomes: []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, At: start.Add(-time.Hour), By: rights.ByClock}}}}
	e, d, _ := assessed(c)
	if !e.Unread(d, start.Add(time.Minute)) {
		t.Error("the record that came after it is in the copy")
	}
	e.Records[0].Received = start.Add(-2 * time.Hour)
	if e.Unread(d, start.Add(time.Minute)) {
		t.Error("what was granted is refused")
	}
}

// shelf hands out any file.
type shelf struct{ holding.Files }

func (shelf) Hand(_ context.Context, _ holding.Ref, f holding.File, _ time.Time) (holding.Download, error) {
	return holding.Download{URL: "https://files.example.com/" + string(f.ID)}, nil
}

func TestM8_AFileThatStaffTookOutCannotBeFetched(t *testing.T) {
	w := newWorld(t)
	w.Records.Files = shelf{}
	ref := w.holds(tretoen, kari, func(r *holding.Record) {
		r.Files = []holding.File{{ID: cv, Name: "cv.pdf", Digest: "d"}, {ID: letter, Name: "om-per.pdf", Digest: "d"}}
	})
	w.confirmed(tretoen, func(r *rights.Request) {
		r.Redactions = []rights.Redaction{{Item: ref.String(), Field: fulfillment.OfFile(letter)}}
	}, gdpr.Access)
	if got, err := w.File(t.Context(), person(tretoen, kari), ref, cv); err != nil || got.URL == "" {
		t.Errorf("their own: %v", err)
	}
	if _, err := w.File(t.Context(), person(tretoen, kari), ref, letter); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("taken out: %v", err)
	}
	if _, err := w.File(t.Context(), person(tretoen, ola), ref, cv); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("somebody else: %v", err)
	}
	if _, err := w.File(t.Context(), access.Actor{Controller: tretoen, ID: "anne", Roles: []string{"privacy"}}, ref, cv); !is(err, gdpr.Forbidden, gdpr.CodeRole) {
		t.Errorf("staff: %v", err)
	}
}
