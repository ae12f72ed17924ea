package rights_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"latchkey/session/rights"
)

func TestLookGivesTheNamedRightsOnly(t *testing.T) {
	cache, _ := newCache(t)
	if _, err := cache.Look(mila, []string{"b"}); !errors.Is(err, rights.ErrNone) {
		t.Fatalf("before: %v", err)
	}
	whole := sampleSnapshot(t)
	if err := cache.Save(mila, whole); err != nil {
		t.Fatal(err)
	}
	many := []string{"b", "odd id, with spaces"}
	for i := range 20 {
		many = append(many, fmt.Sprintf("missing %d", i))
	}
	for name, ids := range map[string][]string{
		"none": nil, "one": {"soon"}, "of two sources": {"b"}, "twice": {"b", "b"}, "missing": {"x", "tekla", "tekla.warehouse.2", ""},
		"with spaces": {"odd id, with spaces"}, "many": many, "more than an id": {"b\tseat_limit", "b\n"},
	} {
		got, err := cache.Look(mila, ids)
		if err != nil || len(got.Parts) != 2 {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		for i, part := range got.Parts {
			want := whole.Parts[i]
			want.Answer.Rights = slices.DeleteFunc(slices.Clone(want.Answer.Rights), func(r rights.Right) bool { return !slices.Contains(ids, r.ID) })
			if !reflect.DeepEqual(part, want) {
				t.Errorf("%s: got %+v, want %+v", name, part, want)
			}
		}
	}
}

func TestTheSummaryCountsWithoutTheRights(t *testing.T) {
	cache, _ := newCache(t)
	if _, err := cache.Summary(mila); !errors.Is(err, rights.ErrNone) {
		t.Fatalf("before: %v", err)
	}
	whole := sampleSnapshot(t)
	if err := cache.Save(mila, whole); err != nil {
		t.Fatal(err)
	}
	got, err := cache.Summary(mila)
	if err != nil || !reflect.DeepEqual(got, whole.Summary(today)) {
		t.Fatalf("got %+v, %v", got, err)
	}
	first := got.Parts[0]
	if first.Count != 5 || first.Granted != 2 || first.Pending != 2 || !first.NextEnd.Equal(today.Add(90*time.Minute+5)) || !got.CountedAt.Equal(today) {
		t.Errorf("got %+v", first)
	}
	for _, after := range []time.Duration{0, time.Hour, 2 * time.Hour, 23 * time.Hour, 25 * time.Hour, 40 * 24 * time.Hour, -time.Hour} {
		now := today.Add(after)
		granted, exact := got.GrantedAt(now)
		count := 0
		for part, right := range whole.Rights() {
			if whole.StateAt(part, right, now) == rights.Granted {
				count++
			}
		}
		if exact && granted != count {
			t.Errorf("after %v: %d, and there are %d", after, granted, count)
		}
		if wantExact := after >= 0 && after <= 90*time.Minute || after == 40*24*time.Hour; exact != wantExact {
			t.Errorf("after %v: exact %v", after, exact)
		}
		if got.FreshnessAt(now, true) != whole.FreshnessAt(now, true) {
			t.Errorf("after %v: %s", after, got.FreshnessAt(now, true))
		}
	}
	files, _ := cache.Files()
	text, _ := os.ReadFile(files[0])
	if err := os.WriteFile(files[0], text[:len(text)-5], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Summary(mila); err != nil {
		t.Errorf("the summary read more than the head: %v", err)
	}
}

func TestALargeHeadIsReadToo(t *testing.T) {
	cache, _ := newCache(t)
	s := sampleSnapshot(t)
	for i := range 1000 {
		s.Parts[0].Answer.Pending = append(s.Parts[0].Answer.Pending, rights.Pending{Kind: "group", Name: fmt.Sprintf("Site %d", i)})
	}
	if err := cache.Save(mila, s); err != nil {
		t.Fatal(err)
	}
	summary, err := cache.Summary(mila)
	if err != nil || summary.Parts[0].Pending != 1002 {
		t.Errorf("got %d, %v", summary.Parts[0].Pending, err)
	}
	if got, err := cache.Look(mila, []string{"b"}); err != nil || got.Count() != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := cache.Load(mila); err != nil || !reflect.DeepEqual(got, s) {
		t.Errorf("got %v", err)
	}
}

// The files were written by the version before format 2.
func TestAFileOfTheFormerFormatStillCounts(t *testing.T) {
	for name, source := range map[string]string{"format1-endpoint.json": "endpoint", "format1-claims.json": "claims"} {
		cache, folder := newCache(t)
		if err := cache.Save(mila, sampleSnapshot(t)); err != nil {
			t.Fatal(err)
		}
		files, _ := cache.Files()
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(files[0], text, 0o600); err != nil {
			t.Fatal(err)
		}
		whole, err := cache.Load(mila)
		if err != nil || len(whole.Parts) != 1 || whole.Parts[0].Source != source || !whole.Parts[0].ServerDate.IsZero() {
			t.Fatalf("%s: %+v, %v", name, whole, err)
		}
		id := whole.Parts[0].Answer.Rights[0].ID
		checked := whole.Parts[0].Answer.CheckedAt
		if !whole.GrantedAt(id, checked.Add(23*time.Hour)) || whole.GrantedAt(id, checked.Add(31*24*time.Hour)) {
			t.Errorf("%s: %s does not count as it did", name, id)
		}
		some, err := cache.Look(mila, []string{id})
		if err != nil || some.Count() != 1 || !reflect.DeepEqual(some.Parts[0].Answer.Rights[0], whole.Parts[0].Answer.Rights[0]) {
			t.Errorf("%s: %+v, %v", name, some, err)
		}
		summary, err := cache.Summary(mila)
		if err != nil || !reflect.DeepEqual(summary, whole.Summary(today)) {
			t.Errorf("%s: %+v, %v", name, summary, err)
		}
		if err := cache.Save(mila, whole); err != nil {
			t.Fatal(err)
		}
		if again, err := cache.Load(mila); err != nil || !reflect.DeepEqual(again, whole) {
			t.Errorf("%s, written anew: %+v, %v", name, again, err)
		}
		other := mila
		other.Subject = "eve"
		if err := cache.Save(other, whole); err != nil {
			t.Fatal(err)
		}
		both, _ := cache.Files()
		for _, file := range both {
			if file != files[0] {
				_ = os.WriteFile(file, text, 0o600)
			}
		}
		if _, err := cache.Load(other); !errors.Is(err, rights.ErrDamaged) {
			t.Errorf("%s in %s: another person's file: %v", name, folder, err)
		}
	}
}
