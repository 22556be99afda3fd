package openapi_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/openapi/conform"
	"ordholden/internal/rights"
)

var formats = []string{asJSON, asText, asForm}

// answerTo is the status in which a form is answered otherwise than JSON.
func answerTo(format string, status int) int {
	if format == asForm {
		return http.StatusSeeOther
	}
	return status
}

// TestEveryAnswerIsAsDocumented drives the API through everything that is
// documented: each operation with each status.
func TestEveryAnswerIsAsDocumented(t *testing.T) {
	checker := newChecker(t)
	for name, drive := range map[string]func(*testing.T, *conform.Checker){
		"visitors decide and withdraw":   driveVisitors,
		"persons decide and withdraw":    drivePersons,
		"requests are made and followed": driveRequests,
		"proofs fail":                    driveProofs,
		"calls are refused":              driveRefusals,
		"stores fail":                    driveFailures,
		"a call is under way":            driveInFlight,
		"browsers ask first":             drivePreflight,
		"publications are read":          drivePublications,
		"the gateway answers by itself":  driveGateway,
		"what is held is kept":           driveHeld,
		"what is held comes by form":     driveHeldForms,
		"requests are handled":           driveCases,
		"a person is on their own page":  driveOwn,
		"an erasure is stopped":          driveStop,
		"the log is read":                driveLog,
	} {
		t.Run(name, func(t *testing.T) { drive(t, checker) })
	}
	for _, missing := range checker.Uncovered() {
		t.Errorf("not shown: %s", missing)
	}
}

func driveVisitors(t *testing.T, c *conform.Checker) {
	for _, format := range formats {
		w := newWorld(t, c)
		created := w.post(answerTo(format, http.StatusCreated), v1+"consents", format, visitorFields(t), "Origin", "https://www.mojob.io")
		w.post(answerTo(format, http.StatusCreated), v1+"consents", format,
			toAll(format, with(visitorFields(t), "all", "refused", "idempotency_key", "k", "interface", shownIn(t, format, controller.Visitors))))
		w.post(http.StatusUnprocessableEntity, v1+"consents", format, with(visitorFields(t), "interface", notice(t, controller.Visitors)))
		w.post(http.StatusUnprocessableEntity, v1+"consents", format, with(visitorFields(t), "idempotency_key", "k"))
		w.call(http.StatusOK, http.MethodGet, v1+"visitors/"+visitor+"/consents", "")
		w.call(http.StatusSeeOther, http.MethodGet, v1+"visitors/"+visitor+"/consents", "", "Accept", "text/html")
		if format == asForm {
			continue
		}
		path := created.Header.Get("Location")
		w.call(http.StatusOK, http.MethodGet, path, "")
		w.call(http.StatusOK, http.MethodGet, path, "", "Accept", "text/html")
		w.receipts(path)
		w.post(http.StatusOK, path+"/withdrawal", format, object{"mechanism": "banner"})
		w.call(http.StatusOK, http.MethodPost, path+"/withdrawal", "")
		w.post(http.StatusSeeOther, path+"/withdrawal", asForm, object{"language": "nn"})
	}
	w := newWorld(t, c)
	w.call(http.StatusOK, http.MethodGet, v1+"visitors/"+visitor+"/consents", "")
	w.call(http.StatusCreated, http.MethodPost, v1+"consents", encode(t, asJSON, visitorFields(t)),
		"Content-Type", asJSON, "Idempotency-Key", "key-1")
}

// receipts reads the receipt of a consent in every form.
func (w *world) receipts(path string) {
	w.t.Helper()
	path += "/receipt"
	for _, accept := range []string{"*/*", "application/ld+json", "text/html"} {
		w.call(http.StatusOK, http.MethodGet, path, "", "Accept", accept)
	}
	w.call(http.StatusOK, http.MethodGet, path+"?as=jws", "")
	w.call(http.StatusOK, http.MethodGet, path+"?as=jsonld&language=en", "")
	w.call(http.StatusOK, http.MethodGet, path+"?as=proved", "")
	w.call(http.StatusUnprocessableEntity, http.MethodGet, path+"?as=pdf", "")
	w.call(http.StatusBadRequest, http.MethodGet, path+"?a=%zz", "")
}

// toAll leaves out what JSON may not say beside one answer to all.
func toAll(format string, fields object) object {
	if format != asForm {
		delete(fields, "decisions")
	}
	return fields
}

