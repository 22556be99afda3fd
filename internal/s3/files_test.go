package s3_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	local "ordholden/infra/local/s3"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/platform"
	"ordholden/internal/s3"
)

const (
	pdf  = "application/pdf"
	most = 10 << 20
)

var (
	record = holding.Ref{Controller: "tretoen", Class: controller.Applications, Owner: "1.abc", ID: "r1"}
	place  = "tretoen/1.abc/application-r1/"
	cv     = holding.File{ID: "f1", Kind: "cv", Name: gdpr.Private("Søknad \"2026\".pdf")}
)

func filesAt(url string) s3.Files { return s3.Files{Client: impatientClient(url), Name: filesName} }

// upload posts a form as a browser does, and returns the answer's status and text.
func upload(t *testing.T, u holding.Upload, content []byte) (int, string, http.Header) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range u.Fields {
		_ = w.WriteField(name, value)
	}
	part, err := w.CreateFormFile("file", "anything.exe")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(content)
	_ = w.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, u.URL, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Origin", "https://personvern.example.com")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), resp.Header
}

func offered(t *testing.T, b s3.Files, f holding.File) holding.Upload {
	t.Helper()
	u, err := b.Offer(t.Context(), record, f, most, time.Now().Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func TestAFileComesInIsAdmittedHandedOutAndDropped(t *testing.T) {
	server := start(t)
	for key, value := range map[string]string{
		"AWS_ENDPOINT_URL_S3": server.URL, "AWS_REGION": "eu-north-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "FILES": filesName,
	} {
		t.Setenv(key, value)
	}
	b := s3.NewFiles(platform.Read())
	content := []byte("%PDF-1.7\n" + strings.Repeat("stream of things\n", 1000))
	announced := cv
	announced.Type, announced.Size = pdf, int64(len(content))
	u := offered(t, b, announced)
	if status, text, _ := upload(t, u, content); status != http.StatusNoContent {
		t.Fatalf("%d %s", status, text)
	}
	if got := server.Keys(filesName, ""); len(got) != 1 || got[0] != "quarantine/"+place+"f1" {
		t.Fatalf("uploaded to %q", got)
	}
	found, err := b.Inspect(t.Context(), record, cv, most)
	if err != nil || found.Type != pdf || found.Size != int64(len(content)) || found.Digest != digestOf(content) || found.ID != "f1" {
		t.Fatalf("%+v, %v", found, err)
	}
	for range 2 {
		if err := b.Admit(t.Context(), record, found); err != nil {
			t.Fatal(err)
		}
	}
	if got := server.Keys(filesName, ""); len(got) != 1 || got[0] != "files/"+place+"f1" {
		t.Fatalf("admitted to %q", got)
	}
	if again, err := b.Inspect(t.Context(), record, cv, most); err != nil || again.Digest != found.Digest {
		t.Errorf("inspected again: %+v, %v", again, err)
	}
	handed(t, b, found, content)
	if n, err := b.Drop(t.Context(), record); n != 1 || err != nil || len(server.Keys(filesName, "")) != 0 {
		t.Errorf("dropped %d, %v", n, err)
	}
}

// handed fetches a file by its address and looks at how it comes.
func handed(t *testing.T, b s3.Files, f holding.File, content []byte) {
	t.Helper()
	until := time.Now().Add(time.Minute)
	d, err := b.Hand(t.Context(), record, f, until)
	if err != nil || !d.Expires.Equal(until) {
		t.Fatalf("%+v, %v", d, err)
	}
	status, got, header := fetch(t, d.URL)
	if status != http.StatusOK || got != string(content) {
		t.Errorf("fetched %d, %d bytes", status, len(got))
	}
	kind, params, err := mime.ParseMediaType(header.Get("Content-Disposition"))
	if err != nil || kind != "attachment" || params["filename"] != cv.Name.Reveal() {
		t.Errorf("it comes as %q", header.Get("Content-Disposition"))
	}
	if header.Get("Content-Type") != pdf || header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("its header is %v", header)
	}
	if status, _, _ := fetch(t, strings.Replace(d.URL, "f1", "f2", 1)); status != http.StatusForbidden {
		t.Errorf("another file by the same signature: %d", status)
	}
	if status, _, _ := fetch(t, strings.Replace(d.URL, "attachment", "inline", 1)); status != http.StatusForbidden {
		t.Errorf("inline by the same signature: %d", status)
	}
}

func fetch(t *testing.T, address string) (int, string, http.Header) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), resp.Header
}

