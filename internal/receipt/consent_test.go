package receipt_test

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/receipt"
	"ordholden/internal/residence"
	"ordholden/internal/retention"
	"ordholden/internal/words"
)

// consented is the facts of a visitor's yes, or of a no.
func consented(t *testing.T, c gdpr.ControllerID, decision gdpr.Decision) (*controller.Declaration, dpv.Facts) {
	t.Helper()
	d, _ := controllers.Registry().Current(c)
	ref, _ := d.NoticeFor(controller.Visitors, gdpr.Nynorsk)
	r := consent.Record{
		ID: "0123456789abcdefghjkmnpqrs", Controller: c, Visitor: "zyxwvtsrqpnmkjhgfedcba9876", Recorded: at,
		Seen:    consent.Seen{Version: d.Version, Notice: ref.Digest, Language: gdpr.Nynorsk, Mechanism: consent.ByBanner},
		Expires: retention.Expiry(at.AddDate(1, 0, 0).Unix()),
	}
	for _, p := range d.Asked(controller.Visitors) {
		r.Choices = append(r.Choices, consent.Choice{Purpose: p.ID, Decision: decision})
	}
	return d, dpv.OfVisitor(r, []consent.Record{r}, nil)
}

func issue(t *testing.T, r ring, c gdpr.ControllerID, now time.Time) dpv.Issued {
	t.Helper()
	d, facts := consented(t, c, gdpr.Given)
	issued, err := dpv.Issuer{Keys: r, PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}}.Issue(t.Context(), d, facts, now)
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

func TestAConsentReceiptIsReadAsItWasWritten(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		issued := issue(t, both, c, at)
		got, err := receipt.CheckConsent(issued.Signed, published(t, both, c))
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(got.Receipt)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(issued.JSON), string(text)); d != "" {
			t.Error(d)
		}
		if got.Controller != c || !got.Made.Equal(at) || !got.Replaced.IsZero() {
			t.Errorf("of %s, made %s, replaced %s", got.Controller, got.Made, got.Replaced)
		}
	}
}

// testdata has receipts of two companies from before receipts said where data is stored. Whoever
// kept one can have it checked for as long as the key is published.
func TestAReceiptThatDoesNotSayWhereDataIsStoredIsStillChecked(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		kept, err := os.ReadFile("testdata/unplaced-" + string(c) + ".jws")
		if err != nil {
			t.Fatal(err)
		}
		signed, set := strings.TrimSpace(string(kept)), published(t, both, c)
		got, err := receipt.CheckConsent(signed, set)
		if err != nil || got.Controller != c || len(got.Record.StoredIn()) != 0 || got.Record.Processes[0].Storage[0].Duration.Value != "P12M" {
			t.Errorf("%s: %v %+v", c, err, got)
		}
		said, err := receipt.Judge(signed, set, c, gdpr.Nynorsk, at)
		if err != nil || !said.Valid {
			t.Errorf("%s: %v %+v", c, err, said)
		}
	}
}

