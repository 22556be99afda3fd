package transparency_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"ordholden/internal/transparency"
)

// A log grown in any steps has the root that the leaves make, and proves each of them.
func TestEveryLeafIsProvedHoweverTheLogGrew(t *testing.T) {
	k := keys(t, "mojob", 1)
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 700).Draw(rt, "leaves")
		w := newWorld(t, "mojob", n, rapid.IntRange(1, 60).Draw(rt, "at once"))
		i := rapid.IntRange(0, n-1).Draw(rt, "leaf")
		w.reads = 0
		e := w.evidence(t, i)
		if w.reads > 1 {
			rt.Fatalf("%d reads", w.reads)
		}
		if err := transparency.Check(e, k); err != nil {
			rt.Fatal(err)
		}
		if other := newWorld(t, "mojob", n, n); other.tree != w.tree {
			rt.Fatalf("%v, all at once %v", w.tree, other.tree)
		}
	})
}

// Whatever is changed in evidence, it is refused.
func TestNoChangeOfEvidencePasses(t *testing.T) {
	w := newWorld(t, "mojob", 300, 40)
	k := keys(t, "mojob", 1)
	rapid.Check(t, func(rt *rapid.T) {
		e := w.evidence(t, rapid.IntRange(0, 299).Draw(rt, "leaf"))
		flip := func(b []byte, what string) {
			b[rapid.IntRange(0, len(b)-1).Draw(rt, what)] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
		}
		text := func(s string, what string) string {
			b := []byte(s)
			flip(b, what)
			return string(b)
		}
		switch rapid.IntRange(0, 7).Draw(rt, "what") {
		case 0:
			e.Index = rapid.Int64().Filter(func(i int64) bool { return i != e.Index }).Draw(rt, "index")
		case 1:
			e.Size += rapid.Int64Range(1, 9).Draw(rt, "size")
		case 2:
			flip(e.Nonce, "nonce")
		case 3:
			e.Entry = text(e.Entry, "entry")
		case 4:
			flip(e.Leaf, "leaf")
		case 5:
			flip(e.Hashes[rapid.IntRange(0, len(e.Hashes)-1).Draw(rt, "hash")][:], "byte")
		case 6:
			e.Head = text(e.Head, "head")
		case 7:
			e.Hashes = e.Hashes[:len(e.Hashes)-1]
		}
		if transparency.Check(e, k) == nil {
			rt.Fatalf("passed: %+v", e)
		}
	})
}

