// Package seed owns the records that measurements and simulations begin with.
package seed

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// Item is one item of the table.
type Item = map[string]types.AttributeValue

// Record is a record as it lies in the table, by the layout that internal/dynamo owns.
// What would be sealed is there in length only: whoever ends a record never opens it.
type Record struct {
	holding.Ref
	Purpose     string
	Term        retention.Term
	Files       int
	Readings    int
	Disclosures int
	Contacts    []gdpr.SubjectID
}

// Home is the partition and the sort key of the record's head.
func (r Record) Home() (pk, sk string) {
	switch r.Class {
	case controller.Profiles:
		return fmt.Sprintf("%s#PERSON#%s", r.Controller, r.Owner), "PROFILE"
	case controller.Applications:
		return fmt.Sprintf("%s#PERSON#%s", r.Controller, r.Owner), "APPLICATION#" + string(r.ID)
	}
	return fmt.Sprintf("%s#AGREEMENT#%s", r.Controller, r.ID), "AGREEMENT"
}

// Items is the head, then all that lies beside it, then what points to it.
func (r Record) Items() []Item {
	pk, sk := r.Home()
	items := []Item{r.head(pk, sk)}
	beside := func(name string, more Item) {
		it := Item{"pk": text(pk), "sk": text(sk + "#" + name), "sealed": sealed(200)}
		for k, v := range more {
			it[k] = v
		}
		items = append(items, it)
	}
	for i := range r.Files {
		beside("FILE#"+string(gdpr.DeriveID("file", pk, sk, strconv.Itoa(i))), Item{"digest": text("00"), "kind": text("cv")})
	}
	for i := range r.Readings {
		beside(fmt.Sprintf("READ#%s#%s", stamp(i), gdpr.NewID()), nil)
	}
	for i := range r.Disclosures {
		beside(fmt.Sprintf("DISCLOSURE#%s#%s", stamp(i), gdpr.NewID()), nil)
	}
	for _, c := range r.Contacts {
		beside("CONTACT#"+string(c), nil)
		items = append(items, Item{
			"pk": text(fmt.Sprintf("%s#SUBJECT#%s", r.Controller, c)), "sk": text("NAMED#" + string(r.ID)),
		})
	}
	return append(items, r.term(pk, sk), r.held())
}

func (r Record) head(pk, sk string) Item {
	it := Item{"pk": text(pk), "sk": text(sk), "subject": text(string(r.Owner)), "revision": Number(1), "sealed": sealed(2000)}
	if r.Term.Due != 0 {
		it["end"] = Number(int64(r.Term.Due))
	}
	if e := r.Term.Expires(); e != 0 {
		it["expires"] = Number(int64(e))
	}
	if !r.Term.Restricted.IsZero() {
		it["restricted"] = text(r.Term.Restricted.UTC().Format(layout))
	}
	return it
}

func (r Record) term(pk, sk string) Item {
	return Item{
		"pk": text(pk), "sk": text("TERM#" + sk), "subject": text(string(r.Owner)), "class": text(string(r.Class)),
		"purpose": text(r.Purpose), "version": text("1.0"), "end": Number(int64(r.Term.Expires())),
	}
}

func (r Record) held() Item {
	kind, id := map[controller.Class]string{
		controller.Profiles: "PROFILE", controller.Applications: "APPLICATION", controller.Agreements: "AGREEMENT",
	}[r.Class], string(r.ID)
	if id == "" {
		id = "-"
	}
	return Item{"pk": text(fmt.Sprintf("%s#SUBJECT#%s", r.Controller, r.Owner)), "sk": text("HELD#" + kind + "#" + id)}
}

// Person is everything that one applicant may have sent: so many applications with so
// many files in all, each read and given to somebody once.
func Person(c gdpr.ControllerID, owner gdpr.SubjectID, applications, files int, ends time.Time) []Record {
	var all []Record
	for i := range applications {
		r := Record{
			Ref:     holding.Ref{Controller: c, Class: controller.Applications, Owner: owner, ID: gdpr.NewID()},
			Purpose: "recruitment", Term: retention.Term{Due: retention.Expiry(ends.Unix())}, Readings: 1, Disclosures: 1,
		}
		for n := i; n < files; n += applications {
			r.Files++
		}
		all = append(all, r)
	}
	return all
}

// Put stores items as they are, 25 at a time.
func Put(ctx context.Context, client *dynamodb.Client, table string, items []Item) error {
	for len(items) > 0 {
		n := min(25, len(items))
		var writes []types.WriteRequest
		for _, it := range items[:n] {
			writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: it}})
		}
		for len(writes) > 0 {
			out, err := client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{table: writes}})
			if err != nil {
				return fmt.Errorf("seed %s: %w", table, err)
			}
			writes = out.UnprocessedItems[table]
		}
		items = items[n:]
	}
	return nil
}

const layout = "2006-01-02T15:04:05.000Z"

func stamp(day int) string {
	return time.Date(2026, time.January, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day).Format(layout)
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

// Number is a number as DynamoDB has it.
func Number(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

func sealed(length int) types.AttributeValue {
	return &types.AttributeValueMemberB{Value: make([]byte, length)}
}
