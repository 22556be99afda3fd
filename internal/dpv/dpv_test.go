package dpv_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
)

var update = flag.Bool("update", false, "write the golden files anew")

const yes, no, back = gdpr.Given, gdpr.Refused, gdpr.Withdrawn

// sample is one receipt of each sort.
type sample struct {
	of    gdpr.ControllerID
	facts dpv.Facts
	now   time.Time
	want  dpv.Term // among its statuses
}

// samples are receipts of every status, both controllers and every mechanism.
func samples(t *testing.T) map[string]sample {
	t.Helper()
	mojob, tretoen := declared(t, "mojob"), declared(t, "tretoen")
	now := start.AddDate(0, 0, 10)
	visit := func(d string, ended func(consent.Record) dpv.Ends, now time.Time, of int, all ...consent.Record) sample {
		return sample{of: gdpr.ControllerID(d), facts: dpv.OfVisitor(all[of], all, ended), now: now}
	}
	first := record(t, tretoen, consent.ByBanner, 0, yes)
	applicants := func(now time.Time) sample {
		c := affirmedApplicant(t)
		verdicts := consent.At(c.Verdicts(controllers.Registry()), now)
		return sample{of: "tretoen", facts: dpv.OfPerson(c, dpv.Overtaken(verdicts)), now: now}
	}
	persons := func(m consent.Mechanism, ended dpv.Ends, turn []gdpr.Decision, course ...consent.Event) sample {
		return sample{of: "mojob", facts: dpv.OfPerson(person(t, m, turn, course...), ended), now: now}
	}
	all := map[string]sample{
		"visitor-given":     visit("tretoen", nil, now, 0, first),
		"visitor-mixed":     visit("mojob", nil, now, 0, record(t, mojob, consent.ByForm, 0, yes, no)),
		"visitor-refused":   visit("tretoen", nil, now, 0, record(t, tretoen, consent.ByAPI, 0, no)),
		"visitor-renewed":   visit("tretoen", nil, now, 0, record(t, tretoen, consent.ByBanner, 3, yes), first),
		"visitor-withdrawn": visit("tretoen", nil, now, 1, record(t, tretoen, consent.ByForm, 3, back), first),
		"person-pending":    persons(consent.ByForm, nil, []gdpr.Decision{yes, no}, consent.Declare),
		"person-given":      persons(consent.ByForm, nil, []gdpr.Decision{yes, no}, consent.Declare, consent.Confirm),
		"person-renewed":    persons(consent.ByAPI, nil, []gdpr.Decision{yes}, consent.Declare, consent.Confirm, consent.Renew),
		"person-withdrawn":  persons(consent.ByForm, nil, []gdpr.Decision{back}, consent.Declare, consent.Confirm, consent.Withdraw),
		"person-restored":   persons(consent.ByForm, nil, []gdpr.Decision{yes}, consent.Declare, consent.Confirm, consent.Withdraw, consent.Restore),
		"person-canceled":   persons(consent.ByForm, nil, []gdpr.Decision{yes}, consent.Declare, consent.Cancel),
		"person-narrowed":   persons(consent.ByForm, nil, []gdpr.Decision{yes, back}, consent.Declare, consent.Confirm, consent.Narrow),
		"person-part":       persons(consent.ByForm, nil, []gdpr.Decision{yes, back}, consent.Declare, consent.Confirm, consent.Part),
		"visitor-part":      visit("mojob", nil, now, 1, record(t, mojob, consent.ByForm, 3, yes, back), record(t, mojob, consent.ByForm, 0, yes)),
		"person-invalidated": persons(consent.ByForm, dpv.Overtaken(person(t, consent.ByForm, []gdpr.Decision{yes}).Verdicts(keptLonger(t))),
			[]gdpr.Decision{yes}, consent.Declare, consent.Confirm),
		"visitor-invalidated": visit("tretoen", func(r consent.Record) dpv.Ends { return dpv.Overtaken(r.Verdicts(measuredLonger(t))) }, now, 0, first),
		"person-affirmed":     persons(consent.ByForm, nil, []gdpr.Decision{yes}, consent.Declare, consent.Confirm, consent.Affirm),
		"applicant-given":     {of: "tretoen", facts: dpv.OfPerson(applicant(t), nil), now: now},
		"applicant-affirmed":  applicants(start.AddDate(0, 4, 0)),
		"applicant-expired":   applicants(start.AddDate(1, 0, 1)),
		"person-revoked": persons(consent.ByForm, dpv.Overtaken(person(t, consent.ByForm, []gdpr.Decision{yes}).Verdicts(givenUp(t, "mojob", "other-information"))),
			[]gdpr.Decision{yes}, consent.Declare, consent.Confirm),
		"visitor-revoked": visit("tretoen", func(r consent.Record) dpv.Ends { return dpv.Overtaken(r.Verdicts(givenUp(t, "tretoen", "statistics"))) }, now, 0, first),
	}
	for name, want := range map[string]dpv.Term{
		"visitor-given": dpv.ConsentGiven, "visitor-mixed": dpv.ConsentRefused, "visitor-refused": dpv.ConsentRefused,
		"visitor-renewed": dpv.RenewedConsentGiven, "visitor-withdrawn": dpv.ConsentWithdrawn, "visitor-revoked": dpv.ConsentRevoked,
		"person-pending": dpv.ConsentRequested, "person-given": dpv.ConsentGiven, "person-renewed": dpv.RenewedConsentGiven,
		"person-withdrawn": dpv.ConsentWithdrawn, "person-restored": dpv.ConsentGiven, "person-canceled": dpv.ConsentRefused,
		"person-narrowed": dpv.ConsentWithdrawn, "person-part": dpv.ConsentWithdrawn, "visitor-part": dpv.ConsentWithdrawn, "person-invalidated": dpv.ConsentInvalidated, "person-revoked": dpv.ConsentRevoked,
		"visitor-invalidated": dpv.ConsentInvalidated, "person-affirmed": dpv.RenewedConsentGiven,
		"applicant-given": dpv.ConsentGiven, "applicant-affirmed": dpv.RenewedConsentGiven, "applicant-expired": dpv.ConsentExpired,
	} {
		s := all[name]
		s.want = want
		all[name] = s
	}
	return all
}

