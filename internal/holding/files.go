package holding

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// How long what is handed out is good for. Both are signed by the function's own
// credentials, which end with its session, whatever a longer time would promise.
const (
	offered = time.Hour
	handed  = time.Minute
)

// adding is a record to which the actor may add files: as its sender, or by role or scope.
func (k Desk) adding(ctx context.Context, by access.Actor, r Ref) (ground, Record, error) {
	g, err := k.groundsToAdd(by, r)
	if err != nil {
		return ground{}, Record{}, err
	}
	rec, err := k.usable(ctx, g, r)
	return g, rec, err
}

func (k Desk) groundsToAdd(by access.Actor, r Ref) (ground, error) {
	if !sends(by, r) {
		return k.enter(by, r.Controller, access.Add, r.Class)
	}
	d, err := k.controller(r.Controller)
	if err != nil {
		return ground{}, err
	}
	return grounds(d, r.Class)
}

// Offer is how more files of a kind can be sent to a record that takes them: for the
// sender of an application by its upload grant, for staff and machines by their role.
// Announcing again what is still awaited offers that, and announcing nothing offers
// everything that is.
func (k Desk) Offer(ctx context.Context, by access.Actor, r Ref, files []Announced) ([]Upload, error) {
	g, rec, err := k.adding(ctx, by, r)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return k.uploads(ctx, g, rec, rec.Files)
	}
	known, added := k.unawaited(rec, files)
	var f faults
	checked := g.announced(rec.Files, added, &f)
	if err := f.err(); err != nil {
		return nil, err
	}
	more := k.await(checked)
	if len(more) > 0 {
		if err := k.Store.Await(ctx, r, more); err != nil {
			return nil, err
		}
	}
	return k.uploads(ctx, g, rec, append(known, more...))
}

// unawaited parts announcements into those of files that are awaited already, and the rest.
func (k Desk) unawaited(rec Record, files []Announced) (known []File, rest []Announced) {
	left := slices.DeleteFunc(slices.Clone(rec.Files), func(f File) bool { return !f.awaits(k.now()) })
	for _, a := range files {
		as := File{Kind: a.Kind, Name: gdpr.Private(strings.TrimSpace(a.Name.Reveal())), Type: a.Type, Size: a.Size}
		if i := slices.IndexFunc(left, as.announcedAs); i >= 0 {
			known, left = append(known, left[i]), slices.Delete(left, i, i+1)
		} else {
			rest = append(rest, a)
		}
	}
	return known, rest
}

// uploads offers to take the files that are awaited of a record that may be used.
func (k Desk) uploads(ctx context.Context, g ground, rec Record, files []File) ([]Upload, error) {
	now := k.now()
	if !rec.Term.Served(now) {
		return nil, nil
	}
	var list []Upload
	for _, f := range files {
		kind, declared := g.File(f.Kind)
		if !declared || !f.awaits(now) {
			continue
		}
		until := now.Add(offered)
		if f.Until.Before(until) {
			until = f.Until
		}
		u, err := k.Files.Offer(ctx, rec.Ref, f, kind.Most, until)
		if err != nil {
			return nil, fmt.Errorf("offer to take a file: %w", err)
		}
		list = append(list, u)
	}
	return list, nil
}

