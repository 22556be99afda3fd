package dynamo_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/access"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// came is somebody who came in to what is held on them.
func (b bench) came(c gdpr.ControllerID, address gdpr.Private) access.Actor {
	b.t.Helper()
	r := b.knocksAt(c, access.ToOwn, address)
	return must[access.Actor](b.t)(b.doors().Enter(b.t.Context(), c, access.ToOwn, byBoth(r.Case, b.issued(r))))
}

func (b bench) session(by access.Actor) string {
	b.t.Helper()
	value, _, err := b.doors().Session(b.t.Context(), by)
	if err != nil {
		b.t.Fatal(err)
	}
	return value
}

func (b bench) noSession(c gdpr.ControllerID, value, what string) {
	b.t.Helper()
	who, err := b.doors().Resume(b.t.Context(), c, value)
	if e, ok := errAs(err); !ok || e.Kind != gdpr.Forbidden || e.Code != gdpr.CodeSession || who.Contact != "" {
		b.t.Errorf("%s: %v, %v", what, who.Contact != "", err)
	}
}

func TestASessionIsWhoeverCameInForHalfAnHour(t *testing.T) {
	b := ahead(t)
	by := b.came(mojob, kari)
	if by.Address != kari || by.Way != access.ToOwn {
		t.Errorf("came as the right person: %t", by.Address == kari)
	}
	value, until, err := b.doors().Session(t.Context(), by)
	if err != nil || until.Sub(b.clock.Now()) > 30*time.Minute || until.Sub(b.clock.Now()) < 29*time.Minute {
		t.Fatalf("until %s, %v", until, err)
	}
	if strings.Contains(value, "kari") || strings.ContainsAny(value, " ;,\"\\@") || len(value) > 400 {
		t.Errorf("the cookie %s", value)
	}
	b.Reset()
	must[access.Actor](t)(b.doors().Resume(t.Context(), mojob, value))
	if sum(b.Calls()) != 1 {
		t.Errorf("by %v", b.Calls())
	}
	b.clock.set(until.Add(-time.Second))
	who := must[access.Actor](t)(b.doors().Resume(t.Context(), mojob, value))
	if who.Contact != by.Contact || who.Address != kari || who.Way != access.ToOwn || who.ID != by.ID || who.Door != by.Door || who.Controller != mojob {
		t.Errorf("resumed as %+v", who)
	}
	b.clock.set(until)
	b.noSession(mojob, value, "at its end")
}

// Threat H11: nothing but what we gave out is a session, and only where we gave it out.
func TestNothingElseIsASession(t *testing.T) {
	b := ahead(t)
	karis, olas := b.session(b.came(mojob, kari)), b.session(b.came(mojob, ola))
	elsewhere := b.session(b.came(tretoen, kari))
	b.noSession(tretoen, karis, "at another controller")
	b.noSession(mojob, elsewhere, "of another controller")
	for what, value := range map[string]string{
		"nothing": "", "a point": ".", "points": "......", "cut": karis[:len(karis)-1], "longer": karis + "0", "without its mac": karis[:strings.LastIndex(karis, ".")],
		"another's mac":    karis[:strings.LastIndex(karis, ".")] + olas[strings.LastIndex(olas, "."):],
		"another's person": olas[:strings.Index(olas, ".")] + karis[strings.Index(karis, "."):],
		"a mac of nothing": "." + karis[strings.LastIndex(karis, ".")+1:],
	} {
		b.noSession(mojob, value, what)
	}
	parts := strings.Split(karis, ".")
	for i := range parts {
		changed := append([]string(nil), parts...)
		changed[i] += "0"
		b.noSession(mojob, strings.Join(changed, "."), "part "+strconv.Itoa(i)+" changed")
		if i == 4 {
			end, _ := strconv.ParseInt(parts[4], 10, 64)
			changed[4] = strconv.FormatInt(end+3600, 10)
			b.noSession(mojob, strings.Join(changed, "."), "an hour longer")
		}
	}
	for _, by := range []access.Actor{
		{}, {Controller: mojob, Contact: b.subjectOf(mojob, kari), Way: access.ToOwn},
		{Controller: mojob, Contact: b.subjectOf(mojob, kari), Way: access.ToAgreements, Door: parts[1] + "." + parts[2]},
		{Controller: mojob, Contact: b.subjectOf(mojob, kari), Way: access.ToOwn, Door: "MESSAGE." + parts[2]},
		{Controller: mojob, Contact: "1-nobody", Way: access.ToOwn, Door: parts[1] + "." + parts[2]},
	} {
		if _, _, err := b.doors().Session(t.Context(), by); err == nil {
			t.Errorf("a session for %+v", by)
		}
	}
}

