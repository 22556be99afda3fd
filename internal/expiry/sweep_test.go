package expiry_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/bench/seed"
	"ordholden/internal/controller"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
)

func num(n int64) types.AttributeValue { return seed.Number(n) }

// set writes one attribute of an item, which it makes where there is none.
func (b *bench) set(pk, sk, name string, v types.AttributeValue) {
	b.t.Helper()
	_, err := b.raw.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
		TableName: &b.table.Name, Key: map[string]types.AttributeValue{"pk": str(pk), "sk": str(sk)},
		UpdateExpression: aws.String("SET #name = :v"), ExpressionAttributeNames: map[string]string{"#name": name},
		ExpressionAttributeValues: map[string]types.AttributeValue{":v": v},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// sweep does in one part what the clock does in many.
func (b *bench) sweep() expiry.Swept {
	b.t.Helper()
	return must[expiry.Swept](b.t)(b.desk.Sweep(b.t.Context(), 0, 1))
}

// Time to live is switched off, and every event is lost.
func TestM4_AndT10_TheSweepAloneEndsEverythingWithinADay(t *testing.T) {
	b := setUp(t)
	ends := b.clock.Now().AddDate(1, 0, 0)
	for i, class := range controller.Classes {
		b.store(b.record(mojob, class, owner(i), ends), b.record(tretoen, class, owner(i), ends))
	}
	b.set("mojob#COUNTER#all", "2026", "expires", num(b.clock.Now().Unix()))
	b.clock.set(ends.Add(-time.Second))
	before := b.stored()
	delete(before, "mojob#COUNTER#all 2026")
	b.day()
	if d := cmp.Diff(beyond(before), beyond(b.stored())); d != "" {
		t.Fatalf("before its time:\n%s", d)
	}
	b.clock.set(ends)
	b.day() // the heads
	b.day() // what they have left behind
	left := b.stored()
	if n := len(entries(left)); len(beyond(left)) != 0 || n != 6 {
		t.Errorf("left over: %v, %d entries", beyond(left), n)
	}
}

// day runs the ticks of half a day, of which each has its part.
func (b *bench) day() {
	b.t.Helper()
	from := b.clock.Now().Truncate(time.Minute)
	for i := range expiry.Segments {
		at := from.Add(time.Duration(i) * time.Minute)
		must[expiry.Swept](b.t)(b.desk.Sweep(b.t.Context(), expiry.SegmentAt(at), expiry.Segments))
	}
}

func TestTheSweepLeavesWhatWasGivenMoreTimeMeanwhile(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Profiles, owner(1), b.clock.Now().AddDate(1, 0, 0))
	b.store(r)
	pk, sk := r.Home()
	b.clock.set(r.Term.Due.Time())
	late := r.Term.Due
	b.set(pk, sk, "expires", num(int64(late)+1))
	if err := b.desk.Store.Delete(t.Context(), expiry.Due{Key: expiry.Key{Partition: pk, Item: sk}, Expires: late}); err != nil {
		t.Error(err)
	}
	if b.stored()[pk+" "+sk] == nil {
		t.Error("deleted")
	}
	if err := b.desk.Store.Delete(t.Context(), expiry.Due{Key: expiry.Key{Partition: pk, Item: sk}, Expires: late + 1}); err == nil {
		t.Error("what is not due can be deleted")
	}
}

// H24, Art. 18: what is restricted has no expiry, and neither time nor the sweep ends it.
func TestTheSweepLeavesWhatIsRestricted(t *testing.T) {
	b := setUp(t)
	r := b.record(mojob, controller.Profiles, owner(1), b.clock.Now().AddDate(1, 0, 0))
	r.Term.Restricted = b.clock.Now()
	b.store(r)
	before := beyond(b.stored())
	b.clock.advance(20 * 365 * 24 * time.Hour)
	if got := b.sweep(); got != (expiry.Swept{}) {
		t.Errorf("swept %+v", got)
	}
	if d := cmp.Diff(before, beyond(b.stored())); d != "" {
		t.Error(d)
	}
}

// A reading that is written while its record ends belongs to nothing.
func TestTheSweepDeletesWhatHasNeitherHeadNorTermRecord(t *testing.T) {
	b := setUp(t)
	for _, key := range [][2]string{
		{"mojob#PERSON#" + string(owner(1)), "PROFILE#READ#2026-03-05T08:41:00.000Z#" + string(gdpr.NewID())},
		{"mojob#AGREEMENT#" + string(gdpr.NewID()), "AGREEMENT#FILE#" + string(gdpr.NewID())},
		{"mojob#CASE#" + string(gdpr.NewID()), "EVENT#2026-03-05T08:41:00.000Z#confirm"},
	} {
		b.set(key[0], key[1], "at", str("2026-03-05T08:41:00.000Z"))
	}
	if got := b.sweep(); got.Orphaned != 3 {
		t.Errorf("swept %+v", got)
	}
	if left := b.stored(); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}
