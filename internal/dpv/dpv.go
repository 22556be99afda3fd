// Package dpv owns consent receipts in the words of the Data Privacy Vocabulary.
package dpv

// A receipt is ISO/IEC TS 27560's, as the vocabulary's version 2.3 writes it. It is made
// when it is asked for, from the record, the version of the declaration that the person saw,
// and where this deployment stores: what else stands in it is what was promised then.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/residence"
	"ordholden/internal/words"
)

// Type is the typ header of a consent receipt (RFC 8725, section 3.11).
const Type = "consent-receipt+jws"

// Issuer makes receipts.
type Issuer struct {
	Keys        jws.Signing
	PublicURL   string // the origin of our own pages
	Place       residence.Place
	Controllers *controller.Registry // of every version, to tell each decision as it was asked for
}

// Issued is a receipt in its two forms: what it says, and that signed.
type Issued struct {
	Receipt Receipt
	JSON    []byte // JSON-LD: the very bytes that are signed
	Signed  string // a JWS in compact form
}

// Issue makes and signs the receipt of a consent, by the version of the declaration that
// the person saw. Where it is not known where data lies, no receipt is made: it would lack that.
func (i Issuer) Issue(ctx context.Context, d *controller.Declaration, f Facts, now time.Time) (Issued, error) {
	if !i.Place.Known() {
		return Issued{}, errors.New("consent receipt: it is not known where data is stored")
	}
	f.Asked = asked(i.Controllers, d, f)
	r := Compose(d, f, i.PublicURL, i.Place, now)
	text, err := json.Marshal(r)
	if err != nil {
		return Issued{}, fmt.Errorf("consent receipt: %w", err)
	}
	signed, err := jws.Sign(ctx, i.Keys, d.ID, Type, text)
	if err != nil {
		return Issued{}, fmt.Errorf("consent receipt: %w", err)
	}
	return Issued{Receipt: r, JSON: text, Signed: signed}, nil
}

// subject is the person, wherever the receipt speaks of them. It is a name within the
// receipt (a blank node), so that no two receipts can be tied together by it.
const subject = "_:subject"

// Compose is the receipt of a consent as it stands now.
//
// The numbers in it are made from the consent's own, one way: whoever keeps the consent
// can find the receipt's again, and whoever is shown the receipt cannot open the consent.
func Compose(d *controller.Declaration, f Facts, publicURL string, at residence.Place, now time.Time) Receipt {
	record := consent.RecordNumber(d.ID, f.Number)
	created := instant(now)
	return Receipt{
		Context:    terms(publicURL + "/" + string(d.ID)),
		Type:       "dpv:ConsentReceipt",
		Identifier: string(gdpr.DeriveID("consent receipt", string(record), created)),
		ConformsTo: []string{profileReceipt, profileReceiptGDPR},
		Created:    created,
		Publisher:  ownController,
		Recipient:  subject,
		Record: Record{
			Type:         "dpv:ConsentRecord",
			Identifier:   string(record),
			ConformsTo:   []string{profileRecord, profileRecordGDPR},
			Language:     string(f.Seen.Language),
			Subject:      Node{ID: subject, Type: "dpv:DataSubject"},
			Controller:   party(d),
			Jurisdiction: norway,
			Notice:       notice(d, f.Seen, publicURL),
			Processes:    processes(d, f, publicURL, at),
			Storage:      storage(kept(d, f.Audience), country(at.Country)),
			History:      history(f),
			Withdrawal:   Control{Type: "dpv:WithdrawConsent", At: withdrawAt(d, f, publicURL)},
		},
	}
}

const (
	ownController = "own:controller"
	norway        = "loc:NO" // both controllers are Norwegian, and so is the authority over them
)

func party(d *controller.Declaration) Controller {
	return Controller{
		ID: ownController, Type: "dpv:DataController", Name: d.Name,
		Identifier: d.OrganizationNumber, Address: d.PostalAddress, Contact: "mailto:" + d.Mailbox,
	}
}

func notice(d *controller.Declaration, seen consent.Seen, publicURL string) Notice {
	l, digest := string(seen.Language), string(seen.Notice)
	return Notice{
		ID: publicURL + "/" + string(d.ID) + "/" + l + "/notice/" + digest, Type: "dpv:ConsentNotice",
		Language: l, Version: seen.Version.String(), Date: d.Dated, Coverage: norway, Digest: digest,
	}
}

