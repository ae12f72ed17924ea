package present_test

import (
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func hour() *int {
	seconds := 3600 * 3
	return &seconds
}

// evidence has everything that a server can say.
func evidence(why string, fresh bool) core.EvidenceAnswer {
	return core.EvidenceAnswer{
		Source: "endpoint", Asked: "GET https://id.example.com/rights?secret=x", Status: 200, AgeSeconds: hour(),
		Date: core.At(now), CheckedAt: core.At(now.Add(-time.Second)), TokenIssued: core.At(now.Add(-2 * time.Second)),
		Why: why, Fresh: fresh,
	}
}

func TestEveryReasonOfFreshnessIsSaid(t *testing.T) {
	const asked, gevraagd = "List of access rights (GET https://id.example.com/rights)", "Lijst met toegangsrechten (GET https://id.example.com/rights)"
	want := map[string]struct {
		fresh bool
		inBothLanguages
	}{
		core.WhySaidNow: {true, inBothLanguages{
			asked + ", made 10:41:08. Proven fresh: the answer says it was made after the question.",
			gevraagd + ", gemaakt 10:41:08. Aantoonbaar actueel: het antwoord zegt zelf dat het na de vraag is gemaakt.",
		}},
		core.WhyDated: {true, inBothLanguages{
			asked + ", dated 10:41:09. Proven fresh: its date lies after the question, and nothing shows a stored copy.",
			gevraagd + ", gedateerd 10:41:09. Aantoonbaar actueel: de datum ligt na de vraag en niets wijst op een bewaarde kopie.",
		}},
		core.WhyNotCacheable: {true, inBothLanguages{
			asked + ", dated 10:41:09. Proven fresh: its date lies after the question, and no stored copy answers a question of this kind.",
			gevraagd + ", gedateerd 10:41:09. Aantoonbaar actueel: de datum ligt na de vraag en zo’n vraag wordt nooit door een bewaarde kopie beantwoord.",
		}},
		core.WhyNewToken: {true, inBothLanguages{
			asked + ", issued 10:41:07. Proven fresh: it was issued after the question.",
			gevraagd + ", uitgegeven 10:41:07. Aantoonbaar actueel: het is na de vraag uitgegeven.",
		}},
		core.WhyAge: {false, inBothLanguages{
			asked + ", 3 h old. Not proven fresh: a stored copy answered, made before the question.",
			gevraagd + ", 3 uur oud. Niet aantoonbaar actueel: het antwoord kwam uit een bewaarde kopie van vóór de vraag.",
		}},
		core.WhyCached: {false, inBothLanguages{
			asked + ", 3 h old. Not proven fresh: a stored copy on the way says that it answered.",
			gevraagd + ", 3 uur oud. Niet aantoonbaar actueel: een bewaarde kopie onderweg zegt dat zij heeft geantwoord.",
		}},
		core.WhyOldAnswer: {false, inBothLanguages{
			asked + ", made 10:41:08. Not proven fresh: the answer says it was made before the question.",
			gevraagd + ", gemaakt 10:41:08. Niet aantoonbaar actueel: het antwoord zegt zelf dat het vóór de vraag is gemaakt.",
		}},
		core.WhyOldDate: {false, inBothLanguages{
			asked + ", dated 10:41:09. Not proven fresh: its date lies before the question.",
			gevraagd + ", gedateerd 10:41:09. Niet aantoonbaar actueel: de datum ligt vóór de vraag.",
		}},
		core.WhyOldToken: {false, inBothLanguages{
			asked + ", issued 10:41:07. Not proven fresh: it was issued before the question.",
			gevraagd + ", uitgegeven 10:41:07. Niet aantoonbaar actueel: het is vóór de vraag uitgegeven.",
		}},
		core.WhyNoDate: {false, inBothLanguages{
			asked + ", 3 h old. Not proven fresh: nothing tells when it was made.",
			gevraagd + ", 3 uur oud. Niet aantoonbaar actueel: nergens staat wanneer het is gemaakt.",
		}},
		core.WhyClock: {false, inBothLanguages{
			asked + ", 3 h old. Not proven fresh: the clocks differ, and nothing tells by how much.",
			gevraagd + ", 3 uur oud. Niet aantoonbaar actueel: de klokken lopen niet gelijk en niets zegt hoeveel ze verschillen.",
		}},
		core.WhyFailed: {false, inBothLanguages{
			asked + ". Not proven fresh: there was no usable answer.",
			gevraagd + ". Niet aantoonbaar actueel: er kwam geen bruikbaar antwoord.",
		}},
	}
	reasons := constantsOf(t, "Why")
	checkAllThere(t, reasons, want)
	for _, language := range assets.Languages() {
		for _, why := range reasons {
			if got := present.EvidenceLine(evidence(why, want[why].fresh), now, assets.In(language)); got != want[why].in(language) {
				t.Errorf("%s in %s is\n%s\nwant\n%s", why, language, got, want[why].in(language))
			}
		}
	}
}

func TestEvidenceNamesTheProblemAndTheSecondQuestion(t *testing.T) {
	failed := core.EvidenceAnswer{Source: "uma", Asked: "POST https://id.example.com/token", Why: core.WhyFailed, Problem: "server_unreachable"}
	want := "Permission service (POST https://id.example.com/token). Not proven fresh: there was no usable answer (" +
		core.ProblemText("server_unreachable", assets.In("en")).Title + ")."
	if got := present.EvidenceLine(failed, now, assets.In("en")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	twice := core.EvidenceAnswer{Source: "endpoint", Asked: "GET https://id.example.com/rights", Bypass: true, Why: core.WhyNoDate}
	w := assets.In("nl")
	want = "Lijst met toegangsrechten (" + w.Text("present.evidence.twice", "asked", "GET https://id.example.com/rights") +
		"), zonder datum. Niet aantoonbaar actueel: nergens staat wanneer het is gemaakt."
	if got := present.EvidenceLine(twice, now, w); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEverySourceHasAName(t *testing.T) {
	for source, want := range map[string]inBothLanguages{
		"endpoint": {"List of access rights", "Lijst met toegangsrechten"},
		"claims":   {"Sign-in details", "Aanmeldgegevens"},
		"scim-me":  {"User directory", "Gebruikersregister"},
		"authzen":  {"Decision service", "Beslisdienst"},
		"uma":      {"Permission service", "Toestemmingsdienst"},
		"new\nish": {"new ish", "new ish"},
		"":         {"", ""},
	} {
		for _, language := range assets.Languages() {
			if got := present.SourceName(source, assets.In(language)); got != want.in(language) {
				t.Errorf("%q in %s is %q", source, language, got)
			}
		}
	}
}

func TestAWarningSaysWhatEndsAndWhen(t *testing.T) {
	friday := now.AddDate(0, 0, 5)
	want := map[string]map[int]inBothLanguages{
		core.WarnRight: {
			5: {"Cloud rendering ends within 5 days: 28 November, 10:41.", "Cloud rendering loopt binnen 5 dagen af: 28 november, 10:41."},
			1: {"Cloud rendering ends within 1 day: tomorrow, 10:41.", "Cloud rendering loopt binnen 1 dag af: morgen, 10:41."},
			0: {"Cloud rendering ends today, 11:41.", "Cloud rendering loopt af: vandaag, 11:41."},
		},
		core.WarnOffline: {
			5: {
				"Without a connection, your access rights count for 5 more days: until 28 November, 10:41.",
				"Zonder verbinding gelden je toegangsrechten nog 5 dagen: tot 28 november, 10:41.",
			},
			1: {
				"Without a connection, your access rights count for 1 more day: until tomorrow, 10:41.",
				"Zonder verbinding gelden je toegangsrechten nog 1 dag: tot morgen, 10:41.",
			},
			0: {
				"Without a connection, your access rights count until today, 11:41.",
				"Zonder verbinding gelden je toegangsrechten tot vandaag, 11:41.",
			},
		},
	}
	kinds := constantsOf(t, "Warn")
	checkAllThere(t, kinds, want)
	ends := map[int]time.Time{5: friday, 1: now.AddDate(0, 0, 1), 0: now.Add(time.Hour)}
	for _, language := range assets.Languages() {
		for _, kind := range kinds {
			for days, texts := range want[kind] {
				warning := core.WarningAnswer{Kind: kind, ID: "cloud", Name: "Cloud rendering", Until: core.At(ends[days]), Days: days, Level: 7}
				if got := present.WarningLine(warning, now, assets.In(language)); got != texts.in(language) {
					t.Errorf("%s, %d days, in %s is %q", kind, days, language, got)
				}
			}
		}
	}
}
