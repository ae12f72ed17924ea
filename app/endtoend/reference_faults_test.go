//go:build linux

package endtoend

import "strings"

// referenceFault is what the reference client does about a fault of the demo:
// it refuses at a step with these words, or it completes, and why says why.
type referenceFault struct {
	name, step, says, why string
	job                   referenceJob
}

// Reasons for completing.
const (
	tolerated = "the texts allow it"
	unchecked = "oauth4webapi leaves this to its caller"
	elsewhere = "it shows at another request than these"
)

// Steps of the reference client.
const (
	atDiscovery = "discovery"
	atPAR       = "par"
	atCallback  = "callback"
	atCode      = "code"
	atDevice    = "device"
	atUserInfo  = "userinfo"
	atRefresh   = "refresh"
	atRevoke    = "revocation"
)

func referenceFaults() []referenceFault {
	var all []referenceFault
	for _, group := range [][]referenceFault{
		discoveryRows(), callbackRows(), tokenRows(), idTokenRows(), signatureRows(), laterRows(), deviceRows(), proofRows(),
	} {
		all = append(all, group...)
	}
	return all
}

func refuses(name, step, says string) referenceFault {
	return referenceFault{name: name, step: step, says: says}
}

func completes(name, why string) referenceFault { return referenceFault{name: name, why: why} }

// with gives the fault a sign-in of another kind.
func (f referenceFault) with(job referenceJob) referenceFault {
	f.job = job
	return f
}

func discoveryRows() []referenceFault {
	const notJSON, notConform, away = "OAUTH_RESPONSE_IS_NOT_JSON", "unexpected HTTP status code", "NOT_ON_LOOPBACK"
	return []referenceFault{
		refuses("discovery_issuer_mismatch", atDiscovery, `"issuer" property does not match the expected value`),
		refuses("discovery_no_issuer", atDiscovery, `"issuer" property must be a string`),
		refuses("discovery_html", atDiscovery, notJSON),
		refuses("discovery_truncated", atDiscovery, "terminated"),
		refuses("discovery_redirect", atDiscovery, notConform),
		refuses("discovery_500", atDiscovery, notConform),
		refuses("discovery_404", atDiscovery, notConform),
		refuses("discovery_429", atDiscovery, notConform),
		refuses("discovery_no_keys", atCode, `"as.jwks_uri"`),
		// Where endpoints are is the test's own guard.
		refuses("discovery_http_endpoint", atCode, away),
		refuses("discovery_foreign_endpoint", atCode, away),
		refuses("discovery_file_endpoint", atDiscovery, away),
		refuses("discovery_endpoint_user", atDiscovery, away),
		completes("discovery_huge", unchecked),
		completes("discovery_plain_pkce", unchecked),
		completes("no_pkce_metadata", tolerated),
	}
}

func callbackRows() []referenceFault {
	const refused = "authorization response from the server is an error: "
	return []referenceFault{
		refuses("wrong_iss_param", atCallback, `unexpected "iss" (issuer) response parameter value`),
		refuses("missing_iss_param", atCallback, `response parameter "iss" (issuer) missing`),
		refuses("error_wrong_iss", atCallback, `unexpected "iss" (issuer) response parameter value`),
		refuses("wrong_state", atCallback, `unexpected "state" response parameter value`),
		refuses("missing_state", atCallback, `response parameter "state" missing`),
		refuses("code_and_error", atCallback, refused),
		refuses("no_code", atCode, `no authorization code in "callbackParameters"`),
		refuses("refuses_everybody", atCallback, refused+"access_denied"),
		refuses("authorize_server_error", atCallback, refused+"server_error"),
		refuses("authorize_interaction", atCallback, refused+"interaction_required"),
		refuses("authorize_invalid_scope", atCallback, refused+"invalid_scope"),
		refuses("authorize_invalid_target", atCallback, refused+"invalid_target"),
		refuses("authorize_unauthorized_client", atCallback, refused+"unauthorized_client"),
		refuses("authorize_hostile_words", atCallback, refused+"invalid_request"),
	}
}

