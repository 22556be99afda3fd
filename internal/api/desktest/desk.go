// Package desktest owns a desk for tests of what stands before one: it notes what is
// asked of it, answers as the real one would where all is well, and stores nothing.
package desktest

import (
	"context"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/audit"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/jws"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Call is one thing that was asked of the desk.
type Call struct {
	What       string
	Controller gdpr.ControllerID
	By         access.Actor
	Ref        holding.Ref
	Address    gdpr.Private
	With       any
	Origin     string // of our pages, where the desk is told
}

// Desk is the desk, with the doors and the keys beside it.
type Desk struct {
	Now      time.Time
	Calls    []Call
	Fails    error            // what every call comes to, where it is not nil
	Faults   []gdpr.Fault     // what Check finds
	Refuses  map[string]error // what one call comes to, by its name
	Released time.Time        // when staff released the copy, if they did
	Title    gdpr.Private     // what the first file and the first field are called, if not by their names

	Audited   []audit.Entry           // what was written down of staff's calls
	Unaudited error                   // what writing it down comes to
	Stands    func(*rights.Case)      // how the one case stands, if not as usual
	Allowed   func(rights.Event) bool // what its state allows; nil for everything
}

// The one person of the tests, what is held on them, and what their mail carried.
const (
	Owner       = gdpr.SubjectID("1-0123456789abcdef0123456789abcdef")
	ID          = gdpr.ID("4xk2m9q7tbv0hc8e5ndw3gyr1c")
	File        = gdpr.ID("7d3kq0v5m2a9t6h1x8w4c0b2ng")
	Held        = gdpr.ID("0123456789abcdefghjkmnpqr0")
	Token       = "the-grant"
	Certificate = "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmVk"
	Name        = gdpr.Private("Kari Eksempel")
	Address     = gdpr.Private("kari@example.com")
	Bucket      = "https://files.example.com"
)

func (k *Desk) call(c Call) error {
	if c.Controller == "" {
		c.Controller = c.By.Controller
	}
	if c.Ref.Controller != "" && c.Ref.Controller != c.Controller {
		panic(c.What + ": a record of " + string(c.Ref.Controller) + " for " + string(c.Controller))
	}
	if len(c.By.Roles) > 0 && len(k.Audited) == 0 {
		panic(c.What + ": asked by staff, and not in the audit")
	}
	k.Calls = append(k.Calls, c)
	if err := k.Refuses[c.What]; err != nil {
		return err
	}
	return k.Fails
}

// RefOf is the record of a class.
func RefOf(c gdpr.ControllerID, class controller.Class) holding.Ref {
	r := holding.Ref{Controller: c, Class: class, Owner: Owner, ID: ID}
	if class == controller.Profiles {
		r.ID = ""
	}
	return r
}

// Record is a record of a class as somebody sees it who may read it.
func (k *Desk) Record(r holding.Ref) holding.Record {
	due := retention.Expiry(k.Now.AddDate(1, 0, 0).Unix())
	held := holding.Record{
		Ref: r, Purpose: "recruitment", From: k.Now, Received: k.Now, Changed: k.Now, Revision: 3,
		Term: retention.Term{Due: due}, Source: "direct", Consent: ID, Language: gdpr.English,
		Fields: []holding.Value{{Field: "name", Value: Name}, {Field: "email", Value: Address}},
		Files: []holding.File{
			{ID: File, Kind: "cv", Name: "cv.pdf", Type: "application/pdf", Size: 7, Digest: "d", Added: k.Now},
			{ID: ID, Kind: "letter", Added: k.Now, Until: k.Now.Add(24 * time.Hour)},
		},
	}
	if k.Title != "" {
		held.Files[0].Name, held.Fields[0].Value = k.Title, k.Title
	}
	if r.Class == controller.Agreements {
		held.Purpose, held.Source, held.Consent, held.Stage = "agreements", "", "", holding.Active
		held.From, held.Term, held.Allows = time.Time{}, retention.Term{}, "Clause 4"
		held.Contacts = []holding.Contact{{Subject: Owner, Name: Name, Address: Address}}
	}
	return held
}

func (k *Desk) upload(kind string) holding.Upload {
	return holding.Upload{
		File: ID, Kind: kind, URL: Bucket + "/", Fields: map[string]string{"key": "quarantine/x", "policy": "p"},
		Most: 10 << 20, Expires: k.Now.Add(time.Hour),
	}
}

// Check finds what the test wants found.
func (k *Desk) Check(*controller.Declaration, holding.Application) []gdpr.Fault { return k.Faults }

// Apply takes an application.
func (k *Desk) Apply(_ context.Context, c gdpr.ControllerID, a holding.Application) (holding.Receipt, error) {
	err := k.call(Call{What: "apply", Controller: c, With: a})
	return k.receipt(c), err
}

// Deliver takes an application from a portal.
func (k *Desk) Deliver(_ context.Context, by access.Actor, a holding.Application) (holding.Receipt, error) {
	err := k.call(Call{What: "deliver", By: by, With: a})
	return k.receipt(by.Controller), err
}

func (k *Desk) receipt(c gdpr.ControllerID) holding.Receipt {
	return holding.Receipt{Record: k.Record(RefOf(c, controller.Applications)), Uploads: []holding.Upload{k.upload("letter")}}
}

// Grant makes the one grant.
func (k *Desk) Grant(_ context.Context, c gdpr.ControllerID, r holding.Ref) (string, error) {
	return Token, k.call(Call{What: "grant", Controller: c, Ref: r})
}

// Granted takes the one grant.
func (k *Desk) Granted(_ context.Context, c gdpr.ControllerID, grant string) (access.Actor, error) {
	err := k.call(Call{What: "granted", Controller: c})
	if err == nil && grant != Token {
		err = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
	}
	return access.Actor{Controller: c, ID: "sender", Sender: RefOf(c, controller.Applications).String()}, err
}

// Sent is how the files stand.
func (k *Desk) Sent(_ context.Context, by access.Actor, r holding.Ref) (holding.Receipt, error) {
	err := k.call(Call{What: "sent", By: by, Ref: r})
	sent := k.receipt(by.Controller)
	sent.Record.Fields = nil
	return sent, err
}

// Offer offers an upload for each.
func (k *Desk) Offer(_ context.Context, by access.Actor, r holding.Ref, files []holding.Announced) ([]holding.Upload, error) {
	var offered []holding.Upload
	for _, f := range files {
		offered = append(offered, k.upload(f.Kind))
	}
	return offered, k.call(Call{What: "offer", By: by, Ref: r, With: files})
}

// Collect takes the file in.
func (k *Desk) Collect(_ context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.File, error) {
	return k.Record(r).Files[0], k.call(Call{What: "collect", By: by, Ref: r, With: file})
}

// Register stores a profile.
func (k *Desk) Register(_ context.Context, by access.Actor, address gdpr.Private, values []holding.Value, _ gdpr.Language) (holding.Record, error) {
	return k.Record(RefOf(by.Controller, controller.Profiles)), k.call(Call{What: "register", By: by, Address: address, With: values})
}

// Note notes an activity.
func (k *Desk) Note(_ context.Context, by access.Actor, address gdpr.Private, a holding.Activity) (time.Time, error) {
	return k.Now.AddDate(2, 0, 0), k.call(Call{What: "note", By: by, Address: address, With: a})
}

// Disclose notes a disclosure.
func (k *Desk) Disclose(_ context.Context, by access.Actor, address gdpr.Private, class controller.Class, d holding.Disclosure) (holding.Disclosure, error) {
	err := k.call(Call{What: "disclose " + string(class), By: by, Address: address, With: d})
	d.Record, d.Purpose = RefOf(by.Controller, class), "recruitment"
	if d.ID == "" {
		d.ID = ID
	}
	if d.At.IsZero() {
		d.At = k.Now
	}
	return d, err
}

// Named is the agreement that names the person.
func (k *Desk) Named(_ context.Context, by access.Actor) ([]holding.Record, error) {
	return []holding.Record{k.Record(RefOf(by.Controller, controller.Agreements))}, k.call(Call{What: "named", By: by})
}

// File hands a file out.
func (k *Desk) File(_ context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error) {
	return holding.Download{URL: Bucket + "/cv?signed", Expires: k.Now.Add(time.Minute)}, k.call(Call{What: "own file", By: by, Ref: r, With: file})
}

// Fetch hands a file out.
func (k *Desk) Fetch(_ context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error) {
	return holding.Download{URL: Bucket + "/cv?signed", Expires: k.Now.Add(time.Minute)}, k.call(Call{What: "fetch", By: by, Ref: r, With: file})
}

// Ask mails nobody.
func (k *Desk) Ask(_ context.Context, c gdpr.ControllerID, to access.Way, address gdpr.Private, _ gdpr.Language, _ string) error {
	return k.call(Call{What: "ask", Controller: c, Address: address, With: to})
}

// Enter lets in whoever says the case that is known.
func (k *Desk) Enter(_ context.Context, c gdpr.ControllerID, to access.Way, p gdpr.Proof) (access.Actor, error) {
	err := k.call(Call{What: "enter", Controller: c, With: p})
	if err == nil && p.Case != ID {
		err = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
	}
	return access.Actor{Controller: c, ID: "contact-" + string(Owner), Contact: Owner, Way: to}, err
}

// Heard takes what a recipient says.
func (k *Desk) Heard(_ context.Context, d *controller.Declaration, id gdpr.ID, origin string, _ http.Header, body []byte) error {
	return k.call(Call{What: "heard", Controller: d.ID, With: [3]string{string(id), origin, string(body)}})
}

// Keys is a set of one key.
func (k *Desk) Keys(_ context.Context, c gdpr.ControllerID) ([]byte, error) {
	return []byte(`{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}`),
		k.call(Call{What: "keys", Controller: c})
}

// Judge takes one text for a receipt, and refuses every other.
func (k *Desk) Judge(_ context.Context, c gdpr.ControllerID, text string, l gdpr.Language) (jws.Verdict, error) {
	said := jws.Verdict{Valid: text == Receipt, Title: "judged in " + string(l), Says: []string{"by the keys of " + string(c)}}
	if !said.Valid {
		said.Reason = "form"
	}
	return said, k.call(Call{What: "check", Controller: c, With: text})
}

// Receipt is what Judge takes.
const Receipt = "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
