package dynamo_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
)

// pending is a mail that waits, and its entry.
func (b bench) pending() (outbox.Ref, outbox.Letter) {
	b.t.Helper()
	r := refOf(b.received(mojob, asks(kari, gdpr.Access)), outbox.RequestConfirm)
	return r, must[outbox.Letter](b.t)(b.mails().Letter(b.t.Context(), r))
}

// claimed is from, as the outbox takes it for an attempt.
func (b bench) claimed(from outbox.Entry) outbox.Entry {
	to := from
	to.State, to.Attempts, to.Due = outbox.Sending, from.Attempts+1, b.clock.Now().Add(time.Minute)
	return to
}

func TestKeysOfMailsAreReadAndNoOthers(t *testing.T) {
	const id = "4xk2m9q7tbv0hc8e5ndw3gyr1c"
	for _, test := range []struct {
		pk, sk string
		ok     bool
	}{
		{"mojob#CASE#" + id, "MAIL#request-confirm", true},
		{"mojob#CONSENT#" + id, "MAIL#consent-given", true},
		{"mojob#CASE#" + id, "MAIL#consent-given", false},
		{"mojob#CONSENT#" + id, "MAIL#request-open", false},
		{"mojob#CASE#" + id, "MAIL#", false},
		{"mojob#CASE#" + id, "CASE", false},
		{"mojob#CASE#" + id, "LINK#confirm#1", false},
		{"mojob#SUBJECT#" + id, "MAIL#request-open", false},
		{"mojob#VISITOR#" + id, "CONSENT#" + id, false},
		{"mojob", "MAIL#request-open", false},
		{"", "", false},
	} {
		r, ok := dynamo.RefOf(test.pk, test.sk)
		if ok != test.ok {
			t.Errorf("%s %s: %t", test.pk, test.sk, ok)
		}
		if ok && (r.Controller != "mojob" || r.Case != id || "MAIL#"+r.Entry != test.sk) {
			t.Errorf("%s %s: %+v", test.pk, test.sk, r)
		}
	}
}

func TestALetterHasWhatItsMailNeeds(t *testing.T) {
	b := setUp(t)
	r, l := b.pending()
	if l.To != kari || l.Language != gdpr.English || l.Request == nil || l.Consent != nil || l.Link != nil || l.Subject == "" {
		t.Errorf("to the right person: %t; %s, request %v, consent %v", l.To == kari, l.Language, l.Request != nil, l.Consent != nil)
	}
	want := outbox.Entry{
		Ref: r, Kind: outbox.RequestConfirm, State: outbox.Pending, Created: l.Request.Received, Due: l.Request.Received,
		Subject: l.Request.Subject, Network: "203.0.113.0-24",
	}
	if d := cmp.Diff(want, l.Entry); d != "" {
		t.Error(d)
	}
	want.Subject = "" // an entry alone does not know whose it is
	if d := cmp.Diff(want, must[outbox.Entry](t)(b.mails().Entry(t.Context(), r))); d != "" {
		t.Error(d)
	}
	c := must[outbox.Letter](t)(b.mails().Letter(t.Context(), b.consentMail()))
	if c.To != ola || c.Language != gdpr.Nynorsk || c.Consent == nil || c.Request != nil {
		t.Errorf("to the right person: %t; %s", c.To == ola, c.Language)
	}
}

func (b bench) consentMail() outbox.Ref {
	b.t.Helper()
	c, err := b.consents.Person(b.t.Context(), mojob, declares(mojob, ola, ""))
	if err != nil {
		b.t.Fatal(err)
	}
	return outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)}
}

func TestAMailThatIsNotThereIsNotFound(t *testing.T) {
	b := setUp(t)
	r, _ := b.pending()
	for _, missing := range []outbox.Ref{
		{Controller: mojob, Case: gdpr.NewID(), Entry: r.Entry},
		{Controller: mojob, Case: r.Case, Entry: string(outbox.RequestOpen)},
		{Controller: mojob, Case: r.Case, Entry: string(outbox.ConsentGiven)},
	} {
		_, err := b.mails().Letter(t.Context(), missing)
		wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
		_, err = b.mails().Entry(t.Context(), missing)
		wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	}
}

