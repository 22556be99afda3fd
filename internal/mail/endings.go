package mail

// What became of each right, as the answer, the refusal and whatever comes before them say it
// (Art. 12(3), 12(4)).

import (
	"slices"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// handCopy is the way to the copy, on the person's own page.
func handCopy(m Message) letter {
	l := m.begin(requestCopySubject, requestCopyTitle)
	released := m.copied()
	l.add(paragraph(m.say(requestCopyLead)), m.names(released))
	for _, r := range released {
		l.add(paragraph(m.say(copyHolds[r])))
	}
	if !slices.Contains(released, gdpr.Access) {
		l.add(paragraph(m.say(requestCopyRest)))
	}
	l.add(m.way(requestCopyButton)...)
	l.add(paragraph(m.say(requestCopyPage)))
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(requestCopyNotYou)))
	return l
}

func settleRequest(m Message) letter {
	l := m.begin(requestSettledSubject, requestSettledTitle)
	l.add(paragraph(m.say(requestSettledLead)))
	l.add(m.endings()...)
	if open := m.open(); len(open) > 0 {
		l.add(heading(m.say(requestSettledOpen)), m.names(open), promise(words.Due(m.Deadline.Due, m.Language)))
	}
	l.add(m.follow()...)
	l.add(m.remedy()...)
	return l
}

func answerRequest(m Message) letter {
	l := m.begin(requestAnsweredSubject, requestAnsweredTitle)
	l.add(paragraph(m.say(requestAnsweredLead)))
	l.add(inWords(m.Said)...)
	l.add(m.endings()...)
	l.add(m.follow()...)
	l.add(m.remedy()...)
	return l
}

// refuseRequest has the reasons and the two paragraphs that Art. 12(4) asks of every refusal.
func refuseRequest(m Message) letter {
	subject, title, lead := requestPartlySubject, requestPartlyTitle, requestPartlyLead
	if m.all(rights.Withheld) {
		subject, title, lead = requestRefusedSubject, requestRefusedTitle, requestRefusedLead
	}
	l := m.begin(subject, title)
	l.add(paragraph(m.say(lead)))
	l.add(m.endings()...)
	l.add(m.follow()...)
	l.add(m.remedy()...)
	return l
}

// follow is the way to the case, where there still is one.
func (m Message) follow() []block {
	if m.Link == "" {
		return nil
	}
	return m.way(requestOpenButton)
}

func (m Message) all(r rights.Result) bool {
	for _, o := range m.Outcomes {
		if o.Result != r {
			return false
		}
	}
	return true
}

func (m Message) names(rs []gdpr.Right) list {
	m.Rights = rs
	return m.asked()
}

// endings is what became of each right, and who was told.
func (m Message) endings() []block {
	var blocks []block
	for _, o := range m.Outcomes {
		blocks = append(blocks, m.ending(o)...)
	}
	return append(blocks, m.told()...)
}

// ending is what became of one right.
func (m Message) ending(o rights.Outcome) []block {
	blocks := []block{heading(words.RightName(o.Right, m.Language) + ": " + m.say(results[o.Result]))}
	if o.Result != rights.Withheld {
		blocks = append(blocks, m.effect(o)...)
	}
	if o.Right == gdpr.Rectification {
		blocks = append(blocks, m.corrected()...)
	}
	if o.Ground != "" {
		blocks = append(blocks, m.ground(o)...)
	}
	if reasons := inWords(o.Reasons); len(reasons) > 0 {
		blocks = append(append(blocks, paragraph(m.say(reasonsLead))), reasons...)
	}
	if left := m.left(o); len(left) > 0 {
		blocks = append(blocks, paragraph(m.say(leftLead)), left)
	}
	if m.carriedOut(o) {
		blocks = append(blocks, m.certified()...)
	}
	return blocks
}

// carriedOut reports whether the erasure belongs to the outcome: an objection that is upheld ends in
// one too (Art. 17(1)(c)).
func (m Message) carriedOut(o rights.Outcome) bool {
	if m.Erased == nil || o.Right != gdpr.Objection {
		return m.Erased != nil && o.Right == gdpr.Erasure
	}
	return m.Against != rights.AgainstMarketing && !slices.ContainsFunc(m.Outcomes, func(o rights.Outcome) bool { return o.Right == gdpr.Erasure })
}

