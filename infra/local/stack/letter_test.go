package stack_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// byPost is what of a case that came without an address these tests look at.
type byPost struct {
	deskCase
	Delivery, Joined, Follows string
	Letter                    string // of a preview
	Concerns                  []string
	Received                  time.Time
	Person                    struct{ Name, Email, Post string }
	Rights                    []struct {
		Right   string
		Outcome *struct{ Result, Reasons string }
	}
	History []struct{ Event, By, Text string }
	Mails   []struct{ Kind string }
}

// postal is a letter that came so many days ago, of somebody who gives no address for mail.
func postal(days int, right string) fields {
	return fields{
		"channel": "letter", "received": time.Now().In(rights.Oslo()).AddDate(0, 0, -days).Format(time.DateOnly), "name": "Kari Brevfugl",
		"post": "Brevfuglveien 1, 2317 Hamar", "text": "Jeg har søkt jobb hos dere. Slett alt.", "rights": []string{right}, "language": "nb",
	}
}

// listed is the place of a case in the queue of what is to be done, and the deadline that it stands by.
func listed(t testing.TB, c caller, id string) (place int, due time.Time) {
	t.Helper()
	for from, n := "", 0; ; {
		var page struct {
			Cases []struct {
				Case     string
				Deadline time.Time
			}
			Next *string
		}
		a := c.call("GET", "/desk/cases?limit=100"+from, nil).want(t, http.StatusOK)
		a.into(t, &page)
		if strings.Contains(a.body, "Brevfugl") {
			t.Errorf("the queue says who writes letters: %s", a.body)
		}
		for _, each := range page.Cases {
			if n++; each.Case == id {
				return n, each.Deadline
			}
		}
		if page.Next == nil {
			t.Fatalf("case %s is in no queue", id)
		}
		from = "&from=" + *page.Next
	}
}

// Art. 12(1): a letter gives no e-mail address. It has its deadline and its place in the queue all the same; staff find whose it
// is, and then it is carried out as any: the announcement and the answer go to the address on file.
func TestM9_ALetterWithoutAnAddressIsTiedToWhoeverItIsOfAndCarriedOut(t *testing.T) {
	clerk, email := staff(t, "mojob", "privacy"), profiled(t, nil)
	letter := postal(20, "erasure")
	var tried, put byPost
	clerk.call("POST", "/desk/cases", with(letter, "preview", true)).want(t, http.StatusOK).into(t, &tried)
	clerk.call("POST", "/desk/cases", letter).want(t, http.StatusCreated).into(t, &put)
	if put.State != "sought" || tried.State != put.State || put.Identity != "unproven" || put.Person.Post != letter["post"] || put.Person.Email != "" {
		t.Fatalf("put in as %+v, foreseen as %+v", put, tried)
	}
	if want := []string{"sorting", "assignment", "note", "extension", "identity", "link", "letter"}; !slices.Equal(put.Acts, want) || !slices.Equal(put.Concerns, []string{"no-address"}) {
		t.Errorf("it waits for %v, and what can be done is %v", put.Concerns, put.Acts)
	}
	fresh := postal(1, "erasure")
	var later byPost
	clerk.call("POST", "/desk/cases", fresh).want(t, http.StatusCreated).into(t, &later)
	first, due := listed(t, clerk, put.Case)
	second, _ := listed(t, clerk, later.Case)
	if first >= second || !due.Equal(put.Deadline.Due) || put.Received.In(rights.Oslo()).Format(time.DateOnly) != letter["received"] {
		t.Errorf("in the queue at %d by %s, and one that came later at %d", first, due, second)
	}
	ticks(t)
	path := "/desk/cases/" + put.Case
	for act, body := range map[string]fields{
		"grant": {"right": "erasure"}, "reply": {"text": "Ja."}, "question": {"question": "Hvem?"},
		"refusal": {"right": "erasure", "ground": "not-identified", "reasons": "Vi vet ikke."},
	} {
		if a := clerk.call("POST", path+"/"+act, with(body, "revision", put.Revision)).want(t, http.StatusConflict); a.field(t, "code") != "wrong_state" {
			t.Errorf("%s is answered %s", act, a.body)
		}
	}

	link := fields{"revision": put.Revision, "email": email, "evidence": "Ringte tilbake på nummeret vi har."}
	clerk.call("POST", path+"/link", with(link, "email", address())).refused(t, http.StatusUnprocessableEntity, "/email", gdpr.FaultNotOnFile)
	clerk.call("POST", path+"/link", with(link, "evidence", "")).refused(t, http.StatusUnprocessableEntity, "/evidence", gdpr.FaultMissing)
	staff(t, "tretoen", "privacy").call("POST", path+"/link", link).want(t, http.StatusNotFound)
	clerk.call("POST", path+"/link", with(link, "preview", true)).want(t, http.StatusOK)
	var joined, goesOn byPost
	clerk.call("POST", path+"/link", link).want(t, http.StatusOK).into(t, &joined)
	if joined.State != "joined" || joined.Joined == "" {
		t.Fatalf("tied: %+v", joined)
	}
	clerk.call("GET", "/desk/cases/"+joined.Joined, nil).want(t, http.StatusOK).into(t, &goesOn)
	if goesOn.Follows != put.Case || goesOn.Person.Email != email || goesOn.Person.Post != letter["post"] || !goesOn.Deadline.Due.Equal(put.Deadline.Due) || !goesOn.Received.Equal(put.Received) {
		t.Errorf("it goes on as %+v", goesOn)
	}
	namesAuthority(t, mailOf(t, email, outbox.RequestOpen))
	reaches(t, "mojob", joined.Joined, "cooling-off")
	mailOf(t, email, outbox.RequestErasing)
	cools(t, "mojob", joined.Joined)
	reaches(t, "mojob", joined.Joined, "answered")
	namesAuthority(t, mailOf(t, email, outbox.RequestAnswered))
	if found := clerk.call("POST", "/desk/search", fields{"email": email}).want(t, http.StatusOK).items(t); len(found) != 0 {
		t.Errorf("still held: %+v", found)
	}
	stripped(t, clerk, put.Case)
	stripped(t, clerk, joined.Joined)
}

