package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// wantNothingLost counts every content exactly once, wherever it is, besides half copies.
func (w *world) wantNothingLost(undo bool) {
	w.t.Helper()
	all := strings.Join(w.quietContents(), "|")
	prefixes := []string{"old "}
	if undo {
		prefixes = append(prefixes, "new ")
	}
	for _, prefix := range prefixes {
		for _, source := range w.sources() {
			if count := strings.Count(all+"|", " "+prefix+source.What+"|"); count != 1 {
				w.t.Errorf("%s%s is there %d times: %s", prefix, source.What, count, all)
			}
		}
	}
}

// quietContents is contents without a word on unfinished files.
func (w *world) quietContents() []string {
	var all []string
	_ = filepath.WalkDir(w.folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == manifestName || strings.HasSuffix(path, ".tmp") || strings.HasPrefix(entry.Name(), "ballast") {
			return err
		}
		data, err := os.ReadFile(path)
		all = append(all, "x "+string(data))
		return err
	})
	return all
}

// endWithRoom makes room, and then everything can be ended and undone.
func (w *world) endWithRoom(id string, undo bool) {
	w.t.Helper()
	ballast, _ := filepath.Glob(filepath.Join(w.folder, "ballast*"))
	for _, path := range ballast {
		if err := os.Remove(path); err != nil {
			w.t.Fatal(err)
		}
	}
	b := w.backups(0)
	if err := b.Recover(w.t.Context()); err != nil {
		w.t.Error(err)
	}
	for _, backup := range w.wantWhole(b) {
		if id != "" && backup.ID != id {
			continue
		}
		if _, _, err := b.Restore(w.t.Context(), RestoreRequest{ID: backup.ID}); err != nil {
			w.t.Error(err)
		}
	}
	w.wantNothingLost(undo)
	for _, want := range w.at("live", "old ") {
		if !strings.Contains(strings.Join(w.contents(), "|"), want) {
			w.t.Errorf("after undo: %q lacks %q", w.contents(), want)
		}
	}
	w.wantModeAndTime()
}

// freePages fills the disk with one file, and shortens it.
func freePages(folder string, count int) error {
	const page = 4096
	path := filepath.Join(folder, "ballast")
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	size := int64(0)
	for {
		if _, err = file.Write(make([]byte, page)); err != nil {
			break
		}
		size += page
	}
	if !errors.Is(err, syscall.ENOSPC) {
		return errors.Join(err, file.Close())
	}
	return errors.Join(file.Truncate(max(0, size-int64(count)*page)), file.Close())
}

// freeNames fills the disk with empty files, and removes some.
func freeNames(folder string, count int) error {
	var err error
	last := 0
	for ; err == nil; last++ {
		err = os.WriteFile(filepath.Join(folder, fmt.Sprintf("ballast%d", last)), nil, 0o600)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		return err
	}
	for i := range min(count, last-1) {
		if err := os.Remove(filepath.Join(folder, fmt.Sprintf("ballast%d", i))); err != nil {
			return err
		}
	}
	return nil
}
