package present

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// EventText says what happened, in one line: activity.EVENT.RESULT, else
// activity.EVENT, and the problem when there was one.
func EventText(event core.EventAnswer, now time.Time, w assets.Words) string {
	text, told := eventTitle(event, now, w)
	if event.Problem == "" || told || event.Event == core.EventSessionEnded || event.Event == core.EventOffline {
		return text // the event itself says why
	}
	return w.Text("activity.because", "what", text, "problem", core.ProblemText(event.Problem, w).Title)
}

// eventTitle is what happened without why; told says that the words for this very
// problem were used: activity.EVENT.RESULT.PROBLEM.
func eventTitle(event core.EventAnswer, now time.Time, w assets.Words) (text string, told bool) {
	pairs := eventPairs(event, now, w)
	key := "activity." + event.Event
	if special := key + "." + event.Result + "." + event.Problem; event.Problem != "" && w.Has(special) {
		return w.Text(special, pairs...), true
	}
	unnamed := ""
	if !strings.Contains(event.Account, "@") { // the id of an account that is not here any more tells nobody anything
		unnamed = ".unnamed"
	}
	for _, tried := range []string{key + "." + event.Result + unnamed, key + "." + event.Result, key + unnamed, key} {
		if w.Has(tried) {
			return w.Text(tried, pairs...), false
		}
	}
	result := ownText("activity.result.", event.Result, w)
	return w.Text("activity.other", "event", OneLine(event.Event), "result", result), false
}

// eventPairs are what the words of an event may name.
func eventPairs(event core.EventAnswer, now time.Time, w assets.Words) []any {
	pairs := []any{
		"account", OneLine(event.Account), "provider", cmp.Or(OneLine(event.Provider), w.Text("present.the_provider")),
		"subject", eventSubject(event, w), "version", OneLine(event.Version), "time", Moment(event.At.Time, now, w),
		"difference", eventDifference(event, w), "took", span(time.Duration(event.Seconds*float64(time.Second)), w),
	}
	for _, name := range slices.Sorted(maps.Keys(event.Counts)) {
		pairs = append(pairs, name, event.Counts[name])
	}
	return pairs
}

// eventDifference is what a recheck changed: "2 gained, 1 lost".
func eventDifference(event core.EventAnswer, w assets.Words) string {
	var parts []string
	for _, name := range []string{"gained", "lost", "changed"} {
		if n := event.Counts[name]; n > 0 {
			parts = append(parts, w.Text("activity.difference."+name, "n", n))
		}
	}
	if len(parts) == 0 {
		return w.Text("activity.difference.none")
	}
	return strings.Join(parts, ", ")
}

// eventSubject is what an event was about: scopes of a reset, a check or a key.
func eventSubject(event core.EventAnswer, w assets.Words) string {
	var names []string
	for subject := range strings.SplitSeq(OneLine(event.Subject), ",") {
		if subject != "" {
			names = append(names, subjectName(subject, w))
		}
	}
	return Names(names, w)
}

func subjectName(subject string, w assets.Words) string {
	for _, prefix := range []string{"activity.subject.", "doctor.check."} {
		if w.Has(prefix + subject) {
			return w.Text(prefix + subject)
		}
	}
	if id, isApp := strings.CutPrefix(subject, core.ScopeAppPrefix); isApp {
		name, version, _ := strings.Cut(id, "@")
		return strings.TrimSpace(appName(name) + " " + version)
	}
	return subject
}

// appName is what the catalogue calls an app; one that it does not know keeps its id.
func appName(id string) string {
	for line := range strings.Lines(string(assets.AppFiles()[id+".toml"])) {
		if key, value, is := strings.Cut(line, "="); is && strings.TrimSpace(key) == "name" {
			return OneLine(strings.Trim(strings.TrimSpace(value), "\""))
		}
	}
	return Capital(id)
}

// EventDetail is the short fact beside an event: how many, or how long; may be empty.
func EventDetail(event core.EventAnswer, w assets.Words) string {
	var parts []string
	if key := "activity.fact." + event.Event; w.Has(key) {
		parts = append(parts, w.Text(key))
	}
	for _, name := range slices.Sorted(maps.Keys(event.Counts)) {
		if key := "activity.count." + name; event.Counts[name] > 0 && w.Has(key+".other") {
			parts = append(parts, w.Plural(key, event.Counts[name]))
		}
	}
	if event.Seconds >= 1 && event.Event != core.EventRenewed {
		parts = append(parts, w.Text("activity.took", "took", span(time.Duration(event.Seconds*float64(time.Second)), w)))
	}
	return strings.Join(parts, ", ")
}

// ActivityText is the list as plain text to hand on, newest first, a line for
// each with the full date. It holds no secret, because the events hold none.
func ActivityText(a core.ActivityAnswer, now time.Time, w assets.Words) string {
	lines := make([]string, 0, len(a.Events))
	for _, event := range a.Events {
		line := event.At.In(now.Location()).Format("2006-01-02 15:04:05") + "  " + EventText(event, now, w)
		if detail := EventDetail(event, w); detail != "" {
			line += " (" + detail + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
