package platform_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/platform"
)

func TestEverySettingThatIsMissingIsNamedOnce(t *testing.T) {
	t.Setenv("TABLE", "main")
	t.Setenv("KEYS", "")
	t.Setenv("AWS_REGION", "")
	env := platform.Read()
	if got := env.Need("TABLE"); got != "main" || env.Err() != nil {
		t.Errorf("TABLE is %q, %v", got, env.Err())
	}
	for range 2 { // two clients of one function both ask for the region
		if got := env.Region(); got != "" {
			t.Errorf("region %q", got)
		}
	}
	if got := env.Need("KEYS"); got != "" {
		t.Errorf("KEYS is %q", got)
	}
	if err := env.Err(); err == nil || err.Error() != "environment: AWS_REGION, KEYS not set" {
		t.Errorf("%v", err)
	}
}

// What lies in a region of which nothing can be told is not told wrongly: nothing starts there.
func TestAFunctionStartsOnlyWhereItCanSayWhereItStores(t *testing.T) {
	for region, country := range map[string]string{"eu-north-1": "SE", "eu-west-1": "IE", "us-east-1": "", "": ""} {
		t.Setenv("AWS_REGION", region)
		env := platform.Read()
		for range 2 {
			if got := env.Place(); got.Country != country {
				t.Errorf("%q is in %q", region, got.Country)
			}
		}
		if err := env.Err(); (err == nil) != (country != "") || err != nil && !strings.Contains(err.Error(), "AWS_REGION") {
			t.Errorf("%q: %v", region, err)
		}
	}
}

func TestASettingThatMayBeMissingIsNotMissed(t *testing.T) {
	t.Setenv("PUBLIC_URL", "")
	env := platform.Read()
	if got := env.Get("PUBLIC_URL"); got != "" || env.Err() != nil {
		t.Errorf("%q, %v", got, env.Err())
	}
	t.Setenv("PUBLIC_URL", "https://personvern.example.com")
	if got := env.Get("PUBLIC_URL"); got != "https://personvern.example.com" {
		t.Errorf("%q", got)
	}
}

func TestAServiceAnswersAtItsUsualPlaceUnlessToldOtherwise(t *testing.T) {
	t.Setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8000")
	t.Setenv("AWS_ENDPOINT_URL_SES", "")
	env := platform.Read()
	if got := env.Endpoint("DYNAMODB"); got == nil || *got != "http://127.0.0.1:8000" {
		t.Errorf("endpoint %v", got)
	}
	if got := env.Endpoint("SES"); got != nil {
		t.Errorf("endpoint %s", *got)
	}
}

func TestCredentialsAreThoseOfTheEnvironment(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_SESSION_TOKEN", "session")
	c, err := platform.Read().Credentials().Retrieve(t.Context())
	if err != nil || c.AccessKeyID != "id" || c.SecretAccessKey != "secret" || c.SessionToken != "session" || c.CanExpire {
		t.Errorf("credentials of %s, %v", c.Source, err)
	}
}

func TestAClientGivesUpAndGoesThroughNoProxy(t *testing.T) {
	c := platform.HTTPClient(time.Second)
	if c.Timeout != time.Second {
		t.Errorf("gives up after %s", c.Timeout)
	}
	if transport := c.Transport.(*http.Transport); transport.Proxy != nil || transport == http.DefaultTransport {
		t.Error("the transport is everybody's, or asks for a proxy")
	}
}

func TestAWiredHandlerIsHandedOn(t *testing.T) {
	if got := platform.Must("handler", nil); got != "handler" {
		t.Errorf("%q", got)
	}
}
