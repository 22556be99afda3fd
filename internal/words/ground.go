package words

import (
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// RefusalGround is what a ground of refusal is called, and what it means for the person.
func RefusalGround(g rights.Ground, l gdpr.Language) (name, plain string) { return string(g), "" }
