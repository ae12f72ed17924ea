package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

// rsaKey is made once: it is the slowest step of these tests.
var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func newECKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (p *faultProvider) token(w http.ResponseWriter, r *http.Request) {
	nonce := ""
	if r.Form.Get("grant_type") == "authorization_code" {
		p.mu.Lock()
		asked, known := p.codes[r.Form.Get("code")]
		delete(p.codes, r.Form.Get("code"))
		p.mu.Unlock()
		sum := sha256.Sum256([]byte(r.Form.Get("code_verifier")))
		if !known || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) ||
			asked.Get("redirect_uri") != r.Form.Get("redirect_uri") {
			writeJSON(w, 400, map[string]any{"error": "invalid_grant"})
			return
		}
		nonce = asked.Get("nonce")
	}
	writeJSON(w, 200, p.tokenAnswer(nonce))
}

func (p *faultProvider) tokenAnswer(nonce string) map[string]any {
	answer := map[string]any{
		"access_token": accessToken, "refresh_token": refreshToken, "token_type": "Bearer",
		"expires_in": 300, "id_token": p.idToken(nonce),
	}
	if p.Answer != nil {
		p.Answer(answer)
	}
	return answer
}

// idToken signs the claims; nil as a value removes a claim.
func (p *faultProvider) idToken(nonce string) string {
	now := p.Now().Unix()
	sum := sha256.Sum256([]byte(accessToken))
	claims := map[string]any{
		"iss": p.URL, "sub": "mila", "aud": clientID, "exp": now + 300, "iat": now, "auth_time": now,
		"at_hash": base64.RawURLEncoding.EncodeToString(sum[:16]), "email": "mila@example.com",
		"email_verified": true, "name": "Mila", "organization": map[string]any{"id": "o-1", "name": "Studio"},
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	if p.Claims != nil {
		p.Claims(claims)
	}
	for name, value := range claims {
		if value == nil {
			delete(claims, name)
		}
	}
	signed := sign(p.t, p.Alg, p.Key, p.KeyID, claims)
	if p.RawID != nil {
		return p.RawID(signed)
	}
	return signed
}

func sign(t testing.TB, alg jose.SignatureAlgorithm, key any, kid string, claims map[string]any) string {
	t.Helper()
	options := (&jose.SignerOptions{}).WithType("JWT")
	if kid != "" {
		options = options.WithHeader("kid", kid)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	compact, err := signature.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}
