package controller

import (
	"slices"
	"strconv"
	"strings"

	"ordholden/internal/gdpr"
)

// What a new version changes, and for whom it matters. A consent is to what was said when it
// was given (Art. 4(11), 7(1)), so a version asks again where a fact of it is another: why and
// on which basis, which data, who gets it, where and how protected, how long, by which cookies,
// who is asked, what a yes signals, and whether they may say no. Such a change is material to
// that purpose, and a version with one is a major one. Less of the same is not: a recipient,
// category, signal or cookie that goes, and a shorter time, are within what people said yes to.
//
// A purpose that goes, or rests on consent no more, asks nobody: each yes to it has ended by the
// controller's hand. A version that does that is a major one too: a minor one keeps every consent.
//
// A purpose's description is minor, or nobody could ever mend a sentence. Where an author's new
// words mean something else, the version names the purpose in AsksAgain, and then it is
// material. Of a recipient and a category the words are all that people know it by, so that
// other words are material, unless the version names it in SameMeaning.

// Change is one thing that a new version of a declaration says otherwise.
type Change struct {
	Path     string         // where it stands, in the names of the new file
	Purpose  gdpr.PurposeID // what it is about; "" for the whole
	Material bool           // consents to the purpose do not cover it; to no purpose: none covers it
	Refused  bool           // may not be in any version: the law gives it to people
	Ends     bool           // nobody is asked for consent to the purpose any more, and none that was given counts
	Words    gdpr.Text      // a sentence for people
}

// About reports whether the change matters to a consent to the purpose.
func (c Change) About(p gdpr.PurposeID) bool {
	return c.Material && (c.Purpose == "" || c.Purpose == p)
}

// Major reports whether only a major version may have the change: it asks again, or ends consents.
func (c Change) Major() bool { return c.Material || c.Ends }

// comparison is a comparison under way.
type comparison struct {
	old, new *Declaration
	changes  []Change
}

// Compare lists what a version changes of an earlier one of the same controller, in the order
// of the new file; what is gone comes last of its list.
func Compare(old, new *Declaration) []Change {
	c := &comparison{old: old, new: new}
	c.identity()
	for i, p := range new.Purposes {
		was, known := old.Purpose(p.ID)
		if known {
			c.purpose(at("purposes", i), was, p)
			continue
		}
		// Nobody has said yes to it yet: it asks for itself, and for nothing else.
		c.add(Change{Path: at("purposes", i), Purpose: p.ID, Material: p.asked(), Words: said(wordNewPurpose, "{purpose}", p.Name)})
	}
	for _, p := range old.Purposes {
		if _, kept := new.Purpose(p.ID); !kept {
			c.add(Change{Path: "purposes", Purpose: p.ID, Ends: p.asked(), Words: said(wordNoPurpose, "{purpose}", p.Name)})
		}
	}
	c.again()
	c.rights()
	c.rest()
	return c.changes
}

// Material is those of the changes that ask somebody again.
func Material(changes []Change) []Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return !c.Material })
}

// Steps calls do with each version of a controller after a given one, oldest first, and with
// what it changes of the version before it. The version need not be known.
func (r *Registry) Steps(id gdpr.ControllerID, after Version, do func(*Declaration, []Change)) {
	var before *Declaration
	for _, d := range r.all {
		if d.ID != id {
			continue
		}
		if before != nil && after.Less(d.Version) {
			do(d, Compare(before, d))
		}
		before = d
	}
}

// Revision counts the versions of a controller that ask visitors again, or end what visitors said
// yes to. A banner that keeps it beside a choice knows when the choice was about something else:
// nothing runs on it, neither what is asked about anew nor what nobody is asked about any more.
func Revision(r *Registry, id gdpr.ControllerID) int {
	n := 0
	all := r.Versions(id)
	for i := 1; i < len(all); i++ {
		was, is := all[i-1], all[i]
		overturns := func(c Change) bool {
			return c.Major() && (was.asksVisitors(c.Purpose) || is.asksVisitors(c.Purpose))
		}
		if slices.ContainsFunc(Compare(was, is), overturns) {
			n++
		}
	}
	return n
}

// asksVisitors reports whether visitors decide on the purpose; all of them, for no purpose.
func (d *Declaration) asksVisitors(id gdpr.PurposeID) bool {
	p, known := d.Purpose(id)
	return known && p.Asked(Visitors) || id == "" && len(d.Asked(Visitors)) > 0
}

// asked reports whether anybody decides on the purpose.
func (p Purpose) asked() bool { return p.Asks != "" && !p.Required }

