package dynamo_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/access"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

func (b bench) doors() dynamo.Doors { return dynamo.Doors{Table: b.table} }

// knocks is somebody asking for the way in, and the mail that came of it.
func (b bench) knocks(c gdpr.ControllerID, address gdpr.Private) outbox.Ref {
	b.t.Helper()
	return b.knocksAt(c, access.ToAgreements, address)
}

func (b bench) knocksAt(c gdpr.ControllerID, to access.Way, address gdpr.Private) outbox.Ref {
	b.t.Helper()
	if err := b.doors().Ask(b.t.Context(), c, to, address, gdpr.English, "203.0.113.0-24"); err != nil {
		b.t.Fatal(err)
	}
	for _, r := range must[[]outbox.Ref](b.t)(b.mails().Due(b.t.Context(), c, b.clock.Now())) {
		if r.AboutAccess() && (r.Entry == string(outbox.OwnLink)) == (to == access.ToOwn) {
			return r
		}
	}
	b.t.Fatal("no mail is due")
	return outbox.Ref{}
}

// Promise T4: who comes in is the one whose address the link was sent to, and nobody else.
func TestAContactPersonComesInByLinkAndCode(t *testing.T) {
	b := setUp(t)
	agreed := b.agreed(tretoen, kari)
	r := b.knocks(tretoen, kari)
	if l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), r)); l.To != kari || l.Language != gdpr.English || l.Consent != nil || l.Request != nil {
		t.Errorf("to the right person: %t, in %s", l.To == kari, l.Language)
	}
	l := b.issued(r)
	for name, p := range map[string]gdpr.Proof{"link and code": byBoth(r.Case, l), "typed": byCode(r.Case, l)} {
		who, err := b.doors().Enter(t.Context(), tretoen, access.ToAgreements, p)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if who.Controller != tretoen || who.Contact != agreed.Contacts[0].Subject || who.ID != "contact-"+string(who.Contact) || len(who.Roles)+len(who.Scopes) != 0 {
			t.Errorf("%s: %+v", name, who)
		}
		if named, err := b.holdings().Named(t.Context(), tretoen, who.Contact); err != nil || len(named) != 1 || named[0].Ref != agreed.Ref {
			t.Errorf("%s: sees %d agreements, %v", name, len(named), err)
		}
	}
}

func TestTheDoorStaysShut(t *testing.T) {
	b := setUp(t)
	r := b.knocks(tretoen, kari)
	l := b.issued(r)
	other := b.knocks(tretoen, ola)
	foreign := b.issued(other)

	_, err := b.doors().Enter(t.Context(), tretoen, access.ToAgreements, byLink(r.Case, l)) // a scanner has that too
	if e, ok := errAs(err); !ok || e.Kind != gdpr.Invalid || len(e.Faults) != 1 || e.Faults[0].Pointer != "/code" {
		t.Errorf("by the link alone: %v", err)
	}
	for name, try := range map[string]struct {
		at gdpr.ControllerID
		p  gdpr.Proof
	}{
		"at another controller":   {mojob, byBoth(r.Case, l)},
		"with another's proof":    {tretoen, byBoth(r.Case, foreign)},
		"of nothing":              {tretoen, byBoth(gdpr.NewID(), l)},
		"with the hash of it":     {tretoen, gdpr.Proof{Case: r.Case, Token: gdpr.Private(l.Grant.Token), Code: l.Code}},
		"with another's link":     {tretoen, gdpr.Proof{Case: r.Case, Token: foreign.Token, Code: l.Code}},
		"with nothing but a case": {tretoen, gdpr.Proof{Case: r.Case}},
	} {
		_, err := b.doors().Enter(t.Context(), try.at, access.ToAgreements, try.p)
		if wantKind(t, err, gdpr.NotFound, gdpr.CodeLink); t.Failed() {
			t.Fatal(name)
		}
	}
	b.clock.advance(24 * time.Hour)
	_, err = b.doors().Enter(t.Context(), tretoen, access.ToAgreements, byBoth(r.Case, l))
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
}

