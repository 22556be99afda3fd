package dynamo

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// agendaOf is the index partition that lists a class by when its records came.
var agendaOf = map[controller.Class]string{
	controller.Applications: kindApplication, controller.Agreements: kindAgreement, controller.Profiles: kindProfile,
}

// List reads a page of the index, and then the heads that it names: without files and
// contacts. A page has fewer than limit where some of what it names has ended, and
// more only where so many came in one and the same millisecond.
func (s Holdings) List(ctx context.Context, c gdpr.ControllerID, class controller.Class, before time.Time, limit int) ([]holding.Record, time.Time, error) {
	named, more, err := s.page(ctx, agenda(c, agendaOf[class]), before, max(1, limit))
	if err != nil {
		return nil, more, err
	}
	heads, err := s.heads(ctx, named)
	if err != nil {
		return nil, more, err
	}
	open, err := s.together(ctx, c, heads)
	if err != nil {
		return nil, more, err
	}
	var list []holding.Record
	for _, it := range heads {
		r, err := s.opened(it, open)
		if errors.Is(err, errNoRecord) {
			continue
		}
		if err != nil {
			return nil, more, err
		}
		list = append(list, r)
	}
	return newestFirst(list), more, nil
}

// entryItem is what the index tells of an item.
type entryItem struct {
	PK  string `dynamodbav:"pk"`
	SK  string `dynamodbav:"sk"`
	Due string `dynamodbav:"due"`
}

// page reads the index newest first. A page ends between two instants, never within
// one, so that the next begins where it ended.
func (s Holdings) page(ctx context.Context, on string, before time.Time, limit int) (named []entryItem, more time.Time, err error) {
	in := &dynamodb.QueryInput{
		TableName: &s.Name, IndexName: aws.String("due"), ScanIndexForward: aws.Bool(false),
		Limit:                     aws.Int32(int32(limit + 1)),
		KeyConditionExpression:    aws.String("agenda = :agenda"),
		ExpressionAttributeValues: attributes{":agenda": text(on)},
	}
	if !before.IsZero() {
		in.KeyConditionExpression = aws.String("agenda = :agenda AND due < :before")
		in.ExpressionAttributeValues[":before"] = text(stamp(before))
	}
	for pages := dynamodb.NewQueryPaginator(s.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, more, explain("query", err)
		}
		for _, each := range page.Items {
			var e entryItem
			if err := decode(each, &e); err != nil {
				return nil, more, err
			}
			named = append(named, e)
		}
		if n := len(named); n > limit && named[n-1].Due != named[0].Due {
			break
		}
	}
	cut := border(named, limit)
	if cut == len(named) {
		return named, more, nil
	}
	more, err = unstamp(named[cut-1].Due)
	return named[:cut], more, err
}

// border is how many entries make a page: at most limit, and all of one instant.
func border(named []entryItem, limit int) int {
	if len(named) <= limit {
		return len(named)
	}
	cut := limit
	for cut > 0 && named[cut-1].Due == named[limit].Due {
		cut--
	}
	if cut == 0 {
		for cut < len(named) && named[cut].Due == named[0].Due {
			cut++
		}
	}
	return cut
}

// heads reads the heads of what the index names; one that is gone is left out.
func (s Holdings) heads(ctx context.Context, named []entryItem) ([]attributes, error) {
	var all []attributes
	for len(named) > 0 {
		n := min(len(named), maxBatch)
		var wanted []attributes
		for _, e := range named[:n] {
			pk, sk, err := e.head()
			if err != nil {
				return nil, err
			}
			wanted = append(wanted, key(pk, sk))
		}
		found, err := s.batch(ctx, wanted)
		if err != nil {
			return nil, err
		}
		all, named = append(all, found...), named[n:]
	}
	return all, nil
}

// head is the key of the head that an entry is for: a profile is listed by its pointer.
func (e entryItem) head() (pk, sk string, err error) {
	if !strings.HasPrefix(e.SK, heldPrefix) {
		return e.PK, e.SK, nil
	}
	c, _, owner, err := splitPartition(e.PK)
	return partition(c, kindPerson, owner), kindProfile, err
}

// atOnce is how many keys are read at a time.
const atOnce = 16

// together finds the unsealers of all heads side by side: each has an owner of its own.
func (s Holdings) together(ctx context.Context, c gdpr.ControllerID, heads []attributes) (unsealers, error) {
	type outcome struct {
		open unsealer
		err  error
	}
	found := map[gdpr.SubjectID]*outcome{}
	for _, it := range heads {
		var h holdingItem
		if err := decode(it, &h); err != nil {
			return nil, err
		}
		found[gdpr.SubjectID(h.Subject)] = &outcome{}
	}
	var group sync.WaitGroup
	places := make(chan struct{}, atOnce)
	for owner, into := range found {
		places <- struct{}{}
		group.Go(func() {
			into.open, into.err = s.unsealers(ctx)(c, owner)
			<-places
		})
	}
	group.Wait()
	return func(_ gdpr.ControllerID, owner gdpr.SubjectID) (unsealer, error) {
		return found[owner].open, found[owner].err
	}, nil
}
