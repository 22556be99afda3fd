package difference

import "strings"

// Piece is a run of words that have the same fate: Same, Added or Removed.
type Piece struct {
	Kind Kind
	Text string
}

// Words compares two paragraphs word by word. The pieces that are not Added make the old
// paragraph, those that are not Removed the new one, joined by spaces.
func Words(old, renewed string) []Piece {
	before, after := strings.Fields(old), strings.Fields(renewed)
	var pieces []Piece
	for _, s := range gathered(align(before, after)) {
		word := ""
		if s.kind == Added {
			word = after[s.new]
		} else {
			word = before[s.old]
		}
		if last := len(pieces) - 1; last >= 0 && pieces[last].Kind == s.kind {
			pieces[last].Text += " " + word
		} else {
			pieces = append(pieces, Piece{s.kind, word})
		}
	}
	return pieces
}

// gathered puts what is removed before what is added within each gap, so that a phrase that
// is replaced reads as one phrase and not as its words in turn.
func gathered(steps []step) []step {
	var all, added []step
	for _, s := range steps {
		switch s.kind {
		case Added:
			added = append(added, s)
		case Removed:
			all = append(all, s)
		default:
			all = append(append(all, added...), s)
			added = nil
		}
	}
	return append(all, added...)
}

// alike is how much two paragraphs have in common, from 0 to 1.
func alike(a, b string) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x)+len(y) == 0 {
		return 1
	}
	same := 0
	for _, s := range align(x, y) {
		if s.kind == Same {
			same++
		}
	}
	return 2 * float64(same) / float64(len(x)+len(y))
}
