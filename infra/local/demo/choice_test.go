package demo_test

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/browser"
	"ordholden/infra/local/demo"
	"ordholden/internal/gdpr"
)

func TestBeforeAChoiceAndAfterARefusalNothingIsStoredAndNobodyElseIsAsked(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		t.Run(string(c), func(t *testing.T) {
			v := met(t, c)
			for _, path := range []string{"/nb/", "/en/jobs"} { // whoever does not answer stays unknown
				v.goes(path).sees(first)
				v.holds(nil)
				v.reaches()
				if kept := v.stored(); kept != "" {
					t.Errorf("stored: %s", kept)
				}
			}
			if all := v.sendings(); len(all) > 0 {
				t.Errorf("recorded before a choice: %+v", all)
			}
			v.presses(refuse)
			v.recorded(1)
			v.goes("/nb/").holds(v.own())
			v.reaches()
			v.sees(`localStorage.length + sessionStorage.length === 0`)
			if kept := v.stored(); kept != "" {
				t.Errorf("stored after a no: %s", kept)
			}
			v.sees(`!(` + first + `)`)
		})
	}
}

func TestAChangeOfMindRemovesTheCookiesByNameAndPatternAndIsRecorded(t *testing.T) {
	v := met(t, "mojob")
	v.presses(accept)
	v.sees(`document.cookie.includes("intercom-session-") && document.cookie.includes("i18_redirect")`)
	browser.Eval[string](t, v.Tab, `document.cookie = "intercom-session-old=1; path=/nb; max-age=1000"`)
	v.recorded(1)
	v.presses(lasting, toggle("support-chat"), toggle("statistics"), saved)
	v.holds(v.own("_hjid", "i18_redirect"))
	got := v.recorded(2)
	if !maps.Equal(got[1].Decisions, v.decisions("usage", "personalization")) || got[0].Visitor != got[1].Visitor {
		t.Errorf("recorded %+v", got)
	}
	v.sees(`!document.querySelector("iframe[data-category]").hasAttribute("src")`)
}

// What a record names as shown is what the API publishes, to the letter.
func TestARecordNamesTheNoticeAndTheBannerThatArePublished(t *testing.T) {
	for _, l := range gdpr.Languages {
		t.Run(string(l), func(t *testing.T) {
			v := newVisitor(t, "mojob").goes("/" + string(l) + "/jobs")
			v.sees(first)
			v.says("usage")
			got := v.recorded(1)[0]
			i := slices.IndexFunc(published(t, "mojob"), func(p shown) bool { return p.Language == l })
			want := published(t, "mojob")[i]
			seen, decisions := v.item(got)
			if seen["notice"] != want.Notice || seen["interface"] != want.Interface || seen["language"] != string(l) || seen["site"] != world.Demo.Origin("mojob") {
				t.Errorf("stored %v, published %+v", seen, want)
			}
			if !maps.Equal(decisions, v.decisions("usage")) {
				t.Errorf("stored %v", decisions)
			}
			for _, part := range []string{"#cc-main .cm__title", "#cc-main .cm [data-role=all]", "#cc-main .cm [data-role=necessary]", "#cc-main .cm [data-role=show]"} {
				if said := browser.Eval[string](t, v.Tab, `document.querySelector("`+part+`").innerText.trim()`); !strings.Contains(want.Text, said+"\n") {
					t.Errorf("the banner says %q, which is not in\n%s", said, want.Text)
				}
			}
			if lang := browser.Eval[string](t, v.Tab, `document.querySelector("#cc-main").closest("[lang]").lang`); lang != string(l) {
				t.Errorf("the banner's language is %q", lang)
			}
		})
	}
}

// shown is what the API publishes of the banner in a language.
type shown struct {
	Language          gdpr.Language
	Notice, Interface string
	Text              string
}

func published(t *testing.T, c gdpr.ControllerID) []shown {
	t.Helper()
	answer, err := http.Get(world.URL + "/v1/" + string(c) + "/banner")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var out struct{ Languages []shown }
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out.Languages
}

