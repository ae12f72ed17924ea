package core_test

import (
	"slices"
	"strings"
	"testing"

	"latchkey/app/core"
)

// letter is the letter for the selected provider.
func (h *home) letter(language string) string {
	h.t.Helper()
	text, err := h.Letter(h.t.Context(), language)
	if err != nil {
		h.t.Fatal(err)
	}
	return text
}

// trimble chooses the template of Trimble ID, which signs nobody in.
func (h *home) trimble() *home {
	h.t.Helper()
	settings, err := h.Settings()
	if err != nil {
		h.t.Fatal(err)
	}
	settings.Provider = "trimble-id"
	if err := h.SaveSettings(settings); err != nil {
		h.t.Fatal(err)
	}
	return h
}

func TestTheLetterListsAllSendersNewestFirst(t *testing.T) {
	h := newHome(t).trimble()
	for language, marks := range map[string][]string{
		"en": {"April 2026", "5 May 2025", "2 January 2023", "22 June 2018", "without a date"},
		"nl": {"april 2026", "5 mei 2025", "2 januari 2023", "22 juni 2018", "zonder datum"},
	} {
		text, at := h.letter(language), -1
		for _, mark := range marks {
			next := strings.Index(text, mark)
			if next <= at {
				t.Errorf("%s: %q stands at %d, after %d", language, mark, next, at)
			}
			at = next
		}
		for _, want := range []string{
			"*@trimble.com", "*@account.trimble.com", "noreply_identity@trimblepaas.com", "104.130.122.50", "54.191.127.27", "design8", "Trimble ID",
			"support.tekla.com",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the letter lacks %s", language, want)
			}
		}
		if strings.Contains(text, "guide.") || strings.Contains(text, "{") {
			t.Errorf("%s: a text is missing or not filled:\n%s", language, text)
		}
	}
}

func TestStageHostsAreMarkedInTheLetter(t *testing.T) {
	marked := 0
	for line := range strings.Lines(newHome(t).trimble().letter("en")) {
		stage := strings.Contains(line, ".stage.")
		if stage != strings.Contains(line, "a system for tests") {
			t.Errorf("stage %t: %s", stage, line)
		}
		if stage {
			marked++
		}
	}
	if marked != 2 {
		t.Errorf("%d senders are marked, want 2", marked)
	}
}

func TestAnotherProvidersLetterNamesItsOwnHosts(t *testing.T) {
	h := newHome(t)
	h.provider(core.ProviderInput{ID: "acme", Name: "Acme ID", Issuer: "https://id.acme.example", ClientID: "x"})
	text := h.letter("en")
	if strings.Contains(text, "trimble") || !strings.Contains(text, "id.acme.example") || !strings.Contains(text, "Acme ID") {
		t.Errorf("got:\n%s", text)
	}
}

func TestTheLetterSaysWhoAsks(t *testing.T) {
	h := newHome(t)
	if text := h.letter("en"); !strings.Contains(text, "____") {
		t.Errorf("nobody is known, and there is no place to write it:\n%s", text)
	}
	h.signIn()
	status, err := h.Status(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	if text := h.letter("nl"); !strings.Contains(text, status.Accounts[0].Email) {
		t.Errorf("who asks is not named:\n%s", text)
	}
	step := stepOf(t, h.guided(core.GuideOptions{Symptom: "mail_company"}), "letter")
	if step.Copy != h.letter("en") || step.By != core.ByPerson {
		t.Errorf("the step has another letter, by %s", step.By)
	}
}

func TestPasswordRulesNameSourcesAndDisagreements(t *testing.T) {
	h := newHome(t)
	step := stepOf(t, h.guided(core.GuideOptions{Symptom: "password_refused"}), "compare_rules")
	if len(step.List) != 1 || strings.Contains(step.List[0], "8") {
		t.Errorf("another provider has Trimble's rules: %q", step.List)
	}
	list := stepOf(t, h.trimble().guided(core.GuideOptions{Symptom: "password_refused"}), "compare_rules").List
	has := func(parts ...string) bool {
		return slices.ContainsFunc(list, func(line string) bool {
			return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(line, part) })
		})
	}
	for _, parts := range [][]string{
		{"8 characters", "22 June 2018", "2 January 2023", "otherwise"},
		{"!@#$%&*^_-+"},
		{"A to Z", "Not mentioned by", "design8"},
		{"6 to 16", "otherwise"},
		{"never asks for a password"},
	} {
		if !has(parts...) {
			t.Errorf("no line has %v:\n%s", parts, strings.Join(list, "\n"))
		}
	}
}

func TestAnAddressIsLookedAtAndNobodyIsAsked(t *testing.T) {
	h := newHome(t)
	before := h.server.Control().Counts()
	answer := h.guided(core.GuideOptions{Symptom: "address_unknown", Address: "Mila.Vos@gmial.com"})
	list := stepOf(t, answer, "check_address").List
	if len(list) != 3 || !strings.Contains(list[2], "mila.vos@gmail.com") {
		t.Errorf("%q", list)
	}
	if lines := h.CheckAddress("mila@example.com", "nl"); len(lines) != 1 || !strings.Contains(lines[0], "niemand") {
		t.Errorf("a good one: %q", lines)
	}
	for endpoint, count := range h.server.Control().Counts() {
		if count != before[endpoint] {
			t.Errorf("the provider was asked: %s %d times", endpoint, count-before[endpoint])
		}
	}
}
