package api

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
	"ordholden/internal/words"
)

// Applied is what a person sees who has sent an application.
type Applied struct {
	Record  holding.Record // without its fields
	Grant   string
	Uploads []holding.Upload
	Faults  []gdpr.Fault // what was wrong with the last file
}

// Opened is what a contact person sees who came by a mail's link.
type Opened struct {
	Proof      gdpr.Proof // goes with each form, to fetch a document by
	Agreements []holding.Record
}

// Pages are the pages that package site draws of what is held. One that is nil is drawn
// plainly.
type Pages struct {
	Applied    func(site.View, Applied) []byte
	Asked      func(site.View) []byte
	Agreements func(site.View, Opened) []byte
	Document   func(site.View, holding.Download) []byte // leads on to it
}

func (p Pages) applied() func(site.View, Applied) []byte {
	if p.Applied != nil {
		return p.Applied
	}
	return plainApplied
}

func (p Pages) asked() func(site.View) []byte {
	if p.Asked != nil {
		return p.Asked
	}
	return func(v site.View) []byte { return plain(v, "") }
}

func (p Pages) agreements() func(site.View, Opened) []byte {
	if p.Agreements != nil {
		return p.Agreements
	}
	return plainAgreements
}

func (p Pages) document() func(site.View, holding.Download) []byte {
	if p.Document != nil {
		return p.Document
	}
	return func(v site.View, d holding.Download) []byte {
		return plain(v, `<p><a href="`+html.EscapeString(d.URL)+`">OK</a></p>`)
	}
}

// plain is a page of its bare parts.
func plain(v site.View, body string) []byte {
	return []byte(`<!doctype html><html lang="` + string(v.Language) + `"><meta charset="utf-8"><title>` +
		html.EscapeString(v.Controller.Name) + `</title><h1>` + html.EscapeString(v.Controller.Name) + `</h1>` + body)
}

func plainApplied(v site.View, a Applied) []byte {
	var b strings.Builder
	for _, f := range a.Faults {
		fmt.Fprintf(&b, `<p role="alert">%s</p>`, html.EscapeString(words.Fault(f, v.Language)))
	}
	for _, f := range a.Record.Files {
		if f.Held() {
			fmt.Fprintf(&b, `<p>%s: %s</p>`, html.EscapeString(f.Kind), html.EscapeString(f.Name.Reveal()))
		}
	}
	for _, u := range a.Uploads {
		fmt.Fprintf(&b, `<form method="post" enctype="multipart/form-data" action="%s">`, html.EscapeString(u.URL))
		for _, name := range slices.Sorted(maps.Keys(u.Fields)) {
			hidden(&b, name, u.Fields[name])
		}
		fmt.Fprintf(&b, `<label>%s <input type="file" name="file"></label><button>OK</button></form>`, html.EscapeString(u.Kind))
	}
	return plain(v, b.String())
}

func plainAgreements(v site.View, o Opened) []byte {
	var b strings.Builder
	for _, r := range o.Agreements {
		for _, f := range r.Fields {
			fmt.Fprintf(&b, `<p>%s: %s</p>`, html.EscapeString(f.Field), html.EscapeString(f.Value.Reveal()))
		}
		for _, f := range r.Files {
			fmt.Fprintf(&b, `<form method="post" action="/v1/%s/agreements/open">`, v.Controller.ID)
			hidden(&b, "case", string(o.Proof.Case))
			hidden(&b, "token", o.Proof.Token.Reveal())
			hidden(&b, "code", o.Proof.Code.Reveal())
			hidden(&b, "item", r.Ref.String())
			hidden(&b, "file", string(f.ID))
			fmt.Fprintf(&b, `<button>%s</button></form>`, html.EscapeString(f.Name.Reveal()))
		}
	}
	return plain(v, b.String())
}

func hidden(b *strings.Builder, name, value string) {
	fmt.Fprintf(b, `<input type="hidden" name="%s" value="%s">`, html.EscapeString(name), html.EscapeString(value))
}
