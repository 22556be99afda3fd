package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ordholden/internal/receipt"
	"ordholden/internal/transparency"
)

// provable is a receipt, the keys that it is checked with, and a log with its record.
type provable struct {
	*published
	jwks, receipt, evidence string
}

var said = time.Date(2026, time.November, 21, 9, 30, 0, 5e6, time.UTC)

// provables is a receipt in a log that has its record as it is changed.
func provables(t *testing.T, change func(*transparency.Entry)) provable {
	t.Helper()
	jwks, _ := files(t, "mojob")
	keys, err := os.ReadFile(jwks)
	if err != nil {
		t.Fatal(err)
	}
	signed := consented(t, "mojob", said)
	r, err := receipt.CheckConsent(signed, keys)
	if err != nil {
		t.Fatal(err)
	}
	entry := transparency.Entry{Controller: "mojob", Kind: transparency.VisitorConsent, ID: r.Record.Identifier, Event: "record", At: said}
	change(&entry)
	p := provable{jwks: jwks, receipt: filepath.Join(t.TempDir(), "receipt.jws")}
	p.published, p.evidence = publish(t, entry.Encode())
	if err := os.WriteFile(p.receipt, []byte(signed), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func asItIs(*transparency.Entry) {}

// wrapped is the receipt with its proof, as the API hands both out.
func (p provable) wrapped() string {
	p.t.Helper()
	signed, err := os.ReadFile(p.receipt)
	if err != nil {
		p.t.Fatal(err)
	}
	e, err := evidenceIn(p.evidence, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	both, err := json.Marshal(receipt.Proved{Receipt: string(signed), Inclusion: e})
	if err != nil {
		p.t.Fatal(err)
	}
	name := filepath.Join(p.t.TempDir(), "consent-receipt.json")
	if err := os.WriteFile(name, both, 0o600); err != nil {
		p.t.Fatal(err)
	}
	return name
}

func TestAReceiptAndItsPlaceInTheLogAreToldTogether(t *testing.T) {
	p := provables(t, asItIs)
	for outcome, args := range map[string][]string{
		"evidence beside it": {"-jwks", p.jwks, "-log", p.dir, "-evidence", p.evidence, p.receipt},
		"evidence with it":   {"-jwks", p.jwks, "-log", p.dir, p.wrapped()},
	} {
		out, err := p.verify(args...)
		if err != nil || !strings.HasPrefix(out, "VALID") || !strings.Contains(out, "Statistics: Yes") ||
			!strings.Contains(out, "stands as number 5 in the company's log, under the head that was signed Saturday 21 November 2026") || !strings.Contains(out, "“You answered.”") {
			t.Errorf("%s: %s%v", outcome, out, err)
		}
	}
	if out, err := p.verify("-jwks", p.jwks, p.wrapped()); err != nil || !strings.Contains(out, "has not been checked: name the log") {
		t.Errorf("without a log: %s%v", out, err)
	}
	later := provables(t, func(e *transparency.Entry) { e.At = said.Add(time.Hour) })
	if out, err := later.verify("-jwks", later.jwks, "-log", later.dir, "-evidence", later.evidence, later.receipt); err != nil || !strings.Contains(out, "a later step") {
		t.Errorf("of a later step: %s%v", out, err)
	}
}

func TestAProofThatIsNotTheReceiptsOwnIsRefusedWithTheReason(t *testing.T) {
	p, foreign := provables(t, asItIs), provables(t, asItIs)
	earlier := provables(t, func(e *transparency.Entry) { e.At = said.Add(-time.Hour) })
	jwks, certificate := files(t, "tretoen")
	cut := provables(t, asItIs)
	cut.head(23, 30)
	grown := provables(t, asItIs)
	grown.fifth = ""
	grown.head(23, 400)
	for outcome, c := range map[string]struct {
		args []string
		says string
	}{
		"of another record":               {[]string{"-jwks", p.jwks, "-log", foreign.dir, "-evidence", foreign.evidence, p.receipt}, "of another record"},
		"of a step that it does not tell": {[]string{"-jwks", p.jwks, "-log", earlier.dir, "-evidence", earlier.evidence, earlier.receipt}, "does not tell"},
		"of another tree":                 {[]string{"-jwks", p.jwks, "-log", grown.dir, "-evidence", grown.evidence, grown.receipt}, "is another"},
		"of a log that was cut off":       {[]string{"-jwks", p.jwks, "-log", cut.dir, "-evidence", cut.evidence, cut.receipt}, "shorter"},
		"of no consent":                   {[]string{"-jwks", jwks, "-log", p.dir, "-evidence", p.evidence, certificate}, "this is none"},
		"changed":                         {[]string{"-jwks", p.jwks, "-log", p.dir, "-evidence", p.changed(), p.receipt}, "another tree"},
		"missing":                         {[]string{"-jwks", p.jwks, "-log", p.dir, p.receipt}, "without a proof"},
		"in no log":                       {[]string{"-jwks", p.jwks, "-evidence", p.evidence, p.receipt}, "Usage"},
	} {
		t.Run(outcome, func(t *testing.T) {
			if out, err := p.verify(c.args...); err == nil || !strings.Contains(err.Error(), c.says) || out != "" {
				t.Errorf("%s%v", out, err)
			}
		})
	}
}

// changed is the evidence with another place in the tree.
func (p provable) changed() string {
	p.t.Helper()
	e, err := evidenceIn(p.evidence, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	e.Index++
	b, err := json.Marshal(e)
	if err != nil {
		p.t.Fatal(err)
	}
	name := filepath.Join(p.t.TempDir(), "changed.json")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		p.t.Fatal(err)
	}
	return name
}
