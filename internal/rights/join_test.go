package rights_test

import (
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

func saying(text gdpr.Private, asked ...gdpr.Right) rights.Intake {
	in := intake(asked...)
	in.Text = text
	return in
}

// A request is joined to one that stands where that answers all of it, and no
// later. Each row confirms what stands in order, and then another request.
func TestWhatAnOpenRequestAnswersAlreadyIsJoined(t *testing.T) {
	for _, test := range []struct {
		outcome string
		stands  []rights.Intake
		then    rights.Intake
		joined  int // which of stands, counted from 1; 0 for none
	}{
		{"nothing stands", nil, intake(gdpr.Access), 0},
		{"the same", []rights.Intake{intake(gdpr.Access)}, intake(gdpr.Access), 1},
		{"the same, in another order", []rights.Intake{intake(gdpr.Access, gdpr.Erasure)}, intake(gdpr.Erasure, gdpr.Access), 1},
		{"part of it", []rights.Intake{intake(gdpr.Access, gdpr.Erasure)}, intake(gdpr.Erasure), 1},
		{"more", []rights.Intake{intake(gdpr.Access)}, intake(gdpr.Access, gdpr.Erasure), 0},
		{"more, the first of which is new", []rights.Intake{intake(gdpr.Erasure)}, intake(gdpr.Access, gdpr.Erasure), 0},
		{"something else", []rights.Intake{intake(gdpr.Access)}, intake(gdpr.Erasure), 0},
		{"all of it, but of two requests", []rights.Intake{intake(gdpr.Access), intake(gdpr.Erasure)}, intake(gdpr.Access, gdpr.Erasure), 0},
		{"the second of two requests", []rights.Intake{intake(gdpr.Access), intake(gdpr.Erasure)}, intake(gdpr.Erasure), 2},
		{"with words added", []rights.Intake{intake(gdpr.Access)}, saying("Berre 2024.", gdpr.Access), 0},
		{"with other words", []rights.Intake{saying("Berre 2023.", gdpr.Access)}, saying("Berre 2024.", gdpr.Access), 0},
		{"with the same words", []rights.Intake{saying("Berre 2024.", gdpr.Access)}, saying("Berre 2024.", gdpr.Access), 1},
		{"without the words", []rights.Intake{saying("Berre 2024.", gdpr.Access)}, intake(gdpr.Access), 1},
		{"to the first of three", []rights.Intake{intake(gdpr.Access), intake(gdpr.Access)}, intake(gdpr.Access), 1},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			var first []rights.Request
			for _, in := range test.stands {
				r := w.received(t, in)
				w.says(t, r, rights.Confirmed)
				first = append(first, r)
			}
			r := w.received(t, test.then)
			c := w.says(t, r, rights.Confirmed)
			if test.joined == 0 {
				if c.Workflow != rights.Open || c.Joined != "" {
					t.Errorf("%s, joined to %q", c.Workflow, c.Joined)
				}
				return
			}
			if want := first[test.joined-1].ID; c.Workflow != rights.InAnother || c.Identity != rights.Proven || c.Joined != want {
				t.Errorf("%s, joined to %q, want %s", c.Workflow, c.Joined, want)
			}
			if !c.Expires.Time().Equal(r.Received.Truncate(time.Second).AddDate(3, 0, 0)) {
				t.Errorf("ends %s", c.Expires.Time())
			}
		})
	}
}

// Whatever nobody has confirmed might be anybody's, and shadows nothing.
func TestAnUnconfirmedRequestStandsInNobodysWay(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		w.received(t, intake(gdpr.Rights...))
	}
	if c := w.says(t, w.received(t, intake(gdpr.Access)), rights.Confirmed); c.Workflow != rights.Open {
		t.Errorf("%s, joined to %q", c.Workflow, c.Joined)
	}
}

func TestACanceledRequestStandsInNobodysWay(t *testing.T) {
	w := newWorld(t)
	w.says(t, w.received(t, intake(gdpr.Access)), rights.Refused)
	if c := w.says(t, w.received(t, intake(gdpr.Access)), rights.Confirmed); c.Workflow != rights.Open {
		t.Errorf("%s, joined to %q", c.Workflow, c.Joined)
	}
}

func TestWhatWasReceivedEarlierIsNotPutOff(t *testing.T) {
	w := newWorld(t)
	early, late := w.received(t, intake(gdpr.Access)), w.received(t, intake(gdpr.Access))
	w.says(t, late, rights.Confirmed)
	c := w.says(t, early, rights.Confirmed)
	if c.Workflow != rights.Open || !w.Deadline(c.Request).Due.Equal(rights.Answer(early.Received, w.Calendar).Due) {
		t.Errorf("%s, joined to %q, due %s", c.Workflow, c.Joined, w.Deadline(c.Request).Due)
	}
}

func TestRequestsOfOthersAreNeverJoined(t *testing.T) {
	w := newWorld(t)
	w.says(t, w.received(t, intake(gdpr.Access)), rights.Confirmed)
	other := intake(gdpr.Access)
	other.Address = "ola@example.com"
	if c := w.says(t, w.received(t, other), rights.Confirmed); c.Workflow != rights.Open {
		t.Errorf("another person's is %s, joined to %q", c.Workflow, c.Joined)
	}
	r, err := w.Desk.Receive(t.Context(), beta, intake(gdpr.Access))
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	if c := w.says(t, r, rights.Confirmed); c.Workflow != rights.Open {
		t.Errorf("the same person's at another controller is %s, joined to %q", c.Workflow, c.Joined)
	}
}

// Threat H5, the other way round: what may be refused because nobody shows who they are shadows nobody who has.
func TestM9_AVerifiedRequestJoinsNoneOfWhichItIsOpenWhoAsks(t *testing.T) {
	w := newWorld(t)
	first := w.opened(t, intake(gdpr.Access))
	asked, err := w.Ask(t.Context(), kari, seen(first), "When did you apply?")
	if err != nil {
		t.Fatal(err)
	}
	second := w.says(t, w.received(t, intake(gdpr.Access)), rights.Confirmed)
	own, err := w.Lodge(t.Context(), access.Actor{
		Controller: alfa, Contact: second.Subject, Address: second.Address, Way: access.ToOwn,
	}, rights.Lodged{Address: second.Address, Right: gdpr.Access, Language: gdpr.Bokmal})
	if err != nil || second.Workflow != rights.Open || second.Joined != "" {
		t.Errorf("by mail: %s, joined to %q, %v", second.Workflow, second.Joined, err)
	}
	if own.Joined == asked.ID || own.Joined != second.ID {
		t.Errorf("on the own page: %s, joined to %q", own.Workflow, own.Joined)
	}
}
