package site

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// AppliedView is an application as its sender sees it after sending. The way here is a
// grant to add files and no more, so nothing stands here of what was written.
type AppliedView struct {
	Number   gdpr.ID
	Received time.Time
	Until    time.Time // when it is deleted
	Files    []holding.File
	Grant    string           // to add files with
	Uploads  []holding.Upload // how the next file of each kind can be sent: one form for each kind
	Refused  string           // the kind of the file that was just refused, "" where it is not known
	Faults   []gdpr.Fault     // what was wrong with it
}

// FormsTo are the URLs to which the page's forms lead: for Headers.
func (a AppliedView) FormsTo() []string {
	var urls []string
	for _, u := range a.Uploads {
		urls = append(urls, u.URL)
	}
	return urls
}

// Applied is the page after an application was sent.
func Applied(v View, a AppliedView) []byte {
	v.Page = PageApplication
	class, _ := v.Controller.Holding(controller.Applications)
	e := a.entry(v)
	thanks := words.AppliedLead
	more := v.another(class, a)
	if len(a.Uploads) == 0 && more == nil {
		thanks = words.AppliedLeadDone
	}
	return v.document(page{Title: v.say(words.AppliedTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(a.labels(v, class)...),
		lead(v.text(thanks)),
		facts(
			v.text(words.AppliedNumber), number(a.Number),
			v.text(words.CaseReceived), v.moment(a.Received),
			v.text(words.AppliedUntil), v.moment(a.Until),
		),
		h.H2(v.text(words.AppliedFiles)),
		v.received(class, a.Files),
		g.Iff(len(a.Uploads) > 0, func() g.Node { return e.uploads(class, a.Uploads) }),
		more,
		h.P(v.text(words.AppliedDone)),
		h.P(v.withMailbox(words.AppliedDelete), g.Text(" "), h.A(h.Href(v.Path(PageRequest)), v.text(words.FrontRequest))),
	}})
}

// entry takes what was wrong with a file to the form of its kind.
func (a AppliedView) entry(v View) entry {
	e := entry{view: v}
	for _, f := range a.Faults {
		if a.Refused != "" {
			f.Pointer = "/" + fileField(a.Refused)
		}
		e.faults = append(e.faults, f)
	}
	return e
}

func fileField(kind string) string { return "file." + kind }

func (a AppliedView) labels(v View, class controller.Holding) []label {
	var labels []label
	for _, u := range a.Uploads {
		if kind, ok := class.File(u.Kind); ok {
			labels = append(labels, label{fileField(u.Kind), kind.Name.In(v.Language)})
		}
	}
	return labels
}

// received is the files that have come in.
func (v View) received(class controller.Holding, files []holding.File) g.Node {
	var rows g.Group
	for _, f := range files {
		if kind, ok := class.File(f.Kind); ok && f.Held() {
			rows = append(rows, h.Div(h.Dt(g.Text(kind.Name.In(v.Language))),
				h.Dd(g.Text(strings.TrimSpace(f.Name.Reveal()+" "+size(f.Size, v.Language))))))
		}
	}
	if len(rows) == 0 {
		return h.P(v.text(words.AppliedNone))
	}
	return h.Dl(h.Class("made"), rows)
}

// uploads are the forms in which files go straight to the bucket.
func (e entry) uploads(class controller.Holding, uploads []holding.Upload) g.Node {
	v := e.view
	var forms g.Group
	ends := uploads[0].Expires
	shown := map[string]bool{}
	for _, u := range uploads {
		if kind, ok := class.File(u.Kind); ok && !shown[u.Kind] {
			forms = append(forms, e.upload(kind, u))
			shown[u.Kind] = true
		}
		if u.Expires.Before(ends) {
			ends = u.Expires
		}
	}
	return g.Group{
		h.H2(v.text(words.AppliedAdd)),
		h.P(v.text(words.AppliedHours, "time", words.Moment(ends, v.Language))),
		forms,
	}
}

// another is the buttons for one more file of a kind: of those that have come in and may
// be several.
func (v View) another(class controller.Holding, a AppliedView) g.Node {
	var forms g.Group
	for _, kind := range class.Files {
		in := 0
		for _, f := range a.Files {
			if f.Kind == kind.ID {
				in++
			}
		}
		awaits := slices.ContainsFunc(a.Uploads, func(u holding.Upload) bool { return u.Kind == kind.ID })
		if a.Grant == "" || awaits || in >= kind.Count {
			continue
		}
		forms = append(forms, post(v.api("applications/files"),
			hidden("language", string(v.Language)), hidden("grant", a.Grant), hidden("files", kind.ID),
			button(v.text(words.AppliedAnother, "file", words.Within(kind.Name.In(v.Language))))))
	}
	if len(forms) == 0 {
		return nil
	}
	return h.Div(h.Class("field"), h.Div(h.Class("answers"), forms))
}

// upload is the form for one file. The field of the file comes last: what follows it
// is not read (Amazon S3 API Reference, "POST Object").
func (e entry) upload(kind controller.FileKind, u holding.Upload) g.Node {
	v := e.view
	var fields g.Group
	for _, name := range slices.Sorted(maps.Keys(u.Fields)) {
		fields = append(fields, hidden(name, u.Fields[name]))
	}
	chosen := field{
		name: fileField(kind.ID), label: kind.Name.In(v.Language),
		hint: v.say(words.AppliedTypes, "types", words.FileTypes(kind.Types, v.Language),
			"max", strconv.FormatInt(kind.Most/controller.Megabyte, 10)),
	}
	return h.Form(h.Method("post"), h.Action(u.URL), h.EncType("multipart/form-data"), h.Class("panel"), h.Flag("novalidate"),
		fields,
		e.wrap(chosen, h.Input(h.Type("file"), h.ID(idOf(chosen.name)), h.Name("file"), h.Accept(endings(kind.Types)),
			e.described(chosen.name, chosen.hint), h.Required())),
		button(g.Group{v.text(words.AppliedUpload), h.Span(h.Class("unseen"), g.Text(": "+chosen.label))}))
}

// endings are how the names of files of the types end, as browsers offer them.
func endings(types []string) string {
	var list []string
	for _, t := range controller.FileTypes {
		if slices.Contains(types, t.Media) {
			list = append(list, "."+t.ID)
		}
		if t.ID == "jpeg" && slices.Contains(types, t.Media) {
			list = append(list, ".jpg")
		}
	}
	return strings.Join(list, ",")
}

// size is a number of bytes as people read it.
func size(bytes int64, l gdpr.Language) string {
	switch {
	case bytes <= 0:
		return ""
	case bytes < 1<<10:
		return "(" + strconv.FormatInt(bytes, 10) + "\u00a0B)"
	case bytes < controller.Megabyte:
		return "(" + strconv.FormatInt((bytes+1<<9)>>10, 10) + "\u00a0kB)"
	}
	tenths := (bytes*10 + controller.Megabyte/2) / controller.Megabyte
	point := ","
	if l == gdpr.English {
		point = "."
	}
	return "(" + strconv.FormatInt(tenths/10, 10) + point + strconv.FormatInt(tenths%10, 10) + "\u00a0MB)"
}