// item is the one record of a visitor as it lies in the table: what was shown, and what was said.
func (v *visitor) item(s sending) (seen map[string]string, decisions map[gdpr.PurposeID]string) {
	v.t.Helper()
	out, err := world.Database.Client().Query(context.Background(), &dynamodb.QueryInput{
		TableName: aws.String(world.MainTable()), KeyConditionExpression: aws.String("pk = :pk AND begins_with(sk, :sk)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":pk": &types.AttributeValueMemberS{Value: string(v.of.ID) + "#VISITOR#" + string(s.Visitor)},
			":sk": &types.AttributeValueMemberS{Value: "CONSENT#"},
		},
	})
	if err != nil {
		v.t.Fatal(err)
	}
	if len(out.Items) != 1 {
		v.t.Fatalf("%d records of the visitor, want 1", len(out.Items))
	}
	seen, decisions = texts(out.Items[0]["seen"]), map[gdpr.PurposeID]string{}
	choices, _ := out.Items[0]["choices"].(*types.AttributeValueMemberL)
	for _, c := range choices.Value {
		said := texts(c)
		decisions[gdpr.PurposeID(said["purpose"])] = said["decision"]
	}
	return seen, decisions
}

// texts is what a map of an item says in words.
func texts(v types.AttributeValue) map[string]string {
	out := map[string]string{}
	m, _ := v.(*types.AttributeValueMemberM)
	for name, value := range m.Value {
		if text, ok := value.(*types.AttributeValueMemberS); ok {
			out[name] = text.Value
		}
	}
	return out
}

func TestWhereAFrameWaitsItIsSaidAndLeadsToTheChoices(t *testing.T) {
	v := met(t, "mojob")
	chat, _ := v.of.Purpose("support-chat")
	box := browser.Eval[string](t, v.Tab, `document.querySelector(".ordholden-waits").textContent`)
	if !strings.Contains(box, chat.Name.In(gdpr.Bokmal)) {
		t.Errorf("it says %q", box)
	}
	v.presses(waiting)
	v.sees(choices)
	v.holds(nil)
	v.presses(toggle("support-chat"), saved)
	v.sees(`!document.querySelector(".ordholden-waits") && document.querySelector("iframe[data-category]").checkVisibility()`)
	v.reaches(demo.Chat)
}

func TestAnotherTabLearnsOfAWithdrawalAndABackwardStepDoesToo(t *testing.T) {
	v := met(t, "mojob")
	v.presses(accept)
	v.recorded(1)
	other := v.beside()
	other.goes("/nb/jobs").sees(`document.cookie.includes("_hjid")`)
	if browser.Eval[bool](t, other.Tab, first) {
		t.Error("the second tab asks again")
	}
	v.presses(lasting, noneIn)
	v.holds(v.own())
	other.sees(`document.dispatchEvent(new Event("visibilitychange", {bubbles: true})) && !document.querySelector("iframe[data-category]").hasAttribute("src")`)
	other.holds(v.own())

	w := met(t, "mojob")
	w.presses(accept)
	w.recorded(1)
	w.goes("/nb/jobs").presses(lasting, noneIn)
	w.holds(w.own())
	// The page may still be making itself anew; to go back does not wait for that.
	browser.Eval[bool](t, w.Tab, `history.back() || true`)
	w.sees(`location.pathname === "/nb/" && window.ordholden && !document.querySelector("iframe[data-category]").hasAttribute("src")`)
	w.holds(w.own())
}

func TestTakingBackIsAsEasyAsGiving(t *testing.T) {
	v := met(t, "mojob").presses(accept)
	v.recorded(1)
	toAccept := v.clicks
	w := met(t, "mojob").presses(refuse)
	w.recorded(1)
	toRefuse := w.clicks
	v.goes("/nb/jobs")
	v.clicks = 0
	v.presses(`footer [data-ordholden="refuse"]`)
	v.holds(v.own())
	if got := v.recorded(2)[1]; !maps.Equal(got.Decisions, v.decisions()) {
		t.Errorf("recorded %+v", got)
	}
	if toWithdraw := v.clicks; toRefuse != toAccept || toWithdraw > toAccept {
		t.Errorf("%d clicks to say yes, %d to say no, %d to take a yes back", toAccept, toRefuse, toWithdraw)
	}
	v.sees(`document.querySelector('footer [data-ordholden="refuse"]').hidden`) // there is nothing left to take back
	v.presses(lasting)
	v.sees(choices)
}
