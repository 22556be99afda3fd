package controller

import "ordholden/internal/gdpr"

// Surface is what a person is asked by, of what is ours.
type Surface string

// The surfaces.
const (
	OnForm   Surface = "form"   // one of our pages
	OnBanner Surface = "banner" // our cookie banner on the controller's site
)

// InterfaceRef names what stood before people when they decided, by the digest of its text (Art. 7(1)).
type InterfaceRef struct {
	Surface  Surface
	Audience Audience
	Language gdpr.Language
	Digest   Digest
}

// Showed reports whether a text was published under this version for an audience in a language, and
// on which surface. A word of ours may change within a version: each text that ever stood in it is
// one that somebody may have decided on, also later, where a browser kept it.
func (d *Declaration) Showed(digest Digest, a Audience, l gdpr.Language) (Surface, bool) {
	for _, ref := range d.Interfaces {
		if ref.Digest == digest && ref.Audience == a && ref.Language == l {
			return ref.Surface, true
		}
	}
	return "", false
}

// Interface finds what a controller published by its digest, in any version. The text itself lies
// with whoever shows it: a function that only records decisions carries none.
func (r *Registry) Interface(id gdpr.ControllerID, digest Digest) (*Declaration, InterfaceRef, bool) {
	for _, d := range r.all {
		if d.ID != id {
			continue
		}
		for _, ref := range d.Interfaces {
			if ref.Digest == digest {
				return d, ref, true
			}
		}
	}
	return nil, InterfaceRef{}, false
}
