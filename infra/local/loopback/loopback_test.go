package loopback_test

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ordholden/infra/local/loopback"
)

func TestAServerRunsUntilItIsStopped(t *testing.T) {
	l, err := loopback.Listen(0, "X_PORT")
	if err != nil {
		t.Fatal(err)
	}
	s := loopback.Serve(l, http.NotFoundHandler(), slog.New(slog.DiscardHandler), "the test")
	url := "http://" + l.Addr().String() + "/"
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNotFound {
		t.Errorf("answers %s", answer.Status)
	}
	if _, err := loopback.Listen(l.Addr().(*net.TCPAddr).Port, "X_PORT"); err == nil || !strings.Contains(err.Error(), "X_PORT") {
		t.Errorf("a taken port: %v", err)
	}
	s.Stop()
	s.Stop()
	if answer, err := http.Get(url); err == nil {
		answer.Body.Close()
		t.Error("it answers after it was stopped")
	}
}

func TestOnlyCallsByALocalNameGetIn(t *testing.T) {
	h := loopback.Only(http.NotFoundHandler())
	for host, want := range map[string]int{
		"localhost": 404, "localhost:80": 404, "127.0.0.1:80": 404, "[::1]:80": 404, "[::1]": 404,
		"example.com": 403, "localhost.example.com:80": 403, "127.0.0.1.example.com": 403, "": 403, "192.0.2.1:80": 403,
	} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%q: %d, want %d", host, w.Code, want)
		}
	}
}
