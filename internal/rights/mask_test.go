package rights_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/rights"
)

// masked is as long as what it stands for, so that nothing is told of that.
const masked = "•••••••••••"

// identityNumber adds the two check digits (Skatteetaten) to a date and an
// individual number, or says that the nine digits have none.
func identityNumber(nine string) (string, bool) {
	digits := nine
	for _, weights := range []string{"376189452", "5432765432"} {
		sum := 0
		for i, w := range weights {
			sum += int(digits[i]-'0') * int(w-'0')
		}
		check := (11 - sum%11) % 11
		if check == 10 {
			return "", false
		}
		digits += strconv.Itoa(check)
	}
	return digits, true
}

// numbers draws identity numbers of a kind: what is added to day and month.
func numbers(toDay, toMonth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		for {
			nine := fmt.Sprintf("%02d%02d%02d%03d", rapid.IntRange(1, 31).Draw(t, "day")+toDay, rapid.IntRange(1, 12).Draw(t, "month")+toMonth,
				rapid.IntRange(0, 99).Draw(t, "year"), rapid.IntRange(0, 999).Draw(t, "individual"))
			if number, ok := identityNumber(nine); ok {
				return number
			}
		}
	})
}

var kindsOfNumbers = map[string]*rapid.Generator[string]{
	"fødselsnummer": numbers(0, 0), "D-nummer": numbers(40, 0), "H-nummer": numbers(0, 40),
	"synthetic fødselsnummer": numbers(0, 80), "synthetic D-nummer": numbers(40, 80),
}

func TestIdentityNumbersAreMaskedHoweverTheyAreWritten(t *testing.T) {
	for kind, numbers := range kindsOfNumbers {
		t.Run(kind, rapid.MakeCheck(func(t *rapid.T) {
			n := numbers.Draw(t, "number")
			between := rapid.SampledFrom([]string{"", " ", "\u00a0", ".", "-"}).Draw(t, "between")
			frame := rapid.SampledFrom([]string{"%s", "Jeg er %s.", "fnr:%s", "(%s)", "«%s»", "født %s, Hamar", "a\n%s\nb", "mitt nummer er %s!", "x %s %[1]s y", "tlf 22 33 44 55 %s", "=%s;"}).Draw(t, "frame")
			want := strings.ReplaceAll(strings.ReplaceAll(frame, "%[1]s", masked), "%s", masked)
			if got := rights.Mask(fmt.Sprintf(frame, n[:6]+between+n[6:])); got != want {
				t.Fatalf("masked to %q, want %q", got, want)
			}
		}))
	}
}

func TestOtherNumbersAreLeftAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.StringMatching(`[0-9]{11}`).Draw(t, "digits")
		if full, ok := identityNumber(n[:9]); ok && full == n {
			return
		}
		text := "kontonummer " + n + " eller " + n[:6] + " " + n[6:]
		if got := rights.Mask(text); got != text {
			t.Fatalf("%q is masked to %q", text, got)
		}
	})
}

func TestWhatIsNoElevenDigitsIsLeftAlone(t *testing.T) {
	n, ok := identityNumber("010190111")
	if !ok {
		t.Fatal("the example has no check digits")
	}
	for _, text := range []string{
		"", "ingen tall", "22 33 44 55", "+47 22 33 44 55", n[:10], n + "0", "0" + n, n[:6] + "/" + n[6:] + "0", "999" + n + "999",
		"12345678901234567890", "2026-11-21 12:00", "922 425 620", "1234.56.78903",
	} {
		if got := rights.Mask(text); got != text {
			t.Errorf("%q is masked to %q", text, got)
		}
	}
	// An account number of a bank has the last check digit too, and one in
	// eleven the one before: masking such a one loses nothing that is needed.
	if got := rights.Mask(n); got != masked {
		t.Errorf("%s is masked to %q", n, got)
	}
}

func TestMaskingTwiceChangesNothingMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9 .a\n-]{0,60}`)).Draw(t, "text")
		once := rights.Mask(text)
		if twice := rights.Mask(once); twice != once {
			t.Fatalf("%q is masked to %q, then to %q", text, once, twice)
		}
	})
}
