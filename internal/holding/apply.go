package holding

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Receipt is what the sender of an application gets: that it is held, and until when, and
// where its files go. What was sent is not among it: whoever repeats a key gets no data.
type Receipt struct {
	Record  Record
	Uploads []Upload
}

// Apply takes an application that somebody sends by our own form (source "direct").
// Sending it is the consent (Art. 4(11), promise T13), to the notice that it names.
func (k Desk) Apply(ctx context.Context, c gdpr.ControllerID, a Application) (Receipt, error) {
	d, err := k.controller(c)
	if err != nil {
		return Receipt{}, err
	}
	g, err := grounds(d, controller.Applications)
	if err != nil {
		return Receipt{}, err
	}
	checked, seen, f := k.byForm(g, a)
	if err := f.err(); err != nil {
		return Receipt{}, err
	}
	return k.take(ctx, g, checked, seen)
}

// Check is every fault of an application by form, and changes nothing. One that says from
// where it comes, or when it came, is checked as a portal's.
func (k Desk) Check(d *controller.Declaration, a Application) []gdpr.Fault {
	g, err := grounds(d, controller.Applications)
	if err != nil {
		return []gdpr.Fault{{Code: gdpr.FaultUnknownPurpose, Value: string(controller.Applications)}}
	}
	check := k.byForm
	if a.Source != "" || !a.Received.IsZero() {
		check = k.byPortal
	}
	_, _, f := check(g, a)
	return f
}

// Deliver takes an application from a portal: any declared source but none that is not.
func (k Desk) Deliver(ctx context.Context, by access.Actor, a Application) (Receipt, error) {
	g, err := k.enter(by, by.Controller, access.Add, controller.Applications)
	if err != nil {
		return Receipt{}, err
	}
	checked, seen, f := k.byPortal(g, a)
	if err := f.err(); err != nil {
		return Receipt{}, err
	}
	return k.take(ctx, g, checked, seen)
}

// byForm checks what our own form sends. Its time is ours. The notice that it names is one
// of the version that applies: a change that people are asked again for is a major one.
func (k Desk) byForm(g ground, a Application) (Application, consent.Seen, faults) {
	var f faults
	if a.Source == "" && len(g.Sources) > 0 {
		a.Source = g.Sources[0]
	}
	if a.Mechanism == "" {
		a.Mechanism = consent.ByForm
	}
	a.Received = k.now()
	a = g.application(a, &f)
	if len(g.Sources) > 0 && a.Source != g.Sources[0] && !f.has("/source") {
		f.add("/source", gdpr.FaultSource, a.Source) // only a portal says that it is one
	}
	seen := k.seen(g.d, a, &f)
	if seen.Version.Major != g.d.Version.Major && !f.has("/notice") {
		f.add("/notice", gdpr.FaultUnknownNotice, "")
	}
	return a, seen, f
}

// byPortal checks what a portal sends on. It may name the notice that it showed; one that
// does not is taken at the word of the agreement with it: the notice that applies.
func (k Desk) byPortal(g ground, a Application) (Application, consent.Seen, faults) {
	var f faults
	claimed := a.Received
	a.Received = f.happened("/received", a.Received, k.now())
	if a.Mechanism == "" || a.Mechanism == consent.ByForm && a.Notice == "" {
		a.Mechanism = consent.ByAPI
	}
	if ref, ok := g.d.NoticeFor(controller.Applicants, a.Language); a.Notice == "" && ok {
		a.Notice = ref.Digest
	}
	k.notTooOld(g, a.Received, &f)
	a = g.application(a, &f)
	seen := k.seen(g.d, a, &f)
	seen.Claimed = claimed.UTC().Truncate(time.Millisecond)
	return a, seen, f
}

// latest is how long a portal may wait before it sends an application on.
var latest = gdpr.Period{Months: 12}

// notTooOld: the retention counts from when the portal got it, and what is over by then
// is not taken in to be deleted.
func (k Desk) notTooOld(g ground, received time.Time, f *faults) {
	now := k.now()
	if !latest.After(received).After(now) || !g.p.Retention.Period.After(received).After(now) {
		f.add("/received", gdpr.FaultClock, "")
	}
}

// application checks what every application has.
func (g ground) application(a Application, f *faults) Application {
	switch {
	case strings.TrimSpace(a.Source) == "":
		f.add("/source", gdpr.FaultMissing, "")
	case !slices.Contains(g.Sources, a.Source):
		f.add("/source", gdpr.FaultSource, a.Source)
	}
	if !a.Language.Known() {
		f.add("/language", gdpr.FaultLanguage, "")
	}
	if a.Mechanism != consent.ByForm && a.Mechanism != consent.ByAPI {
		f.add("/mechanism", gdpr.FaultMechanism, "")
	}
	a.Address, a.Values = g.person(a.Address, a.Values, f)
	a.Files = g.announced(nil, a.Files, f)
	return a
}

