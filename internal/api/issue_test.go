package api_test

// Bad input to what is held, through the API and the real desk: a problem document with
// a pointer, and nothing stored. The store below has no way to store anything.

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/apigw"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/residence"
	"ordholden/internal/retention"
)

var (
	_ api.Holder = holding.Desk{}
	_ api.Desk   = holding.Desk{}
)

// readOnly answers what is held and panics at any write: it has no methods for them.
type readOnly struct {
	holding.Store
	t      testing.TB
	nobody bool
	record func(holding.Ref) holding.Record
}

func (s readOnly) Subject(context.Context, gdpr.ControllerID, gdpr.Private) (gdpr.SubjectID, error) {
	return desktest.Owner, nil
}

func (s readOnly) Record(_ context.Context, r holding.Ref) (holding.Record, error) {
	if s.nobody {
		return holding.Record{}, refuse(gdpr.NotFound, gdpr.CodeNotFound)
	}
	return s.record(r), nil
}

func (s readOnly) Records(ctx context.Context, c gdpr.ControllerID, _ gdpr.SubjectID, class controller.Class) ([]holding.Record, error) {
	r, err := s.Record(ctx, desktest.RefOf(c, class))
	if err != nil {
		return nil, nil
	}
	return []holding.Record{r}, nil
}

func (s readOnly) Touch(context.Context, holding.Ref, time.Time, retention.Expiry, time.Time) error {
	if !s.nobody {
		s.t.Error("a profile slid")
	}
	return refuse(gdpr.NotFound, gdpr.CodeNotFound)
}

// otherType finds a picture in every upload, and lets it only be deleted.
type otherType struct {
	holding.Files
	refused *int
}

func (f otherType) Inspect(_ context.Context, _ holding.Ref, file holding.File, _ int64) (holding.File, error) {
	file.Type, file.Size, file.Digest = "image/gif", 7, strings.Repeat("0", 64)
	return file, nil
}

func (f otherType) Refuse(context.Context, holding.Ref, holding.File) error { *f.refused++; return nil }

type signer struct{}

func (signer) MAC(context.Context, gdpr.ControllerID, string, ...string) (string, error) {
	return "mac", nil
}

