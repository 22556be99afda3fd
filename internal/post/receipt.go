package post

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
)

// Receipts makes and signs the receipt of a consent.
type Receipts interface {
	Issue(ctx context.Context, d *controller.Declaration, f dpv.Facts, now time.Time) (dpv.Issued, error)
}

// Consents is what a person has said under an address.
type Consents interface {
	// Of returns every consent of a person that was ever confirmed and is still kept.
	Of(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error)
}

// receipted adds the receipt of a consent to a mail that tells what it has come to. That it
// cannot be signed for now is worth a retry: whoever has said yes has proof of it (Art. 7(1)).
// Each try makes it anew, as it does the mail.
func (p Post) receipted(ctx context.Context, m *mail.Message, l outbox.Letter, now time.Time) error {
	switch l.Kind {
	case outbox.ConsentGiven, outbox.ConsentWithdrawn, outbox.ConsentReduced, outbox.ConsentRenewed, outbox.ConsentRestored, outbox.ConsentAffirmed:
	default:
		return nil
	}
	if p.Receipts == nil {
		return errors.New("a consent that nobody here can sign the receipt of")
	}
	verdicts := l.Consent.Verdicts(p.Controllers)
	if p.Consents != nil {
		all, err := p.Consents.Of(ctx, l.Consent.Controller, l.Consent.Subject)
		if err != nil {
			return fmt.Errorf("receipt of consent: %w", err)
		}
		verdicts = l.Consent.VerdictsAmong(p.Controllers, all)
	}
	issued, err := p.Receipts.Issue(ctx, m.Controller, dpv.OfPerson(*l.Consent, dpv.Overtaken(consent.At(verdicts, now))), now)
	if err != nil {
		return fmt.Errorf("receipt of consent: %w", err)
	}
	m.Receipt, m.ReceiptAt = issued.Signed, p.consent(l)+"/receipt"
	return nil
}
