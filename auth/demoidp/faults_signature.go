package demoidp

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

// signIDToken signs as the server should, or in the way of a fault that is on.
func (s *Server) signIDToken(key *signingKey, claims map[string]any) (string, error) {
	private := jose.SigningKey{Algorithm: key.algorithm, Key: key.private}
	switch {
	case s.fault(FaultIDTokenGarbage):
		return s.random(200)
	case s.fault(FaultAlgNone):
		return unsigned(claims)
	case s.fault(FaultAlgHS256):
		return signWithPublicKey(key, claims)
	case s.fault(FaultUnknownKid):
		return compact("JWT", private, "a-key-nobody-knows", claims)
	case s.fault(FaultNoKid), s.fault(FaultNoKidManyKeys):
		return compact("JWT", private, "", claims)
	}
	token, err := key.sign("JWT", claims)
	if err == nil && s.fault(FaultBadSignature) {
		token = otherSignature(token)
	}
	return token, err
}

// unsigned makes a token with "alg":"none" (RFC 7519 6).
func unsigned(claims map[string]any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("encode claims: %w", err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + encode(payload) + ".", nil
}

// signWithPublicKey signs by HMAC with what everybody can download: a client that
// lets the token choose the algorithm takes it for the provider's (RFC 8725 2.1).
func signWithPublicKey(key *signingKey, claims map[string]any) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(key.private.Public())
	if err != nil {
		return "", fmt.Errorf("encode public key: %w", err)
	}
	secret := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	return compact("JWT", jose.SigningKey{Algorithm: jose.HS256, Key: secret}, key.id, claims)
}
