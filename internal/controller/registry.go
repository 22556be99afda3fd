package controller

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// Registry finds declarations. It holds every version of each controller, so
// that a record of years ago still finds the words that were shown then.
type Registry struct {
	all []*Declaration // by controller, then by version
}

// New makes a registry. Input in order by controller and version, as the
// compiler of declarations writes it, is taken as it is: nothing is rendered,
// sorted or indexed at a cold start.
func New(decls ...*Declaration) *Registry {
	if !slices.IsSortedFunc(decls, compare) {
		decls = slices.SortedStableFunc(slices.Values(decls), compare)
	}
	return &Registry{all: decls}
}

func compare(a, b *Declaration) int {
	switch {
	case a.ID != b.ID:
		return strings.Compare(string(a.ID), string(b.ID))
	case a.Version.Less(b.Version):
		return -1
	case b.Version.Less(a.Version):
		return 1
	}
	return 0
}

// All lists every version of every controller, oldest first within each.
func (r *Registry) All() []*Declaration { return slices.Clone(r.all) }

// Newest lists the newest version of each controller, by id.
func (r *Registry) Newest() []*Declaration {
	var newest []*Declaration
	for i, d := range r.all {
		if i+1 == len(r.all) || r.all[i+1].ID != d.ID {
			newest = append(newest, d)
		}
	}
	return newest
}

// Current is the newest version of a controller's declaration.
func (r *Registry) Current(id gdpr.ControllerID) (*Declaration, bool) {
	return r.newestWith(func(d *Declaration) bool { return d.ID == id })
}

// Version is one version of a controller's declaration.
func (r *Registry) Version(id gdpr.ControllerID, v Version) (*Declaration, bool) {
	for _, d := range r.all {
		if d.ID == id && d.Version == v {
			return d, true
		}
	}
	return nil, false
}

// Meant is a purpose as a version declared it; where that version did not, as the newest that did.
// So what people decided on has a name when it is declared no more.
func (r *Registry) Meant(id gdpr.ControllerID, v Version, purpose gdpr.PurposeID) (p Purpose, known bool) {
	for _, d := range r.all {
		if is, declared := d.Purpose(purpose); d.ID == id && declared {
			p, known = is, true
			if d.Version == v {
				break
			}
		}
	}
	return p, known
}

// ByHost is the newest declaration that names the host, in any case and with
// or without a port: the form of a Host header.
func (r *Registry) ByHost(host string) (*Declaration, bool) {
	host, _, _ = strings.Cut(host, ":")
	return r.newestWith(func(d *Declaration) bool {
		return slices.ContainsFunc(d.Hosts, func(h string) bool { return strings.EqualFold(h, host) })
	})
}

// ByMailbox is the newest declaration of the controller that reads the
// address, in any case.
func (r *Registry) ByMailbox(address string) (*Declaration, bool) {
	return r.newestWith(func(d *Declaration) bool { return strings.EqualFold(d.Mailbox, address) })
}

// Notice finds the version and the notice of a digest. Only digests written by
// the compiler are compared: the text itself comes from Declaration.Notice.
func (r *Registry) Notice(id gdpr.ControllerID, digest Digest) (*Declaration, NoticeRef, bool) {
	for _, d := range slices.Backward(r.all) {
		if d.ID != id {
			continue
		}
		for _, ref := range d.Notices {
			if ref.Digest == digest {
				return d, ref, true
			}
		}
	}
	return nil, NoticeRef{}, false
}

// newestWith looks only at the newest version of each controller: what an
// older one named is no longer its own.
func (r *Registry) newestWith(fits func(*Declaration) bool) (*Declaration, bool) {
	for i, d := range r.all {
		if (i+1 == len(r.all) || r.all[i+1].ID != d.ID) && fits(d) {
			return d, true
		}
	}
	return nil, false
}

// Versions lists every version of a controller's declaration, oldest first.
func (r *Registry) Versions(id gdpr.ControllerID) []*Declaration {
	var all []*Declaration
	for _, d := range r.all {
		if d.ID == id {
			all = append(all, d)
		}
	}
	return all
}
