package receipt

import (
	"bytes"
	"encoding/json"
	"time"

	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
)

// Consent is a consent receipt that has been checked.
type Consent struct {
	dpv.Receipt
	Controller gdpr.ControllerID // whose key signed it
	Made       time.Time
	Replaced   time.Time // since when another key signs in the place of the one that signed it; zero for never
}

// CheckConsent is the receipt that a signed text holds, if it is signed with one of the keys
// while that key signed, and just as it was written: any bit that differs is refused.
func CheckConsent(signed string, jwks []byte) (Consent, error) {
	o, err := open(signed, jwks, dpv.Type)
	if err != nil {
		return Consent{}, err
	}
	r, made, err := readConsent(o.payload)
	if err != nil {
		return Consent{}, err
	}
	c := dpv.ControllerOf(r)
	if err := o.key.of(c); err != nil {
		return Consent{}, err
	}
	switch {
	case o.key.replaced(made):
		return Consent{}, ErrReplaced
	case o.key.early(made):
		return Consent{}, ErrEarly
	}
	return Consent{Receipt: r, Controller: c, Made: made, Replaced: o.key.until}, nil
}

// readConsent takes a receipt that says everything and nothing else.
func readConsent(payload []byte) (dpv.Receipt, time.Time, error) {
	var r dpv.Receipt
	d := json.NewDecoder(bytes.NewReader(payload))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil || d.More() {
		return dpv.Receipt{}, time.Time{}, ErrContent
	}
	made, err := time.Parse(time.RFC3339Nano, r.Created)
	if err != nil || r.Type != "dpv:ConsentReceipt" || r.Identifier == "" || len(r.Record.Processes) == 0 {
		return dpv.Receipt{}, time.Time{}, ErrContent
	}
	return r, made, nil
}
