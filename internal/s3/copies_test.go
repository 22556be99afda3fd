package s3_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/platform"
	"ordholden/internal/s3"
)

// ring is the data keys of persons; nobody's is an error.
type ring map[gdpr.SubjectID]string

func (r ring) name(_ context.Context, _ gdpr.ControllerID, s gdpr.SubjectID) (string, error) {
	if r[s] == "" {
		return "", &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeErased}
	}
	return r[s], nil
}

func copiesAt(url string, keys ring) s3.Copies {
	return s3.Copies{Files: filesAt(url), Key: keys.name}
}

func says(text string) func(io.Writer) (string, error) {
	return func(w io.Writer) (string, error) {
		_, err := io.WriteString(w, text)
		return "k1", err
	}
}

// lying is the keys in the bucket that begin so.
func lying(t *testing.T, url, prefix string) []string {
	t.Helper()
	out, err := impatientClient(url).ListObjectsV2(t.Context(), &sdk.ListObjectsV2Input{Bucket: aws.String(filesName), Prefix: &prefix})
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, o := range out.Contents {
		keys = append(keys, aws.ToString(o.Key))
	}
	return keys
}

func fetched(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestACopyIsFetchedAsAnAttachmentForFiveMinutes(t *testing.T) {
	server := start(t)
	b := copiesAt(server.URL, ring{"1-kari": "k1"})
	now := time.Now()
	b.Now = func() time.Time { return now }
	d, err := b.Make(t.Context(), "mojob", "1-kari", "id1", says("PK the copy"))
	if err != nil || !d.Expires.Equal(now.Add(5*time.Minute)) || !strings.Contains(d.URL, "X-Amz-Expires=300") {
		t.Fatalf("%+v, %v", d, err)
	}
	resp, body := fetched(t, d.URL)
	if resp.StatusCode != http.StatusOK || body != "PK the copy" || resp.Header.Get("Content-Type") != "application/zip" ||
		resp.Header.Get("Content-Disposition") != `attachment; filename=mojob.zip` || !strings.Contains(resp.Header.Get("Cache-Control"), "no-store") {
		t.Errorf("%d %v %q", resp.StatusCode, resp.Header, body)
	}
	if keys := lying(t, server.URL, ""); len(keys) != 1 || keys[0] != "copies/mojob/1-kari/id1.zip" {
		t.Errorf("stored as %v", keys)
	}
}

func TestAnErasureDropsThePersonsCopiesAndNoOthers(t *testing.T) {
	server := start(t)
	b := copiesAt(server.URL, ring{"1-kari": "k1", "1-kari2": "k1"})
	var urls []string
	for _, of := range []struct {
		c  gdpr.ControllerID
		s  gdpr.SubjectID
		id gdpr.ID
	}{{"mojob", "1-kari", "a"}, {"mojob", "1-kari", "b"}, {"mojob", "1-kari2", "a"}, {"tretoen", "1-kari", "a"}} {
		d, err := b.Make(t.Context(), of.c, of.s, of.id, says("PK"))
		if err != nil {
			t.Fatal(err)
		}
		urls = append(urls, d.URL)
	}
	for range 2 {
		if err := b.DropCopies(t.Context(), "mojob", "1-kari"); err != nil {
			t.Fatal(err)
		}
	}
	for i, url := range urls {
		if resp, _ := fetched(t, url); (resp.StatusCode == http.StatusOK) != (i > 1) {
			t.Errorf("copy %d: %d", i, resp.StatusCode)
		}
	}
}

// Erasure during export: nothing is handed out, and nothing stays.
func TestACopyOfSomebodyWhoIsErasedMeanwhileIsNone(t *testing.T) {
	server := start(t)
	for what, after := range map[string]string{"another key": "k2", "no key": ""} {
		keys := ring{"1-kari": "k1"}
		b := copiesAt(server.URL, keys)
		d, err := b.Make(t.Context(), "mojob", "1-kari", "id1", func(w io.Writer) (string, error) {
			keys["1-kari"] = after
			return says("PK")(w)
		})
		if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Code != gdpr.CodeErased || d.URL != "" {
			t.Errorf("%s: %v", what, err)
		}
		if left := lying(t, server.URL, ""); len(left) > 0 {
			t.Errorf("%s: %v stays", what, left)
		}
	}
	if _, err := copiesAt(server.URL, ring{}).Make(t.Context(), "mojob", "1-kari", "id1", func(io.Writer) (string, error) {
		return "", nil
	}); err == nil {
		t.Error("a copy of somebody who is gone")
	}
}

func TestWhatCannotBeWrittenIsStoredNowhere(t *testing.T) {
	server := start(t)
	t.Setenv("TMPDIR", t.TempDir())
	failure := errors.New("a fact is missing")
	_, err := copiesAt(server.URL, ring{"1-kari": "k1"}).Make(t.Context(), "mojob", "1-kari", "id1", func(w io.Writer) (string, error) {
		key, err := says("PK half")(w)
		return key, errors.Join(err, failure)
	})
	if !errors.Is(err, failure) || len(lying(t, server.URL, "")) > 0 {
		t.Errorf("%v, stored %v", err, lying(t, server.URL, ""))
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); len(left) > 0 {
		t.Errorf("%v stays on the disk", left)
	}
}

func TestACopyThatTheBucketDoesNotTakeIsUnavailable(t *testing.T) {
	var deleted bool
	b := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if deleted = deleted || r.Method == http.MethodDelete; r.Method == http.MethodDelete {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	c := s3.Copies{Files: s3.Files{Client: b.Client, Name: filesName}, Key: ring{"1-kari": "k1"}.name}
	_, err := c.Make(t.Context(), "mojob", "1-kari", "id1", says("PK"))
	if wantKind(t, "put", err, gdpr.Unavailable); !deleted {
		t.Error("what may have been stored is left")
	}
}

func TestTheContentOfAHeldFileIsRead(t *testing.T) {
	server := start(t)
	r := holding.Ref{Controller: "mojob", Class: controller.Profiles, Owner: "1-kari"}
	key := fmt.Sprintf("files/%s/%s/%s-%s/f1", r.Controller, r.Owner, r.Class, r.ID)
	if _, err := impatientClient(server.URL).PutObject(t.Context(), &sdk.PutObjectInput{
		Bucket: aws.String(filesName), Key: &key, Body: strings.NewReader("%PDF"),
	}); err != nil {
		t.Fatal(err)
	}
	read := filesAt(server.URL).Contents(t.Context(), "mojob")
	body, err := read(r.String(), "f1")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if text, err := io.ReadAll(body); err != nil || string(text) != "%PDF" {
		t.Errorf("%q, %v", text, err)
	}
	for _, of := range []struct{ item, file string }{{r.String(), "f2"}, {"profile.1-ola", "f1"}, {"nothing", "f1"}, {"", ""}} {
		if _, err := read(of.item, gdpr.ID(of.file)); gdpr.KindOf(err) != gdpr.NotFound {
			t.Errorf("%v: %v", of, err)
		}
	}
	if _, err := filesAt(server.URL).Contents(t.Context(), "tretoen")(r.String(), "f1"); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("at another controller: %v", err)
	}
}

func TestCopiesAreWiredFromTheEnvironment(t *testing.T) {
	server := start(t)
	wired(t, server.URL)
	t.Setenv("FILES", filesName)
	env := platform.Read()
	b := s3.NewCopies(env, ring{"1-kari": "k1"}.name)
	if err := env.Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Make(t.Context(), "mojob", "1-kari", "id1", says("PK")); err != nil {
		t.Error(err)
	}
}
