package declaration

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

func TestHowRequestsAreCarriedOutBecomesWhatTheFileSays(t *testing.T) {
	d, err := Read("good.yaml", testdata(t, "good.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	want := controller.Handling{
		Automatic:  []gdpr.Right{gdpr.Access, gdpr.Portability, gdpr.Rectification, gdpr.Erasure},
		CoolingOff: 48 * time.Hour, Review: []controller.Class{controller.Profiles}, Corrections: controller.AtOnce,
		LiftingNotice: 72 * time.Hour, Patience: 336 * time.Hour, Marketing: []gdpr.PurposeID{"statistics"},
	}
	if diff := cmp.Diff(want, d.Handling); diff != "" {
		t.Errorf("handling (-want +got):\n%s", diff)
	}
	if r := d.Recipients[0]; r.Told != controller.ToldByMail || r.Mailbox != "dpo@example.com" {
		t.Errorf("the recipient is told by %q at %q", r.Told, r.Mailbox)
	}
}

func TestTimesAreWrittenInHoursOrDays(t *testing.T) {
	for word, want := range map[string]time.Duration{
		"PT48H": 48 * time.Hour, "P14D": 336 * time.Hour, "P2D": 48 * time.Hour, "PT24H": 24 * time.Hour,
		"48": 0, "P1M": 0, "P2DT1H": 0, "PT48": 0, "48H": 0, "H": 0, "PTH": 0, "PT-1H": 0, "PT048H": 0, "P D": 0, "PT99999H": 0, "T48H": 0, "14D": 0, "PT3D": 0,
	} {
		var got span
		if err := got.read(word); (err == nil) != (want > 0) || got.Duration != want {
			t.Errorf("%s: got %s, %v", word, got.Duration, err)
		}
	}
}

func TestWhatIsAutomaticMustBeSaid(t *testing.T) {
	good := string(testdata(t, "good.yaml"))
	for _, key := range []string{"automatic", "review", "marketing"} {
		start := strings.Index(good, "  "+key+": [")
		end := start + strings.Index(good[start:], "\n") + 1
		_, err := Read("f.yaml", []byte(good[:start]+good[end:]))
		if got := fault(t, err).Faults; len(got) != 1 || got[0].Path != "handling."+key {
			t.Errorf("without %s: got %v", key, got)
		}
		if _, err := Read("f.yaml", []byte(good[:start]+"  "+key+": none\n"+good[end:])); err != nil {
			t.Errorf("%s: none: %v", key, err)
		}
	}
}
