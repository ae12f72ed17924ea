package demoidp

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
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
	key, err := s.idTokenKey()
	if err != nil {
		return "", err
	}
	now := s.now()
	s.mu.Lock()
	claims := s.personClaims(g.person, scope, s.book.seenBy(g, s.book.people[g.person.ID].rights))
	s.mu.Unlock()
	claims["iss"], claims["aud"] = s.issuer, s.options.ClientID
	claims["iat"], claims["exp"] = now.Unix(), now.Add(idTokenLifetime).Unix()
	claims["auth_time"], claims["amr"], claims["at_hash"], claims["sid"] = g.authTime.Unix(), g.person.Methods, halfHash(access), g.id
	if g.person.SocialIssuer != "" {
		claims["idp"] = g.person.SocialIssuer
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	s.mu.Lock()
	g.idTokens++
	renewed := g.idTokens > 1
	s.mu.Unlock()
	if err := s.spoil(claims, now, renewed); err != nil {
		return "", err
	}
	return s.signIDToken(key, claims)
}

// personClaims are the claims about a person that the scope asks for; UserInfo
// gives the same. Rights stand in the claims of RFC 9068 2.2.3.1.
func (s *Server) personClaims(p Person, scope []string, rights []right) map[string]any {
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
		granted := grantedOf(rights)
		claims["roles"], claims["groups"] = idsOf(granted.roles), idsOf(granted.groups)
		claims["entitlements"] = idsOf(granted.entitlements)
	}
	return claims
}

// halfHash is at_hash for RS256 (OIDC Core 3.1.3.6).
func halfHash(token string) string {
	digest := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(digest[:len(digest)/2])
}
