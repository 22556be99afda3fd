package seal_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

const place = "mojob#CASE#0123\nCASE"

// headSize is the version, the name of the key, and the nonce.
const headSize = 1 + 8 + 12

func TestWhatIsSealedOpensInItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := seal.NewKey()
		text := rapid.SliceOf(rapid.Byte()).Draw(t, "text")
		where := rapid.String().Draw(t, "place")
		opened, err := k.Open(k.Seal(text, where), where)
		if err != nil || !bytes.Equal(opened, text) {
			t.Fatalf("%q opens as %q, %v", text, opened, err)
		}
	})
}

func TestWhatIsSealedOpensNowhereElse(t *testing.T) {
	k := seal.NewKey()
	sealed := k.Seal([]byte("kari@example.com"), place)
	for _, test := range []struct {
		outcome string
		key     seal.Key
		sealed  []byte
		place   string
	}{
		{"under another key", seal.NewKey(), sealed, place},
		{"under no key", seal.Key{}, sealed, place},
		{"in another item", k, sealed, "mojob#CASE#0124\nCASE"},
		{"in another controller's item", k, sealed, strings.Replace(place, "mojob", "tretoen", 1)},
		{"in no item", k, sealed, ""},
		{"cut short", k, sealed[:len(sealed)-1], place},
		{"cut into the code of authenticity", k, sealed[:len(sealed)-16], place},
		{"cut to its head", k, sealed[:headSize], place},
		{"cut into the nonce", k, sealed[:headSize-1], place},
		{"cut to the version", k, sealed[:1], place},
		{"nothing", k, nil, place},
		{"of another version", k, append([]byte{2}, sealed[1:]...), place},
		{"with more after it", k, append(bytes.Clone(sealed), 0), place},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if opened, err := test.key.Open(test.sealed, test.place); !errors.Is(err, seal.ErrSealed) || opened != nil {
				t.Errorf("opened %q, %v", opened, err)
			}
		})
	}
}

// Somebody who was erased and comes back has another key: that the older texts
// are sealed for good is told apart from damage.
func TestAnotherKeyIsToldByItsName(t *testing.T) {
	k := seal.NewKey()
	sealed := k.Seal([]byte("kari@example.com"), place)
	if _, err := seal.NewKey().Open(sealed, place); !errors.Is(err, seal.ErrOtherKey) {
		t.Errorf("under another key: %v", err)
	}
	if _, err := k.Open(sealed, "elsewhere"); errors.Is(err, seal.ErrOtherKey) {
		t.Errorf("in another place: %v", err)
	}
	if bytes.Contains(sealed, k[:8]) {
		t.Error("the name of the key shows some of it")
	}
}

func TestEveryFlippedBitIsFound(t *testing.T) {
	k := seal.NewKey()
	sealed := k.Seal([]byte("kari@example.com"), place)
	for i := range len(sealed) * 8 {
		damaged := bytes.Clone(sealed)
		damaged[i/8] ^= 1 << (i % 8)
		if opened, err := k.Open(damaged, place); !errors.Is(err, seal.ErrSealed) {
			t.Errorf("with bit %d flipped: %q, %v", i, opened, err)
		}
	}
}

func TestSealingTwiceLooksDifferent(t *testing.T) {
	k, text := seal.NewKey(), []byte("kari@example.com")
	seen := map[string]bool{}
	for range 100 {
		sealed := k.Seal(text, place)
		if seen[string(sealed)] || bytes.Contains(sealed, []byte("kari")) {
			t.Fatalf("sealed as %x", sealed)
		}
		seen[string(sealed)] = true
	}
	if !bytes.Equal(text, []byte("kari@example.com")) {
		t.Errorf("sealing changed the text to %q", text)
	}
}

func TestNewKeysDiffer(t *testing.T) {
	if a, b := seal.NewKey(), seal.NewKey(); a == b || a == (seal.Key{}) {
		t.Errorf("two new keys: %x, %x", a, b)
	}
}

