package browsers

import (
	"errors"
	"fmt"
)

// What keeps cookies from being removed. Every error of Remove answers errors.Is for one of these, or is the context's.
var (
	// ErrRunning means that the browser runs, here or on another computer: it would write its own cookies back.
	ErrRunning = errors.New("the browser runs")
	// ErrUnknownSchema means that the store is laid out in a way that this program does not know.
	ErrUnknownSchema = errors.New("unknown layout")
	// ErrRefused means that the store is not touched as it lies there: a link, another person's file, a network disk.
	ErrRefused = errors.New("refused")
	// ErrLocked means that another program holds the store, and no browser was seen that does.
	ErrLocked = errors.New("locked")
	// ErrDamaged means that the store is not whole. Nothing was changed.
	ErrDamaged = errors.New("damaged")
	// ErrReadOnly means that the store lies where nothing can be written.
	ErrReadOnly = errors.New("read-only")
	// ErrFull means that the disk has no room for the journal without which nothing is changed.
	ErrFull = errors.New("the disk is full")
	// ErrChanged means that what was removed was not what had been counted; it was put back.
	ErrChanged = errors.New("changed meanwhile")
	// ErrFailed means that the system failed in another way. Nothing was changed.
	ErrFailed = errors.New("failed")
)

// StoreError says why a store was left as it is. It answers errors.Is for one of the errors above and for its cause.
type StoreError struct {
	Path   string // the store, or the profile
	Reason string // a short phrase; behind a colon, what it is about: a version, the name of a computer
	Kind   error  // one of the errors above
	Err    error  // the cause, may be nil
}

// Error implements error.
func (e *StoreError) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Reason) }

// Unwrap lets errors.Is find the kind and the cause.
func (e *StoreError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// Why a store is left alone; beside the reasons of atomicfile. Each has a translation under reason.
const (
	whyRunning     = "the browser runs"
	whyElsewhere   = "the browser runs on another computer, or was not closed there"
	whyConfined    = "whether the browser runs cannot be told from inside a container"
	whyUnseen      = "whether the browser runs cannot be told"
	whyOpen        = "another program has its cookies open"
	whyLocked      = "another program holds its cookies"
	whyVersion     = "its cookies are laid out in a way that is not known"
	whyTrigger     = "something else hangs on the table of its cookies"
	whyDamaged     = "its cookies are damaged"
	whyNoStore     = "it is no cookie store"
	whyNetwork     = "it lies on a network disk"
	whySafari      = "only the browser itself may look at its cookies"
	whyFull        = "the disk is full"
	whyReadOnly    = "it lies on a read-only disk"
	whyChanged     = "its cookies changed meanwhile"
	whyFailed      = "the system could not do it"
	whyUnreadable  = "it may not be opened"
	whyUnwritable  = "it may not be written"
	whyNoHosts     = "no host was named"
	whyInterrupted = "its cookies cannot be read before they are recovered"
)

func refusal(kind error, path, reason string, cause error) *StoreError {
	return &StoreError{Path: path, Reason: reason, Kind: kind, Err: cause}
}
