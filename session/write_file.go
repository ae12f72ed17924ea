package session

import (
	"path/filepath"

	"latchkey/session/internal/atomicfile"
)

// WriteFile writes one file of Latchkey's own places, such as the settings, as a whole: the old content or the new one, never half,
// mode 0600, in a folder of mode 0700 that is made when missing. Errors: *RefusedError (ErrRefused) for a target that is not a
// regular file and for a folder that others may write into.
func WriteFile(path string, content []byte) error {
	if err := atomicfile.MakeFolder(filepath.Dir(path)); err != nil {
		return asRefused(err, "make folder")
	}
	if err := atomicfile.Write(path, content, 0o600); err != nil {
		return asRefused(err, "write file")
	}
	return nil
}
