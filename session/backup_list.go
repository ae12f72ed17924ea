package session

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"latchkey/session/internal/atomicfile"
)

// List returns all backups, newest first. A backup whose manifest cannot be read is left out and named in the error, an
// *UnreadableError; the others are returned all the same.
func (b *Backups) List() ([]Backup, error) {
	ids, err := b.ids()
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	var backups []Backup
	var unreadable UnreadableError
	for _, id := range ids {
		m, err := b.load(id)
		switch {
		case err == nil:
			backups = append(backups, b.present(m))
		case !errors.Is(err, ErrNoBackup):
			unreadable.Paths = append(unreadable.Paths, filepath.Join(b.folder, id, manifestName))
			unreadable.Err = errors.Join(unreadable.Err, err)
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

// Remove deletes the files that the backup's manifest names, the manifest, and the folder when nothing else is in it; a file that
// somebody else put there stays, with the folder, and is named in the error. Errors: ErrNoBackup, *DamagedError.
func (b *Backups) Remove(id string) error {
	m, err := b.load(id)
	if err != nil {
		return fmt.Errorf("remove backup: %w", err)
	}
	m.Phase = phaseRemoving
	if err := b.save(&m); err != nil {
		return fmt.Errorf("remove backup: %w", err)
	}
	if err := b.discard(&m); err != nil {
		return fmt.Errorf("remove backup: %w", err)
	}
	return nil
}

// Expired returns the complete backups that are older than maxAge or beyond the newest maxCount, newest first. Zero means
// DefaultMaxAge and DefaultMaxCount. A backup dated in the future is not old. It removes nothing.
func (b *Backups) Expired(now time.Time, maxAge time.Duration, maxCount int) []Backup {
	if maxAge <= 0 {
		maxAge = DefaultMaxAge
	}
	if maxCount <= 0 {
		maxCount = DefaultMaxCount
	}
	backups, _ := b.List() // an unreadable one is never expired
	backups = slices.DeleteFunc(backups, func(x Backup) bool { return !x.Complete })
	var expired []Backup
	for i, backup := range backups {
		if i >= maxCount || now.Sub(backup.CreatedAt) > maxAge {
			expired = append(expired, backup)
		}
	}
	return expired
}

// discard removes the files first and the manifest last, so that an interrupted removal is still known.
func (b *Backups) discard(m *manifest) error {
	folder := filepath.Join(b.folder, m.ID)
	for i := range m.Items {
		if err := removeFile(b.stored(m.ID, i)); err != nil {
			return err
		}
		b.step("removed " + itemTag(m.ID, i))
	}
	if err := removeFile(filepath.Join(folder, manifestName)); err != nil {
		return err
	}
	b.step("manifest removed")
	if err := os.Remove(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s holds files that do not belong to the backup: %w", folder, err)
	}
	return atomicfile.SyncFolder(b.folder)
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (b *Backups) ids() ([]string, error) {
	entries, err := os.ReadDir(b.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, entry := range entries {
		if entry.IsDir() && isBackupID(entry.Name()) {
			ids = append(ids, entry.Name())
		}
	}
	return ids, nil
}
