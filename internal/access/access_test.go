package access_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// matrix is who may do what with which records, written by hand from the published
// statements (promises T4, T8, T12, M3, M4) and from the law: who is not named may not.
// Scopes end in .write; a contact person, a person and a sender are by the names of the actors below.
const matrix = `
tretoen application read      recruiter
tretoen application list      recruiter privacy
tretoen application add       recruiter applications.write
tretoen application move      -
tretoen application restrict  privacy
tretoen application hold      recruiter privacy
tretoen application erase     privacy
tretoen application disclose  disclosures.write
tretoen application readings  privacy management
tretoen application note      -
tretoen application own       person

tretoen agreement   read      sales management contact
tretoen agreement   list      sales management privacy
tretoen agreement   add       sales management
tretoen agreement   move      sales management
tretoen agreement   restrict  privacy
tretoen agreement   hold      sales management privacy
tretoen agreement   erase     privacy
tretoen agreement   disclose  -
tretoen agreement   readings  privacy management
tretoen agreement   note      -
tretoen agreement   own       -

tretoen profile     read      -
tretoen profile     list      -
tretoen profile     add       -
tretoen profile     move      -
tretoen profile     restrict  -
tretoen profile     hold      -
tretoen profile     erase     -
tretoen profile     disclose  -
tretoen profile     readings  -
tretoen profile     note      -
tretoen profile     own       -

mojob   profile     read      privacy
mojob   profile     list      privacy
mojob   profile     add       privacy profiles.write
mojob   profile     move      -
mojob   profile     restrict  privacy
mojob   profile     hold      privacy
mojob   profile     erase     privacy
mojob   profile     disclose  disclosures.write
mojob   profile     readings  privacy
mojob   profile     note      activities.write
mojob   profile     own       person

mojob   application read      -
mojob   application list      -
mojob   application add       -
mojob   application move      -
mojob   application restrict  -
mojob   application hold      -
mojob   application erase     -
mojob   application disclose  -
mojob   application readings  -
mojob   application note      -
mojob   application own       -

mojob   agreement   read      -
mojob   agreement   list      -
mojob   agreement   add       -
mojob   agreement   move      -
mojob   agreement   restrict  -
mojob   agreement   hold      -
mojob   agreement   erase     -
mojob   agreement   disclose  -
mojob   agreement   readings  -
mojob   agreement   note      -
mojob   agreement   own       -
`

var (
	everyController = []gdpr.ControllerID{"mojob", "tretoen"}
	everyAct        = []access.Act{
		access.Read, access.List, access.Add, access.Move, access.Restrict,
		access.Hold, access.Erase, access.Disclose, access.Readings, access.Note, access.Own,
	}
	sent = "application.k1-aaaa.0123456789abcdefghjkmnpqrs"
)

// actors is one of each who can ask, by the name that the matrix has for it.
func actors(c gdpr.ControllerID) map[string]access.Actor {
	all := map[string]access.Actor{
		"nobody":  {Controller: c},
		"unknown": {Controller: c, ID: "u", Roles: []string{"janitor", "", "privacy ", "Privacy"}, Scopes: []string{"everything", "applications"}},
		"contact": {Controller: c, ID: "contact-k1-bbbb", Contact: "k1-bbbb", Way: access.ToAgreements},
		"person":  {Controller: c, ID: "contact-k1-bbbb", Contact: "k1-bbbb", Way: access.ToOwn},
		"lost":    {Controller: c, ID: "contact-k1-bbbb", Contact: "k1-bbbb"},
		"empty":   {Controller: c, Way: access.ToOwn},
		"sender":  {Controller: c, Sender: sent},
	}
	for _, role := range controller.RoleIDs {
		all[role] = access.Actor{Controller: c, ID: "u", Roles: []string{role}}
	}
	for _, scope := range []string{
		access.ScopeApplications, access.ScopeProfiles, access.ScopeActivities, access.ScopeDisclosures,
	} {
		all[scope] = access.Actor{Controller: c, ID: "m", Scopes: []string{scope}}
	}
	return all
}

// allowed is the matrix, by "controller class act".
func allowed(t *testing.T) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	for line := range strings.Lines(matrix) {
		word := strings.Fields(line)
		if len(word) == 0 {
			continue
		}
		who := word[3:]
		if slices.Equal(who, []string{"-"}) {
			who = nil
		}
		rows[strings.Join(word[:3], " ")] = who
	}
	return rows
}

func declared(t *testing.T, c gdpr.ControllerID) *controller.Declaration {
	t.Helper()
	d, ok := controllers.Registry().Current(c)
	if !ok {
		t.Fatalf("no controller %s", c)
	}
	return d
}

