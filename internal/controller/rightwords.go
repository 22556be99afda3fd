package controller

import "ordholden/internal/gdpr"

// RightIn is a right as people are told it, in the words of an edition; "" for one that is none.
func RightIn(edition int, r gdpr.Right, l gdpr.Language) string {
	e, ok := editionOf(edition)
	if !ok || r.Article() == "" {
		return ""
	}
	return e.in(l).right.of(r)
}
