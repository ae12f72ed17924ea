package session

import (
	"errors"
	"time"
)

// FileState is what Inspect found.
type FileState struct {
	Path       string
	State      string    // one of the File… constants
	ModifiedAt time.Time // UTC; zero when the file could not be looked at
	Size       int64     // bytes
	Reason     string    // for a person; empty when State is FileOK or FileMissing
}

// States of the session file, as the command line prints them.
const (
	FileOK      = "ok"
	FileMissing = "missing"
	FileDamaged = "damaged" // also: refused, or not readable just now; Reason says which
	FileNewer   = "newer"
)

// FileRefused is the state of a backup whose folder or manifest is not opened as it stands; see UnreadableBackup.
const FileRefused = "refused"

// Inspect looks at the session file as Read does, and says in words what is wrong with it. It never fails and changes nothing.
func (s *Store) Inspect() FileState {
	state := FileState{Path: s.Path(), State: FileOK}
	data, info, err := s.readFile()
	if info != nil {
		state.ModifiedAt, state.Size = info.ModTime().UTC(), info.Size()
	}
	if err == nil {
		_, err = decodeRecord(s.Path(), data)
	}
	if err != nil {
		state.State, state.Reason = describeProblem(err)
	}
	return state
}

func describeProblem(err error) (state, reason string) {
	var damaged *DamagedError
	var refused *RefusedError
	switch {
	case errors.Is(err, ErrMissing):
		return FileMissing, ""
	case errors.Is(err, ErrNewer):
		return FileNewer, ErrNewer.Error()
	case errors.As(err, &damaged):
		return FileDamaged, damaged.Reason
	case errors.As(err, &refused):
		return FileDamaged, refused.Reason
	default:
		return FileDamaged, "it cannot be read: " + err.Error()
	}
}
