package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"latchkey/session/internal/atomicfile"
)

// Sentinels; every error of this package matches one of them, a context error,
// or is an unexpected failure of the storage. No error text contains a secret.
var (
	// ErrMissing means that there is no such storage in this session.
	ErrMissing = errors.New("secure storage is missing")
	// ErrLocked means that the storage has to be unlocked by a person first.
	ErrLocked = errors.New("secure storage is locked")
	// ErrRefused means that the storage denied the access.
	ErrRefused = errors.New("secure storage refused the access")
	// ErrNotFound means that nothing is stored under that account and generation.
	ErrNotFound = errors.New("secret not found")
	// ErrDamaged means that what is stored is incomplete, mixed or altered.
	ErrDamaged = errors.New("stored secret is damaged")
	// ErrTooLarge means that the secret, or the list of generations, exceeds its limit.
	ErrTooLarge = errors.New("too large for the secure storage")
	// ErrTimeout means that the storage did not answer in time. errors.Is(ErrTimeout,
	// ErrLocked) holds: a service that never answers counts as locked.
	ErrTimeout error = timeoutError{}
)

// timeoutError is its own type so that it can match ErrLocked too.
type timeoutError struct{}

func (timeoutError) Error() string { return "secure storage did not answer in time" }

// Is reports that a time-out counts as locked.
func (timeoutError) Is(target error) bool { return target == ErrLocked }

// Timeout marks the error as a time-out for callers that ask net.Error style.
func (timeoutError) Timeout() bool { return true }

func isContextError(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// finish names the operation in an error, and turns an expired deadline into
// ErrTimeout, whoever set it: what did not answer was the storage. A cancelled
// context passes through as context.Canceled.
func finish(ctx context.Context, op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrTimeout):
		return fmt.Errorf("%s: %w", op, err)
	case errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("%s: %w", op, context.Canceled)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %w", op, ErrTimeout)
	default:
		return fmt.Errorf("%s: %w", op, err)
	}
}

// fileError sorts the errors of files: a file that is left alone, or that the
// system denies, is a refusal.
func fileError(err error) error {
	var refused *atomicfile.RefusedError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNotFound
	case errors.As(err, &refused), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: %w", ErrRefused, err)
	default:
		return err
	}
}
