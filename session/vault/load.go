package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Load returns the bundle that Save stored under that generation; generation 0
// means the one that the account's head names. It is one search and one read
// where the storage can do so, and it needs no lock. Errors: ErrNotFound;
// ErrDamaged for a set of chunks that is incomplete, mixed or altered, which is
// never returned; ErrLocked, ErrMissing, ErrRefused, ErrTimeout.
func (v *Vault) Load(ctx context.Context, account string, generation uint64) ([]byte, error) {
	const op = "load secret"
	if err := checkAccount(account); err != nil {
		return nil, fmt.Errorf("%s: %w", op, err)
	}
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	if generation == 0 {
		h, err := v.readHead(ctx, account)
		if err != nil {
			return nil, finish(ctx, op, err)
		}
		if generation = h.current; generation == 0 {
			return nil, fmt.Errorf("%s: %w", op, ErrNotFound)
		}
	}
	whole, err := v.readGeneration(ctx, account, generation)
	return whole, finish(ctx, op, err)
}

// readGeneration reads and joins all chunks of one generation.
func (v *Vault) readGeneration(ctx context.Context, account string, generation uint64) ([]byte, error) {
	entries, err := v.readEntries(ctx, account, generation)
	if err != nil {
		return nil, err
	}
	whole, err := joinChunks(account, generation, entries)
	for _, e := range entries {
		e.wipe()
	}
	return whole, err
}

// readEntries prefers the storage's own way to read a set, and falls back to
// reading by name when the set is not found that way: entries that another
// program copied may have lost their extra attributes.
func (v *Vault) readEntries(ctx context.Context, account string, generation uint64) ([]secret, error) {
	if s, ok := v.store.(setReader); ok {
		entries, err := s.getSet(ctx, account, generation)
		if err != nil || len(entries) > 0 {
			return entries, err
		}
	}
	first, err := v.store.get(ctx, chunkName(account, generation, 0))
	if errors.Is(err, ErrNotFound) {
		if _, err2 := v.store.get(ctx, chunkName(account, generation, 1)); err2 == nil {
			return nil, fmt.Errorf("%w: chunk 0 is missing", ErrDamaged)
		}
	}
	if err != nil {
		return nil, err
	}
	c, err := parseChunk(first)
	if err != nil {
		return nil, err
	}
	entries := []secret{first}
	for i := 1; i < c.count; i++ {
		next, err := v.store.get(ctx, chunkName(account, generation, i))
		if errors.Is(err, ErrNotFound) {
			return nil, fmt.Errorf("%w: chunk %d of %d is missing", ErrDamaged, i, c.count)
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, next)
	}
	return entries, nil
}

// Newest gives the generation that was saved last, whether or not the caller's
// own commit point followed. A process that was killed after the last chunk and
// before the head counts too: the chunks say themselves whether they are all
// there, and the secret in them may be the only one that is still good. Who takes
// such a generation up keeps it with Prune, or the next Save removes it. Errors:
// ErrNotFound when the account has none; those of Load.
func (v *Vault) Newest(ctx context.Context, account string) (uint64, error) {
	const op = "find newest secret"
	if err := checkAccount(account); err != nil {
		return 0, fmt.Errorf("%s: %w", op, err)
	}
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	h, err := v.readHead(ctx, account)
	if err != nil {
		return 0, finish(ctx, op, err)
	}
	for _, g := range slices.Backward(h.generations) {
		if g.number <= h.current || !isIntent(g) {
			break
		}
		whole, err := v.readGeneration(ctx, account, g.number)
		secret(whole).wipe()
		switch {
		case err == nil:
			return g.number, nil
		case !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrDamaged):
			return 0, finish(ctx, op, err)
		}
	}
	if h.current == 0 {
		return 0, fmt.Errorf("%s: %w", op, ErrNotFound)
	}
	return h.current, nil
}
