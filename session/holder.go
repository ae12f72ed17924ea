package session

import (
	"encoding/json"
	"os"
	"strings"
	"time"
	"unicode"

	"latchkey/session/internal/atomicfile"
)

// holderNote tells others who holds a lock. It lies beside the lock file and not in it, because on Windows a locked file cannot be
// read by others. It is for words only; the lock alone decides.
type holderNote struct {
	Program string    `json:"program"`
	PID     int       `json:"pid"`
	Since   time.Time `json:"since"`
}

// maxNoteSize bounds what is read of another process's note.
const maxNoteSize = 4096

func notePath(lockPath string) string { return strings.TrimSuffix(lockPath, ".lock") + ".holder" }

// leaveNote may fail without harm; then no note is better than the one of a former holder.
func (s *Store) leaveNote(path string) {
	note := holderNote{Program: s.opts.Program, PID: os.Getpid(), Since: s.opts.Now().UTC().Truncate(time.Second)}
	data, err := json.Marshal(note)
	if err == nil {
		err = atomicfile.Write(path, append(data, '\n'), 0o600)
	}
	if err != nil {
		removeNote(path)
	}
}

func removeNote(path string) {
	if atomicfile.CheckTarget(path) == nil {
		_ = os.Remove(path)
	}
}

// busy says who holds the lock, as far as the note can be read and believed.
func (s *Store) busy(path string, cause error) *BusyError {
	busy := &BusyError{Err: cause}
	data, _, err := atomicfile.ReadRegular(path, maxNoteSize)
	if err != nil {
		return busy
	}
	var note holderNote
	if json.Unmarshal(data, &note) != nil || note.PID <= 0 {
		return busy
	}
	busy.Program, busy.PID, busy.Since = plainName(note.Program), note.PID, note.Since.UTC()
	return busy
}

// plainName keeps a foreign note from painting on a terminal.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 64 {
		name = string(runes[:64])
	}
	return name
}
