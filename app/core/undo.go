package core

import (
	"context"
	"fmt"
	"slices"

	"latchkey/session"
)

// Undo puts back what a reset put aside, byte for byte. What stands in the way
// is not overwritten: it goes into a backup of its own, which the answer names,
// together with the keyring entries that belong to it.
//
// Errors: as PlanUndo, session.ErrBusy, *AppRunningError with the full answer
// when nothing was done because apps run, and ErrPartlyDone with the full answer.
func (c *Core) Undo(ctx context.Context, request UndoRequest) (UndoAnswer, error) {
	answer, err := c.undo(ctx, request)
	c.noteUndo(answer, err)
	return answer, err
}

func (c *Core) undo(ctx context.Context, request UndoRequest) (UndoAnswer, error) {
	unlock, err := c.lockRecord(ctx)
	if err != nil {
		return UndoAnswer{}, err
	}
	defer unlock()
	// What a reset put aside before it was ended is known only after this.
	if err := c.BackupStore.Recover(ctx); err != nil {
		return UndoAnswer{}, fmt.Errorf("finish an interrupted undo: %w", err)
	}
	answer, err := c.PlanUndo(ctx, request)
	if err != nil {
		return UndoAnswer{}, err
	}
	if err := ctx.Err(); err != nil {
		return UndoAnswer{}, fmt.Errorf("put back: %w", err)
	}
	// From here on it is carried through. Until here, a folder that does not answer
	// must not keep anybody from ending it.
	if err := c.putBack(context.WithoutCancel(ctx), &answer); err != nil {
		return UndoAnswer{}, err
	}
	return answer, answer.outcome()
}

// putBack does what the plan says, and says for each of its items what happened.
func (c *Core) putBack(ctx context.Context, answer *UndoAnswer) error {
	request := session.RestoreRequest{ID: answer.Backup.ID, Items: []int{}}
	for _, item := range answer.Plan {
		if item.Action == "put_back" || !item.blockedByApp() {
			request.Items = append(request.Items, item.Number-1)
		}
	}
	results := map[int]session.ItemResult{}
	if len(request.Items) > 0 {
		if answer.brings(ItemRightsCache) {
			if _, err := c.RightsCache.Bump(); err != nil {
				return fmt.Errorf("put back: %w", err)
			}
		}
		request.Held = c.standing(ctx, *answer)
		restored, done, err := c.BackupStore.Restore(ctx, request)
		if err != nil {
			return fmt.Errorf("put back %s: %w", answer.Backup.ID, err)
		}
		answer.Applied, answer.Backup = true, backupAnswer(restored)
		for _, result := range done {
			results[result.Index] = result
		}
	}
	for _, item := range answer.Plan {
		done := results[item.Number-1]
		answer.Results = append(answer.Results, undoResult(item, done))
		if aside := done.Backup; aside != "" {
			answer.PutAside = c.putAside(aside)
		}
	}
	return nil
}

func undoResult(item UndoItem, done session.ItemResult) ItemResult {
	result := ItemResult{ID: short("undo", item.What, item.Path), What: item.What, Label: item.Label, Path: item.Path}
	if item.blockedByApp() && item.Action == ActionSkip {
		result.Result, result.Detail = "skipped", "app_running"
		return result
	}
	result.Result, result.Detail = done.Result, done.Detail
	return result
}

// outcome says what is left to do.
func (a UndoAnswer) outcome() error {
	if blocked := a.Blocked(); blocked != nil {
		return blocked
	}
	failed := slices.ContainsFunc(a.Results, func(r ItemResult) bool { return r.Result == "failed" })
	if failed || slices.ContainsFunc(a.Plan, UndoItem.blockedByApp) {
		return ErrPartlyDone
	}
	return nil
}

// brings says whether an undo puts a thing of that kind back.
func (a UndoAnswer) brings(what string) bool {
	return slices.ContainsFunc(a.Plan, func(i UndoItem) bool { return i.What == what && i.Action == "put_back" })
}

// standing are the keyring entries of the session that an undo puts aside: they
// are held for the backup that keeps its file. An undo that brings no session
// file leaves the one that stands in use. Whose a damaged one is, the keyring knows.
func (c *Core) standing(ctx context.Context, undo UndoAnswer) []session.Held {
	if !undo.brings(ItemSessionFile) {
		return nil
	}
	return c.heldFor(ctx, c.secretOwners(ctx, false))
}

func (c *Core) putAside(id string) *BackupReference {
	backup, err := c.BackupStore.Get(id)
	if err != nil {
		return &BackupReference{ID: id, UndoCommand: "latchkey undo " + id}
	}
	return backupReference(backup)
}
