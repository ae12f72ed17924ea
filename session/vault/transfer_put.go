package vault

import (
	"bytes"
	"context"
	"slices"
)

// put stores a bundle under a given number, as Save does under its own.
func (v *Vault) put(ctx context.Context, account string, number uint64, whole []byte) error {
	before, err := v.knownHead(ctx, account)
	if err != nil {
		return err
	}
	if before, err = v.addListed(ctx, account, before, markIntent); err != nil {
		return err
	}
	same := func(g generationMark) bool { return g.number == number }
	if i := slices.IndexFunc(before.generations, same); i >= 0 {
		if !isIntent(before.generations[i]) && v.holds(ctx, account, number, whole) {
			return ctx.Err()
		}
		before.generations[i].mark = markIntent // removed with the other remains
	}
	entries, err := splitChunks(account, number, whole, v.limit())
	if err != nil {
		return err
	}
	defer func() {
		for _, e := range entries {
			e.wipe()
		}
	}()
	if _, err := v.putIndex(ctx, account, true); err != nil {
		return err
	}
	if before, err = v.removeIntents(ctx, account, before); err != nil {
		return err
	}
	mark := generationMark{number: number, chunks: len(entries), mark: markIntent}
	return v.writeGeneration(ctx, account, before, mark, entries, whole)
}

// holds tells whether exactly this bundle is stored under the number.
func (v *Vault) holds(ctx context.Context, account string, number uint64, whole []byte) bool {
	there, err := v.readGeneration(ctx, account, number)
	defer secret(there).wipe()
	return err == nil && bytes.Equal(there, whole)
}
