//go:build windows || darwin

package vault

import (
	"context"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// nativeStore keeps entries in the macOS keychain or the Windows Credential
// Manager. The library knows no contexts, so each call runs in a goroutine of
// its own that is left behind when the time is up.
type nativeStore struct{ namespace string }

// place implements placed.
func (s nativeStore) place() string { return s.namespace }

// within runs a call and waits for it or for the end of the context.
func within[T any](ctx context.Context, call func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := call()
		answers <- answer{value, err}
	}()
	select {
	case a := <-answers:
		return a.value, nativeError(a.err)
	case <-ctx.Done():
		var zero T
		return zero, ctx.Err()
	}
}

// nativeError sorts the errors of the library; systemError knows the system's own.
func nativeError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLarge
	default:
		return fmt.Errorf("%w: %w", systemError(err), err)
	}
}

func (s nativeStore) get(ctx context.Context, name string) (secret, error) {
	return within(ctx, func() (secret, error) {
		value, err := keyring.Get(s.namespace, name)
		return secret(value), err
	})
}

// set stores bytes as they are: Windows keeps bytes, and for macOS the library
// encodes them in base64 itself.
func (s nativeStore) set(ctx context.Context, name string, value secret) error {
	_, err := within(ctx, func() (struct{}, error) {
		return struct{}{}, keyring.Set(s.namespace, name, string(value))
	})
	return err
}

func (s nativeStore) remove(ctx context.Context, names ...string) error {
	for _, name := range names {
		_, err := within(ctx, func() (struct{}, error) {
			return struct{}{}, keyring.Delete(s.namespace, name)
		})
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	return nil
}

// check asks for an entry that nobody writes: a storage that works says that
// there is none, and a question for a password is not needed for that.
func (s nativeStore) check(ctx context.Context) error {
	_, err := s.get(ctx, "check")
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
