package demoidp

import (
	"slices"
	"strings"
)

// newGrant starts a family of tokens for the person of a browser session.
func (s *Server) newGrant(session *browserSession, scope []string) (*grant, error) {
	id, err := s.random(12)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return &grant{
		id: id, person: session.person, scope: scope, authTime: session.authTime, madeAt: s.now(),
		seen: snapshots{signIn: s.book.people[session.person.ID].rights, browser: session.rights},
	}, nil
}

// issuance is what one token answer is about.
type issuance struct {
	grant           *grant
	scope, audience []string // of the access token
	nonce           string   // of the ID token, or empty
	key             string   // thumbprint that the tokens are bound to, or empty
	challenge       string   // announced for the next refresh; see serial_pkce.go
}

// issue makes the token answer (RFC 6749 5.1, OIDC Core 3.1.3.3).
func (s *Server) issue(i issuance) (map[string]any, error) {
	refreshKey, kind := i.key, "Bearer"
	if s.fault(FaultDPoPDowngrade) {
		i.key = ""
	}
	if i.key != "" {
		kind = "DPoP"
	}
	access, err := s.newAccess(i)
	if err != nil {
		return nil, err
	}
	s.options.Issued(access)
	answer := map[string]any{"access_token": access, "token_type": kind, "scope": strings.Join(i.scope, " ")}
	answer["expires_in"] = int64(s.options.AccessLifetime.Seconds())
	if slices.Contains(i.scope, "openid") {
		id, err := s.newIDToken(i.grant, i.scope, i.nonce, access)
		if err != nil {
			return nil, err
		}
		answer["id_token"] = id
		s.options.Issued(id)
	}
	if s.givesRefresh(i.grant) {
		refresh, err := s.newRefresh(i, refreshKey)
		if err != nil {
			return nil, err
		}
		answer["refresh_token"] = refresh
		s.options.Issued(refresh)
	}
	s.spoilTokenAnswer(answer)
	return answer, nil
}

// givesRefresh tells whether this answer brings a refresh token: with the scope
// offline_access, and with KeepRefresh the first time only.
func (s *Server) givesRefresh(g *grant) bool {
	if !slices.Contains(g.scope, "offline_access") || s.fault(FaultNoRefreshToken) {
		return false
	}
	if !s.options.KeepRefresh {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.book.refresh {
		if t.grant == g {
			return false
		}
	}
	return true
}

// newRefresh makes a refresh token. Only that of a public client is bound to the
// key: another's is bound to the client's authentication (RFC 9449 5).
func (s *Server) newRefresh(i issuance, key string) (string, error) {
	token, err := s.padded(32, bigRefresh)
	if err != nil {
		return "", err
	}
	if s.options.ClientSecret != "" {
		key = ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.book.refresh[token] = &refreshToken{grant: i.grant, key: key, challenge: i.challenge, ends: s.now().Add(s.options.RefreshLifetime)}
	return token, nil
}

// padded is a random string, long under FaultBigTokens.
func (s *Server) padded(normal, big int) (string, error) {
	if s.fault(FaultBigTokens) {
		return s.random(big)
	}
	return s.random(normal)
}
