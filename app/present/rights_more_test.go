package present_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func TestTheListsBannerTellsWhatMattersMost(t *testing.T) {
	other := core.FindingAnswer{
		Code: core.FindingOtherIdentity, Fix: core.FixSelectAccount, Values: map[string]string{"email": "a@example.org", "other": "b@example.com"},
	}
	invitation := core.FindingAnswer{Code: core.FindingInvitation, Fix: core.FixOpen, Values: map[string]string{"name": "Harbor Tunnel"}}
	ends := func(days int) core.WarningAnswer {
		level := 7
		if days <= 3 {
			level = 3
		}
		return core.WarningAnswer{Kind: core.WarnRight, Name: "Cloud", Until: core.At(now.AddDate(0, 0, days)), Days: days, Level: level}
	}
	for name, test := range map[string]struct {
		change func(*present.RightsInput)
		text   string
		action present.Action
	}{
		"a finding goes before invitations and ends": {
			func(in *present.RightsInput) {
				in.Rights.Findings, in.Rights.Warnings = []core.FindingAnswer{invitation, other}, []core.WarningAnswer{ends(2)}
			},
			"You’re signed in as a@example.org, but your access rights were with b@example.com.", present.DoSignInOther,
		},
		"what ends within three days goes before an invitation": {
			func(in *present.RightsInput) { in.Rights.Warnings = []core.WarningAnswer{ends(2), ends(5)} },
			"Cloud ends within 2 days: 25 November, 10:41. 1 more ends soon.", present.DoShowDetails,
		},
		"an invitation goes before what ends within a week": {
			func(in *present.RightsInput) { in.Rights.Warnings = []core.WarningAnswer{ends(6)} },
			"Harbor Tunnel, from outside your organization.", present.DoOpenLink,
		},
		"a clock that was set back is told without a finding too": {
			func(in *present.RightsInput) { in.Rights.ClockSetBack = true },
			"This computer’s clock was set back, and a right that has ended stays ended.", present.DoRecheck,
		},
		"an outage goes before everything": {
			func(in *present.RightsInput) { in.Offline, in.Rights.Findings = true, []core.FindingAnswer{other} },
			"Until you’re connected, what you see here is old.", present.DoTryAgain,
		},
	} {
		in := present.RightsInput{Rights: someRights(), Provider: "Acme ID", SignedIn: true}
		test.change(&in)
		banner := present.Rights(in, now, assets.In("en")).Banner
		if banner == nil || banner.Button == nil || banner.Button.Action != test.action {
			t.Errorf("%s: banner is %+v", name, banner)
			continue
		}
		if name != "an outage goes before everything" && banner.Text != test.text {
			t.Errorf("%s: says %q", name, banner.Text)
		}
	}
}

