package dynamo_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// Threat H2: what opens one thing opens nothing else, and says so in the words
// of a thing that is not there.
func TestAProofOpensNothingElse(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := b.issued(refOf(r, outbox.RequestConfirm))
	second := b.received(mojob, asks(kari, gdpr.Access))
	b.issued(refOf(second, outbox.RequestConfirm))
	others := b.received(mojob, asks(ola, gdpr.Access))
	b.issued(refOf(others, outbox.RequestConfirm))
	foreign := b.received(tretoen, asks(kari, gdpr.Access))
	b.issued(refOf(foreign, outbox.RequestConfirm))
	unsent := b.received(mojob, asks(ola, gdpr.Erasure))
	declared, err := b.consents.Person(t.Context(), mojob, declares(mojob, kari, ""))
	if err != nil {
		t.Fatal(err)
	}
	b.issued(outbox.Ref{Controller: mojob, Case: declared.ID, Entry: string(outbox.ConsentConfirm)})

	before := b.stored()
	for name, at := range map[string]struct {
		c gdpr.ControllerID
		p gdpr.Proof
	}{
		"an unknown case":                {mojob, byLink(gdpr.NewID(), l)},
		"an unknown case, with the code": {mojob, byBoth(gdpr.NewID(), l)},
		"another case of the person":     {mojob, byLink(second.ID, l)},
		"the same, with the code":        {mojob, byBoth(second.ID, l)},
		"a case of another person":       {mojob, byLink(others.ID, l)},
		"the same of them, with a code":  {mojob, byBoth(others.ID, l)},
		"the case, elsewhere":            {tretoen, byBoth(r.ID, l)},
		"another controller's case":      {tretoen, byBoth(foreign.ID, l)},
		"a case whose mail is not sent":  {mojob, byBoth(unsent.ID, l)},
		"a consent":                      {mojob, byBoth(declared.ID, l)},
		"no case":                        {mojob, byBoth("", l)},
		"the case, with half a token":    {mojob, gdpr.Proof{Case: r.ID, Token: l.Token[:32]}},
		"the case, with the hash of it":  {mojob, gdpr.Proof{Case: r.ID, Token: gdpr.Private(l.Grant.Token)}},
	} {
		for _, door := range []rights.Door{rights.ToConfirm, rights.ToFollow} {
			_, strength, err := b.cases().Open(t.Context(), at.c, at.p, door)
			wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
			if strength != gdpr.Unproven {
				t.Errorf("%s, %s: strength %d", name, door, strength)
			}
		}
		_, err := (b.consents.Dossiers).Open(t.Context(), at.c, at.p, consent.Confirm)
		wantKind(t, err, gdpr.NotFound, gdpr.CodeLink)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Errorf("a proof for something else is counted here:\n%s", d)
	}
}

// A mail may arrive after an attempt at it that seemed lost: whichever of the
// newest attempts arrives, its link opens the case.
func TestLinksOfTheNewestAttemptsAllOpen(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	var links []link.Link
	for range 6 {
		links = append(links, b.issued(refOf(r, outbox.RequestConfirm)))
	}
	opens := func(l link.Link) bool {
		_, _, err := b.cases().Open(t.Context(), mojob, byLink(r.ID, l), rights.ToConfirm)
		return err == nil
	}
	var open []bool
	for _, l := range links {
		open = append(open, opens(l))
	}
	if !slices.Equal(open, []bool{false, false, true, true, true, true}) {
		t.Errorf("of six attempts these open: %v", open)
	}
}

// Threat H1: intake does the same work for everybody, in the database too.
func TestKnownAndUnknownAddressesCostTheSameCalls(t *testing.T) {
	b := setUp(t)
	b.opened(mojob, asks(kari, gdpr.Access, gdpr.Erasure))
	b.standing(mojob, kari)
	key := ""
	for name, intake := range map[string]func(bench, gdpr.Private) error{
		"request": func(b bench, a gdpr.Private) error {
			_, err := b.requests.Receive(t.Context(), mojob, asks(a, gdpr.Access))
			return err
		},
		"request with a key": func(b bench, a gdpr.Private) error {
			in := asks(a, gdpr.Access)
			in.Key = key
			_, err := b.requests.Receive(t.Context(), mojob, in)
			return err
		},
		"consent": func(b bench, a gdpr.Private) error {
			_, err := b.consents.Person(t.Context(), mojob, declares(mojob, a, ""))
			return err
		},
	} {
		for _, cold := range []bool{true, false} {
			calls := map[gdpr.Private][]call{}
			key = fmt.Sprint("cold ", cold)
			for _, address := range []gdpr.Private{kari, "nobody@example.no"} {
				b := b
				if cold {
					b = b.forgetful()
				}
				b.book.taken()
				if err := intake(b, address); err != nil {
					t.Fatal(err)
				}
				calls[address] = b.book.taken()
			}
			if d := cmp.Diff(calls[kari], calls["nobody@example.no"]); d != "" {
				t.Errorf("%s, cold %t:\n%s", name, cold, d)
			}
			want := []string{"UpdateItem", "TransactWriteItems"}
			if cold {
				want = append([]string{"GetItem"}, want...)
			}
			if d := cmp.Diff(want, operations(calls[kari])); d != "" {
				t.Errorf("%s, cold %t:\n%s", name, cold, d)
			}
		}
	}
}

// Threat H5: whoever knows a case number takes no link away, and a new mail ends the lock.
func TestALockedCaseIsFollowedByItsLinkAndUnlockedByANewMail(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := b.issued(refOf(r, outbox.RequestConfirm))
	for range link.MaxMisses {
		b.cases().Open(t.Context(), mojob, gdpr.Proof{Case: r.ID, Code: wrong(l.Code)}, rights.ToConfirm) //nolint:errcheck // it is wrong
	}
	if _, _, err := b.cases().Open(t.Context(), mojob, byLink(r.ID, l), rights.ToFollow); err != nil {
		t.Errorf("guesses have taken the link away: %v", err)
	}
	_, _, err := b.cases().Open(t.Context(), mojob, byBoth(r.ID, l), rights.ToConfirm)
	wantKind(t, err, gdpr.Forbidden, gdpr.CodeLocked)
	renewed := b.issued(refOf(r, outbox.RequestConfirm))
	if _, _, err := b.cases().Open(t.Context(), mojob, byBoth(r.ID, renewed), rights.ToConfirm); err != nil {
		t.Errorf("a new mail has not ended the lock: %v", err)
	}
}