// stripped waits until a case says nothing of whom it was about.
func stripped(t testing.TB, c caller, id string) {
	t.Helper()
	looks := time.NewTicker(300 * time.Millisecond)
	defer looks.Stop()
	for deadline := time.Now().Add(patience); ; <-looks.C {
		a := c.call("GET", "/desk/cases/"+id, nil).want(t, http.StatusOK)
		if !strings.Contains(a.body, "Brevfugl") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("case %s still says of whom it was: %s", id, a.body)
		}
		ticks(t)
	}
}

func TestM9_ALetterOfSomebodyOnWhomNothingIsHeldIsAnsweredByLetter(t *testing.T) {
	clerk := staff(t, "tretoen", "privacy")
	clerk.call("POST", "/desk/cases", with(postal(3, "access"), "post", "")).refused(t, http.StatusUnprocessableEntity, "/email", gdpr.FaultUnreachable)
	var put, foreseen, done byPost
	clerk.call("POST", "/desk/cases", postal(3, "access")).want(t, http.StatusCreated).into(t, &put)
	path := "/desk/cases/" + put.Case
	answer := fields{
		"revision": put.Revision, "result": "not-held", "text": "Vi har ikke lagret noe om deg. Du kan klage til Datatilsynet.",
		"how": "Brev til Brevfuglveien 1.", "sent": time.Now().In(rights.Oslo()).Format(time.DateOnly),
	}
	for _, name := range []string{"how", "sent", "text"} {
		clerk.call("POST", path+"/letter", with(answer, name, "")).refused(t, http.StatusUnprocessableEntity, "/"+name, gdpr.FaultMissing)
	}
	clerk.call("POST", path+"/letter", with(answer, "sent", "2026-01-05")).refused(t, http.StatusUnprocessableEntity, "/sent", gdpr.FaultBefore)
	staff(t, "tretoen", "recruiter").call("POST", path+"/letter", answer).want(t, http.StatusForbidden)
	staff(t, "mojob", "privacy").call("POST", path+"/letter", answer).want(t, http.StatusNotFound)
	clerk.call("POST", path+"/letter", with(answer, "preview", true)).want(t, http.StatusOK).into(t, &foreseen)
	clerk.call("POST", path+"/letter", answer).want(t, http.StatusOK).into(t, &done)
	if done.State != "answered" || done.Delivery != "by-hand" || foreseen.State != done.State || len(done.Mails) > 0 || len(done.Concerns) > 0 {
		t.Errorf("answered: %+v, foreseen as %+v", done, foreseen)
	}
	if !strings.Contains(foreseen.Letter, "Datatilsynet") || strings.Contains(foreseen.Letter, "domstol") {
		t.Errorf("the letter is to say %q", foreseen.Letter)
	}
	if o := done.Rights[0].Outcome; o == nil || o.Result != "not-held" || o.Reasons != answer["text"] {
		t.Errorf("its outcome is %+v", done.Rights)
	}
	if e := done.History[len(done.History)-1]; e.Event != "answer-by-post" || !strings.HasPrefix(e.Text, answer["sent"].(string)+": Brev til") || !strings.HasPrefix(e.By, "staff:") {
		t.Errorf("how it was given: %+v", e)
	}
	clerk.call("POST", path+"/letter", with(answer, "revision", done.Revision)).want(t, http.StatusConflict)

	// One that nobody can tell: with what was done to find out, for the controller has to show it (Art. 12(2)).
	var unknown byPost
	clerk.call("POST", "/desk/cases", postal(2, "erasure")).want(t, http.StatusCreated).into(t, &unknown)
	refusal := with(with(answer, "revision", unknown.Revision), "result", "refused")
	path = "/desk/cases/" + unknown.Case
	clerk.call("POST", path+"/letter", refusal).refused(t, http.StatusUnprocessableEntity, "/evidence", gdpr.FaultEvidence)
	clerk.call("POST", path+"/letter", with(with(refusal, "evidence", "Spurte i brev."), "preview", true)).want(t, http.StatusOK).into(t, &foreseen)
	if !strings.Contains(foreseen.Letter, "Datatilsynet") || !strings.Contains(foreseen.Letter, "domstolene") {
		t.Errorf("the refusal is to say %q", foreseen.Letter)
	}
	clerk.call("POST", path+"/letter", with(refusal, "evidence", "Spurte i brev, og fikk ikke svar.")).want(t, http.StatusOK).into(t, &done)
	if done.State != "refused" || done.Delivery != "by-hand" {
		t.Errorf("refused: %+v", done)
	}
	stripped(t, clerk, unknown.Case) // an erasure was asked for: what the case itself held of the person goes with the answer

	var audit struct{ Entries []struct{ Act, On string } }
	clerk.call("GET", "/desk/audit?limit=100", nil).want(t, http.StatusOK).into(t, &audit)
	written := 0
	for _, e := range audit.Entries {
		if e.On == put.Case && e.Act == "POST /v1/{controller}/desk/cases/{case}/letter" {
			written++
		}
	}
	if written != 8 {
		t.Errorf("the audit has %d calls of %s", written, put.Case)
	}
}
