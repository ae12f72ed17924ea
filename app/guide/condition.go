package guide

import (
	"fmt"
	"slices"
	"strings"
)

// Known is what is known before anybody is asked.
type Known struct {
	Checks   map[string]string // id of a check -> pass warn fail skip
	Problems map[string]bool   // codes that were found
	Facts    map[string]bool
	Links    map[string]bool // names of the provider's pages
}

// truth of a condition: a question that nobody has answered yet is neither.
type truth int

const (
	no truth = iota
	open
	yes
)

// atom is the smallest condition: "check:rights=pass", "problem:seat_limit",
// "fact:signed_in", "link:status", "answer:mail_now=yes", or with "!" its opposite.
type atom struct {
	not               bool
	kind, name, value string
}

// condition holds when one of its atoms does: "fact:help_only|fact:no_provider".
type condition []atom

func parseCondition(text string) (condition, error) {
	var c condition
	for part := range strings.SplitSeq(text, "|") {
		a := atom{}
		part, a.not = strings.CutPrefix(strings.TrimSpace(part), "!")
		kind, rest, found := strings.Cut(part, ":")
		a.kind = kind
		a.name, a.value, _ = strings.Cut(rest, "=")
		valued := kind == "check" || kind == "answer"
		if !found || a.name == "" || valued != (a.value != "") ||
			!slices.Contains([]string{"check", "problem", "fact", "link", "answer"}, kind) {
			return nil, fmt.Errorf("condition %q cannot be read", text)
		}
		c = append(c, a)
	}
	return c, nil
}

func (a atom) holds(known Known, answers map[string]string) truth {
	var found bool
	switch a.kind {
	case "check":
		found = known.Checks[a.name] == a.value
	case "problem":
		found = known.Problems[a.name]
	case "fact":
		found = known.Facts[a.name]
	case "link":
		found = known.Links[a.name]
	case "answer":
		if answers[a.name] == "" {
			return open
		}
		found = answers[a.name] == a.value
	}
	if found != a.not {
		return yes
	}
	return no
}

// String is the condition as it stands in the data.
func (a atom) String() string {
	text := a.kind + ":" + a.name
	if a.value != "" {
		text += "=" + a.value
	}
	if a.not {
		text = "!" + text
	}
	return text
}

// holds is the truth of the condition, and the atom that decided it.
func (c condition) holds(known Known, answers map[string]string) (truth, atom) {
	best, by := no, atom{}
	for _, a := range c {
		if t := a.holds(known, answers); t > best || by == (atom{}) {
			best, by = t, a
		}
	}
	return best, by
}

// conditions are those of a guide, read once: as they stand in the data -> read.
type conditions map[string]condition

// first gives the truest of several conditions, of which one is enough.
func (w *walk) first(texts []string) (truth, atom) {
	best, by := no, atom{}
	for _, text := range texts {
		if t, a := w.conditions[text].holds(w.known, w.answers); t > best {
			best, by = t, a
		}
	}
	return best, by
}

// all gives the least true of conditions that must all hold.
func (w *walk) all(texts []string) (truth, atom) {
	least, by := yes, atom{}
	for _, text := range texts {
		if t, a := w.conditions[text].holds(w.known, w.answers); t < least {
			least, by = t, a
		}
	}
	return least, by
}

// Stands says whether a pattern, in which "*" is any letters, stands for a code.
func Stands(pattern, code string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == code
	}
	rest, fits := strings.CutPrefix(code, parts[0])
	if !fits {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}
