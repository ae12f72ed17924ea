package guide_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"latchkey/assets"
)

// later are the facts that came after the documents with the 25 numbered symptoms.
var later = []string{
	"1.6:two_step", "1.6:code_every_time", "1.6:code_never", "1.6:code_limits", "1.6:locked", "1.6:mailbox_lost",
	"1.6:thirty_days", "1.6:new_role", "1.6:third_party", "1.6:apple_hidden", "1.6:device_limit",
}

func TestEveryKnownSymptomIsCovered(t *testing.T) {
	covered := map[string]string{}
	for _, symptom := range shipped(t).Symptoms {
		if len(symptom.Covers) == 0 {
			t.Errorf("%s says nothing of what it covers", symptom.ID)
		}
		for _, what := range symptom.Covers {
			if other := covered[what]; other != "" {
				t.Errorf("%s is covered by %s and %s", what, other, symptom.ID)
			}
			covered[what] = symptom.ID
		}
	}
	wanted := slices.Clone(later)
	for number := range 25 {
		wanted = append(wanted, strconv.Itoa(number+1))
	}
	for _, what := range wanted {
		if covered[what] == "" {
			t.Errorf("%s is covered by no symptom", what)
		}
	}
}

// wanted are the keys of all words that the guide needs; beside them, package core
// has words of its own for lists and the letter.
func wanted(t *testing.T) map[string]bool {
	keys := map[string]bool{}
	g := shipped(t)
	for _, symptom := range g.Symptoms {
		for _, part := range []string{"title", "about", "phrases"} {
			keys["guide.symptom."+symptom.ID+"."+part] = true
		}
		for _, step := range g.StepsOf(symptom) {
			keys["guide.step."+step.ID+".title"], keys["guide.step."+step.ID+".text"] = true, true
			if step.Page != "" {
				keys["guide.page."+step.Page] = true
			}
		}
	}
	for _, rule := range g.Passwords {
		keys["guide.password."+rule.ID] = true
	}
	return keys
}

func TestEveryTextOfTheGuideExistsAndIsUsed(t *testing.T) {
	need := wanted(t)
	for _, language := range assets.Languages() {
		have := guideTexts(t, language)
		for key := range need {
			if strings.TrimSpace(have[key]) == "" {
				t.Errorf("%s: %s has no text", language, key)
			}
		}
		for key := range have {
			part := key[strings.LastIndex(key, ".")+1:]
			belongs := strings.HasPrefix(key, "guide.symptom.") || strings.HasPrefix(key, "guide.step.") || strings.HasPrefix(key, "guide.page.")
			if !belongs || need[key] {
				continue
			}
			if stem := strings.TrimSuffix(key, part) + "title"; part != "there" && part != "warning" || !need[stem] {
				t.Errorf("%s: %s is used by nothing", language, key)
			}
		}
	}
}

// notSaid are words of the house that a person is not told, see the design's rules.
var notSaid = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`(?i)\b(tokens?|cache|claims?|issuer|scopes?|oauth|endpoints?|please|oops|sorry|we|our)\b|!|'|\.\.\.`),
	"nl": regexp.MustCompile(`(?i)\b(tokens?|cache|claims?|issuer|scopes?|oauth|endpoints?|u|uw|wij|onze|alstublieft|inloggen)\b|!|'|\.\.\.`),
}

func TestTheWordsOfTheGuideKeepTheRules(t *testing.T) {
	for _, language := range assets.Languages() {
		for key, text := range guideTexts(t, language) {
			if strings.HasSuffix(key, ".phrases") || strings.HasPrefix(key, "guide.symptom.") && strings.HasSuffix(key, ".title") {
				continue // as people say it
			}
			if found := notSaid[language].FindString(text); found != "" {
				t.Errorf("%s: %s says %q: %s", language, key, found, text)
			}
			title := strings.HasSuffix(key, ".title") && (strings.HasPrefix(key, "guide.step.") || strings.HasPrefix(key, "guide.symptom."))
			if title && strings.HasSuffix(text, ".") {
				t.Errorf("%s: %s is a title and ends with a full stop", language, key)
			}
		}
	}
}

func TestAQuestionAsksAndAStepDoesNot(t *testing.T) {
	g := shipped(t)
	for _, language := range assets.Languages() {
		for _, symptom := range g.Symptoms {
			for _, step := range g.StepsOf(symptom) {
				title := guideTexts(t, language)["guide.step."+step.ID+".title"]
				if strings.HasSuffix(title, "?") != step.Question {
					t.Errorf("%s: %s, a question %t", language, fmt.Sprintf("%q", title), step.Question)
				}
			}
		}
	}
}
