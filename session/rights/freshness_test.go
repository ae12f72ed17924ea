package rights_test

import (
	"testing"
	"time"

	"latchkey/session/rights"
)

func snapshot(checked, valid, offline time.Time, list ...rights.Right) rights.Snapshot {
	return rights.Snapshot{
		FetchedAt: checked,
		Answer:    rights.Answer{Version: 1, CheckedAt: checked, ValidUntil: valid, OfflineUntil: offline, Rights: list},
	}
}

func TestRightsInTime(t *testing.T) {
	never := time.Time{}
	day := 24 * time.Hour
	full := snapshot(noon, noon.Add(day), noon.Add(30*day))
	cases := map[string]struct {
		snapshot  rights.Snapshot
		now       time.Time
		reachable rights.Freshness
		alone     rights.Freshness
	}{
		"before the first answer":     {rights.Snapshot{}, noon, rights.NoneYet, rights.NoneYet},
		"just fetched":                {full, noon, rights.Fresh, rights.Fresh},
		"last fresh moment":           {full, noon.Add(day - time.Nanosecond), rights.Fresh, rights.Fresh},
		"at valid-until":              {full, noon.Add(day), rights.Stale, rights.Offline},
		"last offline moment":         {full, noon.Add(30*day - time.Nanosecond), rights.Stale, rights.Offline},
		"at offline-until":            {full, noon.Add(30 * day), rights.OutOfDate, rights.OutOfDate},
		"no valid-until, in 24 h":     {snapshot(noon, never, noon.Add(30*day)), noon.Add(day - 1), rights.Fresh, rights.Fresh},
		"no valid-until, later":       {snapshot(noon, never, noon.Add(30*day)), noon.Add(day), rights.Stale, rights.Offline},
		"no offline-until":            {snapshot(noon, noon.Add(day), never), noon.Add(day), rights.OutOfDate, rights.OutOfDate},
		"neither":                     {snapshot(noon, never, never), noon.Add(day), rights.OutOfDate, rights.OutOfDate},
		"a little in the future":      {full, noon.Add(-5 * time.Minute), rights.Fresh, rights.Fresh},
		"in the future":               {full, noon.Add(-5*time.Minute - 1), rights.Stale, rights.Offline},
		"offline ends before valid":   {snapshot(noon, noon.Add(day), noon.Add(time.Hour)), noon.Add(2 * time.Hour), rights.Fresh, rights.Fresh},
		"server's clock, none stated": {rights.Snapshot{FetchedAt: noon, Answer: rights.Answer{Version: 1}}, noon.Add(time.Hour), rights.Fresh, rights.Fresh},
		"own clock was put back": {rights.Snapshot{
			FetchedAt: noon.Add(time.Hour),
			Answer:    rights.Answer{Version: 1, CheckedAt: noon, ValidUntil: noon.Add(day)},
		}, noon, rights.Stale, rights.Offline},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := c.snapshot.FreshnessAt(c.now, true); got != c.reachable {
				t.Errorf("reachable: %s, want %s", got, c.reachable)
			}
			if got := c.snapshot.FreshnessAt(c.now, false); got != c.alone {
				t.Errorf("not reachable: %s, want %s", got, c.alone)
			}
		})
	}
}

func TestWhatCountsAsGranted(t *testing.T) {
	day := 24 * time.Hour
	s := snapshot(noon, noon.Add(day), noon.Add(10*day),
		rights.Right{ID: "plain", State: rights.Granted},
		rights.Right{ID: "ends", State: rights.Granted, Until: noon.Add(2 * day)},
		rights.Right{ID: "denied", State: rights.Denied},
		rights.Right{ID: "unknown", State: rights.Unknown},
		rights.Right{ID: "twice", State: rights.SeatLimit}, rights.Right{ID: "twice", State: rights.Granted},
	)
	for _, c := range []struct {
		id   string
		at   time.Duration
		want bool
	}{
		{"plain", 0, true},
		{"plain", 9 * day, true},
		{"plain", 10 * day, false},
		{"ends", 2 * day, true},
		{"ends", 2*day + 1, false},
		{"denied", 0, false},
		{"unknown", 0, false},
		{"missing", 0, false},
		{"twice", 0, true},
	} {
		if got := s.GrantedAt(c.id, noon.Add(c.at)); got != c.want {
			t.Errorf("%s after %v: %v", c.id, c.at, got)
		}
	}
	if (rights.Snapshot{}).GrantedAt("plain", noon) {
		t.Error("nothing is granted before the first answer")
	}
}

func TestDifferences(t *testing.T) {
	granted := func(id, name string) rights.Right { return rights.Right{ID: id, Name: name, State: rights.Granted} }
	ended := granted("ended", "Ended")
	ended.Until = noon.Add(-time.Hour)
	renewed := ended
	renewed.Until = noon.Add(time.Hour)
	moved := granted("moved", "Moved")
	moved.Source = rights.SourceGroup
	before := rights.Answer{Rights: []rights.Right{
		granted("same", "Same"), granted("gone", "Gone"), granted("a2", "Zeta"),
		{ID: "up", Name: "Up", State: rights.Denied},
		ended, granted("moved", "Moved"),
		{ID: "quiet", Name: "Quiet", State: rights.Denied},
	}}
	after := rights.Answer{Rights: []rights.Right{
		granted("up", "Up"), granted("same", "Same renamed"),
		{ID: "a2", Name: "Zeta", State: rights.SeatLimit},
		renewed, moved,
		{ID: "extra", Name: "Extra", State: rights.PendingInvitation},
		granted("new", "Brand new"),
	}}
	got := rights.Compare(before, after, noon)
	check := func(name string, list []rights.Change, want ...string) {
		t.Helper()
		if len(list) != len(want) {
			t.Fatalf("%s: %+v", name, list)
		}
		for i, change := range list {
			if change.ID != want[i] {
				t.Errorf("%s: %+v, want %v", name, list, want)
			}
		}
	}
	check("gained", got.Gained, "new", "ended", "up")
	check("lost", got.Lost, "gone", "a2")
	check("changed", got.Changed, "extra", "moved", "quiet")
	if got.Unchanged != 1 || got.Lost[0].After != nil || got.Lost[0].Before == nil || got.Gained[0].Before != nil {
		t.Errorf("got %+v", got)
	}
	if same := rights.Compare(after, after, noon); len(same.Gained)+len(same.Lost)+len(same.Changed) != 0 || same.Unchanged != 7 {
		t.Errorf("with itself: %+v", same)
	}
}
