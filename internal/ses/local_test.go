package ses_test

import (
	"context"
	"strings"
	"testing"
	"time"

	local "ordholden/infra/local/ses"
	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/ses"
)

// desk starts the local SES and points the environment at it.
func desk(t *testing.T) *local.Server {
	t.Helper()
	s, err := local.Start(local.Config{Identities: []string{"post@321.no"}, ConfigurationSets: []string{"ordholden"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	environment(t, s.URL)
	return s
}

// arrived is how many mails are in the inbox.
func arrived(s *local.Server) int { return len(s.Inbox().Messages()) }

func TestEveryFaultOfTheLocalSESIsExplained(t *testing.T) {
	for _, test := range []struct {
		fault   local.Kind
		want    ses.Outcome
		arrives int
	}{
		{local.Throttling, ses.Retry, 0},
		{local.Quota, ses.Stop, 0},
		{local.Paused, ses.Stop, 0},
		{local.SetPaused, ses.Stop, 0},
		{local.Rejected, ses.Permanent, 0},
		{local.MailFrom, ses.Permanent, 0},
		{local.ServerError, ses.Retry, 0},
		{local.AcceptedLost, ses.Unknown, 1},
		{local.Refused, ses.Unknown, 0}, // the request was written: nobody can tell it from the one above
	} {
		t.Run(string(test.fault), func(t *testing.T) {
			s := desk(t)
			if err := s.Inject(local.Fault{Kind: test.fault}); err != nil {
				t.Fatal(err)
			}
			id, err := send(t, t.Context(), ses.New("ordholden"))
			check(t, id, err, test.want)
			if got := arrived(s); got != test.arrives {
				t.Errorf("%d mails arrived, want %d", got, test.arrives)
			}
			if left := s.Unused(); len(left) != 0 {
				t.Errorf("never met: %v", left)
			}
			if id, err := send(t, t.Context(), ses.New("ordholden")); err != nil || id == "" {
				t.Errorf("afterwards: id %q, error %v", id, err)
			}
		})
	}
}

func TestASlowAnswerLeavesInDoubtAMailThatArrives(t *testing.T) {
	s := desk(t)
	if err := s.Inject(local.Fault{Kind: local.Slow, Delay: 300 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	id, err := send(t, ctx, ses.New("ordholden"))
	check(t, id, err, ses.Unknown)
	patient, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := s.Inbox().Wait(patient, func(inbox.Message) bool { return true }); err != nil {
		t.Errorf("the mail never arrived: %v", err)
	}
}

func TestAnUnverifiedSenderAndAMissingSetAreTold(t *testing.T) {
	s := desk(t)
	id, err := ses.New("ordholden").Send(t.Context(), "eve@example.com", "kari@example.no",
		[]byte(strings.Replace(raw, "post@321.no", "eve@example.com", 1)), nil)
	check(t, id, err, ses.Permanent)
	id, err = send(t, t.Context(), ses.New("elsewhere"))
	check(t, id, err, ses.Stop)
	if got := arrived(s); got != 0 {
		t.Errorf("%d mails arrived", got)
	}
}
