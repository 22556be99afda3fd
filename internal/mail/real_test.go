package mail_test

import (
	"testing"
	"time"

	"ordholden/infra/controllers"
	local "ordholden/infra/local/ses"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/ses"
)

// Every controller's declaration gives every mail in every language, and SES
// finds nothing in them to complain of.
func TestEveryMailOfEveryControllerIsTakenBySES(t *testing.T) {
	var mailboxes []string
	for _, d := range controllers.Registry().All() {
		mailboxes = append(mailboxes, d.Mailbox)
	}
	server, err := local.Start(local.Config{Identities: mailboxes, ConfigurationSets: []string{"mail"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	t.Setenv("AWS_ENDPOINT_URL_SES", server.URL)
	t.Setenv("AWS_REGION", local.Region)
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	t.Setenv("AWS_SESSION_TOKEN", "")
	sender, sent := ses.New("mail"), 0
	for _, d := range controllers.Registry().All() {
		for _, m := range messagesOf(d) {
			_, err := sender.Send(t.Context(), d.Mailbox, m.To.Reveal(), compose(t, m),
				map[string]string{"controller": string(d.ID), "case": string(m.Case), "mail": m.Entry})
			if err != nil {
				t.Errorf("%s in %s of %s: %v", m.Kind, m.Language, d.ID, err)
			}
			sent++
		}
	}
	if got := len(server.Inbox().Messages()); got != sent || sent < 3*len(kinds) {
		t.Errorf("%d of %d mails arrived", got, sent)
	}
	for _, breach := range server.Accusations() {
		t.Error(breach)
	}
}

// messagesOf is a message of every kind and language that the controller has
// something to say in: consents only where it asks persons for any.
func messagesOf(d *controller.Declaration) []mail.Message {
	var decisions []mail.Decision
	for _, p := range d.Asked(controller.Persons) {
		decisions = append(decisions, mail.Decision{Purpose: p.ID, Decision: gdpr.Given})
	}
	var messages []mail.Message
	for _, k := range kinds {
		for _, l := range gdpr.Languages {
			m := message(k, l)
			m.Controller, m.Now = d, time.Now()
			if len(m.Decisions) == 0 {
				m.Rights = d.Rights
			} else if m.Decisions = decisions; len(decisions) == 0 {
				continue
			}
			messages = append(messages, m)
		}
	}
	return messages
}
