package controller

import (
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

func TestFaultOfHandlingIsReportedWhereItStands(t *testing.T) {
	h := func(change func(*Handling)) func(*Declaration) {
		return func(d *Declaration) { change(&d.Handling) }
	}
	checkSpoiled(t, []spoiled{
		{"nothing said", h(func(h *Handling) { *h = Handling{} }),
			[]string{"handling.cooling-off", "handling.lifting-notice", "handling.patience", "handling.corrections"}},
		{"right nobody declared", h(func(h *Handling) { h.Automatic[1] = "oblivion" }), []string{"handling.automatic[1]"}},
		{"right twice", h(func(h *Handling) { h.Automatic[1] = gdpr.Access }), []string{"handling.automatic[1]"}},
		{"objection that nobody weighs", h(func(h *Handling) { h.Automatic[1] = gdpr.Objection }), []string{"handling.automatic[1]"}},
		{"erasure that nobody can stop in time", h(func(h *Handling) { h.CoolingOff = 23 * time.Hour }), []string{"handling.cooling-off"}},
		{"erasure that waits for weeks", h(func(h *Handling) { h.CoolingOff = 14*day + time.Hour }), []string{"handling.cooling-off"}},
		{"the longest cooling-off is taken", h(func(h *Handling) { h.CoolingOff = 14 * day }), nil},
		{"the shortest cooling-off is taken", h(func(h *Handling) { h.CoolingOff = day }), nil},
		{"restriction that ends unannounced", h(func(h *Handling) { h.LiftingNotice = 0 }), []string{"handling.lifting-notice"}},
		{"patience without end", h(func(h *Handling) { h.Patience = 31 * day }), []string{"handling.patience"}},
		{"review of what is not held", func(d *Declaration) { d.Holdings = d.Holdings[1:] }, []string{"handling.review[0]"}},
		{"review twice", h(func(h *Handling) { h.Review = []Class{Profiles, Profiles} }), []string{"handling.review[1]"}},
		{"corrections by nobody", h(func(h *Handling) { h.Corrections = "" }), []string{"handling.corrections"}},
		{"corrections by staff that are automatic", h(func(h *Handling) { h.Automatic = []gdpr.Right{gdpr.Rectification} }),
			[]string{"handling.corrections"}},
		{"marketing of no purpose", h(func(h *Handling) { h.Marketing[0] = "fun" }), []string{"handling.marketing[0]"}},
		{"marketing by contract", h(func(h *Handling) { h.Marketing[0] = "agreement" }), []string{"handling.marketing[0]"}},
		{"marketing twice", h(func(h *Handling) { h.Marketing = []gdpr.PurposeID{"letters", "letters"} }), []string{"handling.marketing[1]"}},
	})
}

func TestFaultOfHowARecipientIsToldIsReportedWhereItStands(t *testing.T) {
	// The recipient "here" gets agreements in each of these.
	r := func(change func(*Recipient)) func(*Declaration) {
		return func(d *Declaration) {
			d.Purposes[4].Recipients = []string{"here"}
			change(&d.Recipients[1])
		}
	}
	checkSpoiled(t, []spoiled{
		{"it is told by staff", r(func(r *Recipient) { r.Told = ToldByStaff }), nil},
		{"it is told by OpenDSR", r(func(r *Recipient) { r.Told = ToldByOpenDSR }), nil},
		{"it is told by mail", r(func(r *Recipient) { r.Told, r.Mailbox = ToldByMail, "dpo@example.com" }), nil},
		{"nobody says how", r(func(r *Recipient) {}), []string{"recipients[1].told"}},
		{"by pigeon", r(func(r *Recipient) { r.Told = "pigeon" }), []string{"recipients[1].told"}},
		{"by mail to nowhere", r(func(r *Recipient) { r.Told = ToldByMail }), []string{"recipients[1].mailbox"}},
		{"by mail to two", r(func(r *Recipient) { r.Told, r.Mailbox = ToldByMail, "a@example.com,b@example.com" }), []string{"recipients[1].mailbox"}},
		{"mailbox that nobody writes to", r(func(r *Recipient) { r.Told, r.Mailbox = ToldByStaff, "dpo@example.com" }), []string{"recipients[1].mailbox"}},
		{"told of visits", func(d *Declaration) { d.Recipients[0].Told = ToldByStaff }, []string{"recipients[0].told"}},
	})
}
