package apps

import (
	"context"
	"fmt"
	"time"
)

// maxProcesses bounds how many programs are looked at; Linux gives out at most four million process ids, of which one person's
// desktop uses some hundreds.
const maxProcesses = 1 << 16

// Processes returns the programs of this person that run, in no order: neither those of other people, nor what has ended and was
// only not collected yet, nor this program itself. One that ends while it is looked at is left out. On systems other than Linux,
// macOS and Windows it fails with errors.ErrUnsupported.
func Processes(ctx context.Context) ([]Process, error) {
	found, err := processes(ctx)
	if err != nil {
		return nil, fmt.Errorf("list processes: %w", err)
	}
	return found, nil
}

// Locked tells whether another program has the file locked, or open so that it cannot be moved. It changes nothing, waits for
// nobody and follows no link; what is not an ordinary file is never locked.
//
// Linux and macOS move a file that is open, so a file that is only open for writing is not locked there: a lock is one that a
// program took with flock or fcntl. Programs under Wine lock in Wine's own server, which cannot be asked; their process is what
// tells. On Windows a file is locked when somebody has it open without sharing its deletion.
// Errors: fs.ErrNotExist, or what the system said; then nothing is known.
func Locked(path string) (bool, error) {
	held, err := locked(path)
	if err != nil {
		return false, fmt.Errorf("look for locks: %w", err)
	}
	return held, nil
}

// BootTime returns when this computer was started, to a second, as its clock stands now: setting the clock moves it. In a
// container it is the start of the machine below. On Windows with Fast Startup, switching off and on again continues the old
// session and does not count; "Restart" does.
func BootTime() (time.Time, error) {
	at, err := bootTime()
	if err != nil {
		return time.Time{}, fmt.Errorf("find the start time: %w", err)
	}
	return at.UTC(), nil
}

// bootJitter is how far two answers of BootTime about the same start lie apart: a second of rounding, and one of the clock being
// kept right. No computer shuts down and comes back within it.
const bootJitter = 2 * time.Second

// RestartedSince tells whether the computer was started after a moment. An unknown time, zero, is never after or before anything.
func RestartedSince(boot, since time.Time) bool {
	return !boot.IsZero() && !since.IsZero() && boot.Sub(since) > bootJitter
}
