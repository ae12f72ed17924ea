package demoidp

import "net/http"

// revocation is the revocation endpoint (RFC 7009). A refresh token takes its
// whole family along, an access token goes alone, an unknown token is as good as
// revoked. The token_type_hint is not needed: all tokens are looked up.
func (s *Server) revocation(w http.ResponseWriter, r *http.Request) {
	form, problem := s.clientForm(r)
	switch {
	case s.fault(FaultNoRevocationEndpoint):
		http.NotFound(w, r)
		return
	case s.fault(FaultRevoke503):
		w.Header().Set("Retry-After", "30")
		http.Error(w, "try later", http.StatusServiceUnavailable)
		return
	case s.fault(FaultRevoke400):
		refuse("unsupported_token_type", "This type of token cannot be revoked.").write(w)
		return
	case problem == nil && form.Get("token") == "":
		problem = refuse("invalid_request", "token is missing.")
	}
	if problem != nil {
		problem.write(w)
		return
	}
	token := form.Get("token")
	s.mu.Lock()
	if t, ok := s.book.refresh[token]; ok {
		s.book.revoke(t.grant)
	}
	delete(s.book.access, token)
	s.mu.Unlock()
	w.WriteHeader(http.StatusOK)
}
