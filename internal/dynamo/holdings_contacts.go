package dynamo

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/seal"
)

// rename is the writes that make the contact persons of an agreement those of to.
func (s Holdings) rename(k seal.Key, head item, before []holding.Contact, to holding.Record) ([]types.TransactWriteItem, error) {
	var writes []types.TransactWriteItem
	stay := map[gdpr.SubjectID]bool{}
	for turn, c := range to.Contacts {
		if c.Subject == "" {
			return nil, errors.New("a contact person without a pseudonym")
		}
		if stay[c.Subject] {
			continue // named twice
		}
		stay[c.Subject] = true
		if turn < len(before) && before[turn] == c {
			continue
		}
		it, err := newContact(k, head.PK, head.SK, turn, c)
		if err != nil {
			return nil, err
		}
		for _, each := range []any{it, item{PK: partition(to.Controller, kindSubject, string(c.Subject)), SK: namedKey(to.ID)}} {
			w, err := s.set(each)
			if err != nil {
				return nil, err
			}
			writes = append(writes, w)
		}
	}
	for _, c := range before {
		if !stay[c.Subject] {
			writes = append(writes, s.remove(head.PK, contactKey(head.SK, c.Subject)),
				s.remove(partition(to.Controller, kindSubject, string(c.Subject)), namedKey(to.ID)))
		}
	}
	return writes, nil
}
