package core_test

import (
	"context"
	"testing"

	"latchkey/app/core"
	"latchkey/session/vault"
)

// watchedVault lets a test do something at a chosen moment, or refuse. What is
// nil changes nothing.
type watchedVault struct {
	core.Vault
	onNewest    func() // under the record lock, before anything is sent
	afterSave   func() // the tokens are stored, the record is not
	beforePrune func() // once
	loading     func(account string) error
	probing     func() error
	accounts    func()
	state       vault.State // instead of the vault's own
}

func (v *watchedVault) Accounts(ctx context.Context) ([]string, error) {
	if v.accounts != nil {
		v.accounts()
	}
	return v.Vault.Accounts(ctx)
}

func (v *watchedVault) State(ctx context.Context) vault.State {
	if v.state != "" {
		return v.state
	}
	return v.Vault.State(ctx)
}

func (v *watchedVault) Newest(ctx context.Context, account string) (uint64, error) {
	if v.onNewest != nil {
		v.onNewest()
	}
	return v.Vault.Newest(ctx, account)
}

func (v *watchedVault) Save(ctx context.Context, account string, secret []byte) (uint64, error) {
	generation, err := v.Vault.Save(ctx, account, secret)
	if v.afterSave != nil {
		v.afterSave()
	}
	return generation, err
}

func (v *watchedVault) Prune(ctx context.Context, account string, keep ...uint64) error {
	if before := v.beforePrune; before != nil {
		v.beforePrune = nil
		before()
	}
	return v.Vault.Prune(ctx, account, keep...)
}

func (v *watchedVault) Load(ctx context.Context, account string, generation uint64) ([]byte, error) {
	if v.loading != nil {
		if err := v.loading(account); err != nil {
			return nil, err
		}
	}
	return v.Vault.Load(ctx, account, generation)
}

func (v *watchedVault) Probe(ctx context.Context, size int) error {
	if v.probing != nil {
		if err := v.probing(); err != nil {
			return err
		}
	}
	return v.Vault.Probe(ctx, size)
}

// newWatchedHome gives a home whose vault is watched, and shared with whatever
// h.with(watched.Vault) starts.
func newWatchedHome(t *testing.T) (*home, *watchedVault) {
	t.Helper()
	shared, err := vault.Open(vault.Options{Kind: vault.Memory, Namespace: "test"})
	if err != nil {
		t.Fatal(err)
	}
	h, watched := newHome(t), &watchedVault{Vault: shared}
	h.Core = h.with(watched)
	return h, watched
}
