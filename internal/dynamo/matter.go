package dynamo

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// A matter is a head with what lies beside it and ends with it: a record, a request, a
// consent, a mail that came in. Which matter an item belongs to stands in its key, for
// the stream and the sweep see nothing else of it.
type matter struct {
	controller gdpr.ControllerID
	kind       string // of the partition
	id         string // of the partition
	head       string // sort key of the head
	rest       string // what follows the head in the item's sort key; "" of the head itself
	term       bool   // the item is the head's term record
}

// matterOf reads a key; false for an item that ends by itself.
func matterOf(pk, sk string) (m matter, ok bool) {
	c, kind, id, err := splitPartition(pk)
	if err != nil {
		return m, false
	}
	m = matter{controller: c, kind: kind, id: id}
	name, term := strings.CutPrefix(sk, termPrefix)
	m.term = term
	switch kind {
	case kindCase, kindConsent, kindMessage: // all of the partition is the head's
		m.head = kind
		if name != kind {
			m.rest = name
		}
		return m, !term || m.rest == ""
	case kindAgreement, kindPerson:
		return m.cut(name)
	}
	return m, false
}

// cut finds the head in the sort key of an item of records.
func (m matter) cut(name string) (matter, bool) {
	parts := strings.SplitN(name, "#", 3)
	heads := 1
	switch {
	case m.kind == kindAgreement && parts[0] == kindAgreement, m.kind == kindPerson && parts[0] == kindProfile:
	case m.kind == kindPerson && parts[0] == kindApplication && len(parts) > 1:
		heads = 2
	default:
		return m, false
	}
	m.head = strings.Join(parts[:heads], "#")
	m.rest = strings.TrimPrefix(strings.TrimPrefix(name, m.head), "#")
	return m, !m.term || m.rest == ""
}

func (m matter) isHead() bool { return m.rest == "" && !m.term }

// child is the rest of a child's key where it is of that sort, such as fileChild, else "".
func (m matter) child(sort string) string {
	id, ok := strings.CutPrefix("#"+m.rest, sort)
	if !ok || m.term {
		return ""
	}
	return id
}

// held is the kind and id by which the person's partition points to the matter.
func (m matter) held() (kind, id string) {
	switch {
	case m.kind != kindPerson:
		return m.kind, m.id
	case m.head == kindProfile:
		return kindProfile, heldProfile
	}
	return kindApplication, strings.TrimPrefix(m.head, kindApplication+"#")
}

// heldProfile stands for the id of a profile, for a person has one at most.
const heldProfile = "-"

// record is the record that the matter is; without a class for a dossier.
func (m matter) record(owner gdpr.SubjectID) holding.Ref {
	r := holding.Ref{Controller: m.controller, Owner: owner}
	switch {
	case m.kind == kindAgreement:
		r.Class, r.ID = controller.Agreements, gdpr.ID(m.id)
	case m.kind == kindPerson && m.head == kindProfile:
		r.Class, r.Owner = controller.Profiles, gdpr.SubjectID(m.id)
	case m.kind == kindPerson:
		r.Class, r.Owner = controller.Applications, gdpr.SubjectID(m.id)
		r.ID = gdpr.ID(strings.TrimPrefix(m.head, kindApplication+"#"))
	}
	return r
}

// GoneOf reads the key of a deleted item as what its deletion calls for.
func GoneOf(pk, sk string) expiry.What {
	if _, kind, _, err := splitPartition(pk); err == nil && kind == kindVisitor && strings.HasPrefix(sk, "CONSENT#") {
		return expiry.VisitorGone
	}
	m, ok := matterOf(pk, sk)
	switch {
	case !ok:
		return expiry.Nothing
	case m.isHead():
		return expiry.HeadGone
	case m.record("").Class != "" && m.child(fileChild) != "":
		return expiry.FileGone
	}
	return expiry.Nothing
}

// ChangedOf reads the key of a changed item as what its change calls for.
func ChangedOf(pk, sk string) expiry.What {
	if m, ok := matterOf(pk, sk); ok && m.isHead() && m.head == kindProfile {
		return expiry.ProfileKept
	}
	return expiry.Nothing
}

// keepTerm moves the end in the term record of a head, in the transaction that moves
// the head's own end.
func (t *Table) keepTerm(pk, head string, e retention.Expiry) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &t.Name, Key: key(pk, termKey(head)),
		UpdateExpression: aws.String("SET #end = :end"), ConditionExpression: aws.String("attribute_exists(pk)"),
		ExpressionAttributeNames:  map[string]string{"#end": "end"},
		ExpressionAttributeValues: attributes{":end": number(int64(e))},
	}}
}

// sealedBy is the term records of new dossiers, each with the pointer to it in its person's
// partition. Like its head, the record of what has ended gives its place to the same
// matter stored again: the dossier begins anew then, rather than being deleted.
func (t *Table) sealedBy(terms ...termItem) ([]types.TransactWriteItem, error) {
	var writes []types.TransactWriteItem
	for _, it := range terms {
		term, err := t.put(it)
		if err != nil {
			return nil, err
		}
		term.Put.ConditionExpression = aws.String("attribute_not_exists(pk) OR #end <= :now")
		term.Put.ExpressionAttributeNames = map[string]string{"#end": "end"}
		c, kind, id, err := splitPartition(it.PK)
		if err != nil {
			return nil, err
		}
		held, err := t.put(newHeld(c, gdpr.SubjectID(it.Subject), kind, id))
		if err != nil {
			return nil, err
		}
		held.Put.ConditionExpression, held.Put.ExpressionAttributeValues = nil, nil
		writes = append(writes, term, held)
	}
	return writes, nil
}
