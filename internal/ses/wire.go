package ses

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
)

// progress is how far a request came before its error.
type progress int32

// The steps of a request, in order.
const (
	notTried   progress = iota // no connection was asked for: our own fault
	noWire                     // no connection was had: nothing can have been written
	cutShort                   // writing failed: the message never left whole
	inDoubt                    // connected, and the whole message may have left
	wroteItAll                 // the whole message left
)

// watched notes the progress of one request. Its hooks run on the transport's
// goroutines.
type watched struct{ step atomic.Int32 }

func (w *watched) progress() progress { return progress(w.step.Load()) }

func (w *watched) reach(p progress) { w.step.Store(int32(p)) }

// watch follows the request that is made under the returned context.
func watch(ctx context.Context) (context.Context, *watched) {
	w := new(watched)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { w.reach(noWire) },
		// From here on, until the transport says how writing went, the message
		// may be on its way.
		GotConn: func(httptrace.GotConnInfo) { w.reach(inDoubt) },
		WroteRequest: func(info httptrace.WroteRequestInfo) {
			if info.Err != nil {
				w.reach(cutShort)
				return
			}
			w.reach(wroteItAll)
		},
	}), w
}
