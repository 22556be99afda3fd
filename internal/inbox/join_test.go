package inbox_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/rights"
)

// The case of a reply moves between its reading and its registration: the reply is in
// it all the same, and kept as long as it is kept now.
func TestAReplyIsInItsCaseAlsoWhenThatMovesMeanwhile(t *testing.T) {
	b := setUp(t)
	asked := b.arrives(b.wrote(mojob, "first", kari, "Sletting", erasure))
	b.take(asked)
	l := b.replied(mojob, "one", kari, b.message(asked).Case)
	w := &world{bench: b}
	w.comes(l)
	w.meanwhile.Store("confirmed")
	w.brings(l)
	if wrong := append(b.wrongs(b.all(), asked, l), w.strange...); len(wrong) > 0 || b.message(l).Case != b.message(asked).Case {
		t.Errorf("in %s: %q", b.message(l).Case, wrong)
	}
}

// A case takes 25 mails. Whoever writes one more begins another.
func TestAReplyToAFullCaseBeginsItsOwn(t *testing.T) {
	b := setUp(t)
	all := []arrival{b.arrives(b.wrote(mojob, "first", kari, "Sletting", erasure))}
	b.take(all[0])
	c := b.message(all[0]).Case
	for i := range 26 {
		b.clock.advance(time.Minute)
		l := b.arrives(b.replied(mojob, fmt.Sprintf("one%d", i), kari, c))
		b.take(l)
		all = append(all, l)
		if in := b.message(l).Case; (in == c) != (i < 24) {
			t.Errorf("reply %d is in %s", i, in)
		}
		if why := b.message(l).Reading.Withheld; i >= 24 && why != "" && why != inbox.AnsweredToday {
			t.Errorf("reply %d begins a case, and is not answered for %q", i, why)
		}
	}
	if wrong := b.wrongs(b.all(), all...); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// A reply joins its case between the reading of what moves with the case and the move.
func TestACaseDoesNotMoveWithoutTheMailThatComesMeanwhile(t *testing.T) {
	b := setUp(t)
	asked := b.arrives(b.wrote(mojob, "first", kari, "Sletting", erasure))
	b.take(asked)
	r := b.caseWith(asked)
	l := b.arrives(b.replied(mojob, "one", kari, r.ID))
	comes := sync.OnceFunc(func() { b.take(l) })
	client := dynamodbtest.Server(t).Client(func(o *dynamodb.Options) {
		o.HTTPClient = &http.Client{Transport: before{"DynamoDB_20120810.TransactWriteItems", comes}}
	})
	to := r
	to.Workflow, to.Identity, to.Decided, to.Expires = rights.Open, rights.Proven, b.clock.Now(), r.Expires+1
	if err := (dynamo.Cases{Table: b.table(client)}).Move(t.Context(), r, to, rights.Entry{At: to.Decided, On: rights.Confirm}, nil); gdpr.KindOf(err) != gdpr.Conflict {
		t.Errorf("moved: %v", err)
	}
	b.confirm(r) // whoever tries again takes it along
	if wrong := b.wrongs(b.all(), asked, l); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// before is a transport that has something done before the calls of one target.
type before struct {
	target string
	do     func()
}

func (b before) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Amz-Target") == b.target {
		b.do()
	}
	return http.DefaultTransport.RoundTrip(r)
}