// Collect takes in an awaited file: its length, type and content are what was announced
// and what the declaration takes, or it is deleted and refused with the fault at pointer
// "/file"; another can be sent in its place. A file that came in before is returned as it
// stands. The content is moved before the record says that it is held: what a crash leaves
// between the two is found again where it was moved to, and held.
func (k Desk) Collect(ctx context.Context, by access.Actor, r Ref, file gdpr.ID) (File, error) {
	g, rec, err := k.adding(ctx, by, r)
	if err != nil {
		return File{}, err
	}
	i := slices.IndexFunc(rec.Files, func(f File) bool { return f.ID == file })
	if i < 0 {
		return File{}, errNotFound
	}
	f := rec.Files[i]
	kind, declared := g.File(f.Kind)
	switch {
	case f.Held():
		return f, k.refuse(ctx, r, f) // whatever was sent once more after it
	case !declared || !f.awaits(k.now()):
		return File{}, errNotFound
	}
	found, err := k.inspect(ctx, r, f, kind)
	if err != nil {
		return File{}, err
	}
	if err := k.Files.Admit(ctx, r, found); err != nil {
		return File{}, fmt.Errorf("admit a file: %w", err)
	}
	found.Mark = ""
	if err := k.Store.Hold(ctx, r, found); err != nil {
		return File{}, err
	}
	return found, nil
}

// inspect reads what was uploaded, and deletes it where it cannot be taken.
func (k Desk) inspect(ctx context.Context, r Ref, f File, kind controller.FileKind) (File, error) {
	const pointer = "/file"
	found, err := k.Files.Inspect(ctx, r, f, kind.Most)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return File{}, gdpr.InvalidFaults(faults{{Pointer: pointer, Code: gdpr.FaultFileMissing}})
	}
	if err != nil {
		return File{}, fmt.Errorf("inspect a file: %w", err)
	}
	wrong := mistaken(f, found, kind)
	if len(wrong) > 0 {
		for i := range wrong {
			wrong[i].Pointer = pointer
		}
		if err := k.refuse(ctx, r, f); err != nil {
			return File{}, err
		}
		return File{}, gdpr.InvalidFaults(wrong)
	}
	f.Type, f.Size, f.Digest, f.Mark = found.Type, found.Size, found.Digest, found.Mark
	f.Added, f.Until = k.now(), time.Time{}
	return f, nil
}

// mistaken is what is wrong with what was uploaded for an awaited file.
func mistaken(f, found File, kind controller.FileKind) faults {
	var wrong faults
	switch { // the size first: of what is too large the rest was not read
	case found.Size == 0:
		wrong.add("", gdpr.FaultFileEmpty, "")
		return wrong // of nothing there is no type
	case found.Size > kind.Most:
		wrong.add("", gdpr.FaultFileSize, megabytes(kind))
		return wrong
	case f.Size != 0 && found.Size != f.Size:
		wrong.add("", gdpr.FaultFileLength, "")
	}
	switch {
	case f.Type != "" && found.Type != f.Type:
		wrong.add("", gdpr.FaultFileContent, "")
	case !slices.Contains(kind.Types, found.Type):
		wrong.add("", gdpr.FaultFileType, typesOf(kind))
	}
	return wrong
}

func (k Desk) refuse(ctx context.Context, r Ref, f File) error {
	if err := k.Files.Refuse(ctx, r, f); err != nil {
		return fmt.Errorf("delete a file that is not taken: %w", err)
	}
	return nil
}

// Fetch is where a file can be downloaded. It is logged before it is handed out.
func (k Desk) Fetch(ctx context.Context, by access.Actor, r Ref, file gdpr.ID) (Download, error) {
	_, rec, err := k.reading(ctx, by, r)
	if err != nil {
		return Download{}, err
	}
	return k.hand(ctx, by, rec, file)
}

// hand gives out a file of a record that the actor may read.
func (k Desk) hand(ctx context.Context, by access.Actor, rec Record, file gdpr.ID) (Download, error) {
	i := slices.IndexFunc(rec.Files, func(f File) bool { return f.ID == file && f.Held() })
	if i < 0 {
		return Download{}, errNotFound
	}
	f := rec.Files[i]
	if err := k.log(ctx, by, rec.Ref, "file "+string(f.ID)); err != nil {
		return Download{}, err
	}
	f.Name = f.SafeName()
	d, err := k.Files.Hand(ctx, rec.Ref, f, k.now().Add(handed))
	if err != nil {
		return Download{}, fmt.Errorf("hand out a file: %w", err)
	}
	return d, nil
}
