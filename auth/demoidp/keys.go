package demoidp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

const keyBits = 2048

var errNoKey = errors.New("there is no signing key")

// signingKey is one key of the server, for RS256 or ES256.
type signingKey struct {
	private   crypto.Signer
	algorithm jose.SignatureAlgorithm
	id        string
}

func newSigningKey(algorithm jose.SignatureAlgorithm) (*signingKey, error) {
	private, err := newPrivateKey(algorithm)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	key := &signingKey{private: private, algorithm: algorithm}
	public := key.public()
	digest, err := public.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("name signing key: %w", err)
	}
	key.id = base64.RawURLEncoding.EncodeToString(digest[:8])
	return key, nil
}

func newPrivateKey(algorithm jose.SignatureAlgorithm) (crypto.Signer, error) {
	if algorithm == jose.ES256 {
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	return rsa.GenerateKey(rand.Reader, keyBits)
}

func (k *signingKey) public() jose.JSONWebKey {
	return jose.JSONWebKey{Key: k.private.Public(), KeyID: k.id, Algorithm: string(k.algorithm), Use: "sig"}
}

// sign makes a compact JWS of the claims; typ is the "typ" header.
func (k *signingKey) sign(typ string, claims map[string]any) (string, error) {
	return compact(typ, jose.SigningKey{Algorithm: k.algorithm, Key: k.private}, k.id, claims)
}

// verify gives the claims of a token that this key signed, however old.
func (k *signingKey) verify(token string) (map[string]any, error) {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{k.algorithm})
	if err != nil {
		return nil, fmt.Errorf("read token: %w", err)
	}
	payload, err := signed.Verify(k.private.Public())
	if err != nil {
		return nil, fmt.Errorf("check signature: %w", err)
	}
	var claims map[string]any
	if err := json.Unmarshal(payload, &claims); err != nil {
		return nil, fmt.Errorf("decode claims: %w", err)
	}
	return claims, nil
}

// keySet is the jwks_uri endpoint.
func (s *Server) keySet(w http.ResponseWriter, r *http.Request) {
	keys, err := s.keys.published()
	if err != nil {
		s.broken(w, err)
		return
	}
	list := []jose.JSONWebKey{}
	for _, key := range keys {
		list = append(list, key.public())
	}
	if list, err = s.spoilKeys(list); err != nil {
		s.broken(w, err)
		return
	}
	s.mayBeKept(w)
	writeJSON(w, http.StatusOK, jose.JSONWebKeySet{Keys: list})
}

// compact makes a compact JWS; typ is its "typ" header, an empty kid is left out.
func compact(typ string, key jose.SigningKey, kid string, claims map[string]any) (string, error) {
	options := (&jose.SignerOptions{}).WithType(jose.ContentType(typ))
	if kid != "" {
		options = options.WithHeader("kid", kid)
	}
	signer, err := jose.NewSigner(key, options)
	if err != nil {
		return "", fmt.Errorf("prepare signature: %w", err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("encode claims: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign claims: %w", err)
	}
	return signed.CompactSerialize()
}

// otherSignature keeps the token well-formed and makes its signature wrong.
func otherSignature(token string) string {
	at := strings.LastIndexByte(token, '.') + 1
	signature, err := base64.RawURLEncoding.DecodeString(token[at:])
	if err != nil || len(signature) == 0 {
		return token
	}
	signature[len(signature)/2] ^= 0x5a
	return token[:at] + base64.RawURLEncoding.EncodeToString(signature)
}
