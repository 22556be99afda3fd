package dynamo

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
)

// Consents keeps what persons declared: consent.Dossiers on the table.
type Consents struct{ *Table }

type consentItem struct {
	headItem
	State    string       `dynamodbav:"state"`
	Choices  []choiceItem `dynamodbav:"choices"`
	Recorded string       `dynamodbav:"recorded"`
	Decided  string       `dynamodbav:"decided,omitempty"`
	Renewed  string       `dynamodbav:"renewed,omitempty"`
	Restored string       `dynamodbav:"restored,omitempty"`
	Network  string       `dynamodbav:"network,omitempty"`
	Seen     seenItem     `dynamodbav:"seen"`

	Earlier []earlierItem `dynamodbav:"earlier,omitempty"`
	Again   string        `dynamodbav:"again,omitempty"` // the version for which it was asked anew about
}

// earlierItem is what stood before the person at an earlier yes.
type earlierItem struct {
	Seen  seenItem `dynamodbav:"seen"`
	Until string   `dynamodbav:"until"`
}

// confirmedItem stands in the person's partition for a consent that counts, or
// did: the newest of them is the current state.
type confirmedItem struct {
	item
	Consent string `dynamodbav:"consent"`
}

// Declare stores a pending consent, by one call for the person's key and one transaction.
func (s Consents) Declare(ctx context.Context, c consent.Consent, idempotencyKey string) (consent.Consent, bool, error) {
	who, err := s.person(ctx, c.Controller, c.Address)
	if err != nil {
		return consent.Consent{}, false, err
	}
	if idempotencyKey != "" {
		c.ID = gdpr.DeriveID("declared", string(c.Controller), string(who.subject), idempotencyKey)
	}
	c.Subject = who.subject
	head, err := consentToItem(c, who)
	if err != nil {
		return consent.Consent{}, false, err
	}
	writes, err := s.puts(head,
		newEvent(head.PK, c.Recorded, string(consent.Declare), c.Expires),
		newMail(c.Controller, head.PK, outbox.Order{
			Entry: string(outbox.ConsentConfirm), Kind: outbox.ConsentConfirm, Network: c.Network, At: c.Recorded,
		}, c.Expires))
	if err != nil {
		return consent.Consent{}, false, err
	}
	sealed, err := s.sealedBy(termOfConsent(c))
	if err != nil {
		return consent.Consent{}, false, err
	}
	writes = append(writes, sealed...)
	err = fenced(s.write(ctx, append(writes, s.fence(c.Controller, who.subject, who.key))...), len(writes))
	if _, taken := errors.AsType[*refusal](err); taken {
		stored, err := s.Consent(ctx, c.Controller, c.ID)
		return stored, false, err
	}
	return c, true, inFlight(idempotencyKey, err)
}

