package site_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/infra/controllers/interfaces"
	"ordholden/internal/banner"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/jws"
	"ordholden/internal/processing"
	"ordholden/internal/residence"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/site"
)

// sample is one page as the product can show it.
type sample struct {
	name string
	html []byte
}

var received = time.Date(2026, 11, 25, 13, 5, 0, 0, time.UTC) // its deadline rolls over three holidays

// id is the same for the same name.
func id(name string) gdpr.ID { return gdpr.DeriveID("site test", name) }

// newSite is a site whose ids are the same in every run.
func newSite() site.Site {
	var n atomic.Int64
	registry := controllers.Registry()
	return site.Site{
		Registry: registry, Interfaces: interfaces.Text,
		Banner:  &banner.Scripts{Bundle: banner.Bundle{Script: "start();", Style: "a{}"}, Registry: registry},
		OpenAPI: []byte(`{"openapi":"3.1.0"}`),
		NewID:   func() gdpr.ID { return id(fmt.Sprint("new ", n.Add(1))) },
	}
}

// views are every controller in every language.
func views() []site.View {
	var all []site.View
	for _, d := range controllers.Registry().Newest() {
		for _, l := range gdpr.Languages {
			all = append(all, site.View{Controller: d, Language: l})
		}
	}
	return all
}

func versions(v site.View) []*controller.Declaration {
	return controllers.Registry().Versions(v.Controller.ID)
}

func has(v site.View, a controller.Audience) bool { return len(v.Controller.Asked(a)) > 0 }

// samples are all pages of a view, with faults and without.
func samples(v site.View) []sample {
	all := []sample{
		{"front", site.Front(v)},
		{"statement", site.Statement(v, v.Controller, versions(v))},
		{"statement-older", site.Statement(v, versions(v)[0], versions(v))},
		{"statement-changes", site.Changes(v, versions(v)[0], v.Controller, controllers.Registry())},
		{"record", site.Processing(v, processing.Of(v.Controller, sweden, v.Language))},
		{"banner", site.Banner(v, "https://personvern.example.com", banner.Script{Digest: "0123456789abcdef", Integrity: "sha384-x"})},
		{"request", site.Request(v, site.RequestForm{Key: id("key")})},
		{"request-faults", site.Request(v, faultyRequest())},
		{"sent", site.Sent(v, site.ARequest)},
		{"confirm", site.Confirm(v, site.ProofForm{})},
		{"confirm-faults", site.Confirm(v, faultyProof())},
		{"stop", site.Confirm(v, site.ProofForm{What: site.AStop})},
		{"stop-faults", site.Confirm(v, site.ProofForm{What: site.AStop, Values: map[string][]string{"case": {id("case").Grouped()}}, Faults: []gdpr.Fault{{Pointer: "/choice", Code: gdpr.FaultChoice}}})},
		{"case-cooling", site.Case(v, coolingCase())},
		{"status", site.Status(v, site.ProofForm{})},
		{"case-open", site.Case(v, openCase())},
		{"case-joined", site.Case(v, joinedCase())},
		{"case-refused", site.Case(v, refusedCase())},
		{"case-answered", site.Case(v, answeredCase())},
		{"verify", site.Verify(v, site.VerifyForm{})},
		{"verify-valid", site.Verify(v, site.VerifyForm{Verdict: &jws.Verdict{Valid: true, Title: "Ekte", Says: []string{"Mojob sa dette.", "Statistikk: Ja"}}})},
		{"verify-refused", site.Verify(v, site.VerifyForm{Verdict: &jws.Verdict{Reason: "key", Title: "Ikke godkjent", Says: []string{"En annen nøkkel."}}})},
		{"verify-faults", site.Verify(v, site.VerifyForm{Faults: []gdpr.Fault{{Pointer: "/receipt", Code: gdpr.FaultMissing}}})},
		{"problem", site.Problem(v, &gdpr.Error{Kind: gdpr.TooMany, Code: gdpr.CodeTooMany})},
	}
	if n, ok := v.Controller.Notice(controller.Everyone, gdpr.Nynorsk); ok {
		all = append(all, sample{"notice", site.Notice(v, n)})
	}
	for _, ref := range v.Controller.Interfaces {
		if text, ok := interfaces.Text(ref.Digest); ok && ref.Language == gdpr.Nynorsk { // on pages in every language
			all = append(all, sample{"interface-" + string(ref.Surface) + "-" + string(ref.Audience), site.InterfaceShown(v, ref, text)})
		}
	}
	if has(v, controller.Visitors) {
		all = append(all, cookieSamples(v)...)
	}
	if has(v, controller.Persons) {
		all = append(all, consentSamples(v)...)
	}
	return append(all, heldSamples(v)...)
}

