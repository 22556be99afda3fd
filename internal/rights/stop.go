package rights

import (
	"context"

	"ordholden/internal/gdpr"
)

// Stop cancels an erasure that is announced, for whoever holds a link by which an address on
// file was told of it. Twice shows the result again; once it has begun it is gdpr.CodeState.
func (k Desk) Stop(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof) (Case, error) {
	return Case{}, errTODO
}
