package again_test

import (
	"context"
	"testing"
	"time"

	"ordholden/internal/again"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

var now = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)

// registry is a controller in 1.0, and in 2.0, where both purposes use more data.
func registry() *controller.Registry {
	version := func(major int, categories ...string) *controller.Declaration {
		return &controller.Declaration{ID: "alfa", Version: controller.Version{Major: major}, Purposes: []controller.Purpose{
			{ID: "news", Basis: gdpr.BasisConsent, Asks: controller.Persons, Categories: categories},
			{ID: "application", Basis: gdpr.BasisConsent, Asks: controller.Applicants, Categories: categories,
				Retention: controller.Retention{Period: gdpr.Period{Months: 6}, From: controller.FromReceipt}},
		}}
	}
	return controller.New(version(1), version(2, "more"))
}

// store is one person's consents. It accuses whoever asks about what does not stand, or twice.
type store struct {
	t     *testing.T
	all   []consent.Consent
	asked map[string]bool
	fail  error
}

func (s *store) Of(context.Context, gdpr.ControllerID, gdpr.SubjectID) ([]consent.Consent, error) {
	return s.all, nil
}

func (s *store) AskAgain(_ context.Context, q consent.Question, mail outbox.Order) error {
	s.t.Helper()
	name := string(q.Consent.ID) + " " + mail.Entry
	if q.Consent.State != consent.Standing || mail.Kind != outbox.ConsentAgain || !mail.At.Equal(now) {
		s.t.Errorf("asked: %+v by %+v", q, mail)
	}
	if s.asked[name] {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
	}
	if s.fail == nil {
		s.asked[name] = true
	}
	return s.fail
}

func held(id gdpr.ID, p gdpr.PurposeID, on int, days int) consent.Consent {
	return consent.Consent{
		ID: id, Controller: "alfa", Subject: "kari", State: consent.Standing, Decided: now.AddDate(0, 0, days),
		Choices: []consent.Choice{{Purpose: p, Decision: gdpr.Given}}, Seen: consent.Seen{Version: controller.Version{Major: on}},
	}
}

func TestT15_WhoeverSaidYesToWhatChangedIsAskedOnce(t *testing.T) {
	withdrawn := held("w", "news", 1, -1)
	withdrawn.State, withdrawn.Choices[0].Decision = consent.Ended, gdpr.Withdrawn
	refused := held("r", "news", 1, -1)
	refused.Choices[0].Decision = gdpr.Refused
	done := held("d", "news", 1, -1)
	done.Asked = controller.Version{Major: 2}
	over, lasting := held("a", "application", 1, -9), held("a", "application", 1, -9)
	over.Recorded, lasting.Recorded = now.AddDate(0, -7, 0), now.AddDate(0, -5, 0) // and the proof of both is kept
	for name, test := range map[string]struct {
		look consent.Consent
		all  []consent.Consent
		want bool
	}{
		"an old yes":                  {held("a", "news", 1, -9), nil, true},
		"a yes to the new":            {held("a", "news", 2, -9), nil, false},
		"withdrawn":                   {withdrawn, nil, false},
		"a no":                        {refused, nil, false},
		"what has had its time":       {over, nil, false},
		"what has not had its time":   {lasting, nil, true},
		"asked already":               {done, nil, false},
		"an older yes than the last":  {held("a", "news", 1, -9), []consent.Consent{held("b", "news", 1, -2)}, false},
		"each application for itself": {held("a", "application", 1, -9), []consent.Consent{held("b", "application", 1, -2)}, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := &store{t: t, all: append(test.all, test.look), asked: map[string]bool{}}
			k := again.Desk{Controllers: registry(), Store: s, Now: func() time.Time { return now }}
			for i := range 2 {
				asked, err := k.Look(t.Context(), test.look)
				if err != nil || asked != (test.want && i == 0) {
					t.Errorf("time %d: %v, %v", i+1, asked, err)
				}
			}
			if test.want && !s.asked["a consent-again-2-0"] {
				t.Errorf("asked by %v", s.asked)
			}
		})
	}
}

func TestWhatCannotBeStoredIsTriedAgain(t *testing.T) {
	s := &store{t: t, asked: map[string]bool{}, fail: &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}}
	k := again.Desk{Controllers: registry(), Store: s, Now: func() time.Time { return now }}
	if asked, err := k.Look(t.Context(), held("a", "news", 1, -1)); asked || gdpr.KindOf(err) != gdpr.Unavailable {
		t.Errorf("%v, %v", asked, err)
	}
}

// back is mails that came back.
type back struct {
	letters []outbox.Letter
	fail    error
}

func (b back) Missed(context.Context, gdpr.ControllerID, string, int) ([]outbox.Letter, string, error) {
	return b.letters, "more", b.fail
}

func TestStaffSeeWhomNoMailReachedAsLongAsThereIsSomethingToDecide(t *testing.T) {
	letter := func(c consent.Consent, entry string) outbox.Letter {
		return outbox.Letter{Entry: outbox.Entry{Ref: outbox.Ref{Controller: "alfa", Case: c.ID, Entry: entry}, Kind: outbox.ConsentAgain}, Consent: &c}
	}
	open, done := held("a", "news", 1, -9), held("d", "news", 2, -9)
	relinked := letter(open, "consent-again-2-0-later")
	relinked.Again = "consent-again-2-0"
	for name, test := range map[string]struct {
		letter outbox.Letter
		all    []consent.Consent
		want   int
	}{
		"an old yes":                {letter(open, "consent-again-2-0"), nil, 1},
		"asked once more":           {relinked, nil, 1},
		"for another version":       {letter(open, "consent-again-1-5"), nil, 0},
		"answered on the own page":  {letter(done, "consent-again-2-0"), nil, 0},
		"decided by a later answer": {letter(open, "consent-again-2-0"), []consent.Consent{held("b", "news", 2, -2)}, 0},
	} {
		s := &store{t: t, all: append(test.all, *test.letter.Consent)}
		m := again.Missed{Desk: again.Desk{Controllers: registry(), Store: s, Now: func() time.Time { return now }}, Mails: back{letters: []outbox.Letter{test.letter}}}
		got, more, err := m.List(t.Context(), "alfa", "", 10)
		if err != nil || more != "more" || len(got) != test.want {
			t.Errorf("%s: %v, %q, %v", name, got, more, err)
		}
	}
	m := again.Missed{Mails: back{fail: &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}}}
	if _, _, err := m.List(t.Context(), "alfa", "", 10); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Error(err)
	}
}
