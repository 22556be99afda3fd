package receipt

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/transparency"
	"ordholden/internal/words"
)

// Proved is a receipt with the proof that its record is in the log, as the API hands them out.
type Proved struct {
	Receipt   string                 `json:"receipt"` // JWS
	Inclusion *transparency.Evidence `json:"inclusion"`
}

// Unwrap is the receipt of a text, and the evidence that came with it; nil where none did.
func Unwrap(text string) (signed string, e *transparency.Evidence) {
	var p Proved
	if !strings.HasPrefix(text, "{") || json.Unmarshal([]byte(text), &p) != nil || p.Receipt == "" {
		return text, nil
	}
	return p.Receipt, p.Inclusion
}

// Logbook is controllers' logs as they are published now.
type Logbook interface {
	// PublicKeys is the keys that heads are checked with.
	PublicKeys(ctx context.Context, c gdpr.ControllerID) (transparency.Keys, error)
	// Head is the newest signed head, asked for by the name "": gdpr.NotFound where there is none.
	Head(ctx context.Context, c gdpr.ControllerID, name string) (transparency.Signed, error)
	// Tiles reads the tiles of that head's tree.
	Tiles(ctx context.Context, c gdpr.ControllerID) tlog.TileReader
}

// Why evidence is refused that is good by itself.
var (
	ErrOtherRecord = errors.New("the evidence is of another record than the receipt")
	ErrUntold      = errors.New("the evidence is of a step of the consent of which the receipt, made after it, does not tell")
	ErrNoReceipt   = errors.New("evidence goes with a consent receipt, and this is none")
)

// unproved are why the proof of a receipt's place in the log is refused.
var unproved = []reason{
	{transparency.ErrHead, "log-head", words.UnprovedHead},
	{transparency.ErrKeys, "log-keys", words.UnprovedKeys},
	{transparency.ErrKey, "log-key", words.UnprovedKey},
	{transparency.ErrRetired, "log-retired", words.UnprovedRetired},
	{transparency.ErrSignature, "log-signature", words.UnprovedSignature},
	{transparency.ErrController, "log-controller", words.UnprovedController},
	{transparency.ErrEntry, "log-entry", words.UnprovedEntry},
	{transparency.ErrSize, "log-size", words.UnprovedSize},
	{transparency.ErrProof, "log-proof", words.UnprovedProof},
	{transparency.ErrShorter, "log-shorter", words.UnprovedShorter},
	{transparency.ErrFork, "log-fork", words.UnprovedFork},
	{ErrOtherRecord, "log-record", words.UnprovedRecord},
	{ErrUntold, "log-untold", words.UnprovedUntold},
	{ErrNoReceipt, "log-receipt", words.UnprovedReceipt},
}

// JudgeProved is Judge of a receipt and of the evidence that its record is in its controller's
// log: both must be good, belong together, and be of the log that is published now.
func JudgeProved(ctx context.Context, signed string, e transparency.Evidence, jwks []byte, log Logbook, of gdpr.ControllerID, l gdpr.Language, now time.Time) (jws.Verdict, error) {
	verdict, err := Judge(signed, jwks, of, l, now)
	if err != nil {
		return verdict, err
	}
	says, err := logged(ctx, signed, e, jwks, log, l)
	if err == nil {
		verdict.Says = append(verdict.Says, says...)
		return verdict, nil
	}
	for _, r := range unproved {
		if errors.Is(err, r.err) {
			return r.refuses(l, words.UnprovedAlone), err
		}
	}
	return jws.Verdict{}, fmt.Errorf("judge a proof: %w", err)
}

// logged ties a receipt that has been judged good to evidence, and both to the log as it is
// published, and says in words what that proves. What ties them is the number of the record,
// which the receipt and the log's entry both have, and the instant of the step.
func logged(ctx context.Context, signed string, e transparency.Evidence, jwks []byte, log Logbook, l gdpr.Language) ([]string, error) {
	r, err := CheckConsent(signed, jwks)
	if err != nil {
		return nil, ErrNoReceipt
	}
	keys, err := log.PublicKeys(ctx, r.Controller)
	if err != nil {
		return nil, fmt.Errorf("read the keys of the log: %w", err)
	}
	if keys.Controller != r.Controller {
		return nil, transparency.ErrController
	}
	if err := transparency.Check(e, keys); err != nil {
		return nil, err
	}
	later, err := tied(r, e.Entry)
	if err != nil {
		return nil, err
	}
	if err := StillThere(ctx, e, keys, log); err != nil {
		return nil, err
	}
	head, err := keys.Open(e.Head)
	if err != nil {
		return nil, err
	}
	says := []string{words.Fill(words.ProofLogged, l, "index", strconv.FormatInt(e.Index, 10), "head", words.Moment(head.At, l),
		"event", happened(e.Entry, l), "at", words.Moment(entered(e.Entry), l))}
	if later {
		says = append(says, words.ProofLater.In(l))
	}
	return says, nil
}

// StillThere is nil where the log that is published now begins with all that evidence is of.
func StillThere(ctx context.Context, e transparency.Evidence, keys transparency.Keys, log Logbook) error {
	had, err := keys.Open(e.Head)
	if err != nil {
		return err
	}
	newest, err := log.Head(ctx, keys.Controller, "")
	if gdpr.KindOf(err) == gdpr.NotFound {
		return transparency.ErrShorter
	}
	if err != nil {
		return fmt.Errorf("read the newest head: %w", err)
	}
	now, err := keys.Open(newest.Text)
	if err != nil {
		return fmt.Errorf("%w: the newest head: %v", transparency.ErrFork, err) // of the log, not of the evidence
	}
	return transparency.Extends(had.Tree, now.Tree, log.Tiles(ctx, keys.Controller))
}

// happened is the step of an entry in words. A visitor's decision is one answer.
func happened(entry string, l gdpr.Language) string {
	on := consent.Event(transparency.Said(entry, "event"))
	if transparency.Said(entry, "kind") == string(transparency.VisitorConsent) {
		on = consent.Declare
	}
	return words.ConsentHappened(on, l)
}

// entered is the instant of an entry; the zero one where it names none.
func entered(entry string) time.Time {
	at, _ := time.Parse(time.RFC3339Nano, transparency.Said(entry, "at"))
	return at
}

// tied is nil where an entry is of the receipt's record, and of a step that the receipt tells
// of, or of one that came after the receipt.
func tied(r Consent, entry string) (later bool, _ error) {
	if r.Record.Identifier == "" || transparency.Said(entry, "id") != r.Record.Identifier {
		return false, ErrOtherRecord
	}
	for _, h := range r.Record.History {
		if at, err := time.Parse(time.RFC3339Nano, h.IndicatedAt); err == nil && at.Equal(entered(entry)) {
			return false, nil
		}
	}
	if entered(entry).After(r.Made) {
		return true, nil
	}
	return false, ErrUntold
}
