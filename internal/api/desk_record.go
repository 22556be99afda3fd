package api

import (
	"net/http"
	"strings"

	"ordholden/internal/access"
	"ordholden/internal/processing"
	"ordholden/internal/site"
)

// processingRecord answers with the record of processing activities (Art. 30(1)) for the
// privacy role: as JSON, or to a browser as a page to print. It holds no data on anybody.
func (a *Staff) processingRecord(c *call, by access.Actor) error {
	if err := by.Handles(c.controller); err != nil {
		return err
	}
	in, err := c.query()
	if err != nil {
		return err
	}
	c.language = in.language(c.language)
	if err := in.err(); err != nil {
		return err
	}
	r := processing.Of(c.controller, a.Place, c.language)
	if strings.Contains(c.r.Header.Get("Accept"), "text/html") { // staff's errors stay JSON
		c.html(http.StatusOK, site.Processing(c.view(), r))
		return nil
	}
	c.json(http.StatusOK, r)
	return nil
}
