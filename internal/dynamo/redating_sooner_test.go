package dynamo_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

func (b bench) redating() dynamo.Redating { return dynamo.Redating{Table: b.table} }

// briefer is mojob's declaration with ledgers that end sooner: half a year, or ten days where nobody confirms.
func briefer() *controller.Declaration {
	now, _ := controllers.Registry().Current(mojob)
	d := *now
	d.Version.Minor++
	for _, r := range []*controller.Retention{&d.Records.VisitorConsent, &d.Records.PersonConsent, &d.Records.Request, &d.Records.Correspondence} {
		r.Period = gdpr.Period{Months: 6}
	}
	d.Records.Unconfirmed.Period = gdpr.Period{Days: 10}
	return &d
}

// carrying is the profile that a consent carries, and until when, where there is one.
type carrying map[gdpr.SubjectID]holding.Record

// sooner moves all that a declaration has end sooner, and counts what was moved, and what had changed.
func (b bench) sooner(d *controller.Declaration, on carrying) (moved map[string]int, changed int) {
	b.t.Helper()
	ctx, s := b.t.Context(), b.redating()
	moved = map[string]int{}
	move := func(kind string, was, end retention.Expiry, do func(retention.Expiry) error) {
		to, sooner := retention.Sooner(was, end, b.clock.Now())
		if !sooner {
			return
		}
		switch err := do(to); {
		case gdpr.KindOf(err) == gdpr.Conflict:
			changed++
		case err != nil:
			b.t.Errorf("%s: %v", kind, err)
		default:
			moved[kind]++
		}
	}
	b.can(s.EachLedger(ctx, d.ID, dynamo.Ledgers{
		Visitor: func(r consent.Record) error {
			end, err := r.EndBy(d)
			move("visitor", r.Expires, end, func(to retention.Expiry) error { return s.MoveVisitor(ctx, r, to) })
			return err
		},
		Consent: func(c consent.Consent) error {
			var refs []holding.Ref
			profile, carried := on[c.Subject]
			if carried {
				refs = append(refs, profile.Ref)
			}
			end, err := c.EndBy(d, profile.Term.Due)
			move("consent", c.Expires, end, func(to retention.Expiry) error { return s.MoveConsent(ctx, c, d.Version, to, refs) })
			return err
		},
		Request: func(r rights.Request, history []rights.Entry) error {
			if r.Expires == 0 {
				return nil
			}
			end, err := r.EndBy(d, history)
			move("request", r.Expires, end, func(to retention.Expiry) error { return s.MoveRequest(ctx, r, r.EndingAt(to)) })
			return err
		},
		Erasure: func(e holding.Erasure, was retention.Expiry) error {
			end, err := e.EndBy(d)
			move("erasure", was, end, func(to retention.Expiry) error { return s.MoveErasure(ctx, e, was, to) })
			return err
		},
	}))
	return moved, changed
}

// ledgers is a table with some of everything whose end the declaration gives under `records`.
func ledgers(t *testing.T) bench {
	b := ahead(t)
	ctx := t.Context()
	b.decided(2)
	given := b.standing(mojob, kari)
	b.clock.advance(40 * day)
	back := b.standing(mojob, "angret@example.no") // given twice, so that two pointers lead to it
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, back.ID))
	undo := b.issued(outbox.Ref{Controller: mojob, Case: back.ID, Entry: b.newest(back.ID, outbox.ConsentWithdrawn)})
	must[consent.Consent](t)(b.consents.Decide(ctx, mojob, byLink(back.ID, undo), consent.Restore))
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, given.ID))
	must[consent.Consent](t)(b.consents.Person(ctx, mojob, declares(mojob, ola, "")))
	b.received(mojob, asks("ubekreftet@example.no", gdpr.Access))
	unsorted := b.registered(b.wrote("ses1", "undrer@example.no"))
	b.registered(b.reply("ses2", "undrer@example.no", b.held(unsorted.Request.ID), false))
	over, l := b.opened(mojob, asks(kari, gdpr.Access))
	must[rights.Case](t)(b.requests.Decide(ctx, mojob, byBoth(over.ID, l), rights.Refused))
	b.opened(mojob, asks(ola, gdpr.Erasure)) // under way
	b.logged()
	return b
}

