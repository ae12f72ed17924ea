package rights

import "errors"

// What can go wrong.
var (
	// ErrMalformed means that an answer is not what section "access rights" of the provider contract describes. It says nothing
	// about the person's rights.
	ErrMalformed = errors.New("malformed answer about access rights")
	// ErrNone means that nothing is cached for this key.
	ErrNone = errors.New("no access rights are cached")
	// ErrDamaged means that what is cached cannot be used. Treat it as ErrNone; the next Save or Clear replaces it.
	ErrDamaged = errors.New("cached access rights are damaged")
	// ErrSuperseded means that the cache was cleared after the answer was asked for; the answer is not kept.
	ErrSuperseded = errors.New("the access rights cache was cleared in the meantime")
	// ErrBusy means that another process held the cache for too long.
	ErrBusy = errors.New("the access rights cache is busy")
	// ErrOldDate means that a server's date is not believed, because it lies before what a server said already.
	ErrOldDate = errors.New("the server's date is an old one")
)
