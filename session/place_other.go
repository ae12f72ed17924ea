//go:build !linux && !darwin && !windows

package session

import (
	"os"
)

// placeOf knows nothing of this system's file systems.
func placeOf(path string) (Place, error) {
	if _, err := os.Stat(path); err != nil {
		return Place{}, err
	}
	return Place{}, nil
}
