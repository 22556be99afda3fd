package opendsr

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/opendsr"
	"ordholden/internal/receipt"
)

// Handler answers the protocol, and shows what was asked.
func (s *Receiver) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /discovery", s.discovery)
	mux.HandleFunc("GET /certificate.pem", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(s.identity.leaf) })
	mux.HandleFunc("POST /requests", s.take)
	mux.HandleFunc("GET /requests/{id}", s.status)
	mux.HandleFunc("DELETE /requests/{id}", s.cancel)
	s.screen(mux)
	return mux
}

// host is the domain that it is called by, without its port.
func host(r *http.Request) string {
	if name, _, err := net.SplitHostPort(r.Host); err == nil {
		return name
	}
	return r.Host
}

func (s *Receiver) discovery(w http.ResponseWriter, r *http.Request) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	text, _ := json.Marshal(opendsr.Discovery{
		Version: opendsr.Version, Identities: []opendsr.Identity{{Type: "email", Format: "raw"}},
		Types: []string{opendsr.TypeErasure}, Certificate: scheme + "://" + r.Host + "/certificate.pem",
		Extensions: s.cfg.Domains,
	})
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text)
}

// take takes a request: the same id again is the same request.
func (s *Receiver) take(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	c, ok := s.signedBy(w, r, body)
	if !ok {
		return
	}
	var q opendsr.Request
	if err := json.Unmarshal(body, &q); err != nil {
		s.refuse(w, "the body is not JSON as OpenDSR has it")
		return
	}
	if why := s.illegal(q); why != "" {
		s.refuse(w, why)
		return
	}
	if s.misbehave(w, r) {
		return
	}
	a := s.keep(q, c)
	s.answer(w, r, http.StatusCreated, opendsr.Created{
		Controller: string(c), Expected: stamp(a.Received.Add(24 * time.Hour)), Received: stamp(a.Received),
		Encoded: base64.StdEncoding.EncodeToString(body), ID: s.nameOf(q.ID),
	})
}

// keep stores a request, as the behavior says.
func (s *Receiver) keep(q opendsr.Request, c gdpr.ControllerID) Asked {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	a := s.find(q.ID)
	if a == nil {
		a = &Asked{Request: q, Controller: c, Received: time.Now(), Status: opendsr.Pending}
		s.asked = slices.Insert(s.asked, 0, a)
		switch s.behavior {
		case AtOnce:
			a.Status = opendsr.Completed
		case Refusing:
			a.Status, a.Reason = opendsr.Cancelled, Reason
		case Later:
			a.Status = opendsr.InProgress
			s.later(q.ID)
		}
	}
	a.Times++
	return *a
}

// illegal is what OpenDSR does not allow of a request, "" for nothing.
func (s *Receiver) illegal(q opendsr.Request) string {
	_, wrongTime := time.Parse(time.RFC3339, q.Submitted)
	known := slices.ContainsFunc(s.cfg.Domains, func(d string) bool { return len(q.Extensions[d].Measures) > 0 })
	switch {
	case !opendsr.IsRequestID(q.ID):
		return "the id is no lower-case UUID of version 4"
	case q.Regulation != "gdpr" && q.Regulation != "":
		return "the regulation is not gdpr"
	case q.Type != opendsr.TypeErasure && !(q.Type == opendsr.TypeAccess && known):
		return "the type is not one that the discovery names, nor an extension that it knows"
	case len(q.Identities) != 1 || q.Identities[0].Type != "email" || q.Identities[0].Format != "raw" || !strings.Contains(q.Identities[0].Value, "@"):
		return "the identity is not one e-mail address"
	case wrongTime != nil:
		return "the time is not as RFC 3339 has it"
	case q.Version != opendsr.Version:
		return "the version is another"
	}
	return ""
}

func (s *Receiver) status(w http.ResponseWriter, r *http.Request) {
	c, ok := s.signedBy(w, r, []byte(r.Method+" "+r.PathValue("id")))
	if !ok || s.misbehave(w, r) {
		return
	}
	s.mutex.Lock()
	a := s.find(r.PathValue("id"))
	if a == nil || a.Controller != c {
		s.mutex.Unlock()
		http.Error(w, `{"error":{"code":404}}`, http.StatusNotFound)
		return
	}
	said := s.said(*a)
	s.mutex.Unlock()
	said.ID = s.nameOf(said.ID)
	s.answer(w, r, http.StatusOK, said)
}

// said is where a request stands, as the protocol says it.
func (s *Receiver) said(a Asked) opendsr.Status {
	out := opendsr.Status{
		Controller: string(a.Controller), Expected: stamp(a.Received.Add(24 * time.Hour)), ID: a.ID, State: a.Status, Version: opendsr.Version,
	}
	if a.Reason != "" {
		out.Extensions = map[string]opendsr.Extension{}
		for _, d := range s.cfg.Domains {
			out.Extensions[d] = opendsr.Extension{Reason: a.Reason}
		}
	}
	return out
}

func (s *Receiver) cancel(w http.ResponseWriter, r *http.Request) {
	c, ok := s.signedBy(w, r, []byte(r.Method+" "+r.PathValue("id")))
	if !ok || s.misbehave(w, r) {
		return
	}
	s.mutex.Lock()
	a := s.find(r.PathValue("id"))
	possible := a != nil && a.Controller == c && a.Status == opendsr.Pending
	if possible {
		a.Status = opendsr.Cancelled
	}
	s.mutex.Unlock()
	if !possible {
		http.Error(w, `{"error":{"code":400}}`, http.StatusBadRequest)
		return
	}
	s.answer(w, r, http.StatusAccepted, opendsr.Created{Controller: string(c), Received: stamp(time.Now()), ID: s.nameOf(r.PathValue("id"))})
}

// signedBy is the controller that has signed a call; any other call is answered, and an
// accusation.
func (s *Receiver) signedBy(w http.ResponseWriter, r *http.Request, said []byte) (gdpr.ControllerID, bool) {
	key := r.Header.Get(opendsr.HeaderKey)
	c := gdpr.ControllerID(key[:max(0, strings.LastIndexByte(key, '-'))])
	signature, err := base64.StdEncoding.DecodeString(r.Header.Get(opendsr.HeaderSignature))
	if c == "" || err != nil || len(signature) == 0 {
		s.refuse(w, "the call is not signed")
		return "", false
	}
	jwks, err := s.cfg.Keys(r.Context(), c)
	if err == nil {
		err = receipt.CheckBody(c, key, said, signature, jwks)
	}
	if err != nil {
		s.refuse(w, "the call is not signed by a key of the controller: "+err.Error())
		return "", false
	}
	return c, true
}

func (s *Receiver) refuse(w http.ResponseWriter, why string) {
	s.accuse(why)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_, _ = io.WriteString(w, `{"error":{"code":400}}`)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
