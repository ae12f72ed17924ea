package session

import (
	"errors"
	"fmt"
	"time"
)

// What can be wrong with the session file, a lock or a backup. Every error of this package that has one of these causes
// answers errors.Is for it.
var (
	// ErrMissing means that there is no session file. It does not mean that the file could not be looked at.
	ErrMissing = errors.New("no session file")
	// ErrDamaged means that the bytes are not what this program wrote.
	ErrDamaged = errors.New("damaged")
	// ErrNewer means that a newer version of the program wrote the file; it is left alone.
	ErrNewer = errors.New("written by a newer version")
	// ErrRefused means that the file is not opened or replaced as it stands: a link, a folder, a foreign owner, a wide mode.
	ErrRefused = errors.New("refused")
	// ErrBusy means that another process, or another part of this one, holds the lock.
	ErrBusy = errors.New("busy")
	// ErrNoBackup means that no backup has the given id.
	ErrNoBackup = errors.New("no such backup")
)

// DamagedError says what is wrong with the bytes of a file. It answers errors.Is for ErrDamaged.
type DamagedError struct {
	Path   string // the file
	Reason string // a short phrase without any content of the file
	Err    error  // the cause, may be nil
}

// Error implements error.
func (e *DamagedError) Error() string { return fmt.Sprintf("%s is damaged: %s", e.Path, e.Reason) }

// Unwrap lets errors.Is find ErrDamaged and the cause.
func (e *DamagedError) Unwrap() []error { return withCause(ErrDamaged, e.Err) }

// RefusedError says why a file is not opened or replaced as it stands. It answers errors.Is for ErrRefused.
type RefusedError struct {
	Path    string // the file or folder
	Reason  string // a short phrase for a person, with what to change
	Backups bool   // it is about the folder of backups or something in it, so that a reset is no remedy
	Err     error  // the cause, may be nil
}

// Error implements error.
func (e *RefusedError) Error() string { return fmt.Sprintf("%s is refused: %s", e.Path, e.Reason) }

// Unwrap lets errors.Is find ErrRefused and the cause.
func (e *RefusedError) Unwrap() []error { return withCause(ErrRefused, e.Err) }

// UnreadableError names the backups that List left out.
type UnreadableError struct {
	Paths   []string           // their manifests
	Backups []UnreadableBackup // the same, one for each path, with what is known
	Err     error              // why, for each of them
}

// UnreadableBackup is a backup whose manifest cannot be used. Nothing removes it but Backups.RemoveDamaged.
type UnreadableBackup struct {
	ID     string
	Path   string // folder of the backup
	State  string // FileDamaged, FileNewer, FileMissing (files lie there without a manifest) or FileRefused
	Reason string // for a person, short; see FileState
	Err    error
}

// Error implements error.
func (e *UnreadableError) Error() string { return e.Err.Error() }

// Unwrap lets errors.Is find the causes.
func (e *UnreadableError) Unwrap() error { return e.Err }

// NewerBackupError means that a newer version of the program made a backup. It answers errors.Is for ErrNewer.
type NewerBackupError struct {
	Path string // its manifest
	Err  error  // what this version does not know
}

// Error implements error.
func (e *NewerBackupError) Error() string { return fmt.Sprintf("%s: %s", e.Path, ErrNewer) }

// Unwrap lets errors.Is find ErrNewer and the cause.
func (e *NewerBackupError) Unwrap() []error { return withCause(ErrNewer, e.Err) }

// BusyError names who holds a lock, as far as the holder left a note. It answers errors.Is for ErrBusy, and for the
// context's error when the wait was ended by the context.
type BusyError struct {
	Program string    // name of the holder's program; empty when unknown
	PID     int       // process id of the holder; 0 when unknown
	Since   time.Time // when the holder took the lock, UTC; zero when unknown
	Host    string    // name of the computer that the holder runs on, when that is another one; then PID is one there
	// Gone says that the holder has ended, and the lock is held all the same: by what it started, or by a server that has not
	// noticed. Waiting will not help.
	Gone bool
	Err  error // context.Canceled, context.DeadlineExceeded or nil when there was no wait
}

// Error implements error.
func (e *BusyError) Error() string {
	if e.PID == 0 {
		return "busy: another process holds the lock"
	}
	holder := fmt.Sprintf("%s (process %d", e.Program, e.PID)
	if e.Host != "" {
		holder += " on " + e.Host
	}
	if e.Gone {
		return "busy: " + holder + ") has ended, but its lock is still held"
	}
	return "busy: " + holder + ") holds the lock since " + e.Since.UTC().Format(time.RFC3339)
}

// Unwrap lets errors.Is find ErrBusy and how the wait ended.
func (e *BusyError) Unwrap() []error { return withCause(ErrBusy, e.Err) }

func withCause(sentinel, cause error) []error {
	if cause == nil {
		return []error{sentinel}
	}
	return []error{sentinel, cause}
}
