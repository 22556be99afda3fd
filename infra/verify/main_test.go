package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/jws"
	"ordholden/internal/receipt"
	"ordholden/internal/residence"
	"ordholden/internal/retention"
)

// ring has one key for each controller, made from its name.
type ring struct{}

func (ring) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, c)
	return "1", ed25519.NewKeyFromSeed(seed), nil
}

func (r ring) PublicKeys(ctx context.Context, c gdpr.ControllerID) (map[string]ed25519.PublicKey, error) {
	_, key, _ := r.SigningKey(ctx, c)
	return map[string]ed25519.PublicKey{"1": key.Public().(ed25519.PublicKey)}, nil
}

func (ring) Terms(context.Context, gdpr.ControllerID) (map[string]jws.Term, error) { return nil, nil }

func files(t *testing.T, of gdpr.ControllerID) (jwks, certificate string) {
	t.Helper()
	d, _ := controllers.Registry().Current("tretoen")
	signed, err := receipt.Sign(t.Context(), ring{}, receipt.Certify(d, holding.Erasure{
		ID: gdpr.NewID(), Controller: d.ID, Case: gdpr.NewID(), At: time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC), Key: true,
		Deleted: []holding.Deleted{{Class: "application", Purpose: "recruitment", Files: 2}},
	}))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := receipt.Published(t.Context(), ring{}, of)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	jwks, certificate = filepath.Join(dir, "jwks.json"), filepath.Join(dir, "certificate.txt")
	for name, b := range map[string][]byte{jwks: keys, certificate: []byte(signed + "\n")} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return jwks, certificate
}

func TestACertificateIsToldInWords(t *testing.T) {
	jwks, certificate := files(t, "tretoen")
	signed, err := os.ReadFile(certificate)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(jwks))))
	t.Cleanup(server.Close)
	for outcome, args := range map[string][]string{
		"from files":   {"-jwks", jwks, certificate},
		"from a pipe":  {"-jwks", jwks, "-"},
		"keys fetched": {"-jwks", server.URL + "/jwks.json", certificate},
	} {
		t.Run(outcome, func(t *testing.T) {
			var out strings.Builder
			if err := run(args, bytes.NewReader(signed), &out); err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{"VALID", "TRETOEN AS (922425620), who alone has the key", "Job application", "with 2 files", "22 November 2026"} {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q is missing in\n%s", want, out.String())
				}
			}
		})
	}
	var out strings.Builder
	if err := run([]string{"-jwks", jwks, "-language", "nn", certificate}, nil, &out); err != nil || !strings.Contains(out.String(), "Dette er sletta:") {
		t.Errorf("in Nynorsk: %v\n%s", err, out.String())
	}
}

func TestWhatCannotBeCheckedIsRefusedWithItsReason(t *testing.T) {
	jwks, certificate := files(t, "tretoen")
	other, _ := files(t, "mojob")
	for _, test := range []struct {
		outcome, says string
		args          []string
		in            string
	}{
		{"keys of another controller", "has not published", []string{"-jwks", other, certificate}, ""},
		{"no certificate", "no signed certificate or receipt", []string{"-jwks", jwks, "-"}, "hello"},
		{"no keys", "published keys is none", []string{"-jwks", certificate, certificate}, ""},
		{"no file", "no such file", []string{"-jwks", jwks, certificate + "x"}, ""},
		{"nothing said", "Usage", nil, ""},
		{"a language that nobody speaks here", "Usage", []string{"-jwks", jwks, "-language", "de", certificate}, ""},
		{"another controller than was asked about", "another company's", []string{"-jwks", jwks, "-controller", "mojob", certificate}, ""},
		{"no keys said", "Usage", []string{certificate}, ""},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			var out strings.Builder
			err := run(test.args, strings.NewReader(test.in), &out)
			if err == nil || !strings.Contains(err.Error(), test.says) || out.Len() > 0 {
				t.Errorf("%v, %q", err, out.String())
			}
		})
	}
}

// consented is a visitor's yes, signed at a moment by a key of a ring.
func consented(t *testing.T, c gdpr.ControllerID, at time.Time) string {
	t.Helper()
	d, _ := controllers.Registry().Version(c, controller.Version{Major: 1})
	ref, _ := d.NoticeFor(controller.Visitors, gdpr.English)
	r := consent.Record{
		ID: gdpr.NewID(), Controller: d.ID, Visitor: gdpr.NewID(), Recorded: at, Expires: retention.Expiry(at.AddDate(1, 0, 0).Unix()),
		Seen:    consent.Seen{Version: d.Version, Notice: ref.Digest, Language: gdpr.English, Mechanism: consent.ByBanner},
		Choices: []consent.Choice{{Purpose: "statistics", Decision: gdpr.Given}},
	}
	issued, err := dpv.Issuer{Keys: ring{}, PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}}.Issue(t.Context(), d, dpv.OfVisitor(r, nil, nil), at)
	if err != nil {
		t.Fatal(err)
	}
	return issued.Signed
}

func TestAConsentReceiptIsToldInWords(t *testing.T) {
	jwks, _ := files(t, "tretoen")
	signed := consented(t, "tretoen", time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC))
	for language, want := range map[string][]string{
		"en": {"VALID", "TRETOEN AS", "Statistics: Yes (Sunday 22 November 2026 at 10:30)", "version 1.0", "does not say whom", "what counted when it was made"},
		"nb": {"EKTE", "Statistikk: Ja (søndag 22. november 2026 kl. 10.30)", "ikke hvem det gjelder"},
		"nn": {"EKTE", "Statistikk: Ja", "ikkje kven det gjeld"},
	} {
		var out strings.Builder
		if err := run([]string{"-jwks", jwks, "-controller", "tretoen", "-language", language, "-"}, strings.NewReader(signed), &out); err != nil {
			t.Fatal(err)
		}
		for _, each := range want {
			if !strings.Contains(out.String(), each) {
				t.Errorf("%s: %q is missing in\n%s", language, each, out.String())
			}
		}
	}
	changed := signed[:len(signed)/2] + string(signed[len(signed)/2]^1) + signed[len(signed)/2+1:]
	var out strings.Builder
	if err := run([]string{"-jwks", jwks, "-"}, strings.NewReader(changed), &out); err == nil || !strings.HasPrefix(err.Error(), "REFUSED") || out.Len() > 0 {
		t.Errorf("with one bit changed: %v, %q", err, out.String())
	}
}

// A receipt proves that a yes was given for as long as its key is published, and the yes may be over by then.
func TestAReceiptWhoseTimeIsOverIsToldToBe(t *testing.T) {
	jwks, _ := files(t, "tretoen")
	for made, over := range map[time.Time]bool{time.Now().AddDate(0, -11, 0): false, time.Now().AddDate(-1, 0, -1): true} {
		var out strings.Builder
		if err := run([]string{"-jwks", jwks, "-"}, strings.NewReader(consented(t, "tretoen", made)), &out); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "VALID") || strings.Contains(out.String(), "A yes was given, and its time is over.") != over {
			t.Errorf("made on %s:\n%s", made, out.String())
		}
	}
}
