package inbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

// hostile tries to break out of every place that a page shows text in.
const hostile = "From: =?utf-8?q?=3Cscript=3Ealert(1)=3C/script=3E?= <ahoy@mojob.io>\r\nTo: kari@example.no\r\n" +
	"Subject: =?utf-8?q?=3C/title=3E=3Cimg_src=3Dx_onerror=3Dalert(2)=3E?=\r\nX-Odd: \"><script>alert(3)</script>\r\n" +
	"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" +
	"</div><script>alert(4)</script> javascript:alert(5) https://desk.example.com/r#t=a&b=\"><script>.\r\n" +
	"--b\r\nContent-Type: text/html\r\n\r\n<script>alert(6)</script><a href=\"https://desk.example.com/\">open</a>\r\n--b--\r\n"

func request(t *testing.T, h http.Handler, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	return w
}

func TestPagesEscapeWhatAMailSays(t *testing.T) {
	b := open(t, "")
	m := add(t, b, hostile)
	h := b.Handler(func() []string { return []string{"message <script>alert(7)</script>"} })
	for _, path := range []string{"/", "/messages/" + m.ID} {
		w := request(t, h, http.MethodGet, path)
		body := w.Body.String()
		if w.Code != http.StatusOK || strings.Contains(body, "<script") || strings.Contains(body, "<img") || strings.Contains(body, `href="javascript`) {
			t.Errorf("%s: %d %s", path, w.Code, body)
		}
		if got := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'; style-src 'self'; frame-src 'self'") {
			t.Errorf("%s: policy %q", path, got)
		}
	}
	body := request(t, h, http.MethodGet, "/messages/"+m.ID).Body.String()
	for _, part := range []string{
		`<a href="https://desk.example.com/r#t=a&amp;b=" target="_blank" rel="noopener noreferrer">`,
		`<iframe title="HTML part" src="/messages/` + m.ID + `/html" sandbox="allow-popups allow-popups-to-escape-sandbox">`,
		"&lt;/div&gt;&lt;script&gt;alert(4)",
	} {
		if !strings.Contains(body, part) {
			t.Errorf("the page has no %s", part)
		}
	}
}

func TestTheHTMLPartIsServedInASandbox(t *testing.T) {
	b := open(t, "")
	m := add(t, b, hostile)
	w := request(t, b.Handler(nil), http.MethodGet, "/messages/"+m.ID+"/html")
	if !strings.Contains(w.Body.String(), "<script>alert(6)</script>") {
		t.Errorf("the part is not as it was sent: %s", w.Body)
	}
	policy := w.Header().Get("Content-Security-Policy")
	directives := strings.Split(policy, "; ")
	if directives[0] != "sandbox allow-popups allow-popups-to-escape-sandbox" || directives[1] != "default-src 'none'" || strings.Contains(policy, "script-src") {
		t.Errorf("policy %q", policy)
	}
	if got := w.Header().Get("X-Content-Type-Options"); got != "nosniff" {
		t.Errorf("X-Content-Type-Options %q", got)
	}
}

func TestAPI(t *testing.T) {
	b := open(t, "")
	h := b.Handler(nil)
	if got := request(t, h, http.MethodGet, "/api/messages").Body.String(); got != "[]" {
		t.Errorf("an empty inbox is %s", got)
	}
	first, second := add(t, b, plain), add(t, b, strings.Replace(plain, "One", "Two", 1))

	w := request(t, h, http.MethodGet, "/api/messages")
	var list []map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0]["id"] != second.ID || list[1]["id"] != first.ID || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%s: %v", w.Header().Get("Content-Type"), list)
	}
	for name, want := range map[string]any{
		"from": "ahoy@mojob.io", "to": "kari@example.no", "subject": "Two", "text": "Hello.\n", "html": "",
		"configurationSet": "mail", "tags": map[string]any{"controller": "mojob", "case": "c-1"},
	} {
		if !reflect.DeepEqual(list[0][name], want) {
			t.Errorf("%s is %v", name, list[0][name])
		}
	}
	headers, _ := list[0]["headers"].(map[string]any)
	if got := headers["From"]; !reflect.DeepEqual(got, []any{"Mojob <ahoy@mojob.io>"}) {
		t.Errorf("header From: %v", got)
	}

	var one Message
	w = request(t, h, http.MethodGet, "/api/messages/"+first.ID)
	if err := json.Unmarshal(w.Body.Bytes(), &one); err != nil || one.ID != first.ID || one.Subject != "One" {
		t.Errorf("%v %+v", err, one)
	}
	if w := request(t, h, http.MethodGet, "/messages/"+first.ID+"/eml"); !strings.HasSuffix(w.Body.String(), plain) {
		t.Errorf("the file is %s", w.Body)
	}
	for _, path := range []string{"/api/messages/x", "/messages/x", "/messages/x/html", "/messages/x/eml", "/other"} {
		if w := request(t, h, http.MethodGet, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := request(t, h, http.MethodDelete, "/api/messages"); w.Code != http.StatusNoContent || len(b.Messages()) != 0 {
		t.Errorf("%d, %d left", w.Code, len(b.Messages()))
	}
}

func TestTheButtonEmptiesTheInbox(t *testing.T) {
	b := open(t, "")
	add(t, b, plain)
	h := b.Handler(nil)
	if !strings.Contains(request(t, h, http.MethodGet, "/").Body.String(), `action="/empty"`) {
		t.Error("no button")
	}
	if w := request(t, h, http.MethodGet, "/empty"); w.Code == http.StatusSeeOther || len(b.Messages()) != 1 {
		t.Errorf("GET empties the inbox: %d", w.Code)
	}
	if w := request(t, h, http.MethodPost, "/empty"); w.Code != http.StatusSeeOther || len(b.Messages()) != 0 {
		t.Errorf("%d, %d left", w.Code, len(b.Messages()))
	}
	if !strings.Contains(request(t, h, http.MethodGet, "/").Body.String(), "No mail yet") {
		t.Error("the empty inbox does not say so")
	}
}

func TestLinksInText(t *testing.T) {
	for text, want := range map[string][]string{
		"see https://a.example/b?c=d#e.":        {"https://a.example/b?c=d#e"},
		"(http://a.example) and https://b.test": {"http://a.example", "https://b.test"},
		"javascript:alert(1) ftp://a.example":   nil,
		"https://a.example/æøå, then":           {"https://a.example/æøå"},
	} {
		var got []string
		var whole strings.Builder
		for _, p := range pieces(text) {
			whole.WriteString(p.Text)
			if p.URL != "" {
				got = append(got, p.URL)
			}
		}
		if !reflect.DeepEqual(got, want) || whole.String() != text {
			t.Errorf("%q: links %q, text %q", text, got, whole.String())
		}
	}
}
