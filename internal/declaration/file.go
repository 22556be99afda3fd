package declaration

import (
	"errors"
	"fmt"
	"strconv"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// file is a declaration as it is written down.
type file struct {
	ID      string  `yaml:"id"`
	Version version `yaml:"version"`
	Dated   string  `yaml:"dated"`
	Edition number  `yaml:"edition"`

	Name               string    `yaml:"name"`
	ShortName          string    `yaml:"short-name"`
	OrganizationNumber string    `yaml:"organization-number"`
	PostalAddress      string    `yaml:"postal-address"`
	Website            string    `yaml:"website"`
	Mailbox            string    `yaml:"mailbox"`
	Hosts              []string  `yaml:"hosts"`
	Origins            []string  `yaml:"origins"`
	Authority          authority `yaml:"authority"`

	Purposes   []purpose   `yaml:"purposes"`
	Categories []category  `yaml:"categories"`
	Recipients []recipient `yaml:"recipients"`
	Cookies    []cookie    `yaml:"cookies"`
	Rights     []string    `yaml:"rights"`
	Roles      []role      `yaml:"roles"`
	Holdings   []holding   `yaml:"holdings"`
	Handling   handling    `yaml:"handling"`
	Records    records     `yaml:"records"`
	Wording    wording     `yaml:"wording"`
	Promises   []promise   `yaml:"promises"`
	Assurances []string    `yaml:"assurances"`

	AsksAgain   []string `yaml:"asks-again"`
	SameMeaning []string `yaml:"same-meaning"`
}

type authority struct {
	Name    string `yaml:"name"`
	Address string `yaml:"address"`
	Website string `yaml:"website"`
}

type purpose struct {
	ID          string    `yaml:"id"`
	Name        text      `yaml:"name"`
	Description text      `yaml:"description"`
	Interest    text      `yaml:"interest"`
	Source      text      `yaml:"source"`
	Basis       string    `yaml:"basis"`
	Asks        string    `yaml:"asks"`
	Required    bool      `yaml:"required"`
	Subjects    []string  `yaml:"subjects"`
	Categories  []string  `yaml:"categories"`
	Recipients  names     `yaml:"recipients" need:"name who gets the data, or write none"`
	Retention   retention `yaml:"retention"`
	Signals     []string  `yaml:"signals"`
}

type retention struct {
	Period period `yaml:"period"`
	From   string `yaml:"from"`
}

type category struct {
	ID   string `yaml:"id"`
	Name text   `yaml:"name"`
}

type recipient struct {
	ID        string `yaml:"id"`
	Name      text   `yaml:"name"`
	Country   string `yaml:"country"`
	Safeguard text   `yaml:"safeguard"`
	Told      string `yaml:"told"`
	Mailbox   string `yaml:"mailbox"`
}

type cookie struct {
	Name        string   `yaml:"name"`
	Purpose     string   `yaml:"purpose"`
	Provider    string   `yaml:"provider"`
	Lifetime    lifetime `yaml:"lifetime" need:"write a period like P2Y, or session"`
	Description text     `yaml:"description"`
	Holds       string   `yaml:"holds"`
}

type role struct {
	ID   string `yaml:"id"`
	Name text   `yaml:"name"`
}

type records struct {
	VisitorConsent retention `yaml:"visitor-consent"`
	PersonConsent  retention `yaml:"person-consent"`
	Request        retention `yaml:"request"`
	Unconfirmed    retention `yaml:"unconfirmed"`
	Correspondence retention `yaml:"correspondence"`
}

type wording struct {
	Introduction     text `yaml:"introduction"`
	VisitorConsent   text `yaml:"visitor-consent"`
	PersonConsent    text `yaml:"person-consent"`
	ApplicantConsent text `yaml:"applicant-consent"`
	ContactFirst     text `yaml:"contact-first"`
	Changes          text `yaml:"changes"`
}

type promise struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
}

type text struct {
	NB string `yaml:"nb"`
	NN string `yaml:"nn"`
	EN string `yaml:"en"`
}

// names is a list of ids, or the word none: an absent list says neither.
type names struct {
	said bool
	ids  []string
}

type version struct{ controller.Version }

func (v *version) read(word string) (err error) {
	v.Version, err = controller.ParseVersion(word)
	return err
}

type number int

func (n *number) read(word string) error {
	i, err := strconv.Atoi(word)
	if err != nil || i < 1 || i > 1_000_000 {
		return fmt.Errorf("%q: write a number from 1 to a million", word)
	}
	*n = number(i)
	return nil
}

type period struct{ gdpr.Period }

func (p *period) read(word string) (err error) {
	p.Period, err = gdpr.ParsePeriod(word)
	return err
}

// lifetime is a period, or the word session: until the browser is closed.
type lifetime struct{ gdpr.Period }

func (l *lifetime) read(word string) (err error) {
	if word == "session" {
		return nil
	}
	if l.Period, err = gdpr.ParsePeriod(word); err != nil {
		return fmt.Errorf("%w, or session", err)
	}
	if l.IsZero() {
		return errors.New("a lifetime of nothing: write session, or how long")
	}
	return nil
}
