package dpv_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// The fields of a record and a receipt as formats.md has them, from ISO/IEC TS 27560 in the words
// of DPV 2.3, and what each must be. A path names members, * every element of a list.

type demand struct {
	name string // in the words of the standard
	path string
	good func(any) bool
}

const (
	inRecord = "dpv:hasRecordOfActivity"
	each     = inRecord + "/dpv:hasProcess/*"
)

var demands = []demand{
	{"receipt: type", "@type", is("dpv:ConsentReceipt")},
	{"receipt: id", "dct:identifier", isID},
	{"receipt: schema version", "dct:conformsTo", is("https://w3id.org/dpv/schema/dpv-27560#receipt https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr")},
	{"receipt: created", "dct:created", isInstant},
	{"receipt: publisher", "dct:publisher", is("own:controller")},
	{"receipt: recipient", "schema:recipient", is("_:subject")},
	{"record: type", inRecord + "/@type", is("dpv:ConsentRecord")},
	{"record: id", inRecord + "/dct:identifier", isID},
	{"record: schema version", inRecord + "/dct:conformsTo", is("https://w3id.org/dpv/schema/dpv-27560#record https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr")},
	{"record: language", inRecord + "/dct:language", is("en")},
	{"subject", inRecord + "/dpv:hasDataSubject/@id", is("_:subject")},
	{"notice: address", inRecord + "/dpv:hasNotice/@id", begins(origin + "/")},
	{"notice: type", inRecord + "/dpv:hasNotice/@type", is("dpv:ConsentNotice")},
	{"notice: date", inRecord + "/dpv:hasNotice/dct:date", isDate},
	{"notice: coverage", inRecord + "/dpv:hasNotice/dct:coverage", is("loc:NO")},
	{"notice: language", inRecord + "/dpv:hasNotice/dct:language", is("en")},
	{"notice: digest", inRecord + "/dpv:hasNotice/schema:sha256", isDigest},
	{"controller: id", inRecord + "/dpv:hasDataController/@id", is("own:controller")},
	{"controller: type", inRecord + "/dpv:hasDataController/@type", is("dpv:DataController")},
	{"controller: name", inRecord + "/dpv:hasDataController/dpv:hasName", begins("")},
	{"controller: contact", inRecord + "/dpv:hasDataController/dpv:hasContact", begins("mailto:")},
	{"jurisdiction", inRecord + "/dpv:hasJurisdiction", is("loc:NO")},
	{"record: for how long", inRecord + "/dpv:hasStorageCondition/0/dpv:hasDuration/rdf:value", isPeriod},
	{"record: where", inRecord + "/dpv:hasStorageCondition/1/dpv:hasLocation", is("loc:SE")},
	{"way to withdraw", inRecord + "/dpv:hasConsentControl/dpv:isExercisedAt", begins(origin + "/")},
	{"process: type", each + "/@type", is("dpv:Process")},
	{"process: purpose", each + "/dpv:hasPurpose/@id", begins("own:purpose-")},
	{"process: purpose in words", each + "/dpv:hasPurpose/dct:title/nn", begins("")},
	{"process: personal data", each + "/dpv:hasPersonalData", isList},
	{"process: kind of data", each + "/dpv:hasPersonalData/*/@id", begins("own:data-")},
	{"process: how long", each + "/dpv:hasStorageCondition/0/dpv:hasDuration/rdf:value", isPeriod},
	{"process: how long, type", each + "/dpv:hasStorageCondition/0/dpv:hasDuration/@type", is("dpv:TemporalDuration")},
	{"process: where", each + "/dpv:hasStorageCondition/1/dpv:hasLocation", isList},
	{"process: place", each + "/dpv:hasStorageCondition/1/dpv:hasLocation/*", isPlace},
	{"event: time", each + "/dpv:isIndicatedAtTime", isInstant},
	{"event: by whom", each + "/dpv:isIndicatedBy", is("_:subject")},
	{"event: how", each + "/dpv:hasIndicationMethod/@id", begins("own:method-")},
	{"event: legal basis", each + "/dpv:hasLegalBasis", is("eu-gdpr:A6-1-a")},
	{"event: status", each + "/dpv:hasConsentStatus", isGiven},
	{"event: validity", each + "/dpv:hasDuration/0/rdf:value", isPeriod},
	{"event: validity, type", each + "/dpv:hasDuration/0/@type", is("dpv:TemporalDuration")},
	{"history", inRecord + "/dpv:hasRecordOfActivity", isList},
	{"history: time", inRecord + "/dpv:hasRecordOfActivity/*/dpv:isIndicatedAtTime", isInstant},
	{"history: status", inRecord + "/dpv:hasRecordOfActivity/*/dpv:hasConsentStatus", begins("dpv:Consent")},
}

