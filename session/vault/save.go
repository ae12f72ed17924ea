package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"
)

// cleanupTime bounds the clearing up after a Save that failed or was
// cancelled: Ctrl-C has to end a command within a second.
const cleanupTime = 700 * time.Millisecond

// Save stores a bundle (at most 256 KiB) as a new generation of the account and
// returns its number, which is higher than every number before. The head notes
// the intent first; then the chunks are written and read back; only then does
// the head name the new generation. Older generations stay until Prune. When it
// fails, what it wrote is removed again as far as the storage lets it; what a
// kill leaves behind is removed by the next Save or Prune of the account.
// Errors: ErrTooLarge, ErrDamaged (the storage gave back other bytes than it
// got), ErrLocked, ErrMissing, ErrRefused, ErrTimeout.
func (v *Vault) Save(ctx context.Context, account string, secretBytes []byte) (uint64, error) {
	const op = "save secret"
	if err := checkAccount(account); err != nil {
		return 0, fmt.Errorf("%s: %w", op, err)
	}
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	release, err := v.acquire(ctx)
	if err != nil {
		return 0, finish(ctx, op, err)
	}
	defer release()
	generation, err := v.save(ctx, account, secretBytes)
	return generation, finish(ctx, op, err)
}

// acquire waits for the other writers of this process.
func (v *Vault) acquire(ctx context.Context) (release func(), err error) {
	select {
	case v.writer <- struct{}{}:
		return func() { <-v.writer }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (v *Vault) save(ctx context.Context, account string, whole []byte) (uint64, error) {
	before, err := v.knownHead(ctx, account)
	if err != nil {
		return 0, err
	}
	generation := v.nextGeneration(before)
	entries, err := splitChunks(account, generation, whole, v.limit())
	if err != nil {
		return 0, err
	}
	indexed, err := v.putIndex(ctx, account, true)
	if err != nil {
		return 0, err
	}
	before, err = v.removeIntents(ctx, account, before)
	if err == nil {
		mark := generationMark{number: generation, chunks: len(entries), mark: markIntent}
		err = v.writeGeneration(ctx, account, before, mark, entries, whole)
		if err != nil {
			v.abandon(ctx, err, account, before, mark, indexed)
		}
	}
	for _, e := range entries {
		e.wipe()
	}
	if err != nil {
		return 0, err
	}
	return generation, nil
}

// nextGeneration counts up, and starts from the clock: a number must not come
// back after the head was removed or lost, because a backup or a session record
// may still name it. Milliseconds stay exact in every JSON reader.
func (v *Vault) nextGeneration(h head) uint64 {
	next := uint64(max(1, v.now().UnixMilli()))
	for _, g := range h.generations {
		next = max(next, g.number+1)
	}
	return max(next, h.last+1, h.current+1)
}

// removeIntents removes what interrupted calls left behind.
func (v *Vault) removeIntents(ctx context.Context, account string, h head) (head, error) {
	var names []string
	for _, g := range h.generations {
		if isIntent(g) {
			names = append(names, g.names(account)...)
		}
	}
	if len(names) == 0 {
		return h, nil
	}
	if err := v.store.remove(ctx, names...); err != nil {
		return h, fmt.Errorf("remove leftovers: %w", err)
	}
	return h.without(isIntent), nil
}

// writeGeneration writes intent, chunks and head, in this order.
func (v *Vault) writeGeneration(ctx context.Context, account string, before head, g generationMark, entries []secret, whole []byte) error {
	if err := v.writeHead(ctx, account, before.with(g)); err != nil {
		return err
	}
	for i, e := range entries {
		if err := v.store.set(ctx, chunkName(account, g.number, i), e); err != nil {
			return fmt.Errorf("write chunk %d of %d: %w", i+1, len(entries), err)
		}
	}
	back, err := v.readGeneration(ctx, account, g.number)
	if err != nil {
		return fmt.Errorf("read back: %w", err)
	}
	same := bytes.Equal(back, whole)
	secret(back).wipe()
	if !same {
		return fmt.Errorf("read back: %w: not what was written", ErrDamaged)
	}
	g.mark = markWhole
	after := before.with(g)
	after.current = g.number
	return v.commitHead(ctx, account, after)
}

// abandon puts the account back as it was, as well as it can; a storage that
// does not answer is left alone. Its own failures are not reported: the head
// still says what is left, and the next Save or Prune reads that.
func (v *Vault) abandon(ctx context.Context, cause error, account string, before head, g generationMark, indexed bool) {
	if errors.Is(cause, ErrTimeout) || errors.Is(cause, context.DeadlineExceeded) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
	defer cancel()
	if v.store.remove(ctx, g.names(account)...) != nil {
		return
	}
	if len(before.generations) > 0 {
		_ = v.writeHead(ctx, account, before)
		return
	}
	if v.store.remove(ctx, headName(account)) == nil && indexed {
		_, _ = v.putIndex(ctx, account, false)
	}
}
