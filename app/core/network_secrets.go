package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"latchkey/auth"
	"latchkey/session/paths"
	"latchkey/session/vault"
)

// Password is a password that was typed. It cannot print itself.
type Password = auth.Secret

// NewPassword wraps what was typed.
func NewPassword(typed string) Password { return auth.NewSecret(typed) }

// The accounts of the network's name space in secret storage.
const (
	secretProxy       = "proxy"
	secretCertificate = "certificate"
)

// networkSecret is a password and what it is for: settings that name another
// proxy or file by now must not get it.
type networkSecret struct {
	For      string `json:"for"`
	Password string `json:"password"`
}

// forNetwork is the name space of the network's passwords: what a reset or a
// sign-out removes must not be mixed with them.
func forNetwork(places paths.Paths) paths.Paths {
	places.Namespace += "-network"
	return places
}

// networkSecrets gives the vault of the network's passwords, where the settings
// place it at each call.
func (c *Core) networkSecrets() (Vault, error) {
	if _, err := c.network.current(c, c.OpenNetworkVault); err != nil {
		return nil, err
	}
	return followed{core: c, place: &c.network, open: c.OpenNetworkVault}, nil
}

// storedPassword gives the password that is stored for something. Errors:
// vault.ErrNotFound when there is none for it, *StorageError.
func (c *Core) storedPassword(ctx context.Context, account, what string) (string, error) {
	store, err := c.networkSecrets()
	if err != nil {
		return "", err
	}
	text, err := store.Load(ctx, account, 0)
	if err != nil {
		return "", fmt.Errorf("read password of the %s: %w", account, err)
	}
	defer clear(text)
	var kept networkSecret
	if json.Unmarshal(text, &kept) != nil || kept.For != what {
		return "", fmt.Errorf("read password of the %s: %w", account, vault.ErrNotFound)
	}
	return kept.Password, nil
}

// proxyPassword is for transport.Rules: "" when none is stored; then the proxy
// says that it wants one.
func (c *Core) proxyPassword(ctx context.Context, proxy *url.URL) (string, error) {
	password, err := c.storedPassword(ctx, secretProxy, proxy.String())
	if errors.Is(err, vault.ErrNotFound) {
		return "", nil
	}
	return password, err
}

// storePassword replaces the password of the proxy or the certificate; a zero
// one removes what was there.
func (c *Core) storePassword(ctx context.Context, account, what string, password Password) error {
	store, err := c.networkSecrets()
	if err != nil {
		return err
	}
	if password.IsZero() {
		err := c.prunePassword(ctx, store, account)
		if errors.Is(err, vault.ErrMissing) {
			return nil // without secret storage nothing was stored
		}
		return err
	}
	unlock, err := c.lockRecord(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	text, err := json.Marshal(networkSecret{For: what, Password: password.Reveal()})
	if err != nil {
		return fmt.Errorf("store password: %w", err)
	}
	defer clear(text)
	generation, err := store.Save(ctx, account, text)
	if err != nil {
		return fmt.Errorf("store password: %w", err)
	}
	return store.Prune(ctx, account, generation)
}

func (c *Core) prunePassword(ctx context.Context, store Vault, account string) error {
	unlock, err := c.lockRecord(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	return store.Prune(ctx, account)
}
