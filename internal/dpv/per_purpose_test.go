package dpv_test

import (
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
)

// Art. 7(1): a receipt says of no purpose that it was said yes to again where another was.
func TestAReceiptSaysOfEachPurposeWhetherItsOwnYesWasGivenAgain(t *testing.T) {
	for _, on := range []consent.Event{consent.Renew, consent.Affirm} {
		c := person(t, consent.ByForm, []gdpr.Decision{yes}, consent.Declare, consent.Confirm, on)
		c.History[2].Gave = []gdpr.PurposeID{"further-storage"}
		facts := dpv.OfPerson(c, nil)
		for purpose, want := range map[gdpr.PurposeID]dpv.Term{"further-storage": dpv.RenewedConsentGiven, "other-information": dpv.ConsentGiven} {
			if got := dpv.Status(facts.Standing[purpose]); got != want {
				t.Errorf("%s: %s is %s, want %s", on, purpose, got, want)
			}
		}
	}
}
