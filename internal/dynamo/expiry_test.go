package dynamo_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// lived is a controller's table after everything that can happen in it so far,
// each thing some time after the one before.
func lived(t *testing.T, c gdpr.ControllerID) bench {
	b := setUp(t)
	ctx := t.Context()
	later := func() { b.clock.advance(37*time.Hour + 1234567*time.Microsecond) }
	must[consent.Record](t)(b.consents.Visitor(ctx, c, visits(c, gdpr.NewID(), "")))
	b.received(c, asks(kari, gdpr.Access))
	later()
	first, l := b.opened(c, asks(kari, gdpr.Access, gdpr.Erasure))
	b.issued(refOf(first.Request, outbox.RequestOpen))
	later()
	b.opened(c, asks(kari, gdpr.Erasure))
	later()
	must[rights.Case](t)(b.requests.Decide(ctx, c, byBoth(first.ID, l), rights.Refused))
	unconfirmed := b.received(c, asks(ola, gdpr.Access))
	later()
	cancel := b.issued(refOf(unconfirmed, outbox.RequestConfirm))
	must[rights.Case](t)(b.requests.Decide(ctx, c, byBoth(unconfirmed.ID, cancel), rights.Refused))
	if c == tretoen { // which asks no person but applicants
		return b
	}
	must[consent.Consent](t)(b.consents.Person(ctx, c, declares(c, kari, "")))
	b.standing(c, kari)
	later()
	given := b.standing(c, ola)
	later()
	must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, c, given.ID))
	return b
}

// followsItsHead reports whether an item has no end of its own: it is deleted when its
// head is.
func followsItsHead(key string) bool {
	_, sk, _ := strings.Cut(key, " ")
	return strings.HasPrefix(sk, "TERM#") || strings.HasPrefix(sk, "HELD#") ||
		strings.Contains(key, "#CASE#") && strings.HasPrefix(sk, "MESSAGE#")
}

// end is an item's expiry: whole seconds, or the end of the test.
func end(t *testing.T, key string, it map[string]any) time.Time {
	t.Helper()
	n, ok := it["expires"].(float64)
	if !ok || n != float64(int64(n)) || n < 1e9 || n > 1e10 {
		t.Fatalf("%s expires at %v: no epoch seconds", key, it["expires"])
	}
	return time.Unix(int64(n), 0)
}

func at(t *testing.T, it map[string]any, name string) time.Time {
	t.Helper()
	text, _ := it[name].(string)
	return must[time.Time](t)(time.Parse("2006-01-02T15:04:05.000Z", text))
}

// declaredEnd is the last moment at which a head may end, by the declaration alone.
func declaredEnd(t *testing.T, c gdpr.ControllerID, key string, it map[string]any) time.Time {
	d, _ := controllers.Registry().Current(c)
	unconfirmed, request, person, visitor := d.Records.Unconfirmed.Period, d.Records.Request.Period, d.Records.PersonConsent.Period, d.Records.VisitorConsent.Period
	switch {
	case strings.Contains(key, "#VISITOR#"):
		return visitor.After(at(t, it, "recorded"))
	case it["workflow"] == "received" || it["workflow"] == "withdrawn" && it["identity"] == "unproven":
		return unconfirmed.After(at(t, it, "received"))
	case it["workflow"] != nil:
		return request.After(at(t, it, "received"))
	case it["state"] == "pending" || it["state"] == "canceled":
		return unconfirmed.After(at(t, it, "recorded"))
	}
	return person.After(at(t, it, "decided"))
}

func TestEveryItemEndsWhenItIsDeclaredTo(t *testing.T) {
	for c, want := range map[gdpr.ControllerID]int{mojob: 8, tretoen: 5} {
		items := lived(t, c).stored()
		heads := 0
		for key, it := range items {
			if followsItsHead(key) {
				continue
			}
			got := end(t, key, it)
			if it["seen"] == nil && it["workflow"] == nil {
				continue
			}
			heads++
			if want := declaredEnd(t, c, key, it).Truncate(time.Second); !got.Equal(want) {
				t.Errorf("%s ends %v, declared is %v", key, got.UTC(), want.UTC())
			}
		}
		if heads != want {
			t.Errorf("%s: looked at %d heads of dossiers and records, want %d", c, heads, want)
		}
	}
}

