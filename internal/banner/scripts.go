package banner

import (
	"sync"

	"ordholden/internal/controller"
)

// Scripts composes each script when it is first asked for, and keeps it.
type Scripts struct {
	Bundle   Bundle
	Registry *controller.Registry // whose versions tell when visitors are asked again

	mu   sync.Mutex
	made map[*controller.Declaration]Script
}

// Of is the script of a controller, as its declaration now stands. A nil Scripts has none.
func (s *Scripts) Of(d *controller.Declaration) (Script, bool) {
	if s == nil || !d.HasBanner() {
		return Script{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if made, ok := s.made[d]; ok {
		return made, true
	}
	made, ok := Compose(s.Bundle, d, controller.Revision(s.Registry, d.ID))
	if ok {
		if s.made == nil {
			s.made = map[*controller.Declaration]Script{}
		}
		s.made[d] = made
	}
	return made, ok
}

// Style is the style sheet at a path, for browsers that take it from a file only.
func (s *Scripts) Style(path string) (string, bool) {
	if s == nil || path != s.Bundle.StylePath() {
		return "", false
	}
	return s.Bundle.Style, true
}
