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
	plans, results := b.plan(request.Items)
	if len(plans) == 0 {
		return Backup{}, results, nil
	}
	m, err := b.begin(request, plans)
	if err != nil {
		for _, plan := range plans { // nothing has moved
			result := &results[plan.source]
			result.Result, result.Detail, result.Err = ResultFailed, detailOf(err), err
		}
		return Backup{}, results, fmt.Errorf("create backup: %w", err)
	}
	var dirty folders
	for i, plan := range plans {
		result := &results[plan.source]
		lost, err := b.putAside(m, i, plan.file, &dirty)
		switch {
		case err != nil:
			result.Result, result.Detail, result.Err = ResultFailed, detailOf(err), err
		case len(lost) > 0:
			result.Detail = detailLost
		}
	}
	backup, err := b.conclude(m, &dirty)
	if err != nil {
		return backup, results, fmt.Errorf("create backup: %w", err)
	}
	return backup, results, nil
}

// planned is one file that is to move.
type planned struct {
	item   BackupItem
	source int         // index in the request
	file   fs.FileInfo // the very file
}

func (b *Backups) begin(request BackupRequest, plans []planned) (*manifest, error) {
	now := b.opts.Now().UTC().Truncate(time.Microsecond)
	id, err := b.newFolder(now)
	if err != nil {
		return nil, err
	}
	held := request.Held
	if held == nil {
		held = []Held{}
	}
	items := make([]BackupItem, 0, len(plans))
	for _, plan := range plans {
		items = append(items, plan.item)
	}
	m := &manifest{
		Schema: BackupSchema, ID: id, CreatedAt: now, Version: b.opts.Version, Reason: request.Reason,
		Phase: phaseMoving, Items: items, Held: held,
	}
	err = b.save(m)
	if err == nil {
		// Only now, because the manifest's flush has mostly done it.
		own := folders{paths: []string{b.folder, filepath.Dir(b.folder)}}
		err = own.flush()
	}
	if err != nil {
		// Nothing has moved. A manifest that stayed would make Recover move the files after all.
		folder := filepath.Join(b.folder, id)
		return nil, errors.Join(err, removeFile(filepath.Join(folder, manifestName)), os.Remove(folder))
	}
	return m, nil
}

// putAside moves one item in, and describes it as it is then: it may have changed since it was planned. An error together with
// a stored item means that another file than the planned one moved, and could not go back.
func (b *Backups) putAside(m *manifest, index int, file fs.FileInfo, dirty *folders) (lost []string, err error) {
	item := &m.Items[index]
	way := journey{from: item.Path, to: b.stored(m.ID, index), tag: itemTag(m.ID, index)}
	if item.Strict {
		way.planned = file
	}
	lost, err = b.carry(way, dirty)
	if err != nil && !exists(way.to) {
		return nil, err
	}
	item.State = ItemStored
	if settled(way.to, file) {
		return lost, err
	}
	if now, err := describe(way.to, *item); err == nil {
		*item = now
	}
	return lost, err
}

// conclude flushes what has moved and marks the manifest whole, or drops a backup that holds nothing.
func (b *Backups) conclude(m *manifest, dirty *folders) (Backup, error) {
	empty := true
	for i := range m.Items {
		b.dropPartials(m, i)
		empty = empty && m.Items[i].State == ItemLeft
	}
	if err := dirty.flush(); err != nil {
		return b.present(*m), err
	}
	b.step("flushed")
	if empty {
		return Backup{}, b.discard(m)
	}
	m.Phase = phaseWhole
	return b.present(*m), b.save(m)
}

// plan looks at every source. There is one result for each; only what is to move has a plan.
func (b *Backups) plan(sources []BackupSource) (plans []planned, results []ItemResult) {
	seen := map[string]bool{}
	for i, source := range sources {
		path := filepath.Clean(source.Path)
		result := ItemResult{
			Kind: source.Kind, What: source.What, Path: source.Path, App: source.App, Label: source.Label, Index: i, Result: ResultDone,
		}
		item, file, err := b.planOne(path, source)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			result.Result, result.Detail = ResultSkipped, detailMissing
		case err != nil:
			result.Result, result.Detail, result.Err = ResultFailed, detailOf(err), err
		case seen[path]:
			result.Result, result.Detail = ResultSkipped, detailTwice
		default:
			seen[path] = true
			plans = append(plans, planned{item: item, source: i, file: file})
		}
		results = append(results, result)
	}
	return plans, results
}

func (b *Backups) planOne(path string, source BackupSource) (BackupItem, fs.FileInfo, error) {
	item := BackupItem{
		Kind: source.Kind, What: source.What, Path: path, State: ItemLeft, App: source.App, Label: source.Label, Strict: source.Strict,
	}
	if !filepath.IsAbs(source.Path) {
		return item, nil, errNoPath
	}
	if inside, err := filepath.Rel(b.folder, path); err == nil && filepath.IsLocal(inside) {
		return item, nil, errInBackup
	}
	look := atomicfile.Look
	if source.Strict {
		look = atomicfile.CheckOwn
	}
	file, err := look(path)
	if err != nil {
		return item, nil, err
	}
	item, err = describe(path, item)
	return item, file, err
}