func tokenRows() []referenceFault {
	const notConform, refused = "unexpected HTTP status code", "server responded with an error in the response body: "
	return []referenceFault{
		refuses("token_500", atCode, notConform),
		refuses("token_slow", atCode, "aborted due to timeout"),
		refuses("token_drop", atCode, "fetch failed"),
		refuses("token_429", atCode, "OAUTH_RESPONSE_IS_NOT_JSON"),
		refuses("token_html", atCode, "OAUTH_RESPONSE_IS_NOT_JSON"),
		refuses("token_truncated", atCode, "OAUTH_PARSE_ERROR"),
		refuses("token_redirect", atCode, notConform),
		refuses("token_type_missing", atCode, `"token_type" property must be a string`),
		refuses("token_type_unknown", atCode, "unsupported `token_type` value"),
		refuses("token_no_access", atCode, `"access_token" property must be a string`),
		refuses("token_invalid_grant", atCode, refused+"invalid_grant"),
		refuses("token_invalid_client", atCode, "invalid_client"),
		refuses("token_echo", atCode, refused+"invalid_request"),
		completes("token_huge", unchecked),
		completes("token_type_case", tolerated),
		completes("expires_in_string", tolerated),
		completes("no_expires_in", tolerated),
		completes("no_refresh_token", tolerated),
		completes("big_tokens", tolerated),
	}
}

func idTokenRows() []referenceFault {
	fresh := referenceJob{Fresh: true}
	return []referenceFault{
		refuses("bad_nonce", atCode, `unexpected ID Token "nonce" claim value`),
		refuses("missing_nonce", atCode, `JWT "nonce" (nonce) claim missing`),
		refuses("foreign_audience", atCode, `unexpected JWT "aud" (audience) claim value`),
		refuses("missing_audience", atCode, `JWT "aud" (audience) claim missing`),
		refuses("wrong_issuer", atCode, `unexpected JWT "iss" (issuer) claim value`),
		refuses("missing_issuer", atCode, `JWT "iss" (issuer) claim missing`),
		refuses("missing_subject", atCode, `JWT "sub" (subject) claim missing`),
		refuses("expired_id_token", atCode, `unexpected JWT "exp" (expiration time) claim value`),
		refuses("missing_expiry", atCode, `JWT "exp" (expiration time) claim missing`),
		refuses("missing_issued_at", atCode, `JWT "iat" (issued at) claim missing`),
		refuses("future_not_before", atCode, `unexpected JWT "nbf" (not before) claim value`),
		refuses("no_id_token", atCode, `"id_token" property must be a string`),
		refuses("id_token_garbage", atCode, "JWT"),
		refuses("claim_types", atCode, `unexpected JWT "exp" (expiration time) claim type`),
		refuses("stale_auth_time", atCode, "too much time has elapsed since the last End-User authentication").with(fresh),
		refuses("missing_auth_time", atCode, `JWT "auth_time" (authentication time) claim missing`).with(fresh),
		// It has no limit of 255 letters (OIDC Core 2), but UserInfo tells the true subject.
		refuses("long_subject", atUserInfo, `unexpected "response" body "sub" property value`),
		completes("extra_audience", unchecked), // azp names this client
		completes("foreign_azp", unchecked),    // it looks at azp where there are several audiences
		completes("future_issued_at", unchecked),
		completes("bad_at_hash", unchecked),
		completes("missing_at_hash", tolerated),
		completes("audience_list", tolerated),
	}
}

func signatureRows() []referenceFault {
	return []referenceFault{
		refuses("bad_signature", atCode, "JWT signature verification failed"),
		refuses("alg_none", atCode, `unexpected JWT "alg" header parameter`),
		refuses("alg_hs256", atCode, `unexpected JWT "alg" header parameter`),
		refuses("unknown_kid", atCode, "no applicable keys found"),
		refuses("keys_500", atCode, "unexpected HTTP status code"),
		refuses("keys_html", atCode, "OAUTH_RESPONSE_IS_NOT_JSON"),
		refuses("keys_empty", atCode, "no applicable keys found"),
		refuses("keys_redirect", atCode, "unexpected HTTP status code"),
		// Tolerated by the texts, refused by this client: it tries no key after another.
		refuses("no_kid_many_keys", atCode, `a "kid" JWT Header Parameter is required`),
		// Tolerated too: it signs in, but for a minute this client does not ask for keys again.
		refuses("key_rotation", atRefresh, "no applicable keys found"),
		completes("no_kid", tolerated),
	}
}

