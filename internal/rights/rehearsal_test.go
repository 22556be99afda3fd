package rights_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

// oneCase answers one case, and panics at any write: it has no methods for them.
type oneCase struct {
	rights.Cases
	held rights.Case
}

func (s oneCase) Case(context.Context, gdpr.ControllerID, gdpr.ID) (rights.Case, error) {
	return s.held, nil
}

func (s oneCase) Standing(context.Context, gdpr.ControllerID, gdpr.SubjectID) (map[gdpr.Right]rights.Request, error) {
	return nil, nil
}

func TestARehearsalGoesByTheRulesAndStoresNothing(t *testing.T) {
	now := instantOf(t, "2026-11-25T08:00:00Z")
	held := rights.Case{Request: rights.Request{
		ID: "4xk2m9q7tbv0hc8e5ndw3gyr1c", Controller: "mojob", Rights: []gdpr.Right{gdpr.Erasure}, Address: "kari@example.com", Revision: 2,
		Received: now.AddDate(0, 0, -4), Registered: now.AddDate(0, 0, -4), Workflow: rights.Open, Identity: rights.Proven, Language: gdpr.Bokmal,
	}, History: []rights.Entry{{At: now.AddDate(0, 0, -4), On: rights.Lodge, By: rights.ByPerson}}}
	before := held
	k := rights.Desk{
		Controllers: controllers.Registry(), Cases: rights.Rehearsal{Cases: oneCase{held: held}}, Calendar: holiday.Norway{},
		Now: func() time.Time { return now },
	}
	by := access.Actor{Controller: "mojob", ID: "sub-1", Roles: []string{"privacy"}}

	got, err := k.Extend(t.Context(), by, rights.At{ID: held.ID, Revision: 2}, "Omfattende.")
	if err != nil || got.Extended.At.IsZero() || !k.Deadline(got.AsTold()).Due.After(k.Deadline(held.Request).Due) {
		t.Errorf("rehearsed %+v, %v", got.Extended, err)
	}
	if _, err := k.Ask(t.Context(), by, rights.At{ID: held.ID, Revision: 2}, "Hvem er du?"); err != nil {
		t.Error(err)
	}
	if _, err := k.Register(t.Context(), by, rights.Registration{
		Intake: rights.Intake{Address: "ola@example.com", Rights: []gdpr.Right{gdpr.Access}, Language: gdpr.English, Channel: "letter"}, Received: now.AddDate(0, 0, -1),
	}); err != nil {
		t.Error(err)
	}
	if !reflect.DeepEqual(held, before) {
		t.Errorf("the case itself became %+v", held)
	}
	for outcome, err := range map[string]error{
		"a stale revision":   second(k.Extend(t.Context(), by, rights.At{ID: held.ID, Revision: 1}, "Omfattende.")),
		"no refusal to undo": second(k.Return(t.Context(), by, rights.At{ID: held.ID, Revision: 2}, "Nei.")),
	} {
		if gdpr.KindOf(err) != gdpr.Conflict {
			t.Errorf("%s: %v", outcome, err)
		}
	}
}

func second(_ rights.Case, err error) error { return err }
