package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// indexMagic opens the index entry; its number is the version of the format.
const indexMagic = "latchkey-index/1"

// encodeIndex returns the text of the index of accounts. Only storages that
// cannot list their entries have one.
func encodeIndex(accounts []string, limit int) (secret, error) {
	body := strings.Join(accounts, "\n")
	text := indexMagic + " " + checksum(indexName, body) + "\n" + body
	if len(text) > limit {
		return nil, fmt.Errorf("%w: %d accounts", ErrTooLarge, len(accounts))
	}
	return secret(text), nil
}

// parseIndex reads the index entry. It accepts only what encodeIndex writes.
func parseIndex(entry secret) ([]string, error) {
	text, ok := strings.CutPrefix(string(entry), indexMagic+" ")
	sum, body, found := strings.Cut(text, "\n")
	if !ok || !found || checksum(indexName, body) != sum {
		return nil, fmt.Errorf("%w: index does not match its checksum", ErrDamaged)
	}
	accounts := strings.Split(body, "\n")
	for _, a := range accounts {
		if checkAccount(a) != nil {
			return nil, fmt.Errorf("%w: index is malformed", ErrDamaged)
		}
	}
	return accounts, nil
}

// readIndex returns the accounts of the index, none when there is no index.
func (v *Vault) readIndex(ctx context.Context) ([]string, error) {
	entry, err := v.store.get(ctx, indexName)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	return parseIndex(entry)
}

// isIndexed tells whether an account needs a line in the index.
func (v *Vault) isIndexed(account string) bool {
	_, lists := v.store.(lister)
	return !lists && !isProbe(account)
}

// putIndex adds an account to the index, or takes it out. A damaged index is
// written anew: what it named can no longer be told from it.
func (v *Vault) putIndex(ctx context.Context, account string, present bool) (changed bool, err error) {
	if !v.isIndexed(account) {
		return false, nil
	}
	accounts, err := v.readIndex(ctx)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return false, err
	}
	at, found := slices.BinarySearch(accounts, account)
	switch {
	case found == present && err == nil:
		return false, nil
	case present:
		accounts = slices.Insert(accounts, at, account)
	case found:
		accounts = slices.Delete(accounts, at, at+1)
	}
	if len(accounts) == 0 {
		return true, v.store.remove(ctx, indexName)
	}
	entry, err := encodeIndex(accounts, v.limit())
	if err != nil {
		return false, err
	}
	if err := v.store.set(ctx, indexName, entry); err != nil {
		return false, fmt.Errorf("write index: %w", err)
	}
	return true, nil
}

// Accounts lists the accounts of which anything is stored, sorted; also those
// of which an interrupted Save left pieces behind. Errors: those of the
// storage, and ErrDamaged where it cannot list and its index is damaged.
func (v *Vault) Accounts(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	l, ok := v.store.(lister)
	if !ok {
		accounts, err := v.readIndex(ctx)
		return accounts, finish(ctx, "list accounts", err)
	}
	names, err := l.list(ctx)
	if err != nil {
		return nil, finish(ctx, "list accounts", err)
	}
	var accounts []string
	for _, name := range names {
		account, isHead := strings.CutPrefix(name, "head.")
		if !isHead {
			account, _, _, isHead = parseChunkName(name)
		}
		if isHead && !isProbe(account) && checkAccount(account) == nil {
			accounts = append(accounts, account)
		}
	}
	slices.Sort(accounts)
	return slices.Compact(accounts), nil
}