func TestWhoMayDoWhatIsTheMatrixAndNothingElse(t *testing.T) {
	rows, asked := allowed(t), 0
	for _, c := range everyController {
		d := declared(t, c)
		for _, on := range controller.Classes {
			for _, do := range everyAct {
				row := fmt.Sprintf("%s %s %s", c, on, do)
				may, ok := rows[row]
				if !ok {
					t.Fatalf("no row %q", row)
				}
				for name, actor := range actors(c) {
					check(t, row+" by "+name, actor.May(d, do, on), slices.Contains(may, name))
					asked++
				}
			}
		}
	}
	if want := len(rows) * len(actors("mojob")); asked != want {
		t.Errorf("%d questions asked, the matrix has %d", asked, want)
	}
}

// check: a refusal is always the same one, whatever is there.
func check(t *testing.T, what string, err error, may bool) {
	t.Helper()
	if may {
		if err != nil {
			t.Errorf("%s: refused: %v", what, err)
		}
		return
	}
	e, ok := err.(*gdpr.Error)
	if !ok || e.Kind != gdpr.Forbidden || e.Code != gdpr.CodeRole || len(e.Faults) != 0 || e.Err != nil {
		t.Errorf("%s: want a plain refusal, got %v", what, err)
	}
}

func TestNobodyOfOneControllerMayAnythingAtTheOther(t *testing.T) {
	for _, c := range everyController {
		for _, other := range append(everyController, "", "elsewhere") {
			if other == c {
				continue
			}
			for name, actor := range actors(other) {
				for _, on := range controller.Classes {
					for _, do := range everyAct {
						check(t, fmt.Sprintf("%s of %q at %s: %s %s", name, other, c, do, on), actor.May(declared(t, c), do, on), false)
					}
				}
			}
		}
	}
}

func TestWhoHasSeveralRolesMayWhatEachMay(t *testing.T) {
	rows, d := allowed(t), declared(t, "tretoen")
	both := access.Actor{Controller: "tretoen", ID: "u", Roles: []string{"sales", "recruiter"}}
	for _, on := range controller.Classes {
		for _, do := range everyAct {
			may := rows[fmt.Sprintf("tretoen %s %s", on, do)]
			check(t, fmt.Sprintf("%s %s", do, on), both.May(d, do, on),
				slices.Contains(may, "sales") || slices.Contains(may, "recruiter"))
		}
	}
}

func TestARoleThatTheControllerDoesNotDeclareIsNone(t *testing.T) {
	d := *declared(t, "tretoen")
	d.Roles = d.Roles[:1] // privacy is left
	for _, role := range controller.RoleIDs[1:] {
		actor := access.Actor{Controller: "tretoen", ID: "u", Roles: []string{role}}
		for _, on := range controller.Classes {
			for _, do := range everyAct {
				check(t, fmt.Sprintf("%s %s by %s", do, on, role), actor.May(&d, do, on), false)
			}
		}
	}
}

func TestUnknownActsAndClassesAreRefusedToEverybody(t *testing.T) {
	for name, actor := range actors("tretoen") {
		check(t, "dance by "+name, actor.May(declared(t, "tretoen"), "dance", controller.Applications), false)
		check(t, "read gossip by "+name, actor.May(declared(t, "tretoen"), access.Read, "gossip"), false)
	}
}

func TestTheSenderOfARecordSendsThatOneOnly(t *testing.T) {
	for _, c := range everyController {
		for name, actor := range actors(c) {
			if got := actor.Sends(sent); got != (name == "sender") {
				t.Errorf("%s sends %s: %v", name, sent, got)
			}
			for _, ref := range []string{"", sent[:len(sent)-1], sent + "x", strings.ToUpper(sent), "application", "agreement" + sent[len("application"):]} {
				if actor.Sends(ref) {
					t.Errorf("%s sends %q", name, ref)
				}
			}
		}
	}
}

// The statements name who reads: these two rows are the promises themselves.
func TestT8_OnlyTheRecruiterRoleReadsApplications(t *testing.T) {
	readers(t, controller.Applications, "recruiter")
}

func TestT4_OnlySalesAndManagementAndContactPersonsReadAgreements(t *testing.T) {
	readers(t, controller.Agreements, "contact", "management", "sales")
}

func readers(t *testing.T, of controller.Class, want ...string) {
	t.Helper()
	all := actors("tretoen")
	var got []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name].May(declared(t, "tretoen"), access.Read, of) == nil {
			got = append(got, name)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s is read by %q, want %q", of, got, want)
	}
}
