package link_test

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/seal"
)

var (
	now    = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)
	secret = seal.Secret{ID: "1", Key: seal.NewKey()}
	target = link.Target{Controller: "mojob", Case: gdpr.DeriveID("a case"), Action: link.Confirm, Subject: "1-aa"}
)

// presented is how one part of a proof can be.
type presented string

const (
	right  presented = "right"
	wrong  presented = "wrong"
	absent presented = "absent"
)

func (p presented) of(value, other gdpr.Private) gdpr.Private {
	switch p {
	case right:
		return value
	case wrong:
		return other
	}
	return ""
}

func TestProofsAreWorthWhatTheTableSays(t *testing.T) {
	l, other := link.Issue(target, secret, now), link.Issue(target, secret, now)
	for _, row := range []struct {
		token, code presented
		want        gdpr.Strength
		missed      bool
	}{
		{right, right, gdpr.ByCode, false},
		{right, absent, gdpr.ByLink, false},
		{absent, right, gdpr.ByCode, false},
		{right, wrong, gdpr.Unproven, true},
		{wrong, right, gdpr.Unproven, false},
		{wrong, wrong, gdpr.Unproven, false},
		{absent, wrong, gdpr.Unproven, true},
		{wrong, absent, gdpr.Unproven, false},
		{absent, absent, gdpr.Unproven, false},
	} {
		t.Run(fmt.Sprintf("token %s, code %s", row.token, row.code), func(t *testing.T) {
			p := gdpr.Proof{Case: target.Case, Token: row.token.of(l.Token, other.Token), Code: row.code.of(l.Code, other.Code)}
			got := link.Judge(target, []link.Grant{l.Grant}, p, secret, now)
			if want := (link.Judgement{Strength: row.want, Missed: row.missed}); got != want {
				t.Errorf("judged %+v, want %+v", got, want)
			}
		})
	}
}

// Each change of the place alone must close a link for every proof (threat H2).
var elsewhere = map[string]func(*link.Target){
	"another case":       func(t *link.Target) { t.Case = gdpr.DeriveID("another case") },
	"another controller": func(t *link.Target) { t.Controller = "tretoen" },
	"another action":     func(t *link.Target) { t.Action = link.Follow },
	"another person":     func(t *link.Target) { t.Subject = "1-bb" },
	"no person":          func(t *link.Target) { t.Subject = "" },
}

func TestSwappedLinksOpenNothing(t *testing.T) {
	l := link.Issue(target, secret, now)
	for name, change := range elsewhere {
		t.Run(name, func(t *testing.T) {
			there := target
			change(&there)
			// The worst case: the stored grant itself was carried over.
			carried := l.Grant
			carried.Action = there.Action
			grants := []link.Grant{link.Issue(there, secret, now).Grant, l.Grant, carried}
			for _, p := range proofs(l) {
				got := link.Judge(there, grants, p, secret, now)
				if guess := p.Token == "" && p.Code != ""; got.Strength != gdpr.Unproven || got.Missed != guess {
					t.Errorf("token %v, code %v: %+v", p.Token != "", p.Code != "", got)
				}
			}
		})
	}
}

func proofs(l link.Link) []gdpr.Proof {
	return []gdpr.Proof{{Token: l.Token, Code: l.Code}, {Token: l.Token}, {Code: l.Code}, {}}
}

func TestPartsOfTargetsKeepTheirBorders(t *testing.T) {
	a := link.Target{Controller: "mojob", Case: "12", Action: link.Confirm, Subject: "3"}
	b := link.Target{Controller: "mojob1", Case: "2", Action: link.Confirm, Subject: "3"}
	l := link.Issue(a, secret, now)
	for _, p := range proofs(l) {
		if got := link.Judge(b, []link.Grant{l.Grant}, p, secret, now); got.Strength != gdpr.Unproven {
			t.Errorf("judged %+v", got)
		}
	}
}

func TestLinksEndOnTheirSecond(t *testing.T) {
	for action, life := range map[link.Action]time.Duration{link.Confirm: 7 * 24 * time.Hour, link.Follow: 120 * 24 * time.Hour} {
		there := target
		there.Action = action
		l := link.Issue(there, secret, now.Add(500*time.Millisecond))
		if action.Lifetime() != life || !l.Grant.Expires.Equal(now.Add(life)) {
			t.Errorf("%s lives %s, until %s", action, action.Lifetime(), l.Grant.Expires)
		}
		for offset, want := range map[time.Duration]gdpr.Strength{
			-time.Nanosecond: gdpr.ByCode, 0: gdpr.Unproven, time.Nanosecond: gdpr.Unproven, 24 * time.Hour: gdpr.Unproven,
		} {
			for _, p := range proofs(l)[:1] {
				if got := link.Judge(there, []link.Grant{l.Grant}, p, secret, l.Grant.Expires.Add(offset)); got.Strength != want {
					t.Errorf("%s, %s from its end: %+v", action, offset, got)
				}
			}
		}
	}
	if got := link.Action("erase").Lifetime(); got != 0 {
		t.Errorf("an action that is none lives %s", got)
	}
}

