package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// errCrash is what the step hook panics with, in the place of a power cut.
var errCrash = errors.New("crash")

// world is two files in two folders, and backups that can crash between steps.
type world struct {
	t      *testing.T
	folder string
	across bool // as if the backups were on another file system
}

func (w *world) backups(crashAt int) *Backups {
	b := NewBackups(filepath.Join(w.folder, "backups"), BackupOptions{Now: func() time.Time { return crashTime }})
	steps := 0
	b.step = func(string) {
		if steps++; steps == crashAt {
			panic(errCrash)
		}
	}
	if w.across {
		rename := b.rename
		b.rename = func(from, to string) error {
			if filepath.Dir(from) != filepath.Dir(to) {
				return &os.LinkError{Op: "rename", Old: from, New: to, Err: syscall.EXDEV}
			}
			return rename(from, to)
		}
	}
	return b
}

var crashTime = time.Date(2026, 11, 22, 13, 15, 0, 0, time.UTC)

func (w *world) sources() []BackupSource {
	var sources []BackupSource
	for _, name := range []string{"app/one", "state/two"} {
		sources = append(sources, BackupSource{Kind: "file", What: name, Path: filepath.Join(w.folder, "live", name)})
	}
	return sources
}

func (w *world) fill(prefix string) {
	w.t.Helper()
	for i, source := range w.sources() {
		at := crashTime.Add(-time.Duration(i+1) * time.Hour)
		err := errors.Join(os.MkdirAll(filepath.Dir(source.Path), 0o700),
			os.WriteFile(source.Path, []byte(prefix+source.What), 0o600), os.Chmod(source.Path, 0o640), os.Chtimes(source.Path, at, at))
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

// crashes runs work and reports whether it was cut off.
func (w *world) crashes(work func() error) (crashed bool) {
	w.t.Helper()
	defer func() {
		if cause := recover(); cause != nil {
			if cause != any(errCrash) {
				panic(cause)
			}
			crashed = true
		}
	}()
	if err := work(); err != nil {
		w.t.Fatal(err)
	}
	return false
}

// contents lists every file that is not a manifest, "live" or "aside" before its content, sorted.
func (w *world) contents() []string {
	w.t.Helper()
	var all []string
	err := filepath.WalkDir(w.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == manifestName {
			return err
		}
		if strings.HasSuffix(path, ".tmp") {
			w.t.Errorf("%s was left", path)
		}
		data, err := os.ReadFile(path)
		place := "aside "
		if strings.HasPrefix(path, filepath.Join(w.folder, "live")) {
			place = "live "
		}
		all = append(all, place+string(data))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func (w *world) at(place, prefix string) []string {
	var all []string
	for _, source := range w.sources() {
		all = append(all, place+" "+prefix+source.What)
	}
	return all
}

func (w *world) wantWhole(b *Backups) []Backup {
	w.t.Helper()
	list, err := b.List()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, backup := range list {
		if !backup.Complete {
			w.t.Errorf("backup %s is not complete", backup.ID)
		}
	}
	return list
}

// memoryFolder avoids thousands of real flushes where the system has a file system in memory. The cut-offs are simulated, so
// nothing is lost by that.
func memoryFolder(t *testing.T) string {
	t.Helper()
	memory := "/dev/shm"
	if info, err := os.Stat(memory); err != nil || !info.IsDir() || !filepath.IsAbs(memory) {
		memory = "" // then it is the usual temporary folder
	}
	folder, err := os.MkdirTemp(memory, "latchkey-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

func (w *world) wantModeAndTime() {
	for i, source := range w.sources() {
		info, err := os.Stat(source.Path)
		if err != nil || info.Mode() != 0o640 && runtime.GOOS != "windows" || !info.ModTime().Equal(crashTime.Add(-time.Duration(i+1)*time.Hour)) {
			w.t.Errorf("%s: %v, %v", source.What, info, err)
		}
	}
}
