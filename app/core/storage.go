package core

import (
	"context"
	"errors"
	"fmt"

	"latchkey/session/vault"
)

// StorageError says which place for secrets failed, because the words and the
// remedy for a keyring are wrong for a sealed file.
type StorageError struct {
	Kind            vault.Kind
	Folder, KeyFile string // of sealed_file
	Err             error
}

func (e *StorageError) Error() string { return fmt.Sprintf("%s: %v", e.Kind, e.Err) }

// Unwrap returns what the vault said.
func (e *StorageError) Unwrap() error { return e.Err }

// placedVault is a vault whose errors name their place. A vault says that the
// storage did not answer also when it was the caller's own time that ran out;
// then nothing is known of the storage, and the context's error is the truth.
type placedVault struct {
	Vault
	place StorageError
	asked *phrases // nil: nobody is asked for a passphrase
}

func (v placedVault) told(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case v.asked != nil && v.asked.pending.Load() && (errors.Is(err, vault.ErrTimeout) || errors.Is(err, context.DeadlineExceeded)):
		return fmt.Errorf("%w: %w", ErrPassphraseTimeout, context.DeadlineExceeded)
	case errors.Is(err, vault.ErrTimeout) && ctx.Err() != nil:
		return fmt.Errorf("wait for secret storage: %w", ctx.Err())
	}
	place := v.place
	place.Err = deniedStorage(err)
	return &place
}

func (v placedVault) Save(ctx context.Context, account string, secret []byte) (uint64, error) {
	generation, err := v.Vault.Save(ctx, account, secret)
	return generation, v.told(ctx, err)
}

func (v placedVault) Load(ctx context.Context, account string, generation uint64) ([]byte, error) {
	secret, err := v.Vault.Load(ctx, account, generation)
	return secret, v.told(ctx, err)
}

func (v placedVault) Prune(ctx context.Context, account string, keep ...uint64) error {
	return v.told(ctx, v.Vault.Prune(ctx, account, keep...))
}

func (v placedVault) Probe(ctx context.Context, size int) error {
	return v.told(ctx, v.Vault.Probe(ctx, size))
}

func (v placedVault) Accounts(ctx context.Context) ([]string, error) {
	accounts, err := v.Vault.Accounts(ctx)
	return accounts, v.told(ctx, err)
}
