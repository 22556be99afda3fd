package fulfillment

import (
	"context"
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// announce tells every address on file that all will be erased, and how to stop it (threat H5):
// whoever has taken over a mailbox cannot keep it from the other addresses of the same person.
// Where no record is held there is nothing that anybody could lose, and it is done without.
func (j *job) announce(ctx context.Context, right gdpr.Right) error {
	held, err := j.records(ctx)
	if err != nil {
		return err
	}
	named, err := j.Records.NamedIn(ctx, j.held.Controller, j.held.Subject)
	if err != nil {
		return err
	}
	if len(held)+len(named) == 0 && right == gdpr.Erasure {
		if j.Shelf == nil && j.by == rights.ByClock {
			// The person's own page may not erase by itself: what answers the public holds no right to
			// delete keys and consents. The clock does it within a minute, and the page says so.
			return nil
		}
		return j.erase(ctx)
	}
	return j.announceTo(ctx, right, onFile(j.held.Address, held, named, j.held.Subject))
}

// announceTo announces to addresses on file. Where they are more than one step can call mails for,
// the others are told by steps that follow, each of which says whom it has told; cooling-off begins
// with the last, so that everybody has all of it.
func (j *job) announceTo(ctx context.Context, right gdpr.Right, to []gdpr.Private) error {
	e := rights.Entry{On: rights.Announce, Right: right, To: to}
	if j.held.Workflow == rights.Cooling {
		e.By = j.decided(rights.Announce)
	}
	if len(to) > mostMails || j.held.Workflow == rights.Cooling {
		var some []string
		for _, address := range to[:min(len(to), mostMails)] {
			some = append(some, address.Reveal())
		}
		e.To, e.Text = to[:len(some)], gdpr.Private(strings.Join(some, "\n"))
	}
	return j.step(ctx, e, nil)
}

// announceRest announces to those who have not been told yet, where the announcement took several
// steps.
func (j *job) announceRest(ctx context.Context) error {
	var told []string
	for _, e := range j.held.History {
		switch {
		case e.On == rights.Begin: // what was announced before that is carried out
			told = nil
		case e.On == rights.Announce && e.Text != "":
			told = append(told, strings.Split(e.Text.Reveal(), "\n")...)
		}
	}
	if len(told) == 0 || len(told)%mostMails != 0 {
		return nil // it took one step, or its last has been taken
	}
	held, err := j.records(ctx)
	if err != nil {
		return err
	}
	named, err := j.Records.NamedIn(ctx, j.held.Controller, j.held.Subject)
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(onFile(j.held.Address, held, named, j.held.Subject), func(a gdpr.Private) bool {
		return slices.Contains(told, a.Reveal())
	})
	if len(left) == 0 {
		return nil
	}
	return j.announceTo(ctx, j.entered(rights.Announce), left)
}

// onFile is the addresses in the person's records that are not the one they came by.
func onFile(own gdpr.Private, held []holding.Owned, named []holding.Record, person gdpr.SubjectID) []gdpr.Private {
	var all []gdpr.Private
	add := func(value gdpr.Private) {
		address, ok := gdpr.ParseAddress(value.Reveal())
		same := func(o gdpr.Private) bool { return strings.EqualFold(o.Reveal(), address.Reveal()) }
		if ok && !same(own) && !slices.ContainsFunc(all, same) {
			all = append(all, address)
		}
	}
	for _, rec := range held {
		for _, v := range rec.Fields {
			if v.Field == controller.EmailField {
				add(v.Value)
			}
		}
	}
	for _, rec := range named {
		for _, contact := range rec.Contacts {
			if contact.Subject == person { // the others are other people
				add(contact.Address)
			}
		}
	}
	return all
}

// begin ends cooling-off. Whom to tell is written down now: once the records are gone, so is the
// list of who got them.
func (j *job) begin(ctx context.Context) error {
	if put, err := j.copyOut(ctx); put || err != nil {
		return err
	}
	held, err := j.records(ctx)
	if err != nil {
		return err
	}
	now := j.now()
	tell := j.notices(gdpr.Erasure, slices.DeleteFunc(held, func(rec holding.Owned) bool { return heldBack(rec.Record, now) }))
	return j.step(ctx, rights.Entry{On: rights.Begin}, func(r *rights.Request) { r.Notices = added(r.Notices, tell) })
}

// copyOut puts off the erasure while a copy of what would be erased is still to be released in
// another case of the person's, or can still be fetched: as long as nobody has released it, at
// least for as long as it then can. Which case it waits for stands in its story. What nobody has
// confirmed holds up nothing, or whoever knows an address could keep its data alive; nor does a case
// whose person has not shown who they are. However long the copy takes, it is waited for no longer
// than everybody on file was told when the erasure was announced.
func (j *job) copyOut(ctx context.Context) (put bool, err error) {
	cases, err := j.Docket.Of(ctx, j.d.ID, j.held.Subject)
	if err != nil {
		return false, err
	}
	now, until, waits := j.now(), j.held.Until, rights.Entry{On: rights.Wait}
	last := j.held.WaitsUntil(j.Cases.Calendar, j.d)
	for _, c := range cases {
		end, right := fetchable(c.Request, now)
		if end.After(last) {
			end = last
		}
		if c.ID != j.held.ID && end.After(now) && end.After(until) {
			until, waits.Right, waits.Text = end, right, gdpr.Private(strings.ReplaceAll(awaited.In(j.held.Language), "{case}", c.ID.Grouped()))
		}
	}
	if !until.After(now) {
		return false, nil
	}
	return true, j.step(ctx, waits, func(r *rights.Request) { r.Until = until })
}

// erasing is the right that the erasure answers: one that was asked for, or an objection that
// staff have upheld.
func (j *job) erasing() gdpr.Right {
	left := j.held.Unsettled()
	if !slices.Contains(left, gdpr.Erasure) && slices.Contains(left, gdpr.Objection) {
		return gdpr.Objection
	}
	if announced := j.entered(rights.Announce); announced == gdpr.Objection && slices.Contains(left, announced) {
		return gdpr.Objection
	}
	return gdpr.Erasure
}

// entered is the right that the last step of that kind was about; "" for none.
func (j *job) entered(on rights.Event) gdpr.Right {
	for _, e := range slices.Backward(j.held.History) {
		if e.On == on {
			return e.Right
		}
	}
	return ""
}

// erase erases all that is held on the person but what a hold keeps. Asked again it finishes
// what was interrupted, under the same certificate.
func (j *job) erase(ctx context.Context) error {
	o, id, err := j.erased(ctx, j.erasing())
	if err != nil {
		return err
	}
	return j.done(ctx, o, nil, func(r *rights.Request) { r.Erasure, r.Restricted = id, nil })
}

// erased is what became of the erasure, and its certificate's id. What is not erased is a
// refusal in part: with its ground, its reason and its end (Art. 12(4), 17(3), promise T7). A
// request that is still to be answered is kept as well, and refuses nothing.
func (j *job) erased(ctx context.Context, right gdpr.Right) (rights.Outcome, gdpr.ID, error) {
	e, err := j.Records.EraseFor(ctx, j.held.Controller, j.held.Subject, j.held.ID)
	if err != nil {
		return rights.Outcome{}, "", err
	}
	o := rights.Outcome{Right: right, Result: rights.Granted, By: j.decided(rights.Announce)}
	var reasons []string
	for _, kept := range e.Kept {
		if kept.Ground == holding.GroundRequest {
			continue
		}
		o.Kept = append(o.Kept, keptAs(kept))
		if reason := j.reason(kept.Ground); reason != "" && !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	if len(o.Kept) > 0 {
		o.Result, o.Ground, o.Reasons = rights.Partly, groundOf(o.Kept), gdpr.Private(strings.Join(reasons, "\n"))
		if len(e.Deleted) == 0 {
			o.Result = rights.Withheld
		}
	}
	return o, e.ID, nil
}

func keptAs(k holding.Kept) rights.Kept {
	return rights.Kept{Class: string(k.Class), Ground: k.Ground, Article: k.Article(), Until: k.Until}
}

// groundOf is the ground of a refusal for what was kept: a duty comes before a claim.
func groundOf(kept []rights.Kept) rights.Ground {
	for _, k := range kept {
		if k.Article != "17(3)(e)" {
			return rights.LegalObligation
		}
	}
	return rights.LegalClaims
}

// reason is what the declaration says of a duty to keep, in the person's language; "" of a claim,
// of which the ground says all.
func (j *job) reason(ground string) string {
	p, ok := j.d.Purpose(gdpr.PurposeID(ground))
	if !ok {
		return ""
	}
	return p.Description.In(j.held.Language)
}
