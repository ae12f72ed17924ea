package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"latchkey/session/vault"
)

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
