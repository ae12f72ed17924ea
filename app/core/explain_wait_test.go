package core_test

import (
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/auth"
)

// Who is told to wait is told how long, by a busy server and by one with a fault.
func TestTheWaitThatAServerAsksForIsTold(t *testing.T) {
	for _, row := range []struct {
		cause  string
		wait   time.Duration
		en, nl string
	}{
		{"rate_limited", time.Second, "wait 1 second before", "1 seconde te wachten"},
		{"rate_limited", 200 * time.Millisecond, "wait 1 second before", "1 seconde te wachten"},
		{"rate_limited", 90 * time.Second, "wait 90 seconds before", "90 seconden te wachten"},
		{"rate_limited", 2*time.Minute + time.Second, "wait 3 minutes before", "3 minuten te wachten"},
		{"server_error", 10 * time.Minute, "wait 10 minutes before", "10 minuten te wachten"},
		{"server_error", 3 * time.Hour, "wait 3 hours before", "3 uur te wachten"},
		{"server_error", 0, "something is wrong on its side.", "dat daar iets mis is."},
	} {
		err := &auth.UnreachableError{At: auth.AtResource, Host: "rights.example.com", Cause: row.cause, RetryAfter: row.wait}
		for language, want := range map[string]string{"en": row.en, "nl": row.nl} {
			problem := core.Explain(err, assets.In(language))
			if !strings.Contains(problem.Detail, want) || len(problem.Hints) == 0 {
				t.Errorf("%s %v: %q, hints %q", row.cause, row.wait, problem.Detail, problem.Hints)
			}
		}
	}
}