func TestSpellingsOfOneAddressAreOneSubject(t *testing.T) {
	secret := seal.Secret{ID: "1", Key: seal.NewKey()}
	for _, spellings := range [][]gdpr.Private{
		{"kari@example.com", "KARI@EXAMPLE.COM", "Kari@EXAMPLE.Com", " kari@example.com\n"},
		{"kari@blåbær.example", "kari@BLÅBÆR.example", "kari@bla\u030abær.example", "kari@BLA\u030aBÆR.example", "kari@bl\u212bbær.example"},
	} {
		for _, s := range spellings[1:] {
			if secret.Subject(s) != secret.Subject(spellings[0]) {
				t.Errorf("%q and %q are two subjects", s.Reveal(), spellings[0].Reveal())
			}
		}
	}
}

func TestOtherAddressesAreOtherSubjects(t *testing.T) {
	secret := seal.Secret{ID: "1", Key: seal.NewKey()}
	seen := map[gdpr.SubjectID]gdpr.Private{}
	for _, address := range []gdpr.Private{
		"kari@example.com", "kari+jobb@example.com", "kari@example.org", "ka.ri@example.com", "kåri@example.com", "",
	} {
		s := secret.Subject(address)
		if other, taken := seen[s]; taken {
			t.Errorf("%q and %q are one subject", address.Reveal(), other.Reveal())
		}
		seen[s] = address
	}
}

func TestSubjectsAreApartUnderEachSecret(t *testing.T) {
	key := seal.NewKey()
	a, b := seal.Secret{ID: "1", Key: key}, seal.Secret{ID: "1", Key: seal.NewKey()}
	if a.Subject("kari@example.com") == b.Subject("kari@example.com") {
		t.Error("two secrets give one subject")
	}
	// The id of the secret stands in the subject, so that a secret can be changed.
	if got := string((seal.Secret{ID: "7", Key: key}).Subject("kari@example.com")); !strings.HasPrefix(got, "7-") {
		t.Errorf("subject %s does not name its secret", got)
	}
}

func TestSubjectsShowNothingOfTheAddress(t *testing.T) {
	got := string(seal.Secret{ID: "1", Key: seal.NewKey()}.Subject("kari@example.com"))
	hash, ok := strings.CutPrefix(got, "1-")
	if !ok || len(hash) != 32 || strings.Trim(hash, "0123456789abcdef") != "" {
		t.Errorf("subject %q is not the secret's id and 128 bits", got)
	}
}

func TestMACsAreApartForEachUseAndEachPart(t *testing.T) {
	secret := seal.Secret{ID: "1", Key: seal.NewKey()}
	seen := map[string]string{}
	for _, parts := range [][]string{
		{"code", "a", "b"}, {"code", "ab"}, {"code", "a", "b", ""}, {"code", "", "ab"}, {"codea", "b"},
		{"text", "a", "b"}, {"code", "1:a", "b"}, {"code", "a1:b"}, {"", "code", "a", "b"},
	} {
		mac, what := secret.MAC(parts[0], parts[1:]...), fmt.Sprintf("%q", parts)
		if len(mac) != 64 {
			t.Errorf("MAC of %s is %q", what, mac)
		}
		if other, taken := seen[mac]; taken {
			t.Errorf("%s and %s have one MAC", what, other)
		}
		seen[mac] = what
		if again := secret.MAC(parts[0], parts[1:]...); again != mac {
			t.Errorf("MAC of %s is %s and %s", what, mac, again)
		}
	}
	if secret.MAC("code", "a") == (seal.Secret{ID: "1", Key: seal.NewKey()}).MAC("code", "a") {
		t.Error("two secrets give one MAC")
	}
}

func TestATextIsSealedWhereItLies(t *testing.T) {
	k := seal.NewKey()
	for _, size := range []int{0, 1, 15, 16, 17, 4096} {
		e := seal.NewEnvelope(size)
		for i := range e.Text() {
			e.Text()[i] = byte(i)
		}
		want := bytes.Clone(e.Text())
		sealed := k.SealIn(e, "place")
		if size > 0 && &sealed[len(sealed)-16-size] != &e.Text()[0] {
			t.Errorf("%d bytes were copied", size)
		}
		got, err := k.Open(sealed, "place")
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %v, %v", size, got, err)
		}
		if _, err := k.Open(sealed, "elsewhere"); !errors.Is(err, seal.ErrSealed) {
			t.Errorf("opened elsewhere: %v", err)
		}
	}
}