func cookieSamples(v site.View) []sample {
	standing := choices(v, gdpr.Given)
	purpose := v.Controller.Asked(controller.Visitors)[0].ID
	return []sample{
		{"cookies", site.Cookies(v, site.CookieForm{Visitor: id("visitor"), Key: id("key")})},
		{"cookies-standing", site.Cookies(v, site.CookieForm{Visitor: id("visitor"), Key: id("key"), Standing: standing})},
		{"cookies-faults", site.Cookies(v, site.CookieForm{Visitor: id("visitor"), Key: id("key"), Faults: []gdpr.Fault{
			{Pointer: "/decisions/" + string(purpose), Code: gdpr.FaultNoDecision, Value: string(purpose)},
			{Pointer: "/notice", Code: gdpr.FaultUnknownNotice},
		}})},
		{"cookies-saved", site.CookiesSaved(v, standing)},
		{"cookies-refused", site.CookiesSaved(v, choices(v, gdpr.Refused))},
		{"cookies-none", site.CookiesSaved(v, site.Choices{})},
		{"shown-visitor", site.ConsentShown(v, site.ShownConsent{
			Record: id("record"), Visitor: id("visitor"), Verdicts: consent.AsMade(standing.Made), Recorded: received, Notice: anyDigest(v), In: shownIn(v, controller.OnBanner, controller.Visitors)})},
		{"receipt", site.Receipt(v, receiptOf(v, standing.Made))},
	}
}

func consentSamples(v site.View) []sample {
	purpose := v.Controller.Asked(controller.Persons)[0].ID
	shown := site.ShownConsent{
		Record: id("record"), State: consent.Standing, Recorded: received, Decided: received.Add(time.Hour), Notice: anyDigest(v), In: shownIn(v, controller.OnForm, controller.Persons),
		Verdicts: consent.AsMade([]consent.Choice{{Purpose: purpose, Decision: gdpr.Given}}),
	}
	several, asked := shown, unanswered(v)
	several.Verdicts, asked.Faults = consent.AsMade(given(v, controller.Persons)), nil
	ended := shown
	ended.State, ended.Verdicts = consent.Ended, consent.AsMade([]consent.Choice{{Purpose: purpose, Decision: gdpr.Withdrawn}})
	return []sample{
		{"consent", site.Consent(v, site.ConsentForm{Key: id("key")})},
		{"consent-faults", site.Consent(v, site.ConsentForm{
			Key:    id("key"),
			Values: map[string][]string{"email": {"kari"}, "decision." + string(purpose): {"refused"}},
			Faults: []gdpr.Fault{{Pointer: "/email", Code: gdpr.FaultAddress}},
		})},
		{"sent-consent", site.Sent(v, site.AConsent)},
		{"confirm-consent", site.Confirm(v, site.ProofForm{What: site.AConsent})},
		{"renew-consent", site.Confirm(v, site.ProofForm{What: site.ARenewal})},
		{"restore-consent", site.Confirm(v, site.ProofForm{What: site.ARestoration})},
		{"affirm-consent", site.Confirm(v, site.ProofForm{What: site.AnAffirmation})},
		{"affirm-consent-faults", site.Confirm(v, site.ProofForm{What: site.AnAffirmation, Wrong: gdpr.CodeLink})},
		{"affirm-questions", site.Affirm(v, asked)},
		{"affirm-faults", site.Affirm(v, unanswered(v))},
		{"shown-person", site.ConsentShown(v, shown)},
		{"shown-several", site.ConsentShown(v, several)},
		{"shown-withdrawn", site.ConsentShown(v, ended)},
	}
}

// given is a yes to everything that an audience is asked.
func given(v site.View, a controller.Audience) (all []consent.Choice) {
	for _, p := range v.Controller.Asked(a) {
		all = append(all, consent.Choice{Purpose: p.ID, Decision: gdpr.Given})
	}
	return all
}

// unanswered is the questions about everything that a later version changed for persons, sent as they are.
func unanswered(v site.View) site.Affirmation {
	f := site.Affirmation{Proof: gdpr.Proof{Case: id("record"), Token: "token"}}
	for _, c := range given(v, controller.Persons) {
		f.Lapsed = append(f.Lapsed, consent.Verdict{
			Choice: c, Status: consent.Invalidated, Since: controller.Version{Major: 2},
			Reasons: []controller.Change{{Words: gdpr.Text{NB: "Lagres lenger.", NN: "Blir lagra lenger.", EN: "Kept for longer."}}},
		})
	}
	f.Faults = noAnswer(f.Lapsed)
	return f
}

// noAnswer is the faults of questions that were sent as they are.
func noAnswer(asked []consent.Verdict) []gdpr.Fault {
	var faults []gdpr.Fault
	for _, v := range asked {
		faults = append(faults, gdpr.Fault{Pointer: consent.PointerTo(v.Purpose), Code: gdpr.FaultNoDecision, Value: string(v.Purpose)})
	}
	return faults
}

// sweden is where the samples' deployment is.
var sweden = residence.Place{Region: "eu-north-1", Country: "SE"}

// receiptOf is the receipt of a visitor's choices.
func receiptOf(v site.View, made []consent.Choice) site.ShownReceipt {
	r := consent.Record{
		ID: id("record"), Controller: v.Controller.ID, Visitor: id("visitor"), Choices: made, Recorded: received,
		Seen:    consent.Seen{Version: v.Controller.Version, Notice: anyDigest(v), Language: v.Language, Mechanism: consent.ByBanner, Interface: shownIn(v, controller.OnBanner, controller.Visitors)},
		Expires: retention.Expiry(received.AddDate(1, 0, 0).Unix()),
	}
	facts := dpv.OfVisitor(r, nil, nil)
	return site.ShownReceipt{
		Receipt: dpv.Compose(v.Controller, facts, "https://privacy.example.com", sweden, received), Consent: "/v1/" + string(v.Controller.ID) + "/consents/" + facts.Number,
	}
}

