package declaration

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// handling is how requests are carried out, as it is written down.
type handling struct {
	Automatic     names  `yaml:"automatic" need:"name the rights that are carried out without staff, or write none"`
	CoolingOff    span   `yaml:"cooling-off"`
	Review        names  `yaml:"review" need:"name the classes that staff read before a copy is released, or write none"`
	Corrections   string `yaml:"corrections"`
	LiftingNotice span   `yaml:"lifting-notice"`
	Patience      span   `yaml:"patience"`
	Marketing     names  `yaml:"marketing" need:"name the purposes that an objection to marketing ends, or write none"`
}

func (h handling) domain() controller.Handling {
	return controller.Handling{
		Automatic:     each(h.Automatic.ids, func(s string) gdpr.Right { return gdpr.Right(s) }),
		CoolingOff:    h.CoolingOff.Duration,
		Review:        each(h.Review.ids, func(s string) controller.Class { return controller.Class(s) }),
		Corrections:   controller.Corrections(h.Corrections),
		LiftingNotice: h.LiftingNotice.Duration,
		Patience:      h.Patience.Duration,
		Marketing:     each(h.Marketing.ids, func(s string) gdpr.PurposeID { return gdpr.PurposeID(s) }),
	}
}

// span is a time that is counted in hours, as ISO 8601 writes it: PT48H, or P3D for
// three times 24 of them. Months and years have no place in it, for they differ.
type span struct{ time.Duration }

func (s *span) read(word string) error {
	unit := time.Hour
	digits, ok := strings.CutSuffix(strings.TrimPrefix(word, "PT"), "H")
	if !ok || !strings.HasPrefix(word, "PT") {
		unit = 24 * time.Hour
		digits, ok = strings.CutSuffix(strings.TrimPrefix(word, "P"), "D")
		ok = ok && strings.HasPrefix(word, "P")
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	if !ok || err != nil || strconv.FormatUint(n, 10) != digits {
		return fmt.Errorf("%q: write hours like PT48H, or days like P14D", word)
	}
	s.Duration = time.Duration(n) * unit
	return nil
}
