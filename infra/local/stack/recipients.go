package stack

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"ordholden/infra/controllers"
	"ordholden/infra/local/opendsr"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// One receiver on this machine stands in for every recipient that is declared to be told by OpenDSR.

// slowly is how long it takes for what it does later.
const slowly = 5 * time.Second

func (s *Stack) startRecipient() (err error) {
	var domains []string
	for _, d := range controllers.Registry().Newest() {
		domains = append(domains, d.Hosts[0])
	}
	s.Recipient, err = opendsr.Start(opendsr.Config{
		Port: s.cfg.RecipientPort, Keys: s.keys, Domains: domains, After: slowly, Log: s.log,
	})
	return err
}

// processors is the template's parameter: each such recipient, and where it is told.
func (s *Stack) processors() string {
	var all []string
	for _, d := range controllers.Registry().Newest() {
		for _, r := range d.Recipients {
			if r.Told == controller.ToldByOpenDSR {
				all = append(all, string(d.ID)+"/"+r.ID+"="+s.Recipient.URL)
			}
		}
	}
	return strings.Join(all, ",")
}

// keys reads what a controller publishes, as a recipient elsewhere would.
func (s *Stack) keys(ctx context.Context, c gdpr.ControllerID) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/v1/"+string(c)+"/jwks.json", nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("keys of %s: %s", c, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, 1<<20))
}
