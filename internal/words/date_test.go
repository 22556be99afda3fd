package words

import (
	"os"
	"regexp"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

func TestDatesReadAsPeopleWriteThem(t *testing.T) {
	at := time.Date(2027, 1, 8, 13, 5, 0, 0, time.UTC)
	late := time.Date(2026, 7, 31, 22, 30, 0, 0, time.UTC) // already Saturday in Oslo
	for _, c := range []struct {
		at   time.Time
		l    gdpr.Language
		want string
	}{
		{at, gdpr.Bokmal, "fredag 8. januar 2027 kl. 14.05"},
		{at, gdpr.Nynorsk, "fredag 8. januar 2027 kl. 14.05"},
		{at, gdpr.English, "Friday 8 January 2027 at 14:05"},
		{late, gdpr.Bokmal, "lørdag 1. august 2026 kl. 00.30"},
		{late, gdpr.Nynorsk, "laurdag 1. august 2026 kl. 00.30"},
		{late, gdpr.English, "Saturday 1 August 2026 at 00:30"},
	} {
		if got := Moment(c.at, c.l); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestEveryDayOfTheYearHasAName(t *testing.T) {
	for _, l := range gdpr.Languages {
		for day := time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() == 2027; day = day.AddDate(0, 0, 1) {
			if !regexp.MustCompile(`^\pL+ \d{1,2}\.? \pL+ 2027$`).MatchString(Day(day, l)) {
				t.Fatalf("%s: %q", l, Day(day, l))
			}
		}
	}
}

func TestDeadlineExplainsEachStep(t *testing.T) {
	d := rights.Answer(time.Date(2026, 11, 25, 13, 0, 0, 0, time.UTC), holiday.Norway{})
	want := map[gdpr.Language][]string{
		gdpr.Bokmal: {
			"Vi fikk forespørselen onsdag 25. november 2026. Den dagen regnes ikke med.",
			"Én måned etter er fredag 25. desember 2026.",
			"Første juledag er en offentlig fridag. Fristen flyttes til dagen etter: lørdag 26. desember 2026.",
			"Andre juledag er en offentlig fridag. Fristen flyttes til dagen etter: søndag 27. desember 2026.",
			"Fristen kan ikke gå ut på en søndag. Den flyttes til dagen etter: mandag 28. desember 2026.",
		},
		gdpr.Nynorsk: {
			"Vi fekk førespurnaden onsdag 25. november 2026. Den dagen blir ikkje rekna med.",
			"Éin månad etter er fredag 25. desember 2026.",
			"Første juledag er ein offentleg fridag. Fristen blir flytt til dagen etter: laurdag 26. desember 2026.",
			"Andre juledag er ein offentleg fridag. Fristen blir flytt til dagen etter: søndag 27. desember 2026.",
			"Fristen kan ikkje gå ut på ein søndag. Han blir flytt til dagen etter: måndag 28. desember 2026.",
		},
		gdpr.English: {
			"We received the request on Wednesday 25 November 2026. That day is not counted.",
			"One month later is Friday 25 December 2026.",
			"Christmas Day is a public holiday. The deadline moves to the day after: Saturday 26 December 2026.",
			"Second Christmas Day is a public holiday. The deadline moves to the day after: Sunday 27 December 2026.",
			"The deadline cannot end on a Sunday. It moves to the day after: Monday 28 December 2026.",
		},
	}
	for l, sentences := range want {
		got := Deadline(d, l)
		if len(got) != len(sentences) {
			t.Fatalf("%s: %q", l, got)
		}
		for i := range got {
			if got[i] != sentences[i] {
				t.Errorf("%s, step %d: got %q, want %q", l, i, got[i], sentences[i])
			}
		}
	}
}

// TestEveryHolidayHasAName reads the ids from the source of package holiday.
func TestEveryHolidayHasAName(t *testing.T) {
	source, err := os.ReadFile("../holiday/holiday.go")
	if err != nil {
		t.Fatal(err)
	}
	ids := regexp.MustCompile(`\{"([a-z-]+)", `).FindAllStringSubmatch(string(source), -1)
	if len(ids) != len(holidays) {
		t.Errorf("package holiday has %d holidays, there are words for %d", len(ids), len(holidays))
	}
	for _, id := range ids {
		if Holiday(id[1], gdpr.Bokmal) == Holiday("none", gdpr.Bokmal) {
			t.Errorf("%s has no name", id[1])
		}
	}
}
