package site

import (
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/jws"
	"ordholden/internal/words"
)

// ShownReceipt is a consent receipt as its holder reads it.
type ShownReceipt struct {
	Receipt dpv.Receipt
	Consent string // the address of the consent
	Proved  bool   // its record is in the log, under a signed head
}

// Receipt is a receipt in words: what was decided, when and until when, the text that was
// seen, the way back, and how it is kept and checked.
func Receipt(v View, s ShownReceipt) []byte {
	v.Page = PageFront
	r := s.Receipt
	at := s.Consent + "/receipt"
	return v.document(page{Title: v.say(words.ReceiptTitle), Body: g.Group{
		lead(v.text(words.ReceiptLead)),
		h.H2(v.text(words.ReceiptChoices)),
		v.decided(r.Record.Processes),
		facts(
			v.text(words.ReceiptUntil), v.ends(r.Record.Processes),
			v.text(words.ReceiptMade), v.instant(r.Created),
			v.text(words.ReceiptVersion), g.Text(r.Record.Notice.Version),
			v.text(words.ShownNotice), v.noticeLink(controller.Digest(r.Record.Notice.Digest)),
			v.text(words.ReceiptNumber), h.Span(h.Class("number"), g.Text(r.Identifier)),
			v.text(words.ReceiptRecord), h.Span(h.Class("number"), g.Text(r.Record.Identifier)),
			v.text(words.ReceiptStored), v.countries(r.Record.StoredIn()),
		),
		v.receiptHistory(r.Record.History),
		h.Section(h.Class("unprinted"),
			h.H2(v.text(words.ReceiptWithdraw)),
			h.P(h.A(h.Href(s.Consent), v.text(words.ReceiptBack))),
			h.H2(v.text(words.ReceiptKeep)),
			h.P(v.text(words.ReceiptKeepPlain)),
			h.P(h.A(h.Href(at+"?as=jws"), v.text(words.ReceiptDownload))),
			h.P(h.A(h.Href(at+"?as=jsonld"), v.text(words.ReceiptJSON))),
			g.Iff(s.Proved, func() g.Node {
				return g.Group{
					h.P(h.A(h.Href(at+"?as=proved"), v.text(words.ReceiptProved))),
					h.P(h.A(h.Href(s.Consent+"/inclusion"), v.text(words.ReceiptInclusion))),
				}
			}),
			h.P(h.A(h.Href(v.Path(PageVerify)), v.text(words.ReceiptCheck)))),
	}})
}

func (v View) decided(all []dpv.Process) g.Node {
	return h.Dl(h.Class("facts"), g.Map(all, func(p dpv.Process) g.Node {
		said := words.ReceiptSince
		if p.Ended() {
			said = words.ReceiptEnded
		}
		return h.Div(h.Dt(g.Text(p.Purpose.Title[string(v.Language)])),
			h.Dd(v.text(said, "status", words.ConsentStatus(p.Status.Name(), v.Language), "since", v.spoken(p.IndicatedAt)),
				g.Map(p.Reasons, func(why dpv.Node) g.Node { return h.P(g.Text(why.Title[string(v.Language)])) }),
				v.ownNotice(p.Notice)))
	}))
}

// ownNotice is the text that one decision was on, where the others were on another; nil where it is theirs.
func (v View) ownNotice(n *dpv.Notice) g.Node {
	if n == nil {
		return nil
	}
	return h.P(v.text(words.ReceiptVersion), g.Text(": "+n.Version+". "), v.noticeLink(controller.Digest(n.Digest)))
}

// countries are their names; nil for none.
func (v View) countries(codes []string) g.Node {
	var all []string
	for _, code := range codes {
		name, _ := controller.Country(code, v.Language)
		all = append(all, name)
	}
	if len(all) == 0 {
		return nil
	}
	return g.Text(words.Join(all, v.Language))
}

// ends is when the first yes of the receipt that stands ends, nil where none does.
func (v View) ends(all []dpv.Process) g.Node {
	var first time.Time
	for _, p := range all {
		if at, stands := p.Until(); stands && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if first.IsZero() {
		return nil
	}
	return v.moment(first)
}

func (v View) receiptHistory(all []dpv.Event) g.Node {
	return g.Group{h.H2(v.text(words.CaseHistory)), h.Ol(h.Class("timeline"), g.Map(all, func(e dpv.Event) g.Node {
		return h.Li(v.instant(e.IndicatedAt), h.P(g.Text(e.Title[string(v.Language)])),
			g.Iff(e.Method != nil && e.Method.Digest != "", func() g.Node { return h.P(v.interfaceLink(controller.Digest(e.Method.Digest))) }))
	}))}
}

// instant is a time of a receipt, as it is or in words.
func (v View) instant(written string) g.Node {
	at, err := time.Parse(time.RFC3339Nano, written)
	if err != nil {
		return g.Text(written)
	}
	return v.moment(at)
}

func (v View) spoken(written string) string {
	at, err := time.Parse(time.RFC3339Nano, written)
	if err != nil {
		return written
	}
	return words.Moment(at, v.Language)
}

// VerifyForm is the form in which a receipt is pasted, and what checking the last one came to.
type VerifyForm struct {
	Verdict *jws.Verdict // nil before
	Values  map[string][]string
	Faults  []gdpr.Fault
}

// Verify is where anybody can have a receipt checked. What is pasted is sent to our own
// origin and nowhere else, and is not kept.
func Verify(v View, f VerifyForm) []byte {
	v.Page = PageVerify
	e := entry{view: v, values: f.Values, faults: f.Faults}
	pasted := field{name: "receipt", label: v.say(words.VerifyField), hint: v.say(words.VerifyHint), attributes: g.Group{
		h.Rows("8"), h.AutoComplete("off"), h.Attr("autocapitalize", "none"), h.Attr("spellcheck", "false"),
	}}
	return v.document(page{Title: v.say(words.VerifyTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(pasted.labeled()),
		g.Iff(f.Verdict != nil, func() g.Node { return v.verdict(*f.Verdict) }),
		lead(v.text(words.VerifyLead)),
		post(v.api("receipts/check"),
			hidden("language", string(v.Language)),
			e.textarea(pasted),
			button(v.text(words.VerifySend))),
		h.H2(v.text(words.VerifyAlone)),
		h.P(v.text(words.VerifyByHand)),
		h.P(h.A(h.Href(v.api("jwks.json")), g.Text(v.api("jwks.json")))),
	}})
}

// verdict is what the check came to.
func (v View) verdict(said jws.Verdict) g.Node {
	class := "panel"
	if !said.Valid {
		class = "summary"
	}
	return h.Section(h.Class(class), h.Role("status"),
		h.H2(g.Text(said.Title)),
		g.Map(said.Says, func(s string) g.Node { return h.P(g.Text(s)) }))
}
