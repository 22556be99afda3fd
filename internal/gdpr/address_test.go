package gdpr_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
)

// longest is an address of n bytes whose labels are as long as DNS takes them.
func longest(n int) string {
	rest := n - 64 - 1
	var labels []string
	for rest > 63 {
		labels = append(labels, strings.Repeat("d", 61))
		rest -= 62
	}
	return strings.Repeat("l", 64) + "@" + strings.Join(append(labels, strings.Repeat("d", rest)), ".")
}

func TestAddressesThatPeopleHaveAreTaken(t *testing.T) {
	for _, address := range []string{
		"ola@example.com",
		"Ola.Nordmann@Example.COM",
		"ola+jobb@example.com",
		"ola_nordmann-2@mail.example.co.uk",
		"o'brien@example.com",
		"x@a.example",
		"a!#$%&'*+/=?^_`{|}~-z@example.com",
		"ola@blåbærsyltetøy.example.no",
		"ola@xn--blbrsyltety-y8ao3x.example.no",
		"ola@例え.テスト",
		"ola@123.example",
		longest(254),
	} {
		if got, ok := gdpr.ParseAddress(address); !ok || got.Reveal() != address {
			t.Errorf("ParseAddress(%q) = %q, %v", address, got.Reveal(), ok)
		}
	}
}

func TestSpaceAroundAnAddressIsForgiven(t *testing.T) {
	for _, typed := range []string{" ola@example.com", "ola@example.com ", "\tola@example.com\n", "\u00a0ola@example.com\u2003"} {
		if got, ok := gdpr.ParseAddress(typed); !ok || got != "ola@example.com" {
			t.Errorf("ParseAddress(%q) = %q, %v", typed, got.Reveal(), ok)
		}
	}
}

func TestWhatNoMailCanBeSentToIsRefused(t *testing.T) {
	for _, test := range []struct{ outcome, typed string }{
		{"nothing", ""},
		{"space", "  "},
		{"no @", "example.com"},
		{"no local part", "@example.com"},
		{"no domain", "ola@"},
		{"no point in the domain", "ola@localhost"},
		{"a domain of points", "ola@.."},
		{"a point first in the domain", "ola@.example.com"},
		{"a point last in the domain", "ola@example.com."},
		{"two points in the domain", "ola@example..com"},
		{"a point first", ".ola@example.com"},
		{"a point last", "ola.@example.com"},
		{"two points", "ola..n@example.com"},
		{"two @", "ola@example.com@example.org"},
		{"two @ together", "ola@@example.com"},
		{"quoted", `"ola"@example.com`},
		{"quoted with an @", `"ola@example.org"@example.com`},
		{"a name before it", "Ola <ola@example.com>"},
		{"in angle brackets", "<ola@example.com>"},
		{"a comment", "ola(jobb)@example.com"},
		{"two addresses", "ola@example.com,kari@example.com"},
		{"two addresses by semicolon", "ola@example.com;kari@example.com"},
		{"a group", "folk:ola@example.com;"},
		{"an address literal", "ola@[192.0.2.1]"},
		{"an escaped character", `ola\@@example.com`},
		{"a space inside", "ola nordmann@example.com"},
		{"a no-break space inside", "ola\u00a0n@example.com"},
		{"a line break inside", "ola@example.com\r\nBcc: kari@example.com"},
		{"a lone CR inside", "ola@exa\rmple.com"},
		{"a lone LF inside", "ola\n@example.com"},
		{"NUL", "ola@example.com\x00"},
		{"DEL", "ola\x7f@example.com"},
		{"a control character of Latin 1", "ola\u0085x@example.com"},
		{"a line separator", "ola\u2028x@example.com"},
		{"not UTF-8", "ola\xff@example.com"},
		{"an @ of another script", "ola＠example.com"},
		{"a small @", "ola﹫example.com"},
		{"a point of another script", "ola@example。com"},
		{"a mailto link", "mailto:ola@example.com"},
		{"a link", "https://ola@example.com"},
		{"a header in disguise", "=?utf-8?q?ola?=@example.com,"},

		// SES speaks no SMTPUTF8: no mail would ever go there.
		{"a letter outside ASCII before the @", "bjørn@example.com"},
		{"a letter of another script that looks like a", "ol\u0430@example.com"},
		{"a zero-width space before the @", "o\u200bla@example.com"},

		// No spelling of these is in DNS, so that no mail can arrive.
		{"a zero-width space in the domain", "ola@exa\u200bmple.com"},
		{"text turned around in the domain", "ola@\u202emoc.example"},
		{"an underscore in the domain", "ola@exa_mple.com"},
		{"a slash in the domain", "ola@example.com/x"},
		{"a percent sign in the domain", "ola@example%00.com"},
		{"a hyphen first in a label", "ola@-example.test"},
		{"a hyphen last in a label", "ola@example-.test"},
		{"a label of 64", "ola@" + strings.Repeat("d", 64) + ".com"},
		{"a local part of 65", strings.Repeat("l", 65) + "@example.com"},
		{"255 bytes", longest(255)},
		{"a megabyte", strings.Repeat("a", 1<<20) + "@example.com"},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got, ok := gdpr.ParseAddress(test.typed); ok || got != "" {
				t.Errorf("ParseAddress(%.80q) = %q, %v", test.typed, got.Reveal(), ok)
			}
		})
	}
}

func TestAddressesTakenAreSafeInHeadersAndReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zæ."<@ \n,+-]{0,20}@[a-zæ.@ \n_-]{0,20}`)).Draw(t, "typed")
		got, ok := gdpr.ParseAddress(typed)
		if !ok {
			return
		}
		if strings.ContainsAny(got.Reveal(), "\r\n\x00 <>,;:\"()[]\\") || strings.Count(got.Reveal(), "@") != 1 || len(got) > 254 {
			t.Fatalf("%q is taken", got.Reveal())
		}
		if again, ok := gdpr.ParseAddress(got.Reveal()); !ok || again != got {
			t.Fatalf("%q does not read back", got.Reveal())
		}
	})
}

func TestPrintable(t *testing.T) {
	for _, s := range []string{"", "Åse Bjørkås", "a b", "日本", "🙂", "a\u00a0b", "~", "\u00ff"} {
		if !gdpr.Printable(s) {
			t.Errorf("%q is not printable", s)
		}
	}
	for r := range rune(0xa0) {
		control := r < ' ' || r >= 0x7f
		if gdpr.Printable("a"+string(r)+"b") == control {
			t.Errorf("%U: printable %v", r, !control)
		}
	}
	for _, s := range []string{"\u2028", "\u2029", "\ufffd", "\xff", "a\xc3", "\xed\xa0\x80"} {
		if gdpr.Printable(s) {
			t.Errorf("%q is printable", s)
		}
	}
}
