package core

import (
	"strconv"
	"strings"
	"time"

	"latchkey/assets"
)

// worded looks the words up: problem.CODE.title, .detail, .hint1 and so on. What
// a code has no words of its own for, its family says.
func worded(found kind, words assets.Words, pairs []any) Problem {
	own, family := "problem."+found.code, "problem."+found.family
	if found.family == "" && !words.Has(own+".title") {
		family = "problem.unexpected"
	}
	translatePairs(pairs, words)
	cause := causeOf(pairs)
	of := func(part string) string {
		if words.Has(own + part) {
			return own
		}
		return family
	}
	text := func(part string) string { return words.Text(forCause(of(part)+part, cause, words), pairs...) }
	problem := Problem{
		Code: found.code, Exit: found.exit, Action: found.action, Hints: []string{},
		Title: text(".title"), Detail: text(".detail"),
	}
	hints := of(".hint1")
	hint := func(i int) string { return hints + ".hint" + strconv.Itoa(i) }
	suffix := strings.TrimPrefix(forCause(hint(1), cause, words), hint(1)) // a cause has all its hints, or none
	for i := 1; words.Has(hint(i) + suffix); i++ {
		problem.Hints = append(problem.Hints, words.Text(hint(i)+suffix, pairs...))
	}
	return problem
}

// causeOf finds what brought a problem about, when that is known.
func causeOf(pairs []any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if cause, ok := pairs[i+1].(string); ok && pairs[i] == "cause" {
			return cause
		}
	}
	return ""
}

// forCause prefers the words for a cause, where there are any: KEY.CAUSE.
func forCause(key, cause string, words assets.Words) string {
	if special := key + "." + cause; cause != "" && words.Has(special) {
		return special
	}
	return key
}

// translatePairs puts into the words' language what stands in a sentence: the
// reason of a refusal, and which of a provider's addresses it is about.
func translatePairs(pairs []any, words assets.Words) {
	for i := 0; i+1 < len(pairs); i += 2 {
		text, ok := pairs[i+1].(string)
		wait, isWait := pairs[i+1].(time.Duration)
		switch {
		case isWait:
			pairs[i+1] = waitText(wait, words)
		case !ok:
		case pairs[i] == "reason":
			pairs[i+1] = ReasonText(text, words)
		case pairs[i] == "at" && words.Has("problem.at."+text):
			pairs[i+1] = words.Text("problem.at." + text)
		}
	}
}

// waitText is how long somebody has to wait, rounded up: "90 seconds", "3 minutes".
func waitText(wait time.Duration, words assets.Words) string {
	unit, key := time.Second, "problem.wait.seconds"
	switch {
	case wait >= 2*time.Hour:
		unit, key = time.Hour, "problem.wait.hours"
	case wait >= 2*time.Minute:
		unit, key = time.Minute, "problem.wait.minutes"
	}
	return words.Plural(key, int((wait+unit-1)/unit))
}

// ReasonText translates a short reason that session or a file check gave in
// English; one without a translation stays as it is.
func ReasonText(reason string, words assets.Words) string {
	parts := strings.FieldsFunc(strings.ToLower(reason), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if key := "reason." + strings.Join(parts, "_"); words.Has(key) {
		return words.Text(key)
	}
	if phrase, about, found := strings.Cut(reason, ": "); found { // a version, the name of a computer
		return ReasonText(phrase, words) + ": " + about
	}
	return reason
}
