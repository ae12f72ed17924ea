package auth

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

const (
	keyLimit    = 100
	rsaBits     = 2048 // at least, RFC 7518 section 3.3
	rsaBitLimit = 8192 // beyond that, a key is a way to keep this computer busy
)

// publicKeys are the keys of a set that can verify a signature.
type publicKeys []jose.JSONWebKey

// parseKeys reads a key set (RFC 7517 section 5). A key that cannot be used is
// left out, as it says: the set is for everybody, and may hold kinds of keys that
// did not exist when this program was built.
func parseKeys(body []byte) (publicKeys, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(body, &set); err != nil || set.Keys == nil {
		return nil, malformed(AtKeys, "not_json", "the answer is not a key set")
	}
	if len(set.Keys) > keyLimit {
		return nil, malformed(AtKeys, "too_large", fmt.Sprintf("more than %d keys", keyLimit))
	}
	keys := publicKeys{}
	for _, raw := range set.Keys {
		if key, ok := parseKey(raw); ok {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// keyMembers are those of a public key. Certificates are not looked at: the keys
// are believed because of where they were published.
type keyMembers struct {
	Kty string   `json:"kty"`
	Use string   `json:"use,omitempty"`
	Ops []string `json:"key_ops,omitempty"`
	Alg string   `json:"alg,omitempty"`
	Kid string   `json:"kid,omitempty"`
	Crv string   `json:"crv,omitempty"`
	X   string   `json:"x,omitempty"`
	Y   string   `json:"y,omitempty"`
	N   string   `json:"n,omitempty"`
	E   string   `json:"e,omitempty"`
}

func parseKey(raw json.RawMessage) (jose.JSONWebKey, bool) {
	var members keyMembers
	var private struct {
		D any `json:"d"`
	}
	switch {
	case json.Unmarshal(raw, &members) != nil || json.Unmarshal(raw, &private) != nil:
		return jose.JSONWebKey{}, false
	case members.Use == "enc" || len(members.Ops) > 0 && !slices.Contains(members.Ops, "verify"):
		return jose.JSONWebKey{}, false
	case private.D != nil:
		return jose.JSONWebKey{}, false // whoever reads the set can sign with it
	}
	members.Ops = nil
	public, err := json.Marshal(members)
	var key jose.JSONWebKey
	if err != nil || key.UnmarshalJSON(public) != nil || !verifies(key) {
		return jose.JSONWebKey{}, false
	}
	return key, true
}

// verifies says whether a key is of a kind that verifies signatures here; a
// symmetric one never is, as publishing it makes it everybody's.
func verifies(key jose.JSONWebKey) bool {
	switch public := key.Key.(type) {
	case *rsa.PublicKey:
		bits := public.N.BitLen()
		return bits >= rsaBits && bits <= rsaBitLimit
	case *ecdsa.PublicKey, ed25519.PublicKey:
		return key.Valid()
	}
	return false
}

// fits says whether an algorithm can be used with a key (RFC 7518 section 3.1,
// RFC 8037 section 3.1), and may be, where the key names one (RFC 8725 section 3.1).
func fits(key jose.JSONWebKey, alg string) bool {
	if key.Algorithm != "" && key.Algorithm != alg {
		return false
	}
	switch public := key.Key.(type) {
	case *rsa.PublicKey:
		return strings.HasPrefix(alg, "RS") || strings.HasPrefix(alg, "PS")
	case *ecdsa.PublicKey:
		return alg == curveAlgorithms[public.Curve]
	case ed25519.PublicKey:
		return alg == oidc.EdDSA
	}
	return false
}

var curveAlgorithms = map[elliptic.Curve]string{
	elliptic.P256(): oidc.ES256, elliptic.P384(): oidc.ES384, elliptic.P521(): oidc.ES512,
}

// verify gives the payload when one of the keys has signed it: one with the
// token's key id, or any when the token names none.
func (keys publicKeys) verify(token *jose.JSONWebSignature) ([]byte, error) {
	if len(keys) == 0 {
		return nil, insecure(CheckKeysEmpty)
	}
	header, named := token.Signatures[0].Header, false
	for _, key := range keys {
		if header.KeyID != "" && key.KeyID != header.KeyID {
			continue
		}
		named = true
		if !fits(key, header.Algorithm) {
			continue
		}
		if payload, err := token.Verify(&key); err == nil {
			return payload, nil
		}
	}
	if !named {
		return nil, insecure(CheckSignatureKey)
	}
	return nil, insecure(CheckSignature)
}
