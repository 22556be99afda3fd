package template

import (
	"path"
	"strings"
)

// folder is the folder under functions/ that a function is built from.
func (r *reader) folder(properties *node) string {
	const key = "CodeUri"
	from := r.nearest(properties, key)
	uri := r.text(from, key, "")
	if folder, ok := strings.CutPrefix(path.Clean(uri), "functions/"); ok && !strings.Contains(folder, "/") {
		return folder
	}
	place := properties
	if at := from.field(key); at != nil {
		place = at
	}
	r.fault(place, "CodeUri %q is not functions/<folder>/", uri)
	return ""
}
