package opendsr

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// What a processor says is read only once its signature is found good, and then with the
// same care as what a stranger says. Errors quote nothing of it.
var (
	errForm   = errors.New("opendsr: not the JSON object that belongs here")
	errID     = errors.New("opendsr: it speaks of another request")
	errStatus = errors.New("opendsr: a status that there is none of")
)

// maxReason is how much of a reason is kept, in characters.
const maxReason = 500

// decode reads one JSON object and nothing after it. Names that we do not know are let
// through: a later minor version may have more.
func decode(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(into); err != nil {
		return errForm
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errForm
	}
	return nil
}

// status as it comes in: of extensions only our own has to have the form that we know.
type status struct {
	Status
	Extensions map[string]json.RawMessage `json:"extensions"`
}

// readStatus reads a status or callback; ours is the domain of our extension.
func readStatus(body []byte, ours string) (Status, error) {
	var in status
	if err := decode(body, &in); err != nil {
		return Status{}, err
	}
	if !IsRequestID(in.ID) {
		return Status{}, errID
	}
	if !slices.Contains([]string{Pending, InProgress, Completed, Cancelled}, in.State) {
		return Status{}, errStatus
	}
	out := in.Status
	if raw, ok := in.Extensions[ours]; ok {
		var x Extension
		if err := json.Unmarshal(raw, &x); err != nil {
			return Status{}, errForm
		}
		out.Extensions = map[string]Extension{ours: x}
	}
	return out, nil
}

// outcome is where a notice stands by a status, and why.
func (s Status) outcome(ours string) (rights.NoticeState, gdpr.Private) {
	switch s.State {
	case Completed:
		return rights.NoticeDone, ""
	case Cancelled:
		return rights.NoticeSilent, reason(s.Extensions[ours].Reason)
	}
	return rights.NoticeAsked, ""
}

// reason is what a recipient wrote, as one line of bounded length that shows what it is,
// and without national identity numbers.
func reason(said string) gdpr.Private {
	clean := strings.Map(func(r rune) rune {
		if !gdpr.Printable(string(r)) {
			return ' '
		}
		return r
	}, said)
	runes := []rune(strings.Join(strings.Fields(clean), " "))
	if len(runes) > maxReason {
		runes = append(runes[:maxReason-1], '…')
	}
	return gdpr.Private(rights.Mask(string(runes)))
}
