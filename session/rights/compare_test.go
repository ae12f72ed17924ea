package rights_test

import (
	"testing"
	"time"

	"latchkey/session/rights"
)

func partOf(list ...rights.Right) rights.Snapshot {
	return snapshotOf(rights.Part{Source: "endpoint", FetchedAt: today, Answer: rights.Answer{Rights: list}})
}

func TestDifferences(t *testing.T) {
	granted := func(id, name string) rights.Right { return rights.Right{ID: id, Name: name, State: rights.Granted} }
	ended := granted("ended", "Ended")
	ended.Until = today.Add(-time.Hour)
	renewed := ended
	renewed.Until = today.Add(time.Hour)
	moved := granted("moved", "Moved")
	moved.Source = rights.SourceGroup
	before := partOf(
		granted("same", "Same"), granted("gone", "Gone"), granted("a2", "Zeta"),
		rights.Right{ID: "up", Name: "Up", State: rights.Denied},
		ended, granted("moved", "Moved"),
		rights.Right{ID: "quiet", Name: "Quiet", State: rights.Denied},
	)
	after := partOf(
		granted("up", "Up"), granted("same", "Same renamed"),
		rights.Right{ID: "a2", Name: "Zeta", State: rights.SeatLimit},
		renewed, moved,
		rights.Right{ID: "extra", Name: "Extra", State: rights.PendingInvitation},
		granted("new", "Brand new"),
	)
	got := rights.Compare(before, after, today)
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
	if same := rights.Compare(after, after, today); len(same.Gained)+len(same.Lost)+len(same.Changed) != 0 || same.Unchanged != 7 {
		t.Errorf("with itself: %+v", same)
	}
}

func TestADifferenceTellsWhichSourceSaidIt(t *testing.T) {
	granted, denied := rights.Right{ID: "r", State: rights.Granted}, rights.Right{ID: "r", State: rights.Denied}
	part := func(source string, list ...rights.Right) rights.Part {
		return rights.Part{Source: source, FetchedAt: today, Answer: rights.Answer{Rights: list}}
	}
	both := snapshotOf(part("a", denied), part("b", granted))
	one := snapshotOf(part("a", denied), part("b"))
	got := rights.Compare(both, one, today)
	if len(got.Lost) != 1 || got.Lost[0].BeforePart != "b" || got.Lost[0].AfterPart != "a" || got.Lost[0].Name != "r" || got.IsEmpty() {
		t.Errorf("got %+v", got)
	}
	if got := rights.Compare(both, snapshotOf(part("a", granted), part("b")), today); !got.IsEmpty() || got.Unchanged != 1 {
		t.Errorf("the same right from another source: %+v", got)
	}
	got = rights.Compare(both, snapshotOf(part("a", denied)), today)
	if len(got.Lost) != 1 {
		t.Fatalf("a source that is asked no longer: %+v", got)
	}
	if got.Lost[0].Before.State = rights.Expired; both.Parts[1].Answer.Rights[0].State != rights.Granted {
		t.Error("a change shares its right with the snapshot")
	}
}

func TestASourceThatWasDownMakesNoDifference(t *testing.T) {
	old := rights.Part{Source: "claims", FetchedAt: today.Add(-90 * 24 * time.Hour), Answer: rights.Answer{Rights: []rights.Right{
		{ID: "a", State: rights.Granted}, {ID: "b", State: rights.Granted, Until: today.Add(-time.Hour)},
	}}}
	fresh := rights.Part{Source: "endpoint", FetchedAt: today, Answer: rights.Answer{Rights: []rights.Right{{ID: "c", State: rights.Granted}}}}
	before := snapshotOf(old, fresh)
	if got := rights.Compare(before, before.With(fresh), today); !got.IsEmpty() || got.Unchanged != 3 {
		t.Errorf("got %+v", got)
	}
}

func TestAnotherOrganizationIsADifference(t *testing.T) {
	of := func(id, name string) rights.Snapshot {
		return snapshotOf(rights.Part{Source: "a", FetchedAt: today}, rights.Part{
			Source: "b", FetchedAt: today, Answer: rights.Answer{Organization: rights.Organization{ID: id, Name: name}},
		})
	}
	for name, c := range map[string]struct {
		before, after rights.Snapshot
		changed       bool
	}{
		"the same":         {of("1", "One"), of("1", "One"), false},
		"renamed":          {of("1", "One"), of("1", "Uno"), false},
		"another":          {of("1", "One"), of("2", "One"), true},
		"another name":     {of("", "One"), of("", "Two"), true},
		"left":             {of("1", "One"), of("", ""), true},
		"joined":           {of("", ""), of("1", "One"), true},
		"the first answer": {rights.Snapshot{}, of("1", "One"), false},
	} {
		got := rights.Compare(c.before, c.after, today)
		if (got.Organization != nil) != c.changed || got.IsEmpty() == c.changed {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
