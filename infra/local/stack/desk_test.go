package stack_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// deskCase is what of a case these tests look at.
type deskCase struct {
	Case, State, Identity string
	Revision              int
	Acts                  []string
	Deadline              struct{ Due time.Time }
	Extended              *struct{ Reasons string }
	Person                struct{ Email string }
}

func TestStaffPutInALetterExtendItOnceAndStandInTheAudit(t *testing.T) {
	clerk, email := staff(t, "tretoen", "privacy"), address()
	letter := fields{"channel": "letter", "received": time.Now().AddDate(0, 0, -3).Format(time.DateOnly), "email": email, "name": "Kari Brev",
		"text": "Navnet mitt er feil.", "rights": []string{"rectification"}, "evidence": "Kom innom kontoret.", "language": "nb"}
	var tried, put deskCase
	clerk.call("POST", "/desk/cases", with(letter, "preview", true)).want(t, http.StatusOK).into(t, &tried)
	clerk.call("POST", "/desk/cases", letter).want(t, http.StatusCreated).into(t, &put)
	if put.State != "open" || put.Identity != "vouched" || put.State != tried.State || !put.Deadline.Due.Equal(tried.Deadline.Due) || put.Person.Email != email {
		t.Fatalf("put in as %+v, foreseen as %+v", put, tried)
	}

	path := "/desk/cases/" + put.Case
	reasons := fields{"revision": put.Revision, "reasons": "Saken er omfattende."}
	var foreseen, shown, extended deskCase
	clerk.call("POST", path+"/extension", with(reasons, "preview", true)).want(t, http.StatusOK).into(t, &foreseen)
	clerk.call("GET", path, nil).want(t, http.StatusOK).into(t, &shown)
	if shown.Extended != nil || shown.Revision != put.Revision || !foreseen.Deadline.Due.After(shown.Deadline.Due) || !slices.Contains(shown.Acts, "extension") {
		t.Errorf("a preview comes to %+v, and leaves %+v", foreseen, shown)
	}
	clerk.call("POST", path+"/extension", reasons).want(t, http.StatusOK).into(t, &extended)
	if extended.Extended == nil || slices.Contains(extended.Acts, "extension") {
		t.Errorf("extended: %+v", extended)
	}
	if again := clerk.call("POST", path+"/extension", reasons).want(t, http.StatusConflict); again.field(t, "code") != "changed" {
		t.Errorf("the second of two is answered %s", again.body)
	}
	// An extension counts once the mail that tells of it was taken for delivery (Art. 12(3)), which is in the case's
	// story then.
	reads := 0
	eventually(t, "the extended deadline", func() bool {
		reads++
		clerk.call("GET", path, nil).want(t, http.StatusOK).into(t, &extended)
		return extended.Deadline.Due.Equal(foreseen.Deadline.Due)
	})
	again := clerk.call("POST", path+"/extension", with(reasons, "revision", extended.Revision)).want(t, http.StatusConflict)
	if again.field(t, "code") != "wrong_state" {
		t.Errorf("again it is answered %s", again.body)
	}

	staff(t, "tretoen", "recruiter").call("GET", path, nil).want(t, http.StatusForbidden)
	staff(t, "mojob", "privacy").call("GET", path, nil).want(t, http.StatusNotFound)
	queue := clerk.call("GET", "/desk/cases?limit=100", nil).want(t, http.StatusOK).body
	if !strings.Contains(queue, put.Case) || strings.Contains(queue, email) || strings.Contains(queue, "Brev") {
		t.Errorf("the queue is %s", queue)
	}
	if unreached := clerk.call("GET", "/desk/unreached", nil).want(t, http.StatusOK).body; !strings.Contains(unreached, `"consents":[]`) {
		t.Errorf("no mail reached %s", unreached)
	}
	var audit struct{ Entries []struct{ Act, On string } }
	clerk.call("GET", "/desk/audit?limit=100", nil).want(t, http.StatusOK).into(t, &audit)
	written := map[string]int{}
	for _, e := range audit.Entries {
		if e.On == put.Case {
			written[e.Act]++
		}
	}
	if written["POST /v1/{controller}/desk/cases/{case}/extension"] != 4 || written["GET /v1/{controller}/desk/cases/{case}"] != 2+reads {
		t.Errorf("the audit has %v of the case", written)
	}
}

// with is fields with one more.
func with(all fields, name string, value any) fields {
	out := fields{name: value}
	for n, v := range all {
		if n != name {
			out[n] = v
		}
	}
	return out
}
