// Package link owns the signed way back from a mail: what a link carries, what
// is stored of it, and what presenting it must satisfy.
//
// A link carries a token of 256 random bits in the fragment of its URL, where no
// server or proxy logs it. Of the token only a SHA-256 is stored, over the
// controller, the case, the action and the person too, so that it opens nothing
// else. Access and erasure also ask for six characters that stand in the mail's
// text and not in the link, because mail scanners follow links. Whoever has no
// JavaScript types the case number and those characters instead.
package link

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

// Action is what a link is for; it opens nothing else.
type Action string

// The actions.
const (
	Confirm Action = "confirm" // say that it was you, or that it was not
	Follow  Action = "follow"  // see where the case stands
	Renew   Action = "renew"   // say whether what ends soon shall be kept
	Undo    Action = "undo"    // take a withdrawal back
	Open    Action = "open"    // see the agreements that name you
	Own     Action = "own"     // see what is held on you
	Affirm  Action = "affirm"  // say yes or no anew to what has changed
	Cancel  Action = "cancel"  // stop an erasure that is announced
)

// How long links live (seven days to confirm, one to undo or to fetch). A
// case is followed for as long as an extended answer may take, and some weeks more. A
// link to renew is shortened to the end of what it would renew. An erasure can be stopped
// until it begins, however long it waits for a copy or for staff to read what was written about it; who
// comes late is told so.
var lifetimes = map[Action]time.Duration{
	Confirm: 7 * 24 * time.Hour,
	Follow:  120 * 24 * time.Hour,
	Renew:   31 * 24 * time.Hour,
	Undo:    24 * time.Hour,
	Affirm:  60 * 24 * time.Hour, // who is on holiday is not left out; the answer counts whenever it comes
	Open:    24 * time.Hour,
	Own:     24 * time.Hour,
	Cancel:  120 * 24 * time.Hour,
}

// Lifetime is how long a link for the action lives.
func (a Action) Lifetime() time.Duration { return lifetimes[a] }

// MaxMisses is how many wrong codes lock a case's links.
const MaxMisses = 5

// Target is what a link opens, and for whom.
type Target struct {
	Controller gdpr.ControllerID
	Case       gdpr.ID
	Action     Action
	Subject    gdpr.SubjectID
}

// Grant is what is stored of a link.
type Grant struct {
	Action  Action
	Token   string // SHA-256 of target and token, hexadecimal
	Code    string // HMAC of target and code under the controller's secret, hexadecimal
	Expires time.Time
}

// Link is what goes into the mail, and nowhere else.
type Link struct {
	Token gdpr.Private // 64 hexadecimal characters
	Code  gdpr.Private // six characters
	Grant Grant
}

// Issue draws a new link for the target.
func Issue(t Target, secret seal.Secret, now time.Time) Link {
	var b [32]byte
	rand.Read(b[:]) // never fails, by its contract
	token, code := hex.EncodeToString(b[:]), gdpr.NewCode()
	return Link{
		Token: gdpr.Private(token),
		Code:  gdpr.Private(code),
		Grant: Grant{
			Action:  t.Action,
			Token:   hashToken(t, token),
			Code:    macCode(t, secret, code),
			Expires: now.Add(t.Action.Lifetime()).UTC().Truncate(time.Second),
		},
	}
}

// Until is the link with an end no later than that.
func (l Link) Until(end time.Time) Link {
	if end = end.UTC().Truncate(time.Second); end.Before(l.Grant.Expires) {
		l.Grant.Expires = end
	}
	return l
}

// Judgement is what a proof is worth, and whether a wrong code is all that is wrong
// with it. A token for something else is no guess at this case's code: it tells
// nothing, and counts for nothing.
type Judgement struct {
	Strength gdpr.Strength
	Missed   bool
}

// Judge compares a proof with the grants stored for a case. Unknown, expired and
// foreign are never told apart, and comparisons take the same time wherever two
// values differ.
func Judge(t Target, grants []Grant, p gdpr.Proof, secret seal.Secret, now time.Time) Judgement {
	best, missed := gdpr.Unproven, p.Token == "" && p.Code != ""
	for _, g := range grants {
		if g.Action != t.Action || !now.Before(g.Expires) {
			continue
		}
		tokenFits := p.Token != "" && same(g.Token, hashToken(t, p.Token.Reveal()))
		codeFits := p.Code != "" && same(g.Code, macCode(t, secret, p.Code.Reveal()))
		switch {
		case codeFits && (tokenFits || p.Token == ""):
			best = max(best, gdpr.ByCode)
		case tokenFits && p.Code == "":
			best = max(best, gdpr.ByLink)
		case tokenFits:
			missed = true
		}
	}
	return Judgement{Strength: best, Missed: best == gdpr.Unproven && missed}
}

func hashToken(t Target, token string) string {
	h := sha256.New()
	for _, part := range []string{string(t.Controller), string(t.Case), string(t.Action), string(t.Subject), token} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func macCode(t Target, secret seal.Secret, code string) string {
	return secret.MAC("code", string(t.Controller), string(t.Case), string(t.Action), string(t.Subject), code)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// Fragment is the part of a URL after the #: the case, the token, and whether
// the code is asked for too.
func (l Link) Fragment(id gdpr.ID, withCode bool) string {
	s := "case=" + string(id) + "&token=" + l.Token.Reveal()
	if withCode {
		s += "&code=1"
	}
	return s
}
