package gdpr_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
)

const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

func TestNewIDsAreReadBackAsTheyAre(t *testing.T) {
	seen := map[gdpr.ID]bool{}
	for range 1000 {
		id := gdpr.NewID()
		if got, ok := gdpr.ParseID(string(id)); !ok || got != id {
			t.Fatalf("ParseID(%q) = %q, %v", id, got, ok)
		}
		if len(id) != 26 || strings.Trim(string(id), crockford) != "" {
			t.Fatalf("%q is not 26 characters of Crockford's base 32", id)
		}
		if seen[id] {
			t.Fatalf("%q was drawn twice", id)
		}
		seen[id] = true
	}
}

func TestIDsAreReadAsPeopleTypeThem(t *testing.T) {
	const id = "0123456789abcdefghjkmnpqr0"
	for _, test := range []struct{ outcome, typed string }{
		{"as it is", id},
		{"capitals", strings.ToUpper(id)},
		{"groups of four", "0123-4567-89ab-cdef-ghjk-mnpq-r0"},
		{"spaces", "0123 4567 89ab cdef ghjk mnpq r0"},
		{"no-break spaces", "0123\u00a04567\u00a089abcdefghjkmnpqr0"},
		{"space around, as copied", "\t " + id + " \r\n"},
		{"o for 0", "o" + id[1:]},
		{"capital O for 0", "O" + id[1:]},
		{"l for 1", "0l" + id[2:]},
		{"capital I for 1", "0I" + id[2:]},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got, ok := gdpr.ParseID(test.typed); !ok || got != id {
				t.Errorf("ParseID(%q) = %q, %v", test.typed, got, ok)
			}
		})
	}
}

// A UUID is what libraries draw and keep: whoever finds theirs in a cookie can ask for what it names.
func TestTheSameBitsInHexadecimalAreTheSameID(t *testing.T) {
	for typed, want := range map[string]gdpr.ID{
		"00000000-0000-0000-0000-000000000000": "00000000000000000000000000",
		"ffffffffffffffffffffffffffffffff":     "zzzzzzzzzzzzzzzzzzzzzzzzzw",
		"01234567-89AB-4DEF-8123-456789ABCDEF": "04hmasw9nd6yz0938nkrkaydxw",
	} {
		if got, ok := gdpr.ParseID(typed); !ok || got != want {
			t.Errorf("ParseID(%q) = %q, %v, want %q", typed, got, ok, want)
		}
	}
	if got, ok := gdpr.ParseID("g" + strings.Repeat("0", 31)); ok {
		t.Errorf("what is not hexadecimal reads as %q", got)
	}
}

func TestWhatIsNoIDIsRefused(t *testing.T) {
	const id = "0123456789abcdefghjkmnpqr0"
	for _, test := range []struct{ outcome, typed string }{
		{"nothing", ""},
		{"one too few", id[1:]},
		{"one too many", id + "0"},
		{"u is not in the alphabet", "u" + id[1:]},
		{"punctuation", "." + id[1:]},
		{"a line break inside", id[:25] + "\n0"},
		{"a line break in the place of a character", id[:10] + "\n" + id[11:]},
		{"a letter outside ASCII", "é" + id[2:]},
		{"zero bytes", strings.Repeat("\x00", 26)},
		{"a digit of another script", "٠" + id[2:]},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got, ok := gdpr.ParseID(test.typed); ok {
				t.Errorf("ParseID(%q) = %q", test.typed, got)
			}
		})
	}
}

// The last character carries three bits of the ID: of its 32 spellings the
// eight that leave the two spare bits zero are taken, and no other.
func TestOneIDHasOneSpelling(t *testing.T) {
	const stem = "0123456789abcdefghjkmnpqr"
	var taken []string
	for _, last := range crockford {
		if _, ok := gdpr.ParseID(stem + string(last)); ok {
			taken = append(taken, string(last))
		}
	}
	if got := strings.Join(taken, ""); got != "048cgmrw" {
		t.Errorf("last characters taken: %s", got)
	}
}

