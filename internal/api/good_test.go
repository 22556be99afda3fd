package api_test

// What is well made: the bodies that the tables of faults spoil, one place each.

import (
	"fmt"
	"net/url"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// well is a good sending on one route, as JSON and as a form.
type well struct {
	path string
	json func(gdpr.Language) string
	form func(gdpr.Language) string
}

var visitorWell = well{
	path: "/v1/mojob/consents",
	json: func(l gdpr.Language) string {
		return fmt.Sprintf(`{"visitor":%q,"notice":%q,"language":%q,"decided":"2026-11-21T11:59:00.5Z",`+
			`"decisions":{"statistics":"given","usage":"refused","support-chat":"refused","personalization":"given"}}`,
			visitor, noticeOf(controller.Visitors, l), l)
	},
	form: func(l gdpr.Language) string {
		return encoded("visitor", visitor, "notice", noticeOf(controller.Visitors, l), "language", string(l), "decided", "2026-11-21T11:59:00.5Z",
			"decision.statistics", "given", "decision.usage", "refused", "decision.support-chat", "refused", "decision.personalization", "given")
	},
}

var personWell = well{
	path: "/v1/mojob/consents",
	json: func(l gdpr.Language) string {
		return fmt.Sprintf(`{"email":"kari@example.com","notice":%q,"language":%q,"decisions":{"further-storage":"given","other-information":"refused"}}`,
			noticeOf(controller.Persons, l), l)
	},
	form: func(l gdpr.Language) string {
		return encoded("email", "kari@example.com", "notice", noticeOf(controller.Persons, l), "language", string(l),
			"decision.further-storage", "given", "decision.other-information", "refused")
	},
}

var requestWell = well{
	path: "/v1/mojob/requests",
	json: func(l gdpr.Language) string {
		return fmt.Sprintf(`{"email":"kari@example.com","name":"Kari Eksempel","text":"Alt fra 2024.","language":%q,"rights":["access","erasure"]}`, l)
	},
	form: func(l gdpr.Language) string {
		return encoded("email", "kari@example.com", "name", "Kari Eksempel", "text", "Alt fra 2024.", "language", string(l),
			"rights", "access", "rights", "erasure")
	},
}

var confirmWell = well{
	path: "/v1/mojob/requests/confirmation",
	json: func(l gdpr.Language) string {
		return fmt.Sprintf(`{"case":%q,"token":%q,"code":%q,"choice":"confirm","language":%q}`, visitor, rightToken, rightCode, l)
	},
	form: func(l gdpr.Language) string {
		return encoded("case", visitor, "token", rightToken, "code", rightCode, "choice", "confirm", "language", string(l))
	},
}

var statusWell = well{
	path: "/v1/mojob/requests/status",
	json: func(l gdpr.Language) string {
		return fmt.Sprintf(`{"case":%q,"token":%q,"language":%q}`, visitor, rightToken, l)
	},
	form: func(l gdpr.Language) string {
		return encoded("case", visitor, "token", rightToken, "language", string(l))
	},
}

// encoded writes a form in the order of its fields.
func encoded(namesAndValues ...string) string {
	var pairs []string
	for i := 0; i < len(namesAndValues); i += 2 {
		pairs = append(pairs, url.QueryEscape(namesAndValues[i])+"="+url.QueryEscape(namesAndValues[i+1]))
	}
	return strings.Join(pairs, "&")
}
