package dynamo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var _ fulfillment.Docket = Cases{}

// Of reads every case of a person with its history in brief: by the person's key, a query for the
// pointers to what is theirs, and a batch for the heads. One that has been stripped after an
// erasure is nobody's any more.
func (s Cases) Of(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) ([]rights.Case, error) {
	keyID := partition(c, kindKey, string(subject))
	keys, err := s.Keys.get(ctx, keyID)
	if err != nil {
		return nil, err
	}
	pointers, err := s.pointers(ctx, c, subject)
	if err != nil {
		return nil, err
	}
	var wanted []attributes
	for _, p := range pointers {
		if strings.HasPrefix(p, heldPrefix+kindCase+"#") {
			wanted = append(wanted, pointedTo(c, subject, p)...)
		}
	}
	t := *s.Table
	t.Keys = s.Keys.knowing(map[string]attributes{keyID: keys})
	found, all := &collected{Table: &t, heads: map[string][]attributes{}}, fulfillment.Everything{}
	for some := range slices.Chunk(wanted, maxBatch) {
		items, err := s.batch(ctx, some)
		if err == nil {
			err = found.add(items)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := found.cases(ctx, &all); err != nil {
		return nil, fmt.Errorf("cases of a person: %w", err)
	}
	return all.Cases, nil
}
