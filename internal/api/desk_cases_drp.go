package api

// A case in the words of the Data Rights Protocol 1.0, which other programs know: one of its
// statuses, and a reason where it has one.

import (
	"ordholden/internal/rights"
)

// drp is how a request stands in the protocol's words.
type drp struct {
	Status  string `json:"status"`
	Reason  string `json:"reason,omitempty"`
	Details string `json:"processing_details,omitempty"` // why it takes longer
}

// drpStatuses is the status and reason of every state, the first that fits. Where nothing is
// said of identity it fits each.
var drpStatuses = [...]struct {
	state    rights.Workflow
	identity rights.Identity
	status   string
	reason   string
}{
	{rights.Waiting, "", "in_progress", "need_user_verification"},
	{rights.Unsorted, "", "open", ""},
	{rights.Sought, "", "in_progress", ""},
	{rights.Filed, "", "denied", "other"}, // a machine wrote: there is no request
	{rights.Open, rights.Asked, "in_progress", "need_user_verification"},
	{rights.Open, rights.Unproven, "in_progress", "need_user_verification"},
	{rights.Open, "", "in_progress", ""},
	{rights.Proposed, "", "in_progress", ""}, // a proposal is no refusal
	{rights.Cooling, "", "in_progress", ""},
	{rights.Carrying, "", "in_progress", ""},
	{rights.Telling, "", "in_progress", ""},
	{rights.Lifting, "", "fulfilled", ""},     // as it stood before; of those from before that was known, answered or refused
	{rights.InAnother, "", "in_progress", ""}, // as the other one, which the person follows
	{rights.Answered, "", "fulfilled", ""},
	{rights.Denied, "", "denied", "other"}, // the ground says more: see refused
	{rights.Revoked, "", "revoked", ""},
	{rights.Lapsed, "", "expired", ""},
}

// drpReasons are the reasons of the protocol that grounds of ours mean. Every other ground is
// of a law that the protocol does not know.
var drpReasons = map[rights.Ground]string{
	"not-identified": "insuf_verification",
	"excessive":      "too_many_requests",
	"nothing-held":   "no_match",
	"not-portable":   "claim_not_covered",
	"conditions":     "claim_not_covered",
	"national-law":   "claim_not_covered",
}

// newDRP is how a request stands in the protocol's words. It knows no refusal in part: where
// something was refused, it was refused.
func newDRP(r rights.Request) drp {
	if r.Workflow == rights.Lifting && r.Before != "" {
		r.Workflow = r.Before // it stands as it ended: only a restriction of it is about to
	}
	var out drp
	for _, s := range drpStatuses {
		if s.state == r.Workflow && (s.identity == "" || s.identity == r.Identity) {
			out.Status, out.Reason = s.status, s.reason
			break
		}
	}
	if r.Workflow == rights.Denied || r.Workflow == rights.Lifting {
		if reason, was := refused(r.Outcomes); was {
			out.Status, out.Reason = "denied", reason
		}
	}
	if !r.Extended.Told.IsZero() && out.Status == "in_progress" {
		out.Details = r.Extended.Reasons.Reveal()
	}
	return out
}

// refused is the protocol's reason for the first right that was refused, whole or in part.
func refused(outcomes []rights.Outcome) (reason string, was bool) {
	for _, o := range outcomes {
		if o.Result == rights.Granted || o.Result == rights.NotHeld {
			continue
		}
		if known, ok := drpReasons[o.Ground]; ok {
			return known, true
		}
		return "other", true
	}
	return "", false
}
