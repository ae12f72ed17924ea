package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"latchkey/session/internal/atomicfile"
)

// maxFileSize bounds the session file. A thousand accounts take less than half of it.
const maxFileSize = 1 << 20

// StoreOptions are the parts of the world that a Store uses. The zero value is usable.
type StoreOptions struct {
	Now        func() time.Time // default time.Now
	Version    string           // version of the program, for written_by
	Program    string           // name of the program, for written_by and the holder of a lock; default: the executable's name
	LockFolder string           // where the lock files lie; default: the state folder
	// Waiting is told once who holds a lock, when waiting for it has taken a second; never after the wait. It is called from
	// another goroutine, and the wait does not end before it returns. nil: nobody is told.
	Waiting func(BusyError)
	After   func(time.Duration) <-chan time.Time // default time.After
}

// Store reads and writes the session file in one state folder. It keeps nothing in memory and is safe for several goroutines;
// who reads, decides and then writes must hold the lock from Lock.
type Store struct {
	folder string
	opts   StoreOptions
}

// NewStore returns the store of a state folder. Nothing is touched until it is used.
func NewStore(folder string, opts StoreOptions) *Store {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Program == "" {
		opts.Program = strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	}
	if opts.After == nil {
		opts.After = time.After
	}
	if opts.LockFolder == "" {
		opts.LockFolder = folder
	}
	return &Store{folder: folder, opts: opts}
}

// Path returns where the session file is, whether it exists or not.
func (s *Store) Path() string { return filepath.Join(s.folder, FileName) }

// Read returns the record. It changes nothing and repairs nothing. Errors: ErrMissing, *DamagedError (ErrDamaged), ErrNewer,
// *RefusedError (ErrRefused), or what the system said when the file could not be read; the last is no statement about the
// session.
func (s *Store) Read() (Record, error) {
	data, _, err := s.readFile()
	if err != nil {
		return Record{}, err
	}
	return decodeRecord(s.Path(), data)
}

// Write replaces the session file in one step and fills Schema, WrittenAt, WrittenBy and Checksum. Times become UTC, and
// bytes that are not UTF-8 are replaced. A file of a newer version, and anything but an ordinary private file, is refused and
// left alone (ErrNewer, ErrRefused). A damaged file is replaced: the caller has seen ErrDamaged and chosen.
func (s *Store) Write(record Record) error {
	record.Schema = Schema
	record.WrittenAt = s.opts.Now().UTC().Truncate(time.Second)
	record.WrittenBy = strings.TrimSpace(s.opts.Program + " " + s.opts.Version)
	data, err := encodeRecord(record)
	if err != nil {
		return fmt.Errorf("write session file: %w", err)
	}
	if err := atomicfile.MakeFolder(s.folder); err != nil {
		return asRefused(err, "write session file")
	}
	if _, err := s.Read(); err != nil && !errors.Is(err, ErrMissing) && !errors.Is(err, ErrDamaged) {
		return err
	}
	if err := atomicfile.Write(s.Path(), data, 0o600); err != nil {
		return asRefused(err, "write session file")
	}
	return nil
}

func (s *Store) readFile() ([]byte, fs.FileInfo, error) {
	data, info, err := atomicfile.ReadRegular(s.Path(), maxFileSize)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("%s: %w", s.Path(), ErrMissing)
	}
	if err == nil {
		err = atomicfile.CheckFolder(s.folder)
	}
	if err != nil {
		return nil, info, asRefused(err, "read session file")
	}
	return data, info, nil
}

// asRefused turns the file layer's refusal into this package's, and adds the verb phrase to everything else. A file that is
// too large is damaged: no version has ever written one.
func asRefused(err error, doing string) error {
	var refused *atomicfile.RefusedError
	switch {
	case !errors.As(err, &refused):
		return fmt.Errorf("%s: %w", doing, err)
	case refused.Reason == atomicfile.TooLarge:
		return &DamagedError{Path: refused.Path, Reason: string(refused.Reason), Err: err}
	default:
		return &RefusedError{Path: refused.Path, Reason: string(refused.Reason), Err: refused.Err}
	}
}
