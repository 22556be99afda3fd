package smtp

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"strings"
	"time"
)

// arrival is a message that has come in.
type arrival struct {
	id         string
	at         time.Time
	envelope   envelope
	helo, peer string
	verdicts   Verdicts
	message    []byte
}

// subject is that of SES's notifications of receipt.
const subject = "Amazon SES Email Receipt Notification"

// receive stores the message for each rule that takes one of its recipients, and then tells the topics. When one object
// cannot be stored nobody is told, and the client tries again: what was stored by then comes twice, as it may with SES.
func (s *Server) receive(a *arrival) error {
	message := append(a.stamps(), a.message...)
	var matched []Rule
	for _, r := range s.cfg.Rules {
		if len(a.recipients(r)) > 0 {
			matched = append(matched, r)
		}
	}
	for _, r := range matched {
		if err := s.cfg.Store(s.stopping, r.Bucket, r.Prefix+a.id, message); err != nil {
			s.cfg.Log.Warn("mail not stored", "rule", r.Name, "message", a.id, "error", err)
			return tryAgain
		}
	}
	for _, r := range matched {
		if r.Topic == "" || s.cfg.Publish == nil {
			continue
		}
		text, err := json.Marshal(s.notification(a, r, message))
		if err != nil {
			s.cfg.Log.Error("write a notification", "message", a.id, "error", err)
			continue
		}
		s.cfg.Publish(r.Topic, subject, string(text))
	}
	return nil
}

// recipients returns those of the envelope that the rule takes.
func (a *arrival) recipients(r Rule) []string {
	var list []string
	for _, to := range a.envelope.to {
		if r.takes(to) {
			list = append(list, to)
		}
	}
	return list
}

// newID names a message as SES names what it receives: forty characters, unlike the names of what it sends.
func newID() string {
	var b [25]byte
	rand.Read(b[:]) // never fails
	return strings.ToLower(base32.HexEncoding.EncodeToString(b[:]))
}
