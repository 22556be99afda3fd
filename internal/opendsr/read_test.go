package opendsr

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

const (
	ours   = "personvern.mojob.io"
	someID = "a7551968-d5d6-44b2-9831-815ac9017798"
)

func TestAStatusIsReadWhateverElseStandsInIt(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		state rights.NoticeState
		why   gdpr.Private
		err   error
	}{
		"pending":                {`{"subject_request_id":"` + someID + `","request_status":"pending"}`, rights.NoticeAsked, "", nil},
		"in progress":            {`{"subject_request_id":"` + someID + `","request_status":"in_progress"}`, rights.NoticeAsked, "", nil},
		"completed":              {`{"subject_request_id":"` + someID + `","request_status":"completed"}`, rights.NoticeDone, "", nil},
		"cancelled":              {`{"subject_request_id":"` + someID + `","request_status":"cancelled"}`, rights.NoticeSilent, "", nil},
		"cancelled, and why":     {`{"subject_request_id":"` + someID + `","request_status":"cancelled","extensions":{"personvern.mojob.io":{"reason":"Nobody."}}}`, rights.NoticeSilent, "Nobody.", nil},
		"more than we know":      {`{"new":[1,{}],"subject_request_id":"` + someID + `","request_status":"completed"}`, rights.NoticeDone, "", nil},
		"another's extension":    {`{"subject_request_id":"` + someID + `","request_status":"cancelled","extensions":{"dsr.example.com":7,"personvern.321.no":{"reason":"x"}}}`, rights.NoticeSilent, "", nil},
		"our extension, no text": {`{"subject_request_id":"` + someID + `","request_status":"cancelled","extensions":{"personvern.mojob.io":7}}`, "", "", errForm},
		"American spelling":      {`{"subject_request_id":"` + someID + `","request_status":"canceled"}`, "", "", errStatus},
		"no status":              {`{"subject_request_id":"` + someID + `"}`, "", "", errStatus},
		"no id":                  {`{"request_status":"pending"}`, "", "", errID},
		"a number for a status":  {`{"subject_request_id":"` + someID + `","request_status":7}`, "", "", errForm},
		"no object":              {`[]`, "", "", errForm},
		"null":                   {`null`, "", "", errID},
		"nothing":                {``, "", "", errForm},
		"two objects":            {`{"subject_request_id":"` + someID + `","request_status":"pending"}{}`, "", "", errForm},
		"a page":                 {`<html>`, "", "", errForm},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := readStatus([]byte(c.body), ours)
			if err != c.err {
				t.Fatalf("got %v, want %v", err, c.err)
			}
			if err != nil {
				return
			}
			if state, why := s.outcome(ours); state != c.state || why != c.why {
				t.Errorf("%q because %q", state, why.Reveal())
			}
		})
	}
}

func TestAReasonIsOneLineThatShowsWhatItIs(t *testing.T) {
	for said, want := range map[string]string{
		" We know\r\nnobody. ":      "We know nobody.",
		"a\u202eb\u200bc\x00d":      "a b c d",
		"Født 01010150074 i Oslo.":  "Født ••••••••••• i Oslo.",
		strings.Repeat("å", 600):    strings.Repeat("å", 499) + "…",
		"<script>alert(1)</script>": "<script>alert(1)</script>", // shown as text wherever it is shown
		"\xff":                      "",
	} {
		if got := reason(said).Reveal(); got != want {
			t.Errorf("%q reads %q, want %q", said, got, want)
		}
	}
}

func TestANoticeHasOneIDAndItIsAUUID4(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := gdpr.ControllerID(rapid.StringMatching(`[a-z]{1,10}`).Draw(rt, "controller"))
		a, b := gdpr.ID(rapid.String().Draw(rt, "a")), gdpr.ID(rapid.String().Draw(rt, "b"))
		id := RequestID(c, a)
		if !IsRequestID(id) || id != RequestID(c, a) {
			rt.Fatalf("%s is no UUID 4, or another each time", id)
		}
		if a != b && id == RequestID(c, b) {
			rt.Fatalf("two notices are %s", id)
		}
	})
}

func TestOtherIDsAreNone(t *testing.T) {
	if !IsRequestID(someID) {
		t.Error(someID)
	}
	for _, id := range []string{
		"", strings.ToUpper(someID), strings.Replace(someID, "44b2", "14b2", 1), strings.Replace(someID, "9831", "c831", 1),
		strings.ReplaceAll(someID, "-", ""), someID + "0", someID[:35], strings.Replace(someID, "a7", "g7", 1), strings.Replace(someID, "-", "0", 1), "{" + someID[1:35] + "}",
	} {
		if IsRequestID(id) {
			t.Errorf("%q is taken", id)
		}
	}
}

// FuzzReadStatus: whatever is sent is read as a status that is one, or refused in our own
// words, and what is kept of it can stand in one line of a page.
func FuzzReadStatus(f *testing.F) {
	f.Add([]byte(`{"subject_request_id":"` + someID + `","request_status":"cancelled","extensions":{"personvern.mojob.io":{"reason":"Nobody."}}}`))
	f.Add([]byte(`{"request_status":{"a":[[[`))
	f.Add([]byte("\xff"))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := readStatus(body, ours)
		if err != nil {
			if err != errForm && err != errID && err != errStatus {
				t.Errorf("an error that quotes: %v", err)
			}
			return
		}
		state, why := s.outcome(ours)
		said := why.Reveal()
		if !IsRequestID(s.ID) || state == "" || !gdpr.Printable(said) || utf8.RuneCountInString(said) > maxReason {
			t.Errorf("%q becomes %q because %q", body, state, said)
		}
	})
}