func TestAMailIsClaimedOnlyAsItStands(t *testing.T) {
	for name, change := range map[string]func(b bench, from *outbox.Entry){
		"in another state":    func(_ bench, from *outbox.Entry) { from.State = outbox.Unknown },
		"after more attempts": func(_ bench, from *outbox.Entry) { from.Attempts = 1 },
		"of another case":     func(_ bench, from *outbox.Entry) { from.Case = gdpr.NewID() },
		"that has ended":      func(b bench, from *outbox.Entry) { b.clock.advance(40 * 24 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			_, l := b.pending()
			issued := must[*link.Link](t)(b.mails().Issue(t.Context(), l, b.clock.Now()))
			from := l.Entry
			change(b, &from)
			before := b.stored()
			caps := outbox.Caps{{What: "all", Window: "w", Limit: 5, Until: b.clock.Now()}}
			err := b.mails().Claim(t.Context(), from, b.claimed(from), issued, caps)
			wantKind(t, err, gdpr.Conflict, gdpr.CodeAlreadyDecided)
			wantKind(t, b.mails().Settle(t.Context(), from, from), gdpr.Conflict, gdpr.CodeAlreadyDecided)
			if d := cmp.Diff(before, b.stored()); d != "" {
				t.Errorf("refused, and yet:\n%s", d)
			}
		})
	}
}

func TestOfClaimsSideBySideOneGoesThrough(t *testing.T) {
	b := setUp(t)
	_, l := b.pending()
	caps := outbox.Caps{{What: "all", Window: "w", Limit: 1000, Until: b.clock.Now()}}
	_, errs := sideBySide(30, func(int) (struct{}, error) {
		issued, err := b.mails().Issue(t.Context(), l, b.clock.Now())
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, b.mails().Claim(t.Context(), l.Entry, b.claimed(l.Entry), issued, caps)
	})
	through := 0
	for _, err := range errs {
		switch {
		case err == nil:
			through++
		case gdpr.KindOf(err) != gdpr.Conflict && gdpr.KindOf(err) != gdpr.Unavailable:
			t.Error(err)
		}
	}
	if through != 1 {
		t.Errorf("%d claims went through", through)
	}
	if n := b.count("CASE LINK"); n != 1 {
		t.Errorf("%d links are stored", n)
	}
	if it := b.stored()["mojob#COUNTER#all w"]; it["count"] != float64(1) {
		t.Errorf("counted %v", it["count"])
	}
}

func TestACapIsKeptByAllWhoCountOnIt(t *testing.T) {
	b := setUp(t)
	const limit = 3
	caps := outbox.Caps{
		{What: "wide", Window: "w", Limit: 100, Until: b.clock.Now()},
		{What: "narrow", Window: "w", Limit: limit, Until: b.clock.Now(), Forever: true},
	}
	var entries []outbox.Entry
	for range 12 {
		_, l := b.pending()
		entries = append(entries, l.Entry)
	}
	_, errs := sideBySide(len(entries), func(i int) (struct{}, error) {
		return struct{}{}, b.mails().Claim(t.Context(), entries[i], b.claimed(entries[i]), nil, caps)
	})
	through := 0
	for _, err := range errs {
		capped, ok := errors.AsType[*outbox.Capped](err)
		switch {
		case err == nil:
			through++
		case ok && capped.Cap != caps[1]:
			t.Errorf("over %+v", capped.Cap)
		case !ok && gdpr.KindOf(err) != gdpr.Unavailable:
			t.Error(err)
		}
	}
	if through == 0 || through > limit {
		t.Errorf("%d went through, the limit is %d", through, limit)
	}
	for _, what := range []string{"wide", "narrow"} {
		if it := b.stored()["mojob#COUNTER#"+what+" w"]; it["count"] != float64(through) {
			t.Errorf("%s counts %v of %d", what, it["count"], through)
		}
	}
}

// Who has lost the mail to another has nothing to hold back. DynamoDB names every
// part that refused; DynamoDB Local only the first, so its answer is written here.
func TestALostClaimIsLostWhateverTheCapsSay(t *testing.T) {
	b := setUp(t)
	_, l := b.pending()
	caps := outbox.Caps{{What: "all", Window: "w", Limit: 1, Until: b.clock.Now(), Forever: true}}
	refusing := func(codes ...string) error {
		b.table.Client = dynamodbtest.Server(t).Client(impatient, func(o *sdk.Options) {
			o.HTTPClient = &http.Client{Transport: canceling(codes)}
		})
		return b.mails().Claim(t.Context(), l.Entry, b.claimed(l.Entry), nil, caps)
	}
	const failed, none = "ConditionalCheckFailed", "None"
	wantKind(t, refusing(failed, failed), gdpr.Conflict, gdpr.CodeAlreadyDecided)
	wantKind(t, refusing(failed, none), gdpr.Conflict, gdpr.CodeAlreadyDecided)
	if capped, ok := errors.AsType[*outbox.Capped](refusing(none, failed)); !ok || capped.Cap != caps[0] {
		t.Error("a cap that is reached is not told of")
	}
	// Whoever else is at the counter says nothing of the mail.
	wantKind(t, refusing(failed, "TransactionConflict"), gdpr.Unavailable, gdpr.CodeUnavailable)
}

