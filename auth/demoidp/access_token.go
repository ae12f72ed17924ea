package demoidp

import "strings"

// newAccess makes the access token of an issuance, opaque or as a JWT, and keeps it.
func (s *Server) newAccess(i issuance) (string, error) {
	var token string
	var err error
	if s.options.OpaqueAccess {
		token, err = s.padded(32, bigAccess)
	} else {
		token, err = s.accessJWT(i)
	}
	if err != nil {
		return "", err
	}
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.book.prune(now)
	s.book.access[token] = &accessToken{
		grant: i.grant, scope: i.scope, key: i.key, ends: now.Add(s.options.AccessLifetime),
		rights: s.book.people[i.grant.person.ID].rights,
	}
	return token, nil
}

// accessJWT makes an access token of RFC 9068, about as long as real ones. A bound
// one names the key (RFC 9449 6.1).
func (s *Server) accessJWT(i issuance) (string, error) {
	key, err := s.key()
	if err != nil {
		return "", err
	}
	id, err := s.padded(16, bigAccess)
	if err != nil {
		return "", err
	}
	now, g := s.now(), i.grant
	claims := map[string]any{
		"iss": s.issuer, "sub": g.person.Subject, "aud": i.audience,
		"client_id": s.options.ClientID, "scope": strings.Join(i.scope, " "), "jti": id, "sid": g.id,
		"iat": now.Unix(), "exp": now.Add(s.options.AccessLifetime).Unix(),
		"auth_time": g.authTime.Unix(), "amr": g.person.Methods,
	}
	if i.key != "" {
		claims["cnf"] = map[string]string{"jkt": i.key}
	}
	return key.sign("at+jwt", claims)
}
