package dynamo_test

import (
	"testing"

	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

func TestRacersForASecretAllGetTheOneThatIsStored(t *testing.T) {
	b := setUp(t)
	secrets, errs := sideBySide(50, func(int) (seal.Secret, error) {
		ring := dynamo.Keyring{Client: b.table.Client, Name: b.table.Keys.Name} // a process of its own
		return ring.Secret(t.Context(), mojob)
	})
	for i, s := range secrets {
		if errs[i] != nil || s != secrets[0] || s.Key == (seal.Key{}) {
			t.Fatalf("racer %d: another secret, or none: %v", i, errs[i])
		}
	}
	if n := len(b.scan(b.table.Keys.Name)); n != 1 {
		t.Errorf("%d secrets are stored", n)
	}
}

func TestRacersForAPersonsKeyAllGetTheOneThatIsStored(t *testing.T) {
	b := setUp(t)
	found, errs := sideBySide(50, func(int) (seal.Key, error) {
		ring := dynamo.Keyring{Client: b.table.Client, Name: b.table.Keys.Name}
		return ring.DataKey(t.Context(), mojob, "1-someone")
	})
	for i, k := range found {
		if errs[i] != nil || k != found[0] || k == (seal.Key{}) {
			t.Fatalf("racer %d: another key, or none: %v", i, errs[i])
		}
	}
}

func TestASecretIsReadOnceAProcess(t *testing.T) {
	b := setUp(t)
	for range 3 {
		must[seal.Secret](t)(b.table.Keys.Secret(t.Context(), mojob))
	}
	if calls := b.Calls(); calls["GetItem"] != 1 || calls["UpdateItem"] != 1 {
		t.Errorf("made and read by %v", calls)
	}
	b.Reset()
	must[seal.Secret](t)(b.forgetful().table.Keys.Secret(t.Context(), mojob))
	if calls := b.Calls(); calls["GetItem"] != 1 || calls["UpdateItem"] != 0 {
		t.Errorf("read in another process by %v", calls)
	}
}

// A secret whose reading failed must not be made anew: everybody would be
// somebody else from then on.
func TestASecretThatCannotBeReadIsNotReplaced(t *testing.T) {
	b := setUp(t)
	stored := must[seal.Secret](t)(b.table.Keys.Secret(t.Context(), mojob))
	other := b.forgetful()
	b.Inject(many("GetItem", "server error")...)
	_, err := other.table.Keys.Secret(t.Context(), mojob)
	wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable)
	b.Reset()
	if again := must[seal.Secret](t)(other.table.Keys.Secret(t.Context(), mojob)); again != stored {
		t.Error("another secret than before")
	}
}

func TestControllersAndPersonsHaveKeysOfTheirOwn(t *testing.T) {
	b := setUp(t)
	ring := b.table.Keys
	all := map[seal.Key]string{}
	for _, c := range []gdpr.ControllerID{mojob, tretoen} {
		all[must[seal.Secret](t)(ring.Secret(t.Context(), c)).Key] = "secret"
		for _, s := range []gdpr.SubjectID{"1-a", "1-b"} {
			all[must[seal.Key](t)(ring.DataKey(t.Context(), c, s))] = "data key"
		}
	}
	if len(all) != 6 {
		t.Errorf("%d different keys, want 6", len(all))
	}
}
