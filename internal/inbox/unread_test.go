package inbox

import (
	"testing"

	"ordholden/internal/classify"
	"ordholden/internal/gdpr"
	"ordholden/internal/letter"
	"ordholden/internal/rights"
)

// A plain yes to the erasure that a case is about holds it up no longer; whatever else somebody writes
// does, also what is read as asking for an erasure.
func TestT11_OnlyAPlainYesToTheErasureNeedNotBeRead(t *testing.T) {
	read := func(text string, change func(*Entry)) bool {
		e := Entry{Joins: true, Request: rights.Request{Workflow: rights.Cooling, Rights: []gdpr.Right{gdpr.Access, gdpr.Erasure},
			Outcomes: []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted}}}}
		e.Message.Mail = Mail{Subject: "Re: Vi sletter opplysningene dine", Own: gdpr.Private(text)}
		e.Message.Reading.Finding = classify.Read(letterOf(e.Message.Mail))
		if change != nil {
			change(&e)
		}
		return !e.Unread()
	}
	for _, text := range []string{
		"Slett alle opplysninger om meg.", "Ja, dere kan slette alt om meg", "Bekreftes herved. Slett alle opplysninger om meg.",
		"Eg vil at de skal slette alt", "Please delete my data",
	} {
		if !read(text, nil) {
			t.Errorf("%q holds it up", text)
		}
	}
	for _, text := range []string{
		"", "Stopp", "Stopp, ikke slett", "Vent med å slette", "Jeg angrer, ikke slett", "Slett ikke profilen min", "Don't delete my data",
		"Jeg ba dere slette, men har ombestemt meg", "Det var ikke jeg som ba om å slette profilen min", "Avbryt slettingen",
		"Kan dere slette søknaden min, men beholde profilen?", "Slett alt, men send meg en kopi først", "Ja, slett. Ring meg først.",
		"Slett forespørselen min om sletting", "Slett alt unntatt profilen min", "Slett alt, men vent til mandag", "Ja, slett profilen min.",
		"Slett meg. Når er det gjort?", "Please delete my data, but not now.",
	} {
		if read(text, nil) {
			t.Errorf("%q need not be read", text)
		}
	}
	const plain = "Slett alle opplysninger om meg."
	for outcome, change := range map[string]func(*Entry){
		"a case that asks for no erasure": func(e *Entry) { e.Request.Rights = []gdpr.Right{gdpr.Access} },
		"one that was carried out":        func(e *Entry) { e.Request.Outcomes = append(e.Request.Outcomes, rights.Outcome{Right: gdpr.Erasure}) },
		"with a complaint":                func(e *Entry) { e.Message.Reading.Kind = letter.Complaint },
		"with another right": func(e *Entry) {
			e.Message.Reading.Rights = []gdpr.Right{gdpr.Access, gdpr.Erasure}
		},
		"with a file":            func(e *Entry) { e.Message.Mail.Attachments = []Attachment{{Name: "brev.pdf"}} },
		"with an own subject":    func(e *Entry) { e.Message.Mail.Subject = "Stopp slettingen" },
		"that nobody understood": func(e *Entry) { e.Message.Reading.Finding = letter.Finding{Kind: letter.Unclear} },
	} {
		if read(plain, change) {
			t.Errorf("%s: it need not be read", outcome)
		}
	}
	if !read("Stopp", func(e *Entry) { e.Message.Reading.Withheld = AutoSubmitted }) {
		t.Error("what a machine wrote holds it up")
	}
}
