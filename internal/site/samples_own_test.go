package site_test

import (
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/site"
)

// ownSamples are the pages of a person's own.
func ownSamples(v site.View) []sample {
	plain := own(v)
	begun := plain
	begun.Begun = id("erasure case")
	withdrawn := plain
	withdrawn.Done = "withdrawn"
	objecting := site.DeedForm{Key: id("key"), Values: map[string][]string{"text": {"Fordi.\n<b>"}},
		Faults: []gdpr.Fault{{Pointer: "/against", Code: gdpr.FaultMissing}}}
	handled := v
	declaration := *v.Controller
	declaration.Handling = controller.Handling{Automatic: []gdpr.Right{gdpr.Erasure}, CoolingOff: 48 * time.Hour, Corrections: controller.AtOnce}
	handled.Controller = &declaration
	telling := plain
	telling.Begun = id("told case")
	nothing := site.OwnView{Held: fulfillment.Everything{Address: "kari@example.com"}, Deadline: deadline}
	changed := plain
	changed.Held.Consents = []fulfillment.Consented{invalidated(v, plain.Held.Consents[0]), plain.Held.Consents[1]}
	reviewed := plain
	reviewed.Review = true
	portable := reviewed
	portable.Portable = true
	lapsed := invalidated(v, plain.Held.Consents[0])
	all := []sample{
		{"own", site.Own(v, plain)},
		{"own-object", site.Do(v, site.DeedObject, plain, site.DeedForm{Key: id("key")})},
		{"own-erase", site.Do(handled, site.DeedErase, plain, site.DeedForm{Key: id("key")})},
		{"own-consent", site.OwnConsent(v, plain.Held.Consents[0], site.Affirmation{})},
		{"own-consent-invalidated", site.OwnConsent(v, lapsed, site.Affirmation{})},
		{"own-consent-faults", site.OwnConsent(v, lapsed, site.Affirmation{Faults: noAnswer(lapsed.Lapsed)})},
		{"own-consent-ended", site.OwnConsent(v, ended(v, plain.Held.Consents[0]), site.Affirmation{})},
	}
	ending := plain.Held.Consents[0]
	ending.Asks = consent.Renew
	all = append(all, sample{"own-consent-ending", site.OwnConsent(v, ending, site.Affirmation{})})
	if v.Language != gdpr.Bokmal {
		return all // the others differ from these by a sentence: one language of them is enough to look at
	}
	return append(all, []sample{
		{"own-at-once", site.Own(handled, begun)},
		{"own-withdrawn", site.Own(v, withdrawn)},
		{"own-correct-faults", site.Own(v, wrongly(plain))},
		{"own-missing-faults", site.Own(v, lacking(plain))},
		{"own-told", site.Own(v, telling)},
		{"own-none", site.Own(v, nothing)},
		{"own-invalidated", site.Own(v, changed)},
		{"own-erase-none", site.Do(handled, site.DeedErase, nothing, site.DeedForm{Key: id("key")})},
		{"own-copy", site.Do(v, site.DeedCopy, plain, site.DeedForm{Key: id("key")})},
		{"own-copy-reviewed", site.Do(v, site.DeedCopy, reviewed, site.DeedForm{Key: id("key")})},
		{"own-copy-portable", site.Do(v, site.DeedCopy, portable, site.DeedForm{Key: id("key")})},
		{"own-restrict", site.Do(v, site.DeedRestrict, plain, site.DeedForm{Key: id("key")})},
		{"own-object-faults", site.Do(v, site.DeedObject, plain, objecting)},
		{"own-erase-staff", site.Do(v, site.DeedErase, plain, site.DeedForm{Key: id("key")})},
	}...)
}

func deadline(r rights.Request) rights.Deadline { return rights.Answer(r.Received, holiday.Norway{}) }

// own is all that can be held on a person: a record that was given away, and one that is
// restricted and held, with a field that is declared no more; consents that stand and
// that ended, mails, agreements that name the person, and cases in several states.
func own(v site.View) site.OwnView {
	purpose := gdpr.PurposeID("recruitment")
	if h, ok := v.Controller.Holding(controller.Profiles); ok {
		purpose = h.Purpose
	}
	return site.OwnView{
		Deadline: deadline, Key: id("key"),
		Held: fulfillment.Everything{
			Controller: v.Controller.ID, Subject: "k1-aaaa", Address: "kari@example.com",
			Addresses: []gdpr.Private{"kari.nordmann@long-name-of-an-employer.example.org"}, At: received,
			Records:  ownRecords(v),
			Consents: ownConsents(v),
			Cases:    ownCases(),
			Messages: []fulfillment.Message{
				{ID: id("mail"), Case: id("case"), Received: received, Subject: "Hva har dere om meg?", Text: "Hei.\n\nSend meg alt.\nHilsen Kari", Expires: retention.Expiry(received.AddDate(3, 0, 0).Unix())},
				{ID: id("mail 2"), Received: received, Text: "Uten emne."},
			},
			Named: []holding.Record{{
				Ref:     holding.Ref{Controller: v.Controller.ID, Class: controller.Agreements, Owner: "k1-cccc", ID: id("agreement")},
				Purpose: purpose, Received: received, Term: retention.Term{Due: retention.Expiry(received.AddDate(4, 0, 0).Unix())}, Contacts: []holding.Contact{{Subject: "k1-aaaa", Name: "Kari Nordmann", Address: "kari@example.com"}},
			}},
			Suppressed: received,
		},
	}
}

