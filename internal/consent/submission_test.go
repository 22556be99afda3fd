package consent_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

const visitor = gdpr.ID("0123456789abcdefghjkmnpqr0")

// cookies is a good submission of a visitor to alfa as it is now.
func cookies() consent.Submission {
	return consent.Submission{
		Visitor: visitor, Language: gdpr.Bokmal, Notice: notice(alfa, 2, controller.Visitors, gdpr.Bokmal),
		Interface: shown(alfa, 2, controller.OnBanner, controller.Visitors, gdpr.Bokmal), Mechanism: consent.ByBanner, Site: "https://alfa.example", Claimed: start,
		Choices: []consent.Choice{{Purpose: "chat", Decision: gdpr.Refused}, {Purpose: "statistics", Decision: gdpr.Given}},
	}
}

// declared is a good submission of a person to alfa as it is now.
func declared() consent.Submission {
	s := cookies()
	s.Visitor, s.Address, s.Network = "", "kari@example.com", "192.0.2.0/24"
	s.Notice, s.Mechanism = notice(alfa, 2, controller.Persons, gdpr.Bokmal), consent.ByForm
	s.Interface = shown(alfa, 2, controller.OnForm, controller.Persons, gdpr.Bokmal)
	s.Choices = []consent.Choice{{Purpose: "news", Decision: gdpr.Refused}, {Purpose: "storage", Decision: gdpr.Given}}
	return s
}

func faultsOf(err error) []gdpr.Fault {
	if e, ok := errors.AsType[*gdpr.Error](err); ok && e.Kind == gdpr.Invalid && e.Code == gdpr.CodeInvalid {
		slices.SortFunc(e.Faults, func(a, b gdpr.Fault) int { return strings.Compare(a.Pointer+string(a.Code), b.Pointer+string(b.Code)) })
		return e.Faults
	}
	return nil
}

func fault(purpose gdpr.PurposeID, code gdpr.Code) gdpr.Fault {
	return gdpr.Fault{Pointer: "/decisions/" + string(purpose), Code: code, Value: string(purpose)}
}

var badSubmissions = []struct {
	outcome string
	spoil   func(*consent.Submission)
	want    []gdpr.Fault
}{
	{"no choice at all", func(s *consent.Submission) { s.Choices = nil },
		[]gdpr.Fault{fault("chat", gdpr.FaultNoDecision), fault("statistics", gdpr.FaultNoDecision)}},
	{"a purpose left out", func(s *consent.Submission) { s.Choices = s.Choices[:1] },
		[]gdpr.Fault{fault("statistics", gdpr.FaultNoDecision)}},
	{"a purpose that nobody declared", func(s *consent.Submission) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: "profiling", Decision: gdpr.Refused})
	}, []gdpr.Fault{fault("profiling", gdpr.FaultUnknownPurpose)}},
	{"a purpose of persons", func(s *consent.Submission) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: "news", Decision: gdpr.Given})
	}, []gdpr.Fault{fault("news", gdpr.FaultNotAsked)}},
	{"a purpose that asks nobody", func(s *consent.Submission) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: "recruitment", Decision: gdpr.Given})
	}, []gdpr.Fault{fault("recruitment", gdpr.FaultNotAsked)}},
	{"a no to what is necessary", func(s *consent.Submission) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: "necessary", Decision: gdpr.Refused})
	}, []gdpr.Fault{fault("necessary", gdpr.FaultNecessary)}},
	{"a withdrawal of what is necessary", func(s *consent.Submission) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: "necessary", Decision: gdpr.Withdrawn})
	}, []gdpr.Fault{fault("necessary", gdpr.FaultNecessary)}},
	{"neither yes nor no", func(s *consent.Submission) { s.Choices[0].Decision = "maybe" },
		[]gdpr.Fault{fault("chat", gdpr.FaultDecision)}},
	{"an empty decision", func(s *consent.Submission) { s.Choices[0].Decision = "" },
		[]gdpr.Fault{fault("chat", gdpr.FaultDecision)}},
	{"a withdrawal is no decision", func(s *consent.Submission) { s.Choices[0].Decision = gdpr.Withdrawn },
		[]gdpr.Fault{fault("chat", gdpr.FaultDecision)}},
	{"a yes by the browser's signal", func(s *consent.Submission) {
		s.Mechanism = consent.BySignal
		s.Choices[0].Decision, s.Choices[1].Decision = gdpr.Given, gdpr.Refused
	}, []gdpr.Fault{fault("chat", gdpr.FaultSignal)}},
	{"a yes in capitals", func(s *consent.Submission) { s.Choices[0].Decision = "GIVEN" },
		[]gdpr.Fault{fault("chat", gdpr.FaultDecision)}},
	{"no notice", func(s *consent.Submission) { s.Notice = "" },
		[]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}}},
	{"an unknown notice", func(s *consent.Submission) { s.Notice = "something else" },
		[]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}}},
	{"another controller's notice", func(s *consent.Submission) { s.Notice = notice(beta, 1, controller.Visitors, gdpr.Bokmal) },
		[]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}}},
	{"the notice of persons", func(s *consent.Submission) { s.Notice = notice(alfa, 2, controller.Persons, gdpr.Bokmal) },
		[]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}}},
	{"the statement", func(s *consent.Submission) { s.Notice = notice(alfa, 2, controller.Everyone, gdpr.Bokmal) },
		[]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}}},
	{"the notice in another language", func(s *consent.Submission) { s.Language = gdpr.English },
		[]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}}},
	{"everything at once", func(s *consent.Submission) {
		s.Notice, s.Claimed = "", start.Add(time.Hour)
		s.Choices = []consent.Choice{{Purpose: "chat", Decision: "maybe"}, {Purpose: "x", Decision: gdpr.Given}, {Purpose: "necessary", Decision: gdpr.Refused}}
	}, []gdpr.Fault{
		{Pointer: "/decided", Code: gdpr.FaultClock}, fault("chat", gdpr.FaultDecision), fault("necessary", gdpr.FaultNecessary),
		fault("statistics", gdpr.FaultNoDecision), fault("x", gdpr.FaultUnknownPurpose), {Pointer: "/notice", Code: gdpr.FaultUnknownNotice},
	}},
}

