package demoidp

import "net/url"

// redeemRefresh answers grant_type=refresh_token. With rotation a refresh token
// works once; its second use ends the whole family, without a grace period
// (RFC 9700 4.14.2).
func (s *Server) redeemRefresh(form url.Values) (map[string]any, *oauthError, error) {
	old, scope, problem := s.takeRefresh(form)
	if problem != nil {
		return nil, problem, nil
	}
	// No nonce: it belongs to the authorization request (OIDC Core 12.2).
	answer, err := s.issue(old.grant, scope, "")
	return answer, nil, err
}

func (s *Server) takeRefresh(form url.Values) (*refreshToken, []string, *oauthError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, ok := s.book.refresh[form.Get("refresh_token")]
	switch {
	case !ok || old.grant.dead || s.now().After(old.ends):
		return nil, nil, refuse("invalid_grant", "The refresh token is unknown, revoked or too old.")
	case old.used:
		s.book.revoke(old.grant)
		return nil, nil, refuse("invalid_grant", "The refresh token was used before. Its whole family is revoked.")
	}
	scope, ok := narrowed(form.Get("scope"), old.grant.scope)
	if !ok {
		return nil, nil, refuse("invalid_scope", "The scope is wider than what was granted.")
	}
	old.used = !s.options.KeepRefresh
	return old, scope, nil
}
