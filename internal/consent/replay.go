package consent

import (
	"fmt"
	"slices"

	"ordholden/internal/gdpr"
)

// Replay is what a consent comes to by what was decided when it was declared and by its steps,
// oldest first: what stands beside them can be computed again from them at any time.
func Replay(declared []Choice, steps []Step) (State, []Choice, error) {
	var state State
	choices := slices.Clone(declared)
	for i, step := range steps {
		next, ok := state.After(step.On)
		if !ok {
			return state, choices, fmt.Errorf("step %d: no %q from %q", i, step.On, state)
		}
		state, choices = next, decided(choices, step)
	}
	return state, choices, nil
}

// decided is the choices after a step.
func decided(choices []Choice, s Step) []Choice {
	switch s.On {
	case Withdraw:
		return withdrawn(choices, given(choices))
	case Restore:
		return turned(choices, gdpr.Withdrawn, gdpr.Given, s.Gave)
	}
	return withdrawn(choices, s.Took)
}
