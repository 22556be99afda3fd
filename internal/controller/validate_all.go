package controller

import "slices"

// ValidateAll validates declarations that are to serve together: each by
// itself, and that no two claim the same id and version, mailbox or host. The
// faults of each stand at its own index.
func ValidateAll(decls []*Declaration) [][]Fault {
	all := make([][]Fault, len(decls))
	for i, d := range decls {
		f := faults(d.Validate())
		for _, other := range decls[:i] {
			d.checkBeside(&f, other)
		}
		all[i] = f
	}
	return all
}

func (d *Declaration) checkBeside(f *faults, other *Declaration) {
	if d.ID == other.ID {
		d.checkSuccession(f, other)
		return
	}
	if d.Mailbox == other.Mailbox && d.Mailbox != "" {
		f.add("mailbox", "%s is the mailbox of %s already: mail would reach the wrong controller", d.Mailbox, other.ID)
	}
	for i, host := range d.Hosts {
		if slices.Contains(other.Hosts, host) {
			f.add(at("hosts", i), "%s is a host of %s already: a page would name the wrong controller", host, other.ID)
		}
	}
}

// checkSuccession: the versions of one controller follow one another.
func (d *Declaration) checkSuccession(f *faults, other *Declaration) {
	switch {
	case d.Version == other.Version:
		f.add("version", "%s %s is declared twice: give the new one the next version", d.ID, d.Version)
	case d.Version.Less(other.Version) && d.Dated > other.Dated,
		other.Version.Less(d.Version) && other.Dated > d.Dated:
		f.add("dated", "%s is out of order with version %s of %s: a later version applies later", d.Dated, other.Version, other.Dated)
	}
}
