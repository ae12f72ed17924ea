package present_test

import (
	"testing"
	"time"

	"latchkey/app/present"
	"latchkey/assets"
)

// amsterdam is a zone of its own, so that the tests need no zone files.
var amsterdam = time.FixedZone("CET", 3600)

// now is Monday 23 November 2026, 10:41:09 in Amsterdam.
var now = time.Date(2026, 11, 23, 10, 41, 9, 0, amsterdam)

func TestAgesAreAgesForADayAndThenDates(t *testing.T) {
	english, dutch := assets.In("en"), assets.In("nl")
	for _, test := range []struct {
		ago    time.Duration
		en, nl string
	}{
		{0, "just now", "zojuist"},
		{-30 * time.Second, "just now", "zojuist"}, // two clocks never agree to the second
		{59 * time.Second, "just now", "zojuist"},
		{time.Minute, "1 min ago", "1 min geleden"},
		{12 * time.Minute, "12 min ago", "12 min geleden"},
		{time.Hour, "1 h ago", "1 uur geleden"},
		{23 * time.Hour, "23 h ago", "23 uur geleden"},
		{24 * time.Hour, "yesterday, 10:41", "gisteren, 10:41"},
		{9 * 24 * time.Hour, "14 November, 10:41", "14 november, 10:41"},
		{400 * 24 * time.Hour, "19 October 2025, 10:41", "19 oktober 2025, 10:41"},
		{-2 * time.Hour, "today, 12:41", "vandaag, 12:41"}, // a clock that was set back
	} {
		at := now.Add(-test.ago).UTC()
		if got := present.Age(at, now, english); got != test.en {
			t.Errorf("%s ago: %q, want %q", test.ago, got, test.en)
		}
		if got := present.Age(at, now, dutch); got != test.nl {
			t.Errorf("%s ago: %q, want %q", test.ago, got, test.nl)
		}
	}
	if got := present.Age(time.Time{}, now, english); got != "never" {
		t.Errorf("no time: %q", got)
	}
	if got := present.AgeInWords(now.Add(-6*time.Minute), now, english); got != "6 minutes ago" {
		t.Errorf("in words: %q", got)
	}
}

func TestDatesInSentencesAndTables(t *testing.T) {
	english, dutch := assets.In("en"), assets.In("nl")
	spring := time.Date(2027, 3, 31, 0, 0, 0, 0, amsterdam)
	december := time.Date(2026, 12, 22, 8, 14, 0, 0, time.UTC)
	for got, want := range map[string]string{
		present.TableDate(spring, now, english):                                       "31 Mar 2027",
		present.TableDate(spring, now, dutch):                                         "31 mrt 2027",
		present.TableDate(time.Time{}, now, english):                                  "–",
		present.Date(december, now, english):                                          "22 December",
		present.Date(spring, now, dutch):                                              "31 maart 2027",
		present.Moment(december, now, english):                                        "22 December, 09:14",
		present.MomentTitle(now, now, dutch):                                          "Vandaag, 10:41",
		present.MomentShort(now.AddDate(0, 0, -9), now, english):                      "14 Nov, 10:41",
		present.MomentShort(now.AddDate(-1, 0, -9), now, english):                     "14 Nov 2025, 10:41",
		present.Moment(time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC), now, english): "today, 00:30", // of this zone, not of UTC
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSizesAndStopWatches(t *testing.T) {
	english, dutch := assets.In("en"), assets.In("nl")
	for got, want := range map[string]string{
		present.Size(412, english):                        "412 B",
		present.Size(1001, english):                       "2 KB",
		present.Size(1_260_000, english):                  "1.2 MB",
		present.Size(1_260_000, dutch):                    "1,2 MB",
		present.Elapsed(23 * time.Second):                 "0:23",
		present.Elapsed(822 * time.Second):                "13:42",
		present.Elapsed(-time.Second):                     "0:00",
		present.Took(230*time.Millisecond, english):       "0.2 s",
		present.Took(230*time.Millisecond, dutch):         "0,2 s",
		present.Took(22*time.Second+time.Second/2, dutch): "22 s",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzOneLine(f *testing.F) {
	f.Add("Mila\nVos\x1b[31m\u202e")
	f.Fuzz(func(t *testing.T, text string) {
		line := present.OneLine(text)
		for _, r := range line {
			if r < ' ' || r == 0x7f || r == 0x202e {
				t.Errorf("%q keeps %q", text, r)
			}
		}
		if present.OneLine(line) != line {
			t.Errorf("%q is not settled", text)
		}
	})
}
