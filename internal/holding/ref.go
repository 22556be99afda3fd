package holding

import (
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// maxOwner is longer than any pseudonym: the id of a secret, and 32 hexadecimal digits.
const maxOwner = 64

// ParseRef reads a reference as Ref.String writes it, and nothing else: one record has
// one spelling. It says nothing of whether there is such a record.
func ParseRef(c gdpr.ControllerID, s string) (Ref, bool) {
	parts := strings.Split(s, ".")
	r := Ref{Controller: c, Class: controller.Class(parts[0])}
	want := 3
	if r.Class == controller.Profiles {
		want = 2
	}
	if !slices.Contains(controller.Classes[:], r.Class) || len(parts) != want || !isOwner(parts[1]) {
		return Ref{}, false
	}
	r.Owner = gdpr.SubjectID(parts[1])
	if want == 3 {
		id, ok := gdpr.ParseID(parts[2])
		if !ok || string(id) != parts[2] {
			return Ref{}, false
		}
		r.ID = id
	}
	return r, true
}

func isOwner(s string) bool {
	return s != "" && len(s) <= maxOwner && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
