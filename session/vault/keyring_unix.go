//go:build !windows && !darwin

package vault

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"latchkey/session/vault/internal/secretservice"
)

// Attributes of our items. The first two are those of zalando/go-keyring and of
// python-keyring, so that other tools find the same items; the schema is
// libsecret's for passwords of no special kind.
const (
	attributeService    = "service"
	attributeName       = "username"
	attributeAccount    = "account"
	attributeGeneration = "generation"
	attributeSchema     = "xdg:schema"
	genericSchema       = "org.freedesktop.Secret.Generic"
)

// secretServiceStore keeps entries as items of the Secret Service. It holds one
// private connection, opened by the first call: gnome-keyring has crashed on
// clients that connect for every call.
type secretServiceStore struct {
	namespace string
	env       func(string) string

	mu     sync.Mutex
	client *secretservice.Client
}

func newKeyringStore(namespace string, env func(string) string) entryStore {
	return &secretServiceStore{namespace: namespace, env: env}
}

// place implements placed. No bus at all is a place too.
func (s *secretServiceStore) place() string {
	address, _ := secretservice.Address(s.env)
	return s.namespace + "\x00" + address
}

// Close ends the connection. A later call opens a new one.
func (s *secretServiceStore) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		return nil
	}
	err := s.client.Close()
	s.client = nil
	return err
}

// connect returns the connection, and opens one where there is none.
func (s *secretServiceStore) connect(ctx context.Context) (*secretservice.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil && s.client.Alive() {
		return s.client, nil
	}
	address, err := secretservice.Address(s.env)
	if err != nil {
		return nil, err
	}
	canPrompt := s.env("DISPLAY") != "" || s.env("WAYLAND_DISPLAY") != ""
	s.client, err = secretservice.Dial(ctx, address, canPrompt)
	return s.client, err
}

// drop forgets a connection, so that the next call meets the service afresh.
func (s *secretServiceStore) drop(client *secretservice.Client) {
	_ = client.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == client {
		s.client = nil
	}
}

// use runs one piece of work, a second time on a new connection when the first
// was broken, as after a restart of the service. All work here can be repeated.
func (s *secretServiceStore) use(ctx context.Context, work func(*secretservice.Client) error) error {
	for again := true; ; again = false {
		client, err := s.connect(ctx)
		if err != nil {
			return keyringError(err)
		}
		err = work(client)
		if err == nil {
			return nil
		}
		if !errors.Is(err, secretservice.ErrLocked) && !errors.Is(err, context.Canceled) {
			s.drop(client)
		}
		if !again || !errors.Is(err, secretservice.ErrBroken) || ctx.Err() != nil {
			return keyringError(err)
		}
	}
}

// keyringError turns errors of the client into those of this package.
func keyringError(err error) error {
	for from, to := range map[error]error{
		secretservice.ErrMissing: ErrMissing, secretservice.ErrLocked: ErrLocked, secretservice.ErrRefused: ErrRefused,
		secretservice.ErrNoAnswer: ErrTimeout, secretservice.ErrBroken: ErrMissing,
	} {
		if errors.Is(err, from) {
			return fmt.Errorf("%w: %w", to, err)
		}
	}
	return err
}

func (s *secretServiceStore) identity(name string) secretservice.Attributes {
	return secretservice.Attributes{attributeService: s.namespace, attributeName: name}
}

func (s *secretServiceStore) get(ctx context.Context, name string) (secret, error) {
	found, err := s.search(ctx, s.identity(name))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNotFound
	}
	best := found[0]
	for _, f := range found {
		if f.Preferred {
			best = f
		}
	}
	return best.Value, nil
}

// getSet finds all chunks of a generation with one search and reads them with
// one call.
func (s *secretServiceStore) getSet(ctx context.Context, account string, generation uint64) ([]secret, error) {
	found, err := s.search(ctx, secretservice.Attributes{
		attributeService: s.namespace, attributeAccount: account, attributeGeneration: strconv.FormatUint(generation, 36),
	})
	entries := make([]secret, len(found))
	for i, f := range found {
		entries[i] = f.Value
	}
	return entries, err
}

func (s *secretServiceStore) search(ctx context.Context, a secretservice.Attributes) (found []secretservice.Found, err error) {
	err = s.use(ctx, func(c *secretservice.Client) (err error) {
		found, err = c.Get(ctx, a)
		return err
	})
	return found, err
}

func (s *secretServiceStore) set(ctx context.Context, name string, value secret) error {
	extra := secretservice.Attributes{attributeSchema: genericSchema}
	label := "Latchkey: list of sign-ins"
	if account, generation, index, ok := parseChunkName(name); ok {
		extra[attributeAccount] = account
		extra[attributeGeneration] = strconv.FormatUint(generation, 36)
		label = "Latchkey: sign-in " + account + ", part " + strconv.Itoa(index+1)
	}
	return s.use(ctx, func(c *secretservice.Client) error {
		return c.Put(ctx, label, s.identity(name), extra, value)
	})
}

func (s *secretServiceStore) remove(ctx context.Context, names ...string) error {
	wanted := make([]secretservice.Attributes, len(names))
	for i, name := range names {
		wanted[i] = s.identity(name)
	}
	return s.use(ctx, func(c *secretservice.Client) error { return c.Delete(ctx, wanted...) })
}

func (s *secretServiceStore) check(ctx context.Context) error {
	return s.use(ctx, func(c *secretservice.Client) error { return c.Check(ctx) })
}

func (s *secretServiceStore) list(ctx context.Context) (names []string, err error) {
	err = s.use(ctx, func(c *secretservice.Client) error {
		all, err := c.List(ctx, secretservice.Attributes{attributeService: s.namespace})
		names = names[:0]
		for _, a := range all {
			names = append(names, a[attributeName])
		}
		return err
	})
	return names, err
}

// clear removes by the service's name alone, so that items with odd names go too.
func (s *secretServiceStore) clear(ctx context.Context) error {
	return s.use(ctx, func(c *secretservice.Client) error {
		return c.Delete(ctx, secretservice.Attributes{attributeService: s.namespace})
	})
}
