//go:build unix

package browsers

import (
	"errors"
	"syscall"
)

// isNotFolder: something on the way is no folder, so nothing lies behind it.
func isNotFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
