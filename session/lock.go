package session

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"latchkey/session/internal/filelock"
)

// The lock files. They are never deleted: a lock on a deleted file excludes nobody who comes later.
const (
	recordLock = "login_session.lock"
	signInLock = "sign_in.lock"
)

// Lock is a held lock. It ends with Unlock or with the process, whichever comes first.
type Lock struct {
	mu   sync.Mutex
	held *filelock.Lock
	note string // path of the holder's note
}

// Lock takes the record lock: short, for reading, deciding and writing the session file, the vault and the backups. It
// waits until ctx ends and then returns a *BusyError (ErrBusy) that names the holder. It excludes other processes of this user and
// other callers in this process alike, and is not reentrant.
func (s *Store) Lock(ctx context.Context) (*Lock, error) {
	lock, err := s.acquire(ctx, recordLock, true)
	if err != nil {
		return nil, fmt.Errorf("lock session: %w", err)
	}
	return lock, nil
}

// LockSignIn takes the lock that one sign-in holds while it waits for a person. Without wait, who comes second gets a
// *BusyError (ErrBusy) at once; with it, when ctx ends. The record lock is taken inside it, never around it.
func (s *Store) LockSignIn(ctx context.Context, wait bool) (*Lock, error) {
	lock, err := s.acquire(ctx, signInLock, wait)
	if err != nil {
		return nil, fmt.Errorf("lock sign-in: %w", err)
	}
	return lock, nil
}

// Unlock releases the lock. A second call does nothing. The lock file stays.
func (l *Lock) Unlock() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		return nil
	}
	removeNote(l.note) // before the release, or it would be the next holder's note
	err := l.held.Release()
	l.held = nil
	if err != nil {
		return fmt.Errorf("unlock: %w", err)
	}
	return nil
}

func (s *Store) acquire(ctx context.Context, name string, wait bool) (*Lock, error) {
	path := filepath.Join(s.opts.LockFolder, name)
	held, err := filelock.Acquire(ctx, path, false)
	if held == nil && err == nil && wait {
		heard := s.tellWaiting(notePath(path))
		held, err = filelock.Acquire(ctx, path, true)
		heard()
		if held == nil && ctx.Err() != nil {
			err = nil // the time ran out while somebody held the lock, whatever was noticed first
		}
	}
	switch {
	case err != nil:
		return nil, asRefused(err, "take the lock file")
	case held == nil:
		return nil, s.busy(notePath(path), ctx.Err())
	}
	lock := &Lock{held: held, note: notePath(path)}
	s.leaveNote(lock.note)
	return lock, nil
}

// patience is how long somebody waits without being told for whom.
const patience = time.Second

// tellWaiting tells in a while who is waited for. The function that it returns ends that.
func (s *Store) tellWaiting(note string) (heard func()) {
	if s.opts.Waiting == nil {
		return func() {}
	}
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-s.opts.After(patience):
			s.opts.Waiting(*s.busy(note, nil))
		case <-over:
		}
	}()
	return func() {
		close(over)
		<-ended
	}
}