func drivePersons(t *testing.T, c *conform.Checker) {
	for _, format := range formats {
		w := newWorld(t, c)
		w.post(answerTo(format, http.StatusAccepted), v1+"consents", format, personFields(t))
		id := w.accepted(v1+"consents", personFields(t))
		path := v1 + "consents/" + id
		w.call(http.StatusOK, http.MethodGet, path, "")
		unconfirmed := w.accepted(v1+"consents", with(personFields(t), "email", "ola@example.com"))
		w.post(http.StatusConflict, v1+"consents/"+unconfirmed+"/withdrawal", format, object{"purposes": []string{"other-information"}})
		w.post(http.StatusOK, v1+"consents/"+unconfirmed+"/withdrawal", format, object{})
		w.post(http.StatusOK, v1+"consents/confirmation", format, with(proof(id), "choice", "confirm"))
		w.post(http.StatusConflict, v1+"consents/confirmation", format, with(proof(id), "choice", "cancel"))
		w.call(http.StatusOK, http.MethodGet, path, "", "Accept", "text/html,*/*;q=0.8")
		w.receipts(path)
		w.post(http.StatusOK, path+"/withdrawal", format, object{"purposes": []string{"other-information"}})
		w.post(http.StatusOK, v1+"consents/renewal", format, with(proof(id), "choice", "questions"))
		w.post(http.StatusOK, v1+"consents/renewal", format, with(proof(id), "choice", "affirm"))
		w.post(http.StatusUnprocessableEntity, path+"/withdrawal", format, object{"purposes": []string{"statistics"}})
		w.post(http.StatusOK, path+"/withdrawal", format, object{"language": "nb"})
		w.call(http.StatusOK, http.MethodGet, path, "")
		w.receipts(path)
		w.call(http.StatusOK, http.MethodGet, path+"/withdrawal", "")
		w.post(http.StatusOK, v1+"consents/restoration", format, with(proof(id), "choice", "no"))
		w.post(http.StatusOK, v1+"consents/restoration", format, with(proof(id), "choice", "restore"))
		w.post(http.StatusOK, v1+"consents/renewal", format, with(proof(id), "choice", "renew"))
		w.call(http.StatusOK, http.MethodPost, path+"/withdrawal", "List-Unsubscribe=One-Click", "Content-Type", asForm)
		w.post(http.StatusConflict, v1+"consents/renewal", format, with(proof(id), "choice", "renew"))
		w.post(http.StatusConflict, v1+"consents/restoration", format, with(proof(w.accepted(v1+"consents", personFields(t))), "choice", "restore"))
		again := w.accepted(v1+"consents", personFields(t))
		w.post(http.StatusOK, v1+"consents/confirmation", format, object{"case": again, "token": goodToken, "choice": "cancel"})
	}
}

func driveRequests(t *testing.T, c *conform.Checker) {
	for _, format := range formats {
		w := newWorld(t, c)
		w.post(answerTo(format, http.StatusAccepted), v1+"requests", format,
			with(requestFields(), "name", "Kari Nordmann", "text", "First line\r\nand a second", "idempotency_key", "k"))
		w.post(http.StatusUnprocessableEntity, v1+"requests", format, with(requestFields(), "idempotency_key", "k"))
		id := w.accepted(v1+"requests", requestFields())
		w.post(http.StatusOK, v1+"requests/status", format, object{"case": strings.ToUpper(gdpr.ID(id).Grouped()), "code": "7GK 2PM"})
		w.post(http.StatusOK, v1+"requests/confirmation", format, with(proof(id), "choice", "confirm"))
		w.post(http.StatusConflict, v1+"requests/confirmation", format, with(proof(w.canceled()), "choice", "confirm"))
		second := w.accepted(v1+"requests", requestFields())
		w.post(http.StatusOK, v1+"requests/confirmation", format, with(proof(second), "choice", "confirm"))
		w.post(http.StatusOK, v1+"requests/status", format, object{"case": second, "token": goodToken})
	}
	w := newWorld(t, c)
	w.post(http.StatusSeeOther, v1+"requests", asForm, with(requestFields(), "rights", []string{"erasure"}, "name", "", "text", ""))
	id := w.accepted(v1+"requests", with(requestFields(), "rights", []string{"objection"}))
	w.post(http.StatusOK, v1+"requests/confirmation", asForm, object{"case": id, "code": "", "token": goodToken, "choice": "confirm"})
}

