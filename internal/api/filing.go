package api

import (
	"context"
	"net/http"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Filing takes files in: they are announced, uploaded straight to the bucket, and then
// collected. Its methods promise what holding.Desk's do.
type Filing interface {
	Offer(ctx context.Context, by access.Actor, r holding.Ref, files []holding.Announced) ([]holding.Upload, error)
	Collect(ctx context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.File, error)
}

// offer says how files are uploaded that are announced for a record.
func offer(desk Filing) closedCall {
	return func(c *call, by access.Actor) error {
		in, err := c.read(noForm)
		if err != nil {
			return err
		}
		files := c.announced(in)
		if len(files) == 0 && !in.faulty("/files") {
			in.fault("/files", gdpr.FaultMissing, "files")
		}
		if err := in.err(); err != nil {
			return err
		}
		r, err := c.item()
		if err != nil {
			return err
		}
		offered, err := desk.Offer(c.r.Context(), by, r, files)
		if err != nil {
			return err
		}
		c.json(http.StatusCreated, uploads{Uploads: newUploads(offered)})
		return nil
	}
}

// collect takes in one file that was uploaded. Doing it again shows it again.
func collect(desk Filing) closedCall {
	return func(c *call, by access.Actor) error {
		if err := c.empty(); err != nil {
			return err
		}
		r, err := c.item()
		if err != nil {
			return err
		}
		id, err := c.pathID("file")
		if err != nil {
			return err
		}
		f, err := desk.Collect(c.r.Context(), by, r, id)
		if err != nil {
			return err
		}
		c.json(http.StatusOK, newFile(f))
		return nil
	}
}

// maxFileName is the longest name of a file that is taken, in characters.
const maxFileName = 255

// announced reads the files that are to come. A kind stands there alone where the
// sender chooses the file later.
func (c *call) announced(in *reader) []holding.Announced {
	if c.format == formatForm {
		return nil
	}
	var files []holding.Announced
	in.each("files", func(f *reader) {
		files = append(files, holding.Announced{
			Kind: f.need("kind", maxName),
			Name: gdpr.Private(f.line("name", maxFileName)),
			Type: f.line("type", maxName),
			Size: f.count("size"),
		})
	})
	return files
}

// kinds reads the files that a form announces: it names kinds, and the browser's form
// for each comes after.
func (c *call) kinds(in *reader) []holding.Announced {
	var files []holding.Announced
	for _, kind := range in.lines("files") {
		files = append(files, holding.Announced{Kind: printable(kind)})
	}
	return files
}

// chosen is what an application's form announces: the kinds that it names, or one of
// each that is declared. The person sends those that there are.
func (c *call) chosen(in *reader) []holding.Announced {
	if _, says := in.fields["files"]; says {
		return c.kinds(in)
	}
	var files []holding.Announced
	h, _ := c.controller.Holding(controller.Applications)
	for _, kind := range h.Files {
		files = append(files, holding.Announced{Kind: kind.ID})
	}
	return files
}
