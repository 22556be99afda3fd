package holding

// Applicants have no token: who has just sent an application may add the files that it
// announced, by a grant that only the answer to the sending carries.

import (
	"context"
	"crypto/subtle"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// Signer authenticates what is handed out.
type Signer interface {
	// MAC is a keyed digest of parts, under a secret of the controller's and for one use only:
	// the same for the same, and nobody else can make it. It holds no point.
	MAC(ctx context.Context, c gdpr.ControllerID, use string, parts ...string) (string, error)
}

// granted is for how long a grant is good: as long as its files are awaited.
const granted = awaited

const useUpload = "upload"

// Grant is what lets the sender of a record add its files: the record, until when in epoch
// seconds, and a MAC of both, with points between them.
func (k Desk) Grant(ctx context.Context, c gdpr.ControllerID, r Ref) (string, error) {
	item, until := r.String(), strconv.FormatInt(k.now().Add(granted).Unix(), 10)
	mac, err := k.Signer.MAC(ctx, c, useUpload, item, until)
	if err != nil {
		return "", fmt.Errorf("upload grant: %w", err)
	}
	return item + "." + until + "." + mac, nil
}

// Granted is whoever a grant was given to. One that is wrong, has ended, or is of another
// controller is gdpr.CodeLink, whichever of these it is.
func (k Desk) Granted(ctx context.Context, c gdpr.ControllerID, grant string) (access.Actor, error) {
	wrong := &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
	rest, mac, _ := cutLast(grant)
	item, until, _ := cutLast(rest)
	end, err := strconv.ParseInt(until, 10, 64)
	_, known := ParseRef(c, item)
	if err != nil || !known || !k.now().Before(time.Unix(end, 0)) {
		return access.Actor{}, wrong
	}
	want, err := k.Signer.MAC(ctx, c, useUpload, item, until)
	if err != nil {
		return access.Actor{}, fmt.Errorf("upload grant: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(mac), []byte(want)) != 1 {
		return access.Actor{}, wrong
	}
	return access.Actor{Controller: c, ID: "sender", Sender: item}, nil
}

func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// sends reports whether the actor is the sender of the very record, which the reference as
// it stands in URLs names within one controller only.
func sends(by access.Actor, r Ref) bool {
	return by.Controller == r.Controller && by.Sends(r.String())
}
