// Package statement owns the privacy statement as data, for those who render it themselves.
package statement

import (
	"encoding/json"
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// document is a version of a statement in one language. It says nothing that the page does
// not say, and its sections are the page's, word for word.
type document struct {
	Controller identity  `json:"controller"`
	Version    string    `json:"version"`
	Dated      string    `json:"dated"` // the day from which it applies
	Newest     bool      `json:"newest"`
	Versions   []edition `json:"versions"`
	Language   string    `json:"language"`
	Title      string    `json:"title"`
	Digest     string    `json:"digest"` // of the sections as /v1/{controller}/notices/{digest} has them
	Page       string    `json:"page"`
	Purposes   []purpose `json:"purposes"`
	Cookies    []cookie  `json:"cookies"`
	Recipients []party   `json:"recipients"`
	Rights     []right   `json:"rights"`
	Retention  ledgers   `json:"retention"`
	Sections   []section `json:"sections"`
}

type identity struct {
	ID                 string    `json:"id"`
	Name               string    `json:"name"`
	ShortName          string    `json:"short_name"`
	OrganizationNumber string    `json:"organization_number,omitempty"`
	PostalAddress      string    `json:"postal_address,omitempty"`
	Website            string    `json:"website"`
	Mailbox            string    `json:"mailbox"`
	Authority          authority `json:"authority"`
}

type authority struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Website string `json:"website"`
}

type edition struct {
	Version string `json:"version"`
	Dated   string `json:"dated"`
	Page    string `json:"page"`
}

type section struct {
	Heading    string   `json:"heading"`
	Paragraphs []string `json:"paragraphs"`
}

type right struct {
	ID      string `json:"id"`
	Article string `json:"article"`
	Words   string `json:"words"`
}

// JSON is a version of a controller's statement, beside all that there are, oldest first.
// False where it cannot be composed, as in an unknown language.
func JSON(d *controller.Declaration, versions []*controller.Declaration, l gdpr.Language) ([]byte, bool) {
	n, ok := d.Notice(controller.Everyone, l)
	if !ok {
		return nil, false
	}
	out := document{
		Controller: identityOf(d), Version: d.Version.String(), Dated: d.Dated,
		Newest:   len(versions) > 0 && versions[len(versions)-1].Version == d.Version,
		Language: string(l), Title: n.Title, Digest: string(n.Digest()), Page: page(d, l),
		Versions: []edition{}, Purposes: []purpose{}, Cookies: []cookie{}, Recipients: []party{}, Rights: []right{},
		Retention: ledgersOf(d, l),
	}
	for _, v := range slices.Backward(versions) {
		out.Versions = append(out.Versions, edition{v.Version.String(), v.Dated, page(v, l)})
	}
	for _, p := range d.Purposes {
		out.Purposes = append(out.Purposes, purposeOf(d, p, l))
	}
	for _, k := range d.Cookies {
		out.Cookies = append(out.Cookies, cookieOf(d, k, l))
	}
	for _, r := range d.Recipients {
		out.Recipients = append(out.Recipients, partyOf(r, l))
	}
	for _, r := range d.Rights {
		out.Rights = append(out.Rights, right{string(r), r.Article(), controller.RightIn(d.Edition, r, l)})
	}
	for _, s := range n.Sections {
		out.Sections = append(out.Sections, section{s.Heading, s.Paragraphs})
	}
	body, err := json.Marshal(out)
	return body, err == nil
}

func identityOf(d *controller.Declaration) identity {
	return identity{
		ID: string(d.ID), Name: d.Name, ShortName: d.ShortName, OrganizationNumber: d.OrganizationNumber,
		PostalAddress: d.PostalAddress, Website: d.Website, Mailbox: d.Mailbox, Authority: authority(d.Authority),
	}
}

// page is where people read a version: an address that never means another.
func page(d *controller.Declaration, l gdpr.Language) string {
	return "/" + string(d.ID) + "/" + string(l) + "/statement/" + d.Version.String()
}
