package post_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// attachedReceipt is the receipt that a mail carries.
func attachedReceipt(t *testing.T, raw string) (dpv.Receipt, bool) {
	t.Helper()
	_, part, ok := strings.Cut(raw, "application/jose")
	if !ok {
		return dpv.Receipt{}, false
	}
	_, body, _ := strings.Cut(part, "\r\n\r\n")
	body, _, _ = strings.Cut(body, "\r\n--")
	signed, err := base64.StdEncoding.DecodeString(strings.NewReplacer("\r", "", "\n", "").Replace(body))
	if err != nil {
		t.Fatal(err)
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(string(signed), ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var r dpv.Receipt
	if err := json.Unmarshal(payload, &r); err != nil {
		t.Fatal(err)
	}
	return r, true
}

// Art. 7(1): whoever decides by mail holds the proof of it.
func TestTheMailsThatTellOfAConsentCarryItsReceipt(t *testing.T) {
	p, server := setUp(t)
	for kind, want := range map[outbox.Kind]dpv.Term{
		outbox.ConsentGiven: dpv.ConsentGiven, outbox.ConsentWithdrawn: dpv.ConsentWithdrawn,
		outbox.ConsentRenewed: dpv.RenewedConsentGiven, outbox.ConsentRestored: dpv.ConsentGiven,
		outbox.ConsentConfirm: "",
	} {
		l := letter("mojob", kind, gdpr.English)
		switch kind {
		case outbox.ConsentWithdrawn:
			l.Consent.State, l.Consent.Decided = consent.Ended, now
			for i := range l.Consent.Choices {
				l.Consent.Choices[i].Decision = gdpr.Withdrawn
			}
		case outbox.ConsentConfirm:
			l.Consent.State = consent.Pending
		default:
			l.Consent.State, l.Consent.Decided = consent.Standing, now
		}
		if kind == outbox.ConsentRenewed {
			l.Consent.Renewed = now
		}
		m := sent(t, p, server, l)
		r, attached := attachedReceipt(t, string(m.Raw()))
		if attached != (want != "") {
			t.Errorf("%s: attached %t", kind, attached)
		}
		if !attached {
			continue
		}
		if got := r.Record.Processes[0].Status; got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
		if !strings.Contains(m.Text, "consent-receipt.jws") || !strings.Contains(m.Text, "/v1/mojob/consents/"+string(l.Case)+"/receipt") {
			t.Errorf("%s does not say what it carries:\n%s", kind, m.Text)
		}
	}
}

// unsigned cannot reach the keys.
type unsigned struct{ err error }

func (u unsigned) Issue(context.Context, *controller.Declaration, dpv.Facts, time.Time) (dpv.Issued, error) {
	return dpv.Issued{}, u.err
}

func TestAMailWhoseReceiptCannotBeSignedForNowIsTriedAgain(t *testing.T) {
	p, server := setUp(t)
	p.Receipts = unsigned{&gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}}
	outcome, _, err := p.Send(t.Context(), letter("mojob", outbox.ConsentGiven, gdpr.Bokmal), now)
	if outcome != outbox.TryLater || err == nil || len(server.Inbox().Messages()) != 0 {
		t.Errorf("outcome %d, %v", outcome, err)
	}
	p.Receipts = nil
	if outcome, _, _ := p.Send(t.Context(), letter("mojob", outbox.ConsentGiven, gdpr.Bokmal), now); outcome == outbox.Accepted {
		t.Error("sent without a receipt")
	}
}

// said is every consent of whoever is written to.
type said []consent.Consent

func (s said) Of(context.Context, gdpr.ControllerID, gdpr.SubjectID) ([]consent.Consent, error) {
	return s, nil
}

// A mail that is sent late tells what the person has said since, by another consent.
func TestAReceiptInAMailTellsTheLastWord(t *testing.T) {
	p, server := setUp(t)
	l := letter("mojob", outbox.ConsentGiven, gdpr.English)
	l.Consent.State, l.Consent.Decided = consent.Standing, now
	other := *l.Consent
	other.ID, other.Decided, other.Choices = gdpr.NewID(), now.Add(time.Hour), slices.Clone(other.Choices)
	other.Choices[0].Decision = gdpr.Refused
	p.Consents = said{*l.Consent, other}
	r, attached := attachedReceipt(t, string(sent(t, p, server, l).Raw()))
	if !attached || r.Record.Processes[0].Status != dpv.ConsentRefused {
		t.Errorf("attached: %t, %+v", attached, r.Record.Processes)
	}
}
