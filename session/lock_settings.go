package session

import (
	"context"
	"fmt"
)

// settingsLock is never deleted, like the others.
const settingsLock = "settings.lock"

// LockSettings takes the lock of the settings file: for the milliseconds of reading, changing and writing it, so that two changes at
// once lose nothing. It may be taken inside the record lock, never around it. It waits until ctx ends and then returns a *BusyError.
func (s *Store) LockSettings(ctx context.Context) (*Lock, error) {
	lock, err := s.acquire(ctx, settingsLock, true)
	if err != nil {
		return nil, fmt.Errorf("lock settings: %w", err)
	}
	return lock, nil
}
