package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Has tells whether all parts of that account's generation are stored; generation
// 0 means any. It reads no secret and asks nobody where the storage can list its
// entries, so it answers for a locked storage too; elsewhere it goes by the
// account's head. What is there may still turn out to be altered: Load tells. It
// takes two seconds at most. Errors: those of the storage.
func (v *Vault) Has(ctx context.Context, account string, generation uint64) (bool, error) {
	const op = "look for secret"
	if err := checkAccount(account); err != nil {
		return false, fmt.Errorf("%s: %w", op, err)
	}
	ctx, cancel := context.WithTimeout(ctx, min(v.timeout, stateTimeout))
	defer cancel()
	l, ok := v.store.(lister)
	if !ok {
		has, err := v.headNames(ctx, account, generation)
		return has, finish(ctx, op, err)
	}
	names, err := l.list(ctx)
	if err != nil {
		return false, finish(ctx, op, err)
	}
	for g, chunks := range gapless(names, account) {
		if (generation == 0 || g == generation) && chunks >= v.expected(ctx, account, g) {
			return true, nil
		}
	}
	return false, nil
}

// gapless counts the chunks of the generations of which no chunk before the last
// one listed is missing.
func gapless(names []string, account string) map[uint64]int {
	indexes := map[uint64][]int{}
	for _, name := range names {
		if a, g, i, ok := parseChunkName(name); ok && a == account {
			indexes[g] = append(indexes[g], i)
		}
	}
	counts := map[uint64]int{}
	for g, found := range indexes {
		slices.Sort(found)
		found = slices.Compact(found) // another program may have copied an item
		if found[0] == 0 && found[len(found)-1] == len(found)-1 {
			counts[g] = len(found)
		}
	}
	return counts
}

// expected is how many chunks the head knows of, where it can be read without
// asking anybody; else 1. Where a bundle is one entry, that is known anyway.
func (v *Vault) expected(ctx context.Context, account string, generation uint64) int {
	if _, whole := v.store.(limiter); whole || v.store.check(ctx) != nil {
		return 1
	}
	h, err := v.readHead(ctx, account)
	if err != nil {
		return 1
	}
	for _, g := range h.generations {
		if g.number == generation {
			return g.chunks
		}
	}
	return 1
}

// headNames tells whether the head calls the generation whole.
func (v *Vault) headNames(ctx context.Context, account string, generation uint64) (bool, error) {
	h, err := v.readHead(ctx, account)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, g := range h.generations {
		if !isIntent(g) && (generation == 0 || g.number == generation) {
			return true, nil
		}
	}
	return false, nil
}

// Empty tells whether nothing of the name space is left, without reading a
// secret: what RemoveAll promises, looked at afterwards. Where the storage cannot
// list, it goes by index and heads, as RemoveAll does. Errors: those of the storage.
func (v *Vault) Empty(ctx context.Context) (bool, error) {
	const op = "look for remains"
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	if l, ok := v.store.(lister); ok {
		names, err := l.list(ctx)
		return err == nil && len(names) == 0, finish(ctx, op, err)
	}
	for _, name := range append([]string{indexName}, probeHeads()...) {
		entry, err := v.store.get(ctx, name)
		entry.wipe()
		if err == nil {
			return false, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return false, finish(ctx, op, err)
		}
	}
	return true, nil
}

func probeHeads() []string {
	heads := probeAccounts()
	for i, account := range heads {
		heads[i] = headName(account)
	}
	return heads
}
