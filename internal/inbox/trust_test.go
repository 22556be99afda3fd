package inbox_test

import (
	"fmt"
	"strings"
	"testing"

	"ordholden/internal/inbox"
)

// The rule, a second time, as the list of everything that is trusted: spam, virus,
// SPF, DKIM, DMARC.
var trusted = map[string]bool{
	"PASS PASS PASS PASS PASS": true, "GRAY PASS PASS PASS PASS": true,

	"PASS PASS PASS FAIL PASS": true, "GRAY PASS PASS FAIL PASS": true,
	"PASS PASS PASS GRAY PASS": true, "GRAY PASS PASS GRAY PASS": true,
	"PASS PASS PASS PROCESSING_FAILED PASS": true, "GRAY PASS PASS PROCESSING_FAILED PASS": true,
	"PASS PASS PASS DISABLED PASS": true, "GRAY PASS PASS DISABLED PASS": true,
	"PASS PASS PASS - PASS": true, "GRAY PASS PASS - PASS": true,
	"PASS PASS PASS pass PASS": true, "GRAY PASS PASS pass PASS": true,

	"PASS PASS FAIL PASS PASS": true, "GRAY PASS FAIL PASS PASS": true,
	"PASS PASS GRAY PASS PASS": true, "GRAY PASS GRAY PASS PASS": true,
	"PASS PASS PROCESSING_FAILED PASS PASS": true, "GRAY PASS PROCESSING_FAILED PASS PASS": true,
	"PASS PASS DISABLED PASS PASS": true, "GRAY PASS DISABLED PASS PASS": true,
	"PASS PASS - PASS PASS": true, "GRAY PASS - PASS PASS": true,
	"PASS PASS pass PASS PASS": true, "GRAY PASS pass PASS PASS": true,
}

// Every verdict that SES can give, none, and one that it never gives.
var verdicts = []inbox.Verdict{inbox.Pass, inbox.Fail, inbox.Gray, inbox.ProcessingFailed, inbox.Disabled, "", "pass"}

func TestH4_SendersAreTrustedByTheTableAndNothingElse(t *testing.T) {
	judged, believed := 0, 0
	for _, v := range everyVerdicts() {
		for _, one := range []bool{false, true} {
			for _, onFile := range []bool{false, true} {
				want := inbox.Untrusted
				if one && onFile && trusted[name(v)] {
					want = inbox.Trusted
					believed++
				}
				judged++
				if got := v.Trust(one, onFile); got != want {
					t.Errorf("%s with one sender %v, on file %v: %s", name(v), one, onFile, got)
				}
			}
		}
	}
	if judged != 7*7*7*7*7*2*2 || believed != len(trusted) {
		t.Errorf("%d of %d trusted, of %d in the table", believed, judged, len(trusted))
	}
}

func everyVerdicts() []inbox.Verdicts {
	var all []inbox.Verdicts
	for _, spam := range verdicts {
		for _, virus := range verdicts {
			for _, spf := range verdicts {
				for _, dkim := range verdicts {
					for _, dmarc := range verdicts {
						all = append(all, inbox.Verdicts{Spam: spam, Virus: virus, SPF: spf, DKIM: dkim, DMARC: dmarc})
					}
				}
			}
		}
	}
	return all
}

func name(v inbox.Verdicts) string {
	var words []string
	for _, each := range []inbox.Verdict{v.Spam, v.Virus, v.SPF, v.DKIM, v.DMARC} {
		if each == "" {
			each = "-"
		}
		words = append(words, fmt.Sprint(each))
	}
	return strings.Join(words, " ")
}
