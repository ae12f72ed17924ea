package core

import (
	"errors"

	"latchkey/auth"
)

// Offline says that err means "no way to the network from here", and not that a
// server was there and had trouble.
func Offline(err error) bool {
	var unreachable *auth.UnreachableError
	if !errors.As(err, &unreachable) {
		return false
	}
	switch unreachable.Cause {
	case "dns", "no_answer":
		return true
	}
	return false
}
