package dynamo

// Five wrong codes lock the codes of a dossier, for good if nothing came of it. So the fifth
// calls for the mail that brings a new link and a new code, and that mail ends the lock. It
// lies in the dossier like any mail, so that the stream brings it, and it goes where the mail
// before it went: whoever guesses codes chooses no address. Once a day per dossier is enough
// for whoever mistyped, and no more than that for whoever guesses (threat H6).

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// relinkEvery is how long no other mail ends a lock by itself.
const relinkEvery = 24 * time.Hour

// lock is the answer to a code that does not count any more, with the mail that ends the
// lock stored before it is given. What a crash left out, the next try makes up for.
func (t *Table) lock(ctx context.Context, d *dossier, actions ...link.Action) error {
	if err := t.relink(ctx, d, actions); err != nil {
		return err
	}
	return errLocked
}

// mostRelinks is how many mails one transaction writes beside the mark: one takes 100 items.
const mostRelinks = 80

// relink stores the mails that end a lock, and the mark that holds the next ones back. Where they are
// more than one transaction takes, the mark goes with the first of several, and says when: what a crash
// leaves out of those that follow, the next try within the day makes up for, under the same names.
func (t *Table) relink(ctx context.Context, d *dossier, actions []link.Action) error {
	var head headItem
	if err := decode(d.head, &head); err != nil {
		return err
	}
	now := t.Now().UTC().Truncate(time.Millisecond)
	at, marked := now, head.Relinked > stamp(now.Add(-relinkEvery))
	if marked {
		var err error
		if at, err = unstamp(head.Relinked); err != nil {
			return err
		}
	}
	again, err := d.again(head, actions, now)
	if err != nil {
		return err
	}
	if marked {
		again = d.leftOut(again, at)
	}
	for some := range slices.Chunk(again, mostRelinks) {
		var writes []types.TransactWriteItem
		if !marked {
			writes, marked = append(writes, t.relinked(head, at)), true
		}
		for _, m := range some {
			put, err := t.put(m.again(d, head, at))
			if err != nil {
				return err
			}
			writes = append(writes, put)
		}
		err := t.write(ctx, writes...)
		if _, moved := errors.AsType[*refusal](err); moved {
			return nil // another try in the same moment was first, or a mail has ended the lock
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// leftOut is the mails that were there already when a lock was marked at that time, and were not
// written once more then, though others of theirs were.
func (d *dossier) leftOut(again []mailItem, at time.Time) []mailItem {
	left := slices.DeleteFunc(slices.Clone(again), func(m mailItem) bool {
		_, written := d.mails[strings.TrimPrefix(m.againKey(at), mailPrefix)]
		return written || m.Created > stamp(at)
	})
	if len(left) == len(again) {
		return nil // the mark is of another mail than the one that would be written now
	}
	return left
}

// relinked marks a dossier as mailed, if it is locked and was not mailed within a day.
func (t *Table) relinked(head headItem, now time.Time) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName:        &t.Name,
		Key:              key(head.PK, head.SK),
		UpdateExpression: aws.String("SET relinked = :at"),
		ConditionExpression: aws.String("(" + alive + ") AND misses >= :max AND " +
			"(attribute_not_exists(relinked) OR relinked <= :before)"),
		ExpressionAttributeValues: attributes{
			":at": text(stamp(now)), ":before": text(stamp(now.Add(-relinkEvery))),
			":max": number(link.MaxMisses), ":now": t.now(),
		},
	}}
}

// again is the mail of a dossier to write once more: the newest whose link opens what the
// code was typed for, or else the newest whose link opens anything. There are several where
// one announcement went to several addresses, also by several steps.
func (d *dossier) again(head headItem, actions []link.Action, now time.Time) ([]mailItem, error) {
	var found []mailItem
	for _, m := range d.mails {
		of, err := d.ofUse(m, now)
		if err != nil {
			return nil, err
		}
		if of {
			found = append(found, m)
		}
	}
	rank := func(m mailItem) int {
		if slices.Contains(actions, outbox.Kind(m.Kind).Link()) {
			return 0
		}
		return 1
	}
	slices.SortFunc(found, func(a, b mailItem) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Created, a.Created), cmp.Compare(a.SK, b.SK))
	})
	if len(found) == 0 {
		return nil, nil
	}
	newest, since := found[0], found[0].Created
	if newest.Kind == string(outbox.RequestErasing) {
		before, err := head.before(outbox.RequestErasing)
		if err != nil {
			return nil, err
		}
		since = before + "\x00" // the least that is after it
	}
	return slices.DeleteFunc(found, func(m mailItem) bool { return m.Kind != newest.Kind || m.Created < since }), nil
}

// ofUse reports whether a mail's link would still open something. What nobody has confirmed
// can be confirmed as long as it is kept, also by whoever let the first link expire.
func (d *dossier) ofUse(m mailItem, now time.Time) (bool, error) {
	kind := outbox.Kind(m.Kind)
	if m.Again != "" || kind.Link() == "" {
		return false, nil
	}
	var head struct {
		Workflow, Identity, State string
	}
	if err := decode(d.head, &head); err != nil {
		return false, err
	}
	switch kind {
	case outbox.RequestConfirm:
		return head.Workflow == string(rights.Waiting), nil
	case outbox.RequestIdentity:
		return head.Identity == string(rights.Asked), nil
	case outbox.RequestErasing:
		return head.Workflow == string(rights.Cooling), nil
	case outbox.ConsentConfirm:
		return head.State == string(consent.Pending), nil
	}
	return slices.ContainsFunc(d.grants, func(g link.Grant) bool {
		return g.Action == kind.Link() && now.Before(g.Expires)
	}), nil
}

// again is the item of the same mail with another link. Its name ends as that of the mail
// before it does, for what a mail is about can stand there.
func (m mailItem) again(d *dossier, head headItem, now time.Time) mailItem {
	it := newMail(d.controller, head.PK, outbox.Order{
		Entry: strings.TrimPrefix(m.againKey(now), mailPrefix), Kind: outbox.Kind(m.Kind), At: now,
	}, head.Expires)
	it.Again = strings.TrimPrefix(m.SK, mailPrefix)
	return it
}

// againKey is the sort key of such an item: of one mail and one time there is one.
func (m mailItem) againKey(at time.Time) string {
	return mailKey(m.Kind + "-again" + digits.Replace(stamp(at)) + strings.TrimPrefix(strings.TrimPrefix(m.SK, mailPrefix), m.Kind))
}
