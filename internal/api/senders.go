package api

// The sender of an application has no token, but a grant for that one record and one
// day: it lets files in, and shows which came.

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
)

// sentFiles is how the files of an application stand, as JSON.
type sentFiles struct {
	Item    string     `json:"item"`
	Files   []heldFile `json:"files"`
	Uploads []upload   `json:"uploads"`
}

// files is for the sender of an application: lists its files, offers more of a kind,
// and takes in what was uploaded.
func (a *Holdings) files(c *call) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	grant, file := in.need("grant", maxGrant), in.id("file")
	more := c.announced(in)
	if c.format == formatForm {
		more = c.kinds(in)
	}
	if err := in.err(); err != nil {
		return err
	}
	return a.follow(c, grant, file, more)
}

// landed is where a browser comes from the bucket when it has uploaded a file. S3 says
// where it put it; we know that (Amazon S3, "POST Object": success_action_redirect).
func (a *Holdings) landed(c *call) error {
	in, err := c.query()
	if err != nil {
		return err
	}
	grant, file := in.need("grant", maxGrant), in.id("file")
	for _, said := range []string{"bucket", "key", "etag"} {
		delete(in.fields, said)
	}
	if err := in.err(); err != nil {
		return err
	}
	return a.follow(c, grant, file, nil)
}

// follow takes in a file, if one is named, offers more, if any are announced, and shows
// how the files stand: on a page together with what was wrong with them.
func (a *Holdings) follow(c *call, grant string, file gdpr.ID, more []holding.Announced) error {
	by, r, err := a.sender(c, grant)
	if err != nil {
		return err
	}
	var wrong *gdpr.Error
	if file != "" {
		_, err = a.Desk.Collect(c.r.Context(), by, r, file)
	}
	if err == nil && len(more) > 0 {
		_, err = a.Desk.Offer(c.r.Context(), by, r, more)
	}
	if err != nil {
		if errors.As(err, &wrong); wrong == nil || wrong.Kind != gdpr.Invalid || !c.page {
			return err
		}
	}
	sent, err := a.Desk.Sent(c.r.Context(), by, r)
	if err != nil {
		return err
	}
	if c.page {
		return a.showApplied(c, grant, sent, file, wrong)
	}
	c.json(http.StatusOK, sentFiles{Item: r.String(), Files: append([]heldFile{}, newFiles(sent.Record.Files)...), Uploads: newUploads(sent.Uploads)})
	return nil
}

// maxGrant is longer than any grant.
const maxGrant = 300

// sender is who holds a grant, and for which record.
func (a *Holdings) sender(c *call, grant string) (access.Actor, holding.Ref, error) {
	by, err := a.Desk.Granted(c.r.Context(), c.controller.ID, grant)
	if err != nil {
		return access.Actor{}, holding.Ref{}, err
	}
	r, ok := holding.ParseRef(c.controller.ID, by.Sender)
	if !ok || by.Controller != c.controller.ID {
		return access.Actor{}, holding.Ref{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
	}
	return by, r, nil
}

// showApplied is the page of an application that came in; file is the one that was wrong.
func (a *Holdings) showApplied(c *call, grant string, r holding.Receipt, file gdpr.ID, wrong *gdpr.Error) error {
	status := http.StatusOK
	shown := site.AppliedView{
		Number: r.Record.ID, Received: r.Record.Received, Until: r.Record.Term.Due.Time(),
		Files: r.Record.Files, Grant: grant, Uploads: r.Uploads,
	}
	if wrong != nil {
		status, shown.Faults = http.StatusUnprocessableEntity, wrong.Faults
		if i := slices.IndexFunc(shown.Files, func(f holding.File) bool { return f.ID == file }); i >= 0 {
			shown.Refused = shown.Files[i].Kind
		}
	}
	c.html(status, site.Applied(c.view(), shown), shown.FormsTo()...)
	return nil
}

// Landing is where a browser goes on to when it has uploaded a file of an application:
// to the page of its sender, where the file is taken in. There is none for other
// records. Where no origin is set, our pages are on that of the call that the file came with.
func Landing(origin string, grant func(context.Context, gdpr.ControllerID, holding.Ref) (string, error)) func(context.Context, holding.Ref, holding.File) (string, error) {
	return func(ctx context.Context, r holding.Ref, f holding.File) (string, error) {
		if r.Class != controller.Applications {
			return "", nil
		}
		pages := cmp.Or(origin, calledAt(ctx))
		if pages == "" {
			return "", nil // from no call: nobody's browser waits
		}
		g, err := grant(ctx, r.Controller, r)
		if err != nil {
			return "", err
		}
		query := url.Values{"grant": {g}, "file": {string(f.ID)}}
		return pages + "/v1/" + string(r.Controller) + "/applications/files?" + query.Encode(), nil
	}
}
