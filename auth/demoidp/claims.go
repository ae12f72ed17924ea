package demoidp

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"
)

// What the faults put in place of the truth, and how much padding they add
// (bytes before base64).
const (
	foreignIssuer  = "https://attacker.example"
	foreignClient  = "some-other-client"
	foreignSubject = "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a999"
	bigAccess      = 6000
	bigID          = 4000
	bigRefresh     = 3000
)

const idTokenLifetime = time.Hour

// newIDToken makes the ID token (OIDC Core 2) that goes with an access token.
func (s *Server) newIDToken(g *grant, scope []string, nonce, access string) (string, error) {
	key, err := s.key()
	if err != nil {
		return "", err
	}
	now := s.now()
	claims := s.personClaims(g.person, scope)
	claims["iss"], claims["aud"] = s.issuer, s.options.ClientID
	claims["iat"], claims["exp"] = now.Unix(), now.Add(idTokenLifetime).Unix()
	claims["auth_time"], claims["amr"], claims["at_hash"], claims["sid"] = g.authTime.Unix(), g.person.Methods, halfHash(access), g.id
	if g.person.SocialIssuer != "" {
		claims["idp"] = g.person.SocialIssuer
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	if err := s.spoil(claims, now); err != nil {
		return "", err
	}
	token, err := key.sign("JWT", claims)
	if err == nil && s.fault(FaultBadSignature) {
		token = otherSignature(token)
	}
	return token, err
}

// spoil applies the faults of the ID token.
func (s *Server) spoil(claims map[string]any, now time.Time) error {
	if s.fault(FaultBadNonce) {
		claims["nonce"] = "another-nonce"
	}
	if s.fault(FaultForeignAudience) {
		claims["aud"] = foreignClient
	}
	if s.fault(FaultExpiredIDToken) {
		claims["iat"], claims["exp"] = now.Add(-2*time.Hour).Unix(), now.Add(-time.Hour).Unix()
	}
	if s.fault(FaultBigTokens) {
		padding, err := s.random(bigID)
		if err != nil {
			return err
		}
		claims["directory"] = padding
	}
	return nil
}

// accessJWT makes an access token of RFC 9068, about as long as real ones.
func (s *Server) accessJWT(g *grant, scope []string) (string, error) {
	key, err := s.key()
	if err != nil {
		return "", err
	}
	id, err := s.padded(16, bigAccess)
	if err != nil {
		return "", err
	}
	now := s.now()
	return key.sign("at+jwt", map[string]any{
		"iss": s.issuer, "sub": g.person.Subject, "aud": []string{s.RightsURL(), s.issuer + pathUserInfo},
		"client_id": s.options.ClientID, "scope": strings.Join(scope, " "), "jti": id, "sid": g.id,
		"iat": now.Unix(), "exp": now.Add(s.options.AccessLifetime).Unix(),
		"auth_time": g.authTime.Unix(), "amr": g.person.Methods,
	})
}

// personClaims are the claims about a person that the scope asks for; UserInfo
// gives the same.
func (s *Server) personClaims(p Person, scope []string) map[string]any {
	claims := map[string]any{"sub": p.Subject}
	if slices.Contains(scope, "email") {
		claims["email"], claims["email_verified"] = p.Email, p.EmailVerified
	}
	if slices.Contains(scope, "profile") {
		claims["name"] = p.Name
		if p.Organization.ID != "" {
			claims["organization"] = map[string]string{"id": p.Organization.ID, "name": p.Organization.Name}
		}
	}
	if slices.Contains(scope, "entitlements") {
		claims["entitlements"] = s.grantedNames(p.ID)
	}
	return claims
}

func (s *Server) grantedNames(person string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := []string{}
	for _, r := range s.book.people[person].rights {
		if r.State == stateGranted {
			names = append(names, r.ID)
		}
	}
	return names
}

// halfHash is at_hash for RS256 (OIDC Core 3.1.3.6).
func halfHash(token string) string {
	digest := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(digest[:len(digest)/2])
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
