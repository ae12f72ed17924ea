package rights_test

import (
	"slices"
	"testing"
	"time"

	"latchkey/session/rights"
)

func snapshot(checked, valid, offline time.Time, list ...rights.Right) rights.Snapshot {
	return snapshotOf(rights.Part{
		Source: "endpoint", FetchedAt: checked,
		Answer: rights.Answer{Version: 1, CheckedAt: checked, ValidUntil: valid, OfflineUntil: offline, Rights: list},
	})
}

func snapshotOf(parts ...rights.Part) rights.Snapshot { return rights.Snapshot{Parts: parts} }

func TestRightsInTime(t *testing.T) {
	never := time.Time{}
	day := 24 * time.Hour
	full := snapshot(today, today.Add(day), today.Add(30*day))
	cases := map[string]struct {
		snapshot  rights.Snapshot
		now       time.Time
		reachable rights.Freshness
		alone     rights.Freshness
	}{
		"before the first answer":     {rights.Snapshot{}, today, rights.NoneYet, rights.NoneYet},
		"just fetched":                {full, today, rights.Fresh, rights.Fresh},
		"last fresh moment":           {full, today.Add(day - time.Nanosecond), rights.Fresh, rights.Fresh},
		"at valid-until":              {full, today.Add(day), rights.Stale, rights.Offline},
		"last offline moment":         {full, today.Add(30*day - time.Nanosecond), rights.Stale, rights.Offline},
		"at offline-until":            {full, today.Add(30 * day), rights.OutOfDate, rights.OutOfDate},
		"no valid-until, in 24 h":     {snapshot(today, never, today.Add(30*day)), today.Add(day - 1), rights.Fresh, rights.Fresh},
		"no valid-until, later":       {snapshot(today, never, today.Add(30*day)), today.Add(day), rights.Stale, rights.Offline},
		"no offline-until":            {snapshot(today, today.Add(day), never), today.Add(day), rights.OutOfDate, rights.OutOfDate},
		"neither":                     {snapshot(today, never, never), today.Add(day), rights.OutOfDate, rights.OutOfDate},
		"a little in the future":      {full, today.Add(-5 * time.Minute), rights.Fresh, rights.Fresh},
		"in the future":               {full, today.Add(-5*time.Minute - 1), rights.Stale, rights.Offline},
		"offline ends before valid":   {snapshot(today, today.Add(day), today.Add(time.Hour)), today.Add(2 * time.Hour), rights.Fresh, rights.Fresh},
		"server's clock, none stated": {snapshotOf(rights.Part{FetchedAt: today, Answer: rights.Answer{Version: 1}}), today.Add(time.Hour), rights.Fresh, rights.Fresh},
		"own clock was put back": {snapshotOf(rights.Part{
			FetchedAt: today.Add(time.Hour),
			Answer:    rights.Answer{Version: 1, CheckedAt: today, ValidUntil: today.Add(day)},
		}), today, rights.Stale, rights.Offline},
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
	s := snapshot(today, today.Add(day), today.Add(10*day),
		rights.Right{ID: "plain", State: rights.Granted},
		rights.Right{ID: "ends", State: rights.Granted, Until: today.Add(2 * day)},
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
		if got := s.GrantedAt(c.id, today.Add(c.at)); got != c.want {
			t.Errorf("%s after %v: %v", c.id, c.at, got)
		}
	}
	if (rights.Snapshot{}).GrantedAt("plain", today) {
		t.Error("nothing is granted before the first answer")
	}
}

func TestTheWholeIsAsOldAsTheWorstPart(t *testing.T) {
	day := 24 * time.Hour
	part := func(source string, checked time.Time) rights.Part {
		return rights.Part{Source: source, FetchedAt: checked, Answer: rights.Answer{
			CheckedAt: checked, ValidUntil: checked.Add(day), OfflineUntil: checked.Add(10 * day),
		}}
	}
	fresh, older, over := part("a", today), part("b", today.Add(-2*day)), part("c", today.Add(-20*day))
	never := rights.Part{Source: "d"}
	for name, c := range map[string]struct {
		parts            []rights.Part
		reachable, alone rights.Freshness
	}{
		"all fresh":          {[]rights.Part{fresh, part("e", today)}, rights.Fresh, rights.Fresh},
		"one older":          {[]rights.Part{fresh, older}, rights.Stale, rights.Offline},
		"one out of date":    {[]rights.Part{fresh, over}, rights.Stale, rights.Offline},
		"none fresh":         {[]rights.Part{over, older}, rights.Stale, rights.Offline},
		"all out of date":    {[]rights.Part{over, part("e", over.FetchedAt)}, rights.OutOfDate, rights.OutOfDate},
		"one never answered": {[]rights.Part{never, fresh}, rights.Fresh, rights.Fresh},
		"never and over":     {[]rights.Part{never, over}, rights.OutOfDate, rights.OutOfDate},
		"nothing":            {[]rights.Part{never}, rights.NoneYet, rights.NoneYet},
	} {
		for range 2 {
			s := snapshotOf(c.parts...)
			if got := s.FreshnessAt(today, true); got != c.reachable {
				t.Errorf("%s, reachable: %s, want %s", name, got, c.reachable)
			}
			if got := s.FreshnessAt(today, false); got != c.alone {
				t.Errorf("%s, alone: %s, want %s", name, got, c.alone)
			}
			slices.Reverse(c.parts)
		}
	}
}

func TestGraceIsOnlyForWhoNamesNoEnd(t *testing.T) {
	day := 24 * time.Hour
	right := rights.Right{ID: "r", State: rights.Granted}
	named := snapshot(today, today.Add(day), today.Add(2*day), right)
	silent := snapshot(today, time.Time{}, time.Time{}, right)
	for _, c := range []struct {
		name  string
		s     rights.Snapshot
		grace time.Duration
		end   time.Time
	}{
		{"named, no grace", named, 0, today.Add(2 * day)},
		{"named, grace", named, 5 * day, today.Add(2 * day)},
		{"silent, no grace", silent, 0, today.Add(day)},
		{"silent, grace", silent, 5 * day, today.Add(6 * day)},
		{"silent, below zero", silent, -5 * day, today.Add(day)},
	} {
		c.s.Grace = c.grace
		if !c.s.GrantedAt("r", c.end.Add(-1)) || c.s.GrantedAt("r", c.end) {
			t.Errorf("%s: it does not end at %v", c.name, c.end)
		}
		if got := slices.Collect(c.s.Ends()); len(got) != 1 || !got[0].Equal(c.end) {
			t.Errorf("%s: ends %v, want %v", c.name, got, c.end)
		}
	}
}

func TestOneSourceIsEnoughAndNoneOutlivesItsOwnAnswer(t *testing.T) {
	day := 24 * time.Hour
	short := rights.Part{Source: "a", FetchedAt: today, Answer: rights.Answer{OfflineUntil: today.Add(2 * day), Rights: []rights.Right{
		{ID: "both", State: rights.Granted}, {ID: "short", State: rights.Granted}, {ID: "no", State: rights.Denied},
	}}}
	long := rights.Part{Source: "b", FetchedAt: today, Answer: rights.Answer{OfflineUntil: today.Add(9 * day), Rights: []rights.Right{
		{ID: "both", State: rights.Granted, Until: today.Add(5 * day)},
		{ID: "no", State: rights.Granted},
		{ID: "gone", State: rights.Granted, Until: today},
	}}}
	for _, s := range []rights.Snapshot{snapshotOf(short, long), snapshotOf(long, short)} {
		for _, c := range []struct {
			id  string
			end time.Time // the first moment at which it no longer counts
		}{{"both", today.Add(5*day + 1)}, {"short", today.Add(2 * day)}, {"no", today.Add(9 * day)}, {"gone", today.Add(1)}} {
			if !s.GrantedAt(c.id, c.end.Add(-1)) || s.GrantedAt(c.id, c.end) {
				t.Errorf("%s does not end at %v", c.id, c.end)
			}
		}
		for part, right := range s.Rights() {
			for _, at := range []time.Time{today, today.Add(3 * day), today.Add(20 * day)} {
				isGranted := s.StateAt(part, right, at) == rights.Granted
				if alone := snapshotOf(part); isGranted != alone.GrantedAt(right.ID, at) {
					t.Errorf("%s of %s at %v is shown as %s", right.ID, part.Source, at, s.StateAt(part, right, at))
				}
			}
		}
		if got := s.StateAt(short, short.Answer.Rights[2], today.Add(20*day)); got != rights.Denied {
			t.Errorf("denied becomes %s", got)
		}
	}
}