// Threat H2: who may see agreements may not for that see what is held on the person, nor
// the other way round, though it is the same address, the same dossier and the same day.
func TestALinkOfOneKindOpensNothingOfTheOther(t *testing.T) {
	b := setUp(t)
	applied := b.applied(tretoen, kari)
	for way, other := range map[access.Way]access.Way{access.ToAgreements: access.ToOwn, access.ToOwn: access.ToAgreements} {
		r := b.knocksAt(tretoen, way, kari)
		l := b.issued(r)
		for _, p := range []gdpr.Proof{byBoth(r.Case, l), byCode(r.Case, l)} {
			_, err := b.doors().Enter(t.Context(), tretoen, other, p)
			if e, ok := errAs(err); !ok || e.Code != gdpr.CodeLink && e.Code != gdpr.CodeCodeWrong {
				t.Errorf("by a link to %s, to %s: %v", way, other, err)
			}
		}
		who, err := b.doors().Enter(t.Context(), tretoen, way, byBoth(r.Case, l))
		if err != nil || who.Way != way || who.Contact != applied.Owner {
			t.Errorf("to %s: %+v, %v", way, who, err)
		}
	}
	if err := b.doors().Ask(t.Context(), tretoen, "elsewhere", kari, gdpr.English, ""); err == nil {
		t.Error("a way in to nothing")
	}
	if _, err := b.doors().Enter(t.Context(), tretoen, "", gdpr.Proof{}); err == nil {
		t.Error("in by no way")
	}
}

func TestWrongCodesLockTheDoor(t *testing.T) {
	b := setUp(t)
	r := b.knocks(tretoen, kari)
	l := b.issued(r)
	for range 5 {
		if _, err := b.doors().Enter(t.Context(), tretoen, access.ToAgreements, gdpr.Proof{Case: r.Case, Code: wrong(l.Code)}); err == nil {
			t.Fatal("a wrong code opens it")
		}
	}
	_, err := b.doors().Enter(t.Context(), tretoen, access.ToAgreements, byBoth(r.Case, l))
	wantKind(t, err, gdpr.Forbidden, gdpr.CodeLocked)
}

// Threat H1: asking is the same work whoever the address is of, and leaves the same.
func TestAskingForTheWayInIsTheSameForEverybody(t *testing.T) {
	b := setUp(t)
	b.agreed(tretoen, kari)
	b.applied(tretoen, ola)
	b.doors().Ask(t.Context(), tretoen, access.ToOwn, "first@example.no", gdpr.Nynorsk, "") //nolint:errcheck // it draws the secret
	var calls [][]call
	for _, to := range []access.Way{access.ToAgreements, access.ToOwn} {
		for _, address := range []gdpr.Private{kari, "nobody@example.no", ola} {
			b.book.taken()
			if err := b.doors().Ask(t.Context(), tretoen, to, address, gdpr.Nynorsk, "203.0.113.0-24"); err != nil {
				t.Fatal(err)
			}
			calls = append(calls, b.book.taken())
		}
	}
	for _, other := range calls[1:] {
		if d := cmp.Diff(calls[0], other); d != "" {
			t.Errorf("a known address and an unknown one differ:\n%s", d)
		}
	}
}

// All of a way in ends by itself within seven days, what is sealed first of all.
func TestAWayInEndsWithinAWeek(t *testing.T) {
	b := setUp(t)
	asked := b.now()
	r := b.knocks(tretoen, kari)
	b.issued(r)
	for key, it := range b.stored() {
		if it["expires"] == nil || int64(it["expires"].(float64)) > asked.Add(7*24*time.Hour).Unix() {
			t.Errorf("%s ends %v", key, it["expires"])
		}
	}
	b.clock.set(asked.Add(7 * 24 * time.Hour))
	_, err := b.mails().Letter(t.Context(), r)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
}
