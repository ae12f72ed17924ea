package vault

import (
	"context"
	"errors"
	"fmt"
)

// RemoveAll removes every entry of the name space. It never reads a secret, so
// it works with damaged entries too. Where the storage can neither list nor
// clear, it follows index and heads, which hold no secrets; when one of those is
// damaged, the rest is removed and ErrDamaged says that chunks may be left.
// Other errors: ErrLocked, ErrMissing, ErrRefused, ErrTimeout.
func (v *Vault) RemoveAll(ctx context.Context) error {
	const op = "remove all secrets"
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	release, err := v.acquire(ctx)
	if err != nil {
		return finish(ctx, op, err)
	}
	defer release()
	switch s := v.store.(type) {
	case clearer:
		err = s.clear(ctx)
	case lister:
		var names []string
		if names, err = s.list(ctx); err == nil && len(names) > 0 {
			err = v.store.remove(ctx, names...)
		}
	default:
		err = v.removeIndexed(ctx)
	}
	return finish(ctx, op, err)
}

// removeIndexed removes chunks before heads and heads before the index, so that
// it can be repeated after a kill.
func (v *Vault) removeIndexed(ctx context.Context) error {
	accounts, err := v.readIndex(ctx)
	damaged := errors.Is(err, ErrDamaged)
	if err != nil && !damaged {
		return err
	}
	for _, account := range append(accounts, probeAccounts()...) {
		h, err := v.readHead(ctx, account)
		switch {
		case errors.Is(err, ErrNotFound):
			continue
		case errors.Is(err, ErrDamaged):
			damaged = true
		case err != nil:
			return err
		}
		var names []string
		for _, g := range h.generations {
			names = append(names, g.names(account)...)
		}
		if err := v.store.remove(ctx, append(names, headName(account))...); err != nil {
			return err
		}
	}
	if err := v.store.remove(ctx, indexName); err != nil {
		return err
	}
	if damaged {
		return fmt.Errorf("%w: the list of entries; some chunks may be left", ErrDamaged)
	}
	return nil
}
