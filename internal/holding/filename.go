package holding

import (
	"path"
	"strings"
	"unicode/utf8"

	"ordholden/internal/gdpr"
)

// endings are the ends of names by the types that content has: a program's name on a
// document's content opens as a document.
var endings = map[string][]string{
	"application/pdf": {".pdf"},
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": {".docx"},
	"application/vnd.oasis.opendocument.text":                                 {".odt"},
	"image/jpeg": {".jpg", ".jpeg"},
	"image/png":  {".png"},
	"text/plain": {".txt"},
}

// maxSafeName is how long a name may be on a disk, in bytes.
const maxSafeName = 120

// SafeName is the name under which a file is handed out: one that no file system reads
// as a path, a device or a hidden file, without what cannot be seen, and with the ending of
// what the content is. A file without a name is called by its kind.
func (f File) SafeName() gdpr.Private {
	name := strings.Map(func(r rune) rune {
		switch {
		case !gdpr.Printable(string(r)):
			return -1
		case strings.ContainsRune(`/\:*?"<>|;%`, r):
			return '-'
		}
		return r
	}, f.Name.Reveal())
	ending, rest := "", strings.Trim(name, " .-~")
	for _, e := range endings[f.Type] {
		if strings.EqualFold(path.Ext(rest), e) {
			ending, rest = e, strings.TrimRight(rest[:len(rest)-len(e)], " .")
		}
	}
	if ending == "" && len(endings[f.Type]) > 0 {
		ending = endings[f.Type][0]
	}
	for len(rest) > maxSafeName {
		_, size := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-size]
	}
	if rest == "" || device(rest) {
		rest = strings.Trim(f.Kind+"-"+rest, "-")
	}
	return gdpr.Private(rest + ending)
}

// device reports whether Windows takes the name for one of its devices (Microsoft,
// "Naming Files, Paths, and Namespaces").
func device(name string) bool {
	first, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch first {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(first) == 4 && (strings.HasPrefix(first, "COM") || strings.HasPrefix(first, "LPT")) && first[3] >= '0' && first[3] <= '9'
}
