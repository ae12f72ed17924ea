package auth

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// proofKey is the key that tokens are bound to (RFC 9449). It lives as long as
// the refresh token, and where that lives: without it the refresh token of a
// public client is worth nothing (section 5).
type proofKey struct{ private *ecdsa.PrivateKey }

// newProofKey makes a key for ES256, the one algorithm that is asked for.
func newProofKey() (*proofKey, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make proof key: %w", err)
	}
	return &proofKey{private}, nil
}

// tokenKey makes the key for new tokens where the provider's description wants
// them bound; else nil.
func (c *Client) tokenKey(m Metadata) (*proofKey, error) {
	if c.provider.DPoP != "required" {
		return nil, nil
	}
	if !m.supportsProof() {
		return nil, &SecurityError{Check: CheckDPoPDowngrade, Detail: "the provider does not take ES256 proofs"}
	}
	return newProofKey()
}

// keyOf reads the key of stored tokens; nil when they are not bound to one, and
// [ErrSignInNeeded] when they are and it was lost.
func keyOf(t Tokens) (*proofKey, error) {
	switch {
	case t.DPoPKey.IsZero() && t.Type == "DPoP":
		return nil, fmt.Errorf("%w: the key of the tokens is lost", ErrSignInNeeded)
	case t.DPoPKey.IsZero():
		return nil, nil
	}
	der, err := base64.StdEncoding.DecodeString(t.DPoPKey.Reveal())
	if err != nil {
		return nil, fmt.Errorf("%w: proof key", ErrTokenBundle)
	}
	private, err := x509.ParseECPrivateKey(der)
	if err != nil || private.Curve != elliptic.P256() {
		return nil, fmt.Errorf("%w: proof key", ErrTokenBundle)
	}
	return &proofKey{private}, nil
}

// secret is the form that is stored: SEC 1, base64.
func (k *proofKey) secret() Secret {
	if k == nil {
		return Secret{}
	}
	der, err := x509.MarshalECPrivateKey(k.private)
	if err != nil {
		return Secret{} // unreachable: the curve is known
	}
	return NewSecret(base64.StdEncoding.EncodeToString(der))
}

func (k *proofKey) public() jose.JSONWebKey { return jose.JSONWebKey{Key: k.private.Public()} }

// thumbprint names the key in the authorization request, which binds the code
// to it as well (RFC 9449 section 10, RFC 7638).
func (k *proofKey) thumbprint() (string, error) {
	public := k.public()
	sum, err := public.Thumbprint(crypto.SHA256)
	if err != nil {
		return "", fmt.Errorf("name proof key: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sum), nil
}

// proof signs one request (RFC 9449 section 4.2): its method, its address
// without query, the time, the access token when there is one, and the nonce
// that the server gave, if any.
func (c *Client) proof(k *proofKey, method, address string, access Secret, nonce string) (string, error) {
	id, err := c.newValue()
	if err != nil {
		return "", err
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", insecure(CheckEndpointMalformed)
	}
	u.RawQuery, u.Fragment, u.ForceQuery = "", "", false
	claims := map[string]any{"jti": id, "htm": method, "htu": u.String(), "iat": c.clock.serverTime(c.now()).Unix()}
	if !access.IsZero() {
		sum := sha256.Sum256([]byte(access.Reveal()))
		claims["ath"] = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("encode proof: %w", err)
	}
	options := (&jose.SignerOptions{EmbedJWK: true}).WithType("dpop+jwt")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: k.private}, options)
	if err != nil {
		return "", fmt.Errorf("prepare proof: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign proof: %w", err)
	}
	return signed.CompactSerialize()
}

// proven sends a request with its proof, and once more when the server asks for
// a nonce, and gives one that this request did not have (RFC 9449 sections 8 and
// 9). Without a key it sends the request as it is.
func (c *Client) proven(ctx context.Context, ask call, send func(context.Context, call, string) (answer, error)) (answer, error) {
	if ask.key == nil {
		return send(ctx, ask, "")
	}
	origin, method := originOf(ask.address), ask.verb()
	nonce := c.nonces.of(origin)
	for attempt := 0; ; attempt++ {
		proof, err := c.proof(ask.key, method, ask.address, ask.access, nonce)
		if err != nil {
			return answer{}, err
		}
		a, err := send(ctx, ask, proof)
		if err != nil {
			return a, err
		}
		// Compared with what was sent, not with what is kept: another request may
		// have learned the same nonce in the meantime.
		given := c.nonces.keep(origin, a.header.Get("DPoP-Nonce"))
		if attempt > 0 || given == "" || given == nonce || !wantsNonce(a) {
			return a, nil
		}
		nonce = given
	}
}

// wantsNonce recognizes use_dpop_nonce at a token endpoint and at a resource,
// which may offer other schemes beside this one.
func wantsNonce(a answer) bool {
	switch a.status {
	case http.StatusBadRequest:
		var parsed tokenAnswer
		a.errorObject(&parsed)
		return parsed.Error == "use_dpop_nonce"
	case http.StatusUnauthorized:
		return slices.Contains(challengeErrors(a.header), "use_dpop_nonce")
	}
	return false
}

// supportsProof says whether the provider takes the one algorithm that is used.
func (m Metadata) supportsProof() bool {
	return len(m.DPoPAlgorithms) == 0 || slices.Contains(m.DPoPAlgorithms, string(jose.ES256))
}

func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Scheme + "://" + u.Host)
}
