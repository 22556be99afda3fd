package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// The form for applications.
var (
	ApplicationTitle = text("Søk jobb hos {short}", "Søk jobb hos {short}", "Apply for a job at {short}")
	ApplicationLead  = text(
		"Fyll ut det vi trenger for å ta kontakt, og skriv gjerne litt om deg selv.",
		"Fyll ut det vi treng for å ta kontakt, og skriv gjerne litt om deg sjølv.",
		"Fill in what we need to get in touch, and feel free to write a little about yourself.")
	ApplicationSend  = text("Du fyller ut skjemaet og sender det.", "Du fyller ut skjemaet og sender det.", "You fill in the form and send it.")
	ApplicationFiles = text(
		"På neste side kan du legge ved filer: {files}.",
		"På neste side kan du leggje ved filer: {files}.",
		"On the next page you can add files: {files}.")
	ApplicationKept = text(
		"Vi sletter søknaden {kept}, eller før om du ber om det.",
		"Vi slettar søknaden {kept}, eller før om du ber om det.",
		"We delete the application {kept}, or earlier if you ask us to.")
	ApplicationNotice = text(
		"Les alt om hva vi gjør med søknaden", "Les alt om kva vi gjer med søknaden", "Read everything about what we do with your application")
	ApplicationSubmit = text("Send søknaden", "Send søknaden", "Send the application")
	AtMost            = text("Høyst {max} tegn.", "Høgst {max} teikn.", "At most {max} characters.")
)

// The page after an application, where its files are sent.
var (
	AppliedTitle = text("Vi har fått søknaden din", "Vi har fått søknaden din", "We have your application")
	AppliedLead  = text(
		"Takk! Legg gjerne ved filer her. Gjør du ikke det, er søknaden like fullt sendt.",
		"Takk! Legg gjerne ved filer her. Gjer du ikkje det, er søknaden like fullt send.",
		"Thank you! You can add files here. If you add none, your application is sent all the same.")
	AppliedLeadDone = text(
		"Takk! Vi har fått alt det du kan sende her.",
		"Takk! Vi har fått alt det du kan sende her.",
		"Thank you! We have everything that you can send here.")
	AppliedNumber = text("Søknad", "Søknad", "Application")
	AppliedUntil  = text("Lagres til", "Blir lagra til", "Kept until")
	AppliedFiles  = text("Filer vi har fått", "Filer vi har fått", "Files that we have")
	AppliedNone   = text("Ingen ennå.", "Ingen enno.", "None yet.")
	AppliedAdd    = text("Legg ved filer", "Legg ved filer", "Add files")
	AppliedHours  = text(
		"Du kan legge ved filer til {time}.", "Du kan leggje ved filer til {time}.", "You can add files until {time}.")
	AppliedTypes = text(
		"{types}. Høyst {max} MB.", "{types}. Høgst {max} MB.", "{types}. At most {max} MB.")
	AppliedAnother = text("Legg ved mer: {file}", "Legg ved meir: {file}", "Add another: {file}")
	AppliedUpload  = text("Send filen", "Send fila", "Send the file")
	AppliedDone    = text("Ferdig? Da kan du lukke siden.", "Ferdig? Då kan du lukke sida.", "Done? Then you can close the page.")
	AppliedDelete  = text(
		"Vil du trekke søknaden eller se hva vi har, bruk skjemaet for innsyn og sletting, eller skriv til {mailbox}.",
		"Vil du trekkje søknaden eller sjå kva vi har, bruk skjemaet for innsyn og sletting, eller skriv til {mailbox}.",
		"If you want to withdraw the application or see what we hold, use the form for access and deletion, or write to {mailbox}.")
)

// fileTypes are what types of file are called.
var fileTypes = [...]struct {
	id   string
	name gdpr.Text
}{
	{"pdf", text("PDF", "PDF", "PDF")},
	{"docx", text("Word (docx)", "Word (docx)", "Word (docx)")},
	{"odt", text("OpenDocument (odt)", "OpenDocument (odt)", "OpenDocument (odt)")},
	{"jpeg", text("JPEG", "JPEG", "JPEG")},
	{"png", text("PNG", "PNG", "PNG")},
	{"txt", text("ren tekst (txt)", "rein tekst (txt)", "plain text (txt)")},
}

var orWord = text("eller", "eller", "or")

// FileTypes lists media types by the names that people know: "PDF, JPEG or PNG".
func FileTypes(media []string, l gdpr.Language) string {
	var known []string
	for _, m := range media {
		known = append(known, fileType(m, l))
	}
	if last := len(known) - 1; last > 0 {
		return strings.Join(known[:last], ", ") + " " + orWord.In(l) + " " + known[last]
	}
	return strings.Join(known, "")
}

func fileType(media string, l gdpr.Language) string {
	for _, t := range controller.FileTypes {
		for _, w := range fileTypes {
			if t.Media == media && t.ID == w.id {
				return w.name.In(l)
			}
		}
	}
	return media
}

// Within is a name as it stands within a sentence: with a small letter first, unless it
// is an abbreviation.
func Within(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	if size == 0 || unicode.IsUpper(second) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}