func TestEveryFaultIsSaidAtOnceAndNothingIsStored(t *testing.T) {
	for _, test := range badSubmissions {
		t.Run(test.outcome, func(t *testing.T) {
			w, s := newWorld(t), cookies()
			test.spoil(&s)
			_, err := w.Visitor(t.Context(), alfa, s)
			if got := faultsOf(err); !reflect.DeepEqual(got, test.want) {
				t.Errorf("faults %v of %v, want %v", got, err, test.want)
			}
			if len(w.ledger.kept) > 0 {
				t.Errorf("stored %+v", w.ledger.kept)
			}
			d, _ := w.Controllers.Current(alfa)
			if got := faultsOf(gdpr.InvalidFaults(w.Check(d, s))); !reflect.DeepEqual(got, test.want) {
				t.Errorf("Check says %v", got)
			}
		})
	}
}

func TestAPersonIsAskedForThePurposesOfPersons(t *testing.T) {
	w, s := newWorld(t), declared()
	s.Notice, s.Choices = notice(alfa, 2, controller.Visitors, gdpr.Bokmal), cookies().Choices
	_, err := w.Person(t.Context(), alfa, s)
	want := []gdpr.Fault{
		fault("chat", gdpr.FaultNotAsked), fault("news", gdpr.FaultNoDecision), fault("statistics", gdpr.FaultNotAsked),
		fault("storage", gdpr.FaultNoDecision), {Pointer: "/notice", Code: gdpr.FaultUnknownNotice},
	}
	if got := faultsOf(err); !reflect.DeepEqual(got, want) {
		t.Errorf("faults %v, want %v", got, want)
	}
	if len(w.dossiers.held) > 0 {
		t.Errorf("stored %+v", w.dossiers.held)
	}
}

func TestClocksOfClientsMayBeALittleOff(t *testing.T) {
	now := start.Truncate(time.Millisecond)
	for _, test := range []struct {
		outcome string
		claimed time.Time
		ok      bool
	}{
		{"no claim", time.Time{}, true},
		{"the same", now, true},
		{"five minutes fast", now.Add(5 * time.Minute), true},
		{"faster", now.Add(5*time.Minute + time.Millisecond), false},
		{"a day late", now.Add(-24 * time.Hour), true},
		{"later", now.Add(-24*time.Hour - time.Millisecond), false},
		{"told in another zone", now.In(time.FixedZone("", 9*3600)), true},
		{"the epoch", time.Unix(0, 0), false},
		{"the year 9999", time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), false},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w, s := newWorld(t), cookies()
			s.Claimed = test.claimed
			r, err := w.Visitor(t.Context(), alfa, s)
			if (err == nil) != test.ok {
				t.Fatalf("%v", err)
			}
			if !test.ok {
				if want := []gdpr.Fault{{Pointer: "/decided", Code: gdpr.FaultClock}}; !reflect.DeepEqual(faultsOf(err), want) {
					t.Errorf("faults %v", faultsOf(err))
				}
				return
			}
			if !r.Seen.Claimed.Equal(test.claimed) || !r.Recorded.Equal(now) {
				t.Errorf("recorded %s, claimed %s", r.Recorded, r.Seen.Claimed)
			}
		})
	}
}

func TestAYesToWhatIsNecessaryIsHeardAndNotRecorded(t *testing.T) {
	w, s := newWorld(t), cookies()
	s.Choices = append(s.Choices, consent.Choice{Purpose: "necessary", Decision: gdpr.Given})
	r, err := w.Visitor(t.Context(), alfa, s)
	if err != nil || len(r.Choices) != 2 {
		t.Errorf("recorded %v, %v", r.Choices, err)
	}
}

func TestChoicesAreKeptInDeclaredOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, s := newWorld(t), declared()
		s.Choices = rapid.Permutation([]consent.Choice{{Purpose: "storage", Decision: gdpr.Given}, {Purpose: "news", Decision: gdpr.Refused}}).Draw(rt, "choices")
		c, err := w.Person(t.Context(), alfa, s)
		want := []consent.Choice{{Purpose: "storage", Decision: gdpr.Given}, {Purpose: "news", Decision: gdpr.Refused}}
		if err != nil || !reflect.DeepEqual(c.Choices, want) {
			rt.Fatalf("recorded %v, %v", c.Choices, err)
		}
	})
}
