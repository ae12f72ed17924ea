package vault

import (
	"context"
	"errors"
)

// EntryNames lets the outside view see which entries a storage holds.
func EntryNames(ctx context.Context, v *Vault) ([]string, error) {
	l, ok := v.store.(lister)
	if !ok {
		return nil, errors.New("this storage cannot list")
	}
	return l.list(ctx)
}
