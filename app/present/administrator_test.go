package present_test

import (
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// missing is a recheck that lost a right and climbed three rungs.
func missing() present.MessageInput {
	answer := recheck()
	answer.Gained, answer.Changed, answer.Fresh = nil, nil, true
	answer.Before.Granted, answer.After = 28, core.RightsSummary{Count: 34, Granted: 27}
	answer.Organization = &core.OrganizationChange{Before: core.Organization{Name: "Northquay"}, After: core.Organization{ID: "sq", Name: "Southquay"}}
	zero := 0
	answer.Steps[1].Evidence = []core.EvidenceAnswer{{
		Source: "endpoint", Asked: "GET https://id.example.com/rights?code=topsecret", CacheControl: "no-cache, no-store", Status: 200,
		AgeSeconds: &zero, Date: core.At(now), ETag: `"r7"`, Cache: "miss", CheckedAt: core.At(now), TokenIssued: core.At(now.Add(-time.Second)),
		Fresh: true, Why: core.WhySaidNow,
	}}
	answer.Findings = []core.FindingAnswer{
		{Code: core.FindingSeat, Fix: core.FixAdministrator, Values: map[string]string{"name": "Tekla Structures 2025"}},
	}
	return present.MessageInput{
		Answer: answer, Provider: "Acme ID", Version: "1.2.0",
		Account: core.AccountAnswer{
			Name: "Mila Vos", Email: "mila.vos@example.com", EmailVerified: true, Subject: "s-77", Issuer: "https://id.example.com",
			Organization: core.Organization{ID: "sq", Name: "Southquay"},
		},
		Rights: []core.RightAnswer{
			{ID: "a", Name: "SketchUp", State: "granted"},
			{ID: "t", Name: "Tekla Structures 2025", State: "seat_limit", Reason: "All seats are in use."},
			{ID: "c", Name: "Cloud rendering", State: "denied"},
			{ID: "n", Name: "Night rendering", State: "denied"},
		},
	}
}

func TestTheMessageToTheAdministratorIsComplete(t *testing.T) {
	want := `Subject: Access rights of mila.vos@example.com at Acme ID

Hello,

My access rights at Acme ID are not what I need for my work. Could you look at them? What I know and what I tried is below.

Who
Name: Mila Vos
Address: mila.vos@example.com (verified)
Account number at the provider: s-77
Organization: Southquay (sq)
Provider: Acme ID (https://id.example.com)

What is missing or changed
Granted now: 27 of 34, before: 28 of 34.
~ Organization: Northquay -> Southquay
- Cloud rendering: Granted -> Denied (Northquay Engineering ended it on 21 November.)
- Tekla Structures 2025: no free seat (All seats are in use.)
- Night rendering: denied

What stands out
- Tekla Structures 2025 has no free seat.

What was tried
1. 2026-11-23 10:41:07 +01:00 Asked the provider again: same 34 rights as before
2. 2026-11-23 10:41:09 +01:00 Renewed the sign-in and asked again: 1 difference
   List of access rights: GET https://id.example.com/rights; asked with Cache-Control: no-cache, no-store; answer 200 OK; Age: 0; ` +
		`Date: 2026-11-23 10:41:09 +01:00; checked_at: 2026-11-23 10:41:09 +01:00; iat: 2026-11-23 10:41:08 +01:00; ETag: "r7"; cache: miss. ` +
		`Proven fresh: the answer says it was made after the question.
The answer is proven fresh: it does not come out of a stored copy.

What I ask for
- Check whether this account should have the rights named above, and grant them, or tell me why not.
- Free a seat of Tekla Structures 2025 for this account, or add one.

Thank you.
Mila Vos

Put together by Latchkey 1.2.0 from what the provider answered. It holds no password and no sign-in secret.`
	if got := present.AdministratorMessage(missing(), now, assets.In("en")); got != want {
		t.Errorf("got\n%s\n\nwant\n%s", got, want)
	}
}

func TestTheMessageInDutchSaysTheSame(t *testing.T) {
	got := present.AdministratorMessage(missing(), now, assets.In("nl"))
	for _, want := range []string{
		"Onderwerp: Toegangsrechten van mila.vos@example.com bij Acme ID", "Wil je ernaar kijken?",
		"Organisatie: Southquay (sq)", "Nu toegekend: 27 van 34, eerst: 28 van 34.", "- Cloud rendering: Toegekend -> Geweigerd",
		"- Tekla Structures 2025: geen plaats vrij (All seats are in use.)", "gevraagd met Cache-Control: no-cache, no-store",
		"Het antwoord is aantoonbaar actueel", "Maak voor dit account een plaats van Tekla Structures 2025 vrij", "Alvast bedankt.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "topsecret") || strings.Contains(got, "{") || strings.Contains(got, "present.") {
		t.Errorf("not fit to be sent:\n%s", got)
	}
}

func TestAMessageWithoutADifferenceLeavesRoomForTheName(t *testing.T) {
	in := present.MessageInput{Provider: "Acme ID", Account: core.AccountAnswer{Subject: "s"}, Answer: core.RecheckAnswer{
		Steps: []core.RecheckStep{{Step: core.StepRefetch, Result: "failed", Detail: "server_unreachable"}},
	}}
	got := present.AdministratorMessage(in, now, assets.In("en"))
	for _, want := range []string{"The right that I miss: (name it here)", "1. Asked the provider again: ", "It is not proven that the answer is fresh.", "the provider names none"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestAMessageNamesNoThousandRights(t *testing.T) {
	in := missing()
	for range 1000 {
		in.Rights = append(in.Rights, core.RightAnswer{ID: "x", Name: "X", State: "denied"})
	}
	got := present.AdministratorMessage(in, now, assets.In("en"))
	if !strings.Contains(got, "- and 964 more") || strings.Count(got, "\n") > 100 {
		t.Errorf("the message has %d lines", strings.Count(got, "\n"))
	}
}

// Every finding of which all is known either asks the administrator for something
// or is the person's alone.
func TestEveryFindingIsAskedAboutOrThePersonsOwn(t *testing.T) {
	own := map[string]bool{core.FindingNextSignIn: true, core.FindingClock: true}
	for _, language := range assets.Languages() {
		for _, code := range constantsOf(t, "Finding") {
			in := missing()
			in.Answer.Findings = []core.FindingAnswer{{Code: code, Values: findingValues}}
			if stands := assets.In(language).Text("present.message.finding."+code, pairsOf(findingValues)...); !strings.Contains(
				present.AdministratorMessage(in, now, assets.In(language)), strings.ReplaceAll(stands, "\n", " ")) {
				t.Errorf("%s in %s is not told", code, language)
			}
			_, asked, _ := strings.Cut(present.AdministratorMessage(in, now, assets.In(language)), assets.In(language).Text("present.message.ask"))
			if got := strings.Count(asked, "\n- "); got != 2 && !own[code] || got != 1 && own[code] {
				t.Errorf("%s in %s asks for %d things", code, language, got)
			}
		}
	}
}

func pairsOf(values map[string]string) []any {
	var pairs []any
	for name, value := range values {
		pairs = append(pairs, name, value)
	}
	return pairs
}

func TestEveryRungHasItsWords(t *testing.T) {
	steps := constantsOf(t, "Step")
	for _, language := range assets.Languages() {
		w := assets.In(language)
		for _, step := range steps {
			if step == core.StepDone || step == core.StepOpen || step == core.StepUnknown {
				continue // how far a step for an app is
			}
			if !w.Has("present.message.step." + step) {
				t.Errorf("%s has no words for a message in %s", step, language)
			}
			for _, part := range []string{"", ".now", ".done", ".further"} {
				if !w.Has("present.recheck.step." + step + part) {
					t.Errorf("%s%s has no words in %s", step, part, language)
				}
			}
		}
	}
}
