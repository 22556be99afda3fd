package gdpr

import (
	"fmt"
	"log/slog"
)

// Private is personal data in memory. Whatever prints, logs or encodes it shows
// only that something is there (Art. 5(1)(f)); Reveal is the one way to the value.
type Private string

const hidden = "[private]"

// Reveal is the value, for the place that seals, mails or shows it to its owner.
func (p Private) Reveal() string { return string(p) }

// String hides the value.
func (Private) String() string { return hidden }

// Format hides the value under every verb of package fmt.
func (Private) Format(f fmt.State, _ rune) { fmt.Fprint(f, hidden) }

// LogValue hides the value in logs.
func (Private) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON hides the value in any JSON.
func (Private) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// MarshalText hides the value in any other encoding.
func (Private) MarshalText() ([]byte, error) { return []byte(hidden), nil }
