package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"latchkey/session/internal/atomicfile"
)

// Create puts the named files aside. What is to move is written down first, then the files move one by one; a crash at any
// moment loses nothing, and Recover ends it. Links are moved as links, never followed; a folder, a pipe or a device is not
// touched. There is one result for each source, in order; a failed one does not stop the others. When nothing could be put aside,
// the Backup is zero (empty ID) and nothing is kept on disk. Cancelling ctx counts until the first file moves.
func (b *Backups) Create(ctx context.Context, request BackupRequest) (Backup, []ItemResult, error) {
	if err := ctx.Err(); err != nil {
		return Backup{}, nil, err
	}
	items, results, indexes := b.plan(request.Items)
	if len(items) == 0 {
		return Backup{}, results, nil
	}
	m, err := b.begin(request, items)
	if err != nil {
		return Backup{}, results, fmt.Errorf("create backup: %w", err)
	}
	for i := range m.Items {
		result := &results[indexes[i]]
		if err := b.putAside(m, i); err != nil {
			result.Result, result.Detail, result.Err = ResultFailed, "it could not be moved and stays where it is", err
		}
	}
	backup, err := b.conclude(m)
	if err != nil {
		return backup, results, fmt.Errorf("create backup: %w", err)
	}
	return backup, results, nil
}

func (b *Backups) begin(request BackupRequest, items []BackupItem) (*manifest, error) {
	now := b.opts.Now().UTC().Truncate(time.Microsecond)
	id, err := b.newFolder(now)
	if err != nil {
		return nil, err
	}
	held := request.Held
	if held == nil {
		held = []Held{}
	}
	m := &manifest{
		Schema: BackupSchema, ID: id, CreatedAt: now, Version: b.opts.Version, Reason: request.Reason,
		Phase: phaseMoving, Items: items, Held: held,
	}
	if err := b.save(m); err != nil {
		// Nothing has moved. A manifest that stayed would make Recover move the files after all.
		folder := filepath.Join(b.folder, id)
		return nil, errors.Join(err, removeFile(filepath.Join(folder, manifestName)), os.Remove(folder))
	}
	return m, nil
}

// putAside moves one item in, and describes it as it is then: it may have changed since it was planned.
func (b *Backups) putAside(m *manifest, index int) error {
	item := &m.Items[index]
	stored := b.stored(m.ID, index)
	if err := b.carry(item.Path, stored, itemTag(m.ID, index)); err != nil && !exists(stored) {
		return err
	}
	item.State = ItemStored
	if now, err := describe(stored, *item); err == nil {
		*item = now
	}
	return nil
}

// conclude marks the manifest whole, or drops a backup that holds nothing.
func (b *Backups) conclude(m *manifest) (Backup, error) {
	empty := true
	for i := range m.Items {
		b.dropPartials(m, i)
		empty = empty && m.Items[i].State == ItemLeft
	}
	if empty {
		return Backup{}, b.discard(m)
	}
	m.Phase = phaseWhole
	if err := b.save(m); err != nil {
		return b.present(*m), err
	}
	return b.present(*m), nil
}

// plan looks at every source. indexes gives for each item the place of its result.
func (b *Backups) plan(sources []BackupSource) (items []BackupItem, results []ItemResult, indexes []int) {
	seen := map[string]bool{}
	for i, source := range sources {
		path := filepath.Clean(source.Path)
		result := ItemResult{Kind: source.Kind, What: source.What, Path: source.Path, Result: ResultDone}
		item, err := b.planOne(path, source)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			result.Result, result.Detail = ResultSkipped, "it is not there"
		case err != nil:
			result.Result, result.Detail, result.Err = ResultFailed, wordsFor(err), err
		case seen[path]:
			result.Result, result.Detail = ResultSkipped, "it is named twice"
		default:
			seen[path] = true
			items, indexes = append(items, item), append(indexes, i)
		}
		results = append(results, result)
	}
	return items, results, indexes
}

func (b *Backups) planOne(path string, source BackupSource) (BackupItem, error) {
	item := BackupItem{Kind: source.Kind, What: source.What, Path: path, State: ItemLeft}
	if !filepath.IsAbs(source.Path) {
		return item, errors.New("the path is not absolute")
	}
	if inside, err := filepath.Rel(b.folder, path); err == nil && filepath.IsLocal(inside) {
		return item, errors.New("it belongs to a backup")
	}
	return describe(path, item)
}

func wordsFor(err error) string {
	var refused *atomicfile.RefusedError
	if errors.As(err, &refused) {
		return string(refused.Reason) + "; it is left alone"
	}
	return "it is left alone: " + err.Error()
}
