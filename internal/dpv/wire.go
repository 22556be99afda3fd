package dpv

import (
	"strings"
	"time"
)

// The profiles of the vocabulary for ISO/IEC TS 27560, as its own file names them.
const (
	profileRecord      = "https://w3id.org/dpv/schema/dpv-27560#record"
	profileRecordGDPR  = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"
	profileReceipt     = "https://w3id.org/dpv/schema/dpv-27560#receipt"
	profileReceiptGDPR = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr"
)

// Receipt is a consent receipt as JSON-LD 1.1. It says what stood when it was made: later
// ones of the same consent may say more. It names the person by an id that stands in this
// receipt and nowhere else, and opens nothing to whoever is shown it.
type Receipt struct {
	Context    map[string]any `json:"@context"`
	Type       Term           `json:"@type"`
	Identifier string         `json:"dct:identifier"`
	ConformsTo []string       `json:"dct:conformsTo"`
	Created    string         `json:"dct:created"` // RFC 3339, UTC
	Publisher  string         `json:"dct:publisher"`
	Recipient  string         `json:"schema:recipient"`
	Record     Record         `json:"dpv:hasRecordOfActivity"`
}

// Record is the consent that a receipt is of.
type Record struct {
	Type         Term       `json:"@type"`
	Identifier   string     `json:"dct:identifier"`
	ConformsTo   []string   `json:"dct:conformsTo"`
	Language     string     `json:"dct:language"` // in which it was asked for, BCP 47
	Subject      Node       `json:"dpv:hasDataSubject"`
	Controller   Controller `json:"dpv:hasDataController"`
	Jurisdiction Term       `json:"dpv:hasJurisdiction"`
	Notice       Notice     `json:"dpv:hasNotice"`
	Processes    []Process  `json:"dpv:hasProcess"`
	Storage      []Storage  `json:"dpv:hasStorageCondition,omitempty"` // of the record itself; receipts of before say nothing of it
	History      []Event    `json:"dpv:hasRecordOfActivity"`
	Withdrawal   Control    `json:"dpv:hasConsentControl"`
}

// Node is something that has a name.
type Node struct {
	ID    string            `json:"@id"`
	Type  Term              `json:"@type,omitempty"`
	Title map[string]string `json:"dct:title,omitempty"` // by language
}

// Controller is who answers for the processing.
type Controller struct {
	ID         string `json:"@id"`
	Type       Term   `json:"@type"`
	Name       string `json:"dpv:hasName"`
	Identifier string `json:"dpv:hasIdentifier,omitempty"` // of the Norwegian register
	Address    string `json:"dpv:hasAddress,omitempty"`
	Contact    string `json:"dpv:hasContact"`
}

// Notice is the very text that stood before the person.
type Notice struct {
	ID       string `json:"@id"` // its address
	Type     Term   `json:"@type"`
	Language string `json:"dct:language"`
	Version  string `json:"schema:version"`
	Date     string `json:"dct:date"`      // from which it applies
	Coverage Term   `json:"dct:coverage"`  // where it does
	Digest   string `json:"schema:sha256"` // of its bytes, in hexadecimal
}

// Process is one purpose, and what was decided on it.
type Process struct {
	Type        Term        `json:"@type"`
	Purpose     Node        `json:"dpv:hasPurpose"`
	Notice      *Notice     `json:"dpv:hasNotice,omitempty"` // the text that this was decided on, where it is not the record's
	Data        []Node      `json:"dpv:hasPersonalData"`
	Recipients  []Recipient `json:"dpv:hasRecipient,omitempty"`
	Storage     []Storage   `json:"dpv:hasStorageCondition"`
	LegalBasis  Term        `json:"dpv:hasLegalBasis"`
	Status      Term        `json:"dpv:hasConsentStatus"`
	IndicatedAt string      `json:"dpv:isIndicatedAtTime"`
	IndicatedBy string      `json:"dpv:isIndicatedBy"`
	Method      *Method     `json:"dpv:hasIndicationMethod,omitempty"`
	Reasons     []Node      `json:"dpv:hasJustification,omitempty"` // why a yes counts no more: what has changed since
	Validity    []Duration  `json:"dpv:hasDuration,omitempty"`      // of a yes that stands: for how long, and to which instant
}