// Everything ends as it would have, had the new declaration been there all along: each head at the end that
// is counted for it, and with it whatever lies beside.
func TestAnotherDeclarationMovesTheEndsOfTheLedgers(t *testing.T) {
	b := ledgers(t)
	d := briefer()
	endless := 0
	moved, changed := b.sooner(d, nil)
	if want := "map[consent:3 request:3 visitor:2]"; fmt.Sprint(moved) != want || changed > 0 {
		t.Errorf("moved %v, want %s; %d had changed", moved, want, changed)
	}
	again, _ := b.sooner(d, nil)
	if len(again) > 0 {
		t.Errorf("once more, %v move", again)
	}
	items := b.stored()
	heads := map[string]any{}
	for _, it := range items {
		if kind := strings.Split(it["pk"].(string), "#")[1]; it["sk"] == kind {
			heads[it["pk"].(string)] = it["expires"]
		}
	}
	for key, it := range items {
		pk, sk := it["pk"].(string), it["sk"].(string)
		head, ofDossier := heads[pk]
		if id, ok := it["consent"].(string); ok {
			head, ofDossier = heads["mojob#CONSENT#"+id]
		}
		switch {
		case ofDossier && head == nil:
			endless++
		case strings.HasPrefix(sk, "TERM#") && it["end"] != head:
			t.Errorf("%s tells of %v, the head ends %v", key, it["end"], head)
		case ofDossier && it["expires"] != nil && it["expires"].(float64) > head.(float64):
			t.Errorf("%s ends %v, after its head %v", key, it["expires"], head)
		}
	}
	if endless == 0 {
		t.Error("the case under way has got an end")
	}
	endsBy(t, d, items)
}

// endsBy checks the ends of heads against a declaration, by what the items say.
func endsBy(t *testing.T, d *controller.Declaration, items map[string]map[string]any) {
	t.Helper()
	seen := 0
	for key, it := range items {
		var want time.Time
		switch {
		case strings.Contains(key, "#VISITOR#") && it["recorded"] != nil:
			want = d.Records.VisitorConsent.Period.After(at(t, it, "recorded"))
		case it["seen"] != nil && it["state"] == "pending":
			want = d.Records.Unconfirmed.Period.After(at(t, it, "recorded"))
		case it["seen"] != nil:
			want = d.Records.PersonConsent.Period.After(at(t, it, "decided"))
		case it["workflow"] == "received":
			want = d.Records.Unconfirmed.Period.After(at(t, it, "received"))
		case it["workflow"] == "unsorted":
			want = d.Records.Correspondence.Period.After(at(t, it, "received"))
		case it["workflow"] != nil && it["expires"] != nil:
			want = d.Records.Request.Period.After(at(t, it, "received"))
		default:
			continue
		}
		seen++
		if got := end(t, key, it); !got.Equal(want.Truncate(time.Second)) {
			t.Errorf("%s ends %v, declared is %v", key, got.UTC(), want.UTC())
		}
	}
	if seen != 8 {
		t.Errorf("looked at %d heads", seen)
	}
}

func TestNoEndThatIsMovedIsTakenForTampering(t *testing.T) {
	b := ledgers(t)
	b.sooner(briefer(), nil)
	b.consents.Controllers = controller.New(append(controllers.Registry().All(), briefer())...) // as it is deployed
	if gone, faults := b.audit(); len(faults) > 0 {
		t.Errorf("%d gone, %v", gone, faults)
	}
	leaves := 0
	items := b.stored()
	for key, it := range items {
		if name, decision, ok := strings.Cut(key, " LEAF#"); ok && strings.Contains(name, "#VISITOR#") {
			leaves++
			index := fmt.Sprintf("mojob#LOG#ENDS %015d", int64(it["index"].(float64)))
			end := items[name+" "+decision]["expires"]
			if told := retention.Expiry(end.(float64)).DayEnd(); it["expires"] != end || items[index]["end"] != float64(told) {
				t.Errorf("the decision ends %v, its leaf %v, the log says %v", end, it["expires"], items[index]["end"])
			}
		}
	}
	if leaves != 2 {
		t.Errorf("%d leaves of visitors", leaves)
	}
	b.clock.advance(200 * day)
	for range 3 { // heads, what lay beside them, what followed from that
		must[expiry.Swept](t)(b.disposal().Sweep(t.Context(), 0, 1))
	}
	if gone, faults := b.audit(); gone == 0 || len(faults) > 0 {
		t.Errorf("when they have ended: %d gone, %v", gone, faults)
	}
}

func TestADecisionThatIsNotInTheLogYetIsMovedLater(t *testing.T) {
	b := ahead(t)
	r := b.decided(1)[0]
	if moved, changed := b.sooner(briefer(), nil); len(moved) > 0 || changed != 1 {
		t.Errorf("%v, %d", moved, changed)
	}
	if got := must[consent.Record](t)(b.ledger().Record(t.Context(), mojob, r.Visitor, r.ID)); got.Expires != r.Expires {
		t.Errorf("it ends %s", got.Expires.Time())
	}
	b.logged()
	if moved, changed := b.sooner(briefer(), nil); moved["visitor"] != 1 || changed > 0 {
		t.Errorf("%v, %d", moved, changed)
	}
}

