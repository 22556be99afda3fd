package dynamo

import (
	"errors"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/seal"
)

// fileItem lies beside a head for a file. An awaited one expires: it is given up then.
type fileItem struct {
	item
	Kind   string `dynamodbav:"kind"`
	Type   string `dynamodbav:"type,omitempty"`
	Size   int64  `dynamodbav:"size"`
	Digest string `dynamodbav:"digest,omitempty"` // of a held one
	Added  string `dynamodbav:"added"`
	Until  string `dynamodbav:"until,omitempty"` // of an awaited one
	Turn   int    `dynamodbav:"turn"`            // its place among those that were announced together
	Sealed []byte `dynamodbav:"sealed"`
}

type filePersonal struct {
	Name string `json:"name"`
}

func newFile(k seal.Key, pk, head string, turn int, f holding.File) (fileItem, error) {
	it := fileItem{
		item: item{PK: pk, SK: fileKey(head, f.ID)},
		Kind: f.Kind, Type: f.Type, Size: f.Size, Digest: f.Digest, Added: stamp(f.Added), Turn: turn,
	}
	if !f.Held() {
		if f.Until.IsZero() {
			return it, errors.New("an awaited file that is never given up")
		}
		it.Until, it.Expires = stamp(f.Until), retention.Expiry(f.Until.Unix())
	}
	var err error
	it.Sealed, err = sealJSON(k, pk, it.SK, filePersonal{f.Name.Reveal()}, maxSealedBeside)
	return it, err
}

func (it fileItem) file(id gdpr.ID, p filePersonal) (f holding.File, err error) {
	f = holding.File{ID: id, Kind: it.Kind, Name: gdpr.Private(p.Name), Type: it.Type, Size: it.Size, Digest: it.Digest}
	if f.Added, err = unstamp(it.Added); err != nil {
		return f, err
	}
	f.Until, err = unstamp(it.Until)
	return f, err
}

// contactItem lies beside an agreement for a person whom it names. It is sealed under
// the agreement's key, and ends with the agreement.
type contactItem struct {
	item
	Turn   int    `dynamodbav:"turn"` // its place among them
	Sealed []byte `dynamodbav:"sealed"`
}

type contactPersonal struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

func newContact(k seal.Key, pk, head string, turn int, c holding.Contact) (it contactItem, err error) {
	it.PK, it.SK, it.Turn = pk, contactKey(head, c.Subject), turn
	it.Sealed, err = sealJSON(k, pk, it.SK, contactPersonal{c.Name.Reveal(), c.Address.Reveal()}, maxSealedBeside)
	return it, err
}

// disclosureItem lies beside a head for one time that it was given to somebody.
type disclosureItem struct {
	item
	At         string   `dynamodbav:"at"`
	Recipient  string   `dynamodbav:"recipient"`
	Purpose    string   `dynamodbav:"purpose"`
	Categories []string `dynamodbav:"categories,omitempty"`
	Sealed     []byte   `dynamodbav:"sealed"`
}

type disclosurePersonal struct {
	Customer string `json:"customer,omitempty"`
}

func newDisclosure(k seal.Key, pk, head string, d holding.Disclosure) (disclosureItem, error) {
	it := disclosureItem{
		item: item{PK: pk, SK: disclosureKey(head, d.At, d.ID)},
		At:   stamp(d.At), Recipient: d.Recipient, Purpose: string(d.Purpose), Categories: d.Categories,
	}
	var err error
	it.Sealed, err = sealJSON(k, pk, it.SK, disclosurePersonal{d.Customer.Reveal()}, maxSealedBeside)
	return it, err
}

func (it disclosureItem) disclosure(r holding.Ref, id gdpr.ID, p disclosurePersonal) (d holding.Disclosure, err error) {
	d = holding.Disclosure{
		ID: id, Record: r, Recipient: it.Recipient, Customer: gdpr.Private(p.Customer),
		Purpose: gdpr.PurposeID(it.Purpose), Categories: it.Categories,
	}
	d.At, err = unstamp(it.At)
	return d, err
}

// readingItem lies beside a head for one time that it was read. An actor is a
// pseudonym, so that nothing of it is sealed.
type readingItem struct {
	item
	At    string `dynamodbav:"at"`
	Actor string `dynamodbav:"actor"`
	What  string `dynamodbav:"what"`
}

func (it readingItem) reading() (r holding.Reading, err error) {
	r = holding.Reading{Actor: it.Actor, What: it.What}
	r.At, err = unstamp(it.At)
	return r, err
}

// newStage is the line of an agreement's history for the stage that it has reached.
func newStage(pk, head string, at time.Time, s holding.Stage) eventItem {
	return eventItem{item: item{PK: pk, SK: head + "#" + eventKey(at, string(s))}, At: stamp(at), On: string(s)}
}
