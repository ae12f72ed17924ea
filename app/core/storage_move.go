package core

import (
	"context"
	"errors"
	"fmt"

	"latchkey/session"
	"latchkey/session/vault"
)

// sealedFolders are where sealed files can lie, below the state folder: two, so
// that a move from one key to another writes beside what it reads.
var sealedFolders = []string{"sealed", "sealed-2"}

func folderName(s StorageSettings) string {
	if s.Folder == "" {
		return sealedFolders[0]
	}
	return s.Folder
}

// StorageMovePlan says what MoveStorage would do.
type StorageMovePlan struct {
	From, To StorageSettings
	Accounts int  // whose secrets are carried; those that only backups hold count too
	Backups  int  // sets that hold a sign-in, which is carried with the rest
	Same     bool // they lie there already: nothing to do
	// Unreachable: there is no keyring in this session, so nothing can be carried
	// out of it; what lies there is removed when it can be reached again.
	Unreachable  bool
	SignInNeeded bool // somebody must sign in again afterwards
}

// PlanStorageMove looks at what a move of the secrets would carry, and changes
// nothing. It reads no secret and asks for no passphrase. Errors: *InputError,
// *tomlfile.Error, *StorageError.
func (c *Core) PlanStorageMove(ctx context.Context, to StorageSettings) (StorageMovePlan, error) {
	settings, err := c.Settings()
	if err != nil {
		return StorageMovePlan{}, err
	}
	plan := StorageMovePlan{From: settings.Storage}
	if plan.To, err = target(settings, to); err != nil {
		return plan, err
	}
	if samePlace(plan.From, plan.To) {
		plan.Same = true
		return plan, nil
	}
	record, err := c.readRecord()
	if errors.Is(err, session.ErrNewer) {
		return plan, err
	}
	source, err := c.main.current(c, c.OpenVault)
	if err != nil {
		return plan, err
	}
	owners, err := source.Accounts(ctx)
	plan.Unreachable = errors.Is(err, vault.ErrMissing) && source.Kind() == vault.Keyring
	if err != nil && !plan.Unreachable {
		return plan, fmt.Errorf("list secrets to move: %w", err)
	}
	plan.Accounts, plan.Backups = len(owners), c.backupsWithSecrets()
	signedIn := 0
	for _, account := range record.Accounts {
		if account.State == session.SignedIn {
			signedIn++
		}
	}
	plan.SignInNeeded = signedIn > plan.Accounts || signedIn > 0 && plan.To.Kind == string(vault.Memory)
	return plan, nil
}

// target completes the place to move to, and checks it.
func target(settings Settings, to StorageSettings) (StorageSettings, error) {
	from := settings.Storage
	switch {
	case to.Kind != string(vault.SealedFile):
		to = StorageSettings{Kind: to.Kind}
	case from.Kind != to.Kind:
		to.Folder = "" // the first one: nothing is read beside it
	case to.KeyFile != from.KeyFile:
		to.Folder = OtherSealedFolder(from) // never the one that is read from
	case to.Folder == "":
		to.Folder = from.Folder
	}
	settings.Storage = to
	if err := settings.withDefaults().check("", nil); err != nil {
		return to, asInput(err)
	}
	return to, nil
}

// OtherSealedFolder is StorageSettings.Folder for sealing the same secrets anew,
// with another key or passphrase.
func OtherSealedFolder(from StorageSettings) string {
	if folderName(from) == sealedFolders[0] {
		return sealedFolders[1]
	}
	return sealedFolders[0]
}

func (c *Core) backupsWithSecrets() int {
	backups, err := c.BackupStore.List()
	if err != nil {
		c.Log.Warn("list backups", "problem", err.Error())
	}
	count := 0
	for _, backup := range backups {
		if len(backup.Held) > 0 {
			count++
		}
	}
	return count
}

// MoveStorage carries all secrets to another place, generation by generation,
// those that backups hold and the passwords of the network too; then that place is
// the one of the settings, and the old copy is removed. Nothing can be carried
// into memory: there the tokens are revoked, best effort, and everybody signs in
// again. What fails before the settings are written leaves all as it was. A move
// that is cut off is finished or undone by the next job.
//
// Errors: *InputError, *tomlfile.Error, session.ErrBusy when a sign-in or another
// move runs, session.ErrNewer, *StorageError of either place.
func (c *Core) MoveStorage(ctx context.Context, to StorageSettings) (StorageMoveAnswer, error) {
	answer, err := c.moveStorage(ctx, to)
	c.noteDone(err, EventStorageMoved, answer.To, nil)
	return answer, err
}

func (c *Core) moveStorage(ctx context.Context, to StorageSettings) (StorageMoveAnswer, error) {
	waiting, err := c.SessionFile.LockSignIn(ctx, false)
	if err != nil {
		return StorageMoveAnswer{}, fmt.Errorf("begin to move secrets: %w", err)
	}
	defer func() { _ = waiting.Unlock() }()
	unlock, err := c.lockRecord(ctx) // settles what an earlier move has left
	if err != nil {
		return StorageMoveAnswer{}, err
	}
	unlock()
	plan, err := c.PlanStorageMove(ctx, to)
	if err != nil {
		return StorageMoveAnswer{}, err
	}
	m := move{core: c, plan: plan, answer: StorageMoveAnswer{
		Schema: "latchkey.storage-move/1", From: plan.From.Kind, To: plan.To.Kind, SignInNeeded: plan.SignInNeeded, OldRemoved: true, Applied: true,
	}}
	if plan.Same { // the choice is written all the same: it may have been the default
		return m.answer, c.edit(ctx, storageEdits(plan.To)...)
	}
	if err := m.prepare(ctx); err != nil {
		m.takeBack(ctx)
		return StorageMoveAnswer{}, fmt.Errorf("move secrets: %w", err)
	}
	if unlock, err = c.lockRecord(ctx); err != nil {
		m.takeBack(ctx)
		return StorageMoveAnswer{}, err
	}
	defer unlock()
	if err := m.run(ctx); err != nil {
		return StorageMoveAnswer{}, fmt.Errorf("move secrets: %w", err)
	}
	return m.answer, nil
}
