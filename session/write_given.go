package session

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"latchkey/session/internal/atomicfile"
)

// maxGiven bounds what WriteGiven looks at before it replaces it.
const maxGiven = 16 << 20

// WriteGiven writes a file where a person wants it: the old content or the new one, never half, mode 0600. What is there already is
// replaced only if mayReplace says so of its content; fs.ErrExist otherwise. The folder must exist, and may be anybody's. Errors:
// *RefusedError (ErrRefused) for what is no regular file.
func WriteGiven(path string, content []byte, mayReplace func(content []byte) bool) error {
	err := atomicfile.WriteNew(path, content, 0o600)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return asRefused(err, "write file")
	}
	before, err := readGiven(path)
	if err != nil {
		return asRefused(err, "look at the file that is there")
	}
	if !mayReplace(before) {
		return fmt.Errorf("write file: %w", &fs.PathError{Op: "replace", Path: path, Err: fs.ErrExist})
	}
	if err := atomicfile.Write(path, content, 0o600); err != nil {
		return asRefused(err, "write file")
	}
	return nil
}

// readGiven reads the beginning of what is there; who else may read it does not matter.
func readGiven(path string) ([]byte, error) {
	file, _, err := atomicfile.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, maxGiven))
}