func (c *comparison) add(changes ...Change) { c.changes = append(c.changes, changes...) }

// minor adds a change of the whole that asks nobody.
func (c *comparison) minor(changed bool, path string, words gdpr.Text) {
	if changed {
		c.add(Change{Path: path, Words: words})
	}
}

// identity: a consent is to one controller (Art. 4(11), 13(1)(a)). An organization keeps its
// number when it takes another name; without both numbers the name tells. Contacts are words.
func (c *comparison) identity() {
	o, n := c.old, c.new
	known := o.OrganizationNumber != "" && n.OrganizationNumber != ""
	other := o.ID != n.ID || known && o.OrganizationNumber != n.OrganizationNumber || !known && o.Name != n.Name
	if other {
		path := "name"
		if known && o.OrganizationNumber != n.OrganizationNumber {
			path = "organization-number"
		}
		c.add(Change{Path: path, Material: len(c.new.askedPurposes()) > 0, Words: named(wordController, "{name}", n.Name)})
		return
	}
	c.minor(o.Name != n.Name || o.ShortName != n.ShortName, "name", named(wordName, "{name}", n.Name))
	c.minor(o.Mailbox != n.Mailbox || o.Website != n.Website || o.PostalAddress != n.PostalAddress ||
		o.OrganizationNumber != n.OrganizationNumber, "mailbox", wordContact)
	c.minor(o.Authority != n.Authority, "authority", named(wordAuthority, "{name}", n.Authority.Name))
}

func (d *Declaration) askedPurposes() []Purpose {
	return slices.DeleteFunc(slices.Clone(d.Purposes), func(p Purpose) bool { return !p.asked() })
}

// again is what the author of the version says means something new.
func (c *comparison) again() {
	for i, id := range c.new.AsksAgain {
		if p, ok := c.new.Purpose(id); ok && p.asked() {
			c.add(Change{Path: at("asks-again", i), Purpose: id, Material: true, Words: said(wordMeaning, "{purpose}", p.Name)})
		}
	}
}

// rights: what the law gives, no version takes.
func (c *comparison) rights() {
	for _, r := range c.old.Rights {
		if !slices.Contains(c.new.Rights, r) {
			c.add(Change{Path: "rights", Refused: true, Words: named(wordRight, "{article}", r.Article())})
		}
	}
}

// rest is what no consent rests on.
func (c *comparison) rest() {
	o, n := c.old, c.new
	c.minor(o.Records != n.Records, "records", wordRecords)
	c.minor(o.Wording != n.Wording || o.Edition != n.Edition || !slices.Equal(o.Assurances, n.Assurances), "wording", wordWording)
	for i, h := range n.Holdings {
		if was, ok := o.Holding(h.Class); !ok || !sameHolding(was, h) {
			c.add(Change{Path: at("holdings", i), Purpose: h.Purpose, Words: wordHolding})
		}
	}
}

// sameHolding compares what is kept and who reads it.
func sameHolding(a, b Holding) bool {
	sameFile := func(x, y FileKind) bool {
		return x.ID == y.ID && x.Name == y.Name && x.Category == y.Category && x.Most == y.Most && x.Count == y.Count && slices.Equal(x.Types, y.Types)
	}
	return a.Purpose == b.Purpose && slices.Equal(a.Fields, b.Fields) && slices.EqualFunc(a.Files, b.Files, sameFile) &&
		slices.Equal(a.Sources, b.Sources) && slices.Equal(a.Activities, b.Activities) && slices.Equal(a.Readers, b.Readers)
}

// said fills names that have words in each language, given as name, value.
func said(t gdpr.Text, pairs ...any) gdpr.Text {
	in := func(l gdpr.Language) string {
		s := t.In(l)
		for i := 0; i < len(pairs); i += 2 {
			s = strings.ReplaceAll(s, pairs[i].(string), pairs[i+1].(gdpr.Text).In(l))
		}
		return strings.ToUpper(s[:first(s)]) + s[first(s):]
	}
	return gdpr.Text{NB: in(gdpr.Bokmal), NN: in(gdpr.Nynorsk), EN: in(gdpr.English)}
}

// first is how long the first letter of s is.
func first(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// named is said with a name that is the same in every language.
func named(t gdpr.Text, name, value string) gdpr.Text {
	return said(t, name, gdpr.Text{NB: value, NN: value, EN: value})
}

func within(path, list string, i int) string { return path + "." + list + "[" + strconv.Itoa(i) + "]" }
