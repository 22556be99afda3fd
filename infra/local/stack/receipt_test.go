package stack_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/receipt"
)

// attachedReceipt is the signed receipt that a mail carries.
func attachedReceipt(t testing.TB, m inbox.Message) string {
	t.Helper()
	_, part, ok := strings.Cut(string(m.Raw()), "application/jose")
	if !ok {
		t.Fatalf("the mail carries no receipt:\n%s", m.Text)
	}
	_, body, _ := strings.Cut(part, "\r\n\r\n")
	body, _, _ = strings.Cut(body, "\r\n--")
	signed, err := base64.StdEncoding.DecodeString(strings.NewReplacer("\r", "", "\n", "").Replace(body))
	if err != nil {
		t.Fatal(err)
	}
	return string(signed)
}

// flipped is a receipt with one digit of its signature changed, to whatever that is not already.
func flipped(signed string) string {
	at, other := len(signed)-10, "A"
	if signed[at:at+1] == other {
		other = "B"
	}
	return signed[:at] + other + signed[at+1:]
}

// judged is what the command says of a receipt by the keys that are published.
func judged(t testing.TB, c gdpr.ControllerID, signed string) string {
	t.Helper()
	keys := do(t, "GET", "/v1/"+string(c)+"/jwks.json", "", "").want(t, http.StatusOK)
	said, err := receipt.Judge(signed, []byte(keys.body), c, gdpr.English, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if other, err := receipt.Judge(signed, []byte(keys.body), "tretoen", gdpr.English, time.Now()); c != "tretoen" && (err == nil || other.Reason != "other") {
		t.Errorf("as another controller's: %v", err)
	}
	return strings.Join(said.Says, "\n")
}

// Art. 7(1): whoever says yes by mail holds a receipt that anybody can check, and of the
// withdrawal too.
func TestAConsentByMailBringsAReceiptThatAnybodyCanCheck(t *testing.T) {
	address := "receipt-" + string(gdpr.NewID()) + "@example.com"
	form := url.Values{
		"email": {address}, "language": {"en"}, "notice": {noticeOf(t, "mojob", controller.Persons, gdpr.English)}, "all": {"given"},
		"idempotency_key": {string(gdpr.NewID())},
	}
	postForm(t, "/v1/mojob/consents", form, "Origin", "null", "Sec-Fetch-Site", "same-origin").want(t, http.StatusSeeOther)
	p := proofIn(t, mailTo(t, address, "consent-confirm"))
	id := postJSON(t, "/v1/mojob/consents/confirmation", p.with("confirm")).want(t, http.StatusOK).field(t, "id")

	given := attachedReceipt(t, mailTo(t, address, "consent-given"))
	if said := judged(t, "mojob", given); !strings.Contains(said, "Keeping your profile: Yes") || strings.Contains(said, address) {
		t.Errorf("the receipt of the yes says\n%s", said)
	}
	shown := "/v1/mojob/consents/" + id
	do(t, "POST", shown+"/withdrawal", "", "").want(t, http.StatusOK)
	withdrawn := attachedReceipt(t, mailTo(t, address, "consent-withdrawn"))
	for name, signed := range map[string]string{
		"with the mail":  withdrawn,
		"from its route": do(t, "GET", shown+"/receipt", "", "").want(t, http.StatusOK).body,
	} {
		if said := judged(t, "mojob", signed); !strings.Contains(said, "Keeping your profile: Withdrawn") {
			t.Errorf("%s: the receipt of the withdrawal says\n%s", name, said)
		}
	}
	// What counted then still counts as what counted then.
	checked := postJSON(t, "/v1/mojob/receipts/check", map[string]string{"receipt": given, "language": "nb"}).want(t, http.StatusOK)
	if !strings.Contains(checked.body, `"valid":true`) || !strings.Contains(checked.body, "Ta vare på profilen videre: Ja") {
		t.Errorf("checked: %s", checked.body)
	}
	changed := postJSON(t, "/v1/mojob/receipts/check", map[string]string{"receipt": flipped(given)}).want(t, http.StatusOK)
	if !strings.Contains(changed.body, `"valid":false`) {
		t.Errorf("changed: %s", changed.body)
	}
	page := do(t, "GET", shown+"/receipt", "", "", "Accept", "text/html").want(t, http.StatusOK)
	if !strings.Contains(page.body, "/mojob/en/verify") {
		t.Error("the page of the receipt does not lead to where it is checked")
	}
	do(t, "GET", "/mojob/en/verify", "", "").want(t, http.StatusOK)
}