// laterRows are those of UserInfo, renewal, rights and signing out.
func laterRows() []referenceFault {
	rows := []referenceFault{
		refuses("foreign_subject_userinfo", atUserInfo, `unexpected "response" body "sub" property value`),
		refuses("userinfo_no_subject", atUserInfo, `"sub" property must be a string`),
		// Tolerated where the ID token has the profile; this client's caller asked for UserInfo.
		refuses("userinfo_500", atUserInfo, "unexpected HTTP status code"),
		refuses("userinfo_html", atUserInfo, "OAUTH_RESPONSE_IS_NOT_JSON"),
		refuses("refresh_invalid_grant", atRefresh, "invalid_grant"),
		refuses("refresh_500", atRefresh, "unexpected HTTP status code"),
		refuses("refresh_foreign_issuer", atRefresh, `unexpected JWT "iss" (issuer) claim value`),
		refuses("refresh_foreign_audience", atRefresh, `unexpected JWT "aud" (audience) claim value`),
		// The renewed ID token is somebody else's: UserInfo about the first person then does not match.
		refuses("refresh_foreign_subject", "renewed userinfo", `unexpected "response" body "sub" property value`),
		refuses("revoke_503", atRevoke, "unexpected HTTP status code"),
		refuses("revoke_400", atRevoke, "unsupported_token_type"),
		completes("refresh_changed_auth_time", unchecked),
		completes("no_revocation_endpoint", tolerated),
	}
	for _, name := range []string{
		"no_end_session", "end_session_other_state", "end_session_no_state", "scim_500", "scim_foreign_subject", "authzen_500", "uma_500",
	} {
		rows = append(rows, completes(name, elsewhere))
	}
	for name := range rightsEnds() {
		if strings.HasPrefix(name, "rights_") {
			rows = append(rows, completes(name, elsewhere))
		}
	}
	for _, name := range []string{"rights_follow_token", "rights_follow_sign_in", "rights_follow_browser"} {
		rows = append(rows, completes(name, elsewhere))
	}
	return rows
}

func deviceRows() []referenceFault {
	device := referenceJob{Flow: "device"}
	return []referenceFault{
		refuses("device_expires", atCode, "expired_token").with(device),
		refuses("device_denied", atCode, "access_denied").with(device),
		refuses("device_500", atDevice, "unexpected HTTP status code").with(device),
		refuses("device_bad_address", atCode, "NOT_ON_LOOPBACK").with(device), // the test's own guard
		// Tolerated by who asks again after a dropped connection (RFC 8628 3.5); this client's caller does not.
		refuses("device_drop", atCode, "fetch failed").with(device),
		completes("device_slow_down", tolerated).with(device),
		completes("device_no_interval", tolerated).with(device),
	}
}

// proofRows are those of pushed requests and of bound tokens.
func proofRows() []referenceFault {
	pushed, bound := referenceJob{PAR: true}, referenceJob{DPoP: true}
	return []referenceFault{
		refuses("par_400", atPAR, "invalid_request").with(pushed),
		refuses("par_500", atPAR, "unexpected HTTP status code").with(pushed),
		refuses("par_html", atPAR, "unexpected HTTP status code").with(pushed),
		refuses("par_redirect", atPAR, "unexpected HTTP status code").with(pushed),
		refuses("par_required_missing", atPAR, `"as.pushed_authorization_request_endpoint"`).with(pushed),
		refuses("dpop_endless_nonce", atCode, "use_dpop_nonce").with(bound),
		// It believes the answer, and then shows a bearer token as a bound one.
		refuses("dpop_downgrade", atUserInfo, "invalid_token").with(bound),
		completes("dpop_nonce", tolerated).with(bound),
	}
}
