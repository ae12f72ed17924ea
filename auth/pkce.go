package auth

import "golang.org/x/oauth2"

// newVerifier makes a PKCE verifier of 256 random bits (RFC 7636 section 4.1).
func newVerifier() Secret { return NewSecret(oauth2.GenerateVerifier()) }

// challengeOf is the S256 challenge (RFC 7636 section 4.2); plain is never used.
func challengeOf(verifier Secret) string { return oauth2.S256ChallengeFromVerifier(verifier.Reveal()) }

// announce adds to a token request what serial PKCE wants: the verifier of the
// challenge that was announced before, and the challenge of the next request,
// another one each time the request is sent.
func (c *Client) announce(r *grantRequest, verifier Secret) {
	if c.provider.PKCE != "serial" {
		return
	}
	if !verifier.IsZero() {
		r.form.Set("code_verifier", verifier.Reveal())
	}
	r.next = newVerifier()
}
