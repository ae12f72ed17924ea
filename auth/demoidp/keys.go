package demoidp

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/go-jose/go-jose/v4"
)

const keyBits = 2048

// signingKey is the server's RS256 key.
type signingKey struct {
	private *rsa.PrivateKey
	id      string
}

func newSigningKey() (*signingKey, error) {
	private, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	digest := sha256.Sum256(private.N.Bytes())
	return &signingKey{private: private, id: base64.RawURLEncoding.EncodeToString(digest[:8])}, nil
}

func (k *signingKey) public() jose.JSONWebKey {
	return jose.JSONWebKey{Key: &k.private.PublicKey, KeyID: k.id, Algorithm: string(jose.RS256), Use: "sig"}
}

// sign makes a compact JWS of the claims; typ is the "typ" header.
func (k *signingKey) sign(typ string, claims map[string]any) (string, error) {
	options := (&jose.SignerOptions{}).WithType(jose.ContentType(typ)).WithHeader("kid", k.id)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: k.private}, options)
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

// verify gives the claims of a token that this key signed, however old.
func (k *signingKey) verify(token string) (map[string]any, error) {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return nil, fmt.Errorf("read token: %w", err)
	}
	payload, err := signed.Verify(&k.private.PublicKey)
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
	key, err := s.key()
	if err != nil {
		s.broken(w, err)
		return
	}
	writeJSON(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{key.public()}})
}
