package present_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/doctor"
	"latchkey/app/present"
	"latchkey/assets"
)

var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

func TestValuesAreWrittenAsEverywhere(t *testing.T) {
	for _, c := range []struct {
		value  doctor.Value
		en, nl string
	}{
		{doctor.Number(12), "12", "12"},
		{doctor.Seconds(40 * time.Second), "40 s", "40 s"},
		{doctor.Seconds(-130 * time.Second), "2 min 10 s", "2 min 10 s"},
		{doctor.Seconds(5 * time.Minute), "5 min", "5 min"},
		{doctor.Seconds(3 * time.Hour), "3 h", "3 uur"},
		{doctor.Moment(noon.Add(-2 * time.Hour)), "today, 10:00", "vandaag, 10:00"},
		{doctor.Moment(time.Time{}), "never", "nooit"},
		{doctor.Code("keyring"), "the keyring", "de sleutelbos"},
		{doctor.Code("never-heard-of"), "never-heard-of", "never-heard-of"},
		{doctor.Name("Two\nlines\u202e"), "Two lines", "Two lines"},
		{doctor.Value{Kind: doctor.KindSeconds, Text: "x"}, "x", "x"},
		{doctor.Value{Kind: "new", Text: "as it is"}, "as it is", "as it is"},
	} {
		for language, want := range map[string]string{"en": c.en, "nl": c.nl} {
			if got := present.ValueText(c.value, noon, assets.In(language)); got != want {
				t.Errorf("%s: %+v gives %q, want %q", language, c.value, got, want)
			}
		}
	}
}

func TestACodeWithoutWordsIsShownAsItIs(t *testing.T) {
	check := core.CheckAnswer{
		ID: "new-check", Result: "fail", ProblemCode: "no_such_code", EvidenceCode: "no_such_evidence", Saw: doctor.Saw("no_such_evidence"),
		Fix: &core.FixAnswer{ID: "no_such_fix"},
	}
	present.WordCheck(&check, noon, assets.In("en"))
	if check.Title != "new-check" || check.Evidence != "no_such_evidence" || check.Fix.Title != "no_such_fix" {
		t.Errorf("worded %+v, fix %+v", check, check.Fix)
	}
	present.WordFix(nil, assets.In("en")) // and nothing happens
}

func TestEvidenceNamesItsValuesAndCounts(t *testing.T) {
	check := core.CheckAnswer{ID: "clock", Result: "warn", EvidenceCode: "clock_behind", Saw: doctor.Saw("clock_behind", "seconds", doctor.Seconds(70*time.Second))}
	present.WordCheck(&check, noon, assets.In("en"))
	if want := "This computer’s clock is 1 min 10 s behind the provider’s"; check.Evidence != want {
		t.Errorf("said %q", check.Evidence)
	}
	for n, want := range map[int]string{1: "1 app found, and it does not run", 2: "2 apps found, and none runs"} {
		check = core.CheckAnswer{EvidenceCode: "apps_not_running", Saw: doctor.Saw("apps_not_running", "n", doctor.Number(n))}
		present.WordCheck(&check, noon, assets.In("en"))
		if check.Evidence != want {
			t.Errorf("said %q, want %q", check.Evidence, want)
		}
	}
}

func TestAHiddenCheckNamesWhatHidesIt(t *testing.T) {
	check := core.CheckAnswer{ID: "rights", Result: "skip", HiddenBy: "clock", EvidenceCode: "hidden", Saw: doctor.Saw("hidden", "by", doctor.Code("clock"))}
	present.WordCheck(&check, noon, assets.In("en"))
	if want := "Waits for “The clock of this computer is right”"; check.Evidence != want {
		t.Errorf("said %q", check.Evidence)
	}
}

func TestTheProblemIsWordedFromItsErrorWhereThatIsTheSame(t *testing.T) {
	unknown := core.CheckAnswer{ProblemCode: "account_unknown", Err: &core.UnknownAccountError{Account: "a@b.example"}}
	if said := present.ProblemOf(unknown, assets.In("en")); !strings.Contains(said.Title+said.Detail, "a@b.example") {
		t.Errorf("said %+v", said)
	}
	other := core.CheckAnswer{ProblemCode: "clock_wrong", Err: errors.New("internal words")}
	if said := present.ProblemOf(other, assets.In("en")); said.Code != "clock_wrong" || strings.Contains(said.Detail, "internal") {
		t.Errorf("said %+v", said)
	}
	if said := present.ProblemOf(core.CheckAnswer{}, assets.In("en")); said.Code != "" {
		t.Errorf("nothing is %+v", said)
	}
}

func TestTheChainIsWordedLinkByLink(t *testing.T) {
	check := core.CheckAnswer{ID: "clock", Link: "clock", Result: "fail", EvidenceCode: "clock_unknown", Saw: doctor.Saw("clock_unknown"), Fix: &core.FixAnswer{ID: core.MendSetClock}}
	answer := core.WhyAnswer{
		Links: []core.LinkAnswer{{Link: "app", State: "nothing"}, {Link: "clock", State: "broken", Check: &check}}, Check: &check, Fix: check.Fix,
		Changed: []core.ChangedAnswer{{What: "version", Before: "0.1", After: "0.2", Since: core.At(noon.AddDate(0, 0, -2))}, {What: "shoes", After: "new"}},
	}
	present.WordWhy(&answer, noon, assets.In("en"))
	if answer.Links[0].Title != "The app" || answer.Links[0].Evidence != "Nothing to look at" || answer.Links[1].Evidence == "" || answer.Fix.Title != "Set the clock" {
		t.Errorf("worded %+v", answer)
	}
	if want := "Latchkey went from 0.1 to 0.2; it last worked 20 November, 12:00"; answer.Changed[0].Text != want {
		t.Errorf("said %q", answer.Changed[0].Text)
	}
	if text := answer.Changed[1].Text; !strings.HasPrefix(text, "shoes was none, now new") {
		t.Errorf("said %q", text)
	}
}

// Every fix, link and kind of change that core knows has words in both languages.
func TestNothingThatCoreNamesLacksWords(t *testing.T) {
	for _, language := range []string{"en", "nl"} {
		words := assets.In(language)
		for _, fix := range constantsOf(t, "Mend") {
			if !words.Has("doctor.fix." + fix) {
				t.Errorf("%s: fix %s has no words", language, fix)
			}
		}
		for _, link := range doctor.Chain() {
			if !words.Has("doctor.link." + string(link)) {
				t.Errorf("%s: link %s has no words", language, link)
			}
		}
		for _, event := range core.Events() {
			if !words.Has("activity."+event) && !words.Has("activity."+event+".ok") {
				t.Errorf("%s: event %s has no words", language, event)
			}
		}
	}
}
