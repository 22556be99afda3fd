package dynamo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
)

// Doors lets people in by mail link: the contact persons of agreements (promise T4), and
// whoever wants to see what is held on them (promises M3 and M8). Asking is the same work
// for every address, and looks for no record: what there is of the person is found out
// once whoever has the mailbox has come in (threat H1).
type Doors struct{ *Table }

// ways are the mails that let in, each by what it lets in to. The link of one carries
// another action than that of the other, and opens nothing else.
var ways = map[access.Way]outbox.Kind{
	access.ToAgreements: outbox.AgreementLink,
	access.ToOwn:        outbox.OwnLink,
}

// mailOf is the mail that lets in to something.
func mailOf(to access.Way) (outbox.Kind, error) {
	kind, ok := ways[to]
	if !ok {
		return "", fmt.Errorf("no way in to %q", to)
	}
	return kind, nil
}

// accessItem is the head of one way in: it is kept for as long as a mail may be asked
// about, and its links for a day.
type accessItem struct {
	headItem
	Language string `dynamodbav:"language"`
}

const accessKept = access.WayDays * 24 * time.Hour

// Ask stores a way in for the holder of an address, with the mail that carries it, by
// one call for the person's key and one transaction.
func (s Doors) Ask(ctx context.Context, c gdpr.ControllerID, to access.Way, address gdpr.Private, l gdpr.Language, network string) error {
	kind, err := mailOf(to)
	if err != nil {
		return err
	}
	who, err := s.person(ctx, c, address)
	if err != nil {
		return err
	}
	now := s.Now().UTC().Truncate(time.Millisecond)
	expires, err := retention.Within(accessKept, now)
	if err != nil {
		return err
	}
	id := gdpr.NewID()
	pk := partition(c, kindAccess, string(id))
	sealed, err := personal{Address: address.Reveal()}.seal(who.key, pk, kindAccess)
	if err != nil {
		return err
	}
	held := newHeld(c, who.subject, kindAccess, string(id))
	held.Expires = expires // nothing follows from its end: it has no term record
	writes, err := s.puts(
		accessItem{
			headItem: headItem{item: item{PK: pk, SK: kindAccess, Expires: expires}, Subject: string(who.subject), Sealed: sealed},
			Language: string(l),
		},
		newMail(c, pk, outbox.Order{
			Entry: string(kind), Kind: kind, Network: network, At: now,
		}, expires),
		held)
	if err != nil {
		return err
	}
	return fenced(s.write(ctx, append(writes, s.fence(c, who.subject, who.key))...), len(writes))
}

// Enter is who comes in by the mail's link and code: access needs the code, which only
// a reader of the mail has. Without it, it is the fault to mend. A link
// to something else is as good as none, and so is one whose person has been erased since.
// To what is held on oneself two mails lead: the one that was asked for, and the one that
// says that a copy is released, which lies with its request.
func (s Doors) Enter(ctx context.Context, c gdpr.ControllerID, to access.Way, p gdpr.Proof) (access.Actor, error) {
	kind, err := mailOf(to)
	if err != nil {
		return access.Actor{}, err
	}
	d, strength, err := s.open(ctx, c, kindAccess, p, kind.Link())
	if errors.Is(err, errLink) && to == access.ToOwn {
		d, strength, err = s.open(ctx, c, kindCase, p, outbox.RequestCopy.Link())
	}
	if err != nil {
		return access.Actor{}, err
	}
	if d.locked() {
		return access.Actor{}, s.lock(ctx, d, kind.Link())
	}
	if strength < gdpr.ByCode {
		return access.Actor{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/code", Code: gdpr.FaultMissing}})
	}
	address, err := s.addressOf(ctx, d)
	if err != nil {
		return access.Actor{}, err
	}
	if address == "" {
		return access.Actor{}, errLink
	}
	return visiting(c, d.subject, to, address, door{d.kind, d.id}), nil
}

// visiting is whoever came in by a mail link.
func visiting(c gdpr.ControllerID, who gdpr.SubjectID, to access.Way, address gdpr.Private, by door) access.Actor {
	return access.Actor{
		Controller: c, ID: "contact-" + string(who), Contact: who, Way: to, Address: address, Door: by.String(),
	}
}

// addressOf is the address that a dossier is under; "" where its person has been erased.
func (t *Table) addressOf(ctx context.Context, d *dossier) (gdpr.Private, error) {
	var h headItem
	if err := decode(d.head, &h); err != nil {
		return "", err
	}
	p, err := t.personal(ctx, d, h)
	return gdpr.Private(p.Address), err
}

// visitor is to whom the mail of a way in goes, and in which language.
func (s Doors) visitor(ctx context.Context, d *dossier) (gdpr.Private, gdpr.Language, error) {
	var it accessItem
	if err := decode(d.head, &it); err != nil {
		return "", "", err
	}
	p, err := s.personal(ctx, d, it.headItem)
	return gdpr.Private(p.Address), gdpr.Language(it.Language), err
}