// seen is the notice and the form that stood before the applicant (Art. 7(1)).
func (k Desk) seen(d *controller.Declaration, a Application, f *faults) consent.Seen {
	shown, ref, known := k.Controllers.Notice(d.ID, a.Notice)
	if !known || ref.Audience != controller.Applicants || ref.Language != a.Language {
		f.add("/notice", gdpr.FaultUnknownNotice, "")
		return consent.Seen{}
	}
	seen := consent.Seen{
		Version: shown.Version, Notice: a.Notice, Interface: a.Interface, Language: a.Language,
		Mechanism: a.Mechanism, Site: a.Site,
	}
	if !f.has("/mechanism") && !seen.Published(shown, controller.Applicants) {
		f.add("/interface", gdpr.FaultInterface, "")
	}
	return seen
}

// take stores a checked application with its consent, and offers to take its files.
func (k Desk) take(ctx context.Context, g ground, a Application, seen consent.Seen) (Receipt, error) {
	owner, err := k.Store.Subject(ctx, g.d.ID, a.Address)
	if err != nil {
		return Receipt{}, err
	}
	now := k.now()
	due, err := retention.Expires(g.p.Retention, a.Received, now)
	if err != nil {
		return Receipt{}, fmt.Errorf("application to %s: %w", g.d.ID, err)
	}
	given, err := k.consent(g, a, seen, due)
	if err != nil {
		return Receipt{}, err
	}
	r := Record{
		Ref:     Ref{Controller: g.d.ID, Class: controller.Applications, Owner: owner, ID: gdpr.NewID()},
		Purpose: g.p.ID, Version: g.d.Version, From: a.Received, Received: a.Received, Changed: now, Revision: 1,
		Term: retention.Term{Due: due}, Source: a.Source, Consent: given.ID, Language: a.Language,
		Fields: a.Values, Files: k.await(a.Files),
	}
	stored, fresh, err := k.Store.Apply(ctx, r, a.Address, given, a.Key)
	if err != nil {
		return Receipt{}, err
	}
	if !fresh && !repeats(stored, r) {
		return Receipt{}, &gdpr.Error{Kind: gdpr.Mismatch, Code: gdpr.CodeKeyReused}
	}
	uploads, err := k.uploads(ctx, g, stored, stored.Files)
	files := stored.Files
	stored = bare(stored)
	stored.Files = files
	return Receipt{Record: stored, Uploads: uploads}, err
}

// consent is the consent that sending an application is: to the purpose of applications,
// and to nothing else that applicants may be asked (Art. 7(2)); confirmed by the act (promise T13).
// The proof of it lasts as long as what it is the ground of (Art. 7(1)).
func (k Desk) consent(g ground, a Application, seen consent.Seen, due retention.Expiry) (consent.Consent, error) {
	shown, ok := k.Controllers.Version(g.d.ID, seen.Version)
	if !ok || !g.p.Asked(controller.Applicants) {
		return consent.Consent{}, fmt.Errorf("applications to %s: no applicant is asked for the purpose %s", g.d.ID, g.p.ID)
	}
	now := k.now()
	expires, err := retention.Expires(g.d.Records.PersonConsent, a.Received, now)
	if err != nil {
		return consent.Consent{}, fmt.Errorf("consent of an applicant to %s: %w", g.d.ID, err)
	}
	given := consent.Consent{
		ID: gdpr.NewID(), Controller: g.d.ID, Address: a.Address, State: consent.Standing,
		Recorded: now, Decided: now, Network: a.Network, Seen: seen, Expires: max(expires, due),
	}
	for _, p := range shown.Asked(controller.Applicants) {
		choice := consent.Choice{Purpose: p.ID, Decision: gdpr.Refused}
		if p.ID == g.p.ID {
			choice.Decision = gdpr.Given
		}
		given.Choices = append(given.Choices, choice)
	}
	return given, nil
}

// repeats reports whether an application says the same as the one that has its key. Files
// that came in or were given up since do not make it another.
func repeats(stored, sent Record) bool {
	return slices.Equal(stored.Fields, sent.Fields) && stored.Source == sent.Source &&
		stored.Language == sent.Language && sameFiles(stored, sent)
}

func sameFiles(stored, sent Record) bool {
	if len(stored.Files) < len(sent.Files) && !sent.Changed.Before(stored.Changed.Add(awaited)) {
		return true // some were given up
	}
	left := slices.Clone(stored.Files)
	for _, f := range sent.Files {
		i := slices.IndexFunc(left, f.announcedAs)
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}
