package dynamo_test

import (
	"testing"
	"time"

	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

func TestACaseHasItsMailsBothWaysOldestFirst(t *testing.T) {
	b := setUp(t)
	first := b.registered(b.wrote("ses-1", "kari@example.no", gdpr.Erasure))
	b.clock.advance(25 * time.Hour)
	b.registered(b.reply("ses-2", "kari@example.no", b.held(first.Request.ID), true))
	b.clock.advance(time.Hour)
	b.registered(b.wrote("ses-3", "ola@example.no", gdpr.Access))

	sent, came, err := dynamo.Correspondence{Table: b.table}.Correspondence(t.Context(), mojob, first.Request.ID)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []outbox.Kind
	for _, m := range sent {
		kinds = append(kinds, m.Kind)
		if m.State != outbox.Pending || m.Case != first.Request.ID || m.Created.IsZero() {
			t.Errorf("sent %+v", m)
		}
	}
	if len(kinds) != 2 || kinds[0] != outbox.RequestConfirm || kinds[1] != outbox.RequestAdded {
		t.Errorf("sent %v", kinds)
	}
	if len(came) != 2 || came[0].ID != first.Message.ID || !came[0].Received.Before(came[1].Received) {
		t.Fatalf("came %+v", came)
	}
	if came[0].Subject != "Sletting" || came[0].Text != first.Message.Mail.Text || came[0].Case != first.Request.ID {
		t.Errorf("came %q %q", came[0].Subject.Reveal(), came[0].Text.Reveal())
	}
}

func TestTheCorrespondenceOfAnotherControllersCaseIsNotThere(t *testing.T) {
	b := setUp(t)
	e := b.registered(b.wrote("ses-1", "kari@example.no", gdpr.Erasure))
	sent, came, err := dynamo.Correspondence{Table: b.table}.Correspondence(t.Context(), tretoen, e.Request.ID)
	if gdpr.KindOf(err) != gdpr.NotFound || sent != nil || came != nil {
		t.Errorf("got %v, %v, %v", sent, came, err)
	}
}
