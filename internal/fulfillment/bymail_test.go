package fulfillment_test

import (
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/rights"
)

func TestANoticeByMailIsAskedUntilStaffSayOtherwise(t *testing.T) {
	d, n := &controller.Declaration{ID: "mojob"}, rights.Notice{ID: "a", Recipient: "customers", Way: string(controller.ToldByMail)}
	if err := (fulfillment.ByMail{}).Tell(t.Context(), d, rights.Request{}, n); err != nil {
		t.Errorf("tell: %v", err)
	}
	state, reason, err := fulfillment.ByMail{}.Ask(t.Context(), d, n)
	if state != rights.NoticeAsked || reason != "" || err != nil {
		t.Errorf("ask: %q, %q, %v", state, reason.Reveal(), err)
	}
}
