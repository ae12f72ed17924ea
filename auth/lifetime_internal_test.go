package auth

import (
	"net/http"
	"testing"
	"time"
)

// RFC 9111 sections 4.2, 5.1 to 5.3.
func TestLifetimes(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	at := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for name, c := range map[string]struct {
		header http.Header
		want   time.Duration
		store  bool
	}{
		"nothing said":          {nil, time.Hour, true},
		"other directives":      {http.Header{"Cache-Control": {"public, must-revalidate"}}, time.Hour, true},
		"max-age":               {http.Header{"Cache-Control": {"public, max-age=600"}}, 10 * time.Minute, true},
		"in capitals, quoted":   {http.Header{"Cache-Control": {`Public,MAX-AGE="600"`}}, 10 * time.Minute, true},
		"in two lines":          {http.Header{"Cache-Control": {"public", "max-age=600"}}, 10 * time.Minute, true},
		"twice":                 {http.Header{"Cache-Control": {"max-age=600, max-age=7200"}}, 10 * time.Minute, true},
		"old already":           {http.Header{"Cache-Control": {"max-age=3600"}, "Age": {"1800"}}, 30 * time.Minute, true},
		"age that is none":      {http.Header{"Cache-Control": {"max-age=3600"}, "Age": {"-9"}}, time.Hour, true},
		"older than that":       {http.Header{"Cache-Control": {"max-age=3600"}, "Age": {"99999"}}, 5 * time.Minute, true},
		"too short":             {http.Header{"Cache-Control": {"max-age=1"}}, 5 * time.Minute, true},
		"too long":              {http.Header{"Cache-Control": {"max-age=31536000"}}, 24 * time.Hour, true},
		"beyond counting":       {http.Header{"Cache-Control": {"max-age=99999999999999999999"}}, 24 * time.Hour, true},
		"negative":              {http.Header{"Cache-Control": {"max-age=-600"}}, 5 * time.Minute, true},
		"no number":             {http.Header{"Cache-Control": {"max-age=ten"}}, 5 * time.Minute, true},
		"without a value":       {http.Header{"Cache-Control": {"max-age"}}, 5 * time.Minute, true},
		"no-cache":              {http.Header{"Cache-Control": {"no-cache, max-age=600"}}, 5 * time.Minute, true},
		"no-store":              {http.Header{"Cache-Control": {"no-store"}}, 5 * time.Minute, false},
		"no-store with an age":  {http.Header{"Cache-Control": {"max-age=600, no-store"}}, 10 * time.Minute, false},
		"expires":               {http.Header{"Expires": {at(2 * time.Hour)}}, 2 * time.Hour, true},
		"expires, other clock":  {http.Header{"Expires": {at(9 * time.Hour)}, "Date": {at(7 * time.Hour)}}, 2 * time.Hour, true},
		"expired":               {http.Header{"Expires": {at(-2 * time.Hour)}}, 5 * time.Minute, true},
		"expires is no time":    {http.Header{"Expires": {"0"}}, 5 * time.Minute, true},
		"max-age beats expires": {http.Header{"Expires": {"0"}, "Cache-Control": {"max-age=600"}}, 10 * time.Minute, true},
	} {
		if got, store := lifetime(c.header, now); got != c.want || store != c.store {
			t.Errorf("%s: %v, %v", name, got, store)
		}
	}
}

func TestABudgetFillsAgain(t *testing.T) {
	t.Parallel()
	now, b := time.Unix(1_800_000_000, 0), &budget{}
	take := func() (n int) {
		for b.take(now) {
			n++
		}
		return n
	}
	for _, step := range []struct {
		later time.Duration
		want  int
	}{{0, 5}, {0, 0}, {9 * time.Second, 0}, {time.Second, 1}, {25 * time.Second, 2}, {time.Hour, 5}, {-time.Hour, 0}, {10 * time.Second, 1}} {
		now = now.Add(step.later)
		if got := take(); got != step.want {
			t.Errorf("%v later: %d", step.later, got)
		}
	}
	if !(*budget)(nil).take(now) {
		t.Error("no budget has bounds")
	}
}

func FuzzLifetime(f *testing.F) {
	f.Add("max-age=600", "5", "Thu, 01 Jan 1970 00:00:00 GMT")
	f.Add(`no-store,,=,max-age="`, "-", "0")
	f.Fuzz(func(t *testing.T, control, age, expires string) {
		h := http.Header{"Cache-Control": {control}, "Age": {age}, "Expires": {expires}}
		if life, _ := lifetime(h, time.Unix(1_800_000_000, 0)); life < shortestLifetime || life > longestLifetime {
			t.Fatalf("%v", life)
		}
	})
}
