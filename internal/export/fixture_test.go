package export_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/export"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/residence"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

const (
	mojob gdpr.ControllerID = "mojob"
	who   gdpr.SubjectID    = "1-kari"
)

var at = time.Date(2026, time.March, 5, 8, 41, 0, 0, time.UTC)

// declared is a declaration of which every part is in use: beside the customers, a host
// outside the EEA gets what is held.
func declared() *controller.Declaration {
	current, _ := controllers.Registry().Current(mojob)
	d := clone(reflect.ValueOf(current)).Interface().(*controller.Declaration)
	d.Recipients = append(d.Recipients, controller.Recipient{
		ID: "host", Name: gdpr.Text{NB: "Verten", NN: "Verten", EN: "The host"}, Country: "US",
		Safeguard: gdpr.Text{NB: "Avtalen.", NN: "Avtalen.", EN: "The contract."},
	})
	for i := range d.Purposes {
		if d.Purposes[i].ID == "recruitment" {
			d.Purposes[i].Recipients = append(d.Purposes[i].Recipients, "host")
		}
	}
	return d
}

// clone is a copy that shares nothing with the original.
func clone(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(clone(v.Elem()))
		}
	case reflect.Struct:
		out.Set(v)
		for i := range v.NumField() {
			if out.Field(i).CanSet() {
				out.Field(i).Set(clone(v.Field(i)))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = reflect.Append(out, clone(v.Index(i)))
		}
	default:
		out.Set(v)
	}
	return out
}

// shelf is the content of files.
type shelf map[string]string // by item, space and file

func (s shelf) read(item string, file gdpr.ID) (io.ReadCloser, error) {
	text, ok := s[item+" "+string(file)]
	if !ok {
		return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound, Err: errors.New("no such file")}
	}
	return io.NopCloser(strings.NewReader(text)), nil
}

func (s shelf) put(r holding.Ref, name gdpr.Private, text string) holding.File {
	sum := sha256.Sum256([]byte(text))
	f := holding.File{
		ID: gdpr.DeriveID("file", r.String(), name.Reveal()), Kind: "cv", Name: name, Type: "application/pdf",
		Size: int64(len(text)), Digest: hex.EncodeToString(sum[:]), Added: at,
	}
	s[r.String()+" "+string(f.ID)] = text
	return f
}

func values(pairs ...string) []holding.Value {
	var vs []holding.Value
	for i := 0; i < len(pairs); i += 2 {
		vs = append(vs, holding.Value{Field: pairs[i], Value: gdpr.Private(pairs[i+1])})
	}
	return vs
}

var profile = holding.Ref{Controller: mojob, Class: controller.Profiles, Owner: who}

// full is a copy in which everything there can be is, and the files of it.
func full() (export.Copy, shelf) {
	files := shelf{}
	ends := retention.Expiry(at.AddDate(2, 0, 0).Unix())
	request := rights.Request{
		ID: gdpr.DeriveID("case"), Controller: mojob, Subject: who, Rights: []gdpr.Right{gdpr.Access, gdpr.Erasure}, Address: "kari@example.no",
		Name: "Kari Nordmann", Text: "Hva har dere?", Language: gdpr.Bokmal, Channel: rights.ByMail, Received: at, Workflow: rights.Denied,
		Expires: ends, Deadline: at.AddDate(0, 1, 0), Extended: rights.Extension{At: at, Reasons: "Det er mye."},
		Pause:    rights.Pause{From: at, To: at, Question: "Er det deg?"},
		Outcomes: []rights.Outcome{{Right: gdpr.Erasure, Result: rights.Withheld, At: at, Ground: "legal-claims", Reasons: "Vi trenger det."}},
	}
	held := fulfillment.Everything{
		Controller: mojob, Subject: who, Address: "kari@example.no", Addresses: []gdpr.Private{"kari@example.org"}, At: at,
		Records: []holding.Owned{{
			Record: holding.Record{
				Ref: profile, Purpose: "recruitment", Version: controller.Version{Major: 1}, From: at, Received: at, Changed: at, Revision: 1,
				Term:   retention.Term{Due: ends, Holds: []retention.Hold{{ID: "h", Ground: retention.GroundClaims, Until: ends, Placed: at}}},
				Source: "platform", Language: gdpr.Bokmal,
				Fields: values("name", "Kari Nordmann", "email", "kari@example.no", "summary", "Jeg kan alt.\nSpør Per Hansen.",
					"assessment", "Per Hansen sier at hun er god."),
				Files: []holding.File{files.put(profile, "cv.pdf", "%PDF-1.7 cv"), {ID: "awaited", Kind: "cv", Name: "mer.pdf", Until: at}},
			},
			Disclosures: []holding.Disclosure{{
				ID: "d", Record: profile, At: at, Recipient: "customers", Customer: "Bedrift AS", Purpose: "recruitment", Categories: []string{"profile"},
			}},
		}},
		Consents: []fulfillment.Consented{{
			Consent: consent.Consent{
				ID: "c", Controller: mojob, Address: "kari@example.no", Subject: who, State: consent.Standing, Recorded: at, Decided: at, Expires: ends,
				Choices: []consent.Choice{{Purpose: "further-storage", Decision: gdpr.Given}}, Seen: consent.Seen{Notice: "sha256-notice"},
			},
			History: []fulfillment.Happened{{At: at, On: consent.Declare}, {At: at, On: consent.Confirm}},
		}},
		Cases: []rights.Case{{Request: request, History: []rights.Entry{{At: at, On: rights.Receive}, {At: at, On: rights.Remark, Text: "Staff only"}}}},
		Messages: []fulfillment.Message{{
			ID: "m", Case: request.ID, Received: at, Subject: "Innsyn", Text: "Hva har dere? Naboen Ola Dunk vil også vite det.",
		}},
		Named: []holding.Record{{
			Ref:     holding.Ref{Controller: mojob, Class: controller.Agreements, Owner: "1-agreement", ID: gdpr.DeriveID("agreement")},
			Purpose: "recruitment", Received: at, Stage: holding.Active,
			Contacts: []holding.Contact{{Subject: who, Name: "Kari N.", Address: "kari@example.no"}, {Subject: "1-other", Name: "Per Annen", Address: "per@example.no"}},
		}},
		Suppressed: at,
	}
	return export.Copy{Declaration: declared(), Held: held, Reviewed: true, Language: gdpr.Bokmal, Place: residence.Place{Region: "eu-north-1", Country: "SE"}}, files
}

// written is the entries of a copy.
func written(t testing.TB, c export.Copy, files shelf) map[string]string {
	t.Helper()
	return unzipped(t, bytesOf(t, c, files))
}

func bytesOf(t testing.TB, c export.Copy, files shelf) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := export.Write(&b, c, files.read); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unzipped(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := entries[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		entries[f.Name] = string(text)
	}
	return entries
}

// plain is a JSON text, read.
func plain(t testing.TB, text string) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// strings of a JSON value, all of them.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, each := range v {
			all = append(all, texts(each)...)
		}
		return all
	case map[string]any:
		var all []string
		for _, each := range v {
			all = append(all, texts(each)...)
		}
		return all
	}
	return nil
}

func incomplete(err error) bool {
	e, ok := errors.AsType[*gdpr.Error](err)
	return ok && e.Code == gdpr.CodeIncomplete && len(e.Faults) > 0 && strings.HasPrefix(e.Faults[0].Pointer, "/")
}
