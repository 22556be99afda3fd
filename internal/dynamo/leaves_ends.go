package dynamo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// What a leaf is of goes, and the leaf with it: the log keeps the number alone. So that an entry
// that has ended can be told from one that somebody took away, the table says of each number when
// what it is of may be gone. What is gone before that, or with nothing said of it, was removed.
//
// A visitor's decision has its end from the start: it is written with the leaf. The end of a
// dossier moves while it is under way: it is written when the head has ended, before the steps and
// their leaves go.

// logEnds is the partition of the ends of a log.
const logEnds = "ENDS"

// The item stays as long as the log does, and the end of a decision is a fixed time after it was made: so
// it tells the day of the end and no more. The day of a decision is in the head of that day anyway.

// endItem, at <controller>#LOG#ENDS <index>, is when what a leaf is of may be gone. It names neither
// a person nor the entry.
type endItem struct {
	item
	End int64 `dynamodbav:"end"` // epoch seconds: the midnight, in UTC, by which it has ended
}

// endKey sorts as the numbers do.
func endKey(index int64) string { return fmt.Sprintf("%015d", index) }

func endAt(c gdpr.ControllerID, index int64, end retention.Expiry) endItem {
	return endItem{item: item{PK: partition(c, kindLog, logEnds), SK: endKey(index)}, End: int64(end.DayEnd())}
}

// ends writes the end of a number that has none yet, or moves it, in a transaction: whatever changes
// when a visitor's decision ends writes it together with the decision and the leaf.
func (t *Table) ends(c gdpr.ControllerID, index int64, end retention.Expiry) (types.TransactWriteItem, error) {
	m, err := encode(endAt(c, index, end))
	return types.TransactWriteItem{Put: &types.Put{TableName: &t.Name, Item: m}}, err
}

// numberIn is the number of a leaf in the log, of what was read of any item; none for what is no leaf,
// and for one that has no number, which must not keep anything from its end.
func numberIn(it attributes) []int64 {
	if _, there := it["index"].(*types.AttributeValueMemberN); !there || !strings.HasPrefix(stringOf(it["sk"]), leafPrefix) {
		return nil
	}
	return []int64{numberOf(it["index"])}
}

// Tell writes the ends of the steps of matters that have lost their head.
func (s Removals) Tell(ctx context.Context, ended []expiry.Ended) error {
	told := map[string]types.WriteRequest{} // a batch takes no key twice
	for _, e := range ended {
		if e.Proof == nil || e.Proof.Due == 0 {
			continue
		}
		for _, index := range e.Logged {
			m, err := encode(endAt(e.Proof.Controller, index, e.Proof.Due))
			if err != nil {
				return err
			}
			told[string(e.Proof.Controller)+endKey(index)] = types.WriteRequest{PutRequest: &types.PutRequest{Item: m}}
		}
	}
	for writes := range slices.Chunk(slices.Collect(maps.Values(told)), batch) {
		if err := s.batch(ctx, writes); err != nil {
			return err
		}
	}
	return nil
}
