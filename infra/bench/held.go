package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/controllers"
	"ordholden/infra/local/lambda"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Whose records these measurements are of: profiles are mojob's, applications tretoen's.
const (
	profiles     = "mojob"
	applications = "tretoen"
	earlier      = 3 // applications of whoever is recognized
)

// activity counts what an activity does on the network: it is one conditional write to
// the main table. The pseudonym secret, which the first activity of a process reads, is
// told apart: it is read again after five minutes, and not for each person.
func (b *bench) activity(ctx context.Context) ([]figure, error) {
	person := someone()
	if err := b.register(ctx, person); err != nil {
		return nil, err
	}
	w, err := b.watch(ctx, "holding")
	if err != nil {
		return nil, err
	}
	defer w.close()
	sign := func(f *lambda.Function) error { return noted(ctx, f, person) }
	calls, others, err := w.counted(sign)
	if err != nil {
		return nil, err
	}
	value, err := w.always(sign)
	return []figure{
		exactly("network calls of an activity", value, mustCalls),
		forTheRecord("network calls of the first activity of a process", "%s, %d others", named(calls), others),
	}, err
}

// recognition counts what it takes to recognize an applicant with earlier applications,
// for a recruiter: one query for all of them. That the person's key is fetched and that
// each reading is stored before it is shown (promise T8) is told apart.
func (b *bench) recognition(ctx context.Context) ([]figure, error) {
	person := someone()
	if err := b.apply(ctx, person); err != nil {
		return nil, err
	}
	w, err := b.watch(ctx, "desk")
	if err != nil {
		return nil, err
	}
	defer w.close()
	search := func(f *lambda.Function) error { return recognized(ctx, f, person) }
	if _, _, err := w.counted(search); err != nil { // which reads the pseudonym secret
		return nil, err
	}
	queries, rest := map[string]bool{}, map[string]bool{}
	for range callRounds {
		calls, others, err := w.counted(search)
		if err != nil {
			return nil, err
		}
		queries[fmt.Sprint(calls["Query"]+calls["Scan"])] = true
		delete(calls, "Query")
		rest[fmt.Sprintf("%s, %d others", named(calls), others)] = true
	}
	all := func(seen map[string]bool) string { return strings.Join(slices.Sorted(maps.Keys(seen)), "; ") }
	return []figure{
		exactly(fmt.Sprintf("queries to recognize an applicant with %d earlier applications", earlier), all(queries), "1"),
		forTheRecord("other calls to recognize an applicant: the data key, and each reading logged", "%s", all(rest)),
	}, nil
}

// someone is an address that nothing is held on.
func someone() string { return "bench-" + string(gdpr.NewID()) + "@example.com" }

// register has a profile stored.
func (b *bench) register(ctx context.Context, person string) error {
	return b.once(ctx, "holding", machine(profiles, "profiles.write"), "PUT", "/v1/"+profiles+"/holding/profiles",
		map[string]any{"email": person, "language": "nb", "fields": map[string]string{"name": "Kari Eksempel"}}, http.StatusOK)
}

// apply has applications stored, as a person sends them.
func (b *bench) apply(ctx context.Context, person string) error {
	body, err := application(person)
	if err != nil {
		return err
	}
	for range earlier {
		if err := b.once(ctx, "holding", nil, "POST", "/v1/"+applications+"/applications", body, http.StatusCreated); err != nil {
			return err
		}
	}
	return nil
}

// application is one that a person sends.
func application(person string) (map[string]any, error) {
	d, ok := controllers.Registry().Current(applications)
	if !ok {
		return nil, fmt.Errorf("%s is not declared", applications)
	}
	notice, ok := d.NoticeFor(controller.Applicants, gdpr.Bokmal)
	if !ok {
		return nil, errors.New("applicants are shown no notice")
	}
	return map[string]any{
		"email": person, "language": "nb", "notice": notice.Digest, "fields": map[string]string{"name": "Kari Eksempel"},
	}, nil
}

// once has a function answer one call in a process of its own.
func (b *bench) once(ctx context.Context, name string, claims map[string]string, method, path string, body any, want int) error {
	f, err := b.function(name, b.bootstrap(name))
	if err != nil {
		return err
	}
	defer f.Stop()
	_, err = answered(ctx, f, claims, method, path, body, want)
	return err
}

// noted tells of an activity, now.
func noted(ctx context.Context, f *lambda.Function, person string) error {
	_, err := answered(ctx, f, machine(profiles, "activities.write"), "POST", "/v1/"+profiles+"/holding/activities",
		map[string]string{"email": person, "activity": "sign-in"}, http.StatusOK)
	return err
}

// recognized searches for somebody, and sees to it that all was found.
func recognized(ctx context.Context, f *lambda.Function, person string) error {
	answer, err := answered(ctx, f, staff(applications, "recruiter"), "POST", "/v1/"+applications+"/desk/search",
		map[string]string{"email": person}, http.StatusOK)
	if err != nil {
		return err
	}
	var found struct {
		Items []struct {
			Class string `json:"class"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(answer), &found); err != nil {
		return fmt.Errorf("what was found: %w", err)
	}
	if len(found.Items) != earlier {
		return fmt.Errorf("%d records found, want %d: %s", len(found.Items), earlier, answer)
	}
	return nil
}

// answered is the body of a function's answer of the status that is wanted.
func answered(ctx context.Context, f *lambda.Function, claims map[string]string, method, path string, body any, want int) (string, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	event, err := callAs(claims, method, path, string(text))
	if err != nil {
		return "", err
	}
	payload, err := f.Invoke(ctx, event)
	if err != nil {
		return "", err
	}
	if err := status(want)(payload); err != nil {
		return "", fmt.Errorf("%s %s: %w", method, path, err)
	}
	var answer events.APIGatewayV2HTTPResponse
	return answer.Body, json.Unmarshal(payload, &answer)
}
