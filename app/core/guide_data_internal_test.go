package core

import (
	"slices"
	"strings"
	"testing"

	"latchkey/app/guide"
	"latchkey/assets"
)

// problemCodes are all codes that a problem can have.
func problemCodes() []string {
	var codes []string
	for _, known := range slices.Concat(problems(), dataProblems(), doctorProblems()) {
		codes = append(codes, known.code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// checkIDs are the ids of all checks.
func checkIDs() (ids []string) {
	for _, check := range newDiagnosis(&Core{}, DoctorOptions{}).checks() {
		ids = append(ids, check.ID)
	}
	return ids
}

func shippedGuide(t *testing.T) *guide.Guide {
	t.Helper()
	shipped, err := guide.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return shipped
}

func TestEveryProblemHasASymptomOrAReasonForNone(t *testing.T) {
	shipped := shippedGuide(t)
	for _, code := range problemCodes() {
		symptom, why := shipped.For(code)
		if (symptom == "") == (why == "") {
			t.Errorf("%s: symptom %q, reason for none %q; name it in assets/guide", code, symptom, why)
		}
		if symptomOf(code) != symptom {
			t.Errorf("%s leads to %q, the guide says %q", code, symptomOf(code), symptom)
		}
	}
}

// claims counts who names a code, exactly or by a pattern.
func claims(shipped *guide.Guide, code string, exact bool) (by []string) {
	fits := func(pattern string) bool {
		if strings.Contains(pattern, "*") {
			return !exact && guide.Stands(pattern, code)
		}
		return exact && pattern == code
	}
	for _, symptom := range shipped.Symptoms {
		if slices.ContainsFunc(symptom.Problems, fits) {
			by = append(by, symptom.ID)
		}
	}
	for _, reason := range shipped.Reasons {
		if slices.ContainsFunc(reason.Problems, fits) {
			by = append(by, reason.Why)
		}
	}
	return by
}

func TestNoProblemLeadsToTwoPlaces(t *testing.T) {
	shipped := shippedGuide(t)
	for _, code := range problemCodes() {
		by := claims(shipped, code, true)
		if len(by) == 0 {
			by = claims(shipped, code, false)
		}
		if len(by) > 1 {
			t.Errorf("%s is claimed by %s", code, strings.Join(by, ", "))
		}
	}
}

func TestTheGuideNamesOnlyProblemsThatExist(t *testing.T) {
	shipped, codes := shippedGuide(t), problemCodes()
	patterns := map[string][]string{}
	for _, symptom := range shipped.Symptoms {
		patterns[symptom.ID] = symptom.Problems
	}
	for _, reason := range shipped.Reasons {
		patterns[reason.Why] = reason.Problems
	}
	for who, list := range patterns {
		for _, pattern := range list {
			if !slices.ContainsFunc(codes, func(code string) bool { return guide.Stands(pattern, code) }) {
				t.Errorf("%s: no problem is %s", who, pattern)
			}
		}
	}
}

func TestTheGuideKnowsOnlyWhatCoreCanSay(t *testing.T) {
	shipped := shippedGuide(t)
	checks, codes := checkIDs(), problemCodes()
	has := map[string]func(string) bool{
		"check":   func(name string) bool { return slices.Contains(checks, name) },
		"problem": func(name string) bool { return slices.Contains(codes, name) },
		"fact":    func(name string) bool { return slices.Contains(guideFacts(), name) },
		"link":    func(name string) bool { return slices.Contains(guideLinks(), name) },
		"answer":  func(string) bool { return true }, // package guide holds it to its steps
	}
	for _, symptom := range shipped.Symptoms {
		for _, id := range symptom.Checks {
			if !has["check"](id) {
				t.Errorf("%s looks with %s, which is no check", symptom.ID, id)
			}
		}
		for _, step := range shipped.StepsOf(symptom) {
			if _, known := fixRowOf(step.Fix); step.Fix != "" && !known {
				t.Errorf("step %s: %s is no fix", step.ID, step.Fix)
			}
			if step.Page != "" && !has["link"](step.Page) {
				t.Errorf("step %s: %s is no page", step.ID, step.Page)
			}
			if _, known := shipped.Symptom(step.Argument); step.Fix == MendGuide && !known {
				t.Errorf("step %s leads to the symptom %s, which is none", step.ID, step.Argument)
			}
			for _, text := range slices.Concat(step.When, step.Unless, step.Done, step.IsYes, step.IsNo, symptom.Solved) {
				for atom := range strings.SplitSeq(text, "|") {
					kind, name, _ := strings.Cut(strings.TrimPrefix(atom, "!"), ":")
					name, _, _ = strings.Cut(name, "=")
					if !has[kind](name) {
						t.Errorf("step %s asks for %s, which nothing can say", step.ID, atom)
					}
				}
			}
		}
	}
}

func TestEveryFactIsAskedForOrShown(t *testing.T) {
	var conditions []string
	shipped := shippedGuide(t)
	for _, symptom := range shipped.Symptoms {
		for _, step := range shipped.StepsOf(symptom) {
			conditions = append(conditions, slices.Concat(step.When, step.Unless, step.Done, step.IsYes, step.IsNo)...)
		}
	}
	all := strings.Join(conditions, "|")
	for _, fact := range guideFacts() {
		if !strings.Contains(all, "fact:"+fact) {
			t.Errorf("no step depends on %s", fact)
		}
	}
	for _, language := range assets.Languages() {
		words := assets.In(language)
		for _, code := range []string{"empty", "spaces", "capitals", "alike", "comma", "at", "dots", "dot", "slip", "good", "meant", "compare"} {
			if !words.Has("guide.address." + code) {
				t.Errorf("%s: guide.address.%s has no text", language, code)
			}
		}
	}
}
