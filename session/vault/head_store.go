package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// limit tells how large one entry may be in this storage.
func (v *Vault) limit() int {
	if l, ok := v.store.(limiter); ok {
		return l.entryLimit()
	}
	return maxEntry
}

// readHead returns the account's head: ErrNotFound when there is none.
func (v *Vault) readHead(ctx context.Context, account string) (head, error) {
	entry, err := v.store.get(ctx, headName(account))
	if err != nil {
		return head{}, fmt.Errorf("read head: %w", err)
	}
	return parseHead(account, entry)
}

// knownHead returns the account's head, an empty one when there is none, and
// one rebuilt from the names of the entries when it is damaged.
func (v *Vault) knownHead(ctx context.Context, account string) (head, error) {
	h, err := v.readHead(ctx, account)
	switch {
	case errors.Is(err, ErrNotFound):
		return head{}, nil
	case errors.Is(err, ErrDamaged):
		return v.addListed(ctx, account, head{rebuilt: true}, markWhole)
	default:
		return h, err
	}
}

// addListed adds the generations that the storage lists and the head does not
// know. A storage that cannot list adds nothing.
func (v *Vault) addListed(ctx context.Context, account string, h head, mark string) (head, error) {
	l, ok := v.store.(lister)
	if !ok {
		return h, nil
	}
	names, err := l.list(ctx)
	if err != nil {
		return h, fmt.Errorf("list entries: %w", err)
	}
	found := map[uint64]int{}
	for _, name := range names {
		if a, g, i, ok := parseChunkName(name); ok && a == account && i < maxChunks {
			found[g] = max(found[g], i+1)
		}
	}
	for _, g := range h.generations {
		if found[g.number] <= g.chunks {
			delete(found, g.number)
			continue
		}
		h = h.with(generationMark{number: g.number, chunks: found[g.number], mark: g.mark})
		delete(found, g.number)
	}
	for g, chunks := range found {
		h = h.with(generationMark{number: g, chunks: chunks, mark: mark})
	}
	return h, nil
}

// writeHead stores the head.
func (v *Vault) writeHead(ctx context.Context, account string, h head) error {
	entry, err := h.encode(account, v.limit())
	if err != nil {
		return err
	}
	if err := v.store.set(ctx, headName(account), entry); err != nil {
		return fmt.Errorf("write head: %w", err)
	}
	return nil
}

// commitHead stores the head and reads it back: a keyring that says yes and
// keeps nothing (zalando/go-keyring#153) must not pass for a success.
func (v *Vault) commitHead(ctx context.Context, account string, h head) error {
	if err := v.writeHead(ctx, account, h); err != nil {
		return err
	}
	want, err := h.encode(account, v.limit())
	if err != nil {
		return err
	}
	got, err := v.store.get(ctx, headName(account))
	if err != nil {
		return fmt.Errorf("read head back: %w", err)
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("read head back: %w: not what was written", ErrDamaged)
	}
	return nil
}