// Ended reports whether it is about a yes that was given and counts no more, by no word of the person.
func (p Process) Ended() bool {
	return p.Status == ConsentRevoked || p.Status == ConsentExpired || len(p.Reasons) > 0
}

// Until is the instant to which a yes is good; false of one that does not stand.
func (p Process) Until() (at time.Time, stands bool) {
	for _, d := range p.Validity {
		if at, err := time.Parse(time.RFC3339Nano, d.Value); d.Type == "dpv:UntilTimeDuration" && err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// Recipient is to whom data is disclosed.
type Recipient struct {
	Node
	Country Term `json:"dpv:hasCountry,omitempty"`
}

// Storage is for how long data is kept (dpv:StorageDuration), or where (dpv:StorageLocation; receipts
// of before do not say it).
type Storage struct {
	Type      Term              `json:"@type"`
	Title     map[string]string `json:"dct:title,omitempty"`
	Duration  *Duration         `json:"dpv:hasDuration,omitempty"`
	Locations []Term            `json:"dpv:hasLocation,omitempty"`
}

// Duration is a period (ISO 8601), or an instant at which it ends.
type Duration struct {
	Type  Term   `json:"@type"`
	Value string `json:"rdf:value"`
}

// Method is how something was indicated.
type Method struct {
	Node
	Digest string `json:"schema:sha256,omitempty"` // of the form or banner, whose text /v1/{controller}/interfaces/{digest} has
}

// Event is one line of the consent's history.
type Event struct {
	Type        Term              `json:"@type"`
	Title       map[string]string `json:"dct:title"`
	Status      Term              `json:"dpv:hasConsentStatus"`
	IndicatedAt string            `json:"dpv:isIndicatedAtTime"`
	IndicatedBy string            `json:"dpv:isIndicatedBy"`
	Method      *Method           `json:"dpv:hasIndicationMethod,omitempty"`
}

// Control is what the person can do about it, and where.
type Control struct {
	Type Term   `json:"@type"`
	At   string `json:"dpv:isExercisedAt"`
}

// terms tells machines what the names mean. It is given in whole, so that nobody has to
// fetch anything to read a receipt years later. What the controller alone knows, its
// purposes and its recipients, it names under its own address.
func terms(own string) map[string]any {
	id, moment := map[string]any{"@type": "@id"}, map[string]any{"@type": "xsd:dateTime"}
	return map[string]any{
		"dpv":     "https://w3id.org/dpv#",
		"eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
		"loc":     "https://w3id.org/dpv/loc#",
		"dct":     "http://purl.org/dc/terms/",
		"schema":  "https://schema.org/",
		"rdf":     "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
		"xsd":     "http://www.w3.org/2001/XMLSchema#",
		"own":     own + "#",

		"dct:conformsTo":          id,
		"dct:coverage":            id,
		"dct:publisher":           id,
		"dct:title":               map[string]any{"@container": "@language"},
		"dct:created":             moment,
		"dct:date":                map[string]any{"@type": "xsd:date"},
		"schema:recipient":        id,
		"dpv:hasConsentStatus":    id,
		"dpv:hasCountry":          id,
		"dpv:hasJurisdiction":     id,
		"dpv:hasLocation":         map[string]any{"@type": "@id", "@container": "@set"},
		"dpv:hasLegalBasis":       id,
		"dpv:hasContact":          id,
		"dpv:isExercisedAt":       id,
		"dpv:isIndicatedAtTime":   moment,
		"dpv:isIndicatedBy":       id,
		"dpv:hasProcess":          map[string]any{"@container": "@set"},
		"dpv:hasPersonalData":     map[string]any{"@container": "@set"},
		"dpv:hasRecipient":        map[string]any{"@container": "@set"},
		"dpv:hasStorageCondition": map[string]any{"@container": "@set"},
		"dpv:hasJustification":    map[string]any{"@container": "@set"},
	}
}

// Name is a term without its prefix.
func (t Term) Name() string {
	_, name, _ := strings.Cut(string(t), ":")
	return name
}