func ownRecords(v site.View) []holding.Owned {
	class := controller.Applications
	if !holds(v, class) {
		class = controller.Profiles
	}
	r := holding.Ref{Controller: v.Controller.ID, Class: class, Owner: "k1-aaaa"}
	other := r
	if class == controller.Applications {
		r.ID, other.ID = id("own"), id("other")
	} else {
		other.Owner = "k1-bbbb" // a person has one profile: the sample shows two all the same
	}
	h, _ := v.Controller.Holding(class)
	fields := []holding.Value{{Field: "name", Value: "Kari Nordmann"}, {Field: "email", Value: "kari@example.com"}, {Field: "letter", Value: "Hei.\nJeg søker."}, {Field: "summary", Value: "Utvikler.\nBor i Oslo."}}
	first := holding.Record{
		Ref: r, Purpose: h.Purpose, Received: received, Source: h.Sources[0], Fields: fields,
		Term: retention.Term{Due: retention.Expiry(received.AddDate(1, 0, 0).Unix())},
		Files: []holding.File{
			{ID: id("cv"), Kind: "cv", Name: "CV Kari Nordmann.pdf", Type: "application/pdf", Size: 1_310_720, Digest: "ab"},
			{ID: id("late"), Kind: "cv", Name: "awaited.pdf"},
		},
	}
	second := first
	second.Ref, second.Files, second.Source = other, nil, h.Sources[1]
	second.Fields = append(fields[:2:2], holding.Value{Field: "shoe-size", Value: "38"})
	second.Term.Restricted = received.Add(time.Hour)
	second.Term.Holds = []retention.Hold{{ID: id("hold"), Ground: retention.GroundClaims, Until: retention.Expiry(received.AddDate(3, 0, 0).Unix())}}
	given := []holding.Disclosure{
		{Record: r, At: received.Add(time.Hour), Recipient: "customers", Customer: "Bedriften med det usedvanlig lange navnet AS", Purpose: h.Purpose, Categories: []string{"profile", "contact"}},
		{Record: r, At: received, Recipient: "customers", Customer: "Butikk AS", Purpose: h.Purpose, Categories: []string{"profile"}},
		{Record: r, At: received, Recipient: "earlier", Purpose: "earlier", Categories: []string{"earlier"}},
	}
	return []holding.Owned{{Record: first, Disclosures: given}, {Record: second}}
}

func ownConsents(v site.View) []fulfillment.Consented {
	var asked gdpr.PurposeID
	for _, p := range v.Controller.Purposes {
		if p.Asks == controller.Persons || p.Asks == controller.Applicants {
			asked = p.ID
		}
	}
	standing := consent.Consent{
		ID: id("consent"), Controller: v.Controller.ID, State: consent.Standing, Recorded: received, Decided: received.Add(time.Hour),
		Choices: []consent.Choice{{Purpose: asked, Decision: gdpr.Given}}, Expires: retention.Expiry(received.AddDate(2, 0, 0).Unix()),
		Seen: consent.Seen{Version: v.Controller.Version, Notice: anyDigest(v), Mechanism: consent.ByForm, Interface: shownIn(v, controller.OnForm, controller.Applicants)},
	}
	ended := standing
	ended.ID, ended.State, ended.Choices = id("ended consent"), consent.Ended, []consent.Choice{{Purpose: asked, Decision: gdpr.Withdrawn}}
	told := []fulfillment.Happened{{At: received, On: consent.Declare}, {At: received.Add(time.Hour), On: consent.Confirm}}
	return []fulfillment.Consented{
		{Consent: standing, History: told},
		{Consent: ended, History: append(told[:2:2], fulfillment.Happened{At: received.Add(2 * time.Hour), On: consent.Withdraw})},
	}
}

