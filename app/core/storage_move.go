package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

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

// clearPlace removes everything that Latchkey keeps in a place, and looks
// afterwards. It needs no key and no passphrase.
func (c *Core) clearPlace(ctx context.Context, of StorageSettings) error {
	if of.Kind == string(vault.Memory) {
		return nil // the memory of that process is gone
	}
	settings := Settings{Storage: of}
	for _, open := range []func(Settings) (Vault, error){c.OpenVault, c.OpenNetworkVault} {
		if open == nil {
			continue
		}
		opened, err := open(settings)
		if err == nil {
			err = clearVault(ctx, opened)
			closeVault(opened)
			c.reached("name space cleared")
		}
		if err != nil {
			return &StorageError{Kind: vault.Kind(of.Kind), Folder: sealedFolder(c.Deps.Paths, of), KeyFile: of.KeyFile, Err: err}
		}
	}
	if of.Kind == string(vault.SealedFile) {
		_ = os.Remove(sealedFolder(c.Deps.Paths, of)) // only when it is empty: other files in it are somebody's
	}
	return nil
}

// clearable is storage that can be emptied as a whole; *vault.Vault is.
type clearable interface {
	RemoveAll(ctx context.Context) error
	Empty(ctx context.Context) (bool, error)
}

func closeVault(opened Vault) {
	if closer, ok := opened.(io.Closer); ok {
		_ = closer.Close()
	}
}

// errNotEmptied is storage that says yes and keeps its secrets.
var errNotEmptied = fmt.Errorf("%w: what was removed is still there", vault.ErrRefused)

func clearVault(ctx context.Context, opened Vault) error {
	all, ok := opened.(clearable)
	if !ok {
		return errors.New("storage cannot be emptied")
	}
	if err := all.RemoveAll(ctx); err != nil {
		return err
	}
	empty, err := all.Empty(ctx)
	if err == nil && !empty {
		err = errNotEmptied
	}
	return err
}

// clearTarget takes back what a move that did not come about has written. A key
// file that was made for it goes also when the rest cannot be removed yet: what it
// sealed is a copy.
func (c *Core) clearTarget(ctx context.Context, j moveJournal) error {
	err := c.clearPlace(ctx, j.To)
	if j.MadeKey && j.To.KeyFile != "" && j.To.KeyFile != j.From.KeyFile {
		if gone := os.Remove(j.To.KeyFile); gone != nil && !isMissing(gone) {
			err = errors.Join(err, fmt.Errorf("remove key file: %w", gone))
		}
	}
	return err
}
