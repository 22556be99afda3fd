package declaration

import (
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// holding is one class of records as it is written down.
type holding struct {
	Class      string     `yaml:"class"`
	Purpose    string     `yaml:"purpose"`
	Fields     []field    `yaml:"fields"`
	Files      []fileKind `yaml:"files"`
	Sources    []string   `yaml:"sources"`
	Activities []string   `yaml:"activities"`
	Readers    []string   `yaml:"readers"`
}

type field struct {
	ID       string `yaml:"id"`
	Name     text   `yaml:"name"`
	Category string `yaml:"category"`
	Lines    bool   `yaml:"lines"`
	Most     number `yaml:"most"`
	Required bool   `yaml:"required"`
	Provided answer `yaml:"provided"`
}

type fileKind struct {
	ID        string   `yaml:"id"`
	Name      text     `yaml:"name"`
	Category  string   `yaml:"category"`
	Types     []string `yaml:"types"`
	Megabytes number   `yaml:"megabytes"`
	Count     number   `yaml:"count"`
}

// answer is a yes or no where silence is a yes.
type answer struct{ said, yes bool }

func (h holding) domain() controller.Holding {
	return controller.Holding{
		Class:      controller.Class(h.Class),
		Purpose:    gdpr.PurposeID(h.Purpose),
		Fields:     each(h.Fields, field.domain),
		Files:      each(h.Files, fileKind.domain),
		Sources:    h.Sources,
		Activities: h.Activities,
		Readers:    h.Readers,
	}
}

func (f field) domain() controller.Field {
	return controller.Field{
		ID:       f.ID,
		Name:     f.Name.domain(),
		Category: f.Category,
		Lines:    f.Lines,
		Most:     int(f.Most),
		Required: f.Required,
		Provided: !f.Provided.said || f.Provided.yes,
	}
}

func (k fileKind) domain() controller.FileKind {
	return controller.FileKind{
		ID:       k.ID,
		Name:     k.Name.domain(),
		Category: k.Category,
		Types:    each(k.Types, media),
		Most:     int64(k.Megabytes) * controller.Megabyte,
		Count:    int(k.Count),
	}
}

// media is the media type that a short name stands for; another name stays as it
// is, for the validator to refuse.
func media(id string) string {
	i := slices.IndexFunc(controller.FileTypes[:], func(t controller.FileType) bool { return t.ID == id })
	if i < 0 {
		return id
	}
	return controller.FileTypes[i].Media
}
