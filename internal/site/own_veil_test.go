package site_test

import (
	"strings"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
)

// What is not shown as it is held is neither filled into a form nor offered as missing, and the
// page says why, and how to ask (Art. 15(4)).
func TestWhatIsVeiledIsSaidAndInNoForm(t *testing.T) {
	v := views()[0]
	d := *v.Controller
	d.Rights = gdpr.Rights
	d.Holdings = []controller.Holding{{Class: controller.Profiles, Fields: []controller.Field{
		{ID: "summary", Name: gdpr.Text{NB: "Sammendrag"}, Provided: true}, {ID: "assessment", Name: gdpr.Text{NB: "Vurdering"}}, {ID: "phone", Name: gdpr.Text{NB: "Telefon"}, Provided: true},
	}}}
	v.Controller = &d
	ref := holding.Ref{Controller: d.ID, Class: controller.Profiles, Owner: "k1-aaaa"}
	held := fulfillment.Everything{
		Records: []holding.Owned{{Record: holding.Record{Ref: ref, Received: received,
			Fields: []holding.Value{{Field: "summary", Value: "Spør [MARK]."}},
			Files:  []holding.File{{ID: id("gone"), Name: "[MARK]"}, {ID: id("cv"), Name: "cv.pdf", Digest: "d", Size: 3}}}}},
		Veiled: map[fulfillment.Place]fulfillment.Veil{
			{Item: ref.String(), Field: "summary"}: fulfillment.Removed, {Item: ref.String(), Field: "assessment"}: fulfillment.Unread,
			{Item: ref.String(), Field: fulfillment.OfFile(id("gone"))}: fulfillment.Removed,
		},
	}
	page := string(site.Own(v, site.OwnView{Held: held, Deadline: deadline, Key: id("key")}))
	for _, want := range []string{"Spør [MARK].", "<li>[MARK]</li>", "Derfor leser et menneske det først", "do=copy", `name="field.phone"`, `name="field.summary"`, "cv.pdf"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{`value="Spør`, "\nSpør [MARK].</textarea>", `name="field.assessment"`, string(id("gone"))} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q", never)
		}
	}
}
