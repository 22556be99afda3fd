package dpv_test

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

const (
	origin  = "https://privacy.example.com"
	visitor = gdpr.ID("0123456789abcdefghjkmnpqrs")
	kari    = gdpr.Private("kari.nordmann@example.no")
)

var start = time.Date(2026, time.November, 22, 9, 30, 0, 5e6, time.UTC)

type keys struct{}

func (keys) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, c)
	return "1", ed25519.NewKeyFromSeed(seed), nil
}

func declared(t *testing.T, c gdpr.ControllerID) *controller.Declaration {
	t.Helper()
	// The first version, whatever came after it: golden files are of what was declared then.
	d, ok := controllers.Registry().Version(c, controller.Version{Major: 1})
	if !ok {
		t.Fatal("not declared")
	}
	return d
}

// keptLonger is mojob's first version, and a next that keeps what is kept on consent for longer.
func keptLonger(t *testing.T) *controller.Registry {
	return next(declared(t, "mojob"), "further-storage")
}

// measuredLonger is tretoen's, whose statistics are kept for longer.
func measuredLonger(t *testing.T) *controller.Registry {
	return next(declared(t, "tretoen"), "statistics")
}

func next(d *controller.Declaration, longer gdpr.PurposeID) *controller.Registry {
	to := *d
	to.Version, to.Purposes = controller.Version{Major: d.Version.Major + 1}, slices.Clone(d.Purposes)
	for i, p := range to.Purposes {
		if p.ID == longer {
			to.Purposes[i].Retention.Period.Years += 2
		}
	}
	return controller.New(d, &to)
}

func seenBy(t *testing.T, d *controller.Declaration, a controller.Audience, m consent.Mechanism) consent.Seen {
	t.Helper()
	ref, ok := d.NoticeFor(a, gdpr.English)
	if !ok {
		t.Fatalf("%s tells %s nothing", d.ID, a)
	}
	s := consent.Seen{Version: d.Version, Notice: ref.Digest, Language: gdpr.English, Mechanism: m}
	if m != consent.ByAPI {
		s.Interface = controller.Digest(strings.Repeat("ab", 32))
	}
	return s
}

// choices are one decision on each purpose that is asked, in turn.
func choices(d *controller.Declaration, a controller.Audience, turn ...gdpr.Decision) []consent.Choice {
	var all []consent.Choice
	for i, p := range d.Asked(a) {
		all = append(all, consent.Choice{Purpose: p.ID, Decision: turn[i%len(turn)]})
	}
	return all
}

// record is a visitor's record, so many days after the start.
func record(t *testing.T, d *controller.Declaration, m consent.Mechanism, days int, turn ...gdpr.Decision) consent.Record {
	t.Helper()
	at := start.AddDate(0, 0, days)
	ends, err := retention.Expires(d.Records.VisitorConsent, at, at)
	if err != nil {
		t.Fatal(err)
	}
	return consent.Record{
		ID: gdpr.DeriveID("record", string(d.ID), at.String()), Controller: d.ID, Visitor: visitor,
		Choices: choices(d, controller.Visitors, turn...), Recorded: at, Seen: seenBy(t, d, controller.Visitors, m), Expires: ends,
	}
}

// person is Kari's consent after a course of events, a day between.
func person(t *testing.T, m consent.Mechanism, turn []gdpr.Decision, course ...consent.Event) consent.Consent {
	t.Helper()
	d := declared(t, "mojob")
	c := consent.Consent{
		ID: "zyxwvtsrqpnmkjhgfedcba9876", Controller: d.ID, Address: kari, Subject: "1-subject",
		Choices: choices(d, controller.Persons, turn...), Recorded: start, Seen: seenBy(t, d, controller.Persons, m),
		Expires: retention.Expiry(start.AddDate(2, 0, 0).Unix()),
	}
	for i, on := range course {
		next, ok := c.State.After(on)
		if !ok {
			t.Fatalf("%s cannot happen to what is %q", on, c.State)
		}
		at := start.AddDate(0, 0, i)
		step := consent.Step{At: at, On: on}
		for _, choice := range c.Choices {
			if (on == consent.Narrow || on == consent.Part) && choice.Decision == gdpr.Withdrawn {
				step.Took = append(step.Took, choice.Purpose)
			}
		}
		c.State, c.History = next, append(c.History, step)
		if i > 0 {
			c.Decided = at
		}
		switch on {
		case consent.Renew:
			c.Renewed = at
		case consent.Affirm: // to another text, on another day's form
			c.Earlier = append(c.Earlier, consent.Earlier{Seen: c.Seen, Until: at})
			c.Seen.Interface = controller.Digest(strings.Repeat("cd", 32))
		}
	}
	return c
}

// applicant is Kari's consent by an application that a portal sent on.
func applicant(t *testing.T) consent.Consent {
	t.Helper()
	d := declared(t, "tretoen")
	return consent.Consent{
		ID: "zyxwvtsrqpnmkjhgfedcba9876", Controller: d.ID, Address: kari, Subject: "1-subject", State: consent.Standing,
		Choices: choices(d, controller.Applicants, gdpr.Given), Recorded: start, Decided: start,
		Seen: seenBy(t, d, controller.Applicants, consent.ByAPI), Expires: retention.Expiry(start.AddDate(1, 0, 0).Unix()),
		History: []consent.Step{{At: start, On: consent.Declare}, {At: start, On: consent.Confirm}},
	}
}

// affirmedApplicant is an applicant's who said yes anew after three months, to the same: the proof
// of that is kept for twelve more.
func affirmedApplicant(t *testing.T) consent.Consent {
	t.Helper()
	c := applicant(t)
	c.Decided = start.AddDate(0, 3, 0)
	c.Expires = retention.Expiry(c.Decided.AddDate(1, 0, 0).Unix())
	c.History = append(c.History, consent.Step{At: c.Decided, On: consent.Affirm})
	c.Earlier = []consent.Earlier{{Seen: c.Seen, Until: c.Decided}}
	return c
}

// givenUp is the first version of a declaration, and a next without one of its purposes.
func givenUp(t *testing.T, c gdpr.ControllerID, purpose gdpr.PurposeID) *controller.Registry {
	t.Helper()
	d := declared(t, c)
	to := *d
	to.Version = controller.Version{Major: d.Version.Major + 1}
	to.Purposes = slices.DeleteFunc(slices.Clone(d.Purposes), func(p controller.Purpose) bool { return p.ID == purpose })
	return controller.New(d, &to)
}

func vocabulary(t *testing.T) map[string]bool {
	t.Helper()
	file, err := os.Open("testdata/vocabulary.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	terms := map[string]bool{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if line := lines.Text(); !strings.HasPrefix(line, "#") {
			terms[line] = true
		}
	}
	if len(terms) < 100 {
		t.Fatalf("only %d terms", len(terms))
	}
	return terms
}

// isStatus reports whether a term is a state of a consent.
func isStatus(term string) bool {
	switch name := dpv.Term(term).Name(); name {
	case "ConsentControl", "ConsentManagement", "ConsentNotice", "ConsentReceipt", "ConsentRecord", "ConsentStatus":
		return false
	default:
		return strings.HasPrefix(term, "dpv:Consent") && name != "Consent" || name == "RenewedConsentGiven"
	}
}
