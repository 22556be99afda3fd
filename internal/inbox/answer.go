package inbox

// The one rule: a machine never gets an answer from this machine (RFC 3834), nobody
// gets a second one within a day, and nothing is said to who may not be the sender.
// Whatever is withheld is registered all the same, with the reason.

import (
	"slices"
	"strings"
)

// Reason is why a mail gets no automatic answer. "" is none.
type Reason string

// The reasons. Any of the first nine says that a machine wrote the mail.
const (
	AutoSubmitted   Reason = "auto-submitted"         // RFC 3834, 5
	EmptyReturnPath Reason = "empty-return-path"      // a report (RFC 5321, 4.5.5)
	List            Reason = "list"                   // RFC 2919, RFC 2369
	Precedence      Reason = "precedence"             // bulk, list or junk
	Suppressed      Reason = "auto-response-suppress" // Microsoft, MS-OXCMAIL 2.1.3.2.20
	Report          Reason = "report"                 // multipart/report (RFC 6522)
	Robot           Reason = "robot-sender"           // nobody reads that address
	OwnAddress      Reason = "own-address"            // it comes from a mailbox of ours
	Loop            Reason = "loop"                   // it carries our own mark

	NotAddressed  Reason = "not-addressed"  // we are neither in To nor in Cc
	Virus         Reason = "virus"          // SES found one
	Junk          Reason = "spam"           // SES or the rules take it for spam
	NoSender      Reason = "no-sender"      // no From, or several, or none that an answer could go to
	Unreadable    Reason = "unreadable"     // not a mail, or over a limit
	AnsweredToday Reason = "answered-today" // the sender had an answer within the day
	Doubted       Reason = "untrusted"      // an answer would tell of the case, and the sender may be another
	OtherAddress  Reason = "other-address"  // likewise: the case is of somebody else
)

// automatic are the reasons that say that a machine wrote the mail.
var automatic = []Reason{AutoSubmitted, EmptyReturnPath, List, Precedence, Suppressed, Report, Robot, OwnAddress, Loop}

// Automatic reports whether the reason says that a machine wrote the mail.
func (r Reason) Automatic() bool { return slices.Contains(automatic, r) }

// envelope is what is known of a mail outside of it.
type envelope struct {
	returnPath *string
	verdicts   Verdicts
	mailboxes  []string // every mailbox of ours; the first is the one that got the mail
}

// withheld is why the mail gets no answer, the first reason that holds.
func withheld(m Mail, e envelope) Reason {
	for _, check := range []struct {
		reason Reason
		holds  bool
	}{
		{AutoSubmitted, says(m, "Auto-Submitted", func(v string) bool { return v != "no" })},
		{EmptyReturnPath, e.returnPath != nil && strings.Trim(*e.returnPath, "<> ") == ""},
		{List, isList(m)},
		{Precedence, says(m, "Precedence", func(v string) bool { return v == "bulk" || v == "list" || v == "junk" })},
		{Suppressed, slices.ContainsFunc(m.Header("X-Auto-Response-Suppress"), suppresses)},
		{Report, m.Type == "multipart/report"},
		{Robot, isRobot(m.Sender().Reveal()) || e.returnPath != nil && isRobot(*e.returnPath)},
		{OwnAddress, e.ours(m.Sender().Reveal()) || e.returnPath != nil && e.ours(*e.returnPath)},
		{Loop, slices.ContainsFunc(m.Header("X-Loop"), e.ours)},
		{NotAddressed, !e.addressed(m)},
		{Virus, e.verdicts.Virus == Fail},
		{Junk, e.verdicts.Spam == Fail},
		{NoSender, m.Sender() == ""},
		{Unreadable, slices.ContainsFunc(m.Faults, unreadable)},
	} {
		if check.holds {
			return check.reason
		}
	}
	return ""
}

func (e envelope) ours(address string) bool {
	address = strings.Trim(address, "<> ")
	return slices.ContainsFunc(e.mailboxes, func(own string) bool { return strings.EqualFold(own, address) })
}

// addressed reports whether the mailbox stands in To or Cc, with a detail after a
// plus sign or without.
func (e envelope) addressed(m Mail) bool {
	for _, to := range slices.Concat(m.To, m.Cc) {
		local, domain, _ := strings.Cut(to.Reveal(), "@")
		local, _, _ = strings.Cut(local, "+")
		if len(e.mailboxes) > 0 && strings.EqualFold(local+"@"+domain, e.mailboxes[0]) {
			return true
		}
	}
	return false
}

// says reports whether any occurrence of a header has a value that fits, in lower
// case and without parameters and comments.
func says(m Mail, header string, fits func(string) bool) bool {
	return slices.ContainsFunc(m.Header(header), func(value string) bool {
		value, _, _ = strings.Cut(value, ";")
		value, _, _ = strings.Cut(value, "(")
		return fits(strings.ToLower(strings.TrimSpace(value)))
	})
}

// listHeaders are those of RFC 2369, RFC 2919 and RFC 8058.
var listHeaders = []string{
	"List-Id", "List-Unsubscribe", "List-Post", "List-Help", "List-Subscribe", "List-Owner", "List-Archive", "List-Unsubscribe-Post",
}

func isList(m Mail) bool {
	return slices.ContainsFunc(listHeaders, func(name string) bool { return len(m.Header(name)) > 0 })
}

// suppresses reads a list such as "DR, OOF, AutoReply".
func suppresses(value string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(value), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		if word == "all" || word == "autoreply" {
			return true
		}
	}
	return false
}

// Local parts that no person reads, whole, by their beginning and by their end.
var (
	robots = []string{
		"mailer-daemon", "postmaster", "no-reply", "noreply", "no_reply", "no.reply", "do-not-reply", "donotreply",
		"do_not_reply", "ikke-svar", "ikkesvar", "svar-ikke", "listserv", "majordomo", "bounce", "bounces", "daemon",
	}
	robotBegins = []string{"owner-", "bounce-", "bounce+", "bounces+", "noreply-", "noreply+", "no-reply-", "no-reply+"}
	robotEnds   = []string{"-request", "-bounces", "-bounce", "-owner", "-noreply", "-no-reply"}
)

func isRobot(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(strings.Trim(address, "<> ")), "@")
	return slices.Contains(robots, local) ||
		slices.ContainsFunc(robotBegins, func(s string) bool { return strings.HasPrefix(local, s) }) ||
		slices.ContainsFunc(robotEnds, func(s string) bool { return strings.HasSuffix(local, s) })
}

// unreadable are the faults after which a mail may say something else than what
// was read of it.
func unreadable(f Fault) bool {
	return !slices.Contains(bearable, f)
}

// bearable are the faults with which a mail is read well enough.
var bearable = []Fault{FaultTextCut}
