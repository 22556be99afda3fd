package renewal_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/renewal"
	"ordholden/internal/retention"
)

const (
	day                     = 24 * time.Hour
	alfa  gdpr.ControllerID = "alfa"
	owner gdpr.SubjectID    = "1-owner"
)

var end = time.Date(2028, time.March, 1, 9, 30, 0, 0, time.UTC)

// shelf keeps profiles, and accuses whoever asks what cannot be asked.
type shelf struct {
	t        *testing.T
	profiles map[gdpr.SubjectID]renewal.Profile
	given    map[gdpr.SubjectID]consent.Consent
	asked    []string
	fails    error
}

func (s *shelf) Due(_ context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.SubjectID, error) {
	var owners []gdpr.SubjectID
	for who := range s.profiles { // the index lags: it names all of them
		owners = append(owners, who)
	}
	slices.Sort(owners)
	return owners, nil
}

func (s *shelf) Profile(_ context.Context, _ gdpr.ControllerID, who gdpr.SubjectID) (renewal.Profile, error) {
	return s.profiles[who], s.fails
}

func (s *shelf) Latest(_ context.Context, _ gdpr.ControllerID, who gdpr.SubjectID, _ gdpr.PurposeID) (consent.Consent, error) {
	if c, ok := s.given[who]; ok {
		return c, nil
	}
	return consent.Consent{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
}

func (s *shelf) Ask(_ context.Context, p renewal.Profile, q *renewal.Question, next time.Time) error {
	if s.profiles[p.Owner] != p {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
	}
	if q != nil {
		if q.Consent.State != consent.Standing || p.Restricted {
			s.t.Errorf("asked %s of %+v", q.Order.Entry, p)
		}
		s.asked = append(s.asked, q.Order.Entry)
	}
	p.Due = next
	s.profiles[p.Owner] = p
	return nil
}

// world is one profile that ends, with a standing yes.
func world(t *testing.T) (*shelf, *renewal.Desk, *time.Time) {
	categories := []string{"contact", "profile"}
	d := &controller.Declaration{
		ID: alfa,
		Purposes: []controller.Purpose{
			{ID: "recruitment", Basis: gdpr.BasisContract, Categories: categories},
			{ID: "news", Basis: gdpr.BasisConsent, Asks: controller.Persons, Categories: categories[:1]},
			{ID: "storage", Basis: gdpr.BasisConsent, Asks: controller.Persons, Categories: categories},
		},
		Holdings: []controller.Holding{{Class: controller.Profiles, Purpose: "recruitment"}},
	}
	expiry := retention.Expiry(end.Unix())
	s := &shelf{t: t,
		profiles: map[gdpr.SubjectID]renewal.Profile{owner: {Controller: alfa, Owner: owner, End: expiry, Due: retention.FirstAsk(expiry)}},
		given: map[gdpr.SubjectID]consent.Consent{owner: {ID: "id", Controller: alfa, State: consent.Standing, Choices: []consent.Choice{
			{Purpose: "news", Decision: gdpr.Refused}, {Purpose: "storage", Decision: gdpr.Given}}}},
	}
	now := end.Add(-400 * day)
	return s, &renewal.Desk{Controllers: controller.New(d), Store: s, Now: func() time.Time { return now }}, &now
}

// Every minute of the last forty days: each mail once, at its minute.
func TestEachQuestionIsAskedOnceAtItsMoment(t *testing.T) {
	s, k, now := world(t)
	for *now = end.Add(-40 * day); now.Before(end.Add(day)); *now = now.Add(time.Minute) {
		n, err := k.Sweep(t.Context(), alfa)
		if err != nil {
			t.Fatal(err)
		}
		if at := end.Sub(*now); n != 0 && at != 30*day && at != 7*day {
			t.Errorf("asked %s before the end", at)
		}
	}
	if want := []string{"consent-renew-30-20280301", "consent-renew-7-20280301"}; !slices.Equal(s.asked, want) {
		t.Errorf("asked %v, want %v", s.asked, want)
	}
}

func TestWhatIsDueAtOneMoment(t *testing.T) {
	for name, test := range map[string]struct {
		before time.Duration // of the end
		change func(*renewal.Profile)
		want   []string
		next   time.Duration // before the end; 0 for never
	}{
		"in time":            {before: 30 * day, want: []string{"consent-renew-30-20280301"}, next: 7 * day},
		"a week late":        {before: 20 * day, want: []string{"consent-renew-30-20280301"}, next: 7 * day},
		"past both":          {before: day, want: []string{"consent-renew-7-20280301"}},
		"on the very end":    {before: 0},
		"after the end":      {before: -day},
		"too early":          {before: 35 * day, next: 30 * day},
		"restricted":         {before: 30 * day, change: func(p *renewal.Profile) { p.Restricted = true }, next: 29 * day},
		"with no end at all": {before: 30 * day, change: func(p *renewal.Profile) { p.End = 0 }},
	} {
		t.Run(name, func(t *testing.T) {
			s, k, now := world(t)
			*now = end.Add(-test.before)
			p := s.profiles[owner]
			p.Due = *now
			if test.change != nil {
				test.change(&p)
			}
			s.profiles[owner] = p
			n, err := k.Sweep(t.Context(), alfa)
			if err != nil || n != len(test.want) || !slices.Equal(s.asked, test.want) {
				t.Errorf("asked %v and told of %d, want %v; %v", s.asked, n, test.want, err)
			}
			want := time.Time{}
			if test.next != 0 {
				want = end.Add(-test.next)
			}
			if got := s.profiles[owner].Due; !got.Equal(want) {
				t.Errorf("looked at next %s, want %s", got, want)
			}
		})
	}
}

func TestOneThatFailsHoldsUpNobodyElse(t *testing.T) {
	s, k, now := world(t)
	*now = end.Add(-30 * day)
	for err, told := range map[error]bool{
		&gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}: true,
		&gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}:       false,
		&gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}:        false,
		errors.New("unreadable"):                                        true,
	} {
		s.fails = err
		if _, got := k.Sweep(t.Context(), alfa); (got != nil) != told {
			t.Errorf("%v is told as %v", err, got)
		}
	}
	s.fails = nil
	if n, err := k.Sweep(t.Context(), alfa); n != 1 || err != nil {
		t.Errorf("afterwards: %d, %v", n, err)
	}
}
