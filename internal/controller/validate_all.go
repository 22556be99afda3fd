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
		d.checkStep(&f, before(decls, d))
		all[i] = f
	}
	return all
}

// before is the version of the same controller that a declaration follows; nil for the first.
func before(decls []*Declaration, d *Declaration) *Declaration {
	var last *Declaration
	for _, o := range decls {
		if o.ID == d.ID && o.Version.Less(d.Version) && (last == nil || last.Version.Less(o.Version)) {
			last = o
		}
	}
	return last
}

// checkStep: the number of a version says what it does to people. One that asks them again, or ends
// what they said yes to, is a major one, and a major one does either: a number that cries wolf is
// soon not read. What the law gives is in every version.
func (d *Declaration) checkStep(f *faults, was *Declaration) {
	if was == nil {
		if len(d.AsksAgain) > 0 {
			f.add("asks-again", "nobody has been asked before the first version: take the line out")
		}
		if len(d.SameMeaning) > 0 {
			f.add("same-meaning", "nothing was said before the first version: take the line out")
		}
		return
	}
	d.checkSameMeaning(f, was)
	major, next := false, was.Version.Major+1
	for _, c := range Compare(was, d) {
		major = major || c.Major()
		switch {
		case c.Refused:
			f.add(c.Path, "%s No version may take that away", c.Words.EN)
		case c.Ends && next > d.Version.Major:
			f.add(c.Path, "%s This ends people's consents: call the version %d.0", c.Words.EN, next)
		case c.Material && next > d.Version.Major:
			f.add(c.Path, "%s This asks people again: call the version %d.0", c.Words.EN, next)
		}
	}
	if !major && was.Version.Major != d.Version.Major {
		f.add("version", "nothing in it asks anybody again or ends a consent: call it %d.%d, or name in asks-again the purposes whose words mean something new",
			was.Version.Major, was.Version.Minor+1)
	}
}

// checkSameMeaning: only what has other words than before can mean the same. A line left over
// from an earlier version would excuse a change that its author never looked at.
func (d *Declaration) checkSameMeaning(f *faults, was *Declaration) {
	seen := map[string]bool{}
	for i, id := range d.SameMeaning {
		before, a := was.Recipient(id)
		now, b := d.Recipient(id)
		other := a && b && (before.Name != now.Name || before.Safeguard != now.Safeguard)
		category, a := was.Category(id)
		renamed, b := d.Category(id)
		other = other || a && b && category.Name != renamed.Name
		if !other || seen[id] {
			f.add(at("same-meaning", i), "%q is no recipient or category with other words than in version %s, or is named twice: take it out", id, was.Version)
		}
		seen[id] = true
	}
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
