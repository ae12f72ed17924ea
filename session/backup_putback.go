package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"latchkey/session/internal/atomicfile"
)

// restoring is one run of Restore over one backup.
type restoring struct {
	b       *Backups
	m       *manifest
	dirty   folders
	checked map[int]error     // what check found, by item
	asides  map[string]string // by path: the backup that now holds what stood in the way
}

// clearWay puts what stands in the way of the pending items into a backup of its own. What could not be moved away makes putBack
// fail for that item, and is not touched.
func (r *restoring) clearWay(ctx context.Context, held []Held) error {
	request := BackupRequest{Reason: "in the way of " + r.m.ID, Held: held}
	for i, item := range r.m.Items {
		if !item.Pending || r.check(i) != nil {
			continue
		}
		if twin, err := dropStoredTwin(item.Path, r.b.stored(r.m.ID, i)); err == nil && twin {
			continue // an interrupted copy; putBack sees that the file is back
		}
		if exists(item.Path) {
			request.Items = append(request.Items, BackupSource{
				Kind: item.Kind, What: item.What, Path: item.Path, App: item.App, Label: item.Label, Strict: item.Strict,
			})
		}
	}
	aside, results, err := r.b.Create(ctx, request)
	for _, result := range results {
		if result.Result == ResultDone {
			r.asides[result.Path] = aside.ID
		}
	}
	return err
}

func (r *restoring) putBackAll(chosen []int) []ItemResult {
	var results []ItemResult
	for _, i := range chosen {
		result := r.putBack(i)
		result.Backup = r.asides[result.Path]
		if errors.Is(result.Err, fs.ErrExist) && result.Backup != "" {
			result.Detail = detailNewer
		}
		r.b.dropPartials(r.m, i)
		results = append(results, result)
	}
	return results
}

// putBack moves one item to its place. It never overwrites: the way is clear or the item fails.
func (r *restoring) putBack(index int) ItemResult {
	item := &r.m.Items[index]
	result := ItemResult{
		Kind: item.Kind, What: item.What, Path: item.Path, App: item.App, Label: item.Label, Index: index, Result: ResultDone,
	}
	switch {
	case item.State == ItemLeft:
		result.Result, result.Detail = ResultSkipped, detailLeft
	case item.State == ItemRestored:
		result.Result, result.Detail = ResultSkipped, detailRestored
	case !exists(r.b.stored(r.m.ID, index)) && isBack(*item):
		item.State = ItemRestored
	default:
		lost, err := r.moveBack(index)
		if err != nil {
			result.Result, result.Detail, result.Err = ResultFailed, backWords(err), err
			return result
		}
		if len(lost) > 0 {
			result.Detail = detailLost
		}
		item.State = ItemRestored
	}
	return result
}

func (r *restoring) moveBack(index int) (lost []string, err error) {
	if err := r.check(index); err != nil {
		return nil, err
	}
	item := r.m.Items[index]
	folder := filepath.Dir(item.Path)
	if err := r.dirty.make(folder); err != nil {
		return nil, fmt.Errorf("make its folder: %w", err)
	}
	if item.Strict {
		if err := atomicfile.CheckPlace(folder); err != nil {
			return nil, err
		}
	}
	way := journey{from: r.b.stored(r.m.ID, index), to: item.Path, tag: itemTag(r.m.ID, index)}
	return r.b.carry(way, &r.dirty)
}

// check looks once at the stored file of an item, and for a strict one at the place where it is to go.
func (r *restoring) check(index int) error {
	if err, known := r.checked[index]; known {
		return err
	}
	item := r.m.Items[index]
	err := checkStored(r.b.stored(r.m.ID, index), item)
	if err == nil && item.Strict {
		err = atomicfile.CheckPlace(filepath.Dir(item.Path))
		if isNothing(err) {
			err = nil // it is made again
		}
	}
	r.checked[index] = err
	return err
}

// end flushes what has moved and marks the manifest whole.
func (r *restoring) end() error {
	if err := r.dirty.flush(); err != nil {
		return err
	}
	r.b.step("flushed")
	for i := range r.m.Items {
		r.m.Items[i].Pending = false
	}
	r.m.Phase = phaseWhole
	r.m.release()
	return r.b.save(r.m)
}

func checkStored(stored string, item BackupItem) error {
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

func isBack(item BackupItem) bool {
	now, err := describe(item.Path, BackupItem{})
	return err == nil && sameContent(now, item)
}

func backWords(err error) string {
	if errors.Is(err, fs.ErrExist) {
		return detailInTheWay
	}
	return detailOf(err)
}