func TestDetailsTellWhereTheRightsComeFrom(t *testing.T) {
	in := present.RightsInput{Rights: someRights(), Provider: "Acme ID", SignedIn: true}
	in.Rights.Sources = []core.SourceAnswer{
		{Source: "endpoint", State: "fresh", Count: 20, CheckedAt: core.At(now.Add(-12 * time.Minute))},
		{
			Source: "scim-me", State: "offline", Count: 1, CheckedAt: core.At(now.Add(-3 * time.Hour)),
			OfflineUntil: core.At(now.AddDate(0, 0, 1)), Problem: "server_unreachable",
		},
		{Source: "uma", State: "none", Problem: "server_unreachable"},
	}
	in.Rights.Findings = []core.FindingAnswer{
		{Code: core.FindingInvitation, Fix: core.FixOpen, Values: map[string]string{"name": "Harbor Tunnel"}},
		{Code: core.FindingSeat, Fix: core.FixAdministrator, Values: map[string]string{"name": "Tekla"}},
	}
	view := present.Details(in, now, assets.In("en"))
	var lines []string
	for _, source := range view.Sources {
		lines = append(lines, source.Name+" | "+source.Pill.Text+" | "+source.Caption)
	}
	problem := core.ProblemText("server_unreachable", assets.In("en")).Title
	want := []string{
		"List of access rights | Up to date | 20 rights · Checked 12 min ago",
		"User directory | Kept for offline | 1 right · Checked 3 h ago · counts offline until tomorrow, 10:41 · gave no answer this time: " + problem,
		"Permission service | Not read yet | gave no answer this time: " + problem,
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	// An invitation stands once, with its way to accept it.
	if len(view.Findings) != 1 || len(view.Pending) != 1 || view.Pending[0].Button.Argument != "https://id.example.com/i" {
		t.Errorf("findings %+v, pending %+v", view.Findings, view.Pending)
	}
}

func TestEverySourceStateHasAWord(t *testing.T) {
	for _, language := range assets.Languages() {
		for _, state := range []string{"fresh", "stale", "offline", "expired", "none", "of_the_future"} {
			in := present.RightsInput{Rights: core.RightsAnswer{Sources: []core.SourceAnswer{{Source: "claims", State: state}}}}
			pill := present.Details(in, now, assets.In(language)).Sources[0].Pill
			if pill.Text == "" || strings.HasPrefix(pill.Text, "present.") || pill.Sign.Tone == present.ToneBad {
				t.Errorf("%s in %s is %+v", state, language, pill)
			}
		}
	}
}

func TestTheHistoryTellsWhatBroughtADifference(t *testing.T) {
	lost := core.ChangeAnswer{ID: "c", Name: "Cloud", Before: &core.RightAnswer{State: "granted"}, After: &core.RightAnswer{State: "denied"}}
	answer := core.RightsHistoryAnswer{Differences: []core.DifferenceAnswer{
		{
			At: core.At(now), Email: "mila.vos@example.com", Cause: "recheck", Step: core.StepSignIn, Lost: 31,
			Changes: slices.Repeat([]core.ChangeAnswer{lost}, 31),
		},
		{At: core.At(now.AddDate(0, 0, -1)), Cause: "sign-in", Gained: 2, Organization: &core.OrganizationChange{After: core.Organization{Name: "Southquay"}}},
		{At: core.At(now.AddDate(0, 0, -2)), Cause: "prepare", Changed: 1},
		{At: core.At(now.AddDate(0, 0, -3)), Cause: "sign-in", First: true, Granted: 10, Gained: 10, Changed: 1, Changes: []core.ChangeAnswer{lost}},
	}}
	view := present.History(answer, now, assets.In("en"))
	var lines []string
	for _, entry := range view.Entries {
		lines = append(lines, fmt.Sprintf("%s | %s | %d rows | %s", entry.Title, entry.Caption, len(entry.Rows), entry.More))
	}
	want := []string{
		"Today, 10:41 · 31 lost | At a recheck, step 3 · mila.vos@example.com | 20 rows | and 11 more",
		"Yesterday, 10:41 · 2 gained | At a sign-in · other organization | 1 rows | and 2 more",
		"21 November, 10:41 · 1 changed | When preparing for offline | 0 rows | and 1 more",
		"20 November, 10:41 · first answer: 10 granted | At a sign-in | 0 rows | ",
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if row := view.Entries[0].Rows[0]; row.Kind != "lost" || row.Before != "Granted" || row.After != "Denied" {
		t.Errorf("the first row is %+v", row)
	}
	for _, language := range assets.Languages() {
		for _, cause := range constantsOf(t, "Cause") {
			if words := present.CauseName(core.DifferenceAnswer{Cause: cause}, assets.In(language)); words == cause {
				t.Errorf("%s has no words in %s", cause, language)
			}
		}
	}
}

func TestADayOfflineIsReadAndSaid(t *testing.T) {
	for typed, want := range map[string]string{
		"2026-11-28":  "Until the end of Saturday, 28 November.",
		" 2026-11-23": "Until the end of Monday, 23 November.", // today, until midnight
		"2026-11-22":  "That day is over already.",
		"28-11-2026":  "Type a date as year-month-day, such as 2027-03-31.",
		"":            "Type a date as year-month-day, such as 2027-03-31.",
	} {
		until, said, ok := present.PrepareUntil(typed, now, assets.In("en"))
		if said != want || ok != strings.HasPrefix(want, "Until") || ok != until.After(now) {
			t.Errorf("%q is %q, %v, %v", typed, said, until, ok)
		}
	}
	if proposed := present.Prepare(now, assets.In("nl")).Value; proposed != "2026-11-28" {
		t.Errorf("proposes %s", proposed)
	}
}

func TestWhatEndsBeforeTheReturnIsListed(t *testing.T) {
	answer := core.PrepareAnswer{Until: core.At(now.AddDate(0, 0, 5)), Ready: true, Fresh: true, Rights: core.RightsSummary{Granted: 27, Count: 34}}
	view := present.Prepared(answer, now, assets.In("en"))
	if view.Header.Title != "You’re ready until 28 November" || len(view.Rows) != 0 || view.Foot != "27 of 34 granted" {
		t.Errorf("view is %+v", view)
	}
	answer.Ready, answer.Fresh = false, false
	if view = present.Prepared(answer, now, assets.In("en")); view.Note != "" || view.Header.Sign.Tone != present.ToneWarn {
		t.Errorf("a source that is down is shown as %+v", view)
	}
	answer.Ends = []core.PrepareEnd{
		{Kind: "right", ID: "c", Name: "Cloud", Until: core.At(now.AddDate(0, 0, 1))},
		{Kind: "offline", Name: "scim-me", Until: core.At(now.AddDate(0, 0, 2))},
		{Kind: "session", Name: "mila", Until: core.At(now.AddDate(0, 0, 3))},
	}
	want := []string{
		"Cloud loopt af: morgen, 10:41.", "Gebruikersregister: geldt zonder verbinding tot 25 november, 10:41.",
		"Je aanmelding loopt af: 26 november, 10:41.",
	}
	for i, row := range present.Prepared(answer, now, assets.In("nl")).Rows {
		if row.Text != want[i] {
			t.Errorf("row %d is %q", i, row.Text)
		}
	}
}

func BenchmarkAHundredThousandRows(b *testing.B) {
	in := present.RightsInput{SignedIn: true, Provider: "Acme ID"}
	for i := range 100_000 {
		in.Rights.Rights = append(in.Rights.Rights, right(fmt.Sprint("r", i), []string{"granted", "denied", "seat_limit"}[i%3], "organization", now.AddDate(0, 0, i%900)))
	}
	for b.Loop() {
		present.Rights(in, now, assets.In("nl"))
	}
}
