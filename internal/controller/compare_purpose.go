package controller

import (
	"slices"
	"strings"
	"time"

	"ordholden/internal/gdpr"
)

// purpose compares what one purpose is. Facts are material where somebody decides on it, before
// or now: nobody has consented to what rests on another basis, and a new version of the
// statement tells of it (Art. 13(3)).
func (c *comparison) purpose(path string, was, is Purpose) {
	decides := was.asked() || is.asked()
	ends := was.asked() && !is.asked()
	asking := func(changed bool, field string, words gdpr.Text) {
		if changed {
			c.add(Change{Path: path + field, Purpose: is.ID, Material: decides, Ends: ends, Words: words})
		}
	}
	fact := func(changed bool, field string, words gdpr.Text) {
		if changed {
			c.add(Change{Path: path + field, Purpose: is.ID, Material: decides, Words: words})
		}
	}
	less := func(changed bool, field string, words gdpr.Text) {
		if changed {
			c.add(Change{Path: path + field, Purpose: is.ID, Words: words})
		}
	}
	name := is.Name
	less(was.Name != is.Name || was.Description != is.Description, ".description", said(wordDescription, "{purpose}", name))
	asking(was.Basis != is.Basis, ".basis", said(wordBasis, "{purpose}", name, "{basis}", c.words(is.BasisIn)))
	asking(was.Asks != is.Asks, ".asks", said(who(is), "{purpose}", name))
	asking(is.Required && !was.Required, ".required", said(wordRequired, "{purpose}", name))
	fact(was.Required && !is.Required, ".required", said(wordFree, "{purpose}", name))
	for i, id := range is.Categories {
		category, _ := c.new.Category(id)
		if !slices.Contains(was.Categories, id) {
			fact(true, within("", "categories", i), said(wordCategory, "{purpose}", name, "{category}", category.Name))
			continue
		}
		before, _ := c.old.Category(id)
		c.meant(id, fact, less)(before.Name != category.Name, within("", "categories", i),
			said(wordCategoryName, "{purpose}", name, "{category}", category.Name, "{before}", before.Name))
	}
	for _, id := range was.Categories {
		category, _ := c.old.Category(id)
		less(!slices.Contains(is.Categories, id), ".categories", said(wordNoCategory, "{purpose}", name, "{category}", category.Name))
	}
	c.recipients(path, was, is, fact, less)
	longer := longer(was.Retention, is.Retention)
	kept := said(wordRetention, "{purpose}", name, "{retention}", c.words(is.Retention.In))
	fact(longer, ".retention", kept)
	less(!longer && was.Retention != is.Retention, ".retention", kept)
	c.cookies(was.ID, fact, less)
	signals(was, is, fact, less)
}

// who is the sentence for another audience than before, or none.
func who(is Purpose) gdpr.Text {
	if is.Asks == "" {
		return wordAsksNobody
	}
	return wordAsks
}

// signals compares what a yes tells Google's tags that they may do. It is done at the next page
// with every yes that stands, so that one more is one that nobody said yes to.
func signals(was, is Purpose, fact, less report) {
	for i, s := range is.Signals {
		fact(!slices.Contains(was.Signals, s), within("", "signals", i), named(said(wordSignal, "{purpose}", is.Name), "{signal}", s))
	}
	for _, s := range was.Signals {
		less(!slices.Contains(is.Signals, s), ".signals", named(said(wordNoSignal, "{purpose}", is.Name), "{signal}", s))
	}
}

// meant is how the words of a recipient or category are reported: by them people know who gets
// which data, so that other words are a fact, unless the author says that they mean the same.
func (c *comparison) meant(id string, fact, less report) report {
	if slices.Contains(c.new.SameMeaning, id) {
		return less
	}
	return fact
}

// words is something in the words of the new version's edition.
func (c *comparison) words(in func(int, gdpr.Language) string) gdpr.Text {
	e := c.new.Edition
	return gdpr.Text{NB: in(e, gdpr.Bokmal), NN: in(e, gdpr.Nynorsk), EN: in(e, gdpr.English)}
}

