package present

import (
	"net/url"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// SourceName is what one of the places is called that access rights come from; a
// name that this version does not know is shown as it is.
func SourceName(source string, w assets.Words) string {
	if key := "present.rights_source." + source; source != "" && w.Has(key) {
		return w.Text(key)
	}
	return OneLine(source)
}

// EvidenceLine says in one line what was asked, how old the answer is, and why it
// counts as fresh or does not.
func EvidenceLine(e core.EvidenceAnswer, now time.Time, w assets.Words) string {
	pairs := []any{"source", SourceName(e.Source, w), "asked", evidenceAsked(e, w), "verdict", EvidenceVerdict(e, w)}
	if age := evidenceAge(e, now, w); age != "" {
		return w.Text("present.evidence.line", append(pairs, "age", age)...)
	}
	return w.Text("present.evidence.line_ageless", pairs...)
}

// EvidenceVerdict says whether an answer is proven fresh, and why: a sentence.
func EvidenceVerdict(e core.EvidenceAnswer, w assets.Words) string {
	key := "present.evidence.not_fresh"
	if e.Fresh {
		key = "present.evidence.fresh"
	}
	return w.Text(key, "why", evidenceWhy(e, w))
}

func evidenceWhy(e core.EvidenceAnswer, w assets.Words) string {
	if e.Why == core.WhyFailed && e.Problem != "" {
		return w.Text("present.evidence.why.failed_with", "problem", core.ProblemText(e.Problem, w).Title)
	}
	if key := "present.evidence.why." + e.Why; e.Why != "" && w.Has(key) {
		return w.Text(key)
	}
	return w.Text("present.evidence.why.no_date")
}

// evidenceAsked is the question without anything that could be a secret.
func evidenceAsked(e core.EvidenceAnswer, w assets.Words) string {
	asked := bareAddress(e.Asked)
	switch {
	case asked == "":
		return w.Text("present.evidence.nothing_asked")
	case e.Bypass:
		return w.Text("present.evidence.twice", "asked", asked)
	}
	return asked
}

// bareAddress drops the query, the fragment and what stands before an @ from
// "GET https://…".
func bareAddress(asked string) string {
	method, address, both := strings.Cut(OneLine(asked), " ")
	if !both {
		method, address = "", method
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return method
	}
	parsed.User, parsed.RawQuery, parsed.Fragment, parsed.ForceQuery = nil, "", "", false
	return strings.TrimSpace(method + " " + parsed.String())
}

// evidenceAge is how old the answer is, by what the verdict rests on.
func evidenceAge(e core.EvidenceAnswer, now time.Time, w assets.Words) string {
	said := func(key string, at core.Moment) string {
		if at.IsZero() {
			return ""
		}
		return w.Text(key, "time", exactTime(at.Time, now, w))
	}
	made, dated, issued := said("present.evidence.made", e.CheckedAt), said("present.evidence.dated", e.Date),
		said("present.evidence.issued", e.TokenIssued)
	old := ""
	if e.AgeSeconds != nil {
		old = w.Text("present.evidence.old", "age", Duration(time.Duration(*e.AgeSeconds)*time.Second, w))
	}
	order := []string{old, dated, made, issued}
	switch e.Why {
	case core.WhyFailed:
		return ""
	case core.WhyNewToken, core.WhyOldToken:
		order = []string{issued, dated}
	case core.WhySaidNow, core.WhyOldAnswer:
		order = []string{made, dated, old}
	case core.WhyDated, core.WhyOldDate, core.WhyNotCacheable:
		order = []string{dated, made, old}
	}
	for _, text := range order {
		if text != "" {
			return text
		}
	}
	return w.Text("present.evidence.undated")
}

// exactTime is the clock with seconds today, else day and time.
func exactTime(t, now time.Time, w assets.Words) string {
	if daysBetween(t, now) == 0 {
		return ClockSeconds(t, now)
	}
	return Moment(t, now, w)
}

// Duration is a length of time in its largest whole unit: "12 s", "59 min", "3 h", "2 days".
func Duration(d time.Duration, w assets.Words) string {
	switch {
	case d < 2*time.Minute:
		return w.Text("present.duration.seconds", "n", int(max(d, 0)/time.Second))
	case d < 2*time.Hour:
		return w.Text("present.duration.minutes", "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return w.Text("present.duration.hours", "n", int(d/time.Hour))
	}
	return w.Plural("present.duration.days", int(d/(24*time.Hour)))
}
