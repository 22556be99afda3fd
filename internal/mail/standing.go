package mail

// What a case tells while it is open, and to whom else it is told.

import (
	"slices"
	"strconv"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// extendRequest is notice of the one extension (Art. 12(3)).
func extendRequest(m Message) letter {
	l := m.begin(requestExtendedSubject, requestExtendedTitle)
	l.add(paragraph(m.say(requestExtendedLead)), m.asked())
	l.add(promise(words.Due(m.Deadline.Due, m.Language)), paragraph(m.say(requestExtendedOnce)))
	l.add(heading(m.say(requestExtendedWhy)))
	l.add(inWords(m.Said)...)
	l.add(heading(words.CaseDeadline.In(m.Language)), steps(words.Deadline(m.Deadline, m.Language)))
	l.add(m.way(requestOpenButton)...)
	l.add(m.remedy()...)
	return l
}

// askWho asks for more on who asks, and for no copy of anything (Art. 12(6)).
func askWho(m Message) letter {
	l := m.begin(requestIdentitySubject, requestIdentityTitle)
	l.add(paragraph(m.say(requestIdentityLead)), m.asked())
	l.add(heading(m.say(requestIdentityAsk)))
	l.add(inWords(m.Said)...)
	l.add(paragraph(m.say(requestIdentityReply)), promise(m.say(requestIdentityNever)))
	l.add(heading(m.say(requestIdentityAddress)), paragraph(m.say(requestIdentityLink)))
	l.add(m.way(requestIdentityButton)...)
	l.add(heading(m.say(nextTitle)), paragraph(m.say(requestIdentityPause)))
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(requestIdentityNotYou)))
	return l
}

// announceErasure goes to every address on file, so that nobody has somebody else's data erased
// by an address alone (threat H5).
func announceErasure(m Message) letter {
	l := m.begin(requestErasingSubject, requestErasingTitle)
	asked := requestErasingHere
	if m.AskedFrom != "" && !strings.EqualFold(m.AskedFrom.Reveal(), m.To.Reveal()) {
		asked = requestErasingThere
	}
	l.add(paragraph(m.say(requestErasingLead)), m.asked(), paragraph(m.say(asked)), promise(m.say(requestErasingWhen)), paragraph(m.say(requestErasingWaits)))
	l.add(heading(m.say(requestErasingStopTitle)), paragraph(m.say(requestErasingStop)))
	l.add(m.way(requestErasingButton)...)
	l.add(heading(m.say(requestErasingWhatTitle)))
	if slices.Contains(m.Rights, gdpr.Erasure) {
		l.add(paragraph(m.say(requestErasingWhat)), m.held())
	} else {
		l.add(paragraph(m.say(requestErasingObjected)))
	}
	l.add(paragraph(m.say(requestErasingKept)))
	return l
}

// held lists what the controller can have on anybody. It says nothing of whether it has it of this
// person: the letter may lie in a mailbox that is somebody else's by now.
func (m Message) held() list {
	names := list{m.say(requestErasingMails)}
	for _, h := range m.Controller.Holdings {
		if h.Class != controller.Agreements { // they are the customer's: whoever is named in one is taken out of it
			names = append(names, words.Class(h.Class, m.Language))
		}
	}
	return names
}

func restrictRequest(m Message) letter {
	l := m.begin(requestRestrictedSubject, requestRestrictedTitle)
	l.add(paragraph(m.say(requestRestrictedLead)), m.asked())
	l.add(paragraph(m.say(requestRestrictedMeans)))
	if _, agreements := m.Controller.Holding(controller.Agreements); agreements { // said to everybody: it tells of nobody that they are named
		l.add(paragraph(m.say(requestRestrictedNamed)))
	}
	l.add(promise(words.Due(m.Deadline.Due, m.Language)), paragraph(m.say(requestRestrictedEnd)))
	l.add(m.way(requestOpenButton)...)
	l.add(m.remedy()...)
	return l
}

