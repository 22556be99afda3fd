package controller

import "ordholden/internal/gdpr"

// Purpose is the declared purpose of that id.
func (d *Declaration) Purpose(id gdpr.PurposeID) (Purpose, bool) {
	for _, p := range d.Purposes {
		if p.ID == id {
			return p, true
		}
	}
	return Purpose{}, false
}

// Asked lists the purposes that the audience decides on, in declared order.
func (d *Declaration) Asked(a Audience) []Purpose {
	var asked []Purpose
	for _, p := range d.Purposes {
		if p.Asked(a) {
			asked = append(asked, p)
		}
	}
	return asked
}

// Told lists the purposes that the audience is told of: those it decides on,
// those of its kind that cannot be refused, and for Everyone all.
func (d *Declaration) Told(a Audience) []Purpose {
	if a == Everyone {
		return d.Purposes
	}
	var told []Purpose
	for _, p := range d.Purposes {
		if p.Asks == a {
			told = append(told, p)
		}
	}
	return told
}

// Category is the declared category of that id.
func (d *Declaration) Category(id string) (Category, bool) {
	for _, c := range d.Categories {
		if c.ID == id {
			return c, true
		}
	}
	return Category{}, false
}

// Recipient is the declared recipient of that id.
func (d *Declaration) Recipient(id string) (Recipient, bool) {
	for _, r := range d.Recipients {
		if r.ID == id {
			return r, true
		}
	}
	return Recipient{}, false
}

// CookiesFor lists the cookies of a purpose, in declared order.
func (d *Declaration) CookiesFor(id gdpr.PurposeID) []Cookie {
	var cookies []Cookie
	for _, c := range d.Cookies {
		if c.Purpose == id {
			cookies = append(cookies, c)
		}
	}
	return cookies
}
