package site_test

import (
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/site"
)

// bucket is where files are sent to, as a presigned form has it.
const bucket = "https://files.s3.eu-north-1.amazonaws.com/"

func holds(v site.View, c controller.Class) bool {
	_, ok := v.Controller.Holding(c)
	return ok
}

// heldSamples are the pages on what is held, of a controller that holds it.
func heldSamples(v site.View) []sample {
	var all []sample
	if holds(v, controller.Applications) {
		all = append(all,
			sample{"application", site.Application(v, site.ApplicationForm{Key: id("key")})},
			sample{"application-faults", site.Application(v, faultyApplication())},
			sample{"applied", site.Applied(v, applied("cv", "letter", "certificate"))},
			sample{"applied-faults", site.Applied(v, refusedFile())},
			sample{"applied-more", site.Applied(v, withGrant(applied("letter")))},
			sample{"applied-done", site.Applied(v, applied())},
		)
	}
	if holds(v, controller.Agreements) {
		all = append(all,
			sample{"agreements-ask", site.AskAgreements(v, site.AddressForm{})},
			sample{"agreements-ask-faults", site.AskAgreements(v, site.AddressForm{
				Values: map[string][]string{"email": {"kari"}}, Faults: []gdpr.Fault{{Pointer: "/email", Code: gdpr.FaultAddress}}})},
			sample{"sent-agreements", site.Sent(v, site.AnAddress)},
			sample{"agreements-open", site.OpenAgreements(v, site.ProofForm{})},
			sample{"agreements-open-faults", site.OpenAgreements(v, faultyProof())},
			sample{"agreements", site.Agreements(v, agreements())},
			sample{"document", site.Document(v, site.PageOpenAgreements, holding.Download{URL: bucket + "key?X-Amz-Signature=0", Expires: received})},
			sample{"agreements-none", site.Agreements(v, site.AgreementsView{})},
		)
	}
	if holds(v, controller.Applications) || holds(v, controller.Profiles) {
		all = append(all,
			sample{"own-ask", site.AskOwn(v, site.AddressForm{})},
			sample{"own-ask-faults", site.AskOwn(v, site.AddressForm{
				Values: map[string][]string{"email": {"kari"}}, Faults: []gdpr.Fault{{Pointer: "/email", Code: gdpr.FaultAddress}}})},
			sample{"own-ended-faults", site.AskOwn(v, site.AddressForm{Wrong: gdpr.CodeSession})},
			sample{"own-ask-open", site.AskOwn(v, site.AddressForm{Open: true})},
			sample{"sent-own", site.Sent(v, site.AnOwner)},
			sample{"own-open", site.OpenOwn(v, site.ProofForm{})},
			sample{"own-open-faults", site.OpenOwn(v, faultyProof())},
			sample{"own-document", site.Document(v, site.PageOpenOwn, holding.Download{URL: bucket + "key?X-Amz-Signature=0", Expires: received})},
		)
		all = append(all, ownSamples(v)...)
	}
	return all
}

func faultyApplication() site.ApplicationForm {
	return site.ApplicationForm{
		Key: id("key"),
		Values: map[string][]string{
			"field.name": {"Kari Nordmann"}, "field.email": {"kari"}, "field.address": {"Eksempelgata 1\n0001 Oslo"},
			"field.letter": {"\nHei.\nJeg søker."},
		},
		Faults: []gdpr.Fault{
			{Pointer: "/email", Code: gdpr.FaultAddress},
			{Pointer: "/fields/letter", Code: gdpr.FaultTooLong, Value: "10000"},
			{Pointer: "/fields/shoe-size", Code: gdpr.FaultUndeclared, Value: "shoe-size"},
			{Pointer: "/notice", Code: gdpr.FaultUnknownNotice},
		},
	}
}

// applied is an application with a file in, to which more of the kinds can be added.
func applied(kinds ...string) site.AppliedView {
	a := site.AppliedView{
		Number: id("application"), Received: received, Until: received.AddDate(1, 0, 0),
		Files: []holding.File{
			{ID: id("cv"), Kind: "cv", Name: "CV Kari Nordmann.pdf", Type: "application/pdf", Size: 1_310_720, Digest: strings.Repeat("ab", 32)},
			{ID: id("late"), Kind: "certificate"}, // awaited: it is not listed
		},
	}
	for _, kind := range kinds {
		a.Uploads = append(a.Uploads, holding.Upload{
			File: id(kind), Kind: kind, URL: bucket, Most: 10 << 20, Expires: received.Add(24 * time.Hour),
			Fields: map[string]string{
				"key": "quarantine/tretoen/k1-aaaa/application-" + string(id("application")) + "/" + string(id(kind)), "policy": "eyJ9",
				"x-amz-algorithm": "AWS4-HMAC-SHA256", "x-amz-signature": strings.Repeat("0", 64),
				"success_action_redirect": "https://personvern.example.no/v1/tretoen/applications/files?grant=g&file=" + string(id(kind)),
			},
		})
	}
	return a
}

func withGrant(a site.AppliedView) site.AppliedView {
	a.Grant = "application.k1-aaaa." + string(id("application")) + ".1795698300.0123"
	return a
}

func refusedFile() site.AppliedView {
	a := applied("cv", "letter", "certificate")
	a.Refused, a.Faults = "letter", []gdpr.Fault{{Pointer: "/files/0", Code: gdpr.FaultFileContent}}
	return a
}

func agreements() site.AgreementsView {
	owner := gdpr.SubjectID("k1-cccc")
	contacts := []holding.Contact{
		{Subject: "k1-bbbb", Name: "Ola Nordmann", Address: "ola@customer.example.com"},
		{Subject: "k1-dddd", Name: "Kari Nordmann", Address: "kari@customer.example.com"},
	}
	values := func(title string, more ...holding.Value) []holding.Value {
		return append([]holding.Value{{Field: "title", Value: gdpr.Private(title)}, {Field: "customer", Value: "Kunde AS"}}, more...)
	}
	return site.AgreementsView{
		Proof: gdpr.Proof{Case: id("case"), Token: gdpr.Private(token), Code: "k3m9p2"},
		Agreements: []holding.Record{
			{
				Ref:   holding.Ref{Controller: "tretoen", Class: controller.Agreements, Owner: owner, ID: id("first")},
				Stage: holding.Active, Received: received, Contacts: contacts, Allows: "Punkt 7.2",
				Fields: values("Drift av skyløsning",
					holding.Value{Field: "terms", Value: "Timepris.\nFakturering hver måned."},
					holding.Value{Field: "organization-number", Value: "922425620"}),
				Files: []holding.File{
					{ID: id("doc"), Kind: "document", Name: "Avtale 2026.pdf", Size: 40_000, Digest: "ab"},
					{ID: id("doc 2"), Kind: "document", Name: "Vedlegg 1.docx", Size: 700, Digest: "ab"},
					{ID: id("doc 3"), Kind: "document", Name: "awaited.pdf"},
				},
			},
			{
				Ref:   holding.Ref{Controller: "tretoen", Class: controller.Agreements, Owner: owner, ID: id("second")},
				Stage: holding.Ended, Received: received.AddDate(-2, 0, 0), Contacts: contacts[:1],
				Term:   retention.Term{Due: retention.Expiry(received.AddDate(0, 6, 0).Unix())},
				Fields: values("Rådgivning"),
			},
		},
	}
}