func (s sample) issue(t *testing.T) dpv.Issued {
	t.Helper()
	issued, err := dpv.Issuer{Keys: keys{}, PublicURL: origin, Place: residence.Place{Region: "eu-north-1", Country: "SE"}}.Issue(t.Context(), declared(t, s.of), s.facts, s.now)
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

func TestAReceiptSaysWhatStandsAndHowItCameToThat(t *testing.T) {
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			issued := s.issue(t)
			found := false
			for _, p := range issued.Receipt.Record.Processes {
				found = found || p.Status == s.want
				told := s.want == dpv.ConsentInvalidated || s.want == dpv.ConsentRevoked
				if (len(p.Reasons) > 0) != (told && p.Status == s.want) {
					t.Errorf("%s: %s for %v", p.Purpose.ID, p.Status, p.Reasons)
				}
				if p.Status.Valid() != (len(p.Validity) == 2) {
					t.Errorf("%s: %s is valid for %v", p.Purpose.ID, p.Status, p.Validity)
				}
			}
			if !found {
				t.Errorf("nothing in it is %s", s.want)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, issued.JSON, "", "  "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			golden(t, filepath.Join("testdata", name+".jsonld"), got.Bytes())
		})
	}
}

// The proof of a yes that was said anew is kept from then on. What it was to ends when that was said
// to at first, and the receipt says so, before and after.
func TestAYesIsGoodNoLongerThanWhatItIsTo(t *testing.T) {
	end := start.AddDate(1, 0, 0).Format(time.RFC3339Nano)
	for name, want := range map[string]string{"applicant-given": "2027-11-22T09:30:00Z", "applicant-affirmed": end, "applicant-expired": ""} {
		p := samples(t)[name].issue(t).Receipt.Record.Processes[0]
		switch {
		case want == "" && len(p.Validity) == 0:
		case len(p.Validity) != 2 || p.Validity[0].Value != "P12M" || p.Validity[1].Value != want:
			t.Errorf("%s is good for %v", name, p.Validity)
		}
	}
}

// Promise T13: sending the application was the consent. There was no mail, and none is spoken of.
func TestT13_AnApplicantsReceiptSaysThatTheApplicationWasTheYes(t *testing.T) {
	r := samples(t)["applicant-given"].issue(t).Receipt.Record
	if len(r.History) != 1 || r.History[0].Status != dpv.ConsentGiven || r.History[0].Method == nil || r.History[0].Method.ID != "own:method-api" {
		t.Errorf("history: %+v", r.History)
	}
	if m := r.Processes[0].Method; m == nil || m.ID != "own:method-api" {
		t.Errorf("indicated: %+v", m)
	}
}

// Every event of a consent is told as what it is, and as taken back only what was taken back.
func TestEveryEventOfAConsentHasItsOwnStatus(t *testing.T) {
	for on, want := range map[consent.Event]dpv.Term{
		consent.Declare: dpv.ConsentRequested, consent.Confirm: dpv.ConsentGiven, consent.Cancel: dpv.ConsentRefused,
		consent.Withdraw: dpv.ConsentWithdrawn, consent.Renew: dpv.RenewedConsentGiven, consent.Narrow: dpv.ConsentWithdrawn, consent.Part: dpv.ConsentWithdrawn,
		consent.Restore: dpv.ConsentGiven, consent.Affirm: dpv.RenewedConsentGiven,
	} {
		course := map[consent.Event][]consent.Event{
			consent.Declare: {consent.Declare}, consent.Confirm: {consent.Declare, consent.Confirm},
			consent.Cancel:  {consent.Declare, consent.Cancel},
			consent.Restore: {consent.Declare, consent.Confirm, consent.Withdraw, consent.Restore},
		}[on]
		if course == nil {
			course = []consent.Event{consent.Declare, consent.Confirm, on}
		}
		f := dpv.OfPerson(person(t, consent.ByForm, []gdpr.Decision{yes}, course...), nil)
		if last := f.Happened[len(f.Happened)-1]; last.On != on || last.Status != want {
			t.Errorf("%s is told as %s, want %s", on, last.Status, want)
		}
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from the golden file; what is made now:\n%s", path, got)
	}
}