func TestBadInputIsRefusedWithItsPlaceAndStoresNothing(t *testing.T) {
	asRecruiter := &apigw.Claims{Use: "access", Subject: "s", Groups: []string{"tretoen:recruiter"}}
	notice := func(body string) string {
		d, _ := controllers.Registry().Current("tretoen")
		ref, _ := d.NoticeFor(controller.Applicants, gdpr.English)
		return strings.Replace(body, "NOTICE", string(ref.Digest), 1)
	}
	application := notice(`{"fields":{"name":"Kari Eksempel","email":"kari@example.com"},"notice":"NOTICE","language":"en"`)
	profile := desktest.RefOf("mojob", controller.Profiles).String()
	item := desktest.RefOf("tretoen", controller.Applications).String()
	for _, test := range []struct {
		outcome, route, body string
		who                  *apigw.Claims
		nobody               bool
		status               int
		code                 gdpr.Code
		faults               []string
	}{
		{"a field that no purpose covers", "POST /v1/tretoen/applications", strings.Replace(application, `"name"`, `"religion":"none","name"`, 1) + "}", nil, false, 422, gdpr.CodeInvalid, []string{"/fields/religion undeclared_field"}},
		{"a field that no purpose covers, of a profile", "PUT /v1/mojob/holding/profiles", `{"email":"kari@example.com","fields":{"name":"Kari","salary":"1"}}`, machineOf("mojob"), false, 422, gdpr.CodeInvalid, []string{"/fields/salary undeclared_field"}},
		{"an unknown source", "POST /v1/tretoen/holding/applications", application + `,"source":"tinder"}`, machineOf("tretoen"), false, 422, gdpr.CodeInvalid, []string{"/source unknown_source"}},
		{"a file too large", "POST /v1/tretoen/applications", application + `,"files":[{"kind":"cv","size":99000000}]}`, nil, false, 422, gdpr.CodeInvalid, []string{"/files/0/size file_size"}},
		{"a file of a type that is not taken", "POST /v1/tretoen/applications", application + `,"files":[{"kind":"cv","type":"application/x-msdownload"}]}`, nil, false, 422, gdpr.CodeInvalid, []string{"/files/0/type file_type"}},
		{"a file of no declared kind", "POST /v1/tretoen/applications", application + `,"files":[{"kind":"passport"}]}`, nil, false, 422, gdpr.CodeInvalid, []string{"/files/0/kind unknown_file_kind"}},
		{"a file of another type than it says", "POST /v1/tretoen/desk/items/" + item + "/files/" + string(desktest.ID), "", asRecruiter, false, 422, gdpr.CodeInvalid, []string{"/file file_type"}},
		{"an activity for nobody", "POST /v1/mojob/holding/activities", `{"email":"nobody@example.com","activity":"sign-in"}`, machineOf("mojob"), true, 404, gdpr.CodeNothingHeld, []string{"/email nothing_held"}},
		{"an activity that is none of the person's", "POST /v1/mojob/holding/activities", `{"email":"kari@example.com","activity":"mail-sent"}`, machineOf("mojob"), false, 422, gdpr.CodeInvalid, []string{"/activity unknown_activity"}},
		{"a disclosure of an applicant to anybody", "POST /v1/tretoen/holding/disclosures", `{"email":"kari@example.com","recipient":"customer","customer":"Kunde AS","categories":["application"]}`, machineOf("tretoen"), false, 403, gdpr.CodeDisclosure, []string{"/recipient forbidden_recipient"}},
		{"a disclosure to no recipient of ours", "POST /v1/mojob/holding/disclosures", `{"email":"kari@example.com","recipient":"data-broker","customer":"Kunde AS","categories":["profile"]}`, machineOf("mojob"), false, 422, gdpr.CodeInvalid, []string{"/recipient unknown_recipient"}},
		{"a hold without ground", "POST /v1/mojob/desk/items/" + profile + "/holds", `{"until":"2027-01-01"}`, staffOf("mojob"), false, 422, gdpr.CodeInvalid, []string{"/ground hold_ground"}},
		{"a hold on a ground of no law", "POST /v1/mojob/desk/items/" + profile + "/holds", `{"ground":"curiosity","until":"2027-01-01"}`, staffOf("mojob"), false, 422, gdpr.CodeInvalid, []string{"/ground hold_ground"}},
		{"a hold without end", "POST /v1/mojob/desk/items/" + profile + "/holds", `{"ground":"legal-claims"}`, staffOf("mojob"), false, 422, gdpr.CodeInvalid, []string{"/until hold_end"}},
		{"a hold that ended", "POST /v1/mojob/desk/items/" + profile + "/holds", `{"ground":"legal-claims","until":"2026-01-01"}`, staffOf("mojob"), false, 422, gdpr.CodeInvalid, []string{"/until hold_end"}},
		{"customer data without a clause", "POST /v1/tretoen/desk/agreements", `{"fields":{"title":"Drift","customer":"Kunde AS","customer-data":"x"}}`, staffOf("tretoen"), false, 422, gdpr.CodeInvalid, []string{"/fields/customer-data customer_data"}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			refused := 0
			memory := &desktest.Desk{Now: start}
			desk := holding.Desk{
				Controllers: controllers.Registry(), Store: readOnly{t: t, nobody: test.nobody, record: memory.Record},
				Files: otherType{refused: &refused}, Signer: signer{}, Now: func() time.Time { return start },
			}
			shared := api.API{Controllers: controllers.Registry(), PublicURL: ownPages, Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.DiscardHandler)}
			handler := (&api.Holdings{API: shared, Desk: desk, Doors: memory, Keys: memory}).Handler()
			method, path, _ := strings.Cut(test.route, " ")
			if strings.Contains(path, "/desk/") {
				handler = (&api.Staff{API: shared, Desk: desk, Signer: memory, Audit: desktest.Audit{Desk: &desktest.Desk{}}, Now: func() time.Time { return start }}).Handler()
			}
			r := httptest.NewRequestWithContext(apigw.WithClaims(t.Context(), test.who), method, path, strings.NewReader(test.body))
			r.Header.Set("Accept-Language", "en")
			if test.body != "" {
				r.Header.Set("Content-Type", asJSON)
			}
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, r)
			checkProblem(t, answer, test.status, test.code, gdpr.English, test.faults)
			if gone := strings.HasPrefix(test.outcome, "a file of another type than"); gone != (refused > 0) {
				t.Errorf("deleted %d uploads", refused)
			}
			if len(memory.Calls) > 0 || answer.Code == http.StatusOK {
				t.Errorf("asked %v", memory.Calls)
			}
		})
	}
}