// What is signed with the standard library is what another's library reads.
func TestAConsentReceiptIsAJWSToOthers(t *testing.T) {
	issued := issue(t, both, "tretoen", at)
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(published(t, both, "tretoen"), &set); err != nil {
		t.Fatal(err)
	}
	jws, err := jose.ParseSignedCompact(issued.Signed, []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := jws.Verify(set)
	if err != nil || string(payload) != string(issued.JSON) {
		t.Errorf("%v\n%s", err, payload)
	}
	if h := jws.Signatures[0].Protected; h.KeyID != "tretoen-2" || h.ExtraHeaders[jose.HeaderType] != dpv.Type {
		t.Errorf("header %+v", h)
	}
}

func TestAConsentReceiptWithOneBitChangedIsRefused(t *testing.T) {
	issued, set := issue(t, both, "tretoen", at), published(t, both, "tretoen")
	rapid.Check(t, func(t *rapid.T) {
		signed := []byte(issued.Signed)
		bit := rapid.IntRange(0, len(signed)*8-1).Draw(t, "bit")
		signed[bit/8] ^= 1 << (bit % 8)
		if _, err := receipt.CheckConsent(string(signed), set); err == nil {
			t.Fatalf("with bit %d changed it is taken", bit)
		}
	})
}

func TestAKeySignsOnlyWhileItDoes(t *testing.T) {
	first, set := ring{"tretoen": {"1"}}, published(t, both, "tretoen")
	for _, test := range []struct {
		outcome  string
		by       ring
		at       time.Time
		want     error
		replaced time.Time
	}{
		{"the older key, before it was replaced", first, turn.Add(-time.Hour), nil, turn},
		{"the older key, as clocks differ", first, turn.Add(time.Minute), nil, turn},
		{"the older key, after", first, turn.Add(time.Hour), receipt.ErrReplaced, time.Time{}},
		{"the newer key, before it signed", both, turn.Add(-time.Hour), receipt.ErrEarly, time.Time{}},
		{"the newer key, as clocks differ", both, turn.Add(-time.Minute), nil, time.Time{}},
		{"the newer key", both, turn.AddDate(5, 0, 0), nil, time.Time{}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			got, err := receipt.CheckConsent(issue(t, test.by, "tretoen", test.at).Signed, set)
			if !errors.Is(err, test.want) || !got.Replaced.Equal(test.replaced) {
				t.Errorf("%v, replaced %s", err, got.Replaced)
			}
		})
	}
}

