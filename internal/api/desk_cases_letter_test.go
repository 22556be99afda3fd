package api_test

import (
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Promise M10 and Art. 12(4): a letter of staff's says what every mail of ours says by itself.
func TestAnAnswerByLetterIsToSayWhereToComplain(t *testing.T) {
	for _, test := range []struct {
		change func(*rights.Case)
		want   []string
	}{
		{func(k *rights.Case) {}, nil},
		{func(k *rights.Case) { k.Way, k.Delivery, k.Workflow = rights.WayPost, rights.ByHand, rights.Answered }, []string{"Datatilsynet", "Postboks"}},
		{func(k *rights.Case) { k.Way, k.Delivery, k.Workflow = rights.WayPost, rights.ByHand, rights.Denied }, []string{"Datatilsynet", "Postboks", "court"}},
	} {
		w := newHoldings(t)
		w.desk.Stands = func(k *rights.Case) {
			k.Language = gdpr.English
			test.change(k)
		}
		g := good(t, oneCase+"/letter")
		g.body = strings.Replace(g.body, "{", `{"preview":true,`, 1)
		said, _ := answered(t, w.send(g.at("mojob"), g.who("mojob")), http.StatusOK)["letter"].(string)
		if (said == "") != (test.want == nil) {
			t.Errorf("it is to say %q", said)
		}
		for _, part := range test.want {
			if !strings.Contains(said, part) {
				t.Errorf("no %q in %q", part, said)
			}
		}
	}
}

func TestARequestWithoutAnAddressIsPutInWithAnotherWayToAnswer(t *testing.T) {
	g := good(t, "POST /v1/{controller}/desk/cases")
	for body, want := range map[string]rights.Registration{
		strings.Replace(g.body, `"email":"kari@example.com"`, `"post":"Storgata 1\n2317 Hamar"`, 1): {Post: "Storgata 1\n2317 Hamar"},
		strings.Replace(g.body, `"email"`, `"post":"Storgata 1","email"`, 1):                        {Post: "Storgata 1", Intake: rights.Intake{Address: "kari@example.com"}},
	} {
		w := newHoldings(t)
		w.desk.Stands = func(k *rights.Case) { k.Address, k.Post, k.Follows = want.Address, want.Post, "caselong" }
		sent := g
		sent.body = body
		got := answered(t, w.send(sent.at("mojob"), sent.who("mojob")), http.StatusCreated)
		if in := w.desk.Calls[0].With.(rights.Registration); in.Post != want.Post || in.Address != want.Address {
			t.Errorf("%s asks for %q at %q", body, in.Post.Reveal(), in.Address.Reveal())
		}
		if who := got["person"].(map[string]any); who["post"] != want.Post.Reveal() || who["email"] != want.Address.Reveal() || got["follows"] != "caselong" {
			t.Errorf("shown as %v", got)
		}
	}
}
