package core

import (
	"context"
	"fmt"

	"latchkey/session"
)

// Backups lists what resets have put aside, newest first.
func (c *Core) Backups(_ context.Context) (BackupsAnswer, error) {
	answer := BackupsAnswer{Schema: "latchkey.backups/1", Backups: []BackupAnswer{}, Damaged: []string{}}
	backups, err := c.BackupStore.List()
	if err != nil {
		left, ok := asType[*session.UnreadableError](err)
		if !ok {
			return BackupsAnswer{}, err
		}
		answer.Damaged = append(answer.Damaged, left.Paths...)
	}
	for _, backup := range backups {
		answer.Backups = append(answer.Backups, backupAnswer(backup))
	}
	return answer, nil
}

// Backup gives one backup. Errors: session.ErrNoBackup.
func (c *Core) Backup(_ context.Context, id string) (BackupAnswer, error) {
	backup, err := c.BackupStore.Get(id)
	if err != nil {
		return BackupAnswer{}, fmt.Errorf("read backup %s: %w", id, err)
	}
	return backupAnswer(backup), nil
}

// BackupToRemove gives one backup for a question before RemoveBackup: also one
// that cannot be read any more, with its folder and the reason in Damaged.
// Errors: session.ErrNoBackup, and those of a backup that must stay.
func (c *Core) BackupToRemove(ctx context.Context, id string) (BackupAnswer, error) {
	answer, err := c.Backup(ctx, id)
	if err == nil {
		return answer, nil
	}
	_, listed := c.BackupStore.List()
	if left, ok := asType[*session.UnreadableError](listed); ok {
		for _, backup := range left.Backups {
			if backup.ID == id && backup.State != session.FileNewer {
				return BackupAnswer{ID: id, Path: backup.Path, Items: []BackupItem{}, Damaged: backup.Reason}, nil
			}
		}
	}
	return BackupAnswer{}, err
}

// RemoveBackup removes a backup for good, and with it the keyring entries that
// were held for it: they are revoked at the server first, best effort.
func (c *Core) RemoveBackup(ctx context.Context, id string) (BackupAnswer, error) {
	answer, err := c.removeAnyBackup(ctx, id)
	c.noteDone(err, EventBackupRemoved, "", map[string]int{"files": len(answer.Items)})
	return answer, err
}

func (c *Core) removeAnyBackup(ctx context.Context, id string) (BackupAnswer, error) {
	unlock, err := c.lockRecord(ctx)
	if err != nil {
		return BackupAnswer{}, err
	}
	defer unlock()
	answer, err := c.BackupToRemove(ctx, id)
	if err != nil {
		return BackupAnswer{}, err
	}
	if answer.Damaged == "" {
		return c.removeBackup(ctx, id)
	}
	// What it held in the keyring is not known; the next sign-in prunes it.
	if err := c.BackupStore.RemoveDamaged(id); err != nil {
		return BackupAnswer{}, fmt.Errorf("remove backup %s: %w", id, err)
	}
	return answer, nil
}

// removeBackup does it under the record lock. While the session file cannot be
// read, it is not known which secrets are in use, and a backup that holds some
// stays. The secrets go first: cut off in between, the backup still names them,
// and removing it again finds what is left.
func (c *Core) removeBackup(ctx context.Context, id string) (BackupAnswer, error) {
	backup, err := c.BackupStore.Get(id)
	if err != nil {
		return BackupAnswer{}, fmt.Errorf("read backup %s: %w", id, err)
	}
	record, err := c.readRecord()
	if err != nil && len(backup.Held) > 0 {
		return BackupAnswer{}, err
	}
	c.releaseHeld(ctx, record, backup)
	if err := c.BackupStore.Remove(id); err != nil {
		return BackupAnswer{}, fmt.Errorf("remove backup %s: %w", id, err)
	}
	return backupAnswer(backup), nil
}

func backupAnswer(backup session.Backup) BackupAnswer {
	answer := BackupAnswer{
		ID: backup.ID, CreatedAt: At(backup.CreatedAt), Version: backup.Version,
		Reason: backup.Reason, Path: backup.Path, Items: []BackupItem{}, Restored: backup.Complete && len(backup.Items) > 0,
	}
	for _, item := range backup.Items {
		answer.Items = append(answer.Items, BackupItem{
			What: item.What, App: item.App, Label: item.Label, Path: item.Path, Size: item.Size, ModifiedAt: At(item.ModifiedAt),
			SHA256: item.SHA256, State: item.State,
		})
		answer.Restored = answer.Restored && item.State != "stored"
	}
	return answer
}
