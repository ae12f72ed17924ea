package core

import (
	"context"
	"fmt"
	"slices"

	"latchkey/session"
)

// PlanUndo shows what Undo would put back; id "" means the newest backup that
// was not put back yet. Errors: ErrNothingToUndo, session.ErrNoBackup.
func (c *Core) PlanUndo(ctx context.Context, id string) (UndoAnswer, error) {
	if id == "" {
		all, err := c.Backups(ctx)
		if err != nil {
			return UndoAnswer{}, err
		}
		for _, backup := range all.Backups {
			if !backup.Restored {
				return undoPlan(backup), nil
			}
		}
		return UndoAnswer{}, ErrNothingToUndo
	}
	backup, err := c.Backup(ctx, id)
	if err != nil {
		return UndoAnswer{}, err
	}
	return undoPlan(backup), nil
}

func undoPlan(backup BackupAnswer) UndoAnswer {
	return UndoAnswer{Schema: "latchkey.undo/1", Backup: backup, Results: []ItemResult{}}
}

// Undo puts back what a reset put aside, byte for byte. What stands in the way
// is not overwritten: it goes into a backup of its own, which the answer names,
// together with the keyring entries that belong to it.
//
// Errors: as PlanUndo, session.ErrBusy, and ErrPartlyDone with the full answer.
func (c *Core) Undo(ctx context.Context, id string) (UndoAnswer, error) {
	unlock, err := c.lockRecord(ctx)
	if err != nil {
		return UndoAnswer{}, err
	}
	defer unlock()
	ctx = context.WithoutCancel(ctx)
	// What a reset put aside before it was ended is known only after this.
	if err := c.BackupStore.Recover(ctx); err != nil {
		return UndoAnswer{}, fmt.Errorf("finish an interrupted undo: %w", err)
	}
	answer, err := c.PlanUndo(ctx, id)
	if err != nil {
		return UndoAnswer{}, err
	}
	if _, err := c.RightsCache.Bump(); err != nil {
		return UndoAnswer{}, fmt.Errorf("put back: %w", err)
	}
	restored, results, err := c.BackupStore.Restore(ctx, answer.Backup.ID, c.standing(ctx, answer.Backup)...)
	if err != nil {
		return UndoAnswer{}, fmt.Errorf("put back %s: %w", answer.Backup.ID, err)
	}
	answer.Applied, answer.Backup = true, backupAnswer(restored)
	partly := false
	for _, result := range results {
		partly = partly || result.Result == "failed"
		if result.Backup != "" {
			answer.PutAside = c.putAside(result.Backup)
		}
		answer.Results = append(answer.Results, ItemResult{
			ID: short(result.Kind, result.What, result.Path), What: result.What, Path: result.Path,
			Result: result.Result, Detail: result.Detail,
		})
	}
	if partly {
		return answer, ErrPartlyDone
	}
	return answer, nil
}

// standing are the keyring entries of the session that an undo puts aside: they
// are held for the backup that keeps its file. An undo that brings no session
// file leaves the one that stands in use.
func (c *Core) standing(ctx context.Context, backup BackupAnswer) []session.Held {
	brings := slices.ContainsFunc(backup.Items, func(i BackupItem) bool {
		return i.What == ItemSessionFile && i.State == session.ItemStored
	})
	record, err := c.readRecord()
	if err != nil || !brings {
		return nil
	}
	return c.heldFor(ctx, record.Accounts)
}

func (c *Core) putAside(id string) *BackupReference {
	backup, err := c.BackupStore.Get(id)
	if err != nil {
		return &BackupReference{ID: id, UndoCommand: "latchkey undo " + id}
	}
	return backupReference(backup)
}