func TestAnUploadIsWhatWasAnnouncedAndNothingElse(t *testing.T) {
	server := start(t)
	announced := cv
	announced.Type, announced.Size = pdf, 5
	for what, c := range map[string]struct {
		change  func(fields map[string]string)
		content string
		status  int
	}{
		"too short":       {func(map[string]string) {}, "1234", http.StatusBadRequest},
		"too long":        {func(map[string]string) {}, "123456", http.StatusBadRequest},
		"another type":    {func(f map[string]string) { f["Content-Type"] = "text/html" }, "12345", http.StatusForbidden},
		"no type":         {func(f map[string]string) { delete(f, "Content-Type") }, "12345", http.StatusForbidden},
		"another key":     {func(f map[string]string) { f["key"] = "files/" + place + "f1" }, "12345", http.StatusForbidden},
		"a tag":           {func(f map[string]string) { f["tagging"] = "<Tagging/>" }, "12345", http.StatusForbidden},
		"another policy":  {func(f map[string]string) { f["policy"] += "A" }, "12345", http.StatusForbidden},
		"no policy":       {func(f map[string]string) { delete(f, "policy") }, "12345", http.StatusForbidden},
		"as it should be": {func(map[string]string) {}, "12345", http.StatusNoContent},
	} {
		u := offered(t, filesAt(server.URL), announced)
		c.change(u.Fields)
		if status, text, _ := upload(t, u, []byte(c.content)); status != c.status {
			t.Errorf("%s: %d %s", what, status, text)
		}
		if n := len(server.Keys(filesName, "")); n != 0 && c.status >= 400 {
			t.Errorf("%s: something was stored", what)
		}
		_, _ = filesAt(server.URL).Drop(t.Context(), record)
	}
}

func TestAnUploadLeadsBackToThePageThatOfferedIt(t *testing.T) {
	server := start(t)
	b := filesAt(server.URL)
	b.Back = func(_ context.Context, r holding.Ref, f holding.File) (string, error) {
		return "https://personvern.example.com/v1/" + string(r.Controller) + "/applications/files?file=" + string(f.ID), nil
	}
	status, _, header := upload(t, offered(t, b, cv), []byte("Hei"))
	back, err := url.Parse(header.Get("Location"))
	if status != http.StatusSeeOther || err != nil || back.Path != "/v1/tretoen/applications/files" || back.Query().Get("file") != "f1" ||
		back.Query().Get("key") == "" {
		t.Errorf("%d to %s", status, header.Get("Location"))
	}
	u := offered(t, b, cv)
	u.Fields["success_action_redirect"] = "https://elsewhere.example.com/"
	if status, _, _ := upload(t, u, []byte("Hei")); status != http.StatusForbidden {
		t.Errorf("led elsewhere: %d", status)
	}
}