// withdrawAt is where anybody can take back a yes, as easily as it was given (Art. 7(3)):
// visitors where they chose, persons on their own page or through the form for requests.
func withdrawAt(d *controller.Declaration, f Facts, publicURL string) string {
	if at := f.Seen.ChoicesAt(publicURL); at != "" {
		return at
	}
	page := "request"
	if f.Audience == controller.Visitors {
		page = "cookies"
	}
	return publicURL + "/" + string(d.ID) + "/" + string(f.Seen.Language) + "/" + page
}

func process(d *controller.Declaration, p controller.Purpose, f Facts, at residence.Place) Process {
	made := Process{
		Type:        "dpv:Process",
		Purpose:     Node{ID: "own:purpose-" + string(p.ID), Type: "dpv:Purpose", Title: titles(p.Name)},
		Data:        []Node{},
		Storage:     storage(p.Retention, locations(d, p, at)...),
		LegalBasis:  "eu-gdpr:A6-1-a", // nobody is asked about a purpose on another ground
		Status:      Status(f.Standing[p.ID]),
		IndicatedAt: instant(f.Since[p.ID]),
		IndicatedBy: subject,
		Method:      f.method(f.Since[p.ID]),
	}
	for _, c := range d.Categories {
		if slices.Contains(p.Categories, c.ID) {
			made.Data = append(made.Data, Node{ID: "own:data-" + c.ID, Type: "dpv:PersonalData", Title: titles(c.Name)})
		}
	}
	for _, r := range d.Recipients {
		if slices.Contains(p.Recipients, r.ID) {
			made.Recipients = append(made.Recipients, Recipient{
				Node:    Node{ID: "own:recipient-" + r.ID, Type: "dpv:Recipient", Title: titles(r.Name)},
				Country: country(r.Country),
			})
		}
	}
	for i, why := range f.Why[p.ID] {
		made.Reasons = append(made.Reasons, Node{
			ID: fmt.Sprintf("_:change-%s-%d", p.ID, i+1), Type: "dpv:Justification", Title: titles(why),
		})
	}
	return made
}

// validity is for how long a yes is good, and until when: as long as its record, or as long as
// the data that it is to, where that is over before.
func validity(d *controller.Declaration, p controller.Purpose, f Facts) []Duration {
	period, until := kept(d, f.Audience).Period, f.Ends
	if sooner, over := f.Until[p.ID]; over {
		period, until = p.Retention.Period, sooner
	}
	return []Duration{
		{Type: "dpv:TemporalDuration", Value: period.String()},
		{Type: "dpv:UntilTimeDuration", Value: instant(until)},
	}
}

// kept is for how long the record of a yes is kept.
func kept(d *controller.Declaration, a controller.Audience) controller.Retention {
	if a == controller.Visitors {
		return d.Records.VisitorConsent
	}
	return d.Records.PersonConsent
}

// method is how what was said at an instant was indicated.
func (f Facts) method(at time.Time) *Method {
	for _, h := range slices.Backward(f.Happened) {
		if h.At.Equal(at) {
			return h.method()
		}
	}
	return nil
}

func (h Happening) method() *Method {
	if h.Mechanism == "" {
		return nil
	}
	return &Method{
		Node:   Node{ID: "own:method-" + string(h.Mechanism), Title: titles(words.Indicated(string(h.Mechanism)))},
		Digest: string(h.Interface),
	}
}

func history(f Facts) []Event {
	all := []Event{}
	for _, h := range f.Happened {
		all = append(all, Event{
			Type: "dpv:ConsentRecord", Title: titles(words.EveryLanguage(func(l gdpr.Language) string { return words.ConsentHappened(h.On, l) })),
			Status: h.Status, IndicatedAt: instant(h.At), IndicatedBy: subject, Method: h.method(),
		})
	}
	return all
}

func titles(t gdpr.Text) map[string]string {
	return map[string]string{string(gdpr.Bokmal): t.NB, string(gdpr.Nynorsk): t.NN, string(gdpr.English): t.EN}
}

// instant is a time as JSON-LD writes it, in UTC.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// ControllerOf is the controller that a receipt says it is from: the last part of the
// address under which it names what is its own; "" where it says none.
func ControllerOf(r Receipt) gdpr.ControllerID {
	own, _ := r.Context["own"].(string)
	address, ok := strings.CutSuffix(own, "#")
	if !ok {
		return ""
	}
	return gdpr.ControllerID(address[strings.LastIndexByte(address, '/')+1:])
}
