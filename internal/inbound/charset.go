package inbound

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// toUTF8 is text in a charset as UTF-8. Without a charset, and under the names that
// programs write without looking, UTF-8 is what is valid as such, or nearly;
// windows-1252 is all else. ISO-8859-1 is read as windows-1252, since who writes
// one of its controls means the quotation marks there (WHATWG Encoding, 4.2).
func toUTF8(charset string, b []byte) string {
	switch name := charsetName(charset); name {
	case "", "us-ascii", "ascii", "ansi_x3.4-1968", "utf-8", "utf8", "utf-8-mac", "unicode-1-1-utf-8",
		"unknown-8bit", "x-unknown", "unknown", "default", "binary", "8bit":
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1":
		return convert("windows-1252", b)
	default:
		return convert(name, b)
	}
	switch {
	case utf8.Valid(b):
		return string(b)
	case mostlyUTF8(b):
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return convert("windows-1252", b)
}

// charsetName is a declared charset as far as it is a name: `charset="utf-8"` and
// such around it are cut, and a language after it (RFC 2231, 5).
func charsetName(declared string) string {
	name, _, _ := strings.Cut(strings.ToLower(strings.Trim(declared, " \t\"'")), "*")
	name = strings.Trim(strings.TrimPrefix(name, "charset="), "\"'")
	if len(name) > 40 || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(";,\"\\", r) }) {
		return ""
	}
	return name
}

// mostlyUTF8 reports whether there are more characters of several bytes than bytes
// that belong to none: a mail that was damaged or cut, not another charset.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		b = b[size:]
	}
	return good > bad
}

// convert reads text in a charset by its name on the web (WHATWG Encoding), where
// most of the names in use have their place. Under any other name the text is read as
// if it had no charset.
func convert(charset string, b []byte) string {
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return toUTF8("", b)
	}
	text, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		text = b // no decoder of x/text fails: what it cannot read it replaces
	}
	return strings.ToValidUTF8(string(text), "\ufffd")
}
