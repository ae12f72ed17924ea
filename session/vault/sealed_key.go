package vault

import (
	"context"
	"crypto/hkdf"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"latchkey/session/internal/atomicfile"
)

const (
	// minKey is the least number of bytes of a key file.
	minKey = 32
	// maxKey bounds how much of a key file is read.
	maxKey = 4096
	// rounds of PBKDF2-HMAC-SHA512, as OWASP's password storage sheet advises.
	rounds = 210_000
	// minRounds and maxRounds bound what a header may ask for: a foreign file
	// must neither weaken the key nor keep the processor busy for minutes.
	minRounds = 100_000
	maxRounds = 2_000_000
)

// CreateKeyFile writes 32 random bytes to a new file of mode 0600, for
// Options.KeyFile. It never replaces a file: fs.ErrExist. A nil random means
// crypto/rand.
func CreateKeyFile(path string, random io.Reader) error {
	if random == nil {
		random = rand.Reader
	}
	key := make(secret, minKey)
	defer key.wipe()
	if _, err := io.ReadFull(random, key); err != nil {
		return fmt.Errorf("create key file: %w", err)
	}
	if err := atomicfile.MakeFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("create key file: %w", err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // G304: the path is the one of the settings; O_EXCL replaces nothing
	if err != nil {
		return fmt.Errorf("create key file: %w", err)
	}
	_, err = file.Write(key)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(fmt.Errorf("create key file: %w", err), os.Remove(path))
	}
	return atomicfile.SyncFolder(filepath.Dir(path))
}

// keyring of the sealed files: derived keys by derivation, since deriving from
// a passphrase is slow by intent.
type sealedKeys struct {
	namespace, keyFile string
	ask                func() ([]byte, error)

	mu      sync.Mutex
	phrase  secret
	last    derivation // that of the file used last; zero: none yet
	derived map[derivation]keys
}

// method tells how keys are derived.
func (s *sealedKeys) method() byte {
	if s.keyFile != "" {
		return fromKeyFile
	}
	return fromPassphrase
}

// forWriting returns the derivation to write with: that of the files already
// there, so that one process derives once, or a new one.
func (s *sealedKeys) forWriting(random io.Reader) (derivation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last.method == s.method() {
		return s.last, nil
	}
	d := derivation{method: s.method()}
	if d.method == fromPassphrase {
		d.rounds = rounds
	}
	_, err := io.ReadFull(random, d.salt[:])
	return d, err
}

// derive returns the keys of a derivation. Errors: ErrLocked without the right
// kind of secret, and those of the key file.
func (s *sealedKeys) derive(ctx context.Context, d derivation) (keys, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k, ok := s.derived[d]; ok {
		return k, nil
	}
	if d.method != s.method() {
		return keys{}, fmt.Errorf("%w: sealed with another kind of key", ErrLocked)
	}
	master, err := s.master(ctx, d)
	if err != nil {
		return keys{}, err
	}
	defer master.wipe()
	var k keys
	for info, out := range map[string][]byte{"seal": k.seal[:], "check": k.check[:]} {
		sub, err := hkdf.Key(sha256.New, master, d.salt[:], "latchkey sealed file 1 "+info+"\x00"+s.namespace, len(out))
		if err != nil {
			return keys{}, fmt.Errorf("derive key: %w", err)
		}
		copy(out, sub)
	}
	if s.derived == nil {
		s.derived = map[derivation]keys{}
	}
	s.derived[d] = k
	return k, nil
}

// used remembers the derivation of a file that could be opened.
func (s *sealedKeys) used(d derivation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = d
}

func (s *sealedKeys) master(ctx context.Context, d derivation) (secret, error) {
	if d.method == fromKeyFile {
		return s.readKeyFile()
	}
	phrase, err := s.askPhrase(ctx)
	if err != nil {
		return nil, err
	}
	key, err := pbkdf2.Key(sha512.New, string(phrase), d.salt[:], int(d.rounds), 32)
	if err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	return key, nil
}

// readKeyFile reads the key file: an ordinary file of this user, closed to others.
func (s *sealedKeys) readKeyFile() (secret, error) {
	key, _, err := atomicfile.ReadRegular(s.keyFile, maxKey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: key file %s does not exist", ErrMissing, s.keyFile)
	case err != nil:
		return nil, fmt.Errorf("%w: key file: %w", ErrRefused, err)
	case len(key) < minKey:
		return nil, fmt.Errorf("%w: key file has %d bytes, want at least %d", ErrRefused, len(key), minKey)
	}
	return key, nil
}

// askPhrase asks once, and lets a cancelled context end the wait.
func (s *sealedKeys) askPhrase(ctx context.Context) (secret, error) {
	if s.phrase != nil {
		return s.phrase, nil
	}
	type answer struct {
		phrase secret
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		phrase, err := s.ask()
		answers <- answer{phrase, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-answers:
		if a.err != nil {
			return nil, fmt.Errorf("%w: ask for the passphrase: %w", ErrLocked, a.err)
		}
		if len(a.phrase) == 0 {
			return nil, fmt.Errorf("%w: no passphrase was given", ErrLocked)
		}
		s.phrase = append(secret{}, a.phrase...)
		return s.phrase, nil
	}
}

// forget drops what was derived, after a passphrase that did not fit.
func (s *sealedKeys) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phrase.wipe()
	s.phrase, s.last = nil, derivation{}
	clear(s.derived)
}
