package controller

import (
	"testing"

	"ordholden/internal/gdpr"
)

func TestPeriodsAreSaidInWords(t *testing.T) {
	for _, c := range []struct {
		period     string
		nb, nn, en string
	}{
		{"P12M", "12 måneder", "12 månader", "12 months"},
		{"P2Y", "2 år", "2 år", "2 years"},
		{"P30D", "30 dager", "30 dagar", "30 days"},
		{"P1Y", "1 år", "1 år", "1 year"},
		{"P1M", "1 måned", "1 månad", "1 month"},
		{"P1D", "1 dag", "1 dag", "1 day"},
		{"P3Y6M", "3 år og 6 måneder", "3 år og 6 månader", "3 years and 6 months"},
		{"P1Y2M3D", "1 år, 2 måneder og 3 dager", "1 år, 2 månader og 3 dagar", "1 year, 2 months and 3 days"},
	} {
		t.Run(c.period, func(t *testing.T) {
			p, err := gdpr.ParsePeriod(c.period)
			if err != nil {
				t.Fatal(err)
			}
			want := gdpr.Text{NB: c.nb, NN: c.nn, EN: c.en}
			for _, l := range gdpr.Languages {
				if got := (Cookie{Lifetime: p}).LifetimeIn(1, l); got != want.In(l) {
					t.Errorf("%s: %q, want %q", l, got, want.In(l))
				}
			}
		})
	}
}

func TestRetentionIsSaidFromItsEvent(t *testing.T) {
	year := gdpr.Period{Months: 12}
	for event, want := range map[Event]gdpr.Text{
		FromDecision:     {NB: "12 måneder etter at du svarte", NN: "12 månader etter at du svarte", EN: "12 months after you answered"},
		FromReceipt:      {NB: "12 måneder etter at vi fikk opplysningene", NN: "12 månader etter at vi fekk opplysningane", EN: "12 months after we received the data"},
		FromLastActivity: {NB: "12 måneder etter at du sist var aktiv", NN: "12 månader etter at du sist var aktiv", EN: "12 months after you were last active"},
		FromAgreementEnd: {NB: "12 måneder etter at avtalen er slutt", NN: "12 månader etter at avtalen er slutt", EN: "12 months after the agreement has ended"},
		FromVisit:        {NB: "12 måneder etter besøket", NN: "12 månader etter besøket", EN: "12 months after your visit"},
		FromYearEnd:      {NB: "12 måneder etter utgangen av regnskapsåret", NN: "12 månader etter utgangen av rekneskapsåret", EN: "12 months after the end of the accounting year"},
	} {
		for _, l := range gdpr.Languages {
			if got := (Retention{year, event}).In(1, l); got != want.In(l) {
				t.Errorf("%s %s: %q, want %q", event, l, got, want.In(l))
			}
		}
	}
}

func TestCookieWithoutLifetimeEndsWithTheBrowser(t *testing.T) {
	if got := (Cookie{}).LifetimeIn(1, gdpr.Nynorsk); got != "til du lukkar nettlesaren" {
		t.Errorf("got %q", got)
	}
}

func TestAnUnknownEditionFallsBackToTheNotationOfTheFile(t *testing.T) {
	year := gdpr.Period{Years: 1}
	if got := (Retention{year, FromVisit}).In(0, gdpr.Bokmal); got != "P1Y" {
		t.Errorf("retention: got %q", got)
	}
	if got := (Cookie{Lifetime: year}).LifetimeIn(99, gdpr.Bokmal); got != "P1Y" {
		t.Errorf("lifetime: got %q", got)
	}
}
