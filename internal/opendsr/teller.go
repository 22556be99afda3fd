package opendsr

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/platform"
	"ordholden/internal/rights"
)

// Teller tells recipients by OpenDSR.
type Teller struct {
	Client    *Client
	Endpoints Endpoints
	PublicURL string // the origin of our own API, for callbacks; "" asks for none
}

var _ fulfillment.Teller = Teller{}

// New is the teller that the environment sets: PROCESSORS has the endpoints, and
// PROCESSOR_ROOTS, which only the local stack sets, roots to trust instead of the system's, as PEM.
func New(env *platform.Environment, signer Signer) (Teller, error) {
	endpoints, err := ParseEndpoints(env.Get("PROCESSORS"))
	if err != nil {
		return Teller{}, err
	}
	var roots *x509.CertPool
	if pem := env.Get("PROCESSOR_ROOTS"); pem != "" {
		roots = x509.NewCertPool()
		if !roots.AppendCertsFromPEM([]byte(pem)) {
			return Teller{}, errors.New("PROCESSOR_ROOTS: no certificate in it")
		}
	}
	return Teller{NewClient(signer, roots, time.Now), endpoints, env.Get("PUBLIC_URL")}, nil
}

// Tell sends a notice, or sends it again.
func (t Teller) Tell(ctx context.Context, d *controller.Declaration, r rights.Request, n rights.Notice) error {
	at := t.Endpoints.of(d.ID, n.Recipient)
	if at == nil {
		return forStaff(fmt.Errorf("opendsr: no endpoint of %s/%s is set", d.ID, n.Recipient))
	}
	callback := ""
	if t.PublicURL != "" {
		callback = CallbackURL(t.PublicURL, d.ID, r.ID)
	}
	q, ok := asked(d, r, n, callback)
	if !ok {
		return forStaff(errUnsupported)
	}
	return explain(t.Client.Send(ctx, d.ID, at, q, Domain(d)))
}

// Ask asks what became of a notice.
func (t Teller) Ask(ctx context.Context, d *controller.Declaration, n rights.Notice) (rights.NoticeState, gdpr.Private, error) {
	at := t.Endpoints.of(d.ID, n.Recipient)
	if at == nil {
		return rights.NoticeAsked, "", forStaff(fmt.Errorf("opendsr: no endpoint of %s/%s is set", d.ID, n.Recipient))
	}
	s, err := t.Client.Status(ctx, d.ID, at, RequestID(d.ID, n.ID), Domain(d))
	if err != nil {
		return rights.NoticeAsked, "", explain(err)
	}
	state, why := s.outcome(Domain(d))
	return state, why, nil
}

// CallbackURL is where a recipient says what became of the notices of a case.
func CallbackURL(origin string, c gdpr.ControllerID, id gdpr.ID) string {
	return origin + "/v1/" + string(c) + "/recipients/callback?" + url.Values{"case": {string(id)}}.Encode()
}

// explain says who sees to an error. A processor that does not take the request, or that says
// no to it, is for staff; whatever else went wrong may be gone later, an answer that is not
// signed as it should be among it: until then nothing is known.
func explain(err error) error {
	if err == nil {
		return nil
	}
	no, refused := errors.AsType[*refusal](err)
	final := refused && no.status >= 400 && no.status < 500 &&
		no.status != http.StatusTooManyRequests && no.status != http.StatusRequestTimeout && no.status != http.StatusNotFound
	if final || errors.Is(err, errUnsupported) || errors.Is(err, errDiscovery) {
		return forStaff(err)
	}
	return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: err}
}

// forStaff is an error that no retry mends.
func forStaff(err error) error {
	return &gdpr.Error{Kind: gdpr.Unsupported, Code: gdpr.CodeRecipients, Err: err}
}
