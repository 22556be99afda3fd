package export

import (
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/portability"
)

// portable is portability.json: what the person provided, as far as it is processed on
// consent or a contract (Art. 20(1)). Its shape is published by package portability.
type portable struct {
	Format     string          `json:"format"`
	Made       string          `json:"made"`
	Language   string          `json:"language"`
	Controller portableFrom    `json:"controller"`
	Person     portablePerson  `json:"person"`
	Records    []portableOneOf `json:"records"`
}

type portableFrom struct {
	Name    string `json:"name"`
	Contact string `json:"contact"`
}

type portablePerson struct {
	Address string `json:"address"`
}

type portableOneOf struct {
	Class    string          `json:"class"`
	Name     string          `json:"name"`
	Received string          `json:"received"`
	Purpose  string          `json:"purpose"`
	Basis    string          `json:"basis"`
	Fields   []portableField `json:"fields"`
	Files    []portableFile  `json:"files"`
}

type portableField struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Value    string `json:"value"`
	Redacted bool   `json:"redacted,omitempty"`
}

type portableFile struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Type   string `json:"type"`
	Size   int64  `json:"size"`
	Digest string `json:"sha256"`
	Path   string `json:"path"`
}

// portable takes from the document what is portable; false where nothing is.
func (doc *document) portable(d *controller.Declaration) (portable, bool) {
	out := portable{
		Format: portability.Format, Made: doc.Made, Language: doc.Language,
		Controller: portableFrom{doc.Controller.Name, doc.Controller.Contact},
		Person:     portablePerson{doc.Person.Address},
	}
	for _, r := range doc.Records {
		p, declared := d.Purpose(gdpr.PurposeID(r.Kept.Purpose))
		if !declared || p.Basis != gdpr.BasisConsent && p.Basis != gdpr.BasisContract {
			continue
		}
		if one := r.portable(p.Basis); len(one.Fields)+len(one.Files) > 0 {
			out.Records = append(out.Records, one)
		}
	}
	return out, len(out.Records) > 0
}

// names reports whether a file of the zip is among what is portable.
func (p portable) names(path string) bool {
	return slices.ContainsFunc(p.Records, func(r portableOneOf) bool {
		return slices.ContainsFunc(r.Files, func(f portableFile) bool { return f.Path == path })
	})
}

// portable is what of a record the person provided. Files are the person's: staff and
// portals send them for nobody else.
func (r record) portable(b gdpr.LawfulBasis) portableOneOf {
	out := portableOneOf{
		Class: r.Class, Name: r.Name, Received: r.Kept.Received, Purpose: r.Kept.Purpose, Basis: string(b),
		Fields: []portableField{}, Files: []portableFile{},
	}
	for _, f := range r.Fields {
		if f.Provided {
			out.Fields = append(out.Fields, portableField{f.ID, f.Name, f.Value, f.Redacted})
		}
	}
	for _, f := range r.Files {
		if f.Path != "" {
			out.Files = append(out.Files, portableFile{f.Kind, f.Name, f.Type, f.Size, f.Digest, f.Path})
		}
	}
	return out
}
