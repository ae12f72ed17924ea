package demoidp

import (
	"net/http"
	"strings"
)

// bearer finds the access token of the Authorization header (RFC 6750 2.1), or
// answers 401 itself and returns nil.
func (s *Server) bearer(w http.ResponseWriter, r *http.Request) *accessToken {
	scheme, credentials, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || credentials == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="demo"`)
		writeJSON(w, http.StatusUnauthorized, map[string]string{"error": "invalid_request"})
		return nil
	}
	s.mu.Lock()
	token, ok := s.book.access[strings.TrimSpace(credentials)]
	good := ok && !token.grant.dead && s.now().Before(token.ends)
	s.mu.Unlock()
	if !good {
		w.Header().Set("WWW-Authenticate", `Bearer realm="demo", error="invalid_token", error_description="The access token is unknown, revoked or expired"`)
		writeJSON(w, http.StatusUnauthorized, map[string]string{"error": "invalid_token"})
		return nil
	}
	return token
}

// userInfo is the UserInfo endpoint (OIDC Core 5.3).
func (s *Server) userInfo(w http.ResponseWriter, r *http.Request) {
	token := s.bearer(w, r)
	if token == nil {
		return
	}
	claims := s.personClaims(token.grant.person, token.scope)
	if s.fault(FaultForeignSubjectUser) {
		claims["sub"] = foreignSubject
	}
	writeJSON(w, http.StatusOK, claims)
}
