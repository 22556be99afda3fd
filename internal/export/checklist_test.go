package export_test

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/export"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
)

// blanks are all ways to take one fact that Art. 15 asks for out of a declaration. A purpose
// without recipients has none, which is a fact too: only where somebody has got what is held
// for it is an empty list wrong.
func blanks(d *controller.Declaration) map[string]func(*controller.Declaration) {
	all := map[string]func(*controller.Declaration){}
	note := func(name string, do func(*controller.Declaration)) { all[name] = do }
	for i, p := range d.Purposes {
		if p.Asks == controller.Visitors {
			continue // leads to nobody, and is not in a copy
		}
		of := reflect.TypeOf(p)
		for f := range of.NumField() {
			name := fmt.Sprintf("purpose %s: %s", p.ID, of.Field(f).Name)
			switch of.Field(f).Name {
			case "Asks", "Required":
				continue
			// Told in the statement, where a copy has the source of each record itself; and what a banner does.
			case "Interest", "Source", "Signals", "Subjects":
				continue
			case "Recipients", "ID": // of those that somebody has got data for
				if p.ID != "recruitment" {
					continue
				}
			}
			note(name, func(d *controller.Declaration) { zero(reflect.ValueOf(&d.Purposes[i]).Elem().Field(f)) })
		}
		note(fmt.Sprintf("purpose %s: period", p.ID), func(d *controller.Declaration) { d.Purposes[i].Retention.Period = gdpr.Period{} })
		note(fmt.Sprintf("purpose %s: from", p.ID), func(d *controller.Declaration) { d.Purposes[i].Retention.From = "" })
		for j := range p.Categories {
			note(fmt.Sprintf("purpose %s: category %d", p.ID, j), func(d *controller.Declaration) { d.Purposes[i].Categories[j] = "" })
		}
		for j := range p.Recipients {
			note(fmt.Sprintf("purpose %s: recipient %d", p.ID, j), func(d *controller.Declaration) { d.Purposes[i].Recipients[j] = "" })
		}
	}
	used := map[string]bool{}
	for _, p := range d.Purposes {
		for _, id := range append(p.Categories, p.Recipients...) {
			used[id] = used[id] || p.Asks != controller.Visitors
		}
	}
	for i, c := range d.Categories {
		if used[c.ID] {
			note("category "+c.ID+": name", func(d *controller.Declaration) { d.Categories[i].Name = gdpr.Text{} })
			note("category "+c.ID+": id", func(d *controller.Declaration) { d.Categories[i].ID = "" })
		}
	}
	for i, r := range d.Recipients {
		if !used[r.ID] {
			continue
		}
		note("recipient "+r.ID+": name", func(d *controller.Declaration) { d.Recipients[i].Name = gdpr.Text{} })
		note("recipient "+r.ID+": id", func(d *controller.Declaration) { d.Recipients[i].ID = "" })
		note("recipient "+r.ID+": country", func(d *controller.Declaration) { d.Recipients[i].Country = "" })
		if r.Country == "US" {
			note("recipient "+r.ID+": safeguard", func(d *controller.Declaration) { d.Recipients[i].Safeguard = gdpr.Text{} })
		}
	}
	for f := range reflect.TypeOf(d.Authority).NumField() {
		note("authority "+reflect.TypeOf(d.Authority).Field(f).Name, func(d *controller.Declaration) {
			zero(reflect.ValueOf(&d.Authority).Elem().Field(f))
		})
	}
	for i, r := range d.Rights {
		if r != gdpr.Access && r != gdpr.Portability && r != gdpr.Withdrawal {
			note("right "+string(r), func(d *controller.Declaration) { d.Rights = append(d.Rights[:i:i], d.Rights[i+1:]...) })
		}
	}
	for _, name := range []string{"Purposes", "Categories", "Recipients", "Rights", "Authority", "Name", "Mailbox", "Website"} {
		note("all of "+name, func(d *controller.Declaration) { zero(reflect.ValueOf(d).Elem().FieldByName(name)) })
	}
	for i := range d.Holdings[0].Fields {
		note("field "+d.Holdings[0].Fields[i].ID+": category", func(d *controller.Declaration) { d.Holdings[0].Fields[i].Category = "" })
		note("field "+d.Holdings[0].Fields[i].ID+": name", func(d *controller.Declaration) { d.Holdings[0].Fields[i].Name = gdpr.Text{} })
	}
	for i := range d.Holdings[0].Files {
		note("kind of file "+d.Holdings[0].Files[i].ID, func(d *controller.Declaration) { d.Holdings[0].Files[i].Category = "" })
		note("name of kind of file "+d.Holdings[0].Files[i].ID, func(d *controller.Declaration) { d.Holdings[0].Files[i].Name = gdpr.Text{} })
	}
	note("how long requests are kept", func(d *controller.Declaration) { d.Records.Request = controller.Retention{} })
	note("how long consents are kept", func(d *controller.Declaration) { d.Records.PersonConsent = controller.Retention{} })
	return all
}

