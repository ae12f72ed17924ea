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

// Restore puts the files of a backup back where they came from, byte for byte, with mode and time. What stands in the way is
// put aside first, into a new backup whose id is in the results (ItemResult.Backup); nothing is overwritten. There is one result for each
// item of the backup; a second Restore finds everything in place and skips it. Errors: ErrNoBackup, *DamagedError for an
// unreadable manifest. Cancelling ctx counts until the first file moves. held are the keyring entries of the session that may
// stand in the way; the new backup holds them.
func (b *Backups) Restore(ctx context.Context, id string, held ...Held) (Backup, []ItemResult, error) {
	m, err := b.load(id)
	if err != nil {
		return Backup{}, nil, fmt.Errorf("restore backup: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return b.present(m), nil, err
	}
	backup, results, err := b.restore(ctx, &m, held)
	if err != nil {
		return backup, results, fmt.Errorf("restore backup: %w", err)
	}
	return backup, results, nil
}

func (b *Backups) restore(ctx context.Context, m *manifest, held []Held) (Backup, []ItemResult, error) {
	if m.Phase == phaseMoving {
		backup, err := b.finishCreate(m)
		if err == nil && backup.ID == "" {
			err = fmt.Errorf("%w: %s was interrupted before it held anything", ErrNoBackup, m.ID)
		}
		if err != nil {
			return backup, nil, err
		}
	}
	m.Phase = phaseRestoring
	if err := b.save(m); err != nil {
		return b.present(*m), nil, err
	}
	results := make([]ItemResult, len(m.Items))
	asides, err := b.clearWay(ctx, m, held)
	if err != nil {
		return b.present(*m), nil, err
	}
	for i := range m.Items {
		results[i] = b.putBack(m, i)
		if aside, moved := asides[m.Items[i].Path]; moved {
			results[i].Backup = aside
		}
		b.dropPartials(m, i)
	}
	m.Phase = phaseWhole
	m.release()
	err = b.save(m)
	return b.present(*m), results, err
}

// clearWay puts what stands in the way of the stored items into a backup of its own. It returns that backup's id by path. What
// could not be moved away makes putBack fail for that item, and is not touched.
func (b *Backups) clearWay(ctx context.Context, m *manifest, held []Held) (map[string]string, error) {
	request := BackupRequest{Reason: "in the way of " + m.ID, Held: held}
	for i, item := range m.Items {
		stored := b.stored(m.ID, i)
		if item.State != ItemStored || b.checkStored(stored, item) != nil {
			continue
		}
		if twin, err := dropTwin(item.Path, stored); err == nil && twin {
			continue // an interrupted copy; putBack sees that the file is back
		}
		if exists(item.Path) {
			request.Items = append(request.Items, BackupSource{Kind: item.Kind, What: item.What, Path: item.Path})
		}
	}
	aside, results, err := b.Create(ctx, request)
	asides := map[string]string{}
	for _, result := range results {
		if result.Result == ResultDone {
			asides[result.Path] = aside.ID
		}
	}
	return asides, err
}

// putBack moves one item to its place. It never overwrites: the way is clear or the item fails.
func (b *Backups) putBack(m *manifest, index int) ItemResult {
	item := &m.Items[index]
	stored := b.stored(m.ID, index)
	result := ItemResult{Kind: item.Kind, What: item.What, Path: item.Path, Result: ResultDone}
	switch {
	case item.State == ItemLeft:
		result.Result, result.Detail = ResultSkipped, "it never left its place"
	case item.State == ItemRestored:
		result.Result, result.Detail = ResultSkipped, "it was put back before"
	case !exists(stored) && b.isBack(*item):
		item.State = ItemRestored
	default:
		if err := b.moveBack(stored, *item, itemTag(m.ID, index)); err != nil {
			result.Result, result.Detail, result.Err = ResultFailed, backWords(err), err
			return result
		}
		item.State = ItemRestored
	}
	return result
}

func (b *Backups) moveBack(stored string, item BackupItem, tag string) error {
	if err := b.checkStored(stored, item); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(item.Path), 0o700); err != nil {
		return fmt.Errorf("make its folder: %w", err)
	}
	err := b.carry(stored, item.Path, tag)
	if err != nil && !exists(stored) && b.isBack(item) {
		return nil // it moved; only flushing the folders failed
	}
	return err
}

var (
	errStoredGone    = errors.New("the backup no longer holds the file")
	errStoredChanged = errors.New("the file in the backup is not the one that was put aside")
)

func (b *Backups) checkStored(stored string, item BackupItem) error {
	now, err := describe(stored, BackupItem{})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errStoredGone
	case err != nil:
		return err
	case item.SHA256 != "" && !sameContent(now, item):
		return errStoredChanged
	}
	return nil
}

func (b *Backups) isBack(item BackupItem) bool {
	now, err := describe(item.Path, BackupItem{})
	return err == nil && sameContent(now, item)
}

func backWords(err error) string {
	var refused *atomicfile.RefusedError
	switch {
	case errors.Is(err, errStoredGone) || errors.Is(err, errStoredChanged):
		return err.Error()
	case errors.Is(err, fs.ErrExist):
		return "what stands in its place could not be put aside; the file stays in the backup"
	case errors.As(err, &refused):
		return string(refused.Reason) + "; the file stays in the backup"
	default:
		return "the file stays in the backup: " + err.Error()
	}
}

// release gives up what is held when every file is back: the keyring entries belong to the session file again, and removing
// the empty backup must not touch them.
func (m *manifest) release() {
	for _, item := range m.Items {
		if item.State == ItemStored {
			return
		}
	}
	m.Held = []Held{}
}
