package session_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"latchkey/session"
)

func TestStandingSaysWhatIsInTheWay(t *testing.T) {
	b := newBench(t)
	names := []string{"none", "same", "older", "newer", "touched", "folder", "gone/deep", "kept"}
	for _, name := range names {
		b.put(name, "old "+name, 0o600)
	}
	backup, _ := b.create(names...)
	b.put("kept", "", 0o600)
	if _, results, err := b.backups.Restore(t.Context(), session.RestoreRequest{ID: backup.ID, Items: []int{7}}); err != nil || len(results) != 1 {
		t.Fatalf("%+v, %v", results, err)
	}
	b.put("same", "old same", 0o600)
	b.put("older", "other", 0o600)
	b.put("newer", "other", 0o600)
	b.put("touched", "other at the same time", 0o600)
	b.put("folder/inside", "x", 0o600)
	for name, by := range map[string]time.Duration{"older": -time.Second, "newer": time.Second} {
		info, _ := os.Stat(b.path(name))
		if err := os.Chtimes(b.path(name), time.Time{}, info.ModTime().Add(by)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Dir(b.path("gone/deep"))); err != nil {
		t.Fatal(err)
	}
	got, err := b.backups.Standing(backup.ID)
	want := []session.Standing{
		session.StandingNone, session.StandingSame, session.StandingOlder, session.StandingNewer, session.StandingNewer,
		session.StandingOther, session.StandingNone, session.StandingNone,
	}
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q, %v", got, want, err)
	}
	_, results := b.restore(backup.ID)
	wantResults(t, results, "done", "done", "done", "done", "done", "failed", "done", "skipped")
	aside, err := b.backups.Get(results[2].Backup)
	if err != nil || len(aside.Items) != 3 { // the same bytes with the same mode and time are not kept twice
		t.Fatalf("what stood in the way: %+v, %v", aside, err)
	}
}

func TestASelectionIsPutBackAndTheRestStays(t *testing.T) {
	b := newBench(t)
	names := []string{"one", "two", "three"}
	for _, name := range names {
		b.put(name, "old "+name, 0o600)
	}
	backup, _ := b.create(names...)
	for _, name := range names {
		b.put(name, "new "+name, 0o600)
	}
	after, results, err := b.backups.Restore(t.Context(), session.RestoreRequest{ID: backup.ID, Items: []int{2, 0, 2}})
	if err != nil {
		t.Fatal(err)
	}
	wantResults(t, results, "done", "done")
	if results[0].Index != 0 || results[1].Index != 2 || after.Items[1].State != session.ItemStored {
		t.Fatalf("results %+v, items %+v", results, after.Items)
	}
	b.want("one", "old one")
	b.want("two", "new two")
	b.want("three", "old three")
	aside, err := b.backups.Get(results[0].Backup)
	if err != nil || len(aside.Items) != 2 {
		t.Fatalf("only what was in the way of the selection: %+v, %v", aside, err)
	}
	if _, results, err = b.backups.Restore(t.Context(), session.RestoreRequest{ID: backup.ID, Items: []int{}}); err != nil || len(results) != 0 {
		t.Fatalf("nothing chosen: %+v, %v", results, err)
	}
	for _, wrong := range []int{-1, 3} {
		if _, _, err := b.backups.Restore(t.Context(), session.RestoreRequest{ID: backup.ID, Items: []int{1, wrong}}); err == nil {
			t.Errorf("item %d was accepted", wrong)
		}
	}
	b.want("two", "new two")
	_, results = b.restore(backup.ID)
	wantResults(t, results, "skipped", "done", "skipped")
	b.want("two", "old two")
}

func TestTheAppOfAFileIsRemembered(t *testing.T) {
	b := newBench(t)
	b.put("app/login_session.dat", "opaque", 0o600)
	backup, results, err := b.backups.Create(t.Context(), session.BackupRequest{Items: []session.BackupSource{
		{Kind: "file", What: "app_sign_in", Path: b.path("app/login_session.dat"), App: "sketchup@2021", Label: "SketchUp 2021", Strict: true},
	}})
	if err != nil || results[0].App != "sketchup@2021" || results[0].Label != "SketchUp 2021" {
		t.Fatalf("%+v, %v", results, err)
	}
	read, err := b.backups.Get(backup.ID)
	if item := read.Items[0]; err != nil || item.App != "sketchup@2021" || item.Label != "SketchUp 2021" || !item.Strict {
		t.Fatalf("%+v, %v", item, err)
	}
	b.put("app/login_session.dat", "newer", 0o600)
	_, results = b.restore(backup.ID)
	if results[0].Label != "SketchUp 2021" || results[0].Backup == "" {
		t.Fatalf("%+v", results)
	}
	aside, err := b.backups.Get(results[0].Backup)
	if err != nil || aside.Items[0].App != "sketchup@2021" {
		t.Fatalf("%+v, %v", aside, err)
	}
}
