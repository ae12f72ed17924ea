//go:build linux

package endtoend

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// rechecked is what these tests read of latchkey.recheck/1.
type rechecked struct {
	Fresh bool
	Steps []struct {
		Step, Result string
		Evidence     []evidence
	}
	Gained, Lost []struct{ ID string }
}

// evidence is what one question of a recheck brought.
type evidence struct {
	Source, Asked, Why, Cache, Problem string
	CacheControl                       string `json:"cache_control"`
	AgeSeconds                         *int   `json:"age_seconds"`
	Fresh, Bypass                      bool
}

// recheck runs `latchkey rights recheck`, which must end well.
func (w *world) recheck(args ...string) rechecked {
	w.t.Helper()
	got := w.must(0, append([]string{"rights", "recheck", "--json"}, args...)...)
	var told rechecked
	if err := json.Unmarshal([]byte(got.out), &told); err != nil || len(told.Steps) == 0 {
		w.t.Fatalf("not a recheck: %v\n%s", err, got.out)
	}
	return told
}

// reasons are the evidence of a rung in short: "old_answer", "bypass said_now".
func reasons(all []evidence) (short []string) {
	for _, one := range all {
		why := one.Why
		if one.Bypass {
			why = "bypass " + why
		}
		short = append(short, why)
	}
	return short
}

func (r rechecked) gained(id string) bool {
	return slices.ContainsFunc(r.Gained, func(g struct{ ID string }) bool { return g.ID == id })
}

// lists says whether the cached rights name one.
func (w *world) lists(id string) bool {
	w.t.Helper()
	for _, right := range w.must(0, "rights", "--json").object(w.t)["rights"].([]any) {
		if right.(map[string]any)["id"] == id {
			return true
		}
	}
	return false
}

// plainly asks as a client does that knows nothing of caches.
func plainly(t testing.TB, address, token string) (body string, header http.Header) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := (&http.Client{Timeout: 10 * time.Second}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, response.Status, err)
	}
	return string(content), response.Header
}

// wantRecheck rechecks without a new token and compares what the first rung shows.
func (w *world) wantRecheck(want []string, honest bool) {
	w.t.Helper()
	told := w.recheck("--max-step", "refetch")
	first := told.Steps[0].Evidence
	if got := reasons(first); !slices.Equal(got, want) {
		w.t.Errorf("evidence %v, want %v\n%+v", got, want, first)
	}
	for _, one := range first {
		if !strings.Contains(one.CacheControl, "no-cache") {
			w.t.Errorf("asked with Cache-Control %q", one.CacheControl)
		}
		if one.Why == "cached" && one.Fresh || one.Why == "age" && (one.AgeSeconds == nil || *one.AgeSeconds < 1) {
			w.t.Errorf("%+v", one)
		}
	}
	if told.Fresh == honest || told.gained("lab.new") == honest {
		w.t.Errorf("fresh %v, gained %v", told.Fresh, told.Gained)
	}
	if w.lists("lab.new") == honest {
		w.t.Errorf("the new right is listed: %v", !honest)
	}
}
