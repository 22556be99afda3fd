package dynamo_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// sideBySide runs n of do at once and returns what each of them returned.
func sideBySide[T any](n int, do func(i int) (T, error)) ([]T, []error) {
	results, errs := make([]T, n), make([]error, n)
	var ready, done sync.WaitGroup
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			ready.Wait()
			results[i], errs[i] = do(i)
		})
	}
	done.Wait()
	return results, errs
}

// count is how many items the table holds of one line of its shape.
func (b bench) count(line string) int {
	n := 0
	for _, it := range b.stored() {
		if strings.HasSuffix(shapeOf(map[string]map[string]any{"": it}), " "+line) {
			n++
		}
	}
	return n
}

func TestAHundredConfirmationsAtOnceAreOneTransition(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
	p := byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm)))
	cases, errs := sideBySide(100, func(int) (rights.Case, error) {
		return b.requests.Decide(t.Context(), mojob, p, rights.Confirmed)
	})
	confirmed := 0
	for i, err := range errs {
		switch {
		case err == nil && cases[i].Workflow == rights.Open && cases[i].Decided.Equal(cases[0].Decided):
			confirmed++
		case gdpr.KindOf(err) != gdpr.Unavailable:
			t.Errorf("%s, %v", cases[i].Workflow, err)
		}
	}
	if confirmed == 0 {
		t.Error("nobody was told that the request is confirmed")
	}
	t.Logf("%d of 100 were told at once, the others to try again", confirmed)
	b.wantOnce("CASE EVENT#confirm", "CASE MAIL#request-open", "SUBJECT STANDING#access", "SUBJECT STANDING#erasure")
	if again, err := b.requests.Decide(t.Context(), mojob, p, rights.Confirmed); err != nil || again.Workflow != rights.Open || len(again.History) != 2 {
		t.Errorf("afterwards: %s, history %v, %v", again.Workflow, again.History, err)
	}
}

func (b bench) wantOnce(lines ...string) {
	b.t.Helper()
	for _, line := range lines {
		if n := b.count(line); n != 1 {
			b.t.Errorf("%d items of %s, want 1", n, line)
		}
	}
}

func TestConfirmingAndCancelingAtOnceEndsInOneOfThem(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Objection))
	p := byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm)))
	sideBySide(20, func(i int) (rights.Case, error) {
		return b.requests.Decide(t.Context(), mojob, p, []rights.Decision{rights.Confirmed, rights.Refused}[i%2])
	})
	// A cancellation may follow a confirmation; a confirmation follows nothing.
	held := must[rights.Case](t)(b.requests.Follow(t.Context(), mojob, p))
	var on []string
	for _, e := range held.History {
		on = append(on, string(e.On))
	}
	path := strings.Join(on, " ")
	legal := map[string]rights.Workflow{"receive confirm": rights.Open, "receive cancel": rights.Revoked, "receive confirm cancel": rights.Revoked}
	if want, ok := legal[path]; !ok && !strings.Contains(path, "cancel") || ok && held.Workflow != want {
		t.Errorf("%s after %s", held.Workflow, path)
	}
	if open := held.Workflow == rights.Open; open != (b.standingNow(held.Subject) == 1) {
		t.Errorf("%s, and %d rights stand", held.Workflow, b.standingNow(held.Subject))
	}
}

func (b bench) standingNow(s gdpr.SubjectID) int {
	b.t.Helper()
	return len(must[map[gdpr.Right]rights.Request](b.t)(b.cases().Standing(b.t.Context(), mojob, s)))
}

func TestOfDuplicatesConfirmedAtOnceExactlyOneOpens(t *testing.T) {
	b := setUp(t)
	const duplicates = 8
	var requests []rights.Request
	for range duplicates { // in one moment: one that came in before would not wait for the answer to another
		requests = append(requests, b.received(mojob, asks(kari, gdpr.Access, gdpr.Erasure)))
	}
	var proofs []gdpr.Proof
	for _, r := range requests {
		proofs = append(proofs, byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm))))
	}
	_, errs := sideBySide(duplicates, func(i int) (rights.Case, error) {
		return b.requests.Decide(t.Context(), mojob, proofs[i], rights.Confirmed)
	})
	for _, err := range errs {
		if err != nil && gdpr.KindOf(err) != gdpr.Unavailable {
			t.Error(err)
		}
	}
	open, ids := gdpr.ID(""), map[gdpr.ID]int{}
	for _, p := range proofs { // who was told to try again does
		held := must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, p, rights.Confirmed))
		if held.Workflow == rights.Open {
			open = held.ID
		}
		ids[held.Joined]++
	}
	if ids[""] != 1 || ids[open] != duplicates-1 {
		t.Errorf("opened %q; joined to: %v", open, ids)
	}
	b.wantOnce("CASE EVENT#confirm", "SUBJECT STANDING#access", "SUBJECT STANDING#erasure")
	if n := b.count("CASE EVENT#join"); n != duplicates-1 {
		t.Errorf("%d joined", n)
	}
}

