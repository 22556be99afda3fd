package receipt

import (
	"crypto/ed25519"
	"errors"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"

	"ordholden/internal/gdpr"
)

// Why a statement is refused. Each is in plain words, for whoever checks one.
var (
	ErrForm       = errors.New("this is not a signed certificate or receipt: it has been cut or changed, or is something else")
	ErrKeys       = errors.New("this is not a set of published keys")
	ErrKey        = errors.New("it is signed with a key that the controller has not published")
	ErrSignature  = errors.New("the signature does not fit the text: one of them has been changed")
	ErrReplaced   = errors.New("it is signed with a key that had been replaced when it says that it was made")
	ErrEarly      = errors.New("it is signed with a key that did not sign yet when it says that it was made")
	ErrController = errors.New("it speaks for another controller than the one whose key signed it")
	ErrContent    = errors.New("it is signed, but is no statement of this sort that this program can read")
)

// opened is a statement whose signature is good.
type opened struct {
	key     key
	payload []byte
}

// open takes a signed text apart: any bit that differs from what was signed is refused, and
// so is a statement of another sort.
func open(signed string, jwks []byte, kind string) (opened, error) {
	set, err := readKeys(jwks)
	if err != nil {
		return opened{}, err
	}
	jws, err := parse(signed)
	if err != nil {
		return opened{}, err
	}
	header := jws.Signatures[0].Protected
	k, known := set[header.KeyID]
	if !known {
		return opened{}, ErrKey
	}
	payload, err := jws.Verify(k.public)
	if err != nil {
		return opened{}, ErrSignature
	}
	if typ, ok := header.ExtraHeaders[jose.HeaderType].(string); !ok || typ != kind {
		return opened{}, ErrContent
	}
	return opened{key: k, payload: payload}, nil
}

func parse(signed string) (*jose.JSONWebSignature, error) {
	jws, err := jose.ParseSignedCompact(signed, []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil || len(jws.Signatures) != 1 {
		return nil, ErrForm
	}
	// Base 64 has bits to spare at its ends: only the one spelling that we write is read.
	if again, err := jws.CompactSerialize(); err != nil || again != signed {
		return nil, ErrForm
	}
	return jws, nil
}

// key is one published key.
type key struct {
	id          string
	public      ed25519.PublicKey
	from, until time.Time // zero where it signs from the beginning, or to this day
}

// leeway is for clocks that differ, and for processes that read the keys every five minutes.
const leeway = 10 * time.Minute

func (k key) replaced(at time.Time) bool {
	return !k.until.IsZero() && at.After(k.until.Add(leeway))
}

func (k key) early(at time.Time) bool {
	return !k.from.IsZero() && at.Before(k.from.Add(-leeway))
}

// of reports why the key does not speak for a controller; nil where it does.
func (k key) of(c gdpr.ControllerID) error {
	if n, ok := strings.CutPrefix(k.id, string(c)+"-"); !ok || strings.Contains(n, "-") {
		return ErrController
	}
	return nil
}
