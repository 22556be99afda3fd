package main

import (
	"context"
	"net/http"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/lambda"
)

// watched is a deployed function whose doings on the network are counted. Reads and
// writes are counted by a proxy before the database. That there is nothing else is
// looked for in four ways: while its first call is at the database, the process has
// two sockets, to the Runtime API and to the database; from the end of the first
// invocation it can open no other, and yet does its work; where an AWS client turns to
// by itself, something listens to which nobody comes; and where strace can be run, it
// sees two sockets asked for from the process's start to its end, and no more.
type watched struct {
	*lambda.Function
	proxy  *faulty.Proxy
	front  *http.Server
	first  *look
	trap   *trap
	trace  trace
	frozen bool
}

// watch starts the function. Whoever is done with it closes it.
func (b *bench) watch(ctx context.Context, name string) (w *watched, err error) {
	w = &watched{}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	if w.proxy, err = faulty.New(b.stack.Database.URL); err != nil {
		return nil, err
	}
	w.first = &look{next: w.proxy}
	if w.front, err = serve(w.first); err != nil {
		return nil, err
	}
	if w.trap, err = openTrap(); err != nil {
		return nil, err
	}
	if w.trace, err = b.trace(ctx, b.bootstrap(name)); err != nil {
		return nil, err
	}
	w.Function, err = b.function(name, w.trace.binary, append(w.trap.environment(), "AWS_ENDPOINT_URL_DYNAMODB=http://"+w.front.Addr)...)
	w.first.at = w.Function
	return w, err
}

// counted has the function do something, and says what that was on the network: calls of
// the database, by name, and others. It is frozen after the first.
func (w *watched) counted(do func(*lambda.Function) error) (calls map[string]int, others int, err error) {
	w.proxy.Reset()
	if err := do(w.Function); err != nil {
		return nil, 0, err
	}
	others = int(w.trap.visits.Load()) // of all its life: what comes late is seen at the next
	if !w.frozen {
		if others += w.first.others; w.first.err != nil {
			return nil, 0, w.first.err
		}
		w.frozen = true
		if err := freeze(w.Instances()[0]); err != nil {
			return nil, 0, err
		}
	}
	return w.proxy.Calls(), others, nil
}

// sockets ends the function, and tells how many it has asked for.
func (w *watched) sockets() (int, error) {
	w.Stop()
	return w.trace.sockets()
}

func (w *watched) close() {
	if w.Function != nil {
		w.Stop()
	}
	if w.trap != nil {
		w.trap.close()
	}
	if w.front != nil {
		w.front.Close()
	}
}
