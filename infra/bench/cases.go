package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/bench/seed"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/gdpr"
)

// What the clock finds among requests.
const (
	openCases = 100_000 // that nothing is to be done about yet
	dueCases  = 20
)

// openCases measures a tick of the deployed clock with cases that are due, alone in the
// table and then among 100,000 open ones that are not: the calls must be the same. The
// sweep of what has ended, which reads a part of the table at each tick, is left out of
// the count: it is measured by itself.
func (b *bench) openCases(ctx context.Context) ([]figure, error) {
	t, err := b.tables(ctx, "cases", nil, nil)
	if err != nil {
		return nil, err
	}
	defer t.drop()
	alone, aloneTook, err := b.tickWithCases(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("alone: %w", err)
	}
	if err := seed.Put(ctx, t.client, t.main, laterCases(openCases, time.Now())); err != nil {
		return nil, err
	}
	among, amongTook, err := b.tickWithCases(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("among others: %w", err)
	}
	return []figure{
		exactly(fmt.Sprintf("calls of a tick with %d cases due, among %d open ones", dueCases, openCases), among, alone),
		forTheRecord("time of that tick, and with the due cases alone", "%.0f ms, %.0f ms", amongTook, aloneTook),
	}, nil
}

// tickWithCases registers cases, makes them due, and has a clock tick: what that was on the
// network, and how long it took.
func (b *bench) tickWithCases(ctx context.Context, t *tables) (calls string, ms float64, err error) {
	ids, err := b.registered(ctx, t)
	if err != nil {
		return "", 0, err
	}
	proxy, err := faulty.New(b.stack.Database.URL)
	if err != nil {
		return "", 0, err
	}
	front, err := serve(proxy)
	if err != nil {
		return "", 0, err
	}
	defer front.Close()
	f, err := b.function("clock", b.bootstrap("clock"), append(t.environment(), "AWS_ENDPOINT_URL_DYNAMODB=http://"+front.Addr)...)
	if err != nil {
		return "", 0, err
	}
	defer f.Stop()
	for minute := range 2 { // the first starts the process, and sends what mail there is
		if minute == 1 {
			if err := t.due(ctx, ids); err != nil {
				return "", 0, err
			}
		}
		event, err := json.Marshal(events.EventBridgeEvent{
			Version: "0", DetailType: "Scheduled Event", Source: "aws.events", Detail: json.RawMessage("{}"),
			Time: time.Date(2026, time.January, 1, 1, minute, 0, 0, time.UTC),
		})
		if err != nil {
			return "", 0, err
		}
		proxy.Reset()
		began := time.Now()
		if _, err := f.Invoke(ctx, event); err != nil {
			return "", 0, fmt.Errorf("tick: %w", err)
		}
		ms = float64(time.Since(began).Microseconds()) / 1000
	}
	made := proxy.Calls()
	delete(made, "Scan")
	return named(made), ms, nil
}

// registered has staff put in requests that came by letter, and wait for staff.
func (b *bench) registered(ctx context.Context, t *tables) (ids []string, err error) {
	f, err := b.function("desk", b.bootstrap("desk"), t.environment()...)
	if err != nil {
		return nil, err
	}
	defer f.Stop()
	for range dueCases {
		answer, err := answered(ctx, f, staff(applications, "privacy"), "POST", "/v1/"+applications+"/desk/cases", map[string]any{
			"channel": "letter", "received": time.Now().AddDate(0, 0, -1).Format(time.DateOnly), "email": someone(), "language": "nb",
			"rights": []string{"access"}, "evidence": "Ringte tilbake på nummeret i søknaden.",
		}, http.StatusCreated)
		if err != nil {
			return nil, err
		}
		var made struct {
			Case string `json:"case"`
		}
		if err := json.Unmarshal([]byte(answer), &made); err != nil {
			return nil, fmt.Errorf("case: %w", err)
		}
		ids = append(ids, made.Case)
	}
	return ids, nil
}

// due has the clock look at cases now.
func (t *tables) due(ctx context.Context, ids []string) error {
	for _, id := range ids {
		_, err := t.client.UpdateItem(ctx, &sdk.UpdateItemInput{
			TableName: &t.main,
			Key: seed.Item{
				"pk": &types.AttributeValueMemberS{Value: applications + "#CASE#" + id}, "sk": &types.AttributeValueMemberS{Value: "CASE"},
			},
			UpdateExpression:         aws.String("SET agenda = :agenda, #due = :now"),
			ConditionExpression:      aws.String("attribute_exists(pk)"),
			ExpressionAttributeNames: map[string]string{"#due": "due"},
			ExpressionAttributeValues: seed.Item{
				":agenda": &types.AttributeValueMemberS{Value: applications + "#CASE"},
				":now":    &types.AttributeValueMemberS{Value: time.Now().UTC().Format(stamped)},
			},
		})
		if err != nil {
			return fmt.Errorf("make case %s due: %w", id, err)
		}
	}
	return nil
}

// stamped is how times stand in the table.
const stamped = "2006-01-02T15:04:05.000Z"

// laterCases is the heads of open cases that something is to be done about later, in both
// indexes. What would be sealed is there in length only.
func laterCases(n int, now time.Time) []seed.Item {
	items := make([]seed.Item, 0, n)
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	for i := range n {
		due := now.AddDate(0, 0, 1+i%25)
		items = append(items, seed.Item{
			"pk": text(applications + "#CASE#" + string(gdpr.NewID())), "sk": text("CASE"), "subject": text(string(subject(i))),
			"workflow": text("open"), "identity": text("proven"), "received": text(now.UTC().Format(stamped)), "revision": seed.Number(2),
			"agenda": text(applications + "#CASE"), "due": text(due.UTC().Format(stamped)),
			"queue": text(applications + "#to-do"), "deadline": text(due.UTC().Format(stamped)),
			"expires": seed.Number(now.AddDate(3, 0, 0).Unix()), "sealed": &types.AttributeValueMemberB{Value: make([]byte, 300)},
		})
	}
	return items
}
