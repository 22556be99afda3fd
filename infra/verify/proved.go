package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ordholden/infra/archive"
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/receipt"
	"ordholden/internal/transparency"
	"ordholden/internal/words"
)

// proved is a receipt with the proof that its record is in the log, as the API hands them out.
type proved struct {
	Receipt   string                 `json:"receipt"`
	Inclusion *transparency.Evidence `json:"inclusion"`
}

// unwrap is the receipt of a text, and the evidence that came with it; nil where none did.
func unwrap(text string) (string, *transparency.Evidence) {
	var p proved
	if !strings.HasPrefix(text, "{") || json.Unmarshal([]byte(text), &p) != nil || p.Receipt == "" {
		return text, nil
	}
	return p.Receipt, p.Inclusion
}

// Why evidence is refused that is good by itself.
var (
	errOtherRecord = errors.New("the evidence is of another record than the receipt")
	errUntold      = errors.New("the evidence is of a step of the consent of which the receipt, made after it, does not tell")
	errNoReceipt   = errors.New("evidence goes with a consent receipt, and this is none")
)

// logged ties a receipt that has been judged good to evidence, and both to the log as it is
// published, and says in words what that proves. What ties them is the number of the record,
// which the receipt and the log's entry both have, and the instant of the step.
func logged(signed string, jwks []byte, e transparency.Evidence, where string, l gdpr.Language) ([]string, error) {
	r, err := receipt.CheckConsent(signed, jwks)
	if err != nil {
		return nil, errNoReceipt
	}
	a, c, err := archive.Open(where)
	if err != nil {
		return nil, err
	}
	keys, err := a.Keys()
	if err != nil {
		return nil, fmt.Errorf("read the keys of the log: %w", err)
	}
	if keys.Controller != c || r.Controller != c {
		return nil, transparency.ErrController
	}
	if err := transparency.Check(e, keys); err != nil {
		return nil, err
	}
	later, err := tied(r, e.Entry)
	if err != nil {
		return nil, err
	}
	if err := stillThere(e, keys, a); err != nil {
		return nil, fmt.Errorf("the evidence is good, and the log as it is published now is another: %w", err)
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
func tied(r receipt.Consent, entry string) (later bool, _ error) {
	if r.Record.Identifier == "" || transparency.Said(entry, "id") != r.Record.Identifier {
		return false, errOtherRecord
	}
	for _, h := range r.Record.History {
		if at, err := time.Parse(time.RFC3339Nano, h.IndicatedAt); err == nil && at.Equal(entered(entry)) {
			return false, nil
		}
	}
	if entered(entry).After(r.Made) {
		return true, nil
	}
	return false, errUntold
}
