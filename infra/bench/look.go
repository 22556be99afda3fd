package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync/atomic"

	"ordholden/infra/local/lambda"
)

// look passes calls on, and at the first one looks at the sockets of the process
// that makes it.
type look struct {
	next   http.Handler
	at     *lambda.Function
	done   atomic.Bool
	others int
	err    error
}

// ServeHTTP is called by one process, which waits for the answer: it has all
// open that it opened on the way.
func (l *look) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if l.done.CompareAndSwap(false, true) {
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
		return 0, errors.New("the database's own address is unknown")
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

// serve answers on a free port of the loopback interface.
func serve(h http.Handler) (*http.Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	s := &http.Server{Addr: l.Addr().String(), Handler: h}
	go func() { _ = s.Serve(l) }() // ends when it is closed
	return s, nil
}
