package inbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/letter"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

var (
	kinds     = []letter.Kind{letter.Request, letter.Question, letter.Complaint, letter.Application, letter.Spam, letter.Unclear, letter.Automatic}
	reasons   = slices.Concat([]Reason{"", NotAddressed, Virus, Junk, NoSender, Unreadable, AnsweredToday}, automatic)
	asked     = [][]gdpr.Right{nil, {gdpr.Access}, {gdpr.Access, gdpr.Erasure}}
	workflows = []rights.Workflow{
		"", rights.Waiting, rights.Unsorted, rights.Filed, rights.Open, rights.InAnother, rights.Answered, rights.Denied, rights.Revoked, rights.Lapsed,
	}
	ours   = Correspondent{Subject: "kari"}
	theirs = gdpr.SubjectID("ola")
)

// every is every mail that the decision tells apart: what it is taken for, why it is
// not answered, whom it is from, and what it answers.
func every(do func(name string, a *arrival)) {
	for _, kind := range kinds {
		for _, reason := range reasons {
			for _, rs := range asked {
				for _, w := range workflows {
					for _, subject := range []gdpr.SubjectID{ours.Subject, theirs} {
						for _, trust := range []Trust{Trusted, Untrusted} {
							a := &arrival{from: ours, trust: trust, reading: Reading{Finding: letter.Finding{Kind: kind, Rights: rs}, Withheld: reason}}
							if w != "" {
								a.joins = &rights.Request{Workflow: w, Subject: subject, Rights: []gdpr.Right{gdpr.Access}}
							}
							do(fmt.Sprintf("%s %v, %q, to %q of %s, %s", kind, rs, reason, w, subject, trust), a)
						}
					}
				}
			}
		}
	}
}

func TestRegisteringAndAnsweringAreTwoDecisions(t *testing.T) {
	every(func(name string, a *arrival) {
		d := a.decide()
		if (d.answer == "") != (d.withheld != "") {
			t.Errorf("%s: answer %q, withheld %q", name, d.answer, d.withheld)
		}
		if a.reading.Withheld != "" && d.withheld != a.reading.Withheld {
			t.Errorf("%s: withheld by %q", name, d.withheld)
		}
		before := *a
		before.reading.Withheld = ""
		if a.join() != before.join() {
			t.Errorf("%s: where it goes hangs on whether it is answered", name)
		}
	})
}

func TestARequestWaitsOnlyForAConfirmationThatIsAskedFor(t *testing.T) {
	every(func(name string, a *arrival) {
		d := a.decide()
		if (d.on == rights.Receive) != (d.answer == outbox.RequestConfirm) {
			t.Errorf("%s: begins by %q, answered by %q", name, d.on, d.answer)
		}
		if d.on == rights.Receive && len(a.reading.Rights) == 0 {
			t.Errorf("%s: nothing is to be confirmed", name)
		}
		if d.on == rights.File && (len(a.reading.Rights) > 0 && a.reading.Kind != letter.Automatic && a.reading.Kind != letter.Spam || a.reading.Kind == letter.Unclear) {
			t.Errorf("%s: filed away", name)
		}
	})
}

func TestNobodyIsToldOfAnothersCase(t *testing.T) {
	every(func(name string, a *arrival) {
		d := a.decide()
		if d.on != "" {
			return
		}
		if d.answer != "" && (a.trust != Trusted || a.joins.Subject != ours.Subject) {
			t.Errorf("%s: answered by %q", name, d.answer)
		}
	})
}

func TestWhatACaseDoesNotAskForIsACaseOfItsOwn(t *testing.T) {
	every(func(name string, a *arrival) {
		joined := a.decide().on == ""
		switch {
		case a.joins == nil && joined:
			t.Errorf("%s: joined to nothing", name)
		case a.joins != nil && len(a.reading.Rights) == 0 && !joined:
			t.Errorf("%s: a reply that asks for nothing begins a case", name)
		case joined && len(a.reading.Rights) > 0 &&
			(a.joins.Subject != ours.Subject || slices.Contains(a.reading.Rights, gdpr.Erasure) || !a.joins.Workflow.Live()):
			t.Errorf("%s: a request is hidden", name)
		}
	})
}

func TestIdentityNumbersAreMaskedInAllThatIsStored(t *testing.T) {
	const number, whole = "13897248098", "fødselsnummeret mitt er 138972 48098" // a synthetic one: the month is over 80
	m := masked(Mail{
		Subject: "Sletting " + number, Name: "Kari " + number, Text: whole, Own: whole,
		Attachments: []Attachment{{Name: "CV " + number + ".pdf"}},
	})
	for _, hidden := range []gdpr.Private{m.Subject, m.Name, m.Text, m.Own, m.Attachments[0].Name} {
		if digits := strings.Count(hidden.Reveal(), "8"); digits > 0 {
			t.Errorf("%q", hidden.Reveal())
		}
	}
}

// The raw message ends no earlier than its record, and is kept as a longer one only
// where the record may become that.
func TestARawMessageIsKeptAsLongAsItsRecordMayBe(t *testing.T) {
	d, _ := controllers.Registry().Current("tretoen")
	now := time.Date(2026, time.March, 5, 8, 0, 0, 0, time.UTC)
	periods := map[Record]controller.Retention{
		AsUnconfirmed: d.Records.Unconfirmed, AsCorrespondence: d.Records.Correspondence, AsRequest: d.Records.Request,
	}
	every(func(name string, a *arrival) {
		a.declaration, a.received = d, now
		e, err := a.entry(holiday.Norway{}, now)
		if err != nil {
			t.Fatal(err)
		}
		ends := periods[a.kept()].Period.After(now)
		switch {
		case e.Joins || e.Request.Workflow == rights.Waiting:
			if a.kept() != AsRequest {
				t.Errorf("%s: kept as %s", name, a.kept())
			}
		case !e.Request.Expires.Time().Equal(ends):
			t.Errorf("%s: the record ends %s, the message %s", name, e.Request.Expires.Time(), ends)
		}
	})
}
