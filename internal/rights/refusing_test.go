package rights_test

import (
	"slices"
	"testing"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

func TestEveryGroundRefusesWhatItFitsAndNothingElse(t *testing.T) {
	fits := map[rights.Ground][]gdpr.Right{
		rights.OthersRights: {gdpr.Access, gdpr.Portability}, rights.NotPortable: {gdpr.Portability}, rights.NothingHeld: {gdpr.Rectification}, rights.Accurate: {gdpr.Rectification},
		rights.LegalObligation: {gdpr.Erasure}, rights.LegalClaims: {gdpr.Erasure, gdpr.Objection}, rights.Expression: {gdpr.Erasure},
		rights.PublicInterest: {gdpr.Erasure}, rights.Conditions: {gdpr.Restriction}, rights.Compelling: {gdpr.Objection}, rights.NationalLaw: {gdpr.Access},
	}
	all := []gdpr.Right{gdpr.Access, gdpr.Rectification, gdpr.Erasure, gdpr.Restriction, gdpr.Objection, gdpr.Portability}
	for _, g := range []rights.Ground{rights.NotIdentified, rights.Unfounded, rights.Excessive} {
		fits[g] = all
	}
	if len(fits) != len(rights.Grounds) {
		t.Errorf("%d grounds", len(rights.Grounds))
	}
	for _, g := range append(slices.Clone(rights.Grounds), "mood", "") {
		for _, right := range gdpr.Rights {
			if got := g.Fits(right, ""); got != slices.Contains(fits[g], right) {
				t.Errorf("%s of %s: %v", g, right, got)
			}
			if g.Fits(right, "") && g.Article(right) == "" {
				t.Errorf("%s of %s has no article", g, right)
			}
		}
		if g.Fits(gdpr.Objection, rights.AgainstMarketing) || g.Fits(gdpr.Withdrawal, "") {
			t.Errorf("%s refuses what is never refused", g)
		}
		if want := g == rights.Unfounded || g == rights.Excessive; g.Second() != want {
			t.Errorf("%s asks for a second: %v", g, g.Second())
		}
	}
}

// Art. 22: what a person has to judge, the clock does not refuse.
func TestTheClockRefusesOnNoGroundThatAPersonHasToJudge(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Erasure))
	asked, err := w.Ask(t.Context(), kari, seen(c), "When did you apply?")
	if err != nil {
		t.Fatal(err)
	}
	for _, result := range []rights.Result{rights.Withheld, rights.Partly} {
		for _, g := range append(slices.Clone(rights.Grounds), "") {
			if slices.Contains([]rights.Ground{rights.Accurate, rights.LegalObligation, rights.LegalClaims}, g) {
				continue // what a hold keeps, and what staff have ruled on
			}
			o := rights.Outcome{Right: gdpr.Erasure, Result: result, By: rights.ByClock, Ground: g, Reasons: "So it is."}
			if _, err := w.Settled(t.Context(), asked, o, nil); !coded(err, gdpr.CodeState) {
				t.Errorf("%s, %q: %v", result, g, err)
			}
		}
	}
	refused, err := w.Refuse(t.Context(), kari, seen(asked), rights.Refusal{Right: gdpr.Erasure, Ground: rights.NotIdentified, Reasons: "No answer in 60 days."})
	if err != nil || refused.Workflow != rights.Denied {
		t.Errorf("by staff: %s, %v", refused.Workflow, err)
	}
}

func TestAnObjectionToMarketingIsNeverRefused(t *testing.T) {
	w := newWorld(t)
	c, err := w.Lodge(t.Context(), access.Actor{Controller: alfa, Contact: "holder of kari@example.com", Address: "kari@example.com", Way: access.ToOwn},
		rights.Lodged{Address: "kari@example.com", Right: gdpr.Objection, Against: rights.AgainstMarketing})
	if err != nil || c.Workflow != rights.Open || c.Identity != rights.Proven {
		t.Fatalf("%+v, %v", c, err)
	}
	for _, g := range rights.Grounds {
		_, err := w.Refuse(t.Context(), kari, seen(c), rights.Refusal{Right: gdpr.Objection, Ground: g, Reasons: "So.", Evidence: "A note."})
		if !faulted(err, gdpr.Fault{Pointer: "/ground", Code: gdpr.FaultRefusal, Value: string(g)}) {
			t.Errorf("%s: %v", g, err)
		}
	}
}

func TestM10_NobodyApprovesTheirOwnProposal(t *testing.T) {
	w := newWorld(t)
	c := w.opened(t, intake(gdpr.Access, gdpr.Erasure))
	refusal := rights.Refusal{Right: gdpr.Access, Ground: rights.Excessive, Reasons: "The tenth time."}
	if _, err := w.Refuse(t.Context(), kari, seen(c), refusal); !faulted(err, gdpr.Fault{Pointer: "/evidence", Code: gdpr.FaultEvidence}) {
		t.Errorf("without evidence: %v", err)
	}
	refusal.Evidence = "Ten requests since May."
	proposed, err := w.Refuse(t.Context(), kari, seen(c), refusal)
	if err != nil || proposed.Workflow != rights.Proposed || proposed.Refusal == nil || len(proposed.Outcomes) > 0 {
		t.Fatalf("%+v, %v", proposed, err)
	}
	if _, err := w.Approve(t.Context(), kari, seen(proposed)); !coded(err, gdpr.CodeSecond) {
		t.Errorf("by oneself: %v", err)
	}
	if _, err := w.Settled(t.Context(), proposed, rights.Outcome{Right: gdpr.Access, Result: rights.Withheld, By: "staff:s1"}, nil); !coded(err, gdpr.CodeSecond) {
		t.Errorf("around it: %v", err)
	}
	if _, err := w.Reply(t.Context(), ola, seen(proposed), "Yes."); !coded(err, gdpr.CodeState) {
		t.Errorf("answered over a proposal: %v", err)
	}
	approved, err := w.Approve(t.Context(), ola, seen(proposed))
	if err != nil || approved.Workflow != rights.Open || approved.Refusal != nil || approved.Outcomes[0].Ground != rights.Excessive || approved.Outcomes[0].By != "staff:s2" {
		t.Fatalf("%+v, %v", approved, err)
	}
	denied, err := w.Refuse(t.Context(), kari, seen(approved), rights.Refusal{Right: gdpr.Erasure, Ground: rights.LegalClaims, Reasons: "A suit is pending."})
	if err != nil || denied.Workflow != rights.Denied || denied.Delivery != rights.Underway {
		t.Errorf("%+v, %v", denied, err)
	}
}
