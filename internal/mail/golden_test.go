package mail_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jhillyerd/enmime/v2"

	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestEveryKindInEveryLanguageReadsAsAgreed(t *testing.T) {
	for _, k := range kinds {
		for _, l := range gdpr.Languages {
			golden(t, string(k)+"."+string(l), message(k, l))
			m := message(k, l)
			m.Controller = other()
			golden(t, "mojob/"+string(k)+"."+string(l), m)
		}
	}
}

func TestTheOtherWordingsReadAsAgreed(t *testing.T) {
	joined := message(outbox.RequestOpen, gdpr.Bokmal)
	joined.Joined = "0xk2m9q7tbv0hc8e5ndw3gyr1c"
	golden(t, "request-joined.nb", joined)

	weak := message(outbox.RequestConfirm, gdpr.Bokmal)
	weak.Rights, weak.Link = []gdpr.Right{gdpr.Objection}, weak.Link[:len(weak.Link)-len("&code=1")]
	golden(t, "request-confirm-by-link.nb", weak)

	refused := message(outbox.ConsentGiven, gdpr.Bokmal)
	refused.Decisions = []mail.Decision{{Purpose: "later", Decision: gdpr.Refused}, {Purpose: "news", Decision: gdpr.Refused}}
	golden(t, "consent-refused.nb", refused)

	for _, l := range gdpr.Languages {
		for _, k := range []outbox.Kind{outbox.ConsentGiven, outbox.ConsentWithdrawn, outbox.ConsentReduced} {
			golden(t, string(k)+"-receipt."+string(l), receipted(message(k, l)))
		}
	}
	large := receipted(message(outbox.ConsentGiven, gdpr.English))
	large.Receipt += strings.Repeat("A", 40_000)
	golden(t, "consent-given-receipt-large.en", large)

	late := message(outbox.ConsentWithdrawn, gdpr.Bokmal)
	late.Link, late.Code, late.LinkExpires = "", "", time.Time{}
	golden(t, "consent-withdrawn-for-good.nb", late)

	for _, k := range []outbox.Kind{outbox.RequestAnswered, outbox.RequestRefused} {
		for _, l := range gdpr.Languages {
			golden(t, string(k)+"-erasure."+string(l), erased(message(k, l)))
		}
	}
	for _, l := range gdpr.Languages {
		there := message(outbox.RequestErasing, l)
		there.To = "kari@arbeid.example.no"
		golden(t, "request-erasing-elsewhere."+string(l), there)

		halfway := message(outbox.RequestCanceled, l)
		halfway.Rights = []gdpr.Right{gdpr.Rectification, gdpr.Erasure}
		halfway.Outcomes = []rights.Outcome{{Right: gdpr.Rectification, Result: rights.Granted, At: halfway.Received}}
		halfway.Corrections = []mail.Correction{{Name: "Telefon", State: rights.Accepted}}
		halfway.Told = []mail.Told{{Name: "Kunden", Customer: "Fjord Eksempel AS", Confirmed: true}}
		halfway.Owed = true
		golden(t, "request-canceled-halfway."+string(l), halfway)

		inWords := message(outbox.RequestAnswered, l)
		inWords.Rights, inWords.Fate = nil, mail.Fate{Said: "Hei, Kari.\n\nVi lagrer søknader i tolv måneder."}
		golden(t, "request-answered-in-words."+string(l), inWords)

		golden(t, "request-confirm-by-mail."+string(l), answer(message(outbox.RequestConfirm, l)))

		again := message(outbox.RequestConfirm, l)
		again.Again = true
		golden(t, "request-confirm-again."+string(l), again)

		waiting := message(outbox.RequestAdded, l)
		waiting.Workflow = rights.Waiting
		golden(t, "request-added-waiting."+string(l), waiting)
	}
}

// golden compares a composed message with the file of that name.
func golden(t *testing.T, name string, m mail.Message) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		path := filepath.Join("testdata", name+".eml")
		got := compose(t, m)
		if again := compose(t, m); !bytes.Equal(got, again) {
			t.Fatal("composed twice, the message differs")
		}
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("run with -update if this is meant (-want +got):\n%s", diff)
		}
	})
}

func TestEveryLanguageSaysItInItsOwnWords(t *testing.T) {
	for _, k := range kinds {
		seen := map[string]gdpr.Language{}
		for _, l := range gdpr.Languages {
			m := message(k, l)
			read, err := enmime.ReadEnvelope(bytes.NewReader(compose(t, m)))
			if err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(read.Text+read.GetHeader("Subject"), "{}") {
				t.Errorf("%s in %s has an empty place", k, l)
			}
			for _, paragraph := range strings.Split(read.Text, "\r\n\r\n") {
				paragraph, _, _ = strings.Cut(paragraph, "\r\n---")
				if other, ok := seen[paragraph]; ok && len(paragraph) > 60 && !strings.Contains(paragraph, "https:") && strings.Trim(paragraph, "-") != "" {
					t.Errorf("%s says the same in %s and %s: %q", k, other, l, paragraph)
				}
				seen[paragraph] = l
			}
		}
	}
}

// Intake never says whether a person is known (Art. 12(2)): what the controller
// processes has no part in the mail that goes to whatever address was typed.
func TestTheQuestionSaysNothingOfWhatIsHeld(t *testing.T) {
	m := message(outbox.RequestConfirm, gdpr.Bokmal)
	known := compose(t, m)
	m.Controller.Purposes, m.Controller.Categories, m.Controller.Recipients = nil, nil, nil
	if unknown := compose(t, m); !bytes.Equal(known, unknown) {
		t.Error("it depends on what is processed")
	}
}

// receipted is a message with the receipt of its consent.
func receipted(m mail.Message) mail.Message {
	m.Receipt = "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
	m.ReceiptAt = "https://personvern.321.no/v1/tretoen/consents/" + string(caseID) + "/receipt"
	return m
}
