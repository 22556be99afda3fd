package dynamo_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

// carrier is the desk that carries out on the bench's table. Tretoen's recipients are told by mail.
func (b bench) carrier() fulfillment.Desk {
	current, _ := controllers.Registry().Current(tretoen)
	d := *current
	d.Recipients = slices.Clone(d.Recipients)
	for i := range d.Recipients {
		d.Recipients[i].Told, d.Recipients[i].Mailbox = controller.ToldByMail, "mottaker@example.com"
	}
	registry := controller.New(&d)
	return fulfillment.Desk{
		Controllers: registry, Docket: b.cases(), Shelf: b.cases(), Now: b.clock.Now,
		Cases:   rights.Desk{Controllers: registry, Cases: b.cases(), Calendar: holiday.Norway{}, Now: b.clock.Now},
		Records: holding.Desk{Controllers: registry, Store: b.holdings(), Now: b.clock.Now},
		Tellers: map[controller.Told]fulfillment.Teller{controller.ToldByMail: fulfillment.ByMail{}},
	}
}

// A person with more records, addresses on file and recipients than one transaction takes is served.
func TestM9_APersonWith150RecordsIsServed(t *testing.T) {
	const many = 150
	b := ahead(t)
	k := b.carrier()
	d, _ := k.Controllers.Current(tretoen)
	var ref holding.Ref
	for n := range many {
		r, given := b.application(tretoen, kari)
		for i, v := range r.Fields {
			if v.Field == controller.EmailField {
				r.Fields[i].Value = gdpr.Private(fmt.Sprintf("kari%d@example.org", n))
			}
		}
		stored, _, err := b.holdings().Apply(t.Context(), r, kari, given, "")
		if err != nil {
			t.Fatal(err)
		}
		ref = stored.Ref
		b.can(b.holdings().Disclose(t.Context(), holding.Disclosure{
			ID: gdpr.NewID(), Record: ref, At: b.now(), Recipient: d.Recipients[0].ID, Customer: gdpr.Private(fmt.Sprint("Kunde ", n)),
			Purpose: r.Purpose, Categories: []string{},
		}))
	}
	asked, erased := b.put(tretoen, kari, gdpr.Restriction), b.put(tretoen, kari, gdpr.Erasure)
	held := must[rights.Case](t)(k.Carry(t.Context(), tretoen, asked.ID))
	b.clock.advance(time.Second)
	told := 0
	for _, n := range held.Notices {
		if n.State == rights.NoticeAsked {
			told++
		}
	}
	if held.Workflow != rights.Telling || len(held.Restricted) != many || told != many {
		t.Errorf("%s: %d records, %d recipients told of %d", held.Workflow, len(held.Restricted), told, len(held.Notices))
	}
	held = must[rights.Case](t)(k.Carry(t.Context(), tretoen, erased.ID))
	announced := 0
	for _, e := range held.History {
		if e.On == rights.Announce {
			announced++
		}
	}
	if held.Workflow != rights.Cooling || announced != 2 {
		t.Errorf("%s after %d announcements", held.Workflow, announced)
	}
	all := must[[]rights.Case](t)(b.cases().Of(t.Context(), tretoen, ref.Owner))
	if len(all) != 2 || all[0].Address != kari || len(all[0].History) == 0 {
		t.Errorf("%d cases of the person are found", len(all))
	}
	if none := must[[]rights.Case](t)(b.cases().Of(t.Context(), mojob, ref.Owner)); len(none) != 0 {
		t.Errorf("another controller finds %d", len(none))
	}
}