// driveStop stops an erasure that is announced, and one that has begun.
func driveStop(t *testing.T, c *conform.Checker) {
	for _, format := range formats {
		w := newWorld(t, c)
		id := gdpr.ID(w.accepted(v1+"requests", with(requestFields(), "rights", []string{"erasure"})))
		held := w.memory.cases[id]
		held.Workflow, held.Identity, held.Until = rights.Cooling, rights.Proven, held.Received.Add(48*time.Hour)
		w.memory.cases[id] = held
		w.post(http.StatusOK, v1+"requests/stop", format, with(proof(string(id)), "choice", "stop"))
		held.Workflow = rights.Carrying
		w.memory.cases[id] = held
		w.post(http.StatusConflict, v1+"requests/stop", format, with(proof(string(id)), "choice", "stop"))
	}
}

// canceled is a request that its person took back.
func (w *world) canceled() string {
	w.t.Helper()
	id := w.accepted(v1+"requests", requestFields())
	w.post(http.StatusOK, v1+"requests/confirmation", asJSON, with(proof(id), "choice", "cancel"))
	return id
}

func driveProofs(t *testing.T, c *conform.Checker) {
	for _, format := range formats {
		w := newWorld(t, c)
		ids := map[string]string{
			"consents/confirmation": w.accepted(v1+"consents", personFields(t)),
			"consents/renewal":      w.accepted(v1+"consents", personFields(t)),
			"consents/restoration":  w.accepted(v1+"consents", personFields(t)),
			"requests/confirmation": w.accepted(v1+"requests", requestFields()),
			"requests/status":       w.accepted(v1+"requests", requestFields()),
			"requests/stop":         w.accepted(v1+"requests", requestFields()),
		}
		for path, id := range ids {
			fields := object{"case": id, "code": "000000", "choice": "confirm"}
			switch path {
			case "requests/status":
				delete(fields, "choice")
			case "requests/stop":
				fields["choice"] = "stop"
			case "consents/renewal", "consents/restoration":
				fields["choice"] = "no"
			}
			w.post(http.StatusNotFound, v1+path, format, with(fields, "case", unknown))
			w.post(http.StatusUnprocessableEntity, v1+path, format, with(fields, "case", "", "code", "7gk2pmm"))
			for range link.MaxMisses - 1 {
				w.post(http.StatusUnprocessableEntity, v1+path, format, fields)
			}
			w.post(http.StatusForbidden, v1+path, format, fields)
		}
		w.post(http.StatusUnprocessableEntity, v1+"requests/confirmation", format,
			object{"case": w.accepted(v1+"requests", requestFields()), "token": goodToken, "choice": "confirm"})
	}
}

// posts are the routes that take a body, with one that they let in.
func posts(t *testing.T) map[string]object {
	return map[string]object{
		"consents":                              visitorFields(t),
		"consents/confirmation":                 with(proof(unknown), "choice", "confirm"),
		"consents/renewal":                      with(proof(unknown), "choice", "renew"),
		"consents/restoration":                  with(proof(unknown), "choice", "restore"),
		"consents/" + unknown + "/withdrawal":   {},
		"consents/" + visitor + ".0/withdrawal": {},
		"requests":                              requestFields(),
		"requests/confirmation":                 with(proof(unknown), "choice", "cancel"),
		"requests/status":                       proof(unknown),
		"requests/stop":                         with(proof(unknown), "choice", "stop"),
	}
}

// gets are the routes that are read from the stores.
var gets = []string{
	"consents/" + unknown,
	"consents/" + visitor + "." + unknown,
	"consents/" + unknown + "/withdrawal",
	"consents/" + unknown + "/receipt",
	"visitors/" + visitor + "/consents",
}

