package transparency_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/transparency"
)

// kept is the leaves of a world, and each of them as it is kept.
func (w *world) kept(t *testing.T) (leaves []tlog.Hash, all []transparency.Kept) {
	t.Helper()
	leaves, err := transparency.Leaves(w.tree, w)
	if err != nil {
		t.Fatal(err)
	}
	for i, entry := range w.entries {
		all = append(all, transparency.Kept{Where: "here", Index: int64(i), Nonce: w.nonces[i], Entry: entry})
	}
	return leaves, all
}

// What is kept no more is gone where its end is told and has passed, and was removed where not.
func TestWhatIsKeptNoMoreHasEndedOrWasRemoved(t *testing.T) {
	leaves, kept := newWorld(t, "mojob", 5, 5).kept(t)
	for outcome, c := range map[string]struct {
		ends map[int64]time.Time
		size int64
		gone int
		says string
	}{
		"it has ended":                     {map[int64]time.Time{4: noon.Add(-time.Second)}, 5, 1, ""},
		"it ends now":                      {map[int64]time.Time{4: noon}, 5, 1, ""},
		"it ends today":                    {map[int64]time.Time{4: noon.Add(12 * time.Hour)}, 5, 1, ""},
		"its day begins now":               {map[int64]time.Time{4: noon.Add(24 * time.Hour)}, 5, 0, "entry 4 of the log: nothing that is kept is of it, and it was to be kept until 2026-11-22T12:00:00Z"},
		"it is to end":                     {map[int64]time.Time{4: noon.Add(36 * time.Hour)}, 5, 0, "entry 4 of the log: nothing that is kept is of it, and it was to be kept until 2026-11-23T00:00:00Z: it was removed"},
		"another has ended":                {map[int64]time.Time{3: noon}, 5, 0, "entry 4 of the log: nothing that is kept is of it, and nothing tells that it has ended: it was removed"},
		"it came after the looking began":  {nil, 4, 0, ""},
		"nothing tells of what was beyond": {nil, 9, 0, "entry 4 of the log: "},
	} {
		gone, faults := transparency.Compare(leaves, transparency.Found{Size: c.size, Kept: kept[:4], Ends: c.ends, At: noon})
		switch {
		case gone != c.gone || len(faults) > 1 || (c.says == "") != (len(faults) == 0):
			t.Errorf("%s: %d gone, %v", outcome, gone, faults)
		case c.says != "" && (!errors.Is(faults[0], transparency.ErrGone) || !strings.HasPrefix(faults[0].Error(), c.says)):
			t.Errorf("%s: %v", outcome, faults)
		}
	}
}

// What is wrong with something that is kept takes no place in the log, and is named with where it is.
func TestAFaultIsNamedWithItsPlace(t *testing.T) {
	leaves, kept := newWorld(t, "mojob", 3, 3).kept(t)
	kept = append(kept, transparency.Kept{Where: "there", Fault: transparency.ErrUnlogged})
	gone, faults := transparency.Compare(leaves, transparency.Found{Size: 3, Kept: kept, At: noon})
	if gone != 0 || len(faults) != 1 || !errors.Is(faults[0], transparency.ErrUnlogged) || !strings.HasPrefix(faults[0].Error(), "there: ") {
		t.Errorf("%d gone, %v", gone, faults)
	}
}
