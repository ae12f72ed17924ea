package demoidp

import "net/url"

// Serial PKCE, as at Trimble Identity, is a chain: the authorization request (or
// the device authorization request) announces a challenge, every token request
// brings the verifier of the announced challenge and announces the next one. Who
// has the refresh token but not the verifier has nothing.

// nextChallenge checks a link of the chain and gives the challenge that the next
// request is held to. A wrong link is invalid_grant and must change nothing.
// Without Options.SerialPKCE the parameters are ignored.
func (s *Server) nextChallenge(form url.Values, announced string) (string, *oauthError) {
	if !s.options.SerialPKCE {
		return "", nil
	}
	verifier, next := form.Get("code_verifier"), form.Get("code_challenge")
	switch {
	case !isVerifier(verifier) || !verifierMatches(verifier, announced):
		return "", refuse("invalid_grant", "code_verifier does not match the challenge before.")
	case !isS256(form):
		return "", refuse("invalid_grant", "The next code_challenge with the method S256 is missing.")
	case next == announced:
		return "", refuse("invalid_grant", "The next code_challenge is the one before.")
	}
	return next, nil
}

// firstChallenge is the challenge of a device authorization request; empty without
// Options.SerialPKCE.
func (s *Server) firstChallenge(form url.Values) (string, *oauthError) {
	if !s.options.SerialPKCE {
		return "", nil
	}
	if !isS256(form) {
		return "", refuse("invalid_request", "code_challenge with the method S256 is required.")
	}
	return form.Get("code_challenge"), nil
}

func isS256(form url.Values) bool {
	return form.Get("code_challenge_method") == "S256" && isS256Challenge(form.Get("code_challenge"))
}