func TestEvidenceIsRefusedWithTheReason(t *testing.T) {
	w, k := newWorld(t, "mojob", 20, 7), keys(t, "mojob", 1)
	other := newWorld(t, "mojob", 21, 7)
	foreign := newWorld(t, "tretoen", 20, 7)
	_, later := w.signed(t, 1, noon.AddDate(0, 0, 2))
	_, byOther := w.signed(t, 9, noon)
	for outcome, c := range map[string]struct {
		change func(*transparency.Evidence)
		keys   transparency.Keys
		want   error
	}{
		"an entry that was changed":  {func(e *transparency.Evidence) { e.Entry = strings.Replace(e.Entry, "given", "refused", 1) }, k, transparency.ErrEntry},
		"a nonce that was cut":       {func(e *transparency.Evidence) { e.Nonce = e.Nonce[1:] }, k, transparency.ErrEntry},
		"a proof for another tree":   {func(e *transparency.Evidence) { e.Hashes = other.evidence(t, 3).Hashes }, k, transparency.ErrProof},
		"a proof for another place":  {func(e *transparency.Evidence) { e.Index = 4 }, k, transparency.ErrProof},
		"a size that was changed":    {func(e *transparency.Evidence) { e.Size++ }, k, transparency.ErrSize},
		"a foreign key":              {func(e *transparency.Evidence) { e.Head = byOther }, k, transparency.ErrKey},
		"a retired key":              {func(e *transparency.Evidence) { e.Head = later }, keys(t, "mojob", 1, 2), transparency.ErrRetired},
		"a key that is to come":      {func(*transparency.Evidence) {}, keys(t, "mojob", 7, 8, 1), transparency.ErrRetired},
		"another controller's head":  {func(e *transparency.Evidence) { e.Head = foreign.evidence(t, 3).Head }, k, transparency.ErrController},
		"another controller's keys":  {func(*transparency.Evidence) {}, keys(t, "tretoen", 1), transparency.ErrController},
		"another controller's entry": {func(e *transparency.Evidence) { e.Entry = foreign.entries[3] }, k, transparency.ErrController},
		"no entry":                   {func(e *transparency.Evidence) { e.Entry = "?" }, k, transparency.ErrController},
		"a head that is none":        {func(e *transparency.Evidence) { e.Head = "mojob.ordholden/log\n" }, k, transparency.ErrHead},
		"a root that was changed":    {func(e *transparency.Evidence) { e.Head = changedRoot(e.Head) }, k, transparency.ErrSignature},
		"keys that are none":         {func(*transparency.Evidence) {}, transparency.Keys{Controller: "mojob", Keys: []transparency.Key{{Key: "?"}}}, transparency.ErrKeys},
		"nothing":                    {func(*transparency.Evidence) {}, k, nil},
	} {
		t.Run(outcome, func(t *testing.T) {
			e := w.evidence(t, 3)
			c.change(&e)
			if err := transparency.Check(e, c.keys); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// changedRoot is a head whose root is another.
func changedRoot(head string) string {
	lines := strings.SplitN(head, "\n", 4)
	lines[2] = tlog.RecordHash([]byte("another")).String()
	return strings.Join(lines, "\n")
}

func TestEvidenceComesThroughJSONAsItIs(t *testing.T) {
	for _, n := range []int{1, 20} {
		e := newWorld(t, "mojob", n, 7).evidence(t, 0)
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var read transparency.Evidence
		if err := json.Unmarshal(b, &read); err != nil {
			t.Fatal(err)
		}
		if err := transparency.Check(read, keys(t, "mojob", 1)); err != nil {
			t.Errorf("%v: %s", err, b)
		}
	}
}

// A tree begins with any that it was, and with no other.
func TestOnlyWhatAGrownLogWasIsItsBeginning(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 400).Draw(rt, "leaves")
		m := rapid.IntRange(1, n).Draw(rt, "before")
		w, before := newWorld(t, "mojob", n, 30), newWorld(t, "mojob", m, 30)
		if err := transparency.Extends(before.tree, w.tree, w); err != nil {
			rt.Fatal(err)
		}
		forked := before.tree
		forked.Hash[rapid.IntRange(0, 31).Draw(rt, "byte")] ^= 1
		if err := transparency.Extends(forked, w.tree, w); !errors.Is(err, transparency.ErrFork) {
			rt.Fatalf("another tree: %v", err)
		}
		if m < n && !errors.Is(transparency.Extends(w.tree, before.tree, before), transparency.ErrShorter) {
			rt.Fatal("a shorter tree passes")
		}
	})
}

// An entry has one spelling, however its fields are ordered, and no two entries share one.
func TestAnEntryHasOneSpelling(t *testing.T) {
	field := rapid.Custom(func(rt *rapid.T) transparency.Field {
		return transparency.Field{Name: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "name"), Value: rapid.String().Draw(rt, "value")}
	})
	rapid.Check(t, func(rt *rapid.T) {
		fields := rapid.SliceOfNDistinct(field, 2, 3, func(f transparency.Field) string { return f.Name }).Draw(rt, "fields")
		e := transparency.Entry{Controller: "mojob", Kind: transparency.CaseEvent, ID: rapid.String().Draw(rt, "id"), At: noon, Fields: fields}
		turned := e
		turned.Fields = append(append([]transparency.Field{}, fields[1:]...), fields[0])
		if e.Encode() != turned.Encode() {
			rt.Fatal("the order shows")
		}
		turned.Fields[0].Value += "x"
		if e.Encode() == turned.Encode() {
			rt.Fatal("the value does not show")
		}
	})
}

func TestALeafTellsNothingWithoutItsNonce(t *testing.T) {
	entry := transparency.Entry{Controller: "mojob"}.Encode()
	seen := map[[32]byte]bool{}
	for range 100 {
		seen[transparency.Commit(transparency.NewNonce(), entry)] = true
	}
	if len(seen) != 100 {
		t.Errorf("%d leaves of one entry", len(seen))
	}
}
