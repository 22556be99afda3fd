package receipt

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-jose/go-jose/v4"

	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/words"
)

// ErrOther says that a statement is good, and of another controller than was asked about.
var ErrOther = errors.New("it is good, but another controller's than the one that you named")

// reason is why something is refused: a word for machines, and plain words.
type reason struct {
	err  error
	word string
	text gdpr.Text
}

// refuses is the verdict, with what has to be said before it.
func (r reason) refuses(l gdpr.Language, before ...gdpr.Text) jws.Verdict {
	said := jws.Verdict{Reason: r.word, Title: words.ProofRefused.In(l)}
	for _, t := range append(before, r.text) {
		said.Says = append(said.Says, t.In(l))
	}
	return said
}

// reasons are why a statement is refused.
var reasons = []reason{
	{ErrForm, "form", words.RefusedForm},
	{ErrKeys, "keys", words.RefusedKeys},
	{ErrKey, "key", words.RefusedKey},
	{ErrSignature, "signature", words.RefusedSignature},
	{ErrReplaced, "replaced", words.RefusedReplaced},
	{ErrEarly, "early", words.RefusedEarly},
	{ErrController, "controller", words.RefusedController},
	{ErrOther, "other", words.RefusedOther},
	{ErrContent, "content", words.RefusedContent},
}

// Judge checks a certificate or a consent receipt against published keys, and says in words
// what it proves and what not: of a yes whose time is over now, that as well. It needs nothing but
// the two. Where a controller is named, another's is refused.
func Judge(signed string, jwks []byte, of gdpr.ControllerID, l gdpr.Language, now time.Time) (jws.Verdict, error) {
	verdict, who, err := judge(signed, jwks, l, now)
	if err == nil && of != "" && who != of {
		err = ErrOther
	}
	if err == nil {
		return verdict, nil
	}
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.refuses(l), err
		}
	}
	return jws.Verdict{}, fmt.Errorf("judge a statement: %w", err)
}

func judge(signed string, jwks []byte, l gdpr.Language, now time.Time) (jws.Verdict, gdpr.ControllerID, error) {
	if sort(signed) == Type {
		c, err := Check(signed, jwks)
		return toldCertificate(c, l), c.Controller.ID, err
	}
	c, err := CheckConsent(signed, jwks)
	return toldConsent(c, l, now), c.Controller, err
}

// sort is what a statement says that it is; "" where it says nothing. Nothing is checked yet.
func sort(signed string) string {
	parsed, err := parse(signed)
	if err != nil {
		return ""
	}
	typ, _ := parsed.Signatures[0].Protected.ExtraHeaders[jose.HeaderType].(string)
	return typ
}

func toldConsent(c Consent, l gdpr.Language, now time.Time) jws.Verdict {
	r := c.Record
	says := []string{words.Fill(words.ProofSaid, l, "name", named(r.Controller.Name, r.Controller.Identifier), "made", words.Moment(c.Made, l))}
	for _, p := range r.Processes {
		says = append(says, toldPurpose(p, l, now)...)
	}
	says = append(says, words.Fill(words.ProofNotice, l, "version", r.Notice.Version, "notice", r.Notice.ID, "digest", r.Notice.Digest))
	if !c.Replaced.IsZero() {
		says = append(says, words.Fill(words.ProofReplaced, l, "date", words.Date(c.Replaced, l)))
	}
	return jws.Verdict{Valid: true, Title: words.ProofValid.In(l), Says: append(says,
		words.ProofNobody.In(l), words.ProofThen.In(l), words.ProofKeys.In(l),
		words.Fill(words.ProofNumbers, l, "receipt", c.Identifier, "record", r.Identifier))}
}

// toldPurpose is what was decided on one purpose, what ended a yes to it, and whether its time is
// over now. A receipt proves that a yes was given as long as its key is published: that is longer
// than the yes is good for.
func toldPurpose(p dpv.Process, l gdpr.Language, now time.Time) []string {
	at, _ := time.Parse(time.RFC3339Nano, p.IndicatedAt) // shown as it stands where it is none
	said, name := words.ProofPurpose, p.Purpose.Title[string(l)]
	if p.Ended() {
		said = words.ProofEnded
	}
	says := []string{words.Fill(said, l, "purpose", name, "status", words.ConsentStatus(p.Status.Name(), l), "since", words.Moment(at, l))}
	for _, why := range p.Reasons {
		says = append(says, why.Title[string(l)])
	}
	if n := p.Notice; n != nil {
		says = append(says, words.Fill(words.ProofOwnNotice, l, "purpose", name, "version", n.Version, "notice", n.ID, "digest", n.Digest))
	}
	if until, stands := p.Until(); stands && !now.Before(until) {
		says = append(says, words.Fill(words.ProofOver, l, "purpose", name, "until", words.Moment(until, l)))
	}
	return says
}

func toldCertificate(c Certificate, l gdpr.Language) jws.Verdict {
	at, _ := time.Parse(time.RFC3339Nano, c.ErasedAt)
	text := gdpr.Text{NB: c.Text.NB, NN: c.Text.NN, EN: c.Text.EN}
	return jws.Verdict{Valid: true, Title: words.ProofValid.In(l), Says: []string{
		words.Fill(words.ProofSaid, l, "name", named(c.Controller.Name, c.Controller.OrganizationNumber), "made", words.Moment(at, l)),
		text.In(l),
		words.Fill(words.ProofCounts, l, "deleted", strconv.Itoa(len(c.Deleted)), "kept", strconv.Itoa(len(c.Kept)),
			"certificate", string(c.ID), "case", string(c.Case)),
		words.ProofNobody.In(l), words.ProofKeys.In(l),
	}}
}

// named is a company with its number in the register, where it says one.
func named(name, number string) string {
	if number == "" {
		return name
	}
	return name + " (" + number + ")"
}

// Judge judges a statement by the keys of a controller, as they are published now; and where it
// came with the proof of its place in the log, that too, by the log as it is published now.
func (i Issuer) Judge(ctx context.Context, c gdpr.ControllerID, text string, l gdpr.Language) (jws.Verdict, error) {
	keys, err := i.Keys(ctx, c)
	if err != nil {
		return jws.Verdict{}, err
	}
	now := time.Now
	if i.Now != nil {
		now = i.Now
	}
	signed, e := Unwrap(text)
	var verdict jws.Verdict
	if e == nil {
		verdict, err = Judge(signed, keys, c, l, now())
	} else {
		verdict, err = JudgeProved(ctx, signed, *e, keys, i.Log, c, l, now())
	}
	if verdict.Reason != "" {
		return verdict, nil // that it is refused is the answer
	}
	return verdict, err
}
