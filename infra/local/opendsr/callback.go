package opendsr

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"ordholden/internal/opendsr"
)

// later completes a request after a while; the caller holds the mutex.
func (s *Receiver) later(id string) {
	if s.stopped {
		return
	}
	s.calling.Add(1)
	s.timers = append(s.timers, time.AfterFunc(s.cfg.After, func() {
		defer s.calling.Done()
		if err := s.End(id, opendsr.Completed, ""); err != nil {
			s.cfg.Log.Warn("call back", "error", err)
		}
	}))
}

// End moves a request to a status, and calls the controller back once, at each URL that it
// asked for.
func (s *Receiver) End(id, status, reason string) error {
	s.mutex.Lock()
	a := s.find(id)
	if a == nil {
		s.mutex.Unlock()
		return errors.New("no such request")
	}
	a.Status, a.Reason = status, reason
	said, to := s.said(*a), a.Callbacks
	s.mutex.Unlock()
	var failed []error
	for _, place := range to {
		said.Callback = place
		failed = append(failed, s.call(place, said))
	}
	return errors.Join(failed...)
}

// domain is the name that it calls back by: that of its certificate.
const domain = "localhost"

func (s *Receiver) call(place string, said opendsr.Status) error {
	u, err := url.Parse(place)
	if err != nil {
		return fmt.Errorf("call back: %w", err)
	}
	body, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("call back: %w", err)
	}
	r, err := http.NewRequest(http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("call back: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	s.Sign(r.Header, body)
	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("call back: %w", err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		return fmt.Errorf("call back: answered %d", answer.StatusCode)
	}
	return nil
}
