package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
)

// How consents per second are measured.
const (
	minShare         = 0.5 // of what the database takes
	throughputRounds = 25
	throughputSpan   = 400 * time.Millisecond
	warmUp           = 3 * time.Second // the database is compiled while it runs
)

var callers = []int{1, 16, 64} // side by side

// throughput holds consents through the gateway and its functions against bare
// writes to the same database of an item of the same size under the same condition.
// The template's throttles are lifted: the stack is a bare one.
func (b *bench) throughput(ctx context.Context) ([]figure, error) {
	put, err := b.barePut(ctx)
	if err != nil {
		return nil, err
	}
	post := b.postConsent()
	var figures []figure
	for _, n := range callers {
		for _, do := range []func(context.Context) error{post, put} {
			if _, err := perSecond(ctx, n, warmUp, do)(); err != nil {
				return figures, err
			}
		}
		samples, err := interleave(throughputRounds,
			perSecond(ctx, n, throughputSpan, post), perSecond(ctx, n, throughputSpan, put))
		if err != nil {
			return figures, err
		}
		consents, puts := samples[0], samples[1]
		what := fmt.Sprintf("consents per second, %d at a time", n)
		b.note(what, "1/s", consents)
		b.note(fmt.Sprintf("bare writes per second, %d at a time", n), "1/s", puts)
		figures = append(figures,
			forTheRecord(what, "%.0f/s of %.0f bare writes/s", consents.median(), puts.median()),
			atLeast(what+", against bare writes", "%.2f x", consents.ratio(puts), minShare))
	}
	return figures, nil
}

// perSecond measures how often something is done in a second by so many at a time.
func perSecond(ctx context.Context, n int, span time.Duration, do func(context.Context) error) measurement {
	return func() (float64, error) {
		var done atomic.Int64
		failed := make([]error, n)
		began := time.Now()
		var running sync.WaitGroup
		for i := range n {
			running.Go(func() {
				for time.Since(began) < span && failed[i] == nil {
					failed[i] = do(ctx)
					done.Add(1)
				}
			})
		}
		running.Wait()
		return float64(done.Load()) / time.Since(began).Seconds(), errors.Join(failed...)
	}
}

// postConsent posts the consent of a new visitor to the stack.
func (b *bench) postConsent() func(context.Context) error {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	return func(ctx context.Context) error {
		body, err := decisions()
		if err != nil {
			return err
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.stack.URL+consentsPath, bytes.NewReader(body))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "https://www.mojob.io")
		answer, err := client.Do(r)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err == nil && answer.StatusCode != http.StatusCreated {
			err = fmt.Errorf("answered %s: %s", answer.Status, text)
		}
		return err
	}
}

// barePut puts an item like that of a consent, under a new key each time.
func (b *bench) barePut(ctx context.Context) (func(context.Context) error, error) {
	like, err := b.storedConsent(ctx)
	if err != nil {
		return nil, err
	}
	client := b.stack.Database.Client(func(o *sdk.Options) {
		o.HTTPClient = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	})
	table := aws.String(b.stack.MainTable())
	return func(ctx context.Context) error {
		_, err := client.PutItem(ctx, &sdk.PutItemInput{
			TableName: table, Item: ofVisitor(like, gdpr.NewID()),
			ConditionExpression:                 aws.String("attribute_not_exists(pk) OR expires <= :now"),
			ExpressionAttributeValues:           map[string]types.AttributeValue{":now": &types.AttributeValueMemberN{Value: fmt.Sprint(time.Now().Unix())}},
			ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		})
		return err
	}, nil
}

// storedConsent is an item of the table as a consent leaves it.
func (b *bench) storedConsent(ctx context.Context) (map[string]types.AttributeValue, error) {
	if err := b.postConsent()(ctx); err != nil {
		return nil, err
	}
	out, err := b.stack.Database.Client().Scan(ctx, &sdk.ScanInput{TableName: aws.String(b.stack.MainTable()), Limit: aws.Int32(1)})
	if err != nil {
		return nil, fmt.Errorf("read a consent back: %w", err)
	}
	if len(out.Items) != 1 {
		return nil, errors.New("a consent was recorded and is not in the table")
	}
	return out.Items[0], nil
}

// ofVisitor is the item of a consent as that of another visitor.
func ofVisitor(like map[string]types.AttributeValue, visitor gdpr.ID) map[string]types.AttributeValue {
	item := maps.Clone(like)
	item["pk"] = &types.AttributeValueMemberS{Value: controllerID + "#VISITOR#" + string(visitor)}
	return item
}
