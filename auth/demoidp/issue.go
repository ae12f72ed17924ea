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

// issue makes the token answer (RFC 6749 5.1, OIDC Core 3.1.3.3).
func (s *Server) issue(g *grant, scope []string, nonce string) (map[string]any, error) {
	access, err := s.newAccess(g, scope)
	if err != nil {
		return nil, err
	}
	s.options.Issued(access)
	answer := map[string]any{"access_token": access, "token_type": "Bearer", "scope": strings.Join(scope, " ")}
	if !s.fault(FaultNoExpiresIn) {
		answer["expires_in"] = int64(s.options.AccessLifetime.Seconds())
	}
	if slices.Contains(scope, "openid") {
		id, err := s.newIDToken(g, scope, nonce, access)
		if err != nil {
			return nil, err
		}
		answer["id_token"] = id
		s.options.Issued(id)
	}
	if s.givesRefresh(g) {
		refresh, err := s.newRefresh(g)
		if err != nil {
			return nil, err
		}
		answer["refresh_token"] = refresh
		s.options.Issued(refresh)
	}
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

func (s *Server) newRefresh(g *grant) (string, error) {
	token, err := s.padded(32, bigRefresh)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.book.refresh[token] = &refreshToken{grant: g, ends: s.now().Add(s.options.RefreshLifetime)}
	return token, nil
}

func (s *Server) newAccess(g *grant, scope []string) (string, error) {
	var token string
	var err error
	if s.options.OpaqueAccess {
		token, err = s.padded(32, bigAccess)
	} else {
		token, err = s.accessJWT(g, scope)
	}
	if err != nil {
		return "", err
	}
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.book.prune(now)
	s.book.access[token] = &accessToken{
		grant: g, scope: scope, ends: now.Add(s.options.AccessLifetime), rights: s.book.people[g.person.ID].rights,
	}
	return token, nil
}

// padded is a random string, long under FaultBigTokens.
func (s *Server) padded(normal, big int) (string, error) {
	if s.fault(FaultBigTokens) {
		return s.random(big)
	}
	return s.random(normal)
}
