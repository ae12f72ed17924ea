// Package vault keeps secret bytes in the operating system's keyring, or in
// the fallback that settings or policy chose. It stores bundles of bytes under
// an account and a generation: a bundle is split into chunks that every
// platform's keyring accepts, written whole, read back and compared, and only
// then named by the account's head entry.
//
// It is not for records that people read (package session does those), it
// knows no tokens and no network protocol, and it never falls back to another
// kind of storage by itself: which kind is used is a decision of the caller.
// Nothing is ever stored in plain text.
//
// The caller serializes Save, Prune, RemoveAll and Transfer between processes (the
// record lock of package session); the other methods need no lock.
package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// Kind names where secrets are kept.
type Kind string

// The kinds of storage. There is no automatic change from one to another.
const (
	// Keyring is the Secret Service on Linux and the BSDs, the login keychain
	// on macOS and the Credential Manager on Windows.
	Keyring Kind = "keyring"
	// SealedFile is XChaCha20-Poly1305 files under Options.Folder.
	SealedFile Kind = "sealed_file"
	// Memory forgets everything when the process ends.
	Memory Kind = "memory"
)

// State is what is known of the storage without asking a person anything.
type State string

// The states of a storage.
const (
	// StateOK means that secrets can be read and written.
	StateOK State = "ok"
	// StateLocked means that a person has to unlock it, or that it does not answer.
	StateLocked State = "locked"
	// StateMissing means that this session has no such storage.
	StateMissing State = "missing"
	// StateRefused means that the storage is there and denies the access.
	StateRefused State = "refused"
)

// DefaultTimeout bounds one call of a Vault method. It leaves room below the
// 10 s within which a storage that does not answer must be reported.
const DefaultTimeout = 8 * time.Second

// phraseTimeout bounds one call where a person may have to type a passphrase.
const phraseTimeout = 5 * time.Minute

// stateTimeout bounds State, which is asked in passing and must be quick.
const stateTimeout = 2 * time.Second

// Options says what Open opens. The zero value of a field means its default.
type Options struct {
	// Kind is the storage; default Keyring.
	Kind Kind
	// Namespace is the keyring's service name; required.
	Namespace string
	// Folder holds the files of SealedFile; it is created with mode 0700.
	Folder string
	// KeyFile holds at least 32 random bytes, for SealedFile; it goes before Passphrase.
	KeyFile string
	// Passphrase asks a person when SealedFile without a KeyFile needs it: once
	// per Vault when it is right, at most three times per call. What it returns is
	// wiped after use, and stays in no error. nil: nobody can be asked.
	Passphrase func(ctx context.Context, ask PhraseAsk) ([]byte, error)
	// Timeout bounds one method call; default DefaultTimeout, and 5 minutes for
	// SealedFile with a Passphrase, where a person is waited for.
	Timeout time.Duration
	// Now is the clock for generation numbers; default time.Now.
	Now func() time.Time
	// Env looks up environment variables; default os.Getenv.
	Env func(string) string
	// Random is the source of salts and nonces; default crypto/rand.
	Random io.Reader
}

// Vault keeps secrets for one name space. Its methods may be called from
// several goroutines.
type Vault struct {
	kind    Kind
	store   entryStore
	timeout time.Duration
	now     func() time.Time
	writer  chan struct{} // holds one value while somebody writes
	close   func() error
	closing sync.Once
}

// Open prepares a Vault and checks the options. It does not talk to the
// storage yet: that is for Probe, State and the first call.
func Open(o Options) (*Vault, error) {
	if o.Kind == "" {
		o.Kind = Keyring
	}
	if o.Namespace == "" {
		return nil, errors.New("open vault: namespace is empty")
	}
	if o.Env == nil {
		o.Env = os.Getenv
	}
	var store entryStore
	var err error
	switch o.Kind {
	case Keyring:
		store = newKeyringStore(o.Namespace, o.Env)
	case SealedFile:
		store, err = newSealedStore(o)
	case Memory:
		store = newMemoryStore()
	default:
		err = fmt.Errorf("unknown kind %q", string(o.Kind))
	}
	if err != nil {
		return nil, fmt.Errorf("open vault: %w", err)
	}
	return newVault(o, store), nil
}

// newVault joins a store and the options; tests hand in their own store.
func newVault(o Options, store entryStore) *Vault {
	v := &Vault{kind: o.Kind, store: store, timeout: o.Timeout, now: o.Now, writer: make(chan struct{}, 1)}
	switch {
	case v.timeout > 0:
	case o.Kind == SealedFile && o.KeyFile == "" && o.Passphrase != nil:
		v.timeout = phraseTimeout
	default:
		v.timeout = DefaultTimeout
	}
	if v.now == nil {
		v.now = time.Now
	}
	v.close = func() error { return nil }
	if c, ok := store.(io.Closer); ok {
		v.close = c.Close
	}
	return v
}

// Kind tells where this Vault keeps its secrets.
func (v *Vault) Kind() Kind { return v.kind }

// Close releases the connection to the storage, if there is one. A Vault of
// kind Memory keeps its secrets until the process ends.
func (v *Vault) Close() error {
	var err error
	v.closing.Do(func() { err = v.close() })
	return err
}

// State asks the storage how it is, without ever prompting a person, within
// two seconds. A storage that does not answer counts as locked.
func (v *Vault) State(ctx context.Context) State {
	ctx, cancel := context.WithTimeout(ctx, min(v.timeout, stateTimeout))
	defer cancel()
	return stateOf(v.store.check(ctx))
}

// stateOf turns the error of a check into a State.
func stateOf(err error) State {
	switch {
	case err == nil:
		return StateOK
	case errors.Is(err, ErrMissing):
		return StateMissing
	case errors.Is(err, ErrLocked), isContextError(err):
		return StateLocked
	default:
		return StateRefused
	}
}
