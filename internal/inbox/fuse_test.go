package inbox_test

import (
	"io"
	"net/http"
	"sync"
)

// fuse ends a process at one of its calls, to whichever service: before the call, or
// after it was applied and before the answer was read.
type fuse struct {
	mu    sync.Mutex
	left  int
	after bool
}

// on is a transport with the fuse in it.
func (f *fuse) on(next http.RoundTripper) http.RoundTripper { return fused{f, next} }

type fused struct {
	*fuse
	next http.RoundTripper
}

func (f fused) RoundTrip(r *http.Request) (*http.Response, error) {
	f.mu.Lock()
	burns, after := f.left == 1, f.after
	f.left = max(0, f.left-1)
	f.mu.Unlock()
	if burns && !after {
		crash()
	}
	answer, err := f.next.RoundTrip(r)
	if burns {
		if err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
		crash()
	}
	return answer, err
}

func (f *fuse) light(calls int, after bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.after = calls, after
}

// burnt reports whether the fuse has ended a process, or was not lit.
func (f *fuse) burnt() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.left == 0
}

// crash is what a process does that ends where it stands.
func crash() { panic(crashed) }

const crashed = "crashed"

// survive runs do, which may crash, and reports whether it did.
func survive(do func()) (died bool) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case crashed:
			died = true
		default:
			panic(v)
		}
	}()
	do()
	return false
}
