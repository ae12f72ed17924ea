//go:build unix

package core

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTighteningFollowsNoLinkAndKnowsNoSecondName(t *testing.T) {
	folder := t.TempDir()
	elsewhere := filepath.Join(folder, "elsewhere")
	if err := os.WriteFile(elsewhere, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, link := range map[string]func(string) error{
		"link":        func(path string) error { return os.Symlink(elsewhere, path) },
		"second name": func(path string) error { return os.Link(elsewhere, path) },
	} {
		if err := os.Chmod(elsewhere, 0o644); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, name)
		if err := link(path); err != nil {
			t.Fatal(err)
		}
		if err := tighten(path); err == nil {
			t.Errorf("%s: tightened", name)
		}
		if info, err := os.Stat(elsewhere); err != nil || info.Mode().Perm() != 0o644 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := tighten(elsewhere); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(elsewhere); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file itself: %v, %v", info.Mode(), err)
	}
}
