package dpv_test

import (
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
)

func TestEveryStandingHasItsTerm(t *testing.T) {
	const yes, no, back = gdpr.Given, gdpr.Refused, gdpr.Withdrawn
	table := []struct {
		outcome  string
		standing dpv.Standing
		want     dpv.Term
	}{
		{"a visitor's yes", dpv.Standing{Decision: yes}, dpv.ConsentGiven},
		{"a visitor's no", dpv.Standing{Decision: no}, dpv.ConsentRefused},
		{"a visitor's yes again", dpv.Standing{Decision: yes, Again: true}, dpv.RenewedConsentGiven},
		{"a visitor's yes taken back", dpv.Standing{Decision: back}, dpv.ConsentWithdrawn},
		{"not confirmed", dpv.Standing{Decision: yes, State: consent.Pending}, dpv.ConsentRequested},
		{"a no, not confirmed", dpv.Standing{Decision: no, State: consent.Pending}, dpv.ConsentRequested},
		{"confirmed", dpv.Standing{Decision: yes, State: consent.Standing}, dpv.ConsentGiven},
		{"a no, confirmed", dpv.Standing{Decision: no, State: consent.Standing}, dpv.ConsentRefused},
		{"renewed", dpv.Standing{Decision: yes, State: consent.Standing, Again: true}, dpv.RenewedConsentGiven},
		{"withdrawn", dpv.Standing{Decision: back, State: consent.Ended}, dpv.ConsentWithdrawn},
		{"withdrawn after it was renewed", dpv.Standing{Decision: back, State: consent.Ended, Again: true}, dpv.ConsentWithdrawn},
		{"a no of one that was withdrawn", dpv.Standing{Decision: no, State: consent.Ended}, dpv.ConsentRefused},
		{"disowned", dpv.Standing{Decision: yes, State: consent.Canceled}, dpv.ConsentRefused},
		{"a no, disowned", dpv.Standing{Decision: no, State: consent.Canceled}, dpv.ConsentRefused},
		{"its time is over", dpv.Standing{Decision: yes, Ended: dpv.Expired}, dpv.ConsentExpired},
		{"renewed, and its time is over", dpv.Standing{Decision: yes, Again: true, State: consent.Standing, Ended: dpv.Expired}, dpv.ConsentExpired},
		{"the statement changed", dpv.Standing{Decision: yes, State: consent.Standing, Ended: dpv.Invalidated}, dpv.ConsentInvalidated},
		{"the controller gave it up", dpv.Standing{Decision: yes, Ended: dpv.Revoked}, dpv.ConsentRevoked},
		{"taken back before it ended by itself", dpv.Standing{Decision: back, Ended: dpv.Expired}, dpv.ConsentWithdrawn},
		{"a no does not end", dpv.Standing{Decision: no, Ended: dpv.Invalidated}, dpv.ConsentRefused},
		{"nothing that anybody can say is a yes", dpv.Standing{Decision: "perhaps"}, dpv.ConsentRefused},
	}
	reached := map[dpv.Term]bool{}
	for _, test := range table {
		t.Run(test.outcome, func(t *testing.T) {
			if got := dpv.Status(test.standing); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
		reached[test.want] = true
	}
	for term := range vocabulary(t) {
		switch {
		case term == "dpv:ConsentRequestDeferred": // status.go says why
		case term == "dpv:ConsentUnknown", term == "dpv:ConsentStatusValidForProcessing", term == "dpv:ConsentStatusInvalidForProcessing":
		case isStatus(term) && !reached[dpv.Term(term)]:
			t.Errorf("no row of the table leads to %s", term)
		}
	}
	// The vocabulary's own division: these two are all that data may be used on.
	for term := range reached {
		if term.Valid() != (term == "dpv:ConsentGiven" || term == "dpv:RenewedConsentGiven") {
			t.Errorf("%s is valid: %t", term, term.Valid())
		}
	}
}
