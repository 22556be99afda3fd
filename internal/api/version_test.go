package api_test

import (
	"html"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
	"ordholden/internal/words"
)

// moves deploys a next major version of mojob's declaration, in which the data for some purposes
// is kept longer.
func (w *world) moves(t *testing.T, purposes ...gdpr.PurposeID) *controller.Declaration {
	t.Helper()
	return w.becomes(t, func(next *controller.Declaration) {
		for i, p := range next.Purposes {
			if slices.Contains(purposes, p.ID) {
				next.Purposes[i].Retention.Period = gdpr.Period{Years: 9}
			}
		}
	})
}

// becomes has mojob's declaration followed by another one.
func (w *world) becomes(t *testing.T, change func(*controller.Declaration)) *controller.Declaration {
	t.Helper()
	now, _ := controllers.Registry().Current("mojob")
	next := *now
	next.Version, next.Purposes = controller.Version{Major: now.Version.Major + 1}, slices.Clone(next.Purposes)
	change(&next)
	next.Notices = next.ComposeNotices()
	for _, f := range controller.ValidateAll([]*controller.Declaration{now, &next})[1] {
		if f.Path == "version" {
			t.Errorf("no version that the compiler takes: %s", f.Message)
		}
	}
	all := controller.New(append(controllers.Registry().All(), &next)...)
	clock := func() time.Time { return w.now }
	w.consents = (&api.Consents{
		API:  api.API{Controllers: all, PublicURL: ownPages, Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.NewJSONHandler(&w.log, nil))},
		Desk: consent.Desk{Controllers: all, Ledger: ledger{w.memory}, Dossiers: dossiers{w.memory}, Now: clock}, Keys: signingKeys{}, Proofs: w.proofs,
	}).Handler()
	return &next
}

func TestT15_TheAnswerSaysThatAYesCountsNoMoreAndWhy(t *testing.T) {
	w := newWorld(t)
	where := w.send(sent{path: visitorWell.path, as: asJSON, body: visitorWell.json(gdpr.Bokmal)}).Header().Get("Location")
	next := w.moves(t, "statistics")
	got := answered(t, w.send(sent{method: http.MethodGet, path: where}), http.StatusOK)
	statuses := got["statuses"].(map[string]any)
	changed := statuses["statistics"].(map[string]any)
	if changed["status"] != "invalidated" || got["decisions"].(map[string]any)["statistics"] != "given" {
		t.Errorf("%v", got)
	}
	why, _ := changed["invalidated"].(map[string]any)
	if why["version"] != next.Version.String() || !strings.Contains(why["reasons"].([]any)[0].(string), "lagres nå i 9 år") {
		t.Errorf("%v", why)
	}
	for purpose, want := range map[string]string{"usage": "refused", "personalization": "given"} {
		if s := statuses[purpose].(map[string]any); s["status"] != want || s["invalidated"] != nil {
			t.Errorf("%s: %v", purpose, s)
		}
	}
	page := w.send(sent{method: http.MethodGet, path: where, headers: map[string]string{"Accept": "text/html"}}).Body.String()
	if !strings.Contains(page, "lagres nå i 9 år") || !strings.Contains(page, "Gjelder ikke etter versjon "+next.Version.String()) {
		t.Error("the page does not say it")
	}
}

func TestT15_AYesToTheNewTextIsTakenByTheMailsLink(t *testing.T) {
	w := newWorld(t)
	id := w.stands(t)
	next := w.moves(t, "further-storage")
	answer := func(notice controller.Digest, choice string) int {
		return w.send(sent{path: "/v1/mojob/consents/renewal", as: asJSON,
			body: proofOf(string(id), byToken+`,"choice":"`+choice+`","decisions":{"further-storage":"given"},"notice":"`+string(notice)+`"`)}).Code
	}
	was, _ := controllers.Registry().Current("mojob")
	old, _ := was.Notice(controller.Everyone, gdpr.Bokmal)
	if code := answer(old.Digest(), "affirm"); code != http.StatusUnprocessableEntity {
		t.Errorf("a yes to the old text: %d", code)
	}
	text, _ := next.Notice(controller.Everyone, gdpr.Bokmal)
	if code := answer(text.Digest(), "affirm"); code != http.StatusOK {
		t.Errorf("a yes to the new text: %d", code)
	}
	if c := w.memory.consents[id]; c.Seen.Version != next.Version || len(c.Earlier) != 1 || c.Earlier[0].Seen.Version != was.Version {
		t.Errorf("stored: %+v", c)
	}
}