func TestWhatWasNeverUploadedIsNotFound(t *testing.T) {
	b := filesAt(start(t).URL)
	_, err := b.Inspect(t.Context(), record, cv, most)
	wantKind(t, "inspect", err, gdpr.NotFound)
	f := cv
	f.Mark = `"0"`
	wantKind(t, "admit", b.Admit(t.Context(), record, f), gdpr.NotFound)
	if err := b.Refuse(t.Context(), record, cv); err != nil {
		t.Error(err)
	}
	if n, err := b.Drop(t.Context(), record); n != 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// Between reading an upload and admitting it, somebody may have sent another one.
func TestAnUploadThatIsAnotherByThenIsNotAdmitted(t *testing.T) {
	server := start(t)
	b := filesAt(server.URL)
	key := "quarantine/" + place + "f1"
	_ = server.Put(filesName, key, local.Object{Body: []byte("%PDF-1.4")})
	found, err := b.Inspect(t.Context(), record, cv, most)
	if err != nil {
		t.Fatal(err)
	}
	_ = server.Put(filesName, key, local.Object{Body: []byte("MZ")})
	wantKind(t, "admit", b.Admit(t.Context(), record, found), gdpr.Conflict)
	if got := server.Keys(filesName, ""); len(got) != 1 || got[0] != key {
		t.Errorf("there is %q", got)
	}
	found.Mark = ""
	wantKind(t, "admit what nobody read", b.Admit(t.Context(), record, found), gdpr.Internal)
	if err := b.Refuse(t.Context(), record, cv); err != nil || len(server.Keys(filesName, "")) != 0 {
		t.Errorf("refused: %v, left %q", err, server.Keys(filesName, ""))
	}
}

func TestDroppingTakesAllOfARecordAndNothingOfAnother(t *testing.T) {
	server := start(t)
	others := []string{
		"files/tretoen/1.abc/application-r10/f1", "files/tretoen/1.abcd/application-r1/f1", "files/mojob/1.abc/application-r1/f1",
		"quarantine/tretoen/1.abc/profile-/f1",
	}
	for i := range 1500 {
		_ = server.Put(filesName, fmt.Sprintf("files/%sf%d", place, i), local.Object{Body: []byte("x")})
	}
	for _, key := range append(others, "quarantine/"+place+"f9") {
		_ = server.Put(filesName, key, local.Object{Body: []byte("x")})
	}
	server.Reset()
	n, err := filesAt(server.URL).Drop(t.Context(), record)
	if err != nil || n != 1501 || server.Calls()["DeleteObjects"] != 3 {
		t.Errorf("%d by %v, %v", n, server.Calls(), err)
	}
	if got := server.Keys(filesName, ""); len(got) != len(others) {
		t.Errorf("left %q", got)
	}
}

// A crash may have come after a file left quarantine and before the table was told.
func TestAFileThatIsGivenUpIsDeletedWhereverItLies(t *testing.T) {
	server := start(t)
	f := holding.File{ID: "f1"}
	for _, key := range []string{"quarantine/" + place + "f1", "files/" + place + "f1", "files/" + place + "f11"} {
		_ = server.Put(filesName, key, local.Object{Body: []byte("x")})
	}
	b := filesAt(server.URL)
	for range 2 { // what is gone is gone: doing it again is no error
		if err := b.Abandon(t.Context(), record, f); err != nil {
			t.Fatal(err)
		}
	}
	if got := server.Keys(filesName, ""); len(got) != 1 || got[0] != "files/"+place+"f11" {
		t.Errorf("left %q", got)
	}
}

func TestTroubleWithFilesIsUnavailableAndCanBeDoneAgain(t *testing.T) {
	for _, operation := range []string{"ListObjectsV2", "GetObject", "CopyObject", "DeleteObject", "DeleteObjects"} {
		for _, kind := range []local.Kind{local.Refused, local.AnswerLost, local.SlowDown} {
			server := start(t)
			b := filesAt(server.URL)
			_ = server.Put(filesName, "quarantine/"+place+"f1", local.Object{Body: []byte("%PDF-1.4")})
			for range attempts {
				server.Inject(local.Fault{Operation: operation, Kind: kind})
			}
			failed := 0
			for range 2 {
				if err := through(t, b); err != nil {
					failed++
					wantKind(t, fmt.Sprintf("%s %s", operation, kind), err, gdpr.Unavailable)
				}
			}
			if left := server.Keys(filesName, ""); failed != 1 || len(left) != 0 || len(server.Unused()) != 0 {
				t.Errorf("%s %s: failed %d times, left %q", operation, kind, failed, left)
			}
		}
	}
}

// through is a file's whole way, until something fails.
func through(t *testing.T, b s3.Files) error {
	found, err := b.Inspect(t.Context(), record, cv, most)
	if err == nil {
		err = b.Admit(t.Context(), record, found)
	}
	if err != nil && gdpr.KindOf(err) != gdpr.NotFound { // dropped by the try before, whose answer was lost
		return err
	}
	if err := b.Refuse(t.Context(), record, cv); err != nil {
		return err
	}
	_, err = b.Drop(t.Context(), record)
	return err
}

func TestNothingIsOfferedOrHandedForAPastInstant(t *testing.T) {
	b := filesAt("http://127.0.0.1:1")
	if _, err := b.Offer(t.Context(), record, cv, most, time.Now().Add(-time.Second)); err == nil {
		t.Error("offered")
	}
	if _, err := b.Hand(t.Context(), record, cv, time.Now().Add(-time.Second)); err == nil {
		t.Error("handed")
	}
}
