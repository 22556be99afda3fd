package stack_test

import (
	"net/http"
	"strings"
	"testing"
)

// The doors of the template stand in the local stack, too: whoever has no token
// of the right kind does not get to a function.
func TestStaffAndMachinesComeInByTheirOwnDoorsOnly(t *testing.T) {
	staff, err := world.Token("mojob", "privacy")
	if err != nil {
		t.Fatal(err)
	}
	machine, err := world.MachineToken("mojob", "profiles.write")
	if err != nil {
		t.Fatal(err)
	}
	const (
		search  = "/v1/mojob/desk/search"
		note    = "/v1/mojob/holding/activities"
		profile = "/v1/mojob/holding/profiles"
	)
	for _, c := range []struct {
		what, method, path, token string
		status                    int // 0: past the door, whatever the function says
	}{
		{"nobody at the desk", "POST", search, "", http.StatusUnauthorized},
		{"a machine at the desk", "POST", search, machine, http.StatusUnauthorized},
		{"staff at the desk", "POST", search, staff, 0},
		{"staff at the machines' door", "PUT", profile, staff, http.StatusUnauthorized},
		{"a machine without the scope", "POST", note, machine, http.StatusForbidden},
		{"a machine with the scope", "PUT", profile, machine, 0},
		{"a token that was changed", "PUT", profile, machine[:len(machine)-4] + "AAAA", http.StatusUnauthorized},
	} {
		a := do(t, c.method, c.path, "application/json", `{}`, "Authorization", "Bearer "+c.token)
		own := strings.HasPrefix(a.body, `{"message":`)
		if c.status != 0 && (a.status != c.status || !own) || c.status == 0 && own {
			t.Errorf("%s: %d %s", c.what, a.status, a.body)
		}
	}
	if _, err := world.Token("mojob", "recruiter"); err == nil {
		t.Error("a role that the declaration does not name")
	}
	if _, err := world.MachineToken("mojob", "everything"); err == nil {
		t.Error("a scope that is not there")
	}
}
