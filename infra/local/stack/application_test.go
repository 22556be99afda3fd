package stack_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
)

func applicantNotice(t testing.TB) string {
	t.Helper()
	d, _ := controllers.Registry().Current("tretoen")
	n, ok := d.NoticeFor(controller.Applicants, gdpr.Bokmal)
	if !ok {
		t.Fatal("applicants are shown no notice")
	}
	return string(n.Digest)
}

// applied is an application that somebody sent by our own form, as a program does.
func applied(t testing.TB, email string, files ...fields) heldItem {
	t.Helper()
	return postJSON(t, "/v1/tretoen/applications", fields{
		"email": email, "language": "nb", "notice": applicantNotice(t), "files": append([]fields{}, files...),
		"fields": fields{"name": "Ola Nordmann", "email": email, "letter": "Jeg søker jobb."},
	}).want(t, http.StatusCreated).item(t)
}

func TestT8_ApplicationsAndTheirFilesAreForRecruitersOnly(t *testing.T) {
	email, cv := address(), pdf(5000)
	sent := applied(t, email, fields{"kind": "cv", "name": "Ola CV.pdf", "type": "application/pdf", "size": len(cv)})
	if status := sent.Uploads[0].send(t, "Ola CV.pdf", "application/pdf", cv); status >= 400 {
		t.Fatalf("the bucket answers %d", status)
	}
	postJSON(t, "/v1/tretoen/applications/files", fields{"grant": sent.Grant, "file": sent.Uploads[0].File}).want(t, http.StatusOK)

	recruiter := staff(t, "tretoen", "recruiter")
	r := recruiter.call("GET", "/desk/items/"+sent.Item, nil).want(t, http.StatusOK).item(t)
	if r.Fields["letter"] != "Jeg søker jobb." || len(r.Files) != 1 || r.Files[0].State != "held" || r.Files[0].Type != "application/pdf" {
		t.Errorf("the recruiter sees %+v", r)
	}
	var handed struct{ URL string }
	recruiter.call("GET", "/desk/items/"+sent.Item+"/files/"+r.Files[0].File, nil).want(t, http.StatusOK).into(t, &handed)
	res, err := client.Get(handed.URL)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") || res.ContentLength != int64(len(cv)) {
		t.Errorf("the file is answered %d, %v", res.StatusCode, res.Header)
	}
	for _, role := range []string{"privacy", "sales", "management"} {
		staff(t, "tretoen", role).call("GET", "/desk/items/"+sent.Item, nil).want(t, http.StatusForbidden)
		staff(t, "tretoen", role).call("GET", "/desk/items/"+sent.Item+"/files/"+r.Files[0].File, nil).want(t, http.StatusForbidden)
	}
	do(t, "GET", "/v1/tretoen/desk/items/"+sent.Item, "", "").want(t, http.StatusUnauthorized)
	other := staff(t, "mojob", "privacy")
	other.at = "/v1/tretoen"
	other.call("GET", "/desk/items/"+sent.Item, nil).want(t, http.StatusForbidden)
}

// What a file is called and says of itself decides nothing: its content does.
func TestT8_FilesAreTakenForWhatTheyAre(t *testing.T) {
	email := address()
	announced := func(size int) fields {
		return fields{"kind": "certificate", "name": "attest.pdf", "type": "application/pdf", "size": size}
	}
	program := append([]byte("MZ\x90\x00"), make([]byte, 2000)...)
	sent := applied(t, email, announced(len(program)), announced(3000), announced(4096))
	if status := sent.Uploads[0].send(t, "attest.pdf", "application/pdf", program); status >= 400 {
		t.Fatalf("the bucket answers %d", status)
	}
	take := func(file string) answer {
		return postJSON(t, "/v1/tretoen/applications/files", fields{"grant": sent.Grant, "file": file})
	}
	take(sent.Uploads[0].File).refused(t, http.StatusUnprocessableEntity, "/file", gdpr.FaultFileContent)
	if status := sent.Uploads[1].send(t, "attest.pdf", "application/pdf", pdf(5000)); status < 400 {
		t.Errorf("the bucket takes another length than was announced: %d", status)
	}
	take(sent.Uploads[1].File).refused(t, http.StatusUnprocessableEntity, "/file", gdpr.FaultFileMissing)
	if left := world.S3.Keys(filesBucket(t), "quarantine/tretoen/"+strings.Split(sent.Item, ".")[1]); len(left) > 0 {
		t.Errorf("what was refused still lies there: %v", left)
	}
	postJSON(t, "/v1/tretoen/applications", fields{
		"email": email, "language": "nb", "notice": applicantNotice(t), "fields": fields{"name": "Ola", "email": email},
		"files": []fields{{"kind": "cv", "name": "cv.pdf", "type": "application/pdf", "size": 10<<20 + 1}},
	}).refused(t, http.StatusUnprocessableEntity, "/files/0/size", gdpr.FaultFileSize)
}