// The prefixes of a receipt's context whose terms are others' to define.
var foreign = []string{"dpv", "eu-gdpr", "loc", "dct", "schema", "rdf"}

func TestEveryTermOfAReceiptIsPublished(t *testing.T) {
	known := vocabulary(t)
	for name, s := range samples(t) {
		var document any
		if err := json.Unmarshal(s.issue(t).JSON, &document); err != nil {
			t.Fatal(err)
		}
		used := map[string]bool{}
		walk(document, func(text string) {
			for _, prefix := range foreign {
				if strings.HasPrefix(text, prefix+":") {
					used[text] = true
				}
			}
		})
		if len(used) < 40 {
			t.Errorf("%s: only %d terms found", name, len(used))
		}
		for term := range used {
			if !known[term] {
				t.Errorf("%s: %s is in no vocabulary", name, term)
			}
		}
	}
}

// A receipt without the place would be wrong by silence: none is made.
func TestWithoutAPlaceThereIsNoReceipt(t *testing.T) {
	s := samples(t)["person-given"]
	issued, err := dpv.Issuer{Keys: keys{}, PublicURL: origin}.Issue(t.Context(), declared(t, s.of), s.facts, s.now)
	if err == nil || issued.Signed != "" {
		t.Errorf("%v, %s", err, issued.JSON)
	}
}

// What a person gave lies where this deployment does, whichever that is. What visitors decide
// on lies with those who measure, and on the device; only the record of it is here.
func TestAReceiptSaysWhereWhatLies(t *testing.T) {
	for _, region := range residence.Regions() {
		at, err := residence.In(region)
		if err != nil {
			t.Fatal(err)
		}
		here := "loc:" + at.Country
		for name, want := range map[string]map[string]string{
			"person-given":    {"further-storage": here, "other-information": here},
			"applicant-given": {"recruitment": here},
			"visitor-mixed": {
				"statistics": "loc:US dpv:WithinDevice", "usage": "loc:IE dpv:WithinDevice",
				"support-chat": "loc:US dpv:WithinDevice", "personalization": "dpv:WithinDevice",
			},
		} {
			s := samples(t)[name]
			r := dpv.Compose(declared(t, s.of), s.facts, origin, at, s.now).Record
			if got := r.StoredIn(); len(got) != 1 || got[0] != at.Country {
				t.Errorf("%s in %s: the record lies in %q", name, region, got)
			}
			got := map[string]string{}
			for _, p := range r.Processes {
				var all []string
				for _, where := range p.Storage[1].Locations {
					all = append(all, string(where))
				}
				got[strings.TrimPrefix(p.Purpose.ID, "own:purpose-")] = strings.Join(all, " ")
			}
			if !maps.Equal(got, want) {
				t.Errorf("%s in %s: %v, want %v", name, region, got, want)
			}
		}
	}
}

// walk visits every name and every string of a document.
func walk(v any, visit func(string)) {
	switch v := v.(type) {
	case map[string]any:
		for name, each := range v {
			visit(name)
			walk(each, visit)
		}
	case []any:
		for _, each := range v {
			walk(each, visit)
		}
	case string:
		visit(v)
	}
}

// H13: a receipt is shown to others. It opens nothing, and names nobody.
func TestAReceiptHoldsNeitherAddressNorKeyToTheConsent(t *testing.T) {
	for name, s := range samples(t) {
		text := string(s.issue(t).JSON)
		for _, secret := range []string{kari.Reveal(), "kari", string(visitor), "zyxwvtsrqpnmkjhgfedcba9876", "1-subject", s.facts.Number} {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

func TestReceiptsOfOneConsentAreKnownByTheSameRecord(t *testing.T) {
	s := samples(t)["person-given"]
	one := s.issue(t).Receipt
	s.now = s.now.Add(time.Hour)
	other := s.issue(t).Receipt
	if one.Record.Identifier != other.Record.Identifier || one.Identifier == other.Identifier {
		t.Errorf("records %s and %s, receipts %s and %s", one.Record.Identifier, other.Record.Identifier, one.Identifier, other.Identifier)
	}
	s.of = "tretoen"
	if again := s.issue(t).Receipt; again.Record.Identifier == one.Record.Identifier {
		t.Error("two controllers' records have one number")
	}
}
