package vault

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/danieljoos/wincred"
)

// credentialStore can also list its entries.
type credentialStore struct{ nativeStore }

func newKeyringStore(namespace string, _ func(string) string) entryStore {
	return credentialStore{nativeStore{namespace}}
}

// list names the credentials of exactly this name space. keyring.DeleteAll
// would do for removing, but it goes by the prefix "service:" and would take
// every other name space that begins like ours with it.
func (s credentialStore) list(ctx context.Context) ([]string, error) {
	return within(ctx, func() ([]string, error) {
		all, err := wincred.FilteredList(s.namespace + ":*")
		if err == wincred.ErrElementNotFound { //nolint:errorlint // a syscall.Errno is compared by value
			return nil, nil
		}
		var names []string
		for _, c := range all {
			secret(c.CredentialBlob).wipe() // Windows hands the secrets out with the names
			if c.TargetName == s.namespace+":"+c.UserName {
				names = append(names, c.UserName)
			}
		}
		return names, err
	})
}

// systemError finds the number of the Credential Manager's error.
func systemError(err error) error { return windowsError(err, credentialCause) }

// windowsError turns the system's error into a cause and its number.
func windowsError(err error, cause func(windowsNumber) error) error {
	number, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return ErrRefused
	}
	return fmt.Errorf("%w: %w", cause(windowsNumber(number)), windowsNumber(number))
}
