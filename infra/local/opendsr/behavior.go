package opendsr

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"ordholden/internal/opendsr"
)

// Inner is where it leads on to when it redirects: what a cloud tells its own machines.
const Inner = "http://169.254.169.254/latest/meta-data/"

// elsewhere is the id of no request.
const elsewhere = "ffffffff-ffff-4fff-bfff-ffffffffffff"

func (s *Receiver) now() Behavior {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.behavior
}

// nameOf is the id that an answer names.
func (s *Receiver) nameOf(id string) string {
	if s.now() == Misremembering {
		return elsewhere
	}
	return id
}

// misbehave answers in the way of a system that is broken or hostile, where it is to.
func (s *Receiver) misbehave(w http.ResponseWriter, r *http.Request) bool {
	switch s.now() {
	case Broken:
		http.Error(w, `{"error":{"code":500}}`, http.StatusInternalServerError)
	case Redirecting:
		http.Redirect(w, r, Inner, http.StatusTemporaryRedirect)
	case Endless:
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, strings.Repeat(" ", 1<<20)+"{}")
	default:
		return false
	}
	return true
}

// answer writes a signed answer, or one that the behavior has spoiled.
func (s *Receiver) answer(w http.ResponseWriter, r *http.Request, status int, said any) {
	body, err := json.Marshal(said)
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	if s.now() == Garbage {
		body = []byte("<html>It works!</html>")
	}
	s.signed(w.Header(), host(r), body)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// signed sets the headers of a body in the name of a domain, as the behavior says.
func (s *Receiver) signed(h http.Header, domain string, body []byte) {
	behavior := s.now()
	said := body
	if behavior == Forging {
		said = append([]byte("other "), body...)
	}
	signature, err := s.identity.sign(said)
	if err != nil || behavior == Unsigned {
		return
	}
	if behavior == Impersonating {
		domain = "dsr.example.com"
	}
	h.Set(opendsr.HeaderDomain, domain)
	h.Set(opendsr.HeaderSignature, signature)
}

// Sign sets the headers of a callback, as the behavior says.
func (s *Receiver) Sign(h http.Header, body []byte) { s.signed(h, domain, body) }
