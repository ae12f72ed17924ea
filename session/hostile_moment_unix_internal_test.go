//go:build unix

package session

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/internal/atomicfile"
)

// What turns hostile between the plan and the move is refused as if it had been so before.
func TestWhatTurnsHostileBeforeTheMoveIsRefused(t *testing.T) {
	cases := map[string]struct {
		turn func(s *scene) error
		want string
	}{
		"another name": {func(s *scene) error { return os.Link(s.app, s.victim+".second") }, string(atomicfile.HardLinked)},
		"a link": {func(s *scene) error {
			return errors.Join(os.Remove(s.app), os.Symlink(s.victim, s.app))
		}, string(atomicfile.IsLink)},
		"an open folder": {func(s *scene) error { return os.Chmod(filepath.Dir(s.app), 0o777) }, string(atomicfile.FolderWritable)},
		"a linked folder": {func(s *scene) error {
			folder := filepath.Dir(s.app)
			other := filepath.Join(filepath.Dir(s.victim), filepath.Base(s.app))
			return errors.Join(os.Rename(folder, folder+".real"), os.Symlink(filepath.Dir(s.victim), folder), os.WriteFile(other, nil, 0o600))
		}, string(atomicfile.FolderIsLink)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			var before string
			s.backups.step = func(step string) {
				if step == "manifest moving" {
					if err := c.turn(s); err != nil {
						t.Fatal(err)
					}
					before = s.lines()
				}
			}
			_, results, err := s.backups.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: s.app, Strict: true}}})
			if err != nil || results[0].Result != ResultFailed {
				t.Fatalf("%+v, %v", results, err)
			}
			if results[0].Detail != c.want {
				t.Errorf("said %q, want %q", results[0].Detail, c.want)
			}
			if after := outsideBackups(s.lines()); after != outsideBackups(before) {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
}

// A folder that is made again for an undo lies in a place that is asked for then.
func TestAFolderIsNotMadeAgainWhereAllMayRename(t *testing.T) {
	s := newScene(t)
	if err := errors.Join(os.Remove(filepath.Dir(s.live)), os.Chmod(s.root, 0o777)); err != nil {
		t.Fatal(err)
	}
	if said := s.putBack(); said != string(atomicfile.FolderWritable) {
		t.Errorf("said %q", said)
	}
	if exists(s.live) || !exists(s.backups.stored(s.id, 0)) {
		t.Error("the file left its backup")
	}
}

// outsideBackups leaves out the backup that was begun and given up.
func outsideBackups(lines string) string {
	var kept []string
	for line := range strings.Lines(lines) {
		if !strings.HasPrefix(line, "/backups") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}
