package inbox

import (
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/thread"
)

// fromOurselves reports whether a mail is one that we sent to our own staff and that has come back, since the
// mailbox is ours: it is from the mailbox, bears our loop mark, and is named as such a mail of a case. It
// asks for nothing, and is about a case that is there already. Whatever lacks one of these is
// registered, and so is what the receiving server knows not to be from us: nothing of anybody else's is lost (Art. 12(2)).
//
// It leaves nothing behind: where SES tells of one twice, the second finds no message, and fails as for any that is gone.
func fromOurselves(d *controller.Declaration, n Notice, m Mail) bool {
	is := func(address string) bool { return strings.EqualFold(strings.TrimSpace(address), d.Mailbox) }
	if !is(m.Sender().Reveal()) || n.Verdicts.DMARC == Fail || !slices.ContainsFunc(m.Header("X-Loop"), is) {
		return false
	}
	ids := m.References // SES puts an id of its own in the place of ours, which is the last of these
	return len(m.InReplyTo) == 0 && len(ids) > 0 && forStaff(ids[len(ids)-1])
}

// forStaff reports whether an id is one that we gave to a mail to staff.
func forStaff(id string) bool {
	if _, ok := thread.CaseIn(id); !ok {
		return false
	}
	for _, k := range []outbox.Kind{outbox.RequestReminder, outbox.RequestOverdue} {
		rest, ok := strings.CutPrefix(id, "<"+string(k))
		if ok && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "-")) {
			return true
		}
	}
	return false
}

// caseOf is the case that such a mail is about, for the log.
func caseOf(m Mail) gdpr.ID {
	id, _ := thread.CaseIn(m.References[len(m.References)-1])
	return id
}
