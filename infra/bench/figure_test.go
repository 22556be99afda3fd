package main

import "testing"

func TestFiguresAreOneLineEachWithTheirVerdict(t *testing.T) {
	for _, c := range []struct {
		figure figure
		want   string
	}{
		{atMost("size", "%.2f MB", 9.63, 10), "size\t9.63 MB\t≤ 10.00 MB\tok"},
		{atMost("size", "%.2f MB", 10, 10), "size\t10.00 MB\t≤ 10.00 MB\tok"},
		{atMost("size", "%.2f MB", 10.001, 10), "size\t10.00 MB\t≤ 10.00 MB\tshort"},
		{atLeast("share", "%.2f x", 0.5, 0.5), "share\t0.50 x\t≥ 0.50 x\tok"},
		{atLeast("share", "%.2f x", 0.499, 0.5), "share\t0.50 x\t≥ 0.50 x\tshort"},
		{exactly("calls", "1 write", "1 write"), "calls\t1 write\t1 write\tok"},
		{exactly("calls", "2 writes", "1 write"), "calls\t2 writes\t1 write\tshort"},
		{forTheRecord("start", "%.1f of %d ms", 3.14, 4), "start\t3.1 of 4 ms\t-\tok"},
	} {
		if got := c.figure.String(); got != c.want {
			t.Errorf("line %q, want %q", got, c.want)
		}
	}
}

func TestTwoPartsHoldOnlyTogether(t *testing.T) {
	good, bad := atMost("", "%.0f MB", 16, 40), atMost("", "%.1f x", 1.2, 1.1)
	for _, c := range []struct {
		a, b figure
		want string
	}{
		{good, good, "memory\t16 MB, 16 MB\t≤ 40 MB, ≤ 40 MB\tok"},
		{good, bad, "memory\t16 MB, 1.2 x\t≤ 40 MB, ≤ 1.1 x\tshort"},
		{bad, good, "memory\t1.2 x, 16 MB\t≤ 1.1 x, ≤ 40 MB\tshort"},
	} {
		if got := both("memory", c.a, c.b).String(); got != c.want {
			t.Errorf("line %q, want %q", got, c.want)
		}
	}
}

func TestAFigureThatIsNoNumberFallsShort(t *testing.T) {
	none := sample{}
	if f := atMost("", "%f", none.ratio(none), 1); f.ok {
		t.Errorf("nothing over nothing is %s", f)
	}
	if f := atLeast("", "%f", none.ratio(none), 1); f.ok {
		t.Errorf("nothing over nothing is %s", f)
	}
}
