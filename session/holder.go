package session

import (
	"encoding/json"
	"os"
	"strings"
	"time"
	"unicode"

	"latchkey/session/internal/atomicfile"
	"latchkey/session/internal/process"
)

// holderNote tells others who holds a lock. It lies beside the lock file and not in it, because on Windows a locked file cannot be
// read by others. It is for words only; the lock alone decides. A holder that was killed leaves its note; it is read only while
// somebody holds the lock, and then the next holder has written its own.
type holderNote struct {
	Program string    `json:"program"`
	PID     int       `json:"pid"`
	Since   time.Time `json:"since"`
	process.Mark
}

const (
	// maxNoteSize bounds what is read of another process's note.
	maxNoteSize = 4096
	// noteDelay is how long a new holder may take to write its note over that of one which was killed.
	noteDelay = 100 * time.Millisecond
)

func notePath(lockPath string) string { return strings.TrimSuffix(lockPath, ".lock") + ".holder" }

// leaveNote may fail without harm; then no note is better than the one of a former holder.
func (s *Store) leaveNote(path string) {
	note := holderNote{Program: s.opts.Program, PID: os.Getpid(), Since: s.opts.Now().UTC().Truncate(time.Second), Mark: process.Own()}
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

// busy says who holds the lock. One that seems to have ended may only have been followed by another, whose note is on its way.
func (s *Store) busy(path string, cause error) *BusyError {
	busy := readNote(path)
	if busy.Gone {
		time.Sleep(noteDelay)
		busy = readNote(path)
	}
	busy.Err = cause
	return busy
}

// readNote says who left the note, as far as it can be read and believed.
func readNote(path string) *BusyError {
	data, _, err := atomicfile.ReadRegular(path, maxNoteSize)
	if err != nil {
		return &BusyError{}
	}
	var note holderNote
	if json.Unmarshal(data, &note) != nil || note.PID <= 0 {
		return &BusyError{}
	}
	busy := &BusyError{Program: plainName(note.Program), PID: note.PID, Since: note.Since.UTC()}
	switch process.FateOf(note.PID, note.Mark) {
	case process.Ended:
		busy.Gone = true
	case process.Elsewhere:
		busy.Host = plainName(note.Host)
	}
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