// invalidated is a consent to what a later version has changed: what it is for goes to somebody new,
// and is kept for longer.
func invalidated(v site.View, c fulfillment.Consented) fulfillment.Consented {
	after := *v.Controller
	after.Version, after.Purposes = controller.Version{Major: v.Controller.Version.Major + 1}, slices.Clone(v.Controller.Purposes)
	for i, p := range after.Purposes {
		if p.ID == c.Choices[0].Purpose {
			after.Purposes[i].Recipients = append(slices.Clone(p.Recipients), "google")
			after.Purposes[i].Retention.Period = gdpr.Period{Years: 5}
		}
	}
	all := controller.New(v.Controller, &after)
	c.Verdicts = consent.Judge(all, v.Controller.ID, c.Seen.Version, c.Choices)
	c.Asks, c.Lapsed = consent.Affirm, c.Consent.Lapsed(all, c.Decided)
	return c
}

// ended is a consent to what the controller asked before and gave up, and to something that had its time.
func ended(v site.View, c fulfillment.Consented) fulfillment.Consented {
	before := *v.Controller
	before.Version, before.Purposes = controller.Version{Minor: 9}, append(slices.Clone(v.Controller.Purposes), controller.Purpose{
		ID: "calls", Name: gdpr.Text{NB: "Oppringing", NN: "Oppringing", EN: "Calls"}, Basis: gdpr.BasisConsent, Asks: controller.Persons,
	})
	c.Seen.Version = before.Version
	c.Choices = append(slices.Clone(c.Choices), consent.Choice{Purpose: "calls", Decision: gdpr.Given})
	c.Verdicts = consent.Judge(controller.New(&before, v.Controller), v.Controller.ID, c.Seen.Version, c.Choices)
	c.Verdicts[0].Until = received.AddDate(1, 0, 0)
	c.Verdicts = consent.At(c.Verdicts, received.AddDate(1, 0, 1))
	return c
}

func ownCases() []rights.Case {
	of := func(name string, w rights.Workflow, asked ...gdpr.Right) rights.Case {
		return rights.Case{
			Request: rights.Request{ID: id(name), Rights: asked, Received: received, Workflow: w, Identity: rights.Proven},
			History: []rights.Entry{{At: received, On: rights.Receive}, {At: received.Add(time.Hour), On: rights.Confirm}},
		}
	}
	erasure := of("erasure case", rights.Cooling, gdpr.Erasure)
	erasure.Until = received.Add(48 * time.Hour)
	asked := of("asked case", rights.Open, gdpr.Access)
	asked.Identity = rights.Asked
	corrected := of("corrected case", rights.Open, gdpr.Rectification, gdpr.Restriction)
	corrected.Corrections = []rights.Correction{
		{Field: "name", Value: "Kari Eksempel", State: rights.Accepted}, {Field: "phone", State: rights.Declined, Reason: "Nummeret er ikke ditt."}}
	corrected.Outcomes = []rights.Outcome{{Right: gdpr.Restriction, Result: rights.Granted, At: received.Add(time.Hour)}}
	refused := of("refused case", rights.Denied, gdpr.Erasure)
	refused.Outcomes = []rights.Outcome{{
		Right: gdpr.Erasure, Result: rights.Partly, At: received.AddDate(0, 0, 9), Ground: "legal-claims", Reasons: "Vi har et krav.\nDet går for retten.",
		Kept: []rights.Kept{{Class: string(controller.Applications), Ground: retention.GroundClaims, Article: "17(3)(e)", Until: received.AddDate(3, 0, 0)}},
	}}
	refused.Notices = []rights.Notice{{ID: id("notice"), Recipient: "customers", Customer: "Butikk AS", State: rights.NoticeDone}}
	unsorted := of("mailed case", rights.Unsorted)
	told := of("told case", rights.Telling, gdpr.Restriction)
	told.Restricted = []string{"profiles"}
	told.Notices = []rights.Notice{{ID: id("due"), Recipient: "customers", Customer: "Bedrift AS", State: rights.NoticeDue}, refused.Notices[0]}
	return []rights.Case{erasure, asked, corrected, told, unsorted, refused}
}

// wrongly is a correction of the second record's name that has to be mended.
func wrongly(o site.OwnView) site.OwnView {
	o.Form = site.Correcting{
		Item: o.Held.Records[1].String(), Field: "name", Values: map[string][]string{"field.name": {"Kari\tEksempel"}},
		Faults: []gdpr.Fault{{Pointer: "/fields/name", Code: gdpr.FaultCharacters, Value: "name"}},
	}
	return o
}

// lacking is what was filled in of what is missing, and has to be mended.
func lacking(o site.OwnView) site.OwnView {
	o.Form = site.Correcting{
		Item:   o.Held.Records[0].String(),
		Values: map[string][]string{"field.phone": {"1"}, "field.mobile": {"1"}},
		Faults: []gdpr.Fault{
			{Pointer: "/fields/phone", Code: gdpr.FaultTooLong, Value: "40"}, {Pointer: "/fields/mobile", Code: gdpr.FaultTooLong, Value: "40"}},
	}
	return o
}
