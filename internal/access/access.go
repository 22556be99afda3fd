// Package access owns who on a controller's side may do what with which records.
package access

import (
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Actor is who asks, as a verified token or mail link says, never a header or a body.
// One actor acts for one controller.
type Actor struct {
	Controller gdpr.ControllerID
	ID         string         // pseudonym: the token's subject or client, or "contact-" and a SubjectID
	Roles      []string       // of staff: controller.RoleIDs
	Scopes     []string       // of a machine, without the controller before them
	Contact    gdpr.SubjectID // a person who came by mail link: whoever holds the address that the link went to
	Address    gdpr.Private   // the one that the mail link went to; "" of anybody else
	Way        Way            // what that link was for; "" of anybody else
	Door       string         // what that link lay in, as whoever let them in names it; "" of anybody else
	Sender     string         // the one record whose sender it is, and may add the files that were announced
}

// Way is what a person comes in by mail link for. One who came for one thing may do
// nothing of the other.
type Way string

// WayDays is for how many days what lets somebody in is kept; the link itself opens for a day.
const WayDays = 7

// The ways in.
const (
	ToAgreements Way = "agreements" // to see the agreements that name them (promise T4)
	ToOwn        Way = "own"        // to see what is held on them (promises M3 and M8, Art. 15)
)

// Act is what somebody wants to do with records of a class.
type Act string

// The acts.
const (
	Read     Act = "read"     // see the fields and files
	List     Act = "list"     // see that they are there, from when, and until when
	Add      Act = "add"      // store, add to, correct
	Move     Act = "move"     // an agreement's life cycle
	Restrict Act = "restrict" // and lift
	Hold     Act = "hold"     // and release
	Erase    Act = "erase"
	Disclose Act = "disclose" // record a disclosure
	Readings Act = "readings" // see who has read
	Note     Act = "note"     // record what a person did
	Own      Act = "own"      // see what is held on oneself, and to whom it was given
)

// Scopes of machines. A token carries them as "<controller>/<scope>".
const (
	ScopeApplications = "applications.write"
	ScopeProfiles     = "profiles.write"
	ScopeActivities   = "activities.write"
	ScopeDisclosures  = "disclosures.write"
	ScopeMarketing    = "marketing.read"
)

// May is nil where the actor may do it, and gdpr.Forbidden otherwise; the answer
// says nothing of whether there is anything to do it with.
func (a Actor) May(d *controller.Declaration, do Act, on controller.Class) error {
	h, declared := d.Holding(on)
	if declared && a.Controller == d.ID && (a.byRole(d, h, do) || a.byScope(do, on) || a.asContact(do, on)) {
		return nil
	}
	return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
}

// Sends reports whether the actor is the sender of the record of its controller that
// ref names (holding.Ref.String), and so may add the files that were announced to it.
// A sender may nothing else: not see the record, nor any other.
func (a Actor) Sends(ref string) bool { return a.Sender != "" && a.Sender == ref }

// has reports whether the actor has a role that its controller declares.
func (a Actor) has(d *controller.Declaration, role string) bool {
	return slices.Contains(a.Roles, role) &&
		slices.ContainsFunc(d.Roles, func(r controller.Role) bool { return r.ID == role })
}

// byRole: whoever the declaration names as readers of a class works with it, and knows of
// the year or the claim that a hold is for. The privacy role sees that records are there,
// and restricts, holds and erases them, but reads only what the declaration lets it read.
// Management oversees who has read.
func (a Actor) byRole(d *controller.Declaration, h controller.Holding, do Act) bool {
	reader := slices.ContainsFunc(h.Readers, func(role string) bool { return a.has(d, role) })
	privacy := a.has(d, "privacy")
	switch do {
	case Read, Add:
		return reader
	case Move:
		return reader && h.Class == controller.Agreements
	case List, Hold:
		return reader || privacy
	case Restrict, Erase:
		return privacy
	case Readings:
		return privacy || a.has(d, "management")
	}
	return false
}

func (a Actor) byScope(do Act, on controller.Class) bool {
	for _, s := range grants {
		if s.do == do && s.on == on && slices.Contains(a.Scopes, s.scope) {
			return true
		}
	}
	return false
}

// grants is what each scope is for.
var grants = [...]struct {
	scope string
	do    Act
	on    controller.Class
}{
	{ScopeApplications, Add, controller.Applications},
	{ScopeProfiles, Add, controller.Profiles},
	{ScopeActivities, Note, controller.Profiles},
	{ScopeDisclosures, Disclose, controller.Profiles},
	{ScopeDisclosures, Disclose, controller.Applications},
}

// asContact: a contact person reads agreements, and a person their own records. That the
// agreement names them, or the record is theirs, is checked against the thing itself.
func (a Actor) asContact(do Act, on controller.Class) bool {
	switch {
	case a.Contact == "":
		return false
	case a.Way == ToAgreements:
		return do == Read && on == controller.Agreements
	case a.Way == ToOwn:
		return do == Own && (on == controller.Applications || on == controller.Profiles)
	}
	return false
}

// Markets is nil where the actor may ask whether marketing may be sent to somebody: a
// machine with the scope.
func (a Actor) Markets(d *controller.Declaration) error {
	if a.Controller == d.ID && slices.Contains(a.Scopes, ScopeMarketing) {
		return nil
	}
	return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
}

// Handles is nil where the actor may work on requests of the controller: the privacy role.
func (a Actor) Handles(d *controller.Declaration) error {
	if a.Controller == d.ID && a.has(d, "privacy") {
		return nil
	}
	return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
}

// Audits is nil where the actor may read who did what: the privacy role, and management.
func (a Actor) Audits(d *controller.Declaration) error {
	if a.Controller == d.ID && (a.has(d, "privacy") || a.has(d, "management")) {
		return nil
	}
	return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
}
