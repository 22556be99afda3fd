package controller

import (
	"slices"
	"time"

	"ordholden/internal/gdpr"
)

// Handling is how a controller carries out what it is asked for.
type Handling struct {
	// Automatic is the rights that are carried out without staff, once confirmed. Withdrawal
	// and an objection to marketing always are, and a restriction.
	Automatic []gdpr.Right
	// CoolingOff is how long an announced erasure can be stopped by whoever was told of it.
	CoolingOff time.Duration
	// Review is the classes whose copy staff read before it is released, since others are named in it (Art. 15(4)).
	Review []Class
	// Corrections are made at once where the person provided the field, or ruled on by staff.
	Corrections Corrections
	// LiftingNotice is how long before a restriction is lifted the person is told (Art. 18(3)).
	LiftingNotice time.Duration
	// Patience is how long a recipient may be silent before staff see to it.
	Patience time.Duration
	// Marketing is the purposes that an objection to marketing ends (Art. 21(2)).
	Marketing []gdpr.PurposeID
}

// Corrections is how corrections are made.
type Corrections string

// The ways.
const (
	AtOnce  Corrections = "at-once"
	ByStaff Corrections = "by-staff"
)

// Told is how a recipient is told (Art. 19).
type Told string

// The ways.
const (
	ToldByOpenDSR Told = "opendsr" // a call to its endpoint, which the deployment names (env PROCESSORS)
	ToldByMail    Told = "mail"
	ToldByStaff   Told = "staff"
)

// Alone reports whether the controller carries out a right without staff.
func (h Handling) Alone(r gdpr.Right) bool {
	return r == gdpr.Withdrawal || r == gdpr.Restriction || slices.Contains(h.Automatic, r)
}