// Consent reads one by its id.
func (s Consents) Consent(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (consent.Consent, error) {
	d, err := s.dossier(ctx, c, kindConsent, id)
	if err != nil {
		return consent.Consent{}, err
	}
	return s.consentFrom(ctx, d)
}

// linkTo is which links open a consent for an event. The mail that asks to renew also
// takes a no, which withdraws it.
var linkTo = map[consent.Event]link.Action{
	consent.Confirm: link.Confirm, consent.Cancel: link.Confirm,
	consent.Renew: link.Renew, consent.Withdraw: link.Renew,
	consent.Restore: link.Undo, consent.Affirm: link.Affirm,
}

// Open reads one for whoever holds its link.
func (s Consents) Open(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, on consent.Event) (consent.Consent, error) {
	d, _, err := s.open(ctx, c, kindConsent, p, linkTo[on])
	if err != nil {
		return consent.Consent{}, err
	}
	return s.consentFrom(ctx, d)
}

// Decide stores a step of a consent as one transaction.
func (s Consents) Decide(ctx context.Context, from, to consent.Consent, on consent.Event) error {
	writes, err := s.step(ctx, from, to, on)
	if err != nil {
		return err
	}
	return conflict(s.write(ctx, writes...))
}

// step is what a step of a consent writes.
func (s Consents) step(ctx context.Context, from, to consent.Consent, on consent.Event) ([]types.TransactWriteItem, error) {
	pk := partition(to.Controller, kindConsent, string(to.ID))
	// The term record says what the head does, also where the end of both was moved since from was read.
	writes := []types.TransactWriteItem{s.moveHead(pk, from, to, on), s.keepTerm(pk, kindConsent, to.Expires)}
	beside, err := s.beside(ctx, pk, from, to, on)
	if err != nil {
		return nil, err
	}
	writes = append(writes, beside...)
	line := newEvent(pk, to.Decided, string(on), to.Expires)
	line.Took, line.Gave = purposesToItem(lastStep(to).Took), purposesToItem(lastStep(to).Gave)
	added := []any{line}
	if kind := consentMailAfter(on); kind != "" {
		added = append(added, newMail(to.Controller, pk, outbox.Order{
			Entry: entryAfter(kind, from, to), Kind: kind, Network: to.Network, At: to.Decided}, to.Expires))
	}
	if to.State == consent.Standing {
		added = append(added, confirmedItem{
			item: item{
				PK: partition(to.Controller, kindSubject, string(to.Subject)),
				SK: confirmedKey(to.Decided, to.ID), Expires: to.Expires,
			},
			Consent: string(to.ID),
		})
	}
	puts, err := s.puts(added...)
	return append(writes, puts...), err
}

// beside is what a step changes of what lies beside a consent's head: it lives as long
// as the head will, and so does the pointer to it; links that took back an earlier
// withdrawal end with the next one. What a first decision finds there is known, so
// that nothing is read for it.
func (s Consents) beside(ctx context.Context, pk string, from, to consent.Consent, on consent.Event) ([]types.TransactWriteItem, error) {
	if from.State == consent.Pending {
		if to.Expires == from.Expires {
			return nil, nil
		}
		return []types.TransactWriteItem{
			s.keepUntil(pk, eventKey(from.Recorded, string(consent.Declare)), to.Expires),
			s.keepUntil(pk, mailKey(string(outbox.ConsentConfirm)), to.Expires),
		}, nil
	}
	items, err := s.query(ctx, pk, "")
	if err != nil {
		return nil, err
	}
	var writes []types.TransactWriteItem
	for _, it := range items {
		var k item
		if err := decode(it, &k); err != nil {
			return nil, err
		}
		kind, rest, _ := strings.Cut(k.SK, "#")
		switch {
		case (kind == "EVENT" || kind == "MAIL") && k.Expires < to.Expires:
			writes = append(writes, s.keepUntil(pk, k.SK, to.Expires))
		case kind == "LINK" && strings.HasPrefix(rest, string(link.Undo)) && (on == consent.Withdraw || on == consent.Part):
			writes = append(writes, s.keepUntil(pk, k.SK, retention.Expiry(s.Now().Unix())))
		}
	}
	if from.State == consent.Standing {
		writes = append(writes,
			s.keepUntil(partition(to.Controller, kindSubject, string(to.Subject)), confirmedKey(from.Decided, to.ID), to.Expires))
	}
	return writes, nil
}

func consentMailAfter(on consent.Event) outbox.Kind {
	switch on {
	case consent.Confirm:
		return outbox.ConsentGiven
	case consent.Withdraw:
		return outbox.ConsentWithdrawn
	case consent.Part:
		return outbox.ConsentReduced
	case consent.Renew:
		return outbox.ConsentRenewed
	case consent.Restore:
		return outbox.ConsentRestored
	case consent.Affirm:
		return outbox.ConsentAffirmed
	}
	return ""
}

// entryAfter names the mail of a step. What can happen more than once to a consent
// has its time in the name.
func entryAfter(kind outbox.Kind, from, to consent.Consent) string {
	if kind == outbox.ConsentGiven || kind == outbox.ConsentWithdrawn && from.Restored.IsZero() {
		return string(kind)
	}
	digits := strings.NewReplacer("-", "", ":", "", ".", "", "T", "", "Z", "")
	return string(kind) + "-" + digits.Replace(stamp(to.Decided))
}

// termOfConsent is the term record of a consent. One may be to several purposes: none
// is named.
func termOfConsent(c consent.Consent) termItem {
	return newTerm(partition(c.Controller, kindConsent, string(c.ID)), kindConsent, c.Subject,
		retention.ClassConsent, "", c.Seen.Version.String(), c.Expires)
}

func consentToItem(c consent.Consent, who person) (consentItem, error) {
	pk := partition(c.Controller, kindConsent, string(c.ID))
	sealed, err := personal{Address: c.Address.Reveal()}.seal(who.key, pk, kindConsent)
	return consentItem{
		headItem: headItem{
			item: item{PK: pk, SK: kindConsent, Expires: c.Expires}, Subject: string(c.Subject), Sealed: sealed,
			Log: []string{logLine(c.Recorded, string(consent.Declare))},
		},
		State: string(c.State), Choices: choicesToItem(c.Choices), Recorded: stamp(c.Recorded),
		Network: c.Network, Seen: seenToItem(c.Seen),
	}, err
}

func (s Consents) consentFrom(ctx context.Context, d *dossier) (c consent.Consent, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("consent %s: %w", d.id, err)
		}
	}()
	if c, err = consentOf(d.head); err != nil {
		return c, err
	}
	var it headItem
	if err := decode(d.head, &it); err != nil {
		return c, err
	}
	p, err := s.personal(ctx, d, it)
	c.Address = gdpr.Private(p.Address)
	return c, err
}
