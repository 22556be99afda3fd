package desktest

// Each act notes that it was asked for; tried on the rehearsal, that it was tried.

import (
	"context"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Sort notes "sort".
func (k Requests) Sort(_ context.Context, by access.Actor, at rights.At, asked []gdpr.Right, against rights.Against) (rights.Case, error) {
	return k.act("sort", by, at, []any{asked, against})
}

// Dismiss notes "dismiss".
func (k Requests) Dismiss(_ context.Context, by access.Actor, at rights.At) (rights.Case, error) {
	return k.act("dismiss", by, at, nil)
}

// Assign notes "assign".
func (k Requests) Assign(_ context.Context, by access.Actor, at rights.At, to string) (rights.Case, error) {
	return k.act("assign", by, at, to)
}

// Note notes "note case".
func (k Requests) Note(_ context.Context, by access.Actor, at rights.At, text gdpr.Private) (rights.Case, error) {
	return k.act("note case", by, at, text)
}

// Extend notes "extend".
func (k Requests) Extend(_ context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error) {
	return k.act("extend", by, at, reasons)
}

// Ask notes "ask case".
func (k Requests) Ask(_ context.Context, by access.Actor, at rights.At, question gdpr.Private) (rights.Case, error) {
	return k.act("ask case", by, at, question)
}

// Vouch notes "vouch".
func (k Requests) Vouch(_ context.Context, by access.Actor, at rights.At, evidence gdpr.Private) (rights.Case, error) {
	return k.act("vouch", by, at, evidence)
}

// Refuse notes "refuse".
func (k Requests) Refuse(_ context.Context, by access.Actor, at rights.At, r rights.Refusal) (rights.Case, error) {
	return k.act("refuse", by, at, r)
}

// Approve notes "approve".
func (k Requests) Approve(_ context.Context, by access.Actor, at rights.At) (rights.Case, error) {
	return k.act("approve", by, at, nil)
}

// Return notes "return".
func (k Requests) Return(_ context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error) {
	return k.act("return", by, at, reasons)
}

// Redact notes "redact".
func (k Requests) Redact(_ context.Context, by access.Actor, at rights.At, r []rights.Redaction) (rights.Case, error) {
	return k.act("redact", by, at, r)
}

// Reply notes "reply".
func (k Requests) Reply(_ context.Context, by access.Actor, at rights.At, text gdpr.Private) (rights.Case, error) {
	return k.act("reply", by, at, text)
}

// Told notes "told".
func (k Requests) Told(_ context.Context, by access.Actor, at rights.At, notice gdpr.ID, state rights.NoticeState, reason gdpr.Private) (rights.Case, error) {
	return k.act("told", by, at, []any{notice, state, reason})
}

// HandOver notes "hand over".
func (k Requests) HandOver(_ context.Context, by access.Actor, at rights.At, how gdpr.Private) (rights.Case, error) {
	return k.act("hand over", by, at, how)
}

// Grant notes "grant right".
func (k Requests) Grant(_ context.Context, by access.Actor, at rights.At, right gdpr.Right) (rights.Case, error) {
	return k.act("grant right", by, at, right)
}

// Rule notes "rule".
func (k Requests) Rule(_ context.Context, by access.Actor, at rights.At, rulings []rights.Correction) (rights.Case, error) {
	return k.act("rule", by, at, rulings)
}

// Warn notes "warn".
func (k Requests) Warn(_ context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error) {
	return k.act("warn", by, at, reasons)
}

// Sort tries it.
func (k Rehearsal) Sort(_ context.Context, by access.Actor, at rights.At, asked []gdpr.Right, against rights.Against) (rights.Case, error) {
	return k.act("rehearse sort", by, at, []any{asked, against})
}

// Dismiss tries it.
func (k Rehearsal) Dismiss(_ context.Context, by access.Actor, at rights.At) (rights.Case, error) {
	return k.act("rehearse dismiss", by, at, nil)
}

// Assign tries it.
func (k Rehearsal) Assign(_ context.Context, by access.Actor, at rights.At, to string) (rights.Case, error) {
	return k.act("rehearse assign", by, at, to)
}

// Note tries it.
func (k Rehearsal) Note(_ context.Context, by access.Actor, at rights.At, text gdpr.Private) (rights.Case, error) {
	return k.act("rehearse note case", by, at, text)
}

// Extend tries it.
func (k Rehearsal) Extend(_ context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error) {
	return k.act("rehearse extend", by, at, reasons)
}

// Ask tries it.
func (k Rehearsal) Ask(_ context.Context, by access.Actor, at rights.At, question gdpr.Private) (rights.Case, error) {
	return k.act("rehearse ask case", by, at, question)
}

// Vouch tries it.
func (k Rehearsal) Vouch(_ context.Context, by access.Actor, at rights.At, evidence gdpr.Private) (rights.Case, error) {
	return k.act("rehearse vouch", by, at, evidence)
}

// Refuse tries it.
func (k Rehearsal) Refuse(_ context.Context, by access.Actor, at rights.At, r rights.Refusal) (rights.Case, error) {
	return k.act("rehearse refuse", by, at, r)
}

// Approve tries it.
func (k Rehearsal) Approve(_ context.Context, by access.Actor, at rights.At) (rights.Case, error) {
	return k.act("rehearse approve", by, at, nil)
}

// Return tries it.
func (k Rehearsal) Return(_ context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error) {
	return k.act("rehearse return", by, at, reasons)
}

// Redact tries it.
func (k Rehearsal) Redact(_ context.Context, by access.Actor, at rights.At, r []rights.Redaction) (rights.Case, error) {
	return k.act("rehearse redact", by, at, r)
}

// Reply tries it.
func (k Rehearsal) Reply(_ context.Context, by access.Actor, at rights.At, text gdpr.Private) (rights.Case, error) {
	return k.act("rehearse reply", by, at, text)
}

// Told tries it.
func (k Rehearsal) Told(_ context.Context, by access.Actor, at rights.At, notice gdpr.ID, state rights.NoticeState, reason gdpr.Private) (rights.Case, error) {
	return k.act("rehearse told", by, at, []any{notice, state, reason})
}

// HandOver tries it.
func (k Rehearsal) HandOver(_ context.Context, by access.Actor, at rights.At, how gdpr.Private) (rights.Case, error) {
	return k.act("rehearse hand over", by, at, how)
}

// Look notes "look".
func (k Requests) Look(_ context.Context, by access.Actor, at rights.At, finding gdpr.Private) (rights.Case, error) {
	return k.act("look", by, at, finding)
}

// Halt notes "halt".
func (k Requests) Halt(_ context.Context, by access.Actor, at rights.At, evidence gdpr.Private) (rights.Case, error) {
	return k.act("halt", by, at, evidence)
}

// Look tries it.
func (k Rehearsal) Look(_ context.Context, by access.Actor, at rights.At, finding gdpr.Private) (rights.Case, error) {
	return k.act("rehearse look", by, at, finding)
}

// Halt tries it.
func (k Rehearsal) Halt(_ context.Context, by access.Actor, at rights.At, evidence gdpr.Private) (rights.Case, error) {
	return k.act("rehearse halt", by, at, evidence)
}

// Link notes "link".
func (k Requests) Link(_ context.Context, by access.Actor, at rights.At, to rights.Linking) (rights.Case, error) {
	return k.act("link", by, at, to)
}

// AnswerByPost notes "answer by post".
func (k Requests) AnswerByPost(_ context.Context, by access.Actor, at rights.At, l rights.Letter) (rights.Case, error) {
	return k.act("answer by post", by, at, l)
}

// Link tries it.
func (k Rehearsal) Link(_ context.Context, by access.Actor, at rights.At, to rights.Linking) (rights.Case, error) {
	return k.act("rehearse link", by, at, to)
}

// AnswerByPost tries it.
func (k Rehearsal) AnswerByPost(_ context.Context, by access.Actor, at rights.At, l rights.Letter) (rights.Case, error) {
	return k.act("rehearse answer by post", by, at, l)
}
