//go:build unix

package session_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"latchkey/session"
)

func TestStrangeSessionFilesAreRefusedWithWords(t *testing.T) {
	cases := map[string]func(path, victim string) error{
		"link":          func(path, victim string) error { return os.Symlink(victim, path) },
		"dangling link": func(path, victim string) error { return os.Symlink(victim+"2", path) },
		"pipe":          func(path, _ string) error { return syscall.Mkfifo(path, 0o600) },
		"folder":        func(path, _ string) error { return os.Mkdir(path, 0o700) },
		"wide mode":     func(path, victim string) error { return copyWith(path, victim, 0o644) },
		"second name":   func(path, victim string) error { return os.Link(victim, path) },
		"foreign owner": func(path, victim string) error {
			return errors.Join(copyWith(path, victim, 0o600), os.Chown(path, os.Geteuid()+1, -1))
		},
		"folder for all": func(path, victim string) error {
			return errors.Join(copyWith(path, victim, 0o600), os.Chmod(filepath.Dir(path), 0o777))
		},
	}
	for name, prepare := range cases {
		t.Run(name, func(t *testing.T) {
			store := newStore(t)
			if err := store.Write(sampleRecord()); err != nil {
				t.Fatal(err)
			}
			victim := filepath.Join(t.TempDir(), "victim")
			if err := os.Rename(store.Path(), victim); err != nil {
				t.Fatal(err)
			}
			content, _ := os.ReadFile(victim)
			if err := prepare(store.Path(), victim); errors.Is(err, os.ErrPermission) {
				t.Skipf("this user cannot make such a file: %v", err)
			} else if err != nil {
				t.Fatal(err)
			}
			before, _ := os.Lstat(store.Path())
			wantRefused(t, store)
			after, err := os.Lstat(store.Path())
			if err != nil || after.Mode() != before.Mode() || !after.ModTime().Equal(before.ModTime()) {
				t.Fatalf("the file was touched: %v, %v", after, err)
			}
			if data, _ := os.ReadFile(victim); string(data) != string(content) {
				t.Fatal("the victim was changed")
			}
		})
	}
}

func wantRefused(t *testing.T, store *session.Store) {
	t.Helper()
	_, err := store.Read()
	var refused *session.RefusedError
	if !errors.Is(err, session.ErrRefused) || !errors.As(err, &refused) || refused.Reason == "" {
		t.Fatalf("read: %v", err)
	}
	if err := store.Write(sampleRecord()); !errors.Is(err, session.ErrRefused) {
		t.Fatalf("write: %v", err)
	}
	if state := store.Inspect(); state.State != session.FileDamaged || state.Reason != refused.Reason {
		t.Fatalf("inspect: %+v", state)
	}
}

func copyWith(path, from string, mode os.FileMode) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(path, data, mode), os.Chmod(path, mode))
}

func TestFoldersAreMadePrivate(t *testing.T) {
	store := newStore(t)
	if err := store.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	folder, _ := os.Stat(filepath.Dir(store.Path()))
	file, _ := os.Stat(store.Path())
	if folder.Mode().Perm() != 0o700 || file.Mode().Perm() != 0o600 {
		t.Fatalf("folder %v, file %v", folder.Mode(), file.Mode())
	}
}
