package api

// Staff's calls are written down before they are carried out: what cannot be written down
// is not done. It is a list of who asked for what and when, and of no personal data.

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/audit"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// audited lets f answer a route of staff's. The call is in the audit before f is asked, also
// where f goes on to refuse it.
func (a *Staff) audited(to *routes, method, path string, f closedCall) {
	a.guarded(to, method, path, staff, func(c *call, by access.Actor) error {
		if err := a.write(c, by, false); err != nil {
			return err
		}
		return f(c, by)
	})
}

// foreseeable is audited for an act that staff can ask the effect of. The body is read before
// the call is written down, and nothing else is: whether it was the act, or only the question,
// stands there and nowhere else in the call. A body that cannot be read is written down as the act.
func (a *Staff) foreseeable(to *routes, method, path string, f closedCall) {
	a.guarded(to, method, path, staff, func(c *call, by access.Actor) error {
		asked, _ := c.sentBody().fields["preview"].(bool)
		if err := a.write(c, by, asked); err != nil {
			return err
		}
		return f(c, by)
	})
}

// write puts a call into the audit.
func (a *Staff) write(c *call, by access.Actor, preview bool) error {
	err := fmt.Errorf("there is no audit")
	if a.Audit != nil {
		err = a.Audit.Add(c.r.Context(), audit.Entry{
			ID: gdpr.NewID(), Controller: c.controller.ID, At: a.now(), Actor: by.ID, Act: c.r.Pattern, On: c.on(), Preview: preview,
		})
	}
	if err != nil {
		c.api.Log.LogAttrs(c.r.Context(), slog.LevelError, "the audit takes nothing: the call is refused",
			slog.String("route", c.r.Pattern), slog.String("error", err.Error()))
		return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
	}
	return nil
}

// on is the case or the item of the path, "" for a list and for what can be neither: what
// somebody makes up does not get into the audit.
func (c *call) on() string {
	if r, ok := holding.ParseRef(c.controller.ID, c.r.PathValue("item")); ok {
		return r.String()
	}
	if id, err := c.pathID("case"); err == nil {
		return string(id)
	}
	return ""
}

func (a *Staff) now() time.Time { return a.Now().UTC().Truncate(time.Millisecond) }

// auditPage is a part of the audit of a month, newest first.
type auditPage struct {
	Entries []auditEntry `json:"entries"`
	Next    *string      `json:"next"`
}

type auditEntry struct {
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	Actor string    `json:"actor"`
	Act   string    `json:"act"`
	On    string    `json:"on,omitempty"`

	Preview bool `json:"preview,omitempty"`
}

// entries shows who on staff has read and done what, to whoever oversees it.
func (a *Staff) entries(c *call, by access.Actor) error {
	if err := by.Audits(c.controller); err != nil {
		return err
	}
	in, err := c.query()
	if err != nil {
		return err
	}
	month, from, limit := in.month("month", a.now()), in.line("from", maxPlace), in.limit("limit")
	if err := in.err(); err != nil {
		return err
	}
	found, more, err := a.Audit.Entries(c.r.Context(), c.controller.ID, month.Year(), month.Month(), from, limit)
	if err != nil {
		return err
	}
	out := auditPage{Entries: []auditEntry{}, Next: place(more)}
	for _, e := range found {
		out.Entries = append(out.Entries, auditEntry{ID: string(e.ID), At: e.At, Actor: e.Actor, Act: e.Act, On: e.On, Preview: e.Preview})
	}
	c.json(http.StatusOK, out)
	return nil
}

// maxPlace is the longest place in a list that is taken, in characters.
const maxPlace = 1000

// place is where the next part of a list begins, null where there is none.
func place(more string) *string {
	if more == "" {
		return nil
	}
	return &more
}

// month is a month as 2026-11, and the present one where it is absent.
func (r *reader) month(name string, now time.Time) time.Time {
	s := r.line(name, 10)
	if s == "" {
		return now
	}
	t, err := time.Parse("2006-01", s)
	if err != nil {
		r.fault(r.at(name), gdpr.FaultDate, "")
	}
	return t
}
