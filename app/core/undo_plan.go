package core

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"latchkey/session"
	"latchkey/session/apps"
)

// PlanUndo shows what Undo would put back, and what stands in its place. No id
// means the newest backup that was not put back yet. Errors: ErrNothingToUndo,
// session.ErrNoBackup, *InputError for an item that the backup does not have, and
// session.ErrNewer when the session file that stands there is a newer version's.
func (c *Core) PlanUndo(ctx context.Context, request UndoRequest) (UndoAnswer, error) {
	backup, err := c.backupToUndo(ctx, request.ID)
	if err != nil {
		return UndoAnswer{}, err
	}
	answer := UndoAnswer{Schema: "latchkey.undo/1", Backup: backup, Plan: []UndoItem{}, Results: []ItemResult{}}
	chosen, err := chooseItems(backup, request.Items)
	if err != nil {
		return UndoAnswer{}, err
	}
	standing, err := c.BackupStore.Standing(backup.ID)
	if err != nil {
		return UndoAnswer{}, fmt.Errorf("look at what stands in the way: %w", err)
	}
	running := c.runningApps(ctx, backup)
	for _, index := range chosen {
		item := backup.Items[index]
		row := UndoItem{
			Number: index + 1, What: item.What, Label: item.Label, Path: item.Path, Size: item.Size,
			Action: "put_back", Standing: string(standing[index]),
		}
		switch {
		case item.State != session.ItemStored:
			row.Action, row.BlockedBy = ActionSkip, item.State
		case holds(running, item) && !request.Force:
			row.Action, row.BlockedBy = ActionSkip, item.Label
		}
		answer.Plan = append(answer.Plan, row)
	}
	if answer.brings(ItemSessionFile) && c.SessionFile.Inspect().State == session.FileNewer {
		// As with a reset: another version's session is not ours to take apart.
		return UndoAnswer{}, fmt.Errorf("put back %s: %w", backup.ID, session.ErrNewer)
	}
	return answer, nil
}

func (c *Core) backupToUndo(ctx context.Context, id string) (BackupAnswer, error) {
	if id != "" {
		return c.Backup(ctx, id)
	}
	all, err := c.Backups(ctx)
	if err != nil {
		return BackupAnswer{}, err
	}
	for _, backup := range all.Backups {
		if !backup.Restored {
			return backup, nil
		}
	}
	return BackupAnswer{}, ErrNothingToUndo
}

// UndoItemKey begins the key of an *InputError about an item; what was asked for follows.
const UndoItemKey = "item "

// chooseItems turns paths and numbers from 1 into indexes; none means all.
func chooseItems(backup BackupAnswer, wanted []string) ([]int, error) {
	var chosen []int
	for i, item := range backup.Items {
		if len(wanted) == 0 || slices.Contains(wanted, item.Path) || slices.Contains(wanted, strconv.Itoa(i+1)) {
			chosen = append(chosen, i)
		}
	}
	for _, want := range wanted {
		known := slices.ContainsFunc(chosen, func(i int) bool { return backup.Items[i].Path == want || strconv.Itoa(i+1) == want })
		if !known {
			return nil, &InputError{Key: UndoItemKey + want, Reason: "is not in the backup"}
		}
	}
	return chosen, nil
}

// runningApps returns the versions of apps that run: they would write over what
// is put back. An app that cannot be looked for is not known to run.
func (c *Core) runningApps(ctx context.Context, backup BackupAnswer) []apps.Found {
	if !slices.ContainsFunc(backup.Items, func(i BackupItem) bool { return i.App != "" }) {
		return nil
	}
	all, err := c.lookForApps(ctx, c.catalogue())
	if err != nil {
		c.Log.Warn("look for modeling apps", "problem", err.Error())
	}
	return slices.DeleteFunc(all, func(f apps.Found) bool { return len(f.Running) == 0 })
}

// holds says whether an app that runs is the one that a file belongs to: of one
// version in two Wine prefixes, only the one that runs stands in the way.
func holds(running []apps.Found, item BackupItem) bool {
	return slices.ContainsFunc(running, func(f apps.Found) bool {
		inside, err := filepath.Rel(f.Prefix, item.Path)
		elsewhere := f.Prefix != "" && (err != nil || !filepath.IsLocal(inside))
		return appKey(f.App.ID, f.Version) == item.App && !elsewhere
	})
}

// Blocked returns an *AppRunningError when nothing can be put back because apps
// run, else nil.
func (a UndoAnswer) Blocked() error {
	var names []string
	for _, item := range a.Plan {
		switch {
		case item.Action != ActionSkip:
			return nil
		case item.blockedByApp() && !slices.Contains(names, item.Label):
			names = append(names, item.Label)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return &AppRunningError{Apps: names}
}

func (i UndoItem) blockedByApp() bool { return i.Label != "" && i.BlockedBy == i.Label }
