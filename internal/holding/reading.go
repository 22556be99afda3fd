package holding

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Who reads what: a field leaves the desk only to whoever the declaration names as reader
// of the class, or a contact person whom the very agreement names, only of a record that may
// be used, and only after the reading is stored (promises T4 and T8; Art. 18). The privacy
// role sees that records are there, and until when.

// readings of whole records; of a file it is "file" and the file's id.
const wholeRecord = "record"

// staff is the actor as staff or machine: what it may do with every record of a class.
func staff(by access.Actor) access.Actor {
	by.Contact, by.Sender = "", ""
	return by
}

func reads(by access.Actor, g ground) bool { return staff(by).May(g.d, access.Read, g.Class) == nil }

// oversees reports whether the actor has to see what may not be used.
func oversees(by access.Actor, g ground) bool {
	return staff(by).May(g.d, access.Restrict, g.Class) == nil
}

// names reports whether an agreement names the contact person that the actor is.
func names(rec Record, by access.Actor) bool {
	return rec.Class == controller.Agreements && by.Contact != "" &&
		slices.ContainsFunc(rec.Contacts, func(c Contact) bool { return c.Subject == by.Contact })
}

// reading is a record that the actor may read. To a contact person one that names somebody
// else is none.
func (k Desk) reading(ctx context.Context, by access.Actor, r Ref) (ground, Record, error) {
	g, err := k.enter(by, r.Controller, access.Read, r.Class)
	if err != nil {
		return ground{}, Record{}, err
	}
	rec, err := k.kept(ctx, r)
	switch {
	case err != nil:
	case !reads(by, g) && !names(rec, by):
		err = errNotFound
	case !rec.Term.Served(k.now()):
		err = errRestricted
	default:
		var usable []Record
		if usable, err = k.consented(ctx, g, []Record{rec}); err == nil && len(usable) == 0 {
			err = errRestricted
		}
	}
	if err != nil {
		return ground{}, Record{}, err
	}
	return g, rec, nil
}

// log stores a reading, before what was read is shown. A record that ended meanwhile is none.
func (k Desk) log(ctx context.Context, by access.Actor, r Ref, what string) error {
	err := k.Store.Read(ctx, r, Reading{At: k.now(), Actor: by.ID, What: what})
	if gdpr.KindOf(err) == gdpr.Conflict {
		return errNotFound
	}
	return err
}

// Show reads one record. The reading is logged before the record is returned.
func (k Desk) Show(ctx context.Context, by access.Actor, r Ref) (Record, error) {
	_, rec, err := k.reading(ctx, by, r)
	if err == nil {
		err = k.log(ctx, by, r, wholeRecord)
	}
	if err != nil {
		return Record{}, err
	}
	return rec, nil
}

// shown is what the actor gets to see of records, each reading logged. What may not be used
// is there for the privacy role only.
func (k Desk) shown(ctx context.Context, by access.Actor, g ground, all []Record) ([]Record, error) {
	now, readable, overseen := k.now(), reads(by, g), oversees(by, g)
	usable, err := k.consented(ctx, g, all)
	if err != nil {
		return nil, err
	}
	used := map[Ref]bool{}
	for _, rec := range usable {
		used[rec.Ref] = true
	}
	var list []Record
	for _, rec := range all {
		switch {
		case !rec.Term.Kept(now):
		case readable && used[rec.Ref] && rec.Term.Served(now):
			err := k.log(ctx, by, rec.Ref, wholeRecord)
			if gdpr.KindOf(err) == gdpr.NotFound {
				continue
			}
			if err != nil {
				return nil, err
			}
			list = append(list, rec)
		case overseen:
			list = append(list, bare(rec))
		}
	}
	return list, nil
}