func announceLifting(m Message) letter {
	l := m.begin(requestLiftingSubject, requestLiftingTitle)
	l.add(paragraph(m.say(requestLiftingLead)), m.asked(), promise(m.say(requestLiftingWhen)), paragraph(m.say(requestLiftingMeans)))
	l.add(heading(m.say(requestLiftingWhy)))
	l.add(inWords(m.Said)...)
	l.add(m.way(requestOpenButton)...)
	l.add(m.remedy()...)
	return l
}

func lapseRequest(m Message) letter {
	l := m.begin(requestLapsedSubject, requestLapsedTitle)
	l.add(paragraph(m.say(requestLapsedLead)), m.asked(), paragraph(m.say(requestLapsedAgain)))
	l.add(m.way(requestReceivedButton)...)
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(requestLapsedNotYou)))
	return l
}

// remindStaff and callStaff go to a mailbox that several read: they name the case, and nobody.
func remindStaff(m Message) letter {
	l := m.begin(requestReminderSubject, requestReminderTitle)
	l.add(paragraph(m.say(requestReminderLead)))
	l.add(m.matter()...)
	l.add(paragraph(m.say(requestReminderDo)))
	l.add(heading(words.CaseDeadline.In(m.Language)), steps(words.Deadline(m.Deadline, m.Language)))
	return l
}

func callStaff(m Message) letter {
	l := m.begin(requestOverdueSubject, requestOverdueTitle)
	l.add(paragraph(m.say(requestOverdueLead)))
	l.add(m.matter()...)
	l.add(paragraph(m.say(requestOverdueDo)))
	l.add(heading(words.CaseDeadline.In(m.Language)), steps(words.Deadline(m.Deadline, m.Language)))
	return l
}

// matter is what a case is about, for staff.
func (m Message) matter() []block {
	blocks := []block{fact{words.Case.In(m.Language), m.Case.Grouped()}}
	if len(m.Rights) > 0 { // of a mail that nobody has sorted it is not known
		blocks = append(blocks, fact{m.say(staffAbout), words.RightNames(m.Rights, m.Language)})
	}
	blocks = append(blocks, fact{m.say(staffDue), words.Day(m.Deadline.Due, m.Language)})
	if m.DaysLeft > 0 {
		blocks = append(blocks, fact{m.say(staffLeft), days(m.DaysLeft, m.Language)})
	}
	return blocks
}

func days(n int, l gdpr.Language) string {
	if n == 1 {
		return staffDay.In(l)
	}
	return words.Fill(staffDays, l, "n", strconv.Itoa(n))
}

// tellRecipient tells a recipient what was done with what it has from us (Art. 19). It names the person by
// what the recipient knows them by, and no value: mail is no place for one.
func tellRecipient(m Message) letter {
	l := m.begin(requestNoticeSubject, requestNoticeTitle)
	l.add(paragraph(m.say(requestNoticeLead)), fact{m.say(noticePerson), m.Person.Reveal()})
	if customer := oneLine(m.Customer.Reveal()); customer != "" {
		l.add(fact{m.say(noticeCustomer), customer})
	}
	l.add(heading(m.say(noticeDone)))
	if m.Done.Erased {
		l.add(paragraph(m.say(noticeErased)), paragraph(m.say(noticeErase)))
	}
	if len(m.Done.Corrected) > 0 {
		l.add(paragraph(m.say(noticeCorrected)), list(m.Done.Corrected), paragraph(m.say(noticeCorrect)))
	}
	if m.Done.Restricted {
		l.add(paragraph(m.say(noticeRestricted)), paragraph(m.say(noticeRestrict)))
	}
	if m.Done.Freed {
		l.add(paragraph(m.say(noticeFreed)), paragraph(m.say(noticeFree)))
	}
	l.add(heading(m.say(noticeConfirmTitle)), promise(m.say(noticeConfirm)))
	return l
}
