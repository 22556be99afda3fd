package api

import (
	"context"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/again"
	"ordholden/internal/gdpr"
)

// Unreached finds whom no mail about their consent reached, as again.Missed promises it.
type Unreached interface {
	List(ctx context.Context, c gdpr.ControllerID, from string, limit int) ([]again.Unreached, string, error)
}

// unreachedPage is a part of that list, and where the next part begins.
type unreachedPage struct {
	Consents []unreached `json:"consents"`
	Next     *string     `json:"next"`
}

// unreached has the address: a consent has no other name that staff could know its holder by, and
// no case that they could open to see it.
type unreached struct {
	Consent  string    `json:"consent"`
	Email    string    `json:"email"`
	Language string    `json:"language"`
	Asks     string    `json:"asks"`
	Outcome  string    `json:"outcome"`
	Purposes []string  `json:"purposes"`
	Asked    time.Time `json:"asked"`
}

// unreached lists whom the mail that asks about a consent did not reach, the longest ago first. Each
// address is read here, so there are fewer on a page than of what has none.
func (a *Staff) unreached(c *call, _ access.Actor) error {
	const most = 20
	in, err := c.query()
	if err != nil {
		return err
	}
	from, limit := in.line("from", maxPlace), in.limit("limit")
	if err := in.err(); err != nil {
		return err
	}
	found, more, err := a.Unreached.List(c.r.Context(), c.controller.ID, from, min(limit, most))
	if err != nil {
		return err
	}
	out := unreachedPage{Consents: []unreached{}, Next: place(more)}
	for _, u := range found {
		line := unreached{
			Consent: string(u.Case), Email: u.To.Reveal(), Language: string(u.Language), Asks: string(u.Kind), Outcome: string(u.State),
			Purposes: []string{}, Asked: u.Created.UTC(),
		}
		for _, p := range u.Purposes {
			line.Purposes = append(line.Purposes, string(p))
		}
		out.Consents = append(out.Consents, line)
	}
	c.json(http.StatusOK, out)
	return nil
}