func driveRefusals(t *testing.T, c *conform.Checker) {
	const elsewhere = "https://www.example.com"
	w := newWorld(t, c)
	for path, fields := range posts(t) {
		for _, format := range formats {
			broken := "{"
			if format == asForm {
				broken = "a=%zz"
			}
			w.call(http.StatusBadRequest, http.MethodPost, v1+path, broken, "Content-Type", format)
			w.post(http.StatusForbidden, v1+path, format, fields, "Origin", elsewhere)
			w.post(http.StatusNotFound, "/v1/nobody/"+path, format, fields)
			w.post(http.StatusRequestEntityTooLarge, v1+path, format, with(fields, "text", strings.Repeat("a", 32<<10)))
			w.post(http.StatusUnprocessableEntity, v1+path, format, with(fields, "surprise", "!"))
		}
		w.post(http.StatusUnsupportedMediaType, v1+path, "application/xml", fields)
	}
	for _, path := range append(gets, "visitors/nobody/consents") {
		for _, accept := range []string{"*/*", "text/html"} {
			w.call(http.StatusForbidden, http.MethodGet, v1+path, "", "Accept", accept, "Origin", elsewhere)
			w.call(http.StatusNotFound, http.MethodGet, "/v1/nobody/"+path, "", "Accept", accept)
		}
	}
	w.call(http.StatusNotFound, http.MethodGet, v1+"consents/nothing", "")
	w.call(http.StatusNotFound, http.MethodGet, v1+gets[0], "")
	w.call(http.StatusNotFound, http.MethodGet, v1+gets[1], "", "Accept", "text/html")
	w.call(http.StatusNotFound, http.MethodPost, v1+gets[0]+"/withdrawal", "")
}

func driveFailures(t *testing.T, c *conform.Checker) {
	for status, failure := range map[int]error{
		http.StatusInternalServerError: errors.New("broken"),
		http.StatusServiceUnavailable:  &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable},
	} {
		w := newWorld(t, c)
		w.memory.fails = failure
		all := posts(t)
		delete(all, "consents/"+visitor+".0/withdrawal") // refused before any store is asked
		for path, fields := range all {
			for _, format := range formats {
				w.post(status, v1+path, format, fields)
			}
		}
		w.post(status, v1+"consents", asJSON, personFields(t))
		for _, path := range gets {
			w.call(status, http.MethodGet, v1+path, "")
			w.call(status, http.MethodGet, v1+path, "", "Accept", "text/html")
		}
	}
}

// driveInFlight calls again while the first call is still under way.
func driveInFlight(t *testing.T, c *conform.Checker) {
	w := newWorld(t, c)
	w.memory.fails = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeInFlight}
	for _, format := range formats {
		w.post(http.StatusConflict, v1+"requests", format, posts(t)["requests"])
	}
	w.post(http.StatusConflict, v1+"consents", asJSON, personFields(t))
}

func drivePreflight(t *testing.T, c *conform.Checker) {
	w := newWorld(t, c)
	for _, path := range append(gets, "consents", "requests") {
		if strings.HasSuffix(path, "/receipt") {
			continue // no header that chooses its form makes a browser ask first
		}
		w.call(http.StatusNoContent, http.MethodOptions, v1+path, "", "Origin", "https://www.mojob.io")
		w.call(http.StatusForbidden, http.MethodOptions, v1+path, "", "Origin", "https://www.example.com")
		w.call(http.StatusNotFound, http.MethodOptions, "/v1/nobody/"+path, "", "Origin", "https://www.mojob.io")
	}
}

func drivePublications(t *testing.T, c *conform.Checker) {
	w := newWorld(t, c)
	for _, path := range []string{"/v1/openapi.json", v1 + "banner", v1 + "statement", v1 + "statement?version=1.0&language=nn", v1 + "notices/" + notice(t, controller.Persons),
		v1 + "interfaces/" + shownIn(t, asForm, controller.Persons)} {
		read := w.call(http.StatusOK, http.MethodGet, path, "")
		w.call(http.StatusOK, http.MethodHead, path, "")
		w.call(http.StatusNotModified, http.MethodGet, path, "", "If-None-Match", read.Header.Get("ETag"))
	}
	w.call(http.StatusNotFound, http.MethodGet, v1+"notices/"+strings.Repeat("0", 64), "")
	w.call(http.StatusNotFound, http.MethodGet, v1+"interfaces/"+strings.Repeat("0", 64), "")
	w.call(http.StatusNotFound, http.MethodGet, "/v1/nobody/banner", "")
	w.call(http.StatusNotFound, http.MethodGet, v1+"statement?version=9.9", "")
	w.call(http.StatusNotFound, http.MethodGet, "/v1/nobody/notices/"+notice(t, controller.Persons), "")
}