func TestAnyOfSeveralMailsOpensTheCase(t *testing.T) {
	first, second := link.Issue(target, secret, now), link.Issue(target, secret, now.Add(time.Hour))
	grants := []link.Grant{first.Grant, second.Grant}
	for _, l := range []link.Link{first, second} {
		if got := link.Judge(target, grants, proofs(l)[0], secret, now); got.Strength != gdpr.ByCode {
			t.Errorf("judged %+v", got)
		}
	}
	mixed := gdpr.Proof{Token: first.Token, Code: second.Code}
	if got := link.Judge(target, grants, mixed, secret, now); got.Strength != gdpr.Unproven || !got.Missed {
		t.Errorf("one's token with the other's code: %+v", got)
	}
	for _, p := range proofs(first) {
		got := link.Judge(target, nil, p, secret, now)
		if guess := p.Token == "" && p.Code != ""; got.Strength != gdpr.Unproven || got.Missed != guess {
			t.Errorf("without grants: %+v", got)
		}
	}
	if got := link.Judge(target, []link.Grant{{Action: link.Confirm, Expires: now.Add(time.Hour)}}, gdpr.Proof{}, secret, now); got.Strength != gdpr.Unproven {
		t.Errorf("no proof against an empty grant: %+v", got)
	}
}

func TestCodesAreWorthNothingUnderAnotherSecret(t *testing.T) {
	l := link.Issue(target, secret, now)
	other := seal.Secret{ID: "1", Key: seal.NewKey()}
	if got := link.Judge(target, []link.Grant{l.Grant}, gdpr.Proof{Code: l.Code}, other, now); got.Strength != gdpr.Unproven || !got.Missed {
		t.Errorf("judged %+v", got)
	}
}

func TestTokensAre256BitsAndNeverTheSame(t *testing.T) {
	seen := map[gdpr.Private]bool{}
	for range 200 {
		l := link.Issue(target, secret, now)
		b, err := hex.DecodeString(l.Token.Reveal())
		if err != nil || len(b) != 32 || strings.ToLower(l.Token.Reveal()) != l.Token.Reveal() || seen[l.Token] {
			t.Fatalf("token %q", l.Token.Reveal())
		}
		seen[l.Token] = true
		if code, ok := gdpr.ParseCode(l.Code.Reveal()); !ok || code != l.Code.Reveal() {
			t.Fatalf("code %q", l.Code.Reveal())
		}
	}
}

func TestNothingStoredOrPrintedOpensALink(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		there := target
		there.Case = gdpr.DeriveID(rapid.String().Draw(t, "case"))
		l := link.Issue(there, secret, now)
		stored := fmt.Sprintf("%#v", l.Grant)
		for _, s := range []string{stored, fmt.Sprintf("%+v", l), fmt.Sprintf("%#v", l)} {
			if strings.Contains(s, l.Token.Reveal()) || strings.Contains(s, `"`+l.Code.Reveal()+`"`) {
				t.Fatalf("token or code in clear: %s", s)
			}
		}
		// What is stored does not serve as what is presented.
		p := gdpr.Proof{Token: gdpr.Private(l.Grant.Token), Code: gdpr.Private(l.Grant.Code)}
		if got := link.Judge(there, []link.Grant{l.Grant}, p, secret, now); got.Strength != gdpr.Unproven {
			t.Fatalf("the stored hashes open the link: %+v", got)
		}
	})
}

func TestFragmentsCarryTheTokenAndNotTheCode(t *testing.T) {
	l := link.Issue(target, secret, now)
	for withCode, want := range map[bool]string{true: "1", false: ""} {
		fragment := l.Fragment(target.Case, withCode)
		values, err := url.ParseQuery(fragment)
		if err != nil {
			t.Fatal(err)
		}
		if values.Get("case") != string(target.Case) || values.Get("token") != l.Token.Reveal() || values.Get("code") != want {
			t.Errorf("fragment %q", fragment)
		}
		if strings.Contains(strings.ReplaceAll(fragment, l.Token.Reveal(), ""), l.Code.Reveal()) {
			t.Errorf("fragment %q holds the code", fragment)
		}
	}
}

func TestALinkEndsWithWhatItIsAbout(t *testing.T) {
	now := time.Date(2026, time.March, 5, 8, 41, 0, 123, time.UTC)
	l := link.Issue(link.Target{Controller: "mojob", Case: "case", Action: link.Renew, Subject: "1-a"}, seal.Secret{ID: "1"}, now)
	for _, test := range []struct{ end, want time.Time }{
		{now.Add(time.Hour), now.Add(time.Hour).Truncate(time.Second)},
		{now.Add(-time.Hour), now.Add(-time.Hour).Truncate(time.Second)},
		{now.Add(60 * 24 * time.Hour), now.Add(31 * 24 * time.Hour).Truncate(time.Second)},
	} {
		if got := l.Until(test.end).Grant.Expires; !got.Equal(test.want) {
			t.Errorf("until %s it ends %s, want %s", test.end, got, test.want)
		}
	}
}
