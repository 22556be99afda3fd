package api

// What is sent is read strictly (threat H23): one value for each name, UTF-8,
// nothing after the end, and every fault said at once. JSON and forms are read
// into the same fields, so that one set of rules holds for both.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"ordholden/internal/gdpr"
)

// maxBody is the most that a public route takes, in bytes (threat H22).
const maxBody = 32 << 10

// object is what was sent, by name: string, []any, object, or another JSON value.
type object map[string]any

// format is how a body was written.
type format int

const (
	formatJSON   format = iota
	formatBeacon        // JSON as text/plain, as navigator.sendBeacon sends it
	formatForm
)

// maxTrusted is the most that a route takes from staff and machines: less than what
// an item of the table may have (400 KB, Amazon DynamoDB Developer Guide, "Quotas").
const maxTrusted = 256 << 10

// listFields are the names that a form may repeat.
var listFields = map[string]bool{"rights": true, "files": true, "purposes": true}

// readBody reads the whole body of a request on a public route.
func readBody(r *http.Request) (object, format, []gdpr.Fault, error) { return readUpTo(r, maxBody) }

// readUpTo reads the whole body of a request, of at most so many bytes. The fields
// that it could read come with the faults of the rest.
func readUpTo(r *http.Request, most int64) (object, format, []gdpr.Fault, error) {
	if r.Header.Get("Content-Type") == "" && r.ContentLength == 0 {
		return object{}, formatJSON, nil, nil // nothing sent, nothing to read
	}
	kind, ok := formatOf(r.Header.Get("Content-Type"))
	if !ok {
		return nil, kind, nil, &gdpr.Error{Kind: gdpr.Unsupported, Code: gdpr.CodeContentType}
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	if err != nil {
		return nil, kind, nil, unreadable(err)
	}
	if int64(len(body)) > most {
		return nil, kind, nil, &gdpr.Error{Kind: gdpr.TooLarge, Code: gdpr.CodeTooLarge}
	}
	if !utf8.Valid(body) {
		return nil, kind, nil, unreadable(errors.New("not UTF-8"))
	}
	if kind == formatForm {
		fields, faults, err := readForm(string(body))
		return fields, kind, faults, err
	}
	fields, faults, err := readJSON(body)
	return fields, kind, faults, err
}

func formatOf(contentType string) (format, bool) {
	media, params, err := mime.ParseMediaType(contentType)
	if charset := params["charset"]; err != nil || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return formatJSON, false
	}
	switch media {
	case "application/json":
		return formatJSON, true
	case "text/plain":
		return formatBeacon, true
	case "application/x-www-form-urlencoded":
		return formatForm, true
	}
	return formatJSON, false
}

func unreadable(err error) error {
	return &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeUnreadable, Err: err}
}

// grouped are the fields of a form that JSON has as one object, by what their names
// begin with: decision.<purpose> is decisions, and field.<id> is fields.
var grouped = map[string]string{"decision": "decisions", "field": "fields"}

// readForm reads a form into what JSON would have been.
func readForm(body string) (object, []gdpr.Fault, error) {
	values, err := url.ParseQuery(body)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	fields, groups := object{}, map[string]object{}
	var faults []gdpr.Fault
	for name, sent := range values {
		if !utf8.ValidString(name) || !utf8.ValidString(strings.Join(sent, "")) {
			return nil, nil, unreadable(errors.New("not UTF-8"))
		}
		prefix, member, _ := strings.Cut(name, ".")
		group, isMember := grouped[prefix]
		isMember = isMember && prefix != name
		switch {
		case listFields[name]:
			fields[name] = list(sent)
		case len(sent) > 1:
			faults = append(faults, gdpr.Fault{Pointer: pointer(name), Code: gdpr.FaultDuplicateField, Value: printable(name)})
		case isMember && (prefix == "decision" || sent[0] != ""):
			if groups[group] == nil {
				groups[group] = object{}
			}
			groups[group][member] = sent[0]
		case !isMember && sent[0] != "": // an empty field of a form is one that was not filled in
			fields[name] = sent[0]
		}
	}
	for name, members := range groups {
		if _, taken := fields[name]; taken {
			faults = append(faults, gdpr.Fault{Pointer: pointer(name), Code: gdpr.FaultDuplicateField, Value: name})
		}
		fields[name] = members
	}
	return fields, faults, nil
}

func list(sent []string) []any {
	out := make([]any, len(sent))
	for i, s := range sent {
		out[i] = s
	}
	return out
}

// readJSON reads one JSON object and nothing after it. Names that stand twice
// are faults wherever they stand (RFC 8259 leaves open which would count).
func readJSON(body []byte) (object, []gdpr.Fault, error) {
	d := decoder{json: json.NewDecoder(bytes.NewReader(body))}
	value, err := d.value("", 0)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	if _, err := d.json.Token(); err != io.EOF {
		return nil, nil, unreadable(errors.New("more after the end"))
	}
	fields, ok := value.(object)
	if !ok {
		return nil, nil, unreadable(errors.New("not an object"))
	}
	return fields, d.faults, nil
}

type decoder struct {
	json   *json.Decoder
	faults []gdpr.Fault
}

// maxDepth is more nesting than anything that is taken has.
const maxDepth = 8

func (d *decoder) value(at string, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errors.New("nested too deeply")
	}
	token, err := d.json.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return d.object(at, depth)
	case json.Delim('['):
		return d.array(at, depth)
	}
	return token, nil
}

func (d *decoder) object(at string, depth int) (object, error) {
	fields := object{}
	for d.json.More() {
		token, err := d.json.Token()
		if err != nil {
			return nil, err
		}
		name := token.(string) // what the decoder gives in an object's place of a name
		value, err := d.value(at+pointer(name), depth+1)
		if err != nil {
			return nil, err
		}
		if _, twice := fields[name]; twice {
			d.faults = append(d.faults, gdpr.Fault{Pointer: at + pointer(name), Code: gdpr.FaultDuplicateField, Value: printable(name)})
		}
		fields[name] = value
	}
	_, err := d.json.Token()
	return fields, err
}

func (d *decoder) array(at string, depth int) ([]any, error) {
	values := []any{}
	for i := 0; d.json.More(); i++ {
		value, err := d.value(fmt.Sprintf("%s/%d", at, i), depth+1)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	_, err := d.json.Token()
	return values, err
}

var escapePointer = strings.NewReplacer("~", "~0", "/", "~1")

// pointer is a name as one step of a JSON pointer (RFC 6901).
func pointer(name string) string { return "/" + escapePointer.Replace(printable(name)) }

// printable bounds what is said back of a name that somebody made up.
func printable(name string) string {
	const most = 60
	if runes := []rune(name); len(runes) > most {
		name = string(runes[:most]) + "…"
	}
	if !gdpr.Printable(name) {
		return "?"
	}
	return name
}
