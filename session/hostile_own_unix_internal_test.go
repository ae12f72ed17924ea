//go:build unix

package session

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file of this program's own that somebody put something else in place of can be reset: a link goes as the link it is, and a name as
// one name of several. What is no file at all stays, with words. The victim never notices.
func TestHostileObjectsInPlaceOfAnOwnFileAreMovedAsThemselves(t *testing.T) {
	moved := map[string]bool{"link": true, "dangling link": true, "link to a folder": true, "hard link": true, "foreign owner": true}
	for _, object := range objects() {
		t.Run(object.name, func(t *testing.T) {
			if object.root {
				needRoot(t)
			}
			s := newScene(t)
			if err := errors.Join(os.Remove(s.session), object.prepare(s.session, s.victim)); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, filepath.Dir(s.victim)) + snapshot(t, filepath.Dir(s.session))
			backup, results, err := s.backups.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: s.session}}})
			if err != nil || (results[0].Result == ResultDone) != moved[object.name] {
				t.Fatalf("%+v, %v", results, err)
			}
			if !moved[object.name] && results[0].Detail != string(object.reason) {
				t.Errorf("said %q", results[0].Detail)
			}
			if moved[object.name] {
				if exists(s.session) {
					t.Error("it is still there")
				}
				if _, results, err = s.backups.Restore(t.Context(), RestoreRequest{ID: backup.ID}); err != nil || results[0].Result != ResultDone {
					t.Fatalf("%+v, %v", results, err)
				}
			}
			if after := snapshot(t, filepath.Dir(s.victim)) + snapshot(t, filepath.Dir(s.session)); withoutFolder(after) != withoutFolder(before) {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
}

// withoutFolder leaves out the folder itself, whose time is that of the last move.
func withoutFolder(lines string) string {
	var kept []string
	for line := range strings.Lines(lines) {
		if !strings.HasPrefix(line, " ") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}
