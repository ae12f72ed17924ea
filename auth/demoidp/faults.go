package demoidp

// The faults that can be switched on. Each makes the server misbehave in one way
// until it is switched off again or Control.Reset is called.
const (
	FaultBadNonce             = "bad_nonce"                // the ID token carries another nonce than the request
	FaultWrongIssParam        = "wrong_iss_param"          // the authorization response names another issuer
	FaultMissingIssParam      = "missing_iss_param"        // the authorization response has no iss, though metadata promises it
	FaultBadSignature         = "bad_signature"            // the ID token's signature does not verify
	FaultForeignSubjectUser   = "foreign_subject_userinfo" // UserInfo is about somebody else
	FaultForeignAudience      = "foreign_audience"         // the ID token is for another client
	FaultExpiredIDToken       = "expired_id_token"         // the ID token ended an hour ago
	FaultToken500             = "token_500"                // the token endpoint answers 500
	FaultTokenSlow            = "token_slow"               // the token endpoint never answers
	FaultNoRefreshToken       = "no_refresh_token"         // no refresh token in any answer
	FaultNoExpiresIn          = "no_expires_in"            // no expires_in in any token answer
	FaultBigTokens            = "big_tokens"               // tokens of about 20 kB together
	FaultRights500            = "rights_500"               // the rights endpoint answers 500
	FaultRights404            = "rights_404"               // the rights endpoint answers 404
	FaultRights403            = "rights_403"               // the rights endpoint answers 403 insufficient_scope
	FaultRights429            = "rights_429"               // the rights endpoint answers 429 with Retry-After: 120
	FaultRightsHTML           = "rights_html"              // the rights endpoint answers 200 with a web page
	FaultRightsForeignSubject = "rights_foreign_subject"   // the rights are somebody else's
	FaultRightsHuge           = "rights_huge"              // the rights answer is larger than 4 MiB
	FaultRightsFollowToken    = "rights_follow_token"      // rights are those of the moment the access token was made
	FaultRightsFollowSignIn   = "rights_follow_sign_in"    // rights are those of the moment of signing in
	FaultRightsFollowBrowser  = "rights_follow_browser"    // rights are those of the start of the browser session
	FaultRevoke503            = "revoke_503"               // revocation answers 503 with Retry-After: 30 and revokes nothing
	FaultRevoke400            = "revoke_400"               // revocation answers 400 unsupported_token_type and revokes nothing
	FaultNoRevocationEndpoint = "no_revocation_endpoint"   // there is no revocation endpoint
	FaultNoEndSession         = "no_end_session"           // there is no end-session endpoint
)

// FaultInfo describes a fault.
type FaultInfo struct{ Name, Doc string }

// Faults lists every fault with a sentence on what it does, in a fixed order.
func Faults() []FaultInfo {
	return []FaultInfo{
		{FaultBadNonce, "The ID token carries another nonce than the request."},
		{FaultWrongIssParam, "The authorization response names another issuer."},
		{FaultMissingIssParam, "The authorization response has no iss, though the metadata promises it."},
		{FaultBadSignature, "The ID token’s signature does not verify."},
		{FaultForeignSubjectUser, "UserInfo is about somebody else."},
		{FaultForeignAudience, "The ID token is for another client."},
		{FaultExpiredIDToken, "The ID token ended an hour ago."},
		{FaultToken500, "The token endpoint answers 500."},
		{FaultTokenSlow, "The token endpoint never answers."},
		{FaultNoRefreshToken, "No refresh token in any answer."},
		{FaultNoExpiresIn, "No expires_in in any token answer."},
		{FaultBigTokens, "Tokens of about 20 kB together."},
		{FaultRights500, "The rights endpoint answers 500."},
		{FaultRights404, "The rights endpoint answers 404."},
		{FaultRights403, "The rights endpoint answers 403, insufficient_scope."},
		{FaultRights429, "The rights endpoint answers 429, ask again in 120 s."},
		{FaultRightsHTML, "The rights endpoint answers 200 with a web page."},
		{FaultRightsForeignSubject, "The rights are somebody else’s."},
		{FaultRightsHuge, "The rights answer is larger than 4 MiB."},
		{FaultRightsFollowToken, "Changed rights are seen with a new access token only."},
		{FaultRightsFollowSignIn, "Changed rights are seen after signing in again only."},
		{FaultRightsFollowBrowser, "Changed rights are seen in a new browser session only."},
		{FaultRevoke503, "Revocation answers 503 and revokes nothing."},
		{FaultRevoke400, "Revocation answers 400 and revokes nothing."},
		{FaultNoRevocationEndpoint, "There is no revocation endpoint."},
		{FaultNoEndSession, "There is no end-session endpoint."},
	}
}

func knownFault(name string) bool {
	for _, f := range Faults() {
		if f.Name == name {
			return true
		}
	}
	return false
}
