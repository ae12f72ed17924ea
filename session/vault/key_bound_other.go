//go:build !windows

package vault

import "fmt"

// bindKey returns the key as it is: here the file's mode is what protects it.
func bindKey(key secret) (secret, error) { return append(secret{}, key...), nil }

// unbindKey cannot open what Windows has bound to one of its users.
func unbindKey(secret) (secret, error) {
	return nil, fmt.Errorf("%w: Windows has made it", ErrOtherUser)
}