func choices(v site.View, d gdpr.Decision) site.Choices {
	c := site.Choices{Visitor: id("visitor"), Record: id("record")}
	for _, p := range v.Controller.Asked(controller.Visitors) {
		c.Made = append(c.Made, consent.Choice{Purpose: p.ID, Decision: d})
		d = gdpr.Refused
	}
	return c
}

func anyDigest(v site.View) controller.Digest {
	ref, _ := v.Controller.NoticeFor(controller.Everyone, v.Language)
	return ref.Digest
}

func faultyRequest() site.RequestForm {
	return site.RequestForm{
		Key:    id("key"),
		Values: map[string][]string{"email": {"kari"}, "rights": {"erasure"}, "name": {"Kari Nordmann"}, "text": {"\nHei.\nSlett meg."}},
		Faults: []gdpr.Fault{
			{Pointer: "/email", Code: gdpr.FaultAddress},
			{Pointer: "/text", Code: gdpr.FaultTooLong, Value: "4000"},
			{Pointer: "/rights/0", Code: gdpr.FaultUnknownRight, Value: "memory"},
			{Pointer: "/colour", Code: gdpr.FaultUnknownField, Value: "colour"},
		},
	}
}

func faultyProof() site.ProofForm {
	return site.ProofForm{
		Values: map[string][]string{"case": {id("case").Grouped()}, "choice": {"confirm"}, "code": {"abc12"}},
		Faults: []gdpr.Fault{{Pointer: "/code", Code: gdpr.FaultID}},
		Wrong:  gdpr.CodeCodeWrong,
	}
}

func openCase() site.CaseView {
	return site.CaseView{
		Number: id("case"), Workflow: rights.Open, Rights: []gdpr.Right{gdpr.Access, gdpr.Erasure},
		Received: received, Deadline: rights.Answer(received, holiday.Norway{}),
		History: []rights.Entry{{At: received, On: rights.Receive}, {At: received.Add(90 * time.Minute), On: rights.Confirm}},
	}
}

func joinedCase() site.CaseView {
	c := openCase()
	c.Workflow, c.Joined = rights.InAnother, id("first case")
	c.History[1].On = rights.Join
	return c
}

func refusedCase() site.CaseView {
	c := openCase()
	c.Workflow = rights.Denied
	c.Outcomes = []rights.Outcome{
		{Right: gdpr.Access, Result: rights.Granted, At: received.AddDate(0, 0, 2)}, {Right: gdpr.Erasure, Result: rights.Withheld, At: received.AddDate(0, 0, 9)}}
	c.History = append(c.History, rights.Entry{At: received.AddDate(0, 0, 9), On: rights.Deny})
	return c
}

func answeredCase() site.CaseView {
	c := openCase()
	c.Workflow = rights.Answered
	c.Outcomes = []rights.Outcome{
		{Right: gdpr.Access, Result: rights.Granted, At: received.AddDate(0, 0, 2)}, {Right: gdpr.Erasure, Result: rights.Granted, At: received.AddDate(0, 0, 9)}}
	c.History = append(c.History,
		rights.Entry{At: received.AddDate(0, 0, 2), On: rights.Settle}, rights.Entry{At: received.AddDate(0, 0, 9), On: rights.Reply})
	return c
}

// coolingCase is an erasure that is announced, beside a right that is done.
func coolingCase() site.CaseView {
	c := openCase()
	c.Workflow, c.Until = rights.Cooling, received.Add(48*time.Hour)
	c.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, At: received.Add(2 * time.Hour), Reasons: "stands on the own page only"}}
	return c
}

// neutral are the pages of no controller, in a language.
func neutral(l gdpr.Language) []sample {
	return []sample{
		{"list", site.Controllers(controllers.Registry().Newest(), l)},
		{"unknown", site.Problem(site.View{Language: l}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController})},
	}
}

// bare are the pages for frames on other sites: an article without what surrounds it on ours.
func bare(v site.View) []sample { return []sample{{"statement-embedded", site.Embedded(v)}} }

// each runs f for every page of every view.
func each(t *testing.T, f func(t *testing.T, v site.View, s sample)) {
	t.Helper()
	for _, v := range views() {
		for _, s := range samples(v) {
			t.Run(fmt.Sprintf("%s/%s/%s", v.Controller.ID, v.Language, s.name), func(t *testing.T) { f(t, v, s) })
		}
	}
}

// shownIn is what the newest version shows, by the list of what was published.
func shownIn(v site.View, on controller.Surface, a controller.Audience) controller.Digest {
	for _, ref := range slices.Backward(v.Controller.Interfaces) {
		if ref.Surface == on && ref.Audience == a && ref.Language == v.Language {
			return ref.Digest
		}
	}
	return ""
}
