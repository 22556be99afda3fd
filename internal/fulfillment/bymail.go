package fulfillment

import (
	"context"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// ByMail tells recipients by mail. The step of the case that makes the notices calls for
// their mails in its own transaction (outbox.RequestNotice), so that there is nothing left to
// send. What a recipient answers names the case and lies with it: staff read it, and say that
// it is done.
type ByMail struct{}

// Tell has nothing to do: the mail goes out by itself, and is tried again by itself.
func (ByMail) Tell(context.Context, *controller.Declaration, rights.Request, rights.Notice) error {
	return nil
}

// Ask knows nothing: no machine takes a sentence in a mail for a yes.
func (ByMail) Ask(context.Context, *controller.Declaration, rights.Notice) (rights.NoticeState, gdpr.Private, error) {
	return rights.NoticeAsked, "", nil
}

var _ Teller = ByMail{}
