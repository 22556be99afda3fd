package dpv_test

import (
	"strings"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
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

// Art. 7(1): what a newer version asks nobody about stays in the receipt of whoever says yes to the
// rest of it, with what became of it, as it was declared then, and with the text that it was decided on.
func TestAReceiptHasTheDecisionOnEveryPurposeByTheTextItWasTo(t *testing.T) {
	all := givenUp(t, "mojob", "other-information")
	was, now := declared(t, "mojob"), all.All()[1]
	for i, turn := range []gdpr.Decision{yes, no, back} {
		c := person(t, consent.ByForm, []gdpr.Decision{yes, turn}, consent.Declare, consent.Confirm, consent.Affirm)
		c.History[2].Gave = []gdpr.PurposeID{"further-storage"}
		shown, _ := was.NoticeFor(controller.Everyone, gdpr.English)
		c.Seen.Version, c.Seen.Notice = now.Version, shown.Digest
		verdicts := c.Verdicts(all)
		issuer := dpv.Issuer{Keys: keys{}, PublicURL: origin, Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Controllers: all}
		issued, err := issuer.Issue(t.Context(), now, dpv.OfPerson(c, dpv.Overtaken(verdicts)), start.AddDate(0, 0, 10))
		if err != nil {
			t.Fatal(err)
		}
		r := issued.Receipt.Record
		if len(r.Processes) != 2 || r.Notice.Version != now.Version.String() {
			t.Fatalf("%s: %d purposes, version %s", turn, len(r.Processes), r.Notice.Version)
		}
		first, gone := r.Processes[0], r.Processes[1]
		if first.Status != dpv.RenewedConsentGiven || first.Notice != nil || len(first.Validity) != 2 {
			t.Errorf("%s: said yes to anew: %+v", turn, first)
		}
		want := []dpv.Term{dpv.ConsentRevoked, dpv.ConsentRefused, dpv.ConsentWithdrawn}[i]
		p, _ := was.Purpose("other-information")
		if gone.Status != want || gone.Purpose.Title["en"] != p.Name.EN || len(gone.Data) != len(p.Categories) || (len(gone.Reasons) > 0) != (turn == yes) {
			t.Errorf("%s: given up: %+v", turn, gone)
		}
		text, _ := was.NoticeFor(controller.Persons, gdpr.English)
		if n := gone.Notice; n == nil || n.Version != "1.0" || n.Date != was.Dated || n.Digest != string(text.Digest) || !strings.HasSuffix(n.ID, n.Digest) {
			t.Errorf("%s: to the text %+v", turn, n)
		}
	}
}

// What the holder of the address said no to never counted: no version has ended it, and none gives a reason.
func TestWhatNeverCountedIsEndedByNoVersion(t *testing.T) {
	for state, course := range map[dpv.Term][]consent.Event{dpv.ConsentRefused: {consent.Declare, consent.Cancel}, dpv.ConsentRequested: {consent.Declare}} {
		c := person(t, consent.ByForm, []gdpr.Decision{yes}, course...)
		facts := dpv.OfPerson(c, dpv.Overtaken(c.Verdicts(keptLonger(t))))
		if got := dpv.Status(facts.Standing["further-storage"]); got != state || len(facts.Why) > 0 {
			t.Errorf("%s for %v, want %s", got, facts.Why, state)
		}
	}
}