// handed are the demands on recipients, for a purpose that has some.
var handed = []demand{
	{"process: recipients", "dpv:hasRecipient", isList},
	{"process: recipient", "dpv:hasRecipient/*/@id", begins("own:recipient-")},
	{"process: recipient's country", "dpv:hasRecipient/*/dpv:hasCountry", begins("loc:")},
}

func is(want string) func(any) bool { return func(v any) bool { return said(v) == want } }

// begins wants some more after it.
func begins(with string) func(any) bool {
	return func(v any) bool { return strings.HasPrefix(said(v), with) && said(v) != with }
}

// said is a text, or a list of them.
func said(v any) string {
	if list, ok := v.([]any); ok {
		var all []string
		for _, each := range list {
			all = append(all, said(each))
		}
		return strings.Join(all, " ")
	}
	s, _ := v.(string)
	return s
}

func isList(v any) bool { list, ok := v.([]any); return ok && len(list) > 0 }
func isID(v any) bool   { _, ok := gdpr.ParseID(said(v)); return ok }

func isDigest(v any) bool { return len(said(v)) == 64 }

func isDate(v any) bool { _, err := time.Parse(time.DateOnly, said(v)); return err == nil }

func isInstant(v any) bool {
	_, err := time.Parse(time.RFC3339Nano, said(v))
	return err == nil && strings.HasSuffix(said(v), "Z")
}

func isPeriod(v any) bool { p, err := gdpr.ParsePeriod(said(v)); return err == nil && !p.IsZero() }

func isPlace(v any) bool {
	return said(v) == "dpv:WithinDevice" || strings.HasPrefix(said(v), "loc:") && len(said(v)) == len("loc:SE")
}

func isGiven(v any) bool { return said(v) == "dpv:ConsentGiven" }

// place is somewhere in a document: what is there, and how to put something else there.
type place struct {
	value any
	put   func(any)
}

// find is every place of a path; one that is missing is found as nothing.
func find(v any, path string) []place {
	at := []place{{value: v}}
	for step := range strings.SplitSeq(path, "/") {
		var next []place
		for _, p := range at {
			next = append(next, p.within(step)...)
		}
		at = next
	}
	return at
}

func (p place) within(step string) []place {
	if members, ok := p.value.(map[string]any); ok {
		return []place{{members[step], func(v any) { members[step] = v }}}
	}
	list, _ := p.value.([]any)
	var all []place
	for i := range list {
		if step == "*" || step == fmt.Sprint(i) {
			all = append(all, place{list[i], func(v any) { list[i] = v }})
		}
	}
	if len(all) == 0 && step != "*" {
		return []place{{}}
	}
	return all
}

// lacks is the demands that a receipt does not meet.
func lacks(t *testing.T, d *controller.Declaration, document any) []string {
	t.Helper()
	var missing []string
	note := func(of demand, at []place) {
		for _, p := range at {
			if !of.good(p.value) && !slices.Contains(missing, of.name) {
				missing = append(missing, of.name)
			}
		}
	}
	for _, of := range demands {
		note(of, find(document, of.path))
	}
	for _, process := range find(document, each) {
		id := gdpr.PurposeID(strings.TrimPrefix(said(find(process.value, "dpv:hasPurpose/@id")[0].value), "own:purpose-"))
		if p, _ := d.Purpose(id); len(p.Recipients) > 0 {
			for _, of := range handed {
				note(of, find(process.value, of.path))
			}
		}
	}
	return missing
}

// whole is a fresh document of a receipt in which every field has something to say.
func whole(t *testing.T, name string) (*controller.Declaration, any) {
	t.Helper()
	s := samples(t)[name]
	var document any
	if err := json.Unmarshal(s.issue(t).JSON, &document); err != nil {
		t.Fatal(err)
	}
	return declared(t, s.of), document
}

func TestAReceiptHasEveryFieldOfTheStandard(t *testing.T) {
	for _, name := range []string{"visitor-given", "applicant-given"} {
		d, document := whole(t, name)
		if missing := lacks(t, d, document); len(missing) > 0 {
			t.Errorf("%s lacks %q", name, missing)
		}
		if n := len(find(document, each)); n != len(samples(t)[name].facts.Purposes) || n == 0 {
			t.Errorf("%s: %d processes", name, n)
		}
	}
}

// The list is no decoration: each field that is left blank, or out, is missed.
func TestEachFieldOfTheStandardIsMissedWhereItIsBlank(t *testing.T) {
	tried := 0
	for _, blank := range []any{nil, "", []any{}} {
		for i, of := range append(slices.Clone(demands), handed...) {
			path := of.path
			if i >= len(demands) {
				path = each + "/" + of.path
			}
			d, document := whole(t, "visitor-given")
			for _, at := range find(document, path) {
				at.put(blank)
				tried++
			}
			if !slices.Contains(lacks(t, d, document), of.name) {
				t.Errorf("%s may be %v", of.name, blank)
			}
		}
	}
	if tried < 3*len(demands) {
		t.Errorf("only %d blanks were tried", tried)
	}
}
