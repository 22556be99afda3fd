package transparency

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
)

// Head is the size and the root of a controller's tree at a moment. Signed, it binds the
// controller to everything that was in the log by then.
type Head struct {
	Controller gdpr.ControllerID
	Tree       tlog.Tree
	At         time.Time
}

const (
	nameEnds = ".ordholden"
	timeMark = "time "
)

// name is what the signatures of a controller's heads are under. It is no address: heads
// outlive a change of domain.
func name(c gdpr.ControllerID) string { return string(c) + nameEnds }

// text is what is signed: the log's name, the size, the root, and when.
func (h Head) text() string {
	return fmt.Sprintf("%s/log\n%d\n%s\n%s%s\n", name(h.Controller), h.Tree.N,
		base64.StdEncoding.EncodeToString(h.Tree.Hash[:]), timeMark, instant(h.At))
}

// Sign is the head as a signed note.
func (h Head) Sign(key ed25519.PrivateKey) (string, error) {
	s, err := newSigner(h.Controller, key)
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: h.text()}, s)
	if err != nil {
		return "", fmt.Errorf("sign head: %w", err)
	}
	return string(signed), nil
}

// parseHead reads what text writes, and nothing else.
func parseHead(text string) (h Head, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 5 || !strings.HasPrefix(lines[3], timeMark) {
		return h, ErrHead
	}
	c, ok := strings.CutSuffix(lines[0], nameEnds+"/log")
	size, badSize := strconv.ParseInt(lines[1], 10, 64)
	root, badRoot := tlog.ParseHash(lines[2])
	at, badTime := time.Parse(time.RFC3339Nano, lines[3][len(timeMark):])
	h = Head{gdpr.ControllerID(c), tlog.Tree{N: size, Hash: root}, at}
	if !ok || badSize != nil || badRoot != nil || badTime != nil || size < 0 || h.text() != text {
		return Head{}, ErrHead
	}
	return h, nil
}

// signer is note.Signer with a key that we have as it is.
type signer struct {
	note.Verifier
	key ed25519.PrivateKey
}

func newSigner(c gdpr.ControllerID, key ed25519.PrivateKey) (signer, error) {
	public, err := VerifierKey(c, key.Public().(ed25519.PublicKey))
	if err != nil {
		return signer{}, err
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		return signer{}, fmt.Errorf("log key: %w", err)
	}
	return signer{v, key}, nil
}

// Sign signs what note.Sign hands it.
func (s signer) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.key, msg), nil }

// VerifierKey is a public key in the words of package note.
func VerifierKey(c gdpr.ControllerID, key ed25519.PublicKey) (string, error) {
	v, err := note.NewEd25519VerifierKey(name(c), key)
	if err != nil {
		return "", fmt.Errorf("log key: %w", err)
	}
	return v, nil
}

// Key is a published key, and from when it signs. It signs until the next one does.
type Key struct {
	Key  string    `json:"key"`
	From time.Time `json:"from,omitzero"`
}

// Keys is what a controller publishes, in the order in which they sign.
type Keys struct {
	Controller gdpr.ControllerID `json:"controller"`
	Keys       []Key             `json:"keys"`
}

// clocksDiffer is by how much the clock that signs may be off from the one that
// changes keys.
const clocksDiffer = 5 * time.Minute

// Open is the head that a signed note holds, if a key signed it that was in force then.
func (k Keys) Open(signed string) (Head, error) {
	text, _, _ := strings.Cut(signed, "\n\n")
	h, err := parseHead(text + "\n")
	if err != nil {
		return Head{}, err
	}
	if h.Controller != k.Controller {
		return Head{}, ErrController
	}
	verifiers, err := k.verifiers()
	if err != nil {
		return Head{}, err
	}
	n, err := note.Open([]byte(signed), note.VerifierList(verifiers...))
	if _, foreign := errors.AsType[*note.UnverifiedNoteError](err); foreign {
		return Head{}, ErrKey
	}
	if _, broken := errors.AsType[*note.InvalidSignatureError](err); broken {
		return Head{}, ErrSignature
	}
	if err != nil || len(n.Sigs) != 1 || len(n.UnverifiedSigs) > 0 || n.Text != h.text() {
		return Head{}, ErrHead
	}
	// Base 64 has bits to spare at its end: only the one spelling that we write is read.
	if _, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64); err != nil {
		return Head{}, ErrHead
	}
	i := slices.IndexFunc(verifiers, func(v note.Verifier) bool { return v.KeyHash() == n.Sigs[0].Hash })
	if !k.inForce(i, h.At) {
		return Head{}, ErrRetired
	}
	return h, nil
}

func (k Keys) verifiers() (all []note.Verifier, err error) {
	for _, each := range k.Keys {
		v, err := note.NewVerifier(each.Key)
		if err != nil || v.Name() != name(k.Controller) {
			return nil, ErrKeys
		}
		all = append(all, v)
	}
	return all, nil
}

// inForce reports whether the key at that place signed at that time.
func (k Keys) inForce(i int, at time.Time) bool {
	if i < 0 || at.Before(k.Keys[i].From.Add(-clocksDiffer)) {
		return false
	}
	return i+1 == len(k.Keys) || at.Before(k.Keys[i+1].From.Add(clocksDiffer))
}
