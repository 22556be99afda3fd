package ses_test

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"ordholden/infra/local/ses"
)

func TestMailSurvivesARestart(t *testing.T) {
	dir := t.TempDir() + "/mail"
	first := start(t, ses.Config{Dir: dir})
	id := first.mustSend(input(crlf(sound)))
	before, _ := first.Inbox().Message(id)
	first.Stop()
	second := start(t, ses.Config{Dir: dir})
	after, found := second.Inbox().Message(id)
	if !found || after.Text != before.Text || after.To != before.To || after.Tags["mail"] != "confirm" {
		t.Errorf("after the restart: %+v", after)
	}
	if later := second.mustSend(input(crlf(sound))); second.Inbox().Messages()[0].ID != later {
		t.Errorf("the newest is not first")
	}
}

func TestOnePortServesSESAndTheInbox(t *testing.T) {
	d := start(t, ses.Config{})
	in := input(crlf(sound))
	in.ConfigurationSetName = nil
	id := d.mustSend(in)
	for path, part := range map[string]string{
		"/":                "no configuration set, so no events",
		"/messages/" + id:  "Bekreft ønsket",
		"/api/messages":    `"id":"` + id + `"`,
		"/api/accusations": `["message ` + id + `: no configuration set, so no events"]`,
	} {
		status, body := get(t, d.URL+path, "")
		if status != http.StatusOK || !strings.Contains(body, part) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestOnlyThisMachineIsAnswered(t *testing.T) {
	d := start(t, ses.Config{})
	host, port, err := net.SplitHostPort(strings.TrimPrefix(d.URL, "http://"))
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("listens on %s (%v)", d.URL, err)
	}
	for name, status := range map[string]int{
		"localhost:" + port: 200, "127.0.0.1:" + port: 200, "[::1]:" + port: 200, "localhost": 200,
		"inbox.evil.example:" + port: 403, "localhost.evil.example": 403,
	} {
		if got, _ := get(t, d.URL+"/", name); got != status {
			t.Errorf("as %s: %d", name, got)
		}
	}
	t.Run("a taken port is told", func(t *testing.T) {
		number, err := strconv.Atoi(port)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ses.Start(ses.Config{Port: number})
		if err == nil || !strings.Contains(err.Error(), "port "+port+" is taken") {
			t.Errorf("got %v", err)
		}
	})
	d.Stop()
	d.Stop()
	if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
		conn.Close()
		t.Error("it listens after Stop")
	}
}

func get(t *testing.T, url, host string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}
