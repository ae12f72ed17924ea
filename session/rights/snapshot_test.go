package rights_test

import (
	"reflect"
	"testing"
	"time"

	"latchkey/session/rights"
)

func TestAPartReplacesTheOneOfItsSource(t *testing.T) {
	part := func(source, id string) rights.Part {
		return rights.Part{Source: source, FetchedAt: today, Answer: rights.Answer{Rights: []rights.Right{{ID: id, State: rights.Granted}}}}
	}
	first := rights.Snapshot{Generation: 3, Grace: time.Hour}.With(part("a", "1")).With(part("b", "2")).With(part("c", "3"))
	second := first.With(part("b", "4"))
	third := first.With(part("b", "5"))
	for name, c := range map[string]struct {
		s    rights.Snapshot
		want []string
	}{
		"first":  {first, []string{"a1", "b2", "c3"}},
		"second": {second, []string{"a1", "b4", "c3"}},
		"third":  {third, []string{"a1", "b5", "c3"}},
	} {
		var got []string
		for part, right := range c.s.Rights() {
			got = append(got, part.Source+right.ID)
		}
		if !reflect.DeepEqual(got, c.want) || c.s.Count() != 3 || c.s.Generation != 3 || c.s.Grace != time.Hour {
			t.Errorf("%s: %v, %+v", name, got, c.s)
		}
	}
	if got, found := second.Part("b"); !found || got.Answer.Rights[0].ID != "4" {
		t.Errorf("got %+v, %v", got, found)
	}
	if _, found := second.Part("d"); found {
		t.Error("a source that never answered has a part")
	}
	roomy := make([]rights.Right, 1, 10)
	s := rights.Snapshot{}.With(rights.Part{Source: "a", Answer: rights.Answer{Rights: roomy}})
	_ = append(s.Parts[0].Answer.Rights, rights.Right{ID: "x"})
	if roomy[:2][1].ID != "" {
		t.Error("appending to a snapshot's list writes to another's")
	}
}

func TestAnswersMerge(t *testing.T) {
	day := 24 * time.Hour
	site := rights.Pending{Kind: "group", Name: "Site"}
	a := rights.Part{Source: "a", FetchedAt: today, Answer: rights.Answer{
		Version: 1, Subject: "s", CheckedAt: today, ValidUntil: today.Add(9 * day),
		Rights: []rights.Right{{ID: "x", State: rights.Granted}}, Pending: []rights.Pending{site},
	}}
	b := rights.Part{Source: "b", FetchedAt: today.Add(-day), Answer: rights.Answer{
		Version: 1, Subject: "t", Issuer: "i", Organization: rights.Organization{ID: "o"}, OfflineUntil: today.Add(5 * day),
		Rights: []rights.Right{{ID: "x", State: rights.Denied}, {ID: "y"}}, Pending: []rights.Pending{{Name: "Other"}, site},
	}}
	got := snapshotOf(a, b).Answer()
	want := rights.Answer{
		Version: 1, Subject: "s", Issuer: "i", Organization: rights.Organization{ID: "o"},
		CheckedAt: today.Add(-day), ValidUntil: today, OfflineUntil: today.Add(5 * day),
		Rights:  []rights.Right{{ID: "x", State: rights.Granted}, {ID: "x", State: rights.Denied}, {ID: "y"}},
		Pending: []rights.Pending{site, {Name: "Other"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	silent := rights.Part{Source: "c", FetchedAt: today}
	if got := snapshotOf(silent, silent).Answer(); !got.ValidUntil.IsZero() || !got.OfflineUntil.IsZero() || !got.CheckedAt.Equal(today) {
		t.Errorf("where nobody names an end: %+v", got)
	}
	if got := snapshotOf(a).Answer(); !reflect.DeepEqual(got, a.Answer) {
		t.Errorf("of one source: %+v", got)
	}
	if got := (rights.Snapshot{}).Answer(); !reflect.DeepEqual(got, rights.Answer{}) {
		t.Errorf("of none: %+v", got)
	}
}