// report notes a change of a purpose, at a field of it.
type report func(changed bool, field string, words gdpr.Text)

// recipients compares who gets the data, where they process it, and what protects it there.
func (c *comparison) recipients(path string, was, is Purpose, fact, less report) {
	name := is.Name
	for i, id := range is.Recipients {
		r, _ := c.new.Recipient(id)
		before, _ := c.old.Recipient(id)
		at := within("", "recipients", i)
		if !slices.Contains(was.Recipients, id) {
			fact(true, at, said(wordRecipient, "{purpose}", name, "{recipient}", r.Name))
			continue
		}
		where, _ := countryOf(r.Country)
		fact(before.Country != r.Country, at, said(wordCountry, "{recipient}", r.Name, "{country}", where.name))
		meant := c.meant(id, fact, less)
		meant(before.Name != r.Name, at, said(wordRecipientName, "{recipient}", r.Name, "{before}", before.Name))
		switch {
		case before.Safeguard == r.Safeguard:
		case r.Safeguard != gdpr.Text{}:
			meant(true, at, said(wordSafeguardOther, "{recipient}", r.Name, "{safeguard}", r.Safeguard))
		case where.eea: // the law itself protects it there
			less(true, at, said(wordSafeguard, "{recipient}", r.Name))
		default:
			fact(true, at, said(wordSafeguard, "{recipient}", r.Name))
		}
	}
	for _, id := range was.Recipients {
		r, _ := c.old.Recipient(id)
		less(!slices.Contains(is.Recipients, id), ".recipients", said(wordNoRecipient, "{purpose}", name, "{recipient}", r.Name))
	}
}

// cookies compares what is stored on devices for a purpose (ekomloven section 3-15).
func (c *comparison) cookies(id gdpr.PurposeID, fact, less report) {
	is, was := c.new.CookiesFor(id), c.old.CookiesFor(id)
	for _, k := range is {
		name := gdpr.Text{NB: k.Name, NN: k.Name, EN: k.Name}
		i := slices.IndexFunc(was, func(o Cookie) bool { return o.Name == k.Name })
		if i < 0 {
			fact(true, "", said(wordCookie, "{cookie}", name))
			continue
		}
		before := was[i]
		stays := said(wordLifetime, "{cookie}", name, "{lifetime}", c.words(k.LifetimeIn))
		outlives := exceeds(before.Lifetime, k.Lifetime)
		fact(outlives, "", stays)
		less(!outlives && before.Lifetime != k.Lifetime, "", stays)
		fact(before.Provider != k.Provider, "", named(said(wordProvider, "{cookie}", name), "{provider}", k.Provider))
		less(before.Description != k.Description, "", said(wordCookieWords, "{cookie}", name))
	}
	for _, k := range was {
		gone := !slices.ContainsFunc(is, func(n Cookie) bool { return n.Name == k.Name })
		less(gone, "", named(wordNoCookie, "{cookie}", k.Name))
	}
}

// rank orders what a retention counts from by when that comes: a decision and a receipt are when
// the data comes in; the others come after, each as late as life has it.
func (e Event) rank() int {
	switch e {
	case FromVisit:
		return 1
	case FromLastActivity:
		return 2
	case FromAgreementEnd:
		return 3
	case FromYearEnd:
		return 4
	}
	return 0
}

// longer reports whether something may be kept longer: for a longer time, or counted from a
// later event, even where the other makes up for it.
func longer(was, is Retention) bool {
	return exceeds(was.Period, is.Period) || is.From.rank() > was.From.rank()
}

// exceeds reports whether a period can be longer than another: months differ, so that it is
// looked at from each month, a leap February among them. None at all is the shortest.
func exceeds(was, is gdpr.Period) bool {
	for month := range 12 {
		from := time.Date(2028, time.January+time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		if is.After(from).After(was.After(from)) {
			return true
		}
	}
	return false
}

// Sentence puts the words of changes together in a language, one after the other.
func Sentence(changes []Change, l gdpr.Language) string {
	var all []string
	for _, c := range changes {
		all = append(all, c.Words.In(l))
	}
	return strings.Join(all, " ")
}