func TestT9_ApplicationsComeDirectlyAndFromPortalsEachWithItsSource(t *testing.T) {
	email := address()
	direct := applied(t, email)
	portal := machine(t, "tretoen", "applications.write")
	body := fields{"email": email, "source": "finn.no", "language": "nb", "fields": fields{"name": "Ola Nordmann", "email": email}}
	fromPortal := portal.call("POST", "/holding/applications", body).want(t, http.StatusCreated).item(t)
	if direct.Source != "direct" || fromPortal.Source != "finn.no" {
		t.Errorf("sources %q and %q", direct.Source, fromPortal.Source)
	}
	body["source"] = "avisen"
	portal.call("POST", "/holding/applications", body).refused(t, http.StatusUnprocessableEntity, "/source", gdpr.FaultSource)
	do(t, "POST", "/v1/tretoen/holding/applications", "application/json", "{}").want(t, http.StatusUnauthorized)
}

func TestT10_AnApplicantIsRecognizedForTwelveMonthsAndThenForgotten(t *testing.T) {
	email := address()
	first, second := applied(t, email), applied(t, email)
	recruiter := staff(t, "tretoen", "recruiter")
	search := func() []heldItem {
		return recruiter.call("POST", "/desk/search", fields{"email": email}).want(t, http.StatusOK).items(t)
	}
	if found := search(); len(found) != 2 || found[0].Item != second.Item || found[1].Item != first.Item {
		t.Errorf("recognized by %+v", found)
	}
	if want := first.Received.AddDate(1, 0, 0); first.Expires == nil || !first.Expires.Equal(want.Truncate(time.Second)) {
		t.Errorf("kept until %v, want %s", first.Expires, want)
	}
	listed := func(item string) bool {
		for _, r := range recruiter.call("GET", "/desk/applications?limit=100", nil).want(t, http.StatusOK).items(t) {
			if r.Item == item {
				return true
			}
		}
		return false
	}
	if !listed(first.Item) || !listed(second.Item) {
		t.Error("who may be contacted again is not listed")
	}
	before := len(deletions(t, "tretoen", "application"))
	end(t, "tretoen", first.Item)
	if found := search(); len(found) != 1 || found[0].Item != second.Item || listed(first.Item) {
		t.Errorf("what has ended is still served: %+v", found)
	}
	eventually(t, "the deletion is proved", func() bool { return len(deletions(t, "tretoen", "application")) == before+1 })
	end(t, "tretoen", second.Item)
	vanishes(t, "tretoen", second.Item)
}

func TestT12_NothingOfAnApplicantIsDisclosed(t *testing.T) {
	email := address()
	sent := applied(t, email)
	a := machine(t, "tretoen", "disclosures.write").call("POST", "/holding/disclosures", fields{
		"email": email, "recipient": "customer", "customer": "Eksempel AS", "purpose": "recruitment", "categories": []string{"applicant"}})
	if a.status != http.StatusForbidden && a.status != http.StatusUnprocessableEntity {
		t.Errorf("answered %d: %s", a.status, a.body)
	}
	var told struct{ Disclosures []any }
	staff(t, "tretoen", "recruiter").call("GET", "/desk/items/"+sent.Item+"/disclosures", nil).want(t, http.StatusOK).into(t, &told)
	if len(told.Disclosures) > 0 {
		t.Errorf("recorded all the same: %v", told.Disclosures)
	}
}

func TestT13_TheConsentStandsFromTheMomentTheApplicationIsSent(t *testing.T) {
	email := address()
	sent := applied(t, email)
	given, err := dynamo.Consents{Table: table()}.Consent(t.Context(), "tretoen", gdpr.ID(sent.Consent))
	if err != nil || given.Address != gdpr.Private(email) || given.State != "standing" || len(given.Choices) != 1 ||
		given.Choices[0].Purpose != "recruitment" || given.Choices[0].Decision != gdpr.Given || string(given.Seen.Notice) != applicantNotice(t) {
		t.Errorf("consent %+v, %v", given, err)
	}
	if mails := mailsTo(email); len(mails) > 0 {
		t.Errorf("asked to confirm by %d mails", len(mails))
	}
	unseen := fields{"email": address(), "language": "nb", "fields": fields{"name": "Ola", "email": email}}
	postJSON(t, "/v1/tretoen/applications", unseen).refused(t, http.StatusUnprocessableEntity, "/notice", gdpr.FaultUnknownNotice)
}
