package ses

import (
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"

	"ordholden/internal/platform"
)

// client is one for the function's own region and role. It opens no connection
// and takes some microseconds; what the environment lacks shows at the first
// mail, as Stop.
func client() *ses.Client {
	env := platform.Read()
	return ses.New(ses.Options{
		Region:       env.Region(),
		Credentials:  env.Credentials(),
		BaseEndpoint: env.Endpoint("SES"),
		HTTPClient:   httpClient(),
		Retryer:      aws.NopRetryer{}, // a second try is a second mail
	})
}

func httpClient() *http.Client {
	var http1 http.Protocols
	http1.SetHTTP1(true)
	return &http.Client{
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: 3 * time.Second}).DialContext,
			TLSHandshakeTimeout: 3 * time.Second,
			// A connection that slept in a frozen function may be dead at the
			// other end, and writing to it would leave a mail in doubt. The age
			// is wall-clock time, so it counts while the function is frozen.
			IdleConnTimeout: 4 * time.Second,
			// HTTP/1 has one clear moment at which the request is written.
			Protocols: &http1,
		},
		// A redirect would carry the message elsewhere, and a second time.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
