// Package documents keeps what identity providers publish for everybody, their discovery documents and keys, in small files, so
// that the next run of the program need not ask again. It is not for secrets and not for anything about a person, it does not
// know what a document says, and nothing in it is needed: a file that cannot be read is one that is not there.
//
// What is kept here decides whom the program believes, as keys verify signatures. Files are therefore read only when they are
// ordinary files of this user, closed to others, under one name, in a folder that others cannot write into. Who can plant a file
// in spite of that acts as this user, and gains nothing by it: they can as well replace the program, its settings or the
// person's browser, and read the tokens that a false key could only pretend to. The checksum finds damage; it keeps nobody out.
package documents

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"latchkey/session/internal/atomicfile"
)

// unusedAfter is when a file may go: what providers publish is believed for a day at most, so this one belongs to a provider
// that is not in use any more.
const unusedAfter = 30 * 24 * time.Hour

// Store keeps documents under names, one file of mode 0600 for each. Processes may share the folder: the last one to save wins.
type Store struct {
	Folder string           // of its own; made with mode 0700 when it is missing
	Now    func() time.Time // default time.Now
}

// Load gives what was last saved under a name; false when there is nothing, or nothing that can be trusted.
func (s Store) Load(name string) (data []byte, ok bool) {
	if atomicfile.CheckFolder(s.Folder) != nil {
		return nil, false
	}
	text, _, err := atomicfile.ReadRegular(s.path(name), maxFile)
	if err != nil {
		return nil, false
	}
	data, err = decode(name, text)
	return data, err == nil
}

// Save replaces what is kept under a name, and removes what nobody has saved for a month. Errors: ErrTooLarge, or what the
// system said; then the old content stays.
func (s Store) Save(name string, data []byte) error {
	text, err := encode(name, data)
	if err != nil {
		return fmt.Errorf("save document: %w", err)
	}
	if err := atomicfile.MakeFolder(s.Folder); err != nil {
		return fmt.Errorf("save document: %w", err)
	}
	if err := atomicfile.Write(s.path(name), text, 0o600); err != nil {
		return fmt.Errorf("save document: %w", err)
	}
	if err := s.remove(s.unused); err != nil {
		return fmt.Errorf("tidy documents: %w", err)
	}
	return nil
}

// Clear removes every document, without reading one. On an error some may be left.
func (s Store) Clear() error {
	if err := s.remove(func(fs.DirEntry) bool { return true }); err != nil {
		return fmt.Errorf("clear documents: %w", err)
	}
	return nil
}

// remove takes away the files of this package that are chosen, and no others.
func (s Store) remove(chosen func(fs.DirEntry) bool) error {
	entries, err := os.ReadDir(s.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	problems := []error{err}
	named := regexp.MustCompile(`^[0-9a-f]{64}\.json$`)
	for _, entry := range entries {
		if entry.IsDir() || !named.MatchString(entry.Name()) || !chosen(entry) {
			continue
		}
		if err := os.Remove(filepath.Join(s.Folder, entry.Name())); !errors.Is(err, fs.ErrNotExist) {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

func (s Store) unused(entry fs.DirEntry) bool {
	now := time.Now
	if s.Now != nil {
		now = s.Now
	}
	info, err := entry.Info()
	return err == nil && now().Sub(info.ModTime()) > unusedAfter
}

func (s Store) path(name string) string {
	sum := sha256.Sum256([]byte(name))
	return filepath.Join(s.Folder, hex.EncodeToString(sum[:])+".json")
}
