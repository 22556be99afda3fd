package mail

import (
	"slices"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// letters writes each kind.
var letters = map[outbox.Kind]func(Message) letter{
	outbox.RequestConfirm:   confirmRequest,
	outbox.RequestReceived:  receiveRequest,
	outbox.RequestAdded:     addToRequest,
	outbox.RequestOpen:      openRequest,
	outbox.RequestCanceled:  cancelRequest,
	outbox.ConsentConfirm:   confirmConsent,
	outbox.ConsentGiven:     giveConsent,
	outbox.ConsentWithdrawn: withdrawConsent,
	outbox.ConsentReduced:   reduceConsent,
	outbox.ConsentRenew:     askToRenew,
	outbox.ConsentRenewed:   renewConsent,
	outbox.ConsentRestored:  restoreConsent,
	outbox.ConsentAgain:     askAgain,
	outbox.ConsentAffirmed:  affirmConsent,
	outbox.AgreementLink:    letIn,
	outbox.OwnLink:          showOwn,

	outbox.RequestCopy:       handCopy,
	outbox.RequestSettled:    settleRequest,
	outbox.RequestAnswered:   answerRequest,
	outbox.RequestRefused:    refuseRequest,
	outbox.RequestExtended:   extendRequest,
	outbox.RequestIdentity:   askWho,
	outbox.RequestErasing:    announceErasure,
	outbox.RequestRestricted: restrictRequest,
	outbox.RequestLifting:    announceLifting,
	outbox.RequestLapsed:     lapseRequest,
	outbox.RequestReminder:   remindStaff,
	outbox.RequestOverdue:    callStaff,
	outbox.RequestNotice:     tellRecipient,
}

func confirmRequest(m Message) letter {
	l := m.begin(requestConfirmSubject, requestConfirmTitle)
	if m.answers() {
		l.add(paragraph(m.say(mailConfirmLead)), heading(m.say(mailConfirmUnderstood)), m.asked(), paragraph(m.say(mailConfirmMend)))
	} else {
		l.add(paragraph(m.say(requestConfirmLead)), m.asked())
	}
	l.add(paragraph(m.say(requestConfirmAsk)))
	l.add(m.way(requestConfirmButton)...)
	l.add(heading(m.say(nextTitle)), promise(m.say(requestConfirmDue)), paragraph(m.say(requestConfirmNext)))
	if m.answers() {
		l.add(paragraph(m.say(mailOnceADay)))
	}
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(requestConfirmNotYou)))
	return l
}

func receiveRequest(m Message) letter {
	l := m.begin(requestReceivedSubject, requestReceivedTitle)
	l.add(paragraph(m.say(requestReceivedLead)))
	l.add(promise(m.say(requestReceivedDue)), paragraph(m.say(requestReceivedPlain)), paragraph(m.say(mailOnceADay)))
	l.add(heading(m.say(requestReceivedFormTitle)), paragraph(m.say(requestReceivedForm)))
	l.add(m.way(requestReceivedButton)...)
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(mailNotYou)))
	return l
}

func addToRequest(m Message) letter {
	l := m.begin(requestAddedSubject, requestAddedTitle)
	l.add(paragraph(m.say(requestAddedLead)), fact{words.Case.In(m.Language), m.Case.Grouped()})
	if m.Workflow == rights.Waiting {
		l.add(promise(m.say(requestAddedWaiting)))
	}
	l.add(heading(m.say(nextTitle)), paragraph(m.say(requestAddedNext)), paragraph(m.say(mailOnceADay)))
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(mailNotYou)))
	return l
}

func openRequest(m Message) letter {
	if m.Joined != "" {
		return joinRequest(m)
	}
	l := m.begin(requestOpenSubject, requestOpenTitle)
	l.add(paragraph(m.say(requestOpenLead)), m.asked())
	l.add(promise(words.Due(m.Deadline.Due, m.Language)), paragraph(words.CaseDeadlinePlain.In(m.Language)))
	l.add(m.way(requestOpenButton)...)
	l.add(heading(words.CaseDeadline.In(m.Language)), steps(words.Deadline(m.Deadline, m.Language)))
	return l
}

func joinRequest(m Message) letter {
	l := m.begin(requestJoinedSubject, requestJoinedTitle)
	l.add(paragraph(m.say(requestOpenLead)), m.asked())
	l.add(paragraph(m.say(requestJoined)), fact{words.CaseJoined.In(m.Language), m.Joined.Grouped()})
	l.add(m.way(requestOpenButton)...)
	return l
}

func cancelRequest(m Message) letter {
	l := m.begin(requestCanceledSubject, requestCanceledTitle)
	if len(m.Outcomes) == 0 {
		l.add(paragraph(m.say(requestCanceledLead)), m.asked(), paragraph(m.say(requestCanceledAgain)))
		return l
	}
	l.add(paragraph(m.say(requestCanceledRest)), m.asked(), paragraph(m.say(requestCanceledStands)))
	l.add(m.endings()...)
	if m.Owed {
		l.add(paragraph(m.say(requestCanceledOwed)))
	}
	l.add(paragraph(m.say(requestCanceledAgain)))
	l.add(m.remedy()...)
	return l
}

func confirmConsent(m Message) letter {
	l := m.begin(consentConfirmSubject, consentConfirmTitle)
	l.add(paragraph(m.say(consentConfirmLead)))
	l.add(m.decided()...)
	l.add(paragraph(m.say(consentConfirmAsk)))
	l.add(m.way(consentConfirmButton)...)
	l.add(heading(m.say(nextTitle)), paragraph(m.say(consentConfirmNext)))
	l.add(heading(m.say(notYouTitle)), paragraph(m.say(consentConfirmNotYou)))
	return l
}

func giveConsent(m Message) letter {
	l := m.begin(consentGivenSubject, consentGivenTitle)
	l.add(paragraph(m.say(consentGivenLead)))
	l.add(m.decided()...)
	how, name := consentGivenChange, consentGivenShow
	if slices.ContainsFunc(m.Decisions, func(d Decision) bool { return d.Decision == gdpr.Given }) {
		how, name = consentGivenWithdraw, words.Withdraw
	}
	l.add(heading(m.say(changeTitle)), paragraph(m.say(how)))
	l.add(m.way(name)...)
	l.add(m.receipted()...)
	return l
}

func withdrawConsent(m Message) letter {
	return m.takenBack(m.begin(consentWithdrawnSubject, consentWithdrawnTitle), consentUndo)
}

// takenBack tells what was withdrawn, whole or in part, with the way back for as long as there is one.
func (m Message) takenBack(l letter, undo gdpr.Text) letter {
	l.add(paragraph(m.say(consentWithdrawnLead)))
	l.add(m.decided()...)
	l.add(paragraph(m.say(consentWithdrawnFrom)))
	if m.Link != "" {
		l.add(heading(m.say(consentUndoTitle)), paragraph(m.say(undo)))
		l.add(m.way(consentUndoButton)...)
	}
	l.add(paragraph(m.say(consentWithdrawnAgain)))
	l.add(m.receipted()...)
	return l
}
