package s3_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"ordholden/infra/local/s3"
)

// field is one field of a form, in the order in which it is sent.
type field struct{ name, value string }

func (b bench) signed(key string, lasts time.Duration, conditions ...any) *sdk.PresignedPostRequest {
	b.t.Helper()
	out, err := sdk.NewPresignClient(b.client).PresignPostObject(b.t.Context(),
		&sdk.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)},
		func(o *sdk.PresignPostOptions) { o.Expires, o.Conditions = lasts, conditions })
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// post sends a form whose file comes where it is named "file".
func (b bench) post(values map[string]string, more ...field) (int, string, http.Header) {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range values {
		_ = w.WriteField(name, value)
	}
	for _, f := range more {
		_ = w.WriteField(f.name, f.value)
	}
	_ = w.Close()
	return b.send(w.FormDataContentType(), &body)
}

func (b bench) send(kind string, body io.Reader) (int, string, http.Header) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.URL+"/"+bucket, body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Origin", "null")
	noFollow := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := noFollow.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), resp.Header
}

func TestAFormIsTakenByItsPolicyAndAnsweredAsItAsks(t *testing.T) {
	b := start(t, s3.Config{})
	for _, c := range []struct {
		more   []field
		status int
	}{
		{nil, http.StatusNoContent},
		{[]field{{"success_action_status", "200"}}, http.StatusOK},
		{[]field{{"success_action_status", "201"}}, http.StatusCreated},
		{[]field{{"success_action_status", "418"}}, http.StatusNoContent},
		{[]field{{"Success_Action_Redirect", "https://a.example.com/back?x=1"}}, http.StatusSeeOther},
		{[]field{{"x-ignore-this", "x"}}, http.StatusNoContent},
	} {
		form := b.signed("a b/c", time.Minute, []any{"starts-with", "$success_action_status", ""})
		if len(c.more) == 0 || !strings.EqualFold(c.more[0].name, "success_action_status") {
			form = b.signed("a b/c", time.Minute)
		}
		if c.status == http.StatusSeeOther {
			form = b.signed("a b/c", time.Minute, []any{"starts-with", "$success_action_redirect", "https://a.example.com/"})
		}
		status, text, header := b.post(form.Values, append(c.more, field{"file", "the content"}, field{"after", "not read"})...)
		o, exists := b.Get(bucket, "a b/c")
		if status != c.status || !exists || string(o.Body) != "the content" || o.Metadata["Content-Type"] != "binary/octet-stream" {
			t.Errorf("%v: %d %s, kept %v", c.more, status, text, o)
		}
		if status == http.StatusCreated && !strings.Contains(text, "<Key>a b/c</Key>") {
			t.Errorf("201 says %s", text)
		}
		if back, err := url.Parse(header.Get("Location")); status == http.StatusSeeOther && (err != nil || back.Query().Get("x") != "1" ||
			back.Query().Get("bucket") != bucket || back.Query().Get("key") != "a b/c" || back.Query().Get("etag") != header.Get("ETag")) {
			t.Errorf("back to %s", header.Get("Location"))
		}
		if err := b.remove("a b/c"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFormThatItsPolicyDoesNotAllowIsRefusedInS3sWords(t *testing.T) {
	b := start(t, s3.Config{})
	size, kind := []any{"content-length-range", 2, 4}, []any{"eq", "$Content-Type", "text/plain"}
	good := field{"Content-Type", "text/plain"}
	for what, c := range map[string]struct {
		change func(map[string]string)
		fields []field
		status int
		says   string
	}{
		"good":              {nil, []field{good, {"file", "123"}}, 204, ""},
		"too small":         {nil, []field{good, {"file", "1"}}, 400, "EntityTooSmall"},
		"too large":         {nil, []field{good, {"file", "12345"}}, 400, "EntityTooLarge"},
		"another type":      {nil, []field{{"Content-Type", "text/html"}, {"file", "123"}}, 403, `Policy Condition failed: [&#34;eq&#34;,&#34;$Content-Type&#34;,&#34;text/plain&#34;]`},
		"no type":           {nil, []field{{"file", "123"}}, 403, "Policy Condition failed"},
		"a field too late":  {nil, []field{{"file", "123"}, good}, 403, "Policy Condition failed"},
		"a field too many":  {nil, []field{good, {"acl", "public-read"}, {"file", "123"}}, 403, "Extra input fields: acl"},
		"no file":           {nil, []field{good}, 400, "POST requires exactly one file"},
		"another key":       {func(v map[string]string) { v["key"] = "b" }, []field{good, {"file", "123"}}, 403, "Policy Condition failed"},
		"no key":            {func(v map[string]string) { delete(v, "key") }, []field{good, {"file", "123"}}, 403, "Policy Condition failed"},
		"no policy":         {func(v map[string]string) { delete(v, "policy") }, []field{good, {"file", "123"}}, 403, "AccessDenied"},
		"changed policy":    {func(v map[string]string) { v["policy"] = v["policy"][4:] }, []field{good, {"file", "123"}}, 403, "SignatureDoesNotMatch"},
		"no signature":      {func(v map[string]string) { delete(v, "X-Amz-Signature") }, []field{good, {"file", "123"}}, 403, "SignatureDoesNotMatch"},
		"another caller":    {func(v map[string]string) { v["X-Amz-Credential"] = "x" + v["X-Amz-Credential"] }, []field{good, {"file", "123"}}, 403, "InvalidAccessKeyId"},
		"another algorithm": {func(v map[string]string) { v["X-Amz-Algorithm"] = "none" }, []field{good, {"file", "123"}}, 403, "AccessDenied"},
		"too much before":   {nil, []field{{"x-ignore-a", strings.Repeat("x", 21<<10)}, good, {"file", "123"}}, 400, "MaxPostPreDataLengthExceeded"},
	} {
		form := b.signed("a", time.Minute, size, kind)
		if c.change != nil {
			c.change(form.Values)
		}
		status, text, header := b.post(form.Values, c.fields...)
		if status != c.status || !strings.Contains(text, c.says) || status >= 400 && header.Get("Content-Type") != "application/xml" {
			t.Errorf("%s: %d %s", what, status, text)
		}
		if b.holds("a") != (c.status == 204) {
			t.Errorf("%s: kept %t", what, b.holds("a"))
		}
		if err := b.remove("a"); err != nil {
			t.Fatal(err)
		}
	}
	if status, text, _ := b.send("application/json", strings.NewReader("{}")); status != 412 {
		t.Errorf("no form: %d %s", status, text)
	}
}

func TestWhatIsSignedForAWhileEndsThen(t *testing.T) {
	now := time.Now()
	b := start(t, s3.Config{Now: func() time.Time { return now }})
	b.mustPut("a")
	form := b.signed("b", time.Minute)
	out, err := sdk.NewPresignClient(b.client).PresignGetObject(t.Context(), &sdk.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String("a")},
		sdk.WithPresignExpires(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	for late, want := range map[time.Duration][2]int{0: {204, 200}, 55 * time.Second: {204, 200}, 61 * time.Second: {403, 403}, -time.Hour: {204, 403}} {
		now = time.Now().Add(late)
		status, text, _ := b.post(form.Values, field{"file", "x"})
		if status != want[0] {
			t.Errorf("form, %s later: %d %s", late, status, text)
		}
		resp, err := http.Get(out.URL)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want[1] {
			t.Errorf("address, %s later: %d", late, resp.StatusCode)
		}
	}
}

func TestASignedAddressIsForWhatItSaysOnly(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("a", "b")
	out, err := sdk.NewPresignClient(b.client).PresignGetObject(t.Context(), &sdk.GetObjectInput{
		Bucket: aws.String(bucket), Key: aws.String("a"), ResponseContentType: aws.String("application/pdf"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		address string
		status  int
	}{
		"as it is":     {out.URL, 200},
		"another key":  {strings.Replace(out.URL, "/a?", "/b?", 1), 403},
		"another type": {strings.Replace(out.URL, "pdf", "xml", 1), 403},
		"longer":       {strings.Replace(out.URL, "X-Amz-Expires=900", "X-Amz-Expires=9000", 1), 403},
		"for ever":     {strings.Replace(out.URL, "X-Amz-Expires=900", "X-Amz-Expires=0", 1), 400},
		"no date":      {strings.Replace(out.URL, "X-Amz-Date", "X-Amz-Dat", 1), 400},
	} {
		resp, err := http.Get(c.address)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != c.status || c.status == 200 && (string(body) != "body of a" || resp.Header.Get("Content-Type") != "application/pdf") {
			t.Errorf("%s: %d %s", what, resp.StatusCode, body)
		}
	}
	other := sdk.NewPresignClient(sdk.NewFromConfig(aws.Config{
		Region: "eu-north-1", BaseEndpoint: &b.URL, Credentials: credentials.NewStaticCredentialsProvider("local", "another", ""),
	}))
	forged, err := other.PresignGetObject(t.Context(), &sdk.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String("a")})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(forged.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 403 {
		t.Errorf("by another secret: %d", resp.StatusCode)
	}
}

func TestACopyIsOfWhatWasFoundOrIsNone(t *testing.T) {
	b := start(t, s3.Config{})
	if err := b.Put(bucket, "a b", s3.Object{Body: []byte("x"), Metadata: map[string]string{"Content-Type": "text/html", "X-Amz-Meta-Who": "me"}}); err != nil {
		t.Fatal(err)
	}
	_, out, err := b.get("a b", "")
	if err != nil {
		t.Fatal(err)
	}
	in := &sdk.CopyObjectInput{
		Bucket: aws.String(bucket), Key: aws.String("c"), CopySource: aws.String(bucket + "/" + url.PathEscape("a b")), CopySourceIfMatch: out.ETag,
	}
	if _, err := b.client.CopyObject(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if o, _ := b.Get(bucket, "c"); string(o.Body) != "x" || o.Metadata["X-Amz-Meta-Who"] != "me" {
		t.Errorf("copied as %v", o)
	}
	in.MetadataDirective, in.ContentType = types.MetadataDirectiveReplace, aws.String("text/plain")
	if _, err := b.client.CopyObject(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if o, _ := b.Get(bucket, "c"); o.Metadata["Content-Type"] != "text/plain" || o.Metadata["X-Amz-Meta-Who"] != "" {
		t.Errorf("replaced by %v", o.Metadata)
	}
	b.mustPut("a b")
	if _, err := b.client.CopyObject(t.Context(), in); code(err) != "PreconditionFailed" {
		t.Errorf("changed since: %v", err)
	}
	in.CopySource = aws.String(bucket + "/nothing")
	if _, err := b.client.CopyObject(t.Context(), in); code(err) != "NoSuchKey" {
		t.Errorf("of nothing: %v", err)
	}
	in.CopySource = aws.String("elsewhere/a")
	if _, err := b.client.CopyObject(t.Context(), in); code(err) != "NoSuchBucket" {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestManyAreRemovedAtOnce(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("a", "b", "c")
	out, err := b.client.DeleteObjects(t.Context(), &sdk.DeleteObjectsInput{Bucket: aws.String(bucket), Delete: &types.Delete{
		Objects: []types.ObjectIdentifier{{Key: aws.String("a")}, {Key: aws.String("c")}, {Key: aws.String("nothing")}},
	}})
	if err != nil || len(out.Deleted) != 3 || len(out.Errors) != 0 || !slices.Equal(b.Keys(bucket, ""), []string{"b"}) {
		t.Errorf("%+v, %v, left %q", out, err, b.Keys(bucket, ""))
	}
}

func TestFaultsStrikeFormsCopiesAndRemovalsOfMany(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("a")
	b.Inject(s3.Fault{Operation: "PostObject", Kind: s3.SlowDown}, s3.Fault{Operation: "CopyObject", KeyPrefix: "c", Kind: s3.AnswerLost},
		s3.Fault{Operation: "DeleteObjects", Kind: s3.ServerError})
	if status, _, _ := b.post(b.signed("x", time.Minute).Values, field{"file", "x"}); status != 503 || b.holds("x") {
		t.Errorf("form: %d", status)
	}
	_, err := b.client.CopyObject(t.Context(), &sdk.CopyObjectInput{Bucket: aws.String(bucket), Key: aws.String("c"), CopySource: aws.String(bucket + "/a")})
	if err == nil || !b.holds("c") {
		t.Errorf("copy: %v", err)
	}
	_, err = b.client.DeleteObjects(t.Context(), &sdk.DeleteObjectsInput{Bucket: aws.String(bucket), Delete: &types.Delete{
		Objects: []types.ObjectIdentifier{{Key: aws.String("a")}},
	}})
	if code(err) != "InternalError" || !b.holds("a") || len(b.Unused()) != 0 {
		t.Errorf("many: %v, unused %v", err, b.Unused())
	}
}