func TestGroupedIDsReadBack(t *testing.T) {
	id := gdpr.ID("0123456789abcdefghjkmnpqr0")
	if got := id.Grouped(); got != "0123-4567-89ab-cdef-ghjk-mnpq-r0" {
		t.Errorf("Grouped() = %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		id := gdpr.DeriveID(rapid.String().Draw(t, "part"))
		if got, ok := gdpr.ParseID(strings.ToUpper(id.Grouped())); !ok || got != id {
			t.Fatalf("%q reads back as %q, %v", id.Grouped(), got, ok)
		}
	})
}

func TestParsingAnythingGivesACanonicalIDOrNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.StringMatching(`[0-9a-zA-Z -]{20,32}`), rapid.String()).Draw(t, "typed")
		id, ok := gdpr.ParseID(typed)
		if again, okAgain := gdpr.ParseID(string(id)); ok && (!okAgain || again != id) {
			t.Fatalf("%q gives %q, which gives %q, %v", typed, id, again, okAgain)
		}
		if !ok && id != "" {
			t.Fatalf("%q is refused and gives %q", typed, id)
		}
	})
}

func TestDerivedIDsAreTheSameForTheSamePartsOnly(t *testing.T) {
	parts := rapid.SliceOfN(rapid.StringMatching(`[ab0-9:]{0,3}`), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		a, b := parts.Draw(t, "a"), parts.Draw(t, "b")
		same := len(a) == len(b)
		for i := 0; same && i < len(a); i++ {
			same = a[i] == b[i]
		}
		if (gdpr.DeriveID(a...) == gdpr.DeriveID(b...)) != same {
			t.Fatalf("DeriveID of %q and of %q", a, b)
		}
	})
}

func TestPartsOfDerivedIDsKeepTheirBorders(t *testing.T) {
	seen := map[gdpr.ID][]string{}
	for _, parts := range [][]string{
		{}, {""}, {"", ""}, {"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"", "abc"},
		{"a\x01b"}, {"a", "b"}, {strings.Repeat("x", 300)}, {strings.Repeat("x", 299), "x"},
	} {
		id := gdpr.DeriveID(parts...)
		if other, taken := seen[id]; taken {
			t.Errorf("%q and %q both give %s", parts, other, id)
		}
		seen[id] = parts
	}
	// A vector, counted by hand from SHA-256: ids derived so lie in tables.
	if got := gdpr.DeriveID("consent", "mojob", "v", "k"); got != "ppd62w43k2x7fxas28apcwe76m" {
		t.Errorf("DeriveID of the vector = %s", got)
	}
}

func TestCodesAreSixCharactersThatPeopleCanType(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := gdpr.NewCode()
		if got, ok := gdpr.ParseCode(code); !ok || got != code {
			t.Fatalf("ParseCode(%q) = %q, %v", code, got, ok)
		}
		seen[code] = true
	}
	if len(seen) < 990 {
		t.Errorf("%d codes of 1000 are different", len(seen))
	}
}

func TestEveryCharacterComesUpInCodes(t *testing.T) {
	count := map[rune]int{}
	const codes = 4000
	for range codes {
		for _, r := range gdpr.NewCode() {
			count[r]++
		}
	}
	for _, r := range crockford { // 750 of each are expected, and 600 is over five deviations off
		if count[r] < 600 {
			t.Errorf("%q came up %d times of %d", r, count[r], codes*6)
		}
	}
}

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	for _, test := range []struct {
		typed, code string
		ok          bool
	}{
		{"a1b2c3", "a1b2c3", true},
		{"A1B 2C3", "a1b2c3", true},
		{"a1b-2c3", "a1b2c3", true},
		{" a1b2c3\n", "a1b2c3", true},
		{"OIL000", "011000", true},
		{"", "", false},
		{"a1b2c", "", false},
		{"a1b2c3d", "", false},
		{"a1b2cu", "", false},
		{"a1!2c3", "", false},
		{"a1b2cé", "", false},
	} {
		if got, ok := gdpr.ParseCode(test.typed); got != test.code || ok != test.ok {
			t.Errorf("ParseCode(%q) = %q, %v; want %q, %v", test.typed, got, ok, test.code, test.ok)
		}
	}
}
