package dynamo

import (
	"slices"
	"strconv"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// ordersAfter is the mails that a step calls for. A mail of which a case may have several
// has the time of the step in its name, and its place where there are several at once.
func ordersAfter(from, to rights.Request, on rights.Entry) []outbox.Order {
	order := func(kind outbox.Kind) outbox.Order {
		return outbox.Order{Entry: string(kind), Kind: kind, Network: to.Network, At: on.At}
	}
	several := func(kind outbox.Kind) outbox.Order {
		o := order(kind)
		o.Entry += "-" + digits.Replace(stamp(on.At))
		return o
	}
	var orders []outbox.Order
	switch kind := kindAfter(from, to, on); kind {
	case "":
	case outbox.RequestConfirm, outbox.RequestOpen:
		if from.Decided.IsZero() && on.On != rights.Sort && on.On != rights.Nudge {
			orders = append(orders, order(kind))
		} else {
			orders = append(orders, several(kind)) // sorted anew, it is confirmed anew
		}
	case outbox.RequestIdentity: // of a question that is put again, each mail has a link of its own
		if on.On == rights.Nudge {
			orders = append(orders, several(kind))
		} else {
			orders = append(orders, order(kind))
		}
	case outbox.RequestCopy, outbox.RequestSettled, outbox.RequestLifting, outbox.RequestRestricted, outbox.RequestExtended:
		orders = append(orders, several(kind))
	case outbox.RequestReminder, outbox.RequestOverdue: // to the controller's own mailbox, and nobody else's
		return addressed(several(kind), on.To)
	case outbox.RequestErasing: // "" is the case's own address, which hears of it once; announced anew, it has mails of its own
		to := on.To
		if from.Workflow != rights.Cooling {
			to = append([]gdpr.Private{""}, to...)
		}
		return addressed(several(kind), to)
	default:
		orders = append(orders, order(kind))
	}
	if on.On == rights.Deny && copied(from, to) { // something else was refused before: the copy is told of as well
		orders = append(orders, several(outbox.RequestCopy))
	}
	return append(orders, notices(from, to, on)...)
}

var digits = strings.NewReplacer("-", "", ":", "", ".", "", "T", "", "Z", "")

// kindAfter is the mail to the person, or to staff, that a step calls for; "" for none.
func kindAfter(from, to rights.Request, on rights.Entry) outbox.Kind {
	if to.Way == rights.WayPost && on.On != rights.Remind && on.On != rights.Escalate {
		return "" // there is nobody to whom it could go
	}
	switch on.On {
	case rights.Register:
		if to.Workflow == rights.Waiting {
			return outbox.RequestConfirm
		}
		return ""
	case rights.Sort:
		if to.Workflow == rights.Waiting {
			return outbox.RequestConfirm
		}
		return ""
	case rights.Nudge:
		return nudged(to, on)
	case rights.Vouch:
		if from.Workflow != rights.Open && from.Workflow != rights.Proposed { // there it ends a pause, and nothing new has come in
			return outbox.RequestOpen
		}
		return ""
	case rights.Settle:
		if copied(from, to) {
			return outbox.RequestCopy
		}
	case rights.Reply:
		if copied(from, to) {
			return outbox.RequestCopy
		}
	}
	return mailAfter[on.On]
}

// nudged is the mail that reminds of what does not come: the question again, or the request to
// confirm, or what staff are told when neither helps.
func nudged(to rights.Request, on rights.Entry) outbox.Kind {
	switch {
	case len(on.To) > 0:
		return outbox.RequestReminder
	case to.Identity == rights.Asked:
		return outbox.RequestIdentity
	}
	return outbox.RequestConfirm
}

// mailAfter is the mail that a step calls for whatever the case asks.
var mailAfter = map[rights.Event]outbox.Kind{
	rights.Confirm: outbox.RequestOpen, rights.Join: outbox.RequestOpen, rights.Lodge: outbox.RequestOpen,
	rights.Settle: outbox.RequestSettled, rights.Reply: outbox.RequestAnswered, rights.Deny: outbox.RequestRefused,
	rights.Cancel: outbox.RequestCanceled, rights.Lapse: outbox.RequestLapsed,
	rights.Extend: outbox.RequestExtended, rights.Doubt: outbox.RequestIdentity,
	rights.Announce: outbox.RequestErasing, rights.Warn: outbox.RequestLifting,
	rights.Remind: outbox.RequestReminder, rights.Escalate: outbox.RequestOverdue,
	rights.Restrict: outbox.RequestRestricted,
}

// copied reports whether the right that a step settles is one to a copy, and granted whole.
func copied(from, to rights.Request) bool {
	if len(to.Outcomes) <= len(from.Outcomes) {
		return false
	}
	o := to.Outcomes[len(to.Outcomes)-1]
	return o.Result == rights.Granted && (o.Right == gdpr.Access || o.Right == gdpr.Portability)
}

// addressed is a mail to each address.
func addressed(o outbox.Order, to []gdpr.Private) []outbox.Order {
	var orders []outbox.Order
	for i, address := range to {
		each := o
		each.To = address
		if i > 0 {
			each.Entry += "-" + strconv.Itoa(i+1)
		}
		orders = append(orders, each)
	}
	return orders
}

// notices is a mail for each notice that goes by mail and that the step has asked: the
// addresses in the entry are theirs, in the same order. Which notice a mail is about stands in
// its name.
func notices(from, to rights.Request, on rights.Entry) []outbox.Order {
	var orders []outbox.Order
	for _, n := range to.Notices {
		asked := n.State == rights.NoticeAsked && !slices.ContainsFunc(from.Notices, func(o rights.Notice) bool {
			return o.ID == n.ID && o.State != rights.NoticeDue
		})
		if !asked || n.Way != string(controller.ToldByMail) || len(orders) == len(on.To) {
			continue
		}
		orders = append(orders, outbox.Order{
			Entry: string(outbox.RequestNotice) + "-" + string(n.ID), Kind: outbox.RequestNotice, At: on.At, To: on.To[len(orders)],
		})
	}
	return orders
}

// mails is the items of orders. An address that is not the case's own is sealed.
func (w *writing) mails(orders []outbox.Order) ([]any, error) {
	var items []any
	for _, o := range orders {
		m := newMail(w.request.Controller, w.pk(), o, w.request.Expires)
		if o.To != "" {
			var err error
			if m.Sealed, err = sealJSON(*w.key, m.PK, m.SK, mailPersonal{o.To.Reveal()}, maxSealedBeside); err != nil {
				return nil, err
			}
		}
		items = append(items, m)
	}
	return items, nil
}