// canceling is a database that cancels every transaction, for these reasons.
type canceling []string

func (c canceling) RoundTrip(r *http.Request) (*http.Response, error) {
	var reasons []string
	for _, code := range c {
		reasons = append(reasons, `{"Code":"`+code+`"}`)
	}
	body := `{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","message":"canceled","CancellationReasons":[` +
		strings.Join(reasons, ",") + `]}`
	return &http.Response{
		StatusCode: http.StatusBadRequest, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r,
	}, nil
}

func TestAClaimWhoseAnswerWasLostCountsOnce(t *testing.T) {
	b := setUp(t)
	_, l := b.pending()
	issued := must[*link.Link](t)(b.mails().Issue(t.Context(), l, b.clock.Now()))
	b.Inject(faulty.Fault{Operation: "TransactWriteItems", Kind: faulty.AnswerLost})
	caps := outbox.Caps{{What: "all", Window: "w", Limit: 5, Until: b.clock.Now()}}
	if err := b.mails().Claim(t.Context(), l.Entry, b.claimed(l.Entry), issued, caps); err != nil {
		t.Fatal(err)
	}
	if it := b.stored()["mojob#COUNTER#all w"]; it["count"] != float64(1) || len(b.Unused()) != 0 {
		t.Errorf("counted %v", it["count"])
	}
}

func TestDueListsWhatHasSomethingToDoLongestDueFirst(t *testing.T) {
	b := setUp(t)
	ctx := t.Context()
	var refs []outbox.Ref
	for range 5 {
		r, _ := b.pending()
		refs = append(refs, r)
		b.clock.advance(time.Second)
	}
	consentMail := b.consentMail()
	settle := func(r outbox.Ref, s outbox.State, due time.Time) {
		t.Helper()
		from := must[outbox.Entry](t)(b.mails().Entry(ctx, r))
		to := from
		to.State, to.Due = s, due
		if err := b.mails().Settle(ctx, from, to); err != nil {
			t.Fatal(err)
		}
		got := must[outbox.Entry](t)(b.mails().Entry(ctx, r))
		if d := cmp.Diff(to, got); d != "" {
			t.Error(d)
		}
	}
	now := b.clock.Now()
	settle(refs[0], outbox.Unknown, now.Add(time.Millisecond)) // not yet
	settle(refs[1], outbox.Sent, time.Time{})                  // nothing to do
	settle(refs[2], outbox.Pending, now)                       // now
	due := must[[]outbox.Ref](t)(b.mails().Due(ctx, mojob, now))
	if d := cmp.Diff([]outbox.Ref{refs[3], refs[4], refs[2], consentMail}, due); d != "" && !cmp.Equal([]outbox.Ref{refs[3], refs[4], consentMail, refs[2]}, due) {
		t.Error(d)
	}
	if due, err := b.mails().Due(ctx, tretoen, now); err != nil || len(due) != 0 {
		t.Errorf("of the other controller: %v, %v", due, err)
	}
}

func TestAKindWithoutALinkIsIssuedNone(t *testing.T) {
	b := setUp(t)
	for kind, want := range map[outbox.Kind]link.Action{
		outbox.RequestConfirm: link.Confirm, outbox.RequestOpen: link.Follow, outbox.RequestCanceled: "",
		outbox.ConsentConfirm: link.Confirm, outbox.ConsentGiven: "", outbox.ConsentWithdrawn: link.Undo,
		outbox.ConsentRenew: link.Renew, outbox.ConsentRenewed: "", outbox.ConsentRestored: "", outbox.AgreementLink: link.Open, outbox.OwnLink: link.Own,
	} {
		issued, err := b.mails().Issue(t.Context(), outbox.Letter{Entry: outbox.Entry{Ref: outbox.Ref{Controller: mojob}, Kind: kind, Subject: "1-someone"}}, b.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		if want == "" && issued != nil || want != "" && (issued == nil || issued.Grant.Action != want) {
			t.Errorf("%s: %v, want %q", kind, issued, want)
		}
	}
}
