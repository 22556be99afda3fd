package thread_test

import (
	"strings"
	"testing"

	"ordholden/internal/thread"
)

func TestTheCaseNumberOfASubjectIsFound(t *testing.T) {
	grouped, one := ours.Grouped(), string(ours)
	for _, subject := range []string{
		"Bekreft forespørselen din (sak " + grouped + ")",
		"SV: Bekreft forespørselen din (sak " + grouped + ")",
		"VS: Vi arbeider med førespurnaden din (sak " + grouped + ")",
		"Re: RE: AW: Confirm your request (case " + grouped + ")",
		"Fwd: [EKSTERN] Confirm your request (case " + strings.ToUpper(grouped) + ")",
		grouped,
		"-" + grouped + "-",
		"om " + grouped + ", takk",
		"#" + grouped,
		"Sak: " + one,
		"Sak nr. " + one,
		"sak nr " + strings.ToUpper(one),
		"Saka mi, sak " + one + ".",
		"Saken " + one,
		"saksnummer " + one,
		"Saksnr.: " + one,
		"Case number: " + one,
		"Case no. " + one,
		"case #" + one,
		"(sak " + strings.ReplaceAll(grouped, "-", " ") + ")",
		"(sak " + strings.Replace(grouped, "-", "- ", 2) + ") og mer",
		"(sak " + strings.ReplaceAll(grouped, "-", "\u2011") + ")",
		"(sak " + strings.ReplaceAll(grouped, "-", "\u2013") + ")",
		"sak " + strings.NewReplacer("0", "o", "1", "l").Replace(grouped),
		"sak " + grouped + " og igjen sak " + one,
	} {
		if c, ok := thread.CaseInSubject(subject); !ok || c != ours {
			t.Errorf("%q names %q, %v", subject, c, ok)
		}
	}
}

func TestNothingElseIsTakenForACaseNumber(t *testing.T) {
	grouped, one := ours.Grouped(), string(ours)
	another := strings.Replace(grouped, "4xk2", "5xk2", 1)
	for _, subject := range []string{
		"",
		"sak",
		"Sletting av profilen min",
		one, // a word of that length, and no word for a case
		"Ref " + one,
		"saksbehandler " + one,
		"sak om " + one,
		"sak: svar på " + one,
		strings.ReplaceAll(grouped, "-", " "),
		"Personvernkonsekvensvurderingen",
		"sak abcdefghjkmnpqrstvwxyzabcd",      // of the alphabet, and no number of 128 bits
		"sak " + one + "x",                    // one character more
		"sak " + one[:25],                     // one fewer
		"x" + grouped,                         // the end of something longer
		grouped + "-4xk2",                     // its beginning
		"4xk2-" + grouped,                     // its end
		strings.Replace(grouped, "-", "_", 1), // other signs between
		"sak " + grouped[:14] + grouped[15:],  // in groups of other lengths
		"(sak " + grouped + ") (sak " + another + ")", // two cases
		"sak " + strings.Replace(grouped, "c", "å", 1),
		"sak " + strings.Repeat("u", 26),
	} {
		if c, ok := thread.CaseInSubject(subject); ok {
			t.Errorf("%q names %s", subject, c)
		}
	}
}
