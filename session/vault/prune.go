package vault

import (
	"context"
	"fmt"
	"slices"
)

// Prune removes all generations of the account but those to keep, and what
// interrupted calls left behind. Numbers that do not exist are ignored. Without
// any number to keep, nothing of the account stays. The caller prunes after its
// own commit point. It is safe to repeat. Errors: ErrLocked, ErrMissing,
// ErrRefused, ErrTimeout.
func (v *Vault) Prune(ctx context.Context, account string, keep ...uint64) error {
	const op = "prune secrets"
	if err := checkAccount(account); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	release, err := v.acquire(ctx)
	if err != nil {
		return finish(ctx, op, err)
	}
	defer release()
	return finish(ctx, op, v.prune(ctx, account, keep))
}

func (v *Vault) prune(ctx context.Context, account string, keep []uint64) error {
	h, err := v.knownHead(ctx, account)
	if err != nil {
		return err
	}
	if h, err = v.addListed(ctx, account, h, markIntent); err != nil {
		return err
	}
	doomed := func(g generationMark) bool { return !slices.Contains(keep, g.number) }
	rest := h.kept(doomed)
	if err := v.removeGenerations(ctx, account, h, doomed, len(rest.generations) > 0); err != nil {
		return err
	}
	if len(rest.generations) == 0 {
		if err := v.store.remove(ctx, headName(account)); err != nil {
			return fmt.Errorf("remove head: %w", err)
		}
		_, err := v.putIndex(ctx, account, false)
		return err
	}
	if rest.equal(h) && !h.rebuilt {
		return nil
	}
	return v.commitHead(ctx, account, rest)
}

// kept returns the head after a prune. A generation that the caller keeps is
// whole by that: the caller had its number from a Save that succeeded.
func (h head) kept(doomed func(generationMark) bool) head {
	h = h.without(doomed)
	for i := range h.generations {
		h.generations[i].mark = markWhole
	}
	isCurrent := func(g generationMark) bool { return g.number == h.current }
	if !slices.ContainsFunc(h.generations, isCurrent) {
		h.current = 0
		if n := len(h.generations); n > 0 {
			h.current = h.generations[n-1].number
		}
	}
	return h
}

// removeGenerations notes in the head what is about to go, then removes it. The
// note is left out where the head itself goes next: until then it names them.
func (v *Vault) removeGenerations(ctx context.Context, account string, h head, doomed func(generationMark) bool, note bool) error {
	var names []string
	marked := h
	for _, g := range h.generations {
		if doomed(g) {
			names = append(names, g.names(account)...)
			g.mark = markIntent
			marked = marked.with(g)
		}
	}
	if len(names) == 0 {
		return nil
	}
	if note && !slices.Equal(marked.generations, h.generations) {
		if err := v.writeHead(ctx, account, marked); err != nil {
			return err
		}
	}
	if err := v.store.remove(ctx, names...); err != nil {
		return fmt.Errorf("remove chunks: %w", err)
	}
	return nil
}
