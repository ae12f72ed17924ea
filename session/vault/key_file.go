package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"latchkey/session/internal/atomicfile"
)

const (
	// minKey is the least number of bytes of a key file.
	minKey = 32
	// maxKey bounds how much of a key file is read.
	maxKey = 4096
)

// boundMagic opens a key file that is bound to a user of Windows; what follows
// is what CryptProtectData made of the key.
const boundMagic = "LKDPAPI1"

// CreateKeyFile writes 32 random bytes to a new file of mode 0600, for
// Options.KeyFile; on Windows bound to this user, so that a copy of the file
// alone opens nothing. It never replaces a file: fs.ErrExist. A nil random means
// crypto/rand. Errors: ErrNoLogonSession and other cases of ErrRefused where
// Windows does not bind; those of the file.
func CreateKeyFile(path string, random io.Reader) error {
	const op = "create key file"
	if random == nil {
		random = rand.Reader
	}
	key := make(secret, minKey)
	defer key.wipe()
	if _, err := io.ReadFull(random, key); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	content, err := bindKey(key)
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	if err := atomicfile.MakeFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	// All of it or nothing: half a key would look like a key file that somebody damaged.
	if err := atomicfile.WriteNew(path, content, 0o600); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	return nil
}

// readKeyFile reads the key file: an ordinary file of this user, closed to
// others. One that CreateKeyFile bound to a user of Windows is unbound; any other
// content of at least 32 bytes is the key as it is. Errors: ErrKeyFileMissing,
// ErrKeyFileUnusable, ErrOtherUser, ErrNoLogonSession.
func readKeyFile(path string) (secret, error) {
	content, _, err := atomicfile.ReadRegular(path, maxKey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: %s", ErrKeyFileMissing, path)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrKeyFileUnusable, err)
	}
	key := secret(content)
	if bound, ok := bytes.CutPrefix(key, []byte(boundMagic)); ok {
		key, err = unbindKey(bound)
		if err != nil {
			return nil, fmt.Errorf("read key file %s: %w", path, err)
		}
	}
	if len(key) < minKey {
		return nil, fmt.Errorf("%w: %s has %d bytes, want at least %d", ErrKeyFileUnusable, path, len(key), minKey)
	}
	return key, nil
}
