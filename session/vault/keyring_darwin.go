package vault

import (
	"context"
	"errors"
	"os/exec"

	"github.com/zalando/go-keyring"
)

// Exit codes of /usr/bin/security: the low byte of the OSStatus.
const (
	interactionNotAllowed = 36  // errSecInteractionNotAllowed (-25308): locked, and nobody to ask
	userCanceled          = 128 // errSecUserCanceled (-128)
)

// keychainStore can drop everything of a service, which macOS matches exactly.
// It cannot list, so index and heads tell what exists.
type keychainStore struct{ nativeStore }

func newKeyringStore(namespace string, _ func(string) string) entryStore {
	return keychainStore{nativeStore{namespace}}
}

func (s keychainStore) clear(ctx context.Context) error {
	_, err := within(ctx, func() (struct{}, error) {
		return struct{}{}, keyring.DeleteAll(s.namespace)
	})
	return err
}

func systemError(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && (exit.ExitCode() == interactionNotAllowed || exit.ExitCode() == userCanceled) {
		return ErrLocked
	}
	if errors.Is(err, exec.ErrNotFound) {
		return ErrMissing
	}
	return ErrRefused
}
