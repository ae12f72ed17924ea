package demoidp

import (
	"slices"
	"sync"

	"github.com/go-jose/go-jose/v4"
)

// Faults of the published keys (RFC 7517).
const (
	FaultKeyRotation  = "key_rotation"
	FaultKeys500      = "keys_500"
	FaultKeysHTML     = "keys_html"
	FaultKeysEmpty    = "keys_empty"
	FaultKeysRedirect = "keys_redirect"
)

func keyFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultKeyRotation, Doc: "The provider replaces its signing key just before every ID token.", Tolerated: true},
		{Name: FaultKeys500, Doc: "The provider breaks down when asked for its keys (500)."},
		{Name: FaultKeysHTML, Doc: "Instead of the keys there is a web page, as on a guest network."},
		{Name: FaultKeysEmpty, Doc: "The provider publishes no key at all."},
		{Name: FaultKeysRedirect, Doc: "The request for the keys is redirected to somebody else’s server."},
	}
}

// idTokenKey is the key that signs, under FaultKeyRotation a new one every time.
func (s *Server) idTokenKey() (*signingKey, error) {
	if s.fault(FaultKeyRotation) {
		if err := s.RotateKey(); err != nil {
			return nil, err
		}
		s.RetireKeys()
	}
	return s.key()
}

// spoilKeys applies the faults to what the jwks_uri endpoint lists.
func (s *Server) spoilKeys(keys []jose.JSONWebKey) ([]jose.JSONWebKey, error) {
	last := keys[len(keys)-1]
	switch {
	case s.fault(FaultKeysEmpty):
		return []jose.JSONWebKey{}, nil
	case s.fault(FaultNoKid):
		last.KeyID = ""
		return []jose.JSONWebKey{last}, nil
	case s.fault(FaultNoKidManyKeys):
		decoys, err := decoyKeys()
		return append(slices.Clone(decoys), last), err
	}
	return keys, nil
}

// decoyKeys makes two keys that never sign anything. They stay the same, as a
// client may ask twice.
var decoyKeys = sync.OnceValues(func() ([]jose.JSONWebKey, error) {
	var decoys []jose.JSONWebKey
	for range 2 {
		key, err := newSigningKey(jose.RS256)
		if err != nil {
			return nil, err
		}
		decoys = append(decoys, key.public())
	}
	return decoys, nil
})
