package present

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// EvidenceDetail is a question and its answer as an expert reads them: the headers
// by their own names, times that can be looked up in a log. No secret is in it.
func EvidenceDetail(e core.EvidenceAnswer, now time.Time, w assets.Words) string {
	facts := []string{evidenceAsked(e, w)}
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, name+": "+value)
		}
	}
	if e.CacheControl != "" {
		facts = append(facts, w.Text("present.message.cache_control", "value", OneLine(e.CacheControl)))
	}
	if e.Status > 0 {
		status := strings.TrimSpace(strconv.Itoa(e.Status) + " " + http.StatusText(e.Status))
		facts = append(facts, w.Text("present.message.status", "status", status))
	}
	if e.AgeSeconds != nil {
		add("Age", strconv.Itoa(*e.AgeSeconds))
	}
	add("Date", absoluteTime(e.Date, now))
	add("checked_at", absoluteTime(e.CheckedAt, now))
	add("iat", absoluteTime(e.TokenIssued, now))
	add("auth_time", absoluteTime(e.AuthTime, now))
	add("ETag", OneLine(e.ETag))
	add("cache", OneLine(e.Cache))
	return strings.Join(facts, "; ")
}

// absoluteTime is a time that somebody elsewhere can look up in a log, or nothing.
func absoluteTime(at core.Moment, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(now.Location()).Format("2006-01-02 15:04:05 -07:00")
}
