package present

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/app/doctor"
	"latchkey/assets"
)

// evidenceText says what a check saw: doctor.evidence.CODE, in its singular or
// plural where it has these. Without a code the problem says it.
func evidenceText(a core.CheckAnswer, pairs []any, w assets.Words) string {
	if a.EvidenceCode == "" {
		if a.ProblemCode == "" {
			return ""
		}
		return ProblemOf(a, w).Title
	}
	key := "doctor.evidence." + a.EvidenceCode
	if w.Has(key + ".other") {
		n, _ := strconv.Atoi(a.Saw.Values["n"].Text) // one that is missing counts as none
		return begun(w.Plural(key, n, pairs...))
	}
	return begun(ownText("doctor.evidence.", a.EvidenceCode, w, pairs...))
}

// begun gives a text with a capital, unless it begins with a host, an address or a path.
func begun(text string) string {
	first, _, _ := strings.Cut(text, " ")
	if strings.ContainsAny(strings.TrimRight(first, ".,:;"), "@./:\\_") {
		return text
	}
	return Capital(text)
}

// evidencePairs formats the values of evidence, by name.
func evidencePairs(saw doctor.Evidence, now time.Time, w assets.Words) []any {
	names := make([]string, 0, len(saw.Values))
	for name := range saw.Values {
		names = append(names, name)
	}
	slices.Sort(names)
	pairs := make([]any, 0, 2*len(names))
	for _, name := range names {
		pairs = append(pairs, name, ValueText(saw.Values[name], now, w))
	}
	return pairs
}

// ValueText is a value of evidence as people read it: lengths of time and moments
// as everywhere else, Latchkey's own words translated (doctor.value.CODE, or the
// title of a check), and what others have named in one line.
func ValueText(value doctor.Value, now time.Time, w assets.Words) string {
	switch value.Kind {
	case doctor.KindSeconds:
		seconds, err := strconv.ParseInt(value.Text, 10, 64)
		if err != nil {
			return OneLine(value.Text)
		}
		return span(time.Duration(max(seconds, -seconds))*time.Second, w)
	case doctor.KindMoment:
		at, err := time.Parse(time.RFC3339, value.Text)
		if err != nil {
			return w.Text("present.never")
		}
		return Moment(at, now, w)
	case doctor.KindCode:
		for _, prefix := range []string{"doctor.value.", "doctor.check."} {
			if w.Has(prefix + value.Text) {
				return w.Text(prefix + value.Text)
			}
		}
		return OneLine(core.ReasonText(value.Text, w))
	}
	return OneLine(value.Text)
}

// span is a length of time with its second unit below an hour: "2 min 10 s".
func span(d time.Duration, w assets.Words) string {
	if rest := d % time.Minute; d >= time.Minute && d < time.Hour && rest >= time.Second {
		return w.Text("present.duration.minutes", "n", int(d/time.Minute)) + " " + w.Text("present.duration.seconds", "n", int(rest/time.Second))
	}
	if d >= time.Minute && d < time.Hour {
		return w.Text("present.duration.minutes", "n", int(d/time.Minute))
	}
	return Duration(d, w)
}

// fixArgument is what a fix is about, as its button names it.
func fixArgument(a core.FixAnswer, w assets.Words) string {
	switch a.ID {
	case core.MendSetClock:
		return ValueText(doctor.Value{Kind: doctor.KindSeconds, Text: a.Argument}, time.Time{}, w)
	case core.MendResetApp:
		return subjectName(OneLine(a.Argument), w)
	}
	return OneLine(a.Argument)
}
