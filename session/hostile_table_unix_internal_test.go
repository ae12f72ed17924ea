//go:build unix

package session

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scene is a home with a session file, a backup of one file, an app's file, and a victim elsewhere.
type scene struct {
	t                          *testing.T
	root                       string
	session, app, live, victim string
	store                      *Store
	backups                    *Backups
	id                         string // of a backup that holds what was at live
}

func newScene(t *testing.T) *scene {
	t.Helper()
	root := t.TempDir()
	s := &scene{
		t: t, root: root, session: filepath.Join(root, "state", FileName), app: filepath.Join(root, "app", "login_session.dat"),
		live: filepath.Join(root, "live", "login_session.dat"), victim: filepath.Join(root, "victim", "file"),
		store: NewStore(filepath.Join(root, "state"), StoreOptions{}), backups: NewBackups(filepath.Join(root, "backups"), BackupOptions{}),
	}
	for _, path := range []string{s.app, s.live, s.victim} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(path), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	backup, _, err := s.backups.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: s.live, Strict: true}}})
	if err := errors.Join(err, s.store.Write(Record{})); err != nil || backup.ID == "" {
		t.Fatal(err)
	}
	s.id = backup.ID
	return s
}

// target is a place for a hostile object: where it lies, and what then must say no.
type target struct {
	name string
	at   func(s *scene) string
	deny func(s *scene) []string // the words that were said, one for each attempt; "" means that it went through
}

func words(err error) string {
	var refused *RefusedError
	if errors.As(err, &refused) && errors.Is(err, ErrRefused) {
		return refused.Reason
	}
	return ""
}

func detail(results []ItemResult, err error) string {
	if err != nil || len(results) != 1 || results[0].Result != ResultFailed || results[0].Err == nil {
		return ""
	}
	return results[0].Detail
}

func (s *scene) putAside(path string) string {
	_, results, err := s.backups.Create(s.t.Context(), BackupRequest{Items: []BackupSource{{Path: path, Strict: true}}})
	return detail(results, err)
}

func (s *scene) putBack() string {
	_, results, err := s.backups.Restore(s.t.Context(), RestoreRequest{ID: s.id})
	return detail(results, err)
}

func targets() []target {
	return []target{
		{"session file", func(s *scene) string { return s.session }, func(s *scene) []string {
			_, err := s.store.Read()
			return []string{words(err), words(s.store.Write(Record{})), s.store.Inspect().Reason}
		}},
		{"app file", func(s *scene) string { return s.app }, func(s *scene) []string { return []string{s.putAside(s.app)} }},
		{"manifest", func(s *scene) string { return filepath.Join(s.backups.folder, s.id, manifestName) }, func(s *scene) []string {
			_, err := s.backups.Get(s.id)
			_, _, restore := s.backups.Restore(s.t.Context(), RestoreRequest{ID: s.id})
			return []string{words(err), words(restore), words(s.backups.Remove(s.id))}
		}},
	}
}

func TestHostileObjectsInPlaceOfAFileAreRefusedWithWords(t *testing.T) {
	for _, target := range targets() {
		for _, object := range objects() {
			t.Run(target.name+"/"+object.name, func(t *testing.T) {
				if object.root {
					needRoot(t)
				}
				s := newScene(t)
				path := target.at(s)
				if err := errors.Join(os.RemoveAll(path), object.prepare(path, s.victim)); err != nil {
					t.Fatal(err)
				}
				s.wantUntouched(func() {
					for i, said := range target.deny(s) {
						if said != string(object.reason) {
							t.Errorf("attempt %d: %q, want %q", i, said, object.reason)
						}
					}
				})
			})
		}
	}
}

// wantUntouched runs work, which must leave everything as it was; a folder of a backup that was made and given up again may have
// changed the time of the folder around it.
func (s *scene) wantUntouched(work func()) {
	s.t.Helper()
	before := s.lines()
	work()
	if after := s.lines(); after != before {
		s.t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

func (s *scene) lines() string {
	var kept []string
	for line := range strings.Lines(snapshot(s.t, s.root)) {
		if !strings.HasPrefix(line, "/backups ") && !strings.HasPrefix(line, "/backups.real ") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// In the place where a file is to go back, whatever is no ordinary file of this user stays, and the file stays in its backup.
func TestHostileObjectsInTheWayOfAnUndoStay(t *testing.T) {
	for _, object := range objects() {
		t.Run(object.name, func(t *testing.T) {
			if object.root {
				needRoot(t)
			}
			s := newScene(t)
			if err := object.prepare(s.live, s.victim); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, filepath.Dir(s.live)) + snapshot(t, filepath.Dir(s.victim))
			if standing, err := s.backups.Standing(s.id); err != nil || standing[0] == StandingNone {
				t.Errorf("standing: %v, %v", standing, err)
			}
			if said := s.putBack(); said != detailInTheWay {
				t.Errorf("said %q", said)
			}
			if after := snapshot(t, filepath.Dir(s.live)) + snapshot(t, filepath.Dir(s.victim)); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
			if err := os.RemoveAll(s.live); err != nil {
				t.Fatal(err)
			}
			if _, results, err := s.backups.Restore(t.Context(), RestoreRequest{ID: s.id}); err != nil || results[0].Result != ResultDone {
				t.Errorf("afterwards: %+v, %v", results, err)
			}
		})
	}
}
