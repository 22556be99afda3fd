// Package difference owns finding what changed between two texts, for people to read.
package difference

// The usual library (pmezard/go-difflib) is no longer kept, and compares lines; the longest
// common subsequence of a few hundred words is thirty lines of our own.

// Kind is what became of a part.
type Kind string

// The kinds.
const (
	Same    Kind = "same"
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// most bounds the work of one comparison, in cells: texts that are larger count as replaced.
const most = 4 << 20

// step is one part of an alignment; what is added has no old, what is removed no new.
type step struct {
	kind     Kind
	old, new int
}

// align is the shortest way from one list to another that keeps what both have, in order.
func align(old, renewed []string) []step {
	width := len(renewed) + 1
	if len(old)*width > most {
		return replaced(len(old), len(renewed))
	}
	common := make([]int32, (len(old)+1)*width) // of old[i:] and renewed[j:]
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(renewed) - 1; j >= 0; j-- {
			if old[i] == renewed[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	return walk(old, renewed, common, width)
}

// walk takes what is removed before what is added, as people read it.
func walk(old, renewed []string, common []int32, width int) []step {
	var steps []step
	i, j := 0, 0
	for i < len(old) && j < len(renewed) {
		switch {
		case old[i] == renewed[j]:
			steps = append(steps, step{Same, i, j})
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			steps = append(steps, step{kind: Removed, old: i})
			i++
		default:
			steps = append(steps, step{kind: Added, new: j})
			j++
		}
	}
	for ; i < len(old); i++ {
		steps = append(steps, step{kind: Removed, old: i})
	}
	for ; j < len(renewed); j++ {
		steps = append(steps, step{kind: Added, new: j})
	}
	return steps
}

func replaced(old, renewed int) []step {
	var steps []step
	for i := range old {
		steps = append(steps, step{kind: Removed, old: i})
	}
	for j := range renewed {
		steps = append(steps, step{kind: Added, new: j})
	}
	return steps
}
