package receipt

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/words"
)

// Certificate says what became of everything that was held on a person who asked for
// erasure (Art. 17, 12(3)). It holds no personal data beyond the case: whoever has it and
// the case knows whom it was about, and nobody else does.
type Certificate struct {
	ID         gdpr.ID   `json:"id"`
	Controller Party     `json:"controller"`
	Case       gdpr.ID   `json:"case"`
	ErasedAt   string    `json:"erasedAt"` // RFC 3339, UTC
	Deleted    []Deleted `json:"deleted"`
	Kept       []Kept    `json:"kept"`
	KeyDeleted bool      `json:"keyDeleted"` // copies in backups can no longer be read
	Text       Text      `json:"text"`
}

// Party is the controller.
type Party struct {
	ID                 gdpr.ControllerID `json:"id"`
	Name               string            `json:"name"`
	OrganizationNumber string            `json:"organizationNumber,omitempty"`
}

// Deleted is one record that is gone.
type Deleted struct {
	Class    controller.Class `json:"class"`
	Purpose  gdpr.PurposeID   `json:"purpose,omitempty"`
	Received string           `json:"received"` // RFC 3339, UTC
	Files    int              `json:"files"`
}

// Kept is one record that erasure gave way to.
type Kept struct {
	Class   controller.Class `json:"class"`
	Purpose gdpr.PurposeID   `json:"purpose,omitempty"`
	Ground  string           `json:"ground"`
	Article string           `json:"article"` // of the Regulation
	Until   string           `json:"until"`   // RFC 3339, UTC
}

// Text is the same in plain words, in every language.
type Text struct {
	NB string `json:"nb"`
	NN string `json:"nn"`
	EN string `json:"en"`
}

// Certify is the certificate of an erasure by the controller's declaration.
func Certify(d *controller.Declaration, e holding.Erasure) Certificate {
	c := Certificate{
		ID: e.ID, Controller: Party{ID: d.ID, Name: d.Name, OrganizationNumber: d.OrganizationNumber},
		Case: e.Case, ErasedAt: instant(e.At), KeyDeleted: e.Key,
		Deleted: []Deleted{}, Kept: []Kept{},
		Text: Text{
			NB: words.Erased(d, e, gdpr.Bokmal), NN: words.Erased(d, e, gdpr.Nynorsk), EN: words.Erased(d, e, gdpr.English),
		},
	}
	for _, x := range e.Deleted {
		c.Deleted = append(c.Deleted, Deleted{x.Class, x.Purpose, instant(x.Received), x.Files})
	}
	for _, x := range e.Kept {
		c.Kept = append(c.Kept, Kept{x.Class, x.Purpose, x.Ground, x.Article(), instant(x.Until)})
	}
	return c
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// read takes a certificate that says everything and nothing else.
func read(payload []byte) (Certificate, error) {
	var c Certificate
	d := json.NewDecoder(bytes.NewReader(payload))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil || d.More() {
		return Certificate{}, ErrContent
	}
	if _, err := time.Parse(time.RFC3339Nano, c.ErasedAt); err != nil || c.Controller.ID == "" || c.ID == "" {
		return Certificate{}, ErrContent
	}
	return c, nil
}

// sortedNumbers is the numbers of a series, newest first.
func sortedNumbers[V any](m map[string]V) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return y - x
	})
}