// ISO/IEC TS 27560: a yes to what the controller gives up is revoked, in JSON, on the page and in the
// receipt, by the name under which it was asked about.
func TestT15_WhatTheControllerGivesUpSaysSoEverywhere(t *testing.T) {
	without := func(id gdpr.PurposeID) func(*controller.Declaration) {
		return func(d *controller.Declaration) {
			d.Purposes = slices.DeleteFunc(d.Purposes, func(p controller.Purpose) bool { return p.ID == id })
		}
	}
	was, _ := controllers.Registry().Current("mojob")
	for purpose, where := range map[gdpr.PurposeID]func(w *world) string{
		"statistics": func(w *world) string {
			return w.send(sent{path: visitorWell.path, as: asJSON, body: visitorWell.json(gdpr.Bokmal)}).Header().Get("Location")
		},
		"further-storage": func(w *world) string { return "/v1/mojob/consents/" + string(w.stands(t)) },
	} {
		w := newWorld(t)
		path := where(w)
		next := w.becomes(t, without(purpose))
		got := answered(t, w.send(sent{method: http.MethodGet, path: path}), http.StatusOK)["statuses"].(map[string]any)[string(purpose)].(map[string]any)
		why, _ := got["revoked"].(map[string]any)
		if got["status"] != "revoked" || why["version"] != next.Version.String() || len(why["reasons"].([]any)) != 1 {
			t.Errorf("%s: %v", purpose, got)
		}
		p, _ := was.Purpose(purpose)
		page := html.UnescapeString(w.send(sent{method: http.MethodGet, path: path, headers: map[string]string{"Accept": "text/html"}}).Body.String())
		l := gdpr.Bokmal
		if strings.Contains(page, `<html lang="nn"`) {
			l = gdpr.Nynorsk // in which the consent was given
		}
		since := words.Fill(words.RevokedSince, l, "short", "Mojob", "version", next.Version.String())
		for _, want := range []string{">" + p.Name.In(l) + "<", since, why["reasons"].([]any)[0].(string), words.RevokedPlain.In(l)} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %q", purpose, want)
			}
		}
		_, r := w.receipt(path)
		for _, process := range r.Record.Processes {
			if process.Purpose.ID == "own:purpose-"+string(purpose) && (process.Status != dpv.ConsentRevoked || len(process.Validity) > 0 || len(process.Reasons) != 1) {
				t.Errorf("%s: %+v", purpose, process)
			}
		}
		if statuses(r)[string(purpose)] != dpv.ConsentRevoked {
			t.Errorf("%s: %v", purpose, statuses(r))
		}
	}
}

// Art. 7(1): the receipt of a yes that was said anew has every decision of the consent, also on what
// the newer version has given up, each with the text that it was to.
func TestT15_TheReceiptOfAYesSaidAnewLeavesNoDecisionOut(t *testing.T) {
	w := newWorld(t)
	id := w.standsToAll(t)
	was := w.memory.consents[id].Seen
	next := w.becomes(t, func(d *controller.Declaration) {
		d.Purposes = slices.DeleteFunc(d.Purposes, func(p controller.Purpose) bool { return p.ID == "other-information" })
		for i, p := range d.Purposes {
			if p.ID == "further-storage" {
				d.Purposes[i].Retention.Period = gdpr.Period{Years: 9}
			}
		}
	})
	text, _ := next.Notice(controller.Everyone, gdpr.Bokmal)
	answered(t, w.send(sent{path: "/v1/mojob/consents/renewal", as: asJSON, body: proofOf(string(id),
		byToken+`,"choice":"affirm","decisions":{"further-storage":"given"},"notice":"`+string(text.Digest())+`"`)}), http.StatusOK)
	path := "/v1/mojob/consents/" + string(id)
	_, r := w.receipt(path)
	if got := statuses(r); got["further-storage"] != dpv.RenewedConsentGiven || got["other-information"] != dpv.ConsentRevoked {
		t.Fatalf("%v", got)
	}
	for _, p := range r.Record.Processes {
		if own := p.Purpose.ID == "own:purpose-other-information"; own != (p.Notice != nil) || own && p.Notice.Digest != string(was.Notice) {
			t.Errorf("%s: to %+v", p.Purpose.ID, p.Notice)
		}
	}
	page := w.send(sent{method: http.MethodGet, path: path + "/receipt", headers: map[string]string{"Accept": "text/html"}}).Body.String()
	if !strings.Contains(page, "/notice/"+string(was.Notice)+`"`) || !strings.Contains(page, "/notice/"+string(text.Digest())+`"`) {
		t.Error("the page leads not to both texts")
	}
}
