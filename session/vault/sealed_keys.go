package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// maxDerivations bounds how many ways to derive are tried for one folder.
// Normally there is one, and a second after an update or a race of two processes.
const maxDerivations = 4

// sealedKeys holds the keys of the sealed files, by derivation. The passphrase
// itself is wiped as soon as they are derived.
type sealedKeys struct {
	namespace, keyFile string
	ask                asker
	random             io.Reader

	gate    chan struct{} // holds one value while somebody derives: a person may be waited for
	derived map[derivation]keys
	writing derivation // what files are sealed with; zero until the key was proven
}

// method tells where keys come from.
func (s *sealedKeys) method() byte {
	if s.keyFile != "" {
		return fromKeyFile
	}
	return fromPassphrase
}

// toOpen returns the keys of a file. others gives all sealed files of the
// folder: where this one's header is damaged, they tell the right key from a
// wrong one. Errors: ErrDamaged; ErrWrongKey and its cases; ErrNoPassphrase;
// those of the key file.
func (s *sealedKeys) toOpen(ctx context.Context, f sealedFile, others func(context.Context) ([]sealedFile, error)) (keys, error) {
	release, err := s.acquire(ctx)
	if err != nil {
		return keys{}, err
	}
	defer release()
	k, ok := s.derived[f.derivation]
	if !ok {
		files, err := others(ctx)
		if err != nil {
			return keys{}, err
		}
		if err := s.prove(ctx, append([]sealedFile{f}, files...)); err != nil {
			return keys{}, err
		}
		if k, ok = s.derived[f.derivation]; !ok {
			return keys{}, otherKind(f.derivation.method)
		}
	}
	if k.check != f.check {
		return keys{}, errOtherSeal
	}
	return k, nil
}

// toWrite returns what to seal with. Before the first writing the key is tried
// on what is there: files of two keys in one folder would be lost to both.
func (s *sealedKeys) toWrite(ctx context.Context, all func(context.Context) ([]sealedFile, error)) (derivation, keys, error) {
	release, err := s.acquire(ctx)
	if err != nil {
		return derivation{}, keys{}, err
	}
	defer release()
	if s.writing.method == 0 {
		files, err := all(ctx)
		if err != nil {
			return derivation{}, keys{}, err
		}
		if err := s.prove(ctx, files); err != nil {
			return derivation{}, keys{}, err
		}
	}
	return s.writing, s.derived[s.writing], nil
}

func (s *sealedKeys) acquire(ctx context.Context) (release func(), err error) {
	select {
	case s.gate <- struct{}{}:
		return func() { <-s.gate }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// prove gets the key file or asks for the passphrase, tries it on the files, and
// keeps the keys when it fits one of them or when there are none.
func (s *sealedKeys) prove(ctx context.Context, files []sealedFile) error {
	ours := ofMethod(files, s.method())
	if len(ours) == 0 && len(files) > 0 {
		return otherKind(files[0].derivation.method)
	}
	if s.keyFile != "" {
		key, err := readKeyFile(s.keyFile)
		if err != nil {
			return err
		}
		return s.try(ctx, key, ours, ErrWrongKey)
	}
	for try := range phraseTries {
		phrase, err := s.ask.phrase(ctx, PhraseAsk{New: len(ours) == 0, Again: try > 0})
		if err != nil {
			return err
		}
		if err := s.try(ctx, phrase, ours, ErrWrongPassphrase); !errors.Is(err, ErrWrongPassphrase) {
			return err
		}
	}
	return ErrWrongPassphrase
}

// try derives from a key file's bytes or a passphrase, and wipes them.
func (s *sealedKeys) try(ctx context.Context, from secret, files []sealedFile, misfit error) error {
	defer from.wipe()
	found, err := s.deriveFor(ctx, from, files)
	if err != nil {
		return err
	}
	var writing derivation
	fits := len(files) == 0
	for _, f := range files {
		if k, ok := found[f.derivation]; !ok || k.check != f.check {
			continue
		}
		fits = true
		if f.derivation == f.derivation.current() {
			writing = f.derivation
		}
	}
	if !fits {
		return misfit
	}
	if writing.method == 0 {
		if writing, err = newDerivation(s.method(), s.random); err != nil {
			return fmt.Errorf("make salt: %w", err)
		}
		if found[writing], err = writing.derive(s.namespace, from); err != nil {
			return err
		}
	}
	s.derived, s.writing = found, writing
	return nil
}

// deriveFor derives the keys of the files, each derivation once.
func (s *sealedKeys) deriveFor(ctx context.Context, from secret, files []sealedFile) (map[derivation]keys, error) {
	found := map[derivation]keys{}
	for _, f := range files {
		if _, ok := found[f.derivation]; ok || len(found) == maxDerivations {
			continue
		}
		k, err := f.derivation.derive(s.namespace, from)
		if err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		found[f.derivation] = k
	}
	return found, nil
}

// ofMethod picks the files whose keys come from there.
func ofMethod(files []sealedFile, method byte) []sealedFile {
	var picked []sealedFile
	for _, f := range files {
		if f.derivation.method == method {
			picked = append(picked, f)
		}
	}
	return picked
}

// otherKind says what a file is sealed with, where something else was given.
func otherKind(method byte) error {
	if method == fromPassphrase {
		return ErrNeedsPassphrase
	}
	return ErrNeedsKeyFile
}

// errOtherSeal is of a file whose key check does not fit a key that fits others.
var errOtherSeal = fmt.Errorf("%w: altered, or sealed with another key than the rest", ErrDamaged)

// forget wipes the keys.
func (s *sealedKeys) forget() {
	s.gate <- struct{}{}
	defer func() { <-s.gate }()
	clear(s.derived)
	s.writing = derivation{}
}
