package vault

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"latchkey/session/internal/atomicfile"
)

// sealedSuffix ends the name of every sealed file.
const sealedSuffix = ".sealed"

// sealedStore keeps each entry in a file of its own, encrypted with a key from
// a key file or a passphrase. Since an entry may be large here, a generation is
// one file. Other files of the folder are never touched.
type sealedStore struct {
	folder, namespace, prefix string
	keys                      *sealedKeys
	random                    io.Reader
}

func newSealedStore(o Options) (*sealedStore, error) {
	if o.Folder == "" {
		return nil, errors.New("sealed_file needs a folder")
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	// Two name spaces may share a folder; the hash also keeps the name a plain one.
	sum := sha256.Sum256([]byte(o.Namespace))
	return &sealedStore{
		folder: o.Folder, namespace: o.Namespace, prefix: "vault-" + hex.EncodeToString(sum[:4]) + "-",
		keys: &sealedKeys{
			namespace: o.Namespace, keyFile: o.KeyFile, ask: o.Passphrase, random: o.Random, gate: make(chan struct{}, 1),
		},
		random: o.Random,
	}, nil
}

// Close wipes the keys; a later call reads the key file or asks again.
func (s *sealedStore) Close() error {
	s.keys.forget()
	return nil
}

// place implements placed.
func (s *sealedStore) place() string {
	folder := s.folder
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	return filepath.Join(folder, s.prefix)
}

func (s *sealedStore) entryLimit() int { return sealedEntry }

func (s *sealedStore) path(name string) string {
	return filepath.Join(s.folder, s.prefix+name+sealedSuffix)
}

func (s *sealedStore) get(ctx context.Context, name string) (secret, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	file, _, err := atomicfile.ReadRegular(s.path(name), int64(maxSealed))
	if err != nil {
		return nil, fileError(err)
	}
	f, err := parseSealed(file)
	if err != nil {
		return nil, err
	}
	k, err := s.keys.toOpen(ctx, f, s.files)
	if err != nil {
		return nil, err
	}
	return f.unseal(k, s.namespace, name)
}

// files returns the sealed files of this name space, without those that are no
// sealed files any more.
func (s *sealedStore) files(ctx context.Context) ([]sealedFile, error) {
	names, err := s.list(ctx)
	if err != nil {
		return nil, err
	}
	var files []sealedFile
	for _, name := range names {
		file, _, err := atomicfile.ReadRegular(s.path(name), int64(maxSealed))
		if err != nil {
			continue // whoever reads that entry is told
		}
		if f, err := parseSealed(file); err == nil {
			f.body = nil
			files = append(files, f)
		}
	}
	return files, nil
}

func (s *sealedStore) set(ctx context.Context, name string, value secret) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := atomicfile.MakeFolder(s.folder); err != nil {
		return fileError(err)
	}
	d, k, err := s.keys.toWrite(ctx, s.files)
	if err != nil {
		return err
	}
	var nonce [nonceSize]byte
	if _, err := io.ReadFull(s.random, nonce[:]); err != nil {
		return err
	}
	file, err := seal(d, k, nonce, s.namespace, name, value)
	if err != nil {
		return err
	}
	if err := atomicfile.Write(s.path(name), file, 0o600); err != nil {
		return fileError(err)
	}
	return nil
}

// remove needs no key, and unlinks without opening: what lies under the name of
// an entry goes, whatever it is, except a folder that holds something.
func (s *sealedStore) remove(ctx context.Context, names ...string) error {
	for _, name := range names {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := os.Remove(s.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(err)
		}
	}
	if err := atomicfile.SyncFolder(s.folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError(err)
	}
	return nil
}

func (s *sealedStore) list(ctx context.Context) ([]string, error) {
	files, err := os.ReadDir(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fileError(err)
	}
	var names []string
	for _, f := range files {
		name, ours := strings.CutPrefix(f.Name(), s.prefix)
		name, whole := strings.CutSuffix(name, sealedSuffix)
		if ours && whole {
			names = append(names, name)
		}
	}
	return names, ctx.Err()
}

// check looks at the key file and the folder; a passphrase is not asked for.
func (s *sealedStore) check(context.Context) error {
	switch {
	case s.keys.keyFile != "":
		key, err := readKeyFile(s.keys.keyFile)
		if err != nil {
			return err
		}
		key.wipe()
	case s.keys.ask == nil:
		return fmt.Errorf("%w: nobody can be asked", ErrNoPassphrase)
	}
	if err := atomicfile.CheckFolder(s.folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError(err)
	}
	return nil
}
