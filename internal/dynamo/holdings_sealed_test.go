package dynamo_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// Threat H14, invariant 6: of all that is held on a person no attribute and no key says
// anything that can be read.
func TestNothingThatIsHeldLiesInClear(t *testing.T) {
	b := ahead(t)
	ctx, s := t.Context(), b.holdings()
	const contact, customer, clause, filename = "kontaktkanari@example.org", "Kanarikunden AS", "kanariklausul", "kanari-cv.pdf"
	r, given := b.application(tretoen, canaryAddress)
	r.Fields = values("name", canaryName.Reveal(), "email", canaryAddress.Reveal(), "letter", canaryText.Reveal())
	r.Files[0].Name = filename
	a, _, err := s.Apply(ctx, r, canaryAddress, given, "kanarinøkkel")
	if err != nil {
		t.Fatal(err)
	}
	g := b.agreement(tretoen, contact)
	g.Fields, g.Allows = values("customer", customer), clause
	p := b.profile(mojob, canaryAddress)
	p.Fields = values("name", canaryName.Reveal())
	for _, each := range []holding.Record{g, p} {
		if err := s.Put(ctx, each, canaryAddress); err != nil {
			t.Fatal(err)
		}
		to := each
		to.Fields = append(to.Fields, values("title", canaryText.Reveal())...)
		to.Term.Holds = []retention.Hold{{ID: gdpr.NewID(), Ground: retention.GroundClaims, Until: ends(b.now(), 30), Placed: b.now()}}
		if err := b.change(each, to); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		s.Hold(ctx, a.Ref, held(a.Files[0])),
		s.Await(ctx, a.Ref, []holding.File{b.awaited("cv", filename)}),
		s.Disclose(ctx, holding.Disclosure{ID: gdpr.NewID(), Record: p.Ref, At: b.now(), Recipient: "customers", Customer: customer}),
		s.Read(ctx, g.Ref, holding.Reading{At: b.now(), Actor: "contact-" + string(g.Contacts[0].Subject), What: "record"}),
		s.Touch(ctx, p.Ref, b.now().Add(time.Hour), ends(b.now(), 24), time.Time{}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var never []string
	for _, plain := range []string{
		contact, "kontaktkanari", customer, "Kanarikunden", clause, filename, "kanari-cv", "kanarinøkkel",
		canaryAddress.Reveal(), "kanarifugl", canaryName.Reveal(), "Kvitrestadbakken", canaryText.Reveal(), "kanaritekst", "Per Kontakt",
	} {
		sum := sha256.Sum256([]byte(plain))
		never = append(never, plain, hex.EncodeToString([]byte(plain)), base64.RawStdEncoding.EncodeToString([]byte(plain)), hex.EncodeToString(sum[:]))
	}
	seen := 0
	for _, table := range []string{b.table.Name, b.table.Keys.Name} {
		for key, it := range b.scan(table) {
			it["key of the item"] = key
			everyText(it, func(text string) {
				seen++
				for _, s := range never {
					if strings.Contains(strings.ToLower(text), strings.ToLower(s)) {
						t.Errorf("item %s holds %q", key, s)
					}
				}
			})
		}
	}
	if seen < 200 {
		t.Errorf("looked at %d values only", seen)
	}
}

// What is sealed of an agreement is the agreement's own: none of its contact persons'
// keys opens it, and erasing one of them leaves it.
func TestAnAgreementIsSealedUnderItsOwnKey(t *testing.T) {
	b := ahead(t)
	a := b.applied(tretoen, kari)
	g := b.agreed(tretoen, kari, ola)
	if g.Owner == a.Owner || g.Contacts[0].Subject != a.Owner {
		t.Fatalf("owner %s, contact %s, applicant %s", g.Owner, g.Contacts[0].Subject, a.Owner)
	}
	b.erase(tretoen, a.Owner)
	sameRecord(t, g, b.read(g.Ref))
	b.none(a.Ref)
	held := b.stored()
	for _, key := range []string{
		fmt.Sprintf("tretoen#SUBJECT#%s HELD#AGREEMENT#%s", g.Owner, g.ID),
		fmt.Sprintf("tretoen#SUBJECT#%s NAMED#%s", a.Owner, g.ID),
		fmt.Sprintf("tretoen#SUBJECT#%s HELD#APPLICATION#%s", a.Owner, a.ID),
		fmt.Sprintf("tretoen#SUBJECT#%s HELD#CONSENT#%s", a.Owner, a.Consent),
		fmt.Sprintf("tretoen#PERSON#%s TERM#APPLICATION#%s", a.Owner, a.ID),
		fmt.Sprintf("tretoen#AGREEMENT#%s TERM#AGREEMENT", g.ID),
	} {
		if it := held[key]; it == nil || it["expires"] != nil {
			t.Errorf("%s: %v", key, it)
		}
	}
}
