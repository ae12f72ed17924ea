package demoidp

// Faults of the ID token (OIDC Core 2, 3.1.3.7), at sign-in and at every renewal.
const (
	FaultMissingAtHash   = "missing_at_hash"
	FaultNoKid           = "no_kid"
	FaultNoKidManyKeys   = "no_kid_many_keys"
	FaultAudienceList    = "audience_list"
	FaultBadNonce        = "bad_nonce"
	FaultMissingNonce    = "missing_nonce"
	FaultBadSignature    = "bad_signature"
	FaultAlgNone         = "alg_none"
	FaultAlgHS256        = "alg_hs256"
	FaultUnknownKid      = "unknown_kid"
	FaultForeignAudience = "foreign_audience"
	FaultMissingAudience = "missing_audience"
	FaultExtraAudience   = "extra_audience"
	FaultForeignAzp      = "foreign_azp"
	FaultWrongIssuer     = "wrong_issuer"
	FaultMissingIssuer   = "missing_issuer"
	FaultMissingSubject  = "missing_subject"
	FaultLongSubject     = "long_subject"
	FaultExpiredIDToken  = "expired_id_token"
	FaultMissingExpiry   = "missing_expiry"
	FaultMissingIssuedAt = "missing_issued_at"
	FaultFutureIssuedAt  = "future_issued_at"
	FaultFutureNotBefore = "future_not_before"
	FaultBadAtHash       = "bad_at_hash"
	FaultNoIDToken       = "no_id_token"
	FaultIDTokenGarbage  = "id_token_garbage"
	FaultClaimTypes      = "claim_types"
	FaultStaleAuthTime   = "stale_auth_time"
	FaultMissingAuthTime = "missing_auth_time"
)

func idTokenFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultMissingAtHash, Doc: "The ID token does not say which access token it belongs to.", Tolerated: true},
		{Name: FaultNoKid, Doc: "The ID token and the provider’s one key have no key number.", Tolerated: true},
		{Name: FaultNoKidManyKeys, Doc: "The ID token does not say which of the provider’s three keys signed it.", Tolerated: true},
		{Name: FaultAudienceList, Doc: "The ID token names its program in a list of one.", Tolerated: true},
		{Name: FaultBadNonce, Doc: "The ID token answers another request than this one."},
		{Name: FaultMissingNonce, Doc: "The ID token does not say which request it answers."},
		{Name: FaultBadSignature, Doc: "The ID token’s signature is wrong."},
		{Name: FaultAlgNone, Doc: "The ID token is not signed at all."},
		{Name: FaultAlgHS256, Doc: "The ID token is signed with what everybody can know."},
		{Name: FaultUnknownKid, Doc: "The ID token is signed with a key that the provider does not publish."},
		{Name: FaultForeignAudience, Doc: "The ID token is for another program."},
		{Name: FaultMissingAudience, Doc: "The ID token does not say which program it is for."},
		{Name: FaultExtraAudience, Doc: "The ID token is for this program and for an unknown one."},
		{Name: FaultForeignAzp, Doc: "The ID token was given to another program."},
		{Name: FaultWrongIssuer, Doc: "The ID token is from another provider."},
		{Name: FaultMissingIssuer, Doc: "The ID token does not say who made it."},
		{Name: FaultMissingSubject, Doc: "The ID token does not say who signed in."},
		{Name: FaultLongSubject, Doc: "The person’s identifier in the ID token is longer than allowed."},
		{Name: FaultExpiredIDToken, Doc: "The ID token ended an hour ago."},
		{Name: FaultMissingExpiry, Doc: "The ID token does not say when it ends."},
		{Name: FaultMissingIssuedAt, Doc: "The ID token does not say when it was made."},
		{Name: FaultFutureIssuedAt, Doc: "The ID token was made an hour from now."},
		{Name: FaultFutureNotBefore, Doc: "The ID token may be used from an hour from now only."},
		{Name: FaultBadAtHash, Doc: "The ID token belongs to another access token."},
		{Name: FaultNoIDToken, Doc: "There is no ID token among the tokens."},
		{Name: FaultIDTokenGarbage, Doc: "The ID token is a meaningless row of characters."},
		{Name: FaultClaimTypes, Doc: "The ID token gives its end as text where a number belongs."},
		{Name: FaultStaleAuthTime, Doc: "The person signed in an hour ago, though a new sign-in was asked for."},
		{Name: FaultMissingAuthTime, Doc: "The ID token does not say when the person signed in."},
	}
}
