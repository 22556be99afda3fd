package stack_test

import (
	"fmt"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"ordholden/internal/gdpr"
)

// killed ends every instance of every function and returns which there were.
func killed(t testing.TB) []int {
	t.Helper()
	var pids []int
	for _, f := range world.Functions {
		pids = append(pids, f.Instances()...)
		if err := f.KillAll(); err != nil {
			t.Fatal(err)
		}
	}
	return pids
}

// M14: traffic is spread over servers. Whatever an instance knew when it was
// killed, the next one takes up the person's case where it stood.
func TestM14_OnePersonsStepsSpreadOverInstancesThatAreKilledInBetween(t *testing.T) {
	to, visitor := address(), gdpr.NewID()
	var confirm, follow proof
	var consent string
	steps := []struct {
		name string
		do   func()
	}{
		{"choose cookies", func() {
			a := postJSON(t, "/v1/mojob/consents", visitorConsent(t, "mojob", visitor, "given"))
			consent = a.want(t, http.StatusCreated).field(t, "id")
		}},
		{"ask", func() {
			postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access", "erasure"}}).want(t, http.StatusAccepted)
			confirm = proofIn(t, mailTo(t, to, "request-confirm"))
		}},
		{"read the page of the link", func() { do(t, "GET", "/mojob/nb/confirm", "", "").want(t, http.StatusOK) }},
		{"confirm", func() {
			postJSON(t, "/v1/mojob/requests/confirmation", confirm.with("confirm")).want(t, http.StatusOK)
			follow = proofIn(t, mailTo(t, to, "request-open"))
		}},
		{"follow", func() {
			a := postJSON(t, "/v1/mojob/requests/status", follow.with("")).want(t, http.StatusOK)
			if a.field(t, "state") != "open" {
				t.Errorf("status: %s", a.body)
			}
		}},
		{"withdraw", func() {
			postJSON(t, "/v1/mojob/consents/"+consent+"/withdrawal", map[string]string{}).want(t, http.StatusOK)
		}},
	}
	seen := map[int]string{}
	for _, step := range steps {
		killed(t)
		step.do()
		for _, f := range []string{"consent", "rights", "site", "outbox"} {
			for _, pid := range world.Functions[f].Instances() {
				if before, again := seen[pid]; again {
					t.Errorf("the instance of %q served %q too", before, step.name)
				}
				seen[pid] = step.name
			}
		}
	}
	if len(seen) < len(steps) {
		t.Errorf("%d steps on %d instances", len(steps), len(seen))
	}
}

func TestM14_ManyPersonsAreServedSideBySideWhileInstancesDie(t *testing.T) {
	const persons = 12
	var together sync.WaitGroup
	var most atomic.Int64
	for i := range persons {
		together.Go(func() {
			live := goThrough(aside{t}, fmt.Sprintf("side-%d-%s@example.com", i, gdpr.NewID()), i%3 == 0)
			most.Store(max(most.Load(), int64(live)))
		})
	}
	together.Wait()
	if most.Load() < 2 {
		t.Error("there was never more than one instance of rights: nothing was side by side")
	}
}

// goThrough is one person's way from asking to the case that is open. A client
// does what clients do when an answer is lost: the same again. It returns how
// many instances there were in between, one of which it may have killed.
func goThrough(t testing.TB, to string, kill bool) int {
	rights := world.Functions["rights"]
	eventually(t, "request of "+to, func() bool {
		return postJSON(t, "/v1/tretoen/requests", map[string]any{"email": to, "rights": []string{"objection"}},
			"Idempotency-Key", to).status == http.StatusAccepted
	})
	live := rights.Instances()
	if kill && len(live) > 0 {
		_ = rights.Kill(live[0]) // it may have gone by itself
	}
	p := proofIn(t, mailTo(t, to, "request-confirm"))
	eventually(t, "confirmation of "+to, func() bool {
		return postJSON(t, "/v1/tretoen/requests/confirmation", p.with("confirm")).status == http.StatusOK
	})
	mailTo(t, to, "request-open")
	if n := len(mailsTo(to)); n != 2 {
		t.Errorf("%s got %d mails", to, n)
	}
	return len(live)
}

// aside is a test seen from a goroutine of its own, which alone ends when it fails.
type aside struct{ testing.TB }

func (a aside) Fatal(args ...any) {
	a.Helper()
	a.Error(args...)
	runtime.Goexit()
}

func (a aside) Fatalf(format string, args ...any) {
	a.Helper()
	a.Errorf(format, args...)
	runtime.Goexit()
}