// Whatever somebody does between the reading and the moving stands: the move is refused whole.
func TestWhatWasDecidedMeanwhileIsNotMoved(t *testing.T) {
	b := ahead(t)
	ctx, s, d := t.Context(), b.redating(), briefer()
	held := b.standing(mojob, kari)
	pending := must[consent.Consent](t)(b.consents.Person(ctx, mojob, declares(mojob, ola, "")))
	unsorted := b.registered(b.wrote("ses1", ola))
	was := b.held(unsorted.Request.ID)
	b.clock.advance(time.Hour)
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, held.ID))
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, pending.ID)) // canceled: it ends when it would have
	b.registered(b.reply("ses2", ola, was, false))
	before := b.stored()
	soon := retention.Expiry(b.clock.Now().Add(day).Unix())
	wantKind(t, s.MoveConsent(ctx, held, d.Version, soon, nil), gdpr.Conflict, gdpr.CodeChanged)
	wantKind(t, s.MoveConsent(ctx, pending, d.Version, soon, nil), gdpr.Conflict, gdpr.CodeChanged)
	wantKind(t, s.MoveRequest(ctx, was, was.EndingAt(soon)), gdpr.Conflict, gdpr.CodeChanged)
	for key, it := range b.stored() {
		if fmt.Sprint(it) != fmt.Sprint(before[key]) {
			t.Errorf("%s was moved", key)
		}
	}
}

// The proof of a consent lasts as long as what is kept on it (Art. 7(1)), also where an activity made that
// later than was planned.
func TestNoConsentEndsBeforeWhatIsKeptOnIt(t *testing.T) {
	b := ahead(t)
	held := b.standing(mojob, kari)
	profile := b.profiled(mojob, kari)
	on := carrying{profile.Owner: profile}
	if moved, _ := b.sooner(briefer(), on); moved["consent"] != 0 {
		t.Error("it ends before the profile, which ends as late as it did")
	}
	short := profile
	short.Term.Due = ends(b.now(), 8)
	if moved, changed := b.sooner(briefer(), carrying{profile.Owner: short}); moved["consent"] != 0 || changed != 1 {
		t.Errorf("it is moved before a profile that ends later than was planned: %v, %d", moved, changed)
	}
	b.can(b.redating().Move(t.Context(), profile, short))
	if moved, changed := b.sooner(briefer(), carrying{profile.Owner: short}); moved["consent"] != 1 || changed > 0 {
		t.Errorf("%v, %d", moved, changed)
	}
	got := must[consent.Consent](t)(b.consents.Dossiers.Consent(t.Context(), mojob, held.ID))
	if got.Expires != short.Term.Due {
		t.Errorf("it ends %s, the profile %s", got.Expires.Time(), short.Term.Due.Time())
	}
	if it := b.stored()["mojob#CONSENT#"+string(held.ID)+" TERM#CONSENT"]; it["version"] != briefer().Version.String() {
		t.Errorf("its end is of version %v", it["version"])
	}
}

// Whatever comes to keep it beyond its retention meanwhile keeps the consent as well: also where that has ended.
func TestNoConsentEndsBeforeARestrictionOrAHoldOfWhatIsKeptOnIt(t *testing.T) {
	for outcome, keep := range map[string]func(*retention.Term, time.Time){
		"restricted": func(to *retention.Term, now time.Time) { to.Restricted = now },
		"held": func(to *retention.Term, now time.Time) {
			to.Holds = []retention.Hold{{ID: gdpr.NewID(), Ground: retention.GroundClaims, Until: ends(now, 30), Placed: now}}
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			b := ahead(t)
			held := b.standing(mojob, kari)
			profile := b.profiled(mojob, kari)
			to := profile
			keep(&to.Term, b.now())
			to.Revision++
			b.can(b.holdings().Change(t.Context(), profile, to))
			late := profile.Term.Due - 1
			soon := b.redating().MoveConsent(t.Context(), held, briefer().Version, late, []holding.Ref{profile.Ref})
			wantKind(t, soon, gdpr.Conflict, gdpr.CodeChanged)
			b.clock.set(profile.Term.Due.Time().Add(-day)) // what is kept of it alone ends before the consent does
			short := to
			short.Term.Due = retention.Expiry(b.now().Add(time.Hour).Unix())
			b.can(b.redating().Move(t.Context(), to, short))
			soon = b.redating().MoveConsent(t.Context(), held, briefer().Version, late, []holding.Ref{profile.Ref})
			wantKind(t, soon, gdpr.Conflict, gdpr.CodeChanged)
		})
	}
}

// An erasure leaves ledgers behind: its own proof, and cases whose mails are gone. Both move like any other.
func TestWhatAnErasureLeavesIsMovedToo(t *testing.T) {
	d := setUpDrill(t)
	d.wait()
	profile := d.profiled(mojob, d.address())
	mail := d.canaryMail("ses1")
	l := d.issued(outbox.Ref{Controller: mojob, Case: mail.Request.ID, Entry: string(outbox.RequestConfirm)})
	must[rights.Case](t)(d.requests.Decide(t.Context(), mojob, byBoth(mail.Request.ID, l), rights.Refused))
	d.clock.advance(20 * day)
	must[holding.Erasure](t)(d.erase(mojob, profile.Owner))
	if it := d.item("mojob#MESSAGE#"+string(mail.Message.ID), "MESSAGE"); it != nil {
		t.Fatal("the mail is still there: this shows nothing")
	}
	if moved, changed := d.sooner(briefer(), nil); fmt.Sprint(moved) != "map[erasure:1 request:1]" || changed > 0 {
		t.Errorf("moved %v, %d had changed", moved, changed)
	}
}
