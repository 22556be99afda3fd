package api

// All that is held on a person, as JSON for that person.

import (
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// everything is what a person has with the controller.
type everything struct {
	Email      string       `json:"email"`
	Addresses  []string     `json:"addresses"` // others on file
	Records    []ownRecord  `json:"records"`
	Agreements []ownNamed   `json:"agreements"` // that name the person
	Consents   []ownConsent `json:"consents"`
	Cases      []ownCase    `json:"cases"`
	Messages   []ownMessage `json:"messages"`
	Suppressed *time.Time   `json:"suppressed"` // since when no marketing is sent
}

type ownRecord struct {
	heldRecord
	Basis       string       `json:"basis,omitempty"`
	Disclosures []disclosure `json:"disclosures"` // newest first
	Redacted    []string     `json:"redacted"`    // fields and "file." with an id: taken out, wholly or in part, out of regard for others
	Unread      []string     `json:"unread"`      // fields that staff read before the copy that they are asked for in is released
}

type ownNamed struct {
	Purpose  string        `json:"purpose"`
	Received time.Time     `json:"received"`
	Contacts []heldContact `json:"contacts"`
}

type ownConsent struct {
	Consent   string             `json:"consent"`
	State     string             `json:"state"`
	Decisions map[string]string  `json:"decisions"`
	Statuses  map[string]verdict `json:"statuses"`
	Recorded  time.Time          `json:"recorded"`
	Expires   *time.Time         `json:"expires"`
	Version   string             `json:"version"`
	Notice    string             `json:"notice,omitempty"`
	Mechanism string             `json:"mechanism,omitempty"`
	Asks      string             `json:"asks,omitempty"` // what may be said yes to anew
	History   []event            `json:"history"`
}

type ownCase struct {
	requestCase
	Identity    string     `json:"identity"`
	Corrections []ruled    `json:"corrections"`
	Reasons     []reasoned `json:"reasons"`
	Told        []toldOf   `json:"told"`
}

type ruled struct {
	Item   string `json:"item"`
	Field  string `json:"field"`
	Ruling string `json:"ruling"`
	Reason string `json:"reason,omitempty"`
}

// reasoned is why a right was refused, whole or in part (Art. 12(4)).
type reasoned struct {
	Right   string    `json:"right"`
	Ground  string    `json:"ground,omitempty"`
	Reasons string    `json:"reasons,omitempty"`
	Kept    []ownKept `json:"kept"`
}

type ownKept struct {
	Class   string    `json:"class"`
	Ground  string    `json:"ground"`
	Article string    `json:"article"`
	Until   time.Time `json:"until"`
}

type toldOf struct {
	Recipient string `json:"recipient"`
	Customer  string `json:"customer,omitempty"`
	State     string `json:"state"`
	Lifts     bool   `json:"lifts,omitempty"` // of the end of a restriction
}

type ownMessage struct {
	ID       string    `json:"id"`
	Case     string    `json:"case,omitempty"`
	Received time.Time `json:"received"`
	Subject  string    `json:"subject"`
	Text     string    `json:"text"`
}

func newOwned(c *call, held fulfillment.Everything, k Counting) everything {
	out := everything{
		Email: held.Address.Reveal(), Addresses: []string{}, Records: []ownRecord{}, Agreements: []ownNamed{}, Consents: []ownConsent{},
		Cases: []ownCase{}, Messages: []ownMessage{}, Suppressed: moment(held.Suppressed),
	}
	for _, address := range held.Addresses {
		out.Addresses = append(out.Addresses, address.Reveal())
	}
	for _, r := range held.Records {
		own := ownRecord{
			heldRecord: newHeld(shownFiles(held, r.Record)), Disclosures: []disclosure{},
			Redacted: some(held.Veils(r.Ref, fulfillment.Removed)), Unread: some(held.Veils(r.Ref, fulfillment.Unread)),
		}
		if p, ok := c.controller.Purpose(r.Purpose); ok {
			own.Basis = string(p.Basis)
		}
		for _, d := range r.Disclosures {
			own.Disclosures = append(own.Disclosures, newDisclosure(d))
		}
		out.Records = append(out.Records, own)
	}
	for _, r := range held.Named {
		out.Agreements = append(out.Agreements, ownNamed{Purpose: string(r.Purpose), Received: r.Received, Contacts: newHeld(r).Contacts})
	}
	for _, one := range held.Consents {
		out.Consents = append(out.Consents, newOwnConsent(one, c.language))
	}
	for _, one := range held.Cases {
		out.Cases = append(out.Cases, newOwnCase(one, k.Deadline(one.Request), c.language))
	}
	for _, m := range held.Messages {
		out.Messages = append(out.Messages, ownMessage{
			ID: string(m.ID), Case: string(m.Case), Received: m.Received, Subject: m.Subject.Reveal(), Text: m.Text.Reveal()})
	}
	return out
}

// shownFiles is a record without the files that were taken out of it.
func shownFiles(held fulfillment.Everything, r holding.Record) holding.Record {
	r.Files = slices.DeleteFunc(slices.Clone(r.Files), func(f holding.File) bool {
		return held.Veiled[fulfillment.Place{Item: r.String(), Field: fulfillment.OfFile(f.ID)}] != ""
	})
	return r
}

func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func newOwnConsent(one fulfillment.Consented, l gdpr.Language) ownConsent {
	out := ownConsent{
		Consent: string(one.ID), State: string(one.State), Decisions: decisionsOf(one.Choices), Statuses: statuses(one.Judged(), l), Recorded: one.Recorded,
		Version: one.Seen.Version.String(), Notice: string(one.Seen.Notice), Mechanism: string(one.Seen.Mechanism), Asks: string(one.Asks), History: []event{},
	}
	if one.Expires != 0 {
		out.Expires = moment(one.Expires.Time())
	}
	for _, h := range one.History {
		out.History = append(out.History, event{At: h.At, On: string(h.On)})
	}
	return out
}

func decisionsOf(choices []consent.Choice) map[string]string {
	out := map[string]string{}
	for _, c := range choices {
		out[string(c.Purpose)] = string(c.Decision)
	}
	return out
}

// newOwnCase is a case as its person sees it who came by link and code: with reasons, and
// without what staff wrote for each other.
func newOwnCase(held rights.Case, due rights.Deadline, l gdpr.Language) ownCase {
	out := ownCase{
		requestCase: newCase(held, due, l), Identity: string(held.Identity),
		Corrections: []ruled{}, Reasons: []reasoned{}, Told: []toldOf{},
	}
	for _, c := range held.Corrections {
		ruling := string(c.State)
		if c.State == rights.Undecided {
			ruling = "undecided"
		}
		out.Corrections = append(out.Corrections, ruled{Item: c.Item, Field: c.Field, Ruling: ruling, Reason: c.Reason.Reveal()})
	}
	for _, o := range held.Outcomes {
		if o.Result == rights.Granted {
			continue
		}
		why := reasoned{Right: string(o.Right), Ground: string(o.Ground), Reasons: o.Reasons.Reveal(), Kept: []ownKept{}}
		for _, k := range o.Kept {
			why.Kept = append(why.Kept, ownKept{k.Class, k.Ground, k.Article, k.Until})
		}
		out.Reasons = append(out.Reasons, why)
	}
	for _, n := range held.Notices {
		out.Told = append(out.Told, toldOf{n.Recipient, n.Customer.Reveal(), toldAs(n), n.Lifts})
	}
	return out
}

// toldAs is how far the telling of one recipient has come (Art. 19, last sentence).
func toldAs(n rights.Notice) string {
	if n.Way == string(controller.ToldByStaff) && n.Pending() {
		return "by-staff"
	}
	switch n.State {
	case rights.NoticeAsked:
		return "told"
	case rights.NoticeDone, rights.NoticeSilent, rights.NoticeExcused:
		return string(n.State)
	}
	return "waiting"
}