// What belongs to a dossier ends with it: earlier, a part of the proof would be
// missing; later, something would be kept without its reason.
func TestWhatBelongsToADossierEndsWithIt(t *testing.T) {
	items := lived(t, mojob).stored()
	heads := map[string]time.Time{}
	for key, it := range items {
		if it["subject"] != nil && !followsItsHead(key) {
			heads[it["pk"].(string)] = end(t, key, it)
		}
	}
	seen := map[string]int{}
	for key, it := range items {
		name, _, _ := strings.Cut(it["sk"].(string), "#")
		if name == "TERM" && it["end"] != float64(heads[it["pk"].(string)].Unix()) {
			t.Errorf("%s tells of %v, its dossier ends %v", key, it["end"], heads[it["pk"].(string)])
		}
		if followsItsHead(key) {
			seen[name]++
			continue
		}
		head, own := heads[it["pk"].(string)]
		for _, pointer := range []string{"case", "consent"} {
			if id, ok := it[pointer].(string); ok {
				head = heads["mojob#"+strings.ToUpper(pointer)+"#"+id]
			}
		}
		switch got := end(t, key, it); {
		case name == "LINK":
			if got.After(head) {
				t.Errorf("%s ends %v, after its dossier", key, got.UTC())
			}
		case name == "STANDING" && got.Before(head):
			seen["stood down"]++ // its request was canceled
		case name == "EVENT" || name == "MAIL" || !own && name == "STANDING" || !own && name == "CONSENT" && it["consent"] != nil:
			if !got.Equal(head) {
				t.Errorf("%s ends %v, its dossier %v", key, got.UTC(), head.UTC())
			}
			seen[name]++
		}
	}
	for _, name := range []string{"EVENT", "MAIL", "CONSENT", "stood down", "TERM", "HELD"} {
		if seen[name] == 0 {
			t.Errorf("saw no %s", name)
		}
	}
}

// Threat H24 and the order of keys: a time is UTC and of one width wherever it is written.
func TestTimesAreOfOneWidthInUTC(t *testing.T) {
	b := lived(t, mojob)
	zone := must[*time.Location](t)(time.LoadLocation("Europe/Oslo"))
	b.clock.set(time.Date(2026, time.October, 25, 2, 30, 0, 0, zone))
	b.opened(mojob, asks("tredje@example.no", gdpr.Access))
	loose := regexp.MustCompile(`\d{4}-\d\d-\d\d[T ][0-9:.]+(Z|[+-][0-9:]+)?`)
	fixed := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`)
	seen := 0
	for key, it := range b.stored() {
		everyText(it, func(text string) {
			for _, found := range loose.FindAllString(text, -1) {
				if seen++; !fixed.MatchString(found) {
					t.Errorf("%s holds the time %s", key, found)
				}
			}
		})
	}
	if seen < 40 {
		t.Errorf("saw %d times only", seen)
	}
}

func TestACapsCounterEndsWithItsWindow(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), refOf(r, outbox.RequestConfirm)))
	to := l.Entry
	to.State, to.Attempts = outbox.Sending, 1
	until := b.clock.Now().Add(19 * time.Minute).Truncate(time.Second)
	caps := outbox.Caps{{What: "address-x", Window: "2026-03-05T08", Limit: 3, Until: until}}
	if err := b.mails().Claim(t.Context(), l.Entry, to, nil, caps); err != nil {
		t.Fatal(err)
	}
	for key, it := range b.stored() {
		if strings.Contains(key, "#COUNTER#") {
			if got := end(t, key, it); !got.Equal(until) || fmt.Sprint(it["count"]) != "1" {
				t.Errorf("%s ends %v at %v, want %v", key, got, it["count"], until)
			}
			return
		}
	}
	t.Error("no counter")
}
