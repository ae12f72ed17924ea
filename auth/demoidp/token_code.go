package demoidp

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

// redeemCode answers grant_type=authorization_code. A code works once; its second
// use ends everything that came of it (RFC 6749 4.1.2).
func (s *Server) redeemCode(q tokenRequest) (map[string]any, *oauthError, error) {
	code, problem := s.takeCode(q)
	if problem != nil {
		return nil, problem, nil
	}
	i := issuance{grant: code.grant, scope: code.grant.scope, nonce: code.request.nonce, key: q.key}
	if i.challenge, problem = s.nextChallenge(q.form, code.request.challenge); problem != nil {
		return nil, problem, nil
	}
	if i.audience, problem = s.narrowedAudience(q.form, code.grant); problem != nil {
		return nil, problem, nil
	}
	answer, err := s.issue(i)
	return answer, nil, err
}

func (s *Server) takeCode(q tokenRequest) (*authCode, *oauthError) {
	form, verifier := q.form, q.form.Get("code_verifier")
	s.mu.Lock()
	defer s.mu.Unlock()
	code, ok := s.book.codes[form.Get("code")]
	switch {
	case !ok || s.now().After(code.ends):
		return nil, refuse("invalid_grant", "The code is unknown or too old.")
	case code.used:
		s.book.revoke(code.grant)
		return nil, refuse("invalid_grant", "The code was used before. Its tokens are revoked.")
	}
	// From here on the code is spent, also when the rest is wrong: no guessing.
	code.used = true
	switch {
	case code.grant.dead:
		return nil, refuse("invalid_grant", "This sign-in was ended.")
	case form.Get("redirect_uri") != code.request.redirectURI:
		return nil, refuse("invalid_grant", "redirect_uri differs from the authorization request.")
	case !isVerifier(verifier) || !verifierMatches(verifier, code.request.challenge):
		return nil, refuse("invalid_grant", "code_verifier does not match.")
	case code.request.key != "" && code.request.key != q.key:
		return nil, refuse("invalid_grant", "The code is bound to another key.")
	}
	return code, nil
}

// isVerifier checks length and characters (RFC 7636 4.1).
func isVerifier(verifier string) bool {
	if len(verifier) < 43 || len(verifier) > 128 {
		return false
	}
	return !strings.ContainsFunc(verifier, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && !strings.ContainsRune("-._~", r)
	})
}

func verifierMatches(verifier, challenge string) bool {
	digest := sha256.Sum256([]byte(verifier))
	computed := base64.RawURLEncoding.EncodeToString(digest[:])
	return subtle.ConstantTimeCompare([]byte(computed), []byte(challenge)) == 1
}