func TestAnErasureEndsASessionAndItsLink(t *testing.T) {
	b := ahead(t)
	r := b.knocksAt(mojob, access.ToOwn, kari)
	l := b.issued(r)
	by := must[access.Actor](t)(b.doors().Enter(t.Context(), mojob, access.ToOwn, byBoth(r.Case, l)))
	value := b.session(by)
	_, err := dynamo.Erasures{Table: b.table, Controllers: b.consents.Controllers, Files: &shelf{}}.
		Erase(t.Context(), mojob, by.Contact, gdpr.NewID(), gdpr.NewID())
	b.can(err)
	b.noSession(mojob, value, "of somebody who was erased")
	_, err = b.doors().Enter(t.Context(), mojob, access.ToOwn, byBoth(r.Case, l))
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
}

func TestAWayInThatIsGoneEndsItsSession(t *testing.T) {
	b := ahead(t)
	by := b.came(mojob, kari)
	value := b.session(by)
	b.deleted("mojob#ACCESS#"+strings.TrimPrefix(by.Door, "ACCESS."), "ACCESS")
	b.noSession(mojob, value, "by a way in that is gone")
}

func TestASessionThatCannotBeLookedUpIsNotEnded(t *testing.T) {
	b := ahead(t)
	value := b.session(b.came(mojob, kari))
	for range attempts {
		b.Inject(faulty.Fault{Operation: "BatchGetItem", Kind: faulty.ServerError})
	}
	_, err := b.doors().Resume(t.Context(), mojob, value)
	wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
}

// The mail that says that a copy is released lies with its request, and lets its person in
// to what is held on them, and to nothing else.
func TestTheMailOfACopyLetsItsPersonIn(t *testing.T) {
	b := ahead(t)
	c, follow := b.opened(mojob, asks(kari, gdpr.Access))
	mail := outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.RequestCopy)}
	b.called(mail)
	l := b.issued(mail)
	by := must[access.Actor](t)(b.doors().Enter(t.Context(), mojob, access.ToOwn, byBoth(c.ID, l)))
	if by.Contact != c.Subject || by.Address != kari || by.Door != "CASE."+string(c.ID) {
		t.Errorf("came as %+v", by)
	}
	if who := must[access.Actor](t)(b.doors().Resume(t.Context(), mojob, b.session(by))); who.Address != kari || who.Contact != c.Subject {
		t.Errorf("resumed as %+v", who)
	}
	for what, try := range map[string]struct {
		to access.Way
		p  gdpr.Proof
	}{
		"to agreements":                 {access.ToAgreements, byBoth(c.ID, l)},
		"by the link that confirmed it": {access.ToOwn, gdpr.Proof{Case: c.ID, Token: follow.Token}},
		"of another case":               {access.ToOwn, byBoth(gdpr.NewID(), l)},
	} {
		if _, err := b.doors().Enter(t.Context(), mojob, try.to, try.p); err == nil {
			t.Errorf("%s: it opens", what)
		} else if e, ok := errAs(err); !ok || e.Code != gdpr.CodeLink {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := b.doors().Enter(t.Context(), mojob, access.ToOwn, byLink(c.ID, l))
	wantKind(t, err, gdpr.Invalid, gdpr.CodeInvalid)
	b.clock.advance(24 * time.Hour)
	_, err = b.doors().Enter(t.Context(), mojob, access.ToOwn, byBoth(c.ID, l))
	wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
}
