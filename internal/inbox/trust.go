package inbox

// The one rule: a sender is believed only if the receiving server says that the
// domain in From vouches for the mail (DMARC, and with it SPF or DKIM), nothing in
// it is a virus or plainly spam, it has one From, and that address is on file.
// Only what SES tells outside the message counts: headers are the sender's.
//
// Trust decides how much an answer may say, and nothing else. Whoever is believed
// still confirms by link and code.

// Verdict is what the receiving server found (SES Developer Guide, "Contents of
// notifications for email receiving"). The zero Verdict is one that nobody gave.
type Verdict string

// The verdicts.
const (
	Pass             Verdict = "PASS"
	Fail             Verdict = "FAIL"
	Gray             Verdict = "GRAY"
	ProcessingFailed Verdict = "PROCESSING_FAILED"
	Disabled         Verdict = "DISABLED"
)

// Verdicts is all that the receiving server found of one mail. The zero Verdicts
// are those of a mail whose notification was lost: nothing is known.
type Verdicts struct {
	Spam, Virus, SPF, DKIM, DMARC Verdict
}

// Trust is how far the sender of a mail is believed.
type Trust string

// The two levels.
const (
	Trusted   Trust = "trusted"
	Untrusted Trust = "untrusted"
)

// Trust judges a mail that has exactly one From or not, whose address is on file or
// is not.
func (v Verdicts) Trust(oneSender, onFile bool) Trust {
	switch {
	case !oneSender || !onFile,
		v.DMARC != Pass,
		v.SPF != Pass && v.DKIM != Pass,
		v.Virus != Pass,
		v.Spam != Pass && v.Spam != Gray:
		return Untrusted
	}
	return Trusted
}