// Recognize finds what the actor may see of a person, newest first: earlier applications
// (promise T10), the profile, agreements that name the person as contact. Who may see
// records of no class may not ask.
func (k Desk) Recognize(ctx context.Context, by access.Actor, address gdpr.Private) ([]Record, error) {
	visible, err := k.visible(by)
	if err != nil {
		return nil, err
	}
	var f faults
	address = f.address("/email", address)
	if err := f.err(); err != nil {
		return nil, err
	}
	person, err := k.Store.Subject(ctx, by.Controller, address)
	if err != nil {
		return nil, err
	}
	var found []Record
	for _, g := range visible {
		all, err := k.of(ctx, g, person)
		if err != nil {
			return nil, err
		}
		list, err := k.shown(ctx, by, g, all)
		if err != nil {
			return nil, err
		}
		found = append(found, list...)
	}
	slices.SortStableFunc(found, func(a, b Record) int { return b.Received.Compare(a.Received) })
	return found, nil
}

// visible is the declared classes of which the actor may see that records are there.
func (k Desk) visible(by access.Actor) ([]ground, error) {
	d, err := k.controller(by.Controller)
	if err != nil {
		return nil, err
	}
	refused := error(&gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole})
	var list []ground
	for _, h := range d.Holdings {
		if err := by.May(d, access.List, h.Class); err != nil {
			refused = err
			continue
		}
		g, err := grounds(d, h.Class)
		if err != nil {
			return nil, err
		}
		list = append(list, g)
	}
	if len(list) == 0 {
		return nil, refused
	}
	return list, nil
}

// of is a person's records of a class.
func (k Desk) of(ctx context.Context, g ground, person gdpr.SubjectID) ([]Record, error) {
	if g.Class == controller.Agreements {
		return k.Store.Named(ctx, g.d.ID, person)
	}
	return k.Store.Records(ctx, g.d.ID, person, g.Class)
}

// How many records a page of a list has.
const (
	usualPage = 50
	mostPage  = 100
)

// List reads records newest first: of applications those that may be contacted again (promise T10).
// It shows no fields to whoever may only know that they are there. A page can be shorter
// than limit, or empty, and not the last: more says whether it is.
func (k Desk) List(ctx context.Context, by access.Actor, class controller.Class, before time.Time, limit int) (page []Record, more time.Time, err error) {
	g, err := k.enter(by, by.Controller, access.List, class)
	if err != nil {
		return nil, time.Time{}, err
	}
	if limit <= 0 {
		limit = usualPage
	}
	all, more, err := k.Store.List(ctx, g.d.ID, class, before, min(limit, mostPage))
	if err != nil {
		return nil, time.Time{}, err
	}
	page, err = k.shown(ctx, by, g, all)
	if err != nil {
		return nil, time.Time{}, err
	}
	return page, more, nil
}

// Named reads the agreements that name a contact person who came by mail link. Each
// reading is logged.
func (k Desk) Named(ctx context.Context, by access.Actor) ([]Record, error) {
	g, err := k.enter(by, by.Controller, access.Read, controller.Agreements)
	if err != nil {
		return nil, err
	}
	if by.Contact == "" {
		return nil, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	all, err := k.Store.Named(ctx, g.d.ID, by.Contact)
	if err != nil {
		return nil, err
	}
	now := k.now()
	var list []Record
	for _, rec := range all {
		if !names(rec, by) || !rec.Term.Kept(now) || !rec.Term.Served(now) {
			continue
		}
		switch err := k.log(ctx, by, rec.Ref, wholeRecord); {
		case gdpr.KindOf(err) == gdpr.NotFound:
		case err != nil:
			return nil, err
		default:
			list = append(list, rec)
		}
	}
	return list, nil
}

// Readings reads who has read a record.
func (k Desk) Readings(ctx context.Context, by access.Actor, r Ref) ([]Reading, error) {
	if err := k.overseen(ctx, by, r, access.Readings); err != nil {
		return nil, err
	}
	return k.Store.Readings(ctx, r)
}

// overseen: what lies beside a record that may not be used is the privacy role's alone.
func (k Desk) overseen(ctx context.Context, by access.Actor, r Ref, do access.Act) error {
	g, err := k.enter(by, r.Controller, do, r.Class)
	if err != nil {
		return err
	}
	rec, err := k.kept(ctx, r)
	if err == nil && !rec.Term.Served(k.now()) && !oversees(by, g) {
		err = errRestricted
	}
	return err
}