func TestADuplicateConfirmedWhileTheFirstIsCanceledIsNotLost(t *testing.T) {
	b := setUp(t)
	for _, who := range []gdpr.Private{"a@example.no", "b@example.no", "c@example.no", "d@example.no", "e@example.no"} {
		first, l := b.opened(mojob, asks(who, gdpr.Access))
		r := b.received(mojob, asks(who, gdpr.Access))
		p := byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm)))
		sideBySide(2, func(i int) (rights.Case, error) {
			if i == 0 {
				return b.requests.Decide(t.Context(), mojob, byBoth(first.ID, l), rights.Refused)
			}
			return b.requests.Decide(t.Context(), mojob, p, rights.Confirmed)
		})
		// Joining first and canceling then is the person's own doing; joining what is canceled already is not.
		canceled := must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(first.ID, l), rights.Refused))
		second := must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, p, rights.Confirmed))
		if second.Joined == first.ID && second.Decided.After(canceled.Decided) {
			t.Error("joined to a request that was canceled before")
		}
	}
}

func TestFiveWrongCodesLockACase(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := b.issued(refOf(r, outbox.RequestConfirm))
	guess := gdpr.Proof{Case: r.ID, Code: wrong(l.Code)}
	for n := 1; n <= link.MaxMisses; n++ {
		_, err := b.requests.Decide(t.Context(), mojob, guess, rights.Confirmed)
		if n < link.MaxMisses {
			wantKind(t, err, gdpr.Invalid, gdpr.CodeCodeWrong)
		} else {
			wantKind(t, err, gdpr.Forbidden, gdpr.CodeLocked)
		}
	}
	for _, p := range []gdpr.Proof{byBoth(r.ID, l), byLink(r.ID, l), byCode(r.ID, l), guess} {
		_, err := b.requests.Decide(t.Context(), mojob, p, rights.Confirmed)
		wantKind(t, err, gdpr.Forbidden, gdpr.CodeLocked)
	}
}

func TestWrongCodesSideBySideLockACaseToo(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := b.issued(refOf(r, outbox.RequestConfirm))
	_, errs := sideBySide(50, func(int) (rights.Case, error) {
		return b.requests.Decide(t.Context(), mojob, gdpr.Proof{Case: r.ID, Code: wrong(l.Code)}, rights.Confirmed)
	})
	for _, err := range errs {
		if e, ok := errAs(err); !ok || e.Code != gdpr.CodeCodeWrong && e.Code != gdpr.CodeLocked && e.Kind != gdpr.Unavailable {
			t.Error(err)
		}
	}
	_, err := b.requests.Decide(t.Context(), mojob, byBoth(r.ID, l), rights.Confirmed)
	wantKind(t, err, gdpr.Forbidden, gdpr.CodeLocked)
	head := b.stored()["mojob#CASE#"+string(r.ID)+" CASE"]
	if head == nil || head["misses"] != float64(link.MaxMisses) {
		t.Errorf("misses %v", head["misses"])
	}
}

// A database that fails while it counts must not say that it has counted.
func TestAWrongCodeThatCannotBeCountedIsUnavailable(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := b.issued(refOf(r, outbox.RequestConfirm))
	guess := gdpr.Proof{Case: r.ID, Code: wrong(l.Code)}
	for range link.MaxMisses - 1 {
		_, err := b.requests.Decide(t.Context(), mojob, guess, rights.Confirmed)
		wantKind(t, err, gdpr.Invalid, gdpr.CodeCodeWrong)
	}
	b.Inject(many("UpdateItem", "server error")...)
	_, err := b.requests.Decide(t.Context(), mojob, guess, rights.Confirmed)
	wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
	b.Reset()
	if _, err := b.requests.Decide(t.Context(), mojob, byBoth(r.ID, l), rights.Confirmed); err != nil {
		t.Errorf("four were counted, and the right code is refused: %v", err)
	}
}

func TestDecidingAConsentAtOnceIsOneTransition(t *testing.T) {
	b := setUp(t)
	c := must[consent.Consent](t)(b.consents.Person(t.Context(), mojob, declares(mojob, kari, "")))
	p := byLink(c.ID, b.issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)}))
	_, errs := sideBySide(30, func(int) (consent.Consent, error) { return b.consents.Decide(t.Context(), mojob, p, consent.Confirm) })
	_, more := sideBySide(30, func(int) (consent.Consent, error) { return b.consents.WithdrawPerson(t.Context(), mojob, c.ID) })
	for _, err := range append(errs, more...) {
		if err != nil && gdpr.KindOf(err) != gdpr.Unavailable {
			t.Error(err)
		}
	}
	if errors.Join(errs...) == nil && errors.Join(more...) == nil {
		t.Log("all of them were told at once")
	}
	b.wantOnce("CONSENT EVENT#confirm", "CONSENT EVENT#withdraw", "CONSENT MAIL#consent-given", "CONSENT MAIL#consent-withdrawn", "SUBJECT CONSENT")
}