func zero(v reflect.Value) { v.Set(reflect.Zero(v.Type())) }

// Promise M8: a copy fails rather than omit anything of Art. 15(1)(a) to (h) and 15(2).
func TestM8_WithoutAnyOneFactThereIsNoCopy(t *testing.T) {
	c, files := full()
	r := &c.Held.Records[0]
	r.Fields = nil
	for _, f := range c.Declaration.Holdings[0].Fields {
		r.Fields = append(r.Fields, values(f.ID, "x")...)
	}
	if err := export.Write(io.Discard, c, files.read); err != nil {
		t.Fatal(err)
	}
	ways := blanks(declared())
	if len(ways) < 60 {
		t.Fatalf("only %d facts", len(ways))
	}
	for name, blank := range ways {
		c.Declaration = declared()
		blank(c.Declaration)
		err := export.Write(refusing{t, name}, c, files.read)
		if !incomplete(err) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// refusing takes no byte: of a copy that is not complete nothing is written.
type refusing struct {
	t    *testing.T
	name string
}

func (r refusing) Write(b []byte) (int, error) {
	r.t.Errorf("without %s: %d bytes are written", r.name, len(b))
	return len(b), nil
}

func TestM8_WithoutAnyOneFactOfWhatIsHeldThereIsNoCopy(t *testing.T) {
	for pointer, blank := range map[string]func(*export.Copy){
		"/storage/countryName":                  func(c *export.Copy) { c.Place = residence.Place{} },
		"/made":                                 func(c *export.Copy) { c.Held.At = time.Time{} },
		"/person/address":                       func(c *export.Copy) { c.Held.Address = "" },
		"/records/0/kept/source":                func(c *export.Copy) { c.Held.Records[0].Source = "" },
		"/records/0/kept/received":              func(c *export.Copy) { c.Held.Records[0].Received = time.Time{} },
		"/records/0/kept/why":                   func(c *export.Copy) { c.Held.Records[0].Purpose = "other" },
		"/records/0/disclosures/0/name":         func(c *export.Copy) { c.Held.Records[0].Disclosures[0].Recipient = "" },
		"/records/0/disclosures/0/at":           func(c *export.Copy) { c.Held.Records[0].Disclosures[0].At = time.Time{} },
		"/records/0/disclosures/0/why":          func(c *export.Copy) { c.Held.Records[0].Disclosures[0].Purpose = "" },
		"/records/0/holds/0/why":                func(c *export.Copy) { c.Held.Records[0].Term.Holds[0].Ground = "" },
		"/records/0/fields/0/name":              func(c *export.Copy) { c.Held.Records[0].Fields[0].Field = "" },
		"/agreements/0/kept/why":                func(c *export.Copy) { c.Held.Named[0].Purpose = "" },
		"/records/0/disclosures/0/recipient":    func(c *export.Copy) { c.Held.Records[0].Disclosures[0].Recipient = "google" },
		"/messages/0/kept/retention and others": func(c *export.Copy) { c.Declaration.Records.Request = controller.Retention{} },
	} {
		c, files := full()
		blank(&c)
		err := export.Write(io.Discard, c, files.read)
		want, _, _ := strings.Cut(pointer, " ")
		if !incomplete(err) || !strings.Contains(err.Error(), want+" ") {
			t.Errorf("without %s: %v", pointer, err)
		}
	}
}
