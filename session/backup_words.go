package session

import (
	"errors"
	"io/fs"

	"latchkey/session/internal/atomicfile"
)

// Details of an ItemResult. Each is one of a fixed number of phrases, so that a face can translate it: these, and those of
// atomicfile's Reason.
const (
	detailMissing  = "it is not there"
	detailTwice    = "it is named twice"
	detailLeft     = "it never left its place"
	detailRestored = "it was put back before"
	detailLost     = "its extended attributes could not be kept on the other disk"
	detailSwapped  = "something else took its place while it was to be moved"
	detailChanged  = "it changed while it was copied"
	detailNoPath   = "the path is not absolute"
	detailBackup   = "it belongs to a backup"
	detailGone     = "the backup no longer holds the file"
	detailNotSame  = "the file in the backup is not the one that was put aside"
	detailInTheWay = "what stands in its place could not be put aside"
	detailNewer    = "something new appeared in its place meanwhile"
)

var (
	errNoPath        = errors.New(detailNoPath)
	errInBackup      = errors.New(detailBackup)
	errStoredGone    = errors.New(detailGone)
	errStoredChanged = errors.New(detailNotSame)
)

// detailOf says in a fixed phrase why a file was not moved.
func detailOf(err error) string {
	switch {
	case errors.Is(err, errSwapped):
		return detailSwapped
	case errors.Is(err, errChangedInCopy):
		return detailChanged
	}
	for _, known := range []error{errNoPath, errInBackup, errStoredGone, errStoredChanged} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return detailMissing // it went while the others moved
	}
	return string(atomicfile.Cause(err))
}
