package fulfillment

import (
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Veil is why something is not shown to its person as it is held (Art. 15(4)).
type Veil string

// The veils.
const (
	Removed Veil = "removed" // staff took it out, or words of it, because it concerns somebody else
	Unread  Veil = "unread"  // others wrote it, and staff read it before it is released
)

// Shown is everything as its person may see it on their page. What staff have ever taken out stays
// out, with a marker in its place, and a file that was taken out has neither name nor content. Of
// classes whose copy staff read first, what the person did not provide comes with the copy that
// they have released, for as long as that can be fetched. Veiled says of each such place why.
func (e Everything) Shown(d *controller.Declaration, now time.Time, marker string) Everything {
	x := &Redactor{Marker: marker}
	for _, c := range e.Cases {
		x.Redactions = append(x.Redactions, c.Redactions...)
	}
	veiled := map[Place]Veil{}
	records, mails, cases := slices.Clone(e.Records), slices.Clone(e.Messages), slices.Clone(e.Cases)
	for i, r := range records {
		records[i].Record = x.record(d, r.Record, e.unread(d, r.Record, now), veiled)
	}
	for i, m := range mails {
		subject, text, redacted := x.Mail(m)
		mails[i].Subject, mails[i].Text = gdpr.Private(subject), gdpr.Private(text)
		if redacted {
			veiled[OfMail(m.ID)] = Removed
		}
	}
	for i, c := range cases {
		cases[i].Text = gdpr.Private(x.Request(c.Request, e.Messages))
	}
	e.Records, e.Messages, e.Cases, e.Veiled = records, mails, cases, veiled
	return e
}

// record is a record as its person may see it.
func (x *Redactor) record(d *controller.Declaration, r holding.Record, unread bool, veiled map[Place]Veil) holding.Record {
	class, _ := d.Holding(r.Class)
	var fields []holding.Value
	for _, v := range r.Fields {
		at := Place{r.Ref.String(), v.Field}
		if f, declared := class.Field(v.Field); unread && (!declared || !f.Provided) {
			veiled[at] = Unread
			continue
		}
		text, redacted := x.Text(at, v.Value.Reveal())
		if redacted {
			veiled[at] = Removed
		}
		fields = append(fields, holding.Value{Field: v.Field, Value: gdpr.Private(text)})
	}
	files := slices.Clone(r.Files)
	for i, f := range files {
		at := Place{r.Ref.String(), OfFile(f.ID)}
		if name, redacted := x.Text(at, f.Name.Reveal()); redacted {
			files[i], veiled[at] = holding.File{ID: f.ID, Kind: f.Kind, Name: gdpr.Private(name)}, Removed
		}
	}
	r.Fields, r.Files = fields, files
	return r
}

// unread reports whether staff read a record before what others wrote in it is shown: it is of a
// class that others are named in, and has changed since staff last released the copy, or that was
// too long ago.
func (e Everything) unread(d *controller.Declaration, r holding.Record, now time.Time) bool {
	if !slices.Contains(d.Handling.Review, r.Class) {
		return false
	}
	at, ok := e.Released(now)
	return !ok || r.Changed.After(at) || slices.ContainsFunc(r.Files, func(f holding.File) bool { return f.Added.After(at) })
}

// Veils is the fields of a record, and its files as redactions name them, that a veil hides, in order.
func (e Everything) Veils(r holding.Ref, v Veil) (all []string) {
	for at, why := range e.Veiled {
		if at.Item == r.String() && why == v {
			all = append(all, at.Field)
		}
	}
	slices.Sort(all)
	return all
}
