package holding

import (
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// ParseRef reads a reference as String writes it, of one controller. Only one form is
// read, so that two spellings never name one record.
func ParseRef(c gdpr.ControllerID, s string) (Ref, bool) {
	parts := strings.Split(s, ".")
	if len(parts) < 2 || len(parts) > 3 {
		return Ref{}, false
	}
	r := Ref{Controller: c, Class: controller.Class(parts[0]), Owner: gdpr.SubjectID(parts[1])}
	if len(parts) == 3 {
		r.ID, _ = gdpr.ParseID(parts[2])
	}
	single := r.Class == controller.Profiles // a person has one
	ok := slices.Contains(controller.Classes[:], r.Class) && (r.ID == "") == single && isOwner(parts[1])
	return r, ok && r.String() == s
}

// isOwner reports whether s can be a pseudonym: letters, digits and hyphens, no more
// of them than one has. What is let through stands in keys.
func isOwner(s string) bool {
	const longest = 80
	strange := func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}
	return s != "" && len(s) <= longest && !strings.ContainsFunc(s, strange)
}
