package session

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// List returns all backups, newest first. A backup whose manifest cannot be read, because it is damaged, gone, refused or of a newer
// version, is left out and named in the error, an *UnreadableError; the others are returned all the same. A folder of backups that
// is a link, foreign or open to others is a *RefusedError.
func (b *Backups) List() ([]Backup, error) {
	ids, err := b.ids()
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	var backups []Backup
	var unreadable UnreadableError
	for _, id := range ids {
		m, err := b.load(id)
		if err == nil {
			backups = append(backups, b.present(m))
		} else if found, is := b.unreadable(id, err); is {
			unreadable.add(found)
		}
	}
	// An id tells the second only; two resets within one are told apart by the manifest.
	slices.SortFunc(backups, func(x, y Backup) int {
		return cmp.Or(y.CreatedAt.Compare(x.CreatedAt), strings.Compare(y.ID, x.ID))
	})
	if len(unreadable.Paths) > 0 {
		return backups, fmt.Errorf("list backups: %w", &unreadable)
	}
	return backups, nil
}

// Get returns one backup. Errors: ErrNoBackup, *DamagedError, *RefusedError.
func (b *Backups) Get(id string) (Backup, error) {
	m, err := b.load(id)
	if err != nil {
		return Backup{}, fmt.Errorf("get backup: %w", err)
	}
	return b.present(m), nil
}

// Expired returns the complete backups that are older than maxAge or beyond the newest maxCount, newest first. Zero means
// DefaultMaxAge and DefaultMaxCount. A backup dated in the future is not old, and does not count: the clock was wrong, then or now, and
// twenty of them would push every new backup out at once. It removes nothing.
func (b *Backups) Expired(now time.Time, maxAge time.Duration, maxCount int) []Backup {
	if maxAge <= 0 {
		maxAge = DefaultMaxAge
	}
	if maxCount <= 0 {
		maxCount = DefaultMaxCount
	}
	backups, _ := b.List() // an unreadable one is never expired
	backups = slices.DeleteFunc(backups, func(x Backup) bool { return !x.Complete || x.CreatedAt.After(now) })
	var expired []Backup
	for i, backup := range backups {
		if i >= maxCount || now.Sub(backup.CreatedAt) > maxAge {
			expired = append(expired, backup)
		}
	}
	return expired
}

// unreadable says what is wrong with a backup that could not be loaded. A folder that nothing was put into yet is none.
func (b *Backups) unreadable(id string, err error) (UnreadableBackup, bool) {
	found := UnreadableBackup{ID: id, Path: filepath.Join(b.folder, id), Err: err}
	found.State, found.Reason = describeProblem(err)
	var refused *RefusedError
	switch {
	case errors.Is(err, ErrNoBackup):
		found.State, found.Reason = FileMissing, "its manifest is gone"
		return found, len(b.numbered(id)) > 0
	case errors.As(err, &refused):
		found.State = FileRefused
	}
	return found, true
}

func (e *UnreadableError) add(backup UnreadableBackup) {
	e.Paths = append(e.Paths, filepath.Join(backup.Path, manifestName))
	e.Backups = append(e.Backups, backup)
	e.Err = errors.Join(e.Err, backup.Err)
}
