package dpv

import (
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
)

// A receipt has the decision on every purpose, each as it was asked for (Art. 7(1)). A yes to a newer
// version may be to one purpose of several: the others were answered before another text, and the newer
// may not name them any more.

// asked is the declaration by which each decision is told: the version that it was made on. Where that
// does not declare the purpose, as of a consent whose history was not read, it is the newest that does.
func asked(all *controller.Registry, d *controller.Declaration, f Facts) map[gdpr.PurposeID]*controller.Declaration {
	by := map[gdpr.PurposeID]*controller.Declaration{}
	if all == nil {
		return by
	}
	for _, id := range f.Purposes {
		for _, one := range all.All() {
			if _, declared := one.Purpose(id); !declared || one.ID != d.ID {
				continue
			}
			by[id] = one
			if one.Version == f.seen(id).Version {
				break
			}
		}
	}
	return by
}

// seen is what stood before the person when they decided on a purpose.
func (f Facts) seen(id gdpr.PurposeID) consent.Seen {
	if seen, own := f.Texts[id]; own {
		return seen
	}
	return f.Seen
}

func processes(d *controller.Declaration, f Facts, publicURL string, at residence.Place) []Process {
	var all []Process
	for _, id := range f.Purposes {
		by, known := f.Asked[id]
		if !known {
			by = d
		}
		p, declared := by.Purpose(id)
		if !declared {
			continue
		}
		made := process(by, p, f, at)
		if made.Status.Valid() {
			made.Validity = validity(d, p, f)
		}
		if seen := f.seen(id); seen.Notice != f.Seen.Notice && seen.Version == by.Version {
			own := notice(by, seen, publicURL)
			made.Notice = &own
		}
		all = append(all, made)
	}
	return all
}
