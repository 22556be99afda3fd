package inbox

import (
	"slices"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/thread"
)

// quiet is how long a sender gets no second answer.
const quiet = 24 * time.Hour

// arrival is a mail with all that its registration hangs on.
type arrival struct {
	declaration *controller.Declaration
	id          gdpr.ID
	key         string // of the raw message as it came in
	mail        Mail
	size        int64
	received    time.Time
	reading     Reading
	from        Correspondent
	trust       Trust
	joins       *rights.Request // the case that it answers, nil for none
}

// Named is what a mail names of what it answers.
type Named struct {
	Cases []gdpr.ID // case numbers, the likeliest first
	Mails []string  // ids that SES gave to mails of ours
}

func (n Named) none() bool { return len(n.Cases) == 0 && len(n.Mails) == 0 }

// named reads the threading headers, the newest first, and the subject.
func named(m Mail) Named {
	var n Named
	for _, id := range slices.Concat(m.InReplyTo, backward(m.References)) {
		if c, ok := thread.CaseIn(id); ok && !slices.Contains(n.Cases, c) {
			n.Cases = append(n.Cases, c)
		}
		if sent, ok := sesID(id); ok && !slices.Contains(n.Mails, sent) {
			n.Mails = append(n.Mails, sent)
		}
	}
	if c, ok := thread.CaseInSubject(m.Subject.Reveal()); ok && !slices.Contains(n.Cases, c) {
		n.Cases = append(n.Cases, c)
	}
	n.Cases, n.Mails = first(n.Cases), first(n.Mails)
	return n
}

// lookups bounds how much of what a mail names is looked up.
const lookups = 3

func first[T any](all []T) []T { return all[:min(len(all), lookups)] }

func backward[T any](all []T) []T {
	all = slices.Clone(all)
	slices.Reverse(all)
	return all
}

// sesID reads the Message-ID that SES gives to what it sends:
// <id@region.amazonses.com>, in us-east-1 <id@email.amazonses.com>.
func sesID(messageID string) (string, bool) {
	id, domain, ok := strings.Cut(strings.Trim(messageID, "<>"), "@")
	return id, ok && strings.HasSuffix(strings.ToLower(domain), ".amazonses.com") && len(id) <= 100 && !strings.Contains(id, "#")
}

// join reports whether the mail belongs to the case that it answers. A mail that
// asks for what the case does not is a case of its own, so that nothing that
// somebody asks for is hidden in another's matter, or in one that has ended.
func (a *arrival) join() bool {
	if a.joins == nil {
		return false
	}
	if len(a.reading.Rights) == 0 {
		return true
	}
	return a.ofSender() && a.joins.Workflow.Live() && !slices.ContainsFunc(a.reading.Rights, func(r gdpr.Right) bool {
		return !slices.Contains(a.joins.Rights, r)
	})
}

// ofSender reports whether the case that the mail answers is the sender's own.
func (a *arrival) ofSender() bool { return a.joins.Subject == a.from.Subject }

// decision is where a mail goes, and what it is answered with.
type decision struct {
	on       rights.Event // how its case begins; "" where it joins one
	answer   outbox.Kind  // "" for none
	withheld Reason
}

// decide is the whole of registering and answering, as two decisions.
func (a *arrival) decide() decision {
	if a.join() {
		return a.decideReply()
	}
	r := a.reading
	d := decision{on: rights.SetAside, answer: outbox.RequestReceived, withheld: r.Withheld}
	switch {
	case r.filed():
		d.on = rights.File
	case r.Withheld == "" && len(r.Rights) > 0:
		d.on, d.answer = rights.Receive, outbox.RequestConfirm
	}
	if d.withheld != "" {
		d.answer = ""
	}
	return d
}

// decideReply answers a reply only where that tells nobody anything new: an answer
// says that there is such a case.
func (a *arrival) decideReply() decision {
	d := decision{answer: outbox.RequestAdded, withheld: a.reading.Withheld}
	switch {
	case d.withheld != "":
	case !a.ofSender():
		d.withheld = OtherAddress
	case a.trust != Trusted:
		d.withheld = Doubted
	}
	if d.withheld != "" {
		d.answer = ""
	}
	return d
}

// kept is as what the raw message is kept. What waits for a confirmation is kept as the
// request that it may become.
func (a *arrival) kept() Record {
	switch on := a.decide().on; {
	case on == rights.File:
		return AsUnconfirmed
	case on == rights.SetAside && len(a.reading.Rights) == 0:
		return AsCorrespondence
	}
	return AsRequest
}

// entry is what is stored of the mail.
func (a *arrival) entry(c rights.Calendar, now time.Time) (Entry, error) {
	d := a.decide()
	e := Entry{From: a.from, Joins: d.on == "", Quiet: now.Add(quiet)}
	if e.Joins {
		e.Request = *a.joins
	} else {
		draft, err := rights.Draft(a.declaration, a.intake(), d.on, a.received, now)
		if err != nil {
			return Entry{}, err
		}
		// The pseudonym is in it so that nobody can tell the number from SES's id.
		draft.ID = gdpr.DeriveID("case of message", string(a.declaration.ID), string(a.from.Subject), string(a.id))
		e.Request = draft.Scheduled(c, a.declaration.Handling, now)
	}
	if d.answer != "" {
		e.Mail = &outbox.Order{Entry: entryName(d.answer, a.id), Kind: d.answer, At: now, Answers: a.id}
	}
	r := a.reading
	r.Withheld = d.withheld // a.reading stays: where the case cannot be joined, other reasons hold
	e.Message = Message{
		ID: a.id, Controller: a.declaration.ID, Case: e.Request.ID, Received: a.received, Reading: r,
		Trust: a.trust, Answer: d.answer, Held: heldKey(a.declaration.ID, a.id), Size: a.size, Mail: a.mail,
		Expires: e.Request.Expires,
	}
	return e, nil
}

// entryName names a mail within its case: there is one answer to each reply.
func entryName(k outbox.Kind, message gdpr.ID) string {
	if k == outbox.RequestAdded {
		return string(k) + "-" + string(message)
	}
	return string(k)
}

// maxText is how much of a mail's text stands in the request itself, in bytes, as
// much as a form takes in characters. The message has it whole.
const maxText = 4000

func (a *arrival) intake() rights.Intake {
	text := a.mail.Own.Reveal()
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return rights.Intake{
		Address: a.mail.Sender(), Name: a.mail.Name, Rights: a.reading.Rights,
		Text: gdpr.Private(text), Language: a.reading.Language, Channel: rights.ByMail,
	}
}

// masked is a mail without national identity numbers in what the sender wrote.
func masked(m Mail) Mail {
	hide := func(p *gdpr.Private) { *p = gdpr.Private(rights.Mask(p.Reveal())) }
	for _, p := range []*gdpr.Private{&m.Subject, &m.Text, &m.Own, &m.Name} {
		hide(p)
	}
	m.Attachments = slices.Clone(m.Attachments)
	for i := range m.Attachments {
		hide(&m.Attachments[i].Name)
	}
	return m
}
