package stack_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
)

// A canary is personal data that nobody else has: where it is found, it leaked.
func TestPersonalDataIsInNoLogKeyOrPlainAttribute(t *testing.T) {
	canary := "canary" + string(gdpr.NewID())
	to := canary + "@example.com"
	said := "Jeg heter " + canary + " og vil ha innsyn."
	postForm(t, "/v1/mojob/requests", url.Values{
		"email": {to}, "name": {canary + " Nordmann"}, "text": {said}, "rights": {"access"}, "language": {"nb"},
	}).want(t, http.StatusSeeOther)
	mail := mailTo(t, to, "request-confirm")
	p := proofIn(t, mail)
	postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
	mailTo(t, to, "request-open")
	from := "mail." + canary + "@example.com"
	write(t, from, "ahoy@mojob.io", "Innsyn for "+canary, said+"\n\n> "+canary+" skrev:\n> Hei", "X-Canary", canary, "References", "<"+canary+"@example.com>")
	mailTo(t, from, "request-confirm")
	registered(t, "mojob", from, 1)
	postJSON(t, "/v1/mojob/requests", map[string]any{"email": canary + "@@", "name": canary, "rights": []string{canary}}).want(t, http.StatusUnprocessableEntity)

	log := world.log.String()
	for what, secret := range map[string]string{"address or name": canary, "token": p.token} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds the %s", what)
		}
		for _, table := range []string{world.MainTable(), world.KeysTable()} {
			for _, it := range scan(t, table) {
				if found := plain(it); strings.Contains(found, secret) {
					t.Errorf("an item of %s holds the %s in clear: %s", table, what, found)
				}
			}
		}
	}
	for _, key := range world.S3.Keys(bucket(t), "") {
		if o, _ := world.S3.Get(bucket(t), key); strings.Contains(key+string(o.Body)+fmt.Sprint(o.Metadata), canary) {
			t.Errorf("object %s holds the canary in clear", key)
		}
	}
	if tags := fmt.Sprint(mail.Tags); strings.Contains(tags, canary) {
		t.Errorf("SES is told %s", tags)
	}
}

// plain is an item's keys and attributes as text, bytes too.
func plain(it item) string {
	var b strings.Builder
	var add func(v types.AttributeValue)
	add = func(v types.AttributeValue) {
		switch v := v.(type) {
		case *types.AttributeValueMemberS:
			b.WriteString(v.Value + " ")
		case *types.AttributeValueMemberB:
			b.WriteString(string(v.Value) + " ")
		case *types.AttributeValueMemberL:
			for _, e := range v.Value {
				add(e)
			}
		case *types.AttributeValueMemberM:
			for name, e := range v.Value {
				b.WriteString(name + "=")
				add(e)
			}
		}
	}
	for name, v := range it {
		b.WriteString(name + "=")
		add(v)
	}
	return b.String()
}
