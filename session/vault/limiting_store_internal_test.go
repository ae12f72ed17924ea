package vault

import (
	"context"
	"errors"
	"fmt"
)

// limitingStore behaves like the Windows Credential Manager behind a library
// that can neither list nor clear: entries of at most 2,560 bytes. It can be
// told to fail, or to stop for good, at the n-th operation.
type limitingStore struct {
	memory     *memoryStore
	operations int
	failAt     int // 0: never; the operation with this number fails once
	crashAt    int // 0: never; from this operation on nothing works, as after a kill
	forgets    bool
	alters     bool
	log        []string
}

var (
	errFailed  = errors.New("the storage failed")
	errCrashed = errors.New("the process was killed")
)

const windowsLimit = 2560

func newLimitingStore() *limitingStore { return &limitingStore{memory: newMemoryStore()} }

func (l *limitingStore) step(what string) error {
	l.operations++
	l.log = append(l.log, what)
	if l.crashAt > 0 && l.operations >= l.crashAt {
		return errCrashed
	}
	if l.operations == l.failAt {
		return errFailed
	}
	return nil
}

func (l *limitingStore) get(ctx context.Context, name string) (secret, error) {
	if err := l.step("get " + name); err != nil {
		return nil, err
	}
	return l.memory.get(ctx, name)
}

func (l *limitingStore) set(ctx context.Context, name string, value secret) error {
	if err := l.step("set " + name); err != nil {
		return err
	}
	if len(value) > windowsLimit {
		return fmt.Errorf("%w: data passed to Set was too big", ErrTooLarge)
	}
	if l.forgets {
		return nil
	}
	if l.alters && len(value) > 0 {
		value = append(secret{}, value...)
		value[len(value)-1] ^= 1
	}
	return l.memory.set(ctx, name, value)
}

func (l *limitingStore) remove(ctx context.Context, names ...string) error {
	for _, name := range names {
		if err := l.step("remove " + name); err != nil {
			return err
		}
		if err := l.memory.remove(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func (l *limitingStore) check(context.Context) error { return l.step("check") }

// listingStore is a limitingStore that can list.
type listingStore struct{ *limitingStore }

func (l listingStore) list(ctx context.Context) ([]string, error) {
	if err := l.step("list"); err != nil {
		return nil, err
	}
	return l.memory.list(ctx)
}
