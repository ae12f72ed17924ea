package demoidp

// redeemRefresh answers grant_type=refresh_token. With rotation a refresh token
// works once; its second use ends the whole family, without a grace period
// (RFC 9700 4.14.2).
func (s *Server) redeemRefresh(q tokenRequest) (map[string]any, *oauthError, error) {
	i, problem := s.takeRefresh(q)
	if problem != nil {
		return nil, problem, nil
	}
	answer, err := s.issue(i)
	return answer, nil, err
}

// takeRefresh spends the refresh token once everything about the request is right.
// The issuance has no nonce: that belongs to the authorization request (OIDC Core 12.2).
func (s *Server) takeRefresh(q tokenRequest) (issuance, *oauthError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, ok := s.book.refresh[q.form.Get("refresh_token")]
	switch {
	case !ok || old.grant.dead || s.now().After(old.ends):
		return issuance{}, refuse("invalid_grant", "The refresh token is unknown, revoked or too old.")
	case old.used:
		s.book.revoke(old.grant)
		return issuance{}, refuse("invalid_grant", "The refresh token was used before. Its whole family is revoked.")
	case old.key != "" && old.key != q.key:
		return issuance{}, refuse("invalid_grant", "The refresh token is bound to another key.")
	}
	i := issuance{grant: old.grant, key: q.key}
	var problem *oauthError
	if i.challenge, problem = s.nextChallenge(q.form, old.challenge); problem != nil {
		return issuance{}, problem
	}
	if i.audience, problem = s.narrowedAudience(q.form, old.grant); problem != nil {
		return issuance{}, problem
	}
	if i.scope, ok = narrowed(q.form.Get("scope"), old.grant.scope); !ok {
		return issuance{}, refuse("invalid_scope", "The scope is wider than what was granted.")
	}
	// Without rotation the chain of challenges goes on with the same token.
	old.used, old.challenge = !s.options.KeepRefresh, i.challenge
	return i, nil
}
