package api

// What is held, as JSON. A gdpr.Private is revealed here and nowhere else in this
// package, on the way into the answer to somebody who may see it.

import (
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// heldRecord is a record as JSON. What its reader may not see of it is not there.
type heldRecord struct {
	Item       string            `json:"item"`
	Class      string            `json:"class"`
	Purpose    string            `json:"purpose,omitempty"`
	Received   time.Time         `json:"received"`
	Changed    time.Time         `json:"changed"`
	Since      *time.Time        `json:"since"` // what its retention counts from
	Expires    *time.Time        `json:"expires"`
	Restricted *time.Time        `json:"restricted"`
	Holds      []heldHold        `json:"holds"`
	Stage      string            `json:"stage,omitempty"`
	Source     string            `json:"source,omitempty"`
	Consent    string            `json:"consent,omitempty"`
	Language   string            `json:"language,omitempty"`
	Revision   int               `json:"revision"`
	Fields     map[string]string `json:"fields,omitempty"`
	Files      []heldFile        `json:"files,omitempty"`
	Contacts   []heldContact     `json:"contacts,omitempty"`
	Allows     string            `json:"allows,omitempty"`
}

type heldHold struct {
	ID     string    `json:"id"`
	Ground string    `json:"ground"`
	Until  time.Time `json:"until"`
	Placed time.Time `json:"placed"`
}

// heldFile is a file of a record: held, or awaited until a time.
type heldFile struct {
	File  string     `json:"file"`
	Kind  string     `json:"kind"`
	State string     `json:"state"`
	Name  string     `json:"name,omitempty"`
	Type  string     `json:"type,omitempty"`
	Size  int64      `json:"size,omitempty"`
	Added time.Time  `json:"added"`
	Until *time.Time `json:"until,omitempty"`
}

// The states of a file.
const (
	stateHeld    = "held"
	stateAwaited = "awaited"
)

type heldContact struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

func newHeld(r holding.Record) heldRecord {
	out := heldRecord{
		Item: r.Ref.String(), Class: string(r.Class), Purpose: string(r.Purpose), Received: r.Received, Changed: r.Changed,
		Since: moment(r.From), Expires: ending(r.Term), Restricted: moment(r.Term.Restricted), Holds: []heldHold{},
		Stage: string(r.Stage), Source: r.Source, Consent: string(r.Consent), Language: string(r.Language), Revision: r.Revision,
		Fields: newFields(r.Fields), Files: newFiles(r.Files), Allows: r.Allows,
	}
	for _, h := range r.Term.Holds {
		out.Holds = append(out.Holds, heldHold{ID: string(h.ID), Ground: h.Ground, Until: h.Until.Time(), Placed: h.Placed})
	}
	for _, p := range r.Contacts {
		out.Contacts = append(out.Contacts, heldContact{Name: p.Name.Reveal(), Email: p.Address.Reveal()})
	}
	return out
}

func newFields(values []holding.Value) map[string]string {
	if len(values) == 0 {
		return nil
	}
	out := make(map[string]string, len(values))
	for _, v := range values {
		out[v.Field] = v.Value.Reveal()
	}
	return out
}

func newFile(f holding.File) heldFile {
	out := heldFile{
		File: string(f.ID), Kind: f.Kind, State: stateAwaited, Name: f.Name.Reveal(), Type: f.Type, Size: f.Size,
		Added: f.Added, Until: moment(f.Until),
	}
	if f.Held() {
		out.State, out.Until = stateHeld, nil
	}
	return out
}

func newFiles(files []holding.File) []heldFile {
	var out []heldFile
	for _, f := range files {
		out = append(out, newFile(f))
	}
	return out
}

// upload is how a file is sent: a multipart form to the URL, with the fields as they
// stand and the file last, under the name "file".
type upload struct {
	File    string            `json:"file"`
	Kind    string            `json:"kind"`
	URL     string            `json:"url"`
	Fields  map[string]string `json:"fields"`
	Most    int64             `json:"most"`
	Expires time.Time         `json:"expires"`
}

type uploads struct {
	Uploads []upload `json:"uploads"`
}

func newUploads(offered []holding.Upload) []upload {
	out := []upload{}
	for _, u := range offered {
		out = append(out, upload{File: string(u.File), Kind: u.Kind, URL: u.URL, Fields: u.Fields, Most: u.Most, Expires: u.Expires})
	}
	return out
}

// page is a part of a list, and where the next part begins.
type page struct {
	Items []heldRecord `json:"items"`
	Next  *string      `json:"next"`
}

func newPage(records []holding.Record, more time.Time) page {
	out := page{Items: []heldRecord{}}
	for _, r := range records {
		out.Items = append(out.Items, newHeld(r))
	}
	if !more.IsZero() {
		next := more.UTC().Format(time.RFC3339Nano)
		out.Next = &next
	}
	return out
}

type download struct {
	URL     string    `json:"url"`
	Expires time.Time `json:"expires"`
}

// moment is a time, null where there is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// ending is when a record ends, null as long as that is not known: restricted, or an
// agreement that runs.
func ending(t retention.Term) *time.Time {
	e := t.Expires()
	if e == 0 {
		return nil
	}
	return moment(e.Time())
}

// disclosure is one time that data was given away, as JSON.
type disclosure struct {
	ID         string    `json:"id"`
	Item       string    `json:"item"`
	At         time.Time `json:"at"`
	Recipient  string    `json:"recipient"`
	Customer   string    `json:"customer,omitempty"`
	Purpose    string    `json:"purpose"`
	Categories []string  `json:"categories"`
}

func newDisclosure(d holding.Disclosure) disclosure {
	return disclosure{
		ID: string(d.ID), Item: d.Record.String(), At: d.At, Recipient: d.Recipient, Customer: d.Customer.Reveal(),
		Purpose: string(d.Purpose), Categories: append([]string{}, d.Categories...),
	}
}

type reading struct {
	At    time.Time `json:"at"`
	Actor string    `json:"actor"`
	What  string    `json:"what"`
}

// erasure is what became of what was held on a person, as JSON. Nothing in it is the
// person's but the number of their case.
type erasure struct {
	ID      string    `json:"id"`
	Case    string    `json:"case"`
	At      time.Time `json:"at"`
	Deleted []deleted `json:"deleted"`
	Kept    []kept    `json:"kept"`
	Key     bool      `json:"key"`
}

type deleted struct {
	Class    string    `json:"class"`
	Purpose  string    `json:"purpose"`
	Received time.Time `json:"received"`
	Files    int       `json:"files"`
}

type kept struct {
	Class   string    `json:"class"`
	Purpose string    `json:"purpose"`
	Ground  string    `json:"ground"`
	Until   time.Time `json:"until"`
}

func newErasure(e holding.Erasure) erasure {
	out := erasure{ID: string(e.ID), Case: string(e.Case), At: e.At, Deleted: []deleted{}, Kept: []kept{}, Key: e.Key}
	for _, d := range e.Deleted {
		out.Deleted = append(out.Deleted, deleted{string(d.Class), string(d.Purpose), d.Received, d.Files})
	}
	for _, k := range e.Kept {
		out.Kept = append(out.Kept, kept{string(k.Class), string(k.Purpose), k.Ground, k.Until})
	}
	return out
}

// classOf is a class by what a list of it is called in paths.
var classOf = map[string]controller.Class{
	"applications": controller.Applications, "agreements": controller.Agreements, "profiles": controller.Profiles,
}

// item is the record that a path names. One that cannot be is answered as one that is
// not there (threat H13).
func (c *call) item() (holding.Ref, error) {
	r, ok := holding.ParseRef(c.controller.ID, c.r.PathValue("item"))
	if !ok {
		return holding.Ref{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return r, nil
}

// pathID is an id in a path, in its one spelling.
func (c *call) pathID(name string) (gdpr.ID, error) {
	id, ok := gdpr.ParseID(c.r.PathValue(name))
	if !ok || string(id) != c.r.PathValue(name) {
		return "", &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return id, nil
}