func TestAConsentReceiptOfAnotherIsRefusedWithItsReason(t *testing.T) {
	set := published(t, both, "tretoen")
	good := issue(t, both, "tretoen", at)
	extra := map[string]any{}
	if err := json.Unmarshal(good.JSON, &extra); err != nil {
		t.Fatal(err)
	}
	extra["dct:title"] = "more"
	for _, test := range []struct {
		outcome, signed string
		set             []byte
		want            error
	}{
		{"a key that is not published", issue(t, ring{"tretoen": {"9"}}, "tretoen", at).Signed, set, receipt.ErrKey},
		{"another key under a name that is", signedWith(t, keyOf("tretoen", "9"), "tretoen-2", dpv.Type, good.Receipt), set, receipt.ErrSignature},
		{"the keys of another controller", good.Signed, published(t, both, "mojob"), receipt.ErrKey},
		{"it speaks for another controller", signedWith(t, keyOf("tretoen", "2"), "tretoen-2", dpv.Type, issue(t, both, "mojob", at).Receipt), set, receipt.ErrController},
		{"a certificate", sign(t, both, certificate("tretoen")), set, receipt.ErrContent},
		{"of another sort", signedWith(t, keyOf("tretoen", "2"), "tretoen-2", "JWT", good.Receipt), set, receipt.ErrContent},
		{"no receipt at all", signedWith(t, keyOf("tretoen", "2"), "tretoen-2", dpv.Type, map[string]string{"hello": "there"}), set, receipt.ErrContent},
		{"with something more in it", signedWith(t, keyOf("tretoen", "2"), "tretoen-2", dpv.Type, extra), set, receipt.ErrContent},
		{"nothing", "", set, receipt.ErrForm},
		{"cut", good.Signed[:len(good.Signed)-1], set, receipt.ErrForm},
		{"unsigned", unsigned(good.Signed), set, receipt.ErrForm},
		{"its JSON alone", string(good.JSON), set, receipt.ErrForm},
		{"no keys", good.Signed, []byte("{}"), receipt.ErrKeys},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got, err := receipt.CheckConsent(test.signed, test.set); !errors.Is(err, test.want) || got.Identifier != "" {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
	// Nor is a receipt a certificate.
	if _, err := receipt.Check(good.Signed, set); !errors.Is(err, receipt.ErrContent) {
		t.Errorf("as a certificate: %v", err)
	}
	if !strings.Contains(string(set), `"exp":`+"1793491200") {
		t.Errorf("the set does not say when the first key was replaced: %s", set)
	}
}

// What is checked long after is told by the day of the check: a yes may be over.
func TestAReceiptCheckedAfterItsTimeSaysThatTheTimeIsOver(t *testing.T) {
	signed, set := issue(t, both, "tretoen", at).Signed, published(t, both, "tretoen")
	for l, want := range map[gdpr.Language]string{
		gdpr.Bokmal: "Det ble sagt ja, og tiden er ute.", gdpr.Nynorsk: "Det vart sagt ja, og tida er ute.", gdpr.English: "A yes was given, and its time is over.",
	} {
		for now, over := range map[time.Time]bool{at: false, at.AddDate(1, 0, -1): false, at.AddDate(1, 0, 1): true} {
			said, err := receipt.Judge(signed, set, "tretoen", l, now)
			if err != nil || !said.Valid || strings.Contains(strings.Join(said.Says, "\n"), want) != over {
				t.Errorf("%s: %v, %+v", now, err, said)
			}
			page, err := receipt.Issuer{Ring: both, Now: func() time.Time { return now }}.Judge(t.Context(), "tretoen", signed, l)
			if err != nil || strings.Contains(strings.Join(page.Says, "\n"), want) != over {
				t.Errorf("on the page, %s: %v, %+v", now, err, page)
			}
		}
	}
	d, refused := consented(t, "tretoen", gdpr.Refused)
	issued, err := dpv.Issuer{Keys: both, PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}}.Issue(t.Context(), d, refused, at)
	if err != nil {
		t.Fatal(err)
	}
	if said, err := receipt.Judge(issued.Signed, set, "tretoen", gdpr.English, at.AddDate(9, 0, 0)); err != nil || strings.Contains(strings.Join(said.Says, "\n"), "over") {
		t.Errorf("a no is over: %v, %+v", err, said)
	}
}

// ISO/IEC TS 27560: what the controller ended is told as that, with what became of the purpose.
func TestAReceiptOfWhatWasGivenUpSaysSo(t *testing.T) {
	d, facts := consented(t, "tretoen", gdpr.Given)
	facts.Standing["statistics"] = dpv.Standing{Decision: gdpr.Given, Ended: dpv.Revoked}
	facts.Why["statistics"] = []gdpr.Text{{NB: "Borte.", NN: "Vekk.", EN: "It is gone."}}
	issued, err := dpv.Issuer{Keys: both, PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}}.Issue(t.Context(), d, facts, at)
	if err != nil {
		t.Fatal(err)
	}
	said, err := receipt.Judge(issued.Signed, published(t, both, "tretoen"), "tretoen", gdpr.English, at.AddDate(9, 0, 0))
	text := strings.Join(said.Says, "\n")
	if err != nil || !strings.Contains(text, ": Ended by the company. The answer was yes, ") || !strings.Contains(text, "\nIt is gone.\n") || strings.Contains(text, "is over") {
		t.Errorf("%v, %s", err, text)
	}
}

// A yes to one purpose says nothing of another's text: whoever checks the receipt is told which each was to.
func TestACheckTellsWhichTextEachAnswerWasTo(t *testing.T) {
	d, facts := consented(t, "mojob", gdpr.Given)
	other := facts.Seen
	ref, _ := d.NoticeFor(controller.Everyone, gdpr.Nynorsk)
	other.Notice = ref.Digest
	facts.Texts = map[gdpr.PurposeID]consent.Seen{facts.Purposes[0]: other}
	issued, err := dpv.Issuer{Keys: both, PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}}.Issue(t.Context(), d, facts, at)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := d.Purpose(facts.Purposes[0])
	for _, l := range gdpr.Languages {
		said, err := receipt.Judge(issued.Signed, published(t, both, "mojob"), "mojob", l, at)
		want := words.Fill(words.ProofOwnNotice, l, "purpose", p.Name.In(l), "version", d.Version.String(),
			"notice", issued.Receipt.Record.Processes[0].Notice.ID, "digest", string(ref.Digest))
		if err != nil || !said.Valid || strings.Count(strings.Join(said.Says, "\n"), string(ref.Digest)) != 2 || !slices.Contains(said.Says, want) {
			t.Errorf("%s: %v, %v", l, said, err)
		}
	}
}
