package core

import (
	"context"
	"fmt"
	"os"
	"sync"

	"latchkey/session/vault"
)

// place is one vault as the settings place it: opened when first needed, and
// another one when the settings name another place by then, because a second
// program has moved the secrets there.
type place struct {
	mu      sync.Mutex
	opened  *placedVault
	of      StorageSettings
	seen    os.FileInfo // the settings file when it was last read; nil = there was none
	doubted bool        // what was seen counts no more: another program held the record lock meanwhile
	pinned  bool        // stays as it is, while a move is not done with it
}

// current gives the vault of this moment. Settings that cannot be read say
// nothing about a move: the vault that is open stays. Errors: *tomlfile.Error,
// *StorageError.
func (p *place) current(c *Core, open func(Settings) (Vault, error)) (*placedVault, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	info, _ := os.Stat(c.Deps.Paths.Settings) // looked at before it is read: what changes in between is seen the next time
	if p.opened != nil && (p.pinned || !p.doubted && sameFile(p.seen, info)) {
		return p.opened, nil
	}
	settings, err := c.Settings()
	switch {
	case err != nil && p.opened != nil:
		return p.opened, nil
	case err != nil:
		return nil, err
	}
	p.seen, p.doubted = info, false
	if p.opened != nil && samePlace(p.of, settings.Storage) {
		return p.opened, nil
	}
	opened, err := c.openPlaced(settings, open)
	if err != nil {
		return nil, err
	}
	p.opened, p.of = opened, settings.Storage
	return opened, nil
}

// openPlaced opens what settings name, and says in its errors where that is.
func (c *Core) openPlaced(settings Settings, open func(Settings) (Vault, error)) (*placedVault, error) {
	where := StorageError{
		Kind: vault.Kind(settings.Storage.Kind), Folder: sealedFolder(c.Deps.Paths, settings.Storage), KeyFile: settings.Storage.KeyFile,
	}
	if open == nil {
		where.Err = vault.ErrMissing
		return nil, &where
	}
	opened, err := open(settings)
	if err != nil {
		where.Err = err
		return nil, &where
	}
	where.Kind = opened.Kind()
	if where.Kind == vault.SealedFile && where.KeyFile != "" {
		if err := firstKey(where.KeyFile, where.Folder, c.Random); err != nil {
			where.Err = fmt.Errorf("make key file: %w", deniedStorage(err))
			return nil, &where
		}
	}
	return &placedVault{Vault: opened, place: where, asked: c.phrases}, nil
}

// doubt makes the next use read the settings anew.
func (p *place) doubt() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doubted = true
}

// reopen makes the next use open a sealed file anew; a memory would be lost by it,
// and a keyring asks nobody through us.
func (p *place) reopen() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.opened != nil && p.opened.Kind() == vault.SealedFile && !p.pinned {
		p.opened = nil
	}
}

// pin keeps the vault that is open whatever the settings say, until the function
// that it gives is called.
func (p *place) pin() (free func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pinned = true
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.pinned, p.doubted = false, true
	}
}

// take makes a vault that is open already the current one.
func (p *place) take(opened *placedVault, of StorageSettings) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opened, p.of, p.doubted = opened, of, true
}

// sameFile says whether a file was left alone between two looks.
func sameFile(before, now os.FileInfo) bool {
	if before == nil || now == nil {
		return before == nil && now == nil
	}
	return before.Size() == now.Size() && before.ModTime().Equal(now.ModTime()) && os.SameFile(before, now)
}

// samePlace says whether secrets lie in the same place, under the same key.
func samePlace(a, b StorageSettings) bool {
	if a.Kind != b.Kind || a.Kind != string(vault.SealedFile) {
		return a.Kind == b.Kind
	}
	return a.KeyFile == b.KeyFile && folderName(a) == folderName(b)
}

// followed is a vault that stays with the secrets: each call goes to the place
// of that moment. A renewal that waited for the lock while another program moved
// the secrets saves where they are now.
type followed struct {
	core  *Core
	place *place
	open  func(Settings) (Vault, error)
}

var _ Vault = followed{}

func (f followed) now() (*placedVault, error) { return f.place.current(f.core, f.open) }

func (f followed) Save(ctx context.Context, account string, secret []byte) (uint64, error) {
	now, err := f.now()
	if err != nil {
		return 0, err
	}
	return now.Save(ctx, account, secret)
}

func (f followed) Load(ctx context.Context, account string, generation uint64) ([]byte, error) {
	now, err := f.now()
	if err != nil {
		return nil, err
	}
	return now.Load(ctx, account, generation)
}

func (f followed) Prune(ctx context.Context, account string, keep ...uint64) error {
	now, err := f.now()
	if err != nil {
		return err
	}
	return now.Prune(ctx, account, keep...)
}

func (f followed) Probe(ctx context.Context, size int) error {
	now, err := f.now()
	if err != nil {
		return err
	}
	return now.Probe(ctx, size)
}

func (f followed) Accounts(ctx context.Context) ([]string, error) {
	now, err := f.now()
	if err != nil {
		return nil, err
	}
	return now.Accounts(ctx)
}

func (f followed) Newest(ctx context.Context, account string) (uint64, error) {
	now, err := f.now()
	if err != nil {
		return 0, err
	}
	return now.Newest(ctx, account)
}

// Kind is "" while it is not known.
func (f followed) Kind() vault.Kind {
	now, err := f.now()
	if err != nil {
		return ""
	}
	return now.Kind()
}

func (f followed) State(ctx context.Context) vault.State {
	now, err := f.now()
	if err != nil {
		return vault.State(unopened(err).State)
	}
	return now.State(ctx)
}

func (f followed) Has(ctx context.Context, account string, generation uint64) (bool, error) {
	now, err := f.now()
	if err != nil {
		return false, err
	}
	return now.Has(ctx, account, generation)
}
