package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/lambda"
)

// callRounds is how many consents are looked at; each must do the same.
const callRounds = 50

// calls counts what one visitor's consent does on the network. Reads and writes
// are counted by a proxy before the database. That there is nothing else is
// shown in three ways: while the first consent is at the database, its process
// has two sockets, to the Runtime API and to the database; from then on it can
// open no other, not even for an instant, and yet records; and where an AWS
// client would turn to by itself, something listens to which nobody comes.
func (b *bench) calls(ctx context.Context) ([]figure, error) {
	proxy, err := faulty.New(b.stack.Database.URL)
	if err != nil {
		return nil, err
	}
	first := &look{next: proxy}
	front := httptest.NewServer(first)
	defer front.Close()
	trap, err := openTrap()
	if err != nil {
		return nil, err
	}
	defer trap.close()
	f, err := b.function("consent", append(trap.environment(), "AWS_ENDPOINT_URL_DYNAMODB="+front.URL)...)
	if err != nil {
		return nil, err
	}
	defer f.Stop()
	first.at = f
	seen := map[string]bool{}
	for n := range callRounds {
		proxy.Reset()
		if err := record(ctx, f); err != nil {
			return nil, err
		}
		others := int(trap.visits.Load())
		if n == 0 {
			if first.err != nil {
				return nil, first.err
			}
			others += first.others
			if err := freeze(f.Instances()[0]); err != nil {
				return nil, err
			}
		}
		seen[tally(proxy.Calls(), others)] = true
	}
	const must = "1 write, 0 reads, 0 others"
	value := slices.Sorted(maps.Keys(seen))
	return []figure{{"network calls of a visitor's consent", fmt.Sprint(value[0]), must, len(value) == 1 && value[0] == must}}, nil
}

// tally words calls as the figure has them.
func tally(calls map[string]int, others int) string {
	writes, reads := 0, 0
	for operation, n := range calls {
		switch operation {
		case "GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems":
			reads += n
		default: // whatever it is, it is not free
			writes += n
		}
	}
	return fmt.Sprintf("%d %s, %d reads, %d others", writes, plural(writes, "write"), reads, others)
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// look passes calls on, and at the first looks at the sockets of the process that makes it.
type look struct {
	next   http.Handler
	at     *lambda.Function
	seen   atomic.Bool
	others int
	err    error
}

// ServeHTTP is called by one process, which waits for the answer: it has all
// open that it opened on the way.
func (l *look) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if l.seen.CompareAndSwap(false, true) {
		l.others, l.err = otherSockets(l.at, r)
	}
	l.next.ServeHTTP(w, r)
}

// otherSockets is how many sockets the process has besides one to the Runtime
// API and one to whoever serves r.
func otherSockets(f *lambda.Function, r *http.Request) (int, error) {
	pid := f.Instances()[0]
	api, err := runtimePort(pid)
	if err != nil {
		return 0, err
	}
	found, err := remotes(pid)
	if err != nil {
		return 0, err
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return 0, fmt.Errorf("the database's own address is unknown")
	}
	for _, known := range []int{api, local.Port} {
		at := slices.Index(found, known)
		if at < 0 {
			return 0, fmt.Errorf("no connection to port %d, among connections to %v", known, found)
		}
		found = slices.Delete(found, at, at+1)
	}
	return len(found), nil
}

// trap listens where an AWS client turns to when it is not told better, or told
// so by the environment: other services, the metadata service, proxies.
type trap struct {
	listener net.Listener
	visits   atomic.Int64
}

func openTrap() (*trap, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open a trap: %w", err)
	}
	t := &trap{listener: l}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.visits.Add(1)
			conn.Close()
		}
	}()
	return t, nil
}

func (t *trap) close() { t.listener.Close() }

func (t *trap) environment() []string {
	url := "http://" + t.listener.Addr().String()
	var env []string
	for _, name := range []string{
		"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SES", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_KMS",
		"AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
		"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy",
	} {
		env = append(env, name+"="+url)
	}
	return env
}
