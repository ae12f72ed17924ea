package guide_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"latchkey/app/guide"
	"latchkey/assets"
)

// phrasing is how somebody might put it, and the symptom that is meant.
type phrasing struct{ language, text, want string }

// phrasings are put as people do: in two languages, a third with typing mistakes,
// and some are messages copied from the screen.
func phrasings(t *testing.T) []phrasing {
	t.Helper()
	rows, err := os.ReadFile("testdata/phrasings.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []phrasing
	for line := range strings.Lines(string(rows)) {
		parts := strings.Split(strings.TrimSpace(line), "|")
		if len(parts) != 3 {
			t.Fatalf("cannot be read: %s", line)
		}
		all = append(all, phrasing{parts[0], parts[1], parts[2]})
	}
	return all
}

func TestWhatPeopleSayFindsTheRightSymptomFirst(t *testing.T) {
	g := shipped(t)
	rows, hits := phrasings(t), map[string]int{}
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.language]++
		found := g.Search(row.text, row.language)
		if len(found) > 0 && found[0].ID == row.want {
			hits[row.language]++
			continue
		}
		t.Errorf("%s %q finds %v, want %s first", row.language, row.text, ids(found), row.want)
	}
	t.Logf("hit rate: en %d of %d, nl %d of %d", hits["en"], counts["en"], hits["nl"], counts["nl"])
	if counts["en"] < 30 || counts["nl"] < 30 {
		t.Errorf("too few phrasings: %v", counts)
	}
}

func ids(found []guide.Symptom) []string {
	var names []string
	for _, symptom := range found {
		names = append(names, symptom.ID)
	}
	return names[:min(len(names), 4)]
}

func TestTheOtherLanguageIsTriedToo(t *testing.T) {
	g := shipped(t)
	for _, row := range []phrasing{
		{"nl", "i forgot my password", "password_forgotten"}, {"en", "wachtwoord vergeten", "password_forgotten"}, {"tlh", "rechten verdwenen", "rights_gone"},
	} {
		if found := g.Search(row.text, row.language); len(found) == 0 || found[0].ID != row.want {
			t.Errorf("%s %q finds %v", row.language, row.text, ids(found))
		}
	}
}

func TestACodeFindsItsSymptomAlone(t *testing.T) {
	for code, want := range map[string]string{
		"storage_locked": "safe_place", " invitation_pending ": "invitation", "discovery_server_error": "service_down", "nonce": "untrusted_answer",
	} {
		if found := ids(shipped(t).Search(code, "en")); !slices.Equal(found, []string{want}) {
			t.Errorf("%s finds %v", code, found)
		}
	}
}

func TestWhatSaysNothingFindsNothing(t *testing.T) {
	g := shipped(t)
	for _, text := range []string{"", "   ", "!?", "qzxv wkjh", "banana bicycle"} {
		if found := g.Search(text, "en"); len(found) != 0 {
			t.Errorf("%q finds %v", text, ids(found))
		}
	}
}

func TestAccentsCapitalsAndApostrophesMakeNoDifference(t *testing.T) {
	g := shipped(t)
	want := ids(g.Search("I'm in the wrong organization", "en"))
	for _, text := range []string{"IM IN THE WRONG ORGANIZATION", "I’m in the wróng orgänization"} {
		if found := ids(g.Search(text, "en")); !slices.Equal(found, want) || len(found) == 0 {
			t.Errorf("%q finds %v, want %v", text, found, want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("my rights are gone", "en")
	f.Add("é́\u202e|||'", "nl")
	f.Add(strings.Repeat("wachtwoord ", 200), "x")
	f.Fuzz(func(t *testing.T, query, language string) {
		for _, symptom := range shipped(t).Search(query, language) {
			if _, known := shipped(t).Symptom(symptom.ID); !known {
				t.Errorf("finds %q, which is none", symptom.ID)
			}
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	g := shipped(b)
	for b.Loop() {
		g.Search("why is there suddenly a 2 step verificaton every time i sign in", "nl")
	}
}

func TestWhatLatchkeyItselfSaysFindsItsSymptom(t *testing.T) {
	g := shipped(t)
	for _, language := range assets.Languages() {
		words := assets.In(language)
		for code, want := range map[string]string{
			"certificate_untrusted": "connection_untrusted", "storage_locked": "safe_place", "session_damaged": "session_ended",
			"disk_full": "files", "proxy_sign_in": "no_connection", "seat_limit": "no_seat",
		} {
			title := words.Text("problem." + code + ".title")
			if found := g.Search(title, language); len(found) == 0 || found[0].ID != want {
				t.Errorf("%s %q finds %v, want %s", language, title, ids(found), want)
			}
		}
	}
}
