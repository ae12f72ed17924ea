package rights

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"latchkey/session/internal/filelock"
)

const (
	maxEntries  = 50  // differences, of all accounts together
	maxChanges  = 100 // of one difference
	historyWait = 5 * time.Second
)

// Entry is one difference in a person's access rights, and what brought it to light.
type Entry struct {
	At         time.Time  `json:"at"`
	Account    string     `json:"account"` // its id
	Email      string     `json:"email"`
	Provider   string     `json:"provider"`
	Cause      string     `json:"cause"`           // sign-in, recheck or prepare
	Step       string     `json:"step"`            // of a recheck: the rung that brought it
	Fresh      bool       `json:"fresh"`           // proven to be
	First      bool       `json:"first,omitempty"` // nothing was known before, so the difference is everything
	Granted    int        `json:"granted"`
	Gained     int        `json:"gained"` // as many as there were; Add counts them, and Lost and Changed
	Lost       int        `json:"lost"`
	Changed    int        `json:"changed"`
	Difference Difference `json:"difference"` // with at most 100 changes
}

// History keeps the newest 50 differences in one file of mode 0600. It is for people to look back, and nothing depends on it: a
// damaged file is an empty one. Its errors are for the log; none is a reason to give up what was to be remembered.
type History struct{ file string }

// NewHistory returns the history in a file of its own. Nothing is touched until it is used.
func NewHistory(file string) *History { return &History{file: file} }

// Add puts an entry before all others and drops the oldest. A difference in which nothing changed is not kept. ErrDamaged means that the
// entry was kept and what was there before could not be read; it is gone.
func (h *History) Add(entry Entry) error {
	if entry.Difference.IsEmpty() {
		return nil
	}
	return h.change("remember a difference in access rights", func(entries []Entry) []Entry {
		return slices.Insert(entries, 0, entry.shortened())
	})
}

// List returns what is remembered, newest first. A missing file is an empty one; so is a damaged one, with ErrDamaged.
func (h *History) List() ([]Entry, error) {
	entries, err := h.load()
	if err != nil {
		return []Entry{}, fmt.Errorf("read the history of access rights: %w", err)
	}
	return entries, nil
}

// Forget drops what is remembered of one account. A file that cannot be read is removed, because it may be about that account. ErrDamaged
// says so.
func (h *History) Forget(account string) error {
	return h.change("forget the history of access rights", func(entries []Entry) []Entry {
		return slices.DeleteFunc(entries, func(entry Entry) bool { return entry.Account == account })
	})
}

// Remove drops everything. A missing file is no error.
func (h *History) Remove() error {
	err := h.locked(func() error { return h.store(nil) })
	if err != nil {
		return fmt.Errorf("remove the history of access rights: %w", err)
	}
	return nil
}

// change writes the changed list; an empty one is no file.
func (h *History) change(what string, edit func([]Entry) []Entry) error {
	err := h.locked(func() error {
		entries, err := h.load()
		if err != nil && !errors.Is(err, ErrDamaged) {
			return err
		}
		return errors.Join(err, h.store(edit(entries)))
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func (h *History) store(entries []Entry) error {
	if len(entries) > 0 {
		return h.write(entries[:min(len(entries), maxEntries)])
	}
	if err := os.Remove(h.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (h *History) locked(work func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), historyWait)
	defer cancel()
	lock, err := filelock.Acquire(ctx, h.file+".lock", true)
	if err != nil {
		return err
	}
	if lock == nil {
		return ErrBusy
	}
	return errors.Join(work(), lock.Release())
}
