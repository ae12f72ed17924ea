//go:build unix

package activity_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"latchkey/session/activity"
)

func TestWhatIsNoFileOfItsOwnIsNeitherWrittenNorRead(t *testing.T) {
	const content = "of somebody else\n"
	cases := map[string]func(file, victim string) error{
		"a link":      func(file, victim string) error { return os.Symlink(victim, file) },
		"a hard link": func(file, victim string) error { return os.Link(victim, file) },
		"a pipe":      func(file, _ string) error { return syscall.Mkfifo(file, 0o600) },
		"a folder":    func(file, _ string) error { return os.Mkdir(file, 0o700) },
		"open to others": func(file, _ string) error {
			return errors.Join(os.WriteFile(file, []byte(content), 0o600), os.Chmod(file, 0o644))
		},
	}
	for name, put := range cases {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			file, victim := filepath.Join(folder, "activity.jsonl"), filepath.Join(folder, "victim")
			if err := errors.Join(os.WriteFile(victim, []byte(content), 0o600), put(file, victim)); err != nil {
				t.Fatal(err)
			}
			log := activity.New(file)
			if err := log.Append(event(0, "sign_in")); err == nil {
				t.Error("it was written")
			}
			if events, _, err := log.List(); err == nil || len(events) > 0 {
				t.Errorf("it was read: %v, %v", events, err)
			}
			if text, err := os.ReadFile(victim); err != nil || string(text) != content {
				t.Errorf("the other file is now %q (%v)", text, err)
			}
		})
	}
}

func TestALinkInTheOlderPlaceIsReplacedAndNotFollowed(t *testing.T) {
	log, file := newLog(t)
	add(t, log, event(0, "first"))
	fill(t, file, "old")
	victim := filepath.Join(t.TempDir(), "victim")
	older := log.Files()[1]
	if err := errors.Join(os.WriteFile(victim, []byte("kept"), 0o600), os.Symlink(victim, older)); err != nil {
		t.Fatal(err)
	}
	add(t, log, event(1, "second"))
	if text, err := os.ReadFile(victim); err != nil || string(text) != "kept" {
		t.Errorf("the other file is now %q (%v)", text, err)
	}
	if info, err := os.Lstat(older); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the older file is %v (%v)", info, err)
	}
}

func TestAFolderThatOthersMayWriteIntoIsNotUsed(t *testing.T) {
	log, file := newLog(t)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.Chmod(filepath.Dir(file), 0o777)); err != nil {
		t.Fatal(err)
	}
	if err := log.Append(event(0, "sign_in")); err == nil {
		t.Error("an event was written into a folder that is open to others")
	}
}
