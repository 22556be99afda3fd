package rights

import (
	"context"
	"fmt"

	"ordholden/internal/gdpr"
)

// beginsAlone is every way in which a case of A's can begin: with each of the rights, and with all
// of them at once where there are several.
func (b searchBounds) beginsAlone(w searchWorld) []searchCall {
	var all []searchCall
	if !b.online {
		all = append(all, aMail(w, File, nil))
	}
	asked := [][]gdpr.Right{b.asked}
	if len(b.asked) > 1 {
		for _, right := range b.asked {
			asked = append(asked, []gdpr.Right{right})
		}
	}
	for _, each := range asked {
		all = append(all, aForm(each))
		if b.honest && len(each) == 1 {
			all = append(all, onOwnPage(each[0])...)
		}
		if b.online {
			continue
		}
		all = append(all, aMail(w, SetAside, each), aLetter(w, each, ""))
		if b.honest {
			all = append(all, aLetter(w, each, "Came to the office."))
		}
	}
	return all
}

func aForm(asked []gdpr.Right) searchCall {
	return searchCall{"bob", fmt.Sprintf("form for %v", asked), func(ctx context.Context, k Desk, _ *searchStore) error {
		_, err := k.Receive(ctx, "alfa", Intake{Address: alice, Rights: asked, Channel: ByForm})
		return err
	}}
}

// onOwnPage is what A asks on the own page: an objection to one thing, the other, or both.
func onOwnPage(right gdpr.Right) []searchCall {
	in := Lodged{Address: alice, Right: right}
	if right == gdpr.Rectification {
		in.Corrections = []Correction{{Item: "profiles", Field: "name", Value: "Alice A."}}
	}
	against := []Against{""}
	if right == gdpr.Objection {
		against = []Against{"", AgainstMarketing, AgainstProcessing}
	}
	var all []searchCall
	for _, each := range against {
		in.Against = each
		all = append(all, searchCall{"alice", fmt.Sprintf("page for %s %s", right, each), func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := k.Lodge(ctx, owner(alice), in)
			return err
		}})
	}
	return all
}

// aMail is a mail in A's name, as it was taken for: to be read by staff, or by a machine.
func aMail(w searchWorld, on Event, asked []gdpr.Right) searchCall {
	return searchCall{"bob", fmt.Sprintf("mail for %v, %s", asked, on), func(_ context.Context, _ Desk, s *searchStore) error {
		d, _ := searchControllers.Current("alfa")
		r, err := Draft(d, Intake{Address: alice, Rights: asked, Channel: ByMail}, on, w.now, w.now)
		if err == nil {
			s.own()
			s.add(Case{Request: r, History: []Entry{{At: w.now, On: on, By: ByPerson}}})
		}
		return err
	}}
}

func aLetter(w searchWorld, asked []gdpr.Right, evidence gdpr.Private) searchCall {
	return searchCall{"staff", fmt.Sprintf("letter for %v %s", asked, evidence.Reveal()), func(ctx context.Context, k Desk, _ *searchStore) error {
		_, err := k.Register(ctx, staff("s1"), Registration{
			Intake: Intake{Address: alice, Rights: asked, Channel: ByLetter}, Received: w.now, Evidence: evidence})
		return err
	}}
}
