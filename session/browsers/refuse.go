package browsers

import (
	"errors"
	"io/fs"
	"os"

	"latchkey/session"
	"latchkey/session/internal/atomicfile"
)

// journals are what SQLite keeps beside a store.
var journals = []string{"-wal", "-shm", "-journal"}

// refuseStore tells why a store is not opened as it lies there: it must be an ordinary file of this person under one name, in a folder
// into which nobody else writes and that is no link, on a disk of this computer; and so must its journals.
func refuseStore(store string) error {
	info, err := atomicfile.CheckOwn(store)
	if err != nil {
		return refuseCause(store, err)
	}
	if info.Size() > 0 && info.Size() < 512 {
		return refusal(ErrDamaged, store, whyNoStore, nil)
	}
	for _, suffix := range journals {
		_, err := atomicfile.CheckOwn(store + suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return refuseCause(store+suffix, err)
		}
	}
	// Locks of a network disk may not hold, and the browser may run where nobody here can see it. Without an answer, the locks decide.
	if place, err := session.PlaceOf(store); err == nil && place.Network {
		return refusal(ErrRefused, store, whyNetwork, nil)
	}
	return nil
}

func refuseCause(path string, err error) error {
	var refused *atomicfile.RefusedError
	switch {
	case errors.As(err, &refused):
		return refusal(ErrRefused, path, string(refused.Reason), err)
	case errors.Is(err, fs.ErrPermission):
		return refusal(ErrRefused, path, whyUnreadable, err)
	}
	return refusal(ErrFailed, path, whyFailed, err)
}

// beside lists which of a store's journals are there.
func beside(store string) map[string]bool {
	there := map[string]bool{}
	for _, suffix := range journals {
		if _, err := os.Lstat(store + suffix); err == nil {
			there[suffix] = true
		}
	}
	return there
}

// madeSince lists the journals that came since a look, as far as they hold no cookies.
func madeSince(store string, there map[string]bool) []string {
	var made []string
	for _, suffix := range []string{"-shm", "-wal"} {
		if info, err := os.Lstat(store + suffix); !there[suffix] && err == nil && (suffix == "-shm" || info.Size() == 0) {
			made = append(made, store+suffix)
		}
	}
	return made
}
