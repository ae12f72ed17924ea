//go:build unix

package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/internal/atomicfile"
)

func TestHostileFoldersAreRefusedWithWords(t *testing.T) {
	targets := []target{
		{"of an app", func(s *scene) string { return filepath.Dir(s.app) }, func(s *scene) []string { return []string{s.putAside(s.app)} }},
		{"to put back into", func(s *scene) string { return filepath.Dir(s.live) }, func(s *scene) []string { return []string{s.putBack()} }},
		{"of all backups", func(s *scene) string { return s.backups.folder }, func(s *scene) []string {
			_, list := s.backups.List()
			_, get := s.backups.Get(s.id)
			_, _, create := s.backups.Create(s.t.Context(), BackupRequest{Items: []BackupSource{{Path: s.app}}})
			return []string{
				words(list), words(get), words(create), words(s.backups.Recover(s.t.Context())), words(s.backups.Remove(s.id)),
				words(s.backups.RemoveDamaged(s.id)),
			}
		}},
		{"of one backup", func(s *scene) string { return filepath.Join(s.backups.folder, s.id) }, func(s *scene) []string {
			_, get := s.backups.Get(s.id)
			_, _, restore := s.backups.Restore(s.t.Context(), RestoreRequest{ID: s.id})
			return []string{words(get), words(restore), words(s.backups.Remove(s.id)), words(s.backups.RemoveDamaged(s.id))}
		}},
	}
	for _, target := range targets {
		for _, place := range places() {
			t.Run(target.name+"/"+place.name, func(t *testing.T) {
				if place.root {
					needRoot(t)
				}
				s := newScene(t)
				if err := place.prepare(target.at(s)); err != nil {
					t.Fatal(err)
				}
				s.wantUntouchedButManifest(func() {
					for i, said := range target.deny(s) {
						if said != string(place.reason) {
							t.Errorf("attempt %d: %q, want %q", i, said, place.reason)
						}
					}
				})
			})
		}
	}
}

// wantUntouchedButManifest bears with a manifest that was written again: an undo of which nothing came notes that.
func (s *scene) wantUntouchedButManifest(work func()) {
	s.t.Helper()
	files := func() string {
		var kept []string
		for line := range strings.Lines(s.lines()) {
			if strings.HasPrefix(line, "/") && !strings.Contains(line, manifestName) && !strings.HasPrefix(line, "/backups/"+s.id+" ") {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "")
	}
	before := files()
	work()
	if after := files(); after != before {
		s.t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// A folder further up in which everybody may rename decides as much as the one of the file.
func TestAFolderAboveThatIsOpenToAllIsRefused(t *testing.T) {
	s := newScene(t)
	for _, mode := range []os.FileMode{0o777, 0o777 | os.ModeSticky} {
		if err := os.Chmod(s.root, mode); err != nil {
			t.Fatal(err)
		}
		want := map[bool]string{true: "", false: string(atomicfile.FolderWritable)}[mode&os.ModeSticky != 0]
		if said := s.putAside(s.app); said != want {
			t.Errorf("mode %v: %q, want %q", mode, said, want)
		}
	}
}
