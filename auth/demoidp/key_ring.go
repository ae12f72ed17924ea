package demoidp

import (
	"fmt"
	"sync"

	"github.com/go-jose/go-jose/v4"
)

// keyRing is every signing key that the server ever had, oldest first. The last
// one signs, the last few are published. The first is made when it is needed:
// most tests of refusals never sign.
type keyRing struct {
	algorithm jose.SignatureAlgorithm

	mu      sync.Mutex
	keys    []*signingKey
	retired int // how many of keys are published no longer
}

// newest is the key that signs.
func (r *keyRing) newest() (*signingKey, error) {
	published, err := r.published()
	if err != nil {
		return nil, err
	}
	return published[len(published)-1], nil
}

// published are the keys of the jwks_uri document, the one that signs last.
func (r *keyRing) published() ([]*signingKey, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.keys) == 0 {
		if err := r.add(); err != nil {
			return nil, err
		}
	}
	return append([]*signingKey{}, r.keys[r.retired:]...), nil
}

func (r *keyRing) rotate() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.add()
}

func (r *keyRing) retire() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.retired = max(0, len(r.keys)-1)
}

// add makes a key. Call with mu held.
func (r *keyRing) add() error {
	key, err := newSigningKey(r.algorithm)
	if err == nil {
		r.keys = append(r.keys, key)
	}
	return err
}

// verify gives the claims of a token that any of the keys signed, retired ones too.
func (r *keyRing) verify(token string) (map[string]any, error) {
	r.mu.Lock()
	keys := append([]*signingKey{}, r.keys...)
	r.mu.Unlock()
	err := errNoKey
	for _, key := range keys {
		claims, problem := key.verify(token)
		if problem == nil {
			return claims, nil
		}
		err = problem
	}
	return nil, fmt.Errorf("check with every key: %w", err)
}

// RotateKey makes a new signing key. It signs from now on; the ones before it stay
// published until RetireKeys. Error: what the making of a key says.
func (s *Server) RotateKey() error { return s.keys.rotate() }

// RetireKeys leaves only the newest key published.
func (s *Server) RetireKeys() { s.keys.retire() }

// RotateKey is Server.RotateKey.
func (c *Control) RotateKey() error { return c.s.RotateKey() }

// RetireKeys is Server.RetireKeys.
func (c *Control) RetireKeys() { c.s.RetireKeys() }

// key is the key that signs now.
func (s *Server) key() (*signingKey, error) { return s.keys.newest() }
