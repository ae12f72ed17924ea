package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Restore puts the files of a backup, or some of them, back where they came from, byte for byte, with mode and time. What stands
// in the way is put aside first, into a new backup whose id is in the results (ItemResult.Backup); nothing is overwritten. There is one
// result for each item that was asked for, in the order of the backup; a second Restore finds everything in place and skips it.
// Errors: ErrNoBackup, ErrNewer, *DamagedError or *RefusedError for an unreadable manifest. Cancelling ctx counts until the first
// file moves.
func (b *Backups) Restore(ctx context.Context, request RestoreRequest) (Backup, []ItemResult, error) {
	m, err := b.load(request.ID)
	if err != nil {
		return Backup{}, nil, fmt.Errorf("restore backup: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return b.present(m), nil, err
	}
	backup, results, err := b.restore(ctx, &m, request)
	if err != nil {
		return backup, results, fmt.Errorf("restore backup: %w", err)
	}
	return backup, results, nil
}

func (b *Backups) restore(ctx context.Context, m *manifest, request RestoreRequest) (Backup, []ItemResult, error) {
	if err := b.settle(m); err != nil {
		return b.present(*m), nil, err
	}
	chosen, err := m.choose(request.Items)
	if err != nil {
		return b.present(*m), nil, err
	}
	r := &restoring{b: b, m: m, checked: map[int]error{}, asides: map[string]string{}}
	if !m.anyPending() {
		return b.present(*m), r.putBackAll(chosen), nil
	}
	m.Phase = phaseRestoring
	if err := b.save(m); err != nil {
		return b.present(*m), nil, err
	}
	if err := r.clearWay(ctx, request.Held); err != nil {
		// Nothing was put back, so the next Recover must not do it by itself.
		return b.present(*m), nil, errors.Join(err, r.end())
	}
	results := r.putBackAll(chosen)
	err = r.end()
	return b.present(*m), results, err
}

// settle ends what was interrupted in this very backup.
func (b *Backups) settle(m *manifest) error {
	switch m.Phase {
	case phaseMoving:
		backup, err := b.finishCreate(m)
		if err == nil && backup.ID == "" {
			err = fmt.Errorf("%w: %s was interrupted before it held anything", ErrNoBackup, m.ID)
		}
		return err
	case phaseRemoving:
		if err := b.discard(m); err != nil {
			return err
		}
		return fmt.Errorf("%w: %s was being removed", ErrNoBackup, m.ID)
	case phaseRestoring:
		return b.finishRestore(m)
	}
	return nil
}

// choose marks the items that are to be put back, and returns the indexes of all that were asked for, in order.
func (m *manifest) choose(items []int) ([]int, error) {
	for _, i := range items {
		if i < 0 || i >= len(m.Items) {
			return nil, fmt.Errorf("the backup has no item %d", i+1)
		}
	}
	var chosen []int
	for i := range m.Items {
		wanted := items == nil || slices.Contains(items, i)
		m.Items[i].Pending = wanted && m.Items[i].State == ItemStored
		if wanted {
			chosen = append(chosen, i)
		}
	}
	return chosen, nil
}

func (m *manifest) anyPending() bool {
	return slices.ContainsFunc(m.Items, func(i BackupItem) bool { return i.Pending })
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