// effect is what was done.
func (m Message) effect(o rights.Outcome) []block {
	said := effects[o.Right]
	switch {
	case o.Right == gdpr.Erasure && m.Erased == nil:
		said = nothingErased
	case o.Right == gdpr.Erasure && o.Result == rights.Partly:
		said = partlyErased
	case o.Right == gdpr.Objection && m.Against == rights.AgainstMarketing:
		said = marketingEnded
	case o.Right == gdpr.Rectification && m.allDeclined():
		return nil
	}
	blocks := []block{paragraph(m.say(said))}
	if !m.carriedOut(o) {
		return blocks
	}
	if erased := m.erased(); len(erased) > 0 {
		blocks = append(blocks, paragraph(m.say(erasedLead)), erased)
	}
	if m.Erased.Key {
		blocks = append(blocks, paragraph(m.say(erasedKey)))
	}
	return blocks
}

// ground is why something is refused, with its article.
func (m Message) ground(o rights.Outcome) []block {
	name, plain := words.RefusalGround(o.Ground, m.Language)
	if article := o.Ground.Article(o.Right); article != "" {
		name += " (" + words.Article(article, m.Language) + ")"
	}
	blocks := []block{fact{m.say(groundName), name}}
	if plain != "" {
		blocks = append(blocks, paragraph(plain))
	}
	return blocks
}

// corrected is each field that the person said is wrong, without what it says.
func (m Message) corrected() []block {
	var blocks []block
	for _, c := range m.Corrections {
		ruling, ok := rulings[c.State]
		if !ok {
			ruling = rulings[rights.Undecided]
		}
		blocks = append(blocks, fact{c.Name, m.say(ruling)})
		blocks = append(blocks, inWords(c.Reason)...)
	}
	return blocks
}

func (m Message) allDeclined() bool {
	for _, c := range m.Corrections {
		if c.State != rights.Declined {
			return false
		}
	}
	return len(m.Corrections) > 0
}

// certified is the proof of an erasure, and how it is checked.
func (m Message) certified() []block {
	var blocks []block
	if !m.needsLink() {
		blocks = append(blocks, paragraph(m.say(addressForgotten)))
	}
	switch {
	case m.attaches():
		how := words.Fill(certificateCheck, m.Language, "file", m.certificateName(), "short", m.Controller.ShortName, "keys", m.Keys)
		blocks = append(blocks, paragraph(how))
	case m.Certificate != "":
		blocks = append(blocks, paragraph(m.say(certificateLarge)))
	}
	return blocks
}

// told is which recipients were told (Art. 19).
func (m Message) told() []block {
	if len(m.Told) == 0 {
		return nil
	}
	names := make(list, len(m.Told))
	for i, t := range m.Told {
		how := toldOnly
		if t.Confirmed {
			how = toldConfirmed
		}
		names[i] = words.Fill(how, m.Language, "name", t.named())
	}
	return []block{heading(m.say(toldTitle)), paragraph(m.say(toldLead)), names}
}

// remedy is the two fixed paragraphs of a refusal: the authority, and the courts (Art. 12(4)).
func (m Message) remedy() []block {
	if !m.remedies() {
		return nil
	}
	blocks := append([]block{heading(m.say(remedyTitle))}, m.complain(remedyComplain)...)
	return append(blocks, paragraph(m.say(remedyCourt)))
}

// attaches reports whether the certificate travels with the message.
func (m Message) attaches() bool {
	return m.Certificate != "" && !m.large && slices.ContainsFunc(m.Outcomes, m.carriedOut)
}

// certificateName is what the certificate's file is called.
func (m Message) certificateName() string { return m.say(certificateFile) }

// attached is the signed statement that travels with the message, and what its file is
// called; "" where none does.
func (m Message) attached() (name, signed string) {
	switch {
	case m.attaches():
		return m.certificateName(), m.Certificate
	case m.Receipt != "" && !m.large:
		return m.say(receiptFile), m.Receipt
	}
	return "", ""
}

// receipted is where the receipt of the consent is: with the message, and at its address.
func (m Message) receipted() []block {
	if m.Receipt == "" {
		return nil
	}
	said := receiptAttached
	if m.large {
		said = receiptLarge
	}
	file := m.say(receiptFile)
	return []block{heading(m.say(receiptTitle)), paragraph(words.Fill(said, m.Language, "file", file, "short", m.Controller.ShortName, "at", m.ReceiptAt))}
}
