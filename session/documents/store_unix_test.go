//go:build unix

package documents_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestModesKeepOthersOut(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	save(t, s, name, []byte("one"))
	for path, want := range map[string]os.FileMode{s.Folder: 0o700, fileOf(t, s): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v", path, info.Mode(), err)
		}
	}
}

func TestAFileThatOthersCouldHavePlantedIsNotThere(t *testing.T) {
	t.Parallel()
	for what, plant := range map[string]func(folder, path string) error{
		"others may write the file":   func(_, path string) error { return os.Chmod(path, 0o666) },
		"others may read the file":    func(_, path string) error { return os.Chmod(path, 0o640) },
		"others may write the folder": func(folder, _ string) error { return os.Chmod(folder, 0o777) },
		"foreign owner":               func(_, path string) error { return os.Chown(path, os.Geteuid()+1, -1) },
		"second name":                 func(folder, path string) error { return os.Link(path, filepath.Join(folder, "second")) },
		"a link": func(folder, path string) error {
			elsewhere := filepath.Join(filepath.Dir(folder), "elsewhere")
			if err := os.Rename(path, elsewhere); err != nil {
				return err
			}
			return os.Symlink(elsewhere, path)
		},
		"a pipe": func(_, path string) error {
			if err := os.Remove(path); err != nil {
				return err
			}
			return syscall.Mkfifo(path, 0o600)
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := newStore(t)
			save(t, s, name, []byte("one"))
			if err := plant(s.Folder, fileOf(t, s)); err != nil {
				t.Skipf("this user cannot make such a file: %v", err)
			}
			if got, ok := s.Load(name); ok {
				t.Fatalf("loaded %q", got)
			}
		})
	}
}

func TestAFolderThatOthersMayWriteIntoIsNotUsed(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	if err := os.Mkdir(s.Folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(s.Folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(name, []byte("one")); err == nil {
		t.Error("saved there")
	}
}
