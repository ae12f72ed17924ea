package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"latchkey/session/internal/atomicfile"
)

// Recover ends what a crash interrupted. An unfinished Create is finished for the files that are still the ones that were to be
// moved; an unfinished Restore is finished for the files whose place is free; an unfinished Remove is finished. No byte is lost:
// whatever has changed since stays where it is. Call it under the record lock, before anything else uses the backups.
func (b *Backups) Recover(ctx context.Context) error {
	ids, err := b.ids()
	if err != nil {
		return fmt.Errorf("recover backups: %w", err)
	}
	var problems []error
	var restoring []*manifest
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		m, err := b.load(id)
		switch {
		case errors.Is(err, ErrNoBackup):
			// Interrupted before the manifest: nothing has moved. Remove does nothing when a file lies there.
			b.removeEmpty(id)
		case errors.Is(err, ErrDamaged), errors.Is(err, ErrRefused), errors.Is(err, ErrNewer):
			// Nobody can finish what cannot be read, and the other backups must not
			// suffer for it. List and Get name it.
		case err != nil:
			problems = append(problems, err)
		case m.Phase == phaseMoving:
			_, err = b.finishCreate(&m)
			problems = append(problems, err)
		case m.Phase == phaseRemoving:
			problems = append(problems, b.discard(&m))
		case m.Phase == phaseRestoring:
			restoring = append(restoring, &m)
		}
	}
	// Last, because what stood in the way of a Restore is itself a Create, finished above.
	for _, m := range restoring {
		problems = append(problems, b.finishRestore(m))
	}
	if err := errors.Join(problems...); err != nil {
		return fmt.Errorf("recover backups: %w", err)
	}
	return nil
}

func (b *Backups) finishCreate(m *manifest) (Backup, error) {
	var dirty folders
	if !b.begun(m) {
		return b.conclude(m, &dirty) // nothing had moved: the reset did not happen
	}
	for i := range m.Items {
		item := &m.Items[i]
		stored := b.stored(m.ID, i)
		b.dropPartials(m, i)
		dirty.add(filepath.Dir(stored), filepath.Dir(item.Path))
		if exists(stored) {
			item.State = ItemStored
			if _, err := dropTwin(stored, item.Path); err != nil {
				return b.present(*m), err
			}
			if now, err := describe(stored, *item); err == nil {
				*item = now
			}
			continue
		}
		// Only the very file that was to be moved; a later one is the person's new state.
		if !isBack(*item) {
			continue
		}
		var file fs.FileInfo
		if item.Strict {
			var err error
			if file, err = atomicfile.CheckOwn(item.Path); err != nil {
				continue
			}
		}
		_, _ = b.putAside(m, i, file, &dirty) // on failure it stays where it is, and the manifest says so
	}
	return b.conclude(m, &dirty)
}

// begun says whether any file had been put aside.
func (b *Backups) begun(m *manifest) bool {
	for i := range m.Items {
		if exists(b.stored(m.ID, i)) {
			return true
		}
	}
	return false
}

func (b *Backups) finishRestore(m *manifest) error {
	r := &restoring{b: b, m: m, checked: map[int]error{}}
	all := !m.anyPending() // a manifest of an early version: it did not say which
	for i := range m.Items {
		item := m.Items[i]
		stored := b.stored(m.ID, i)
		b.dropPartials(m, i)
		if item.State != ItemStored || !item.Pending && !all {
			continue
		}
		r.dirty.add(filepath.Dir(item.Path), filepath.Dir(stored))
		if !exists(stored) {
			// Nothing but the interrupted Restore takes a file out: it is back, whatever became of it there since.
			m.Items[i].State = ItemRestored
			continue
		}
		if _, err := dropStoredTwin(item.Path, stored); err != nil && !errors.Is(err, fs.ErrNotExist) {
			continue // something unreadable took its place; the file stays in the backup
		}
		r.putBack(i)
	}
	return r.end()
}

func (b *Backups) removeEmpty(id string) {
	folder := filepath.Join(b.folder, id)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if filepath.Ext(entry.Name()) != ".tmp" || !entry.Type().IsRegular() {
			return
		}
	}
	for _, entry := range entries {
		_ = os.Remove(filepath.Join(folder, entry.Name())) // the manifest that was not finished
	}
	_ = os.Remove(folder)
}
