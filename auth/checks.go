package auth

// Endpoint names one of a provider's addresses. Errors carry it, because "the
// provider answers with an error" is mended at different places.
type Endpoint string

// The addresses of a provider.
const (
	AtDiscovery     Endpoint = "discovery"
	AtKeys          Endpoint = "keys"
	AtAuthorization Endpoint = "authorization" // through the browser
	AtPAR           Endpoint = "par"
	AtToken         Endpoint = "token"
	AtRefresh       Endpoint = "refresh"     // the token endpoint, for a renewal
	AtPermissions   Endpoint = "permissions" // the token endpoint, for what may be done (UMA 2.0)
	AtDevice        Endpoint = "device"
	AtUserInfo      Endpoint = "userinfo"
	AtRevocation    Endpoint = "revocation"
	AtResource      Endpoint = "resource"
)

// The checks that an answer can fail; [SecurityError.Check] holds one of them,
// or for a redirect "ENDPOINT_redirect". Each is a problem code of the program
// and stays.
const (
	// Discovery (OpenID Connect Discovery 4.3, RFC 8414 sections 2 and 3.3).
	CheckIssuerMismatch      = "issuer_mismatch"      // the document names another issuer
	CheckIssuerMissing       = "issuer_missing"       // the document names none
	CheckEndpointInsecure    = "endpoint_insecure"    // http beyond this computer
	CheckEndpointNotWeb      = "endpoint_not_web"     // neither https nor http
	CheckEndpointCredentials = "endpoint_credentials" // a user name in an address
	CheckEndpointMalformed   = "endpoint_malformed"   // no address, a fragment, forbidden characters
	CheckEndpointForeign     = "endpoint_foreign"     // on a site that is neither the issuer's nor listed
	CheckPKCEUnsupported     = "pkce_unsupported"     // S256 is not offered, or not announced where that is required
	CheckPARUnavailable      = "par_unavailable"      // pushed requests are required and there is no endpoint

	// Authorization response (RFC 9207).
	CheckIss        = "iss_parameter"
	CheckIssMissing = "iss_parameter_missing"
	CheckIssOnError = "iss_parameter_on_error"

	// Answers that did not belong to the sign-in and were ignored; see [UnmatchedError].
	CheckStateMismatch = "state_mismatch"
	CheckStateMissing  = "state_missing"

	// ID token (OpenID Connect Core 3.1.3.7).
	CheckIDTokenMissing       = "id_token_missing"
	CheckIDTokenMalformed     = "id_token_malformed"
	CheckSignature            = "signature"
	CheckSignatureNone        = "signature_none"      // "alg" is none
	CheckSignatureAlgorithm   = "signature_algorithm" // not an accepted algorithm
	CheckSignatureKey         = "signature_key"       // no published key has its "kid"
	CheckKeysEmpty            = "keys_empty"          // no published key can verify anything
	CheckClaims               = "claims"              // a protocol claim of the wrong type
	CheckIDTokenIssuer        = "id_token_issuer"
	CheckIDTokenIssuerMissing = "id_token_issuer_missing"
	CheckSubjectMissing       = "subject_missing"
	CheckSubjectInvalid       = "subject_invalid" // over 255 characters, or not ASCII
	CheckSubject              = "subject"         // somebody else's
	CheckAudience             = "audience"
	CheckAudienceMissing      = "audience_missing"
	CheckAudienceExtra        = "audience_extra"
	CheckAzp                  = "azp"
	CheckExpired              = "expired"
	CheckExpiryMissing        = "expiry_missing"
	CheckNotBefore            = "not_before"
	CheckIssuedAt             = "issued_at"
	CheckIssuedAtMissing      = "issued_at_missing"
	CheckNonce                = "nonce"
	CheckNonceMissing         = "nonce_missing"
	CheckAtHash               = "at_hash"
	CheckAuthTime             = "auth_time"
	CheckAuthTimeMissing      = "auth_time_missing"
	CheckClockSkew            = "clock_skew" // the times differ because this computer's clock is off

	// Renewal (OpenID Connect Core 12.2).
	CheckRenewedIssuer   = "renewed_issuer"
	CheckRenewedSubject  = "renewed_subject"
	CheckRenewedAudience = "renewed_audience"
	CheckRenewedAuthTime = "auth_time_changed"

	// Elsewhere.
	CheckUserInfoSubject        = "userinfo_subject" // OpenID Connect Core 5.3.2
	CheckUserInfoSubjectMissing = "userinfo_subject_missing"
	CheckVerificationAddress    = "verification_address" // RFC 8628 section 3.2
	CheckDPoPDowngrade          = "dpop_downgrade"       // RFC 9449 section 5
	CheckResourceAddress        = "resource_address"     // the address of a protected resource
)
