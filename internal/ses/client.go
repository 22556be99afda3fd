package ses

import (
	"net"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ses"
)

// client is made from the environment of a Lambda function, without
// the SDK's configuration loader, which costs a quarter of a cold start:
// AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, and
// AWS_ENDPOINT_URL_SES where another server stands in for Amazon's. It opens no
// connection and takes some microseconds; what the environment lacks shows at
// the first mail, as Stop.
func client() *ses.Client {
	options := ses.Options{
		Region: os.Getenv("AWS_REGION"),
		Credentials: credentials.NewStaticCredentialsProvider(
			os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), os.Getenv("AWS_SESSION_TOKEN")),
		HTTPClient: httpClient(),
		Retryer:    aws.NopRetryer{}, // a second try is a second mail
	}
	if url := os.Getenv("AWS_ENDPOINT_URL_SES"); url != "" {
		options.BaseEndpoint = aws.String(url)
	}
	return ses.New(options)
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
