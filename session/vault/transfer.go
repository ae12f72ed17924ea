package vault

import (
	"context"
	"errors"
	"fmt"
)

// ErrSamePlace means that both sides of a Transfer keep their entries in one
// place: there is nothing to carry, and a removal of the old copy would take the
// new one.
var ErrSamePlace = errors.New("both vaults are one place")

// TransferError says which side of a Transfer failed, and whose secrets were
// being carried.
type TransferError struct {
	Kind    Kind   // of the vault that failed
	Writing bool   // the target failed, not the source
	Account string // "" before the first one
	Err     error
}

// Error implements error.
func (e *TransferError) Error() string {
	side := "read"
	if e.Writing {
		side = "write"
	}
	return fmt.Sprintf("transfer secrets: %s %s %s: %v", side, e.Kind, e.Account, e.Err)
}

// Unwrap returns what the vault said.
func (e *TransferError) Unwrap() error { return e.Err }

// Transfer copies every generation that the heads of one vault name into
// another, under the same numbers, and returns how many accounts were carried.
// Each bundle is read back and compared. It takes nothing from the source, ever:
// RemoveAll does, after the caller has seen with Has that the target holds what
// its records name, and after its own commit point; Empty tells that it did. It can be repeated: what the target holds already is compared and kept,
// remains of an interrupted Transfer are replaced. Other accounts and generations
// of the target stay; of a carried account, the source's current generation is the
// target's too. When it fails, what was copied so far stays in the target, which
// nobody uses yet, for the next try or for RemoveAll of the target.
//
// The caller holds off other writers of both vaults, as for Save. The time-outs of
// the vaults bound the work for one generation, not the whole. Errors:
// ErrSamePlace, and *TransferError around those of Load, Accounts and Save:
// ErrDamaged when a generation that the source's head calls whole is not.
func Transfer(ctx context.Context, from, to *Vault) (accounts int, err error) {
	if from == to || from.place() == to.place() {
		return 0, fmt.Errorf("transfer secrets: %w", ErrSamePlace)
	}
	for _, v := range []*Vault{from, to} {
		release, err := v.acquire(ctx)
		if err != nil {
			return 0, fmt.Errorf("transfer secrets: %w", err)
		}
		defer release()
	}
	t := transfer{from: from, to: to}
	names, err := from.Accounts(ctx)
	if err != nil {
		return 0, t.failed(ctx, false, "", err)
	}
	for _, account := range names {
		carried, err := t.account(ctx, account)
		if err != nil {
			return accounts, err
		}
		if carried {
			accounts++
		}
	}
	return accounts, nil
}

// placed is a storage that several vaults may share.
type placed interface {
	place() string
}

// place tells one storage from another; a memory is one for each vault.
func (v *Vault) place() string {
	if p, ok := v.store.(placed); ok {
		return string(v.kind) + "\x00" + p.place()
	}
	return fmt.Sprintf("%p", v)
}

// transfer is one run of Transfer.
type transfer struct{ from, to *Vault }

func (t transfer) failed(ctx context.Context, writing bool, account string, err error) error {
	e := &TransferError{Kind: t.from.kind, Writing: writing, Account: account}
	if writing {
		e.Kind = t.to.kind
	}
	e.Err = finish(ctx, "carry", err)
	return e
}

// account carries one account; false when it holds nothing but remains.
func (t transfer) account(ctx context.Context, account string) (carried bool, err error) {
	reading, cancel := context.WithTimeout(ctx, t.from.timeout)
	defer cancel()
	source, err := t.from.carriedHead(reading, account)
	if err != nil {
		return false, t.failed(ctx, false, account, err)
	}
	newest := uint64(0)
	for _, g := range source.generations {
		err := t.generation(ctx, account, g.number)
		if source.rebuilt && errors.Is(err, ErrDamaged) && !isWriting(err) {
			continue // the names of the entries do not tell what was whole
		}
		if err != nil {
			return false, err
		}
		newest = g.number
	}
	switch {
	case newest == 0 && source.rebuilt:
		return false, t.failed(ctx, false, account, fmt.Errorf("%w: the head, and no generation is whole", ErrDamaged))
	case newest == 0:
		return false, nil
	case source.rebuilt:
		source.current = newest
	}
	return true, t.commit(ctx, account, source)
}

// carriedHead returns the head without what an interrupted Save or Prune left:
// that is nobody's. A head that is gone or damaged is rebuilt where the storage can
// list its entries, because a record may still name one of its generations.
func (v *Vault) carriedHead(ctx context.Context, account string) (head, error) {
	h, err := v.readHead(ctx, account)
	switch {
	case errors.Is(err, ErrNotFound):
		h, err = v.addListed(ctx, account, head{}, markWhole)
		h.rebuilt = len(h.generations) > 0
	case errors.Is(err, ErrDamaged):
		h, err = v.addListed(ctx, account, head{rebuilt: true}, markWhole)
	}
	return h.without(isIntent), err
}

func isWriting(err error) bool {
	var failed *TransferError
	return errors.As(err, &failed) && failed.Writing
}

// generation carries one bundle, unless the target has it already.
func (t transfer) generation(ctx context.Context, account string, number uint64) error {
	reading, cancel := context.WithTimeout(ctx, t.from.timeout)
	defer cancel()
	whole, err := t.from.readGeneration(reading, account, number)
	if err != nil {
		return t.failed(ctx, false, account, err)
	}
	defer secret(whole).wipe()
	writing, cancel := context.WithTimeout(ctx, t.to.timeout)
	defer cancel()
	if err := t.to.put(writing, account, number, whole); err != nil {
		return t.failed(ctx, true, account, err)
	}
	return nil
}

// commit makes the source's current generation the target's, and keeps the
// numbers that were ever given out from coming back.
func (t transfer) commit(ctx context.Context, account string, source head) error {
	writing, cancel := context.WithTimeout(ctx, t.to.timeout)
	defer cancel()
	target, err := t.to.readHead(writing, account)
	if err == nil {
		target.current, target.last = source.current, max(source.last, target.last)
		err = t.to.commitHead(writing, account, target)
	}
	if err != nil {
		return t.failed(ctx, true, account, err)
	}
	return nil
}
