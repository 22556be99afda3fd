package smtp

import "strings"

// Verdicts are what SES finds out about a message: PASS, FAIL, GRAY, PROCESSING_FAILED or DISABLED each; empty is PASS.
type Verdicts struct {
	Spam, Virus, SPF, DKIM, DMARC string
	// Policy is what the sender's domain asks for where DMARC is FAIL: none, quarantine or reject.
	Policy string
}

const (
	pass     = "PASS"
	fail     = "FAIL"
	disabled = "DISABLED"
)

// SetVerdicts says what is found of mail by its envelope's sender, from now on; nil finds PASS in all of it. Only tests
// can: nothing that a client sends changes a verdict, as the message's own headers must not.
func (s *Server) SetVerdicts(of func(from string) Verdicts) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.verdicts = of
}

func (s *Server) verdictsOf(from string) Verdicts {
	s.mu.Lock()
	of := s.verdicts
	s.mu.Unlock()
	var v Verdicts
	if of != nil {
		v = of(from)
	}
	for _, one := range []*string{&v.Spam, &v.Virus, &v.SPF, &v.DKIM, &v.DMARC} {
		if *one == "" {
			*one = pass
		}
	}
	return v
}

// under is what is found under a rule: one that does not scan knows neither of spam nor of viruses.
func (v Verdicts) under(r Rule) Verdicts {
	if !r.Scan {
		v.Spam, v.Virus = disabled, disabled
	}
	return v
}

// result is a verdict in the words of an Authentication-Results header (RFC 8601).
func result(verdict string) string {
	switch verdict {
	case pass, fail:
		return strings.ToLower(verdict)
	case "PROCESSING_FAILED":
		return "temperror"
	}
	return "none"
}
