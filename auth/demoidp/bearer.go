package demoidp

import (
	"net/http"
	"strings"
)

// bearer finds the access token of the Authorization header (RFC 6750 2.1, RFC 9449
// 7.1), or answers 401 itself and returns nil.
func (s *Server) bearer(w http.ResponseWriter, r *http.Request) *accessToken {
	scheme, credentials, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	credentials = strings.TrimSpace(credentials)
	switch {
	case strings.EqualFold(scheme, "DPoP") && credentials != "":
		return s.boundAccess(w, r, credentials)
	case !strings.EqualFold(scheme, "Bearer") || credentials == "":
		w.Header().Set("WWW-Authenticate", `Bearer realm="demo"`)
		w.Header().Add("WWW-Authenticate", `DPoP realm="demo", algs="`+proofAlgorithm+`"`)
		writeJSON(w, http.StatusUnauthorized, map[string]string{"error": "invalid_request"})
		return nil
	}
	token, good := s.goodAccess(credentials)
	// A bound token is nothing without its key (RFC 9449 7.2).
	if !good || token.key != "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="demo", error="invalid_token", error_description="The access token is unknown, revoked, expired or bound to a key"`)
		writeJSON(w, http.StatusUnauthorized, map[string]string{"error": "invalid_token"})
		return nil
	}
	return token
}

// boundAccess is bearer for the scheme DPoP.
func (s *Server) boundAccess(w http.ResponseWriter, r *http.Request, credentials string) *accessToken {
	token, good := s.goodAccess(credentials)
	problem := s.offerNonce(w)
	var got proof
	if problem == nil {
		got, problem = s.checkProof(r, credentials)
	}
	switch {
	case problem != nil:
	case got.key == "":
		problem = refuseProof("The proof of the key is missing.")
	case !s.nonceFits(got.nonce):
		problem = refuse("use_dpop_nonce", "The proof must carry the nonce of this answer.")
	case !good || token.key != got.key:
		problem = refuse("invalid_token", "The access token is unknown, revoked, expired or not bound to this key.")
	}
	if problem == nil {
		return token
	}
	if problem.status == http.StatusBadRequest {
		problem.status = http.StatusUnauthorized
		problem.challenge = `DPoP realm="demo", error="` + problem.code + `", error_description="` + problem.description + `", algs="` + proofAlgorithm + `"`
	}
	problem.write(w)
	return nil
}

func (s *Server) goodAccess(credentials string) (*accessToken, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token, ok := s.book.access[credentials]
	return token, ok && !token.grant.dead && s.now().Before(token.ends)
}

// userInfo is the UserInfo endpoint (OIDC Core 5.3).
func (s *Server) userInfo(w http.ResponseWriter, r *http.Request) {
	token := s.bearer(w, r)
	if token == nil {
		return
	}
	claims := s.personClaims(token.grant.person, token.scope, s.seenRights(token))
	s.spoilUserInfo(claims)
	writeJSON(w, http.StatusOK, claims)
}
