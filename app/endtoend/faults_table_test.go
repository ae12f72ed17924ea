//go:build linux

package endtoend

// faultEnd is how Latchkey ends when a provider has a fault: the command that
// meets it, its exit code, and the problem's code, or what a sign-out reports.
type faultEnd struct {
	job  string
	exit int
	code string
	dpop bool // the provider is described with dpop = "required"
}

// The commands that meet a fault. All of them find an honest session.
const (
	jobSignIn   = "sign-in"
	jobFresh    = "sign-in --fresh"
	jobDevice   = "sign-in --device"
	jobPatience = "sign-in --timeout 2s" // the answer that comes is ignored, and no other one will
	jobRenew    = "token --min-validity 10h"
	jobRecheck  = "rights recheck --max-step refetch"
	jobHurry    = "rights recheck --max-step refetch --timeout 3s"
	jobSignOut  = "sign-out"
	jobLeave    = "sign-out --browser"
)

// faultEnds holds every fault of the demo provider.
func faultEnds() map[string]faultEnd {
	all := map[string]faultEnd{}
	for _, some := range []map[string]faultEnd{
		toleratedEnds(), discoveryEnds(), callbackEnds(), tokenEnds(), idTokenEnds(), rightsEnds(), laterEnds(), signOutEnds(),
	} {
		for name, end := range some {
			all[name] = end
		}
	}
	return all
}

func signInEnds(exit int, codes map[string]string) map[string]faultEnd {
	ends := map[string]faultEnd{}
	for name, code := range codes {
		ends[name] = faultEnd{job: jobSignIn, exit: exit, code: code}
	}
	return ends
}

func merged(some ...map[string]faultEnd) map[string]faultEnd {
	all := map[string]faultEnd{}
	for _, ends := range some {
		for name, end := range ends {
			all[name] = end
		}
	}
	return all
}

func toleratedEnds() map[string]faultEnd {
	return merged(
		signInEnds(0, map[string]string{
			"no_refresh_token": "", "no_expires_in": "", "big_tokens": "", "no_pkce_metadata": "", "token_type_case": "",
			"expires_in_string": "", "missing_at_hash": "", "no_kid": "", "no_kid_many_keys": "", "key_rotation": "",
			"audience_list": "", "userinfo_500": "", "userinfo_html": "",
		}),
		map[string]faultEnd{
			"device_slow_down": {job: jobDevice}, "device_drop": {job: jobDevice}, "device_no_interval": {job: jobDevice},
			"dpop_nonce": {job: jobSignIn, dpop: true}, "rights_follow_token": {job: jobRecheck},
			"rights_follow_sign_in": {job: jobRecheck}, "rights_follow_browser": {job: jobRecheck},
		},
	)
}

func discoveryEnds() map[string]faultEnd {
	return merged(
		signInEnds(10, map[string]string{
			"discovery_issuer_mismatch": "issuer_mismatch", "discovery_no_issuer": "issuer_missing",
			"discovery_http_endpoint": "endpoint_insecure", "discovery_file_endpoint": "endpoint_not_web",
			"discovery_foreign_endpoint": "endpoint_foreign", "discovery_endpoint_user": "endpoint_credentials",
			"discovery_plain_pkce": "pkce_unsupported", "discovery_redirect": "discovery_redirect",
			"par_redirect": "par_redirect", "par_required_missing": "par_unavailable",
		}),
		signInEnds(5, map[string]string{
			"discovery_no_keys": "discovery_incomplete", "discovery_html": "discovery_not_json", "discovery_huge": "discovery_too_large",
			"discovery_truncated": "discovery_truncated", "discovery_500": "discovery_server_error", "discovery_429": "discovery_busy",
			"par_500": "par_server_error", "par_html": "par_not_json",
		}),
		signInEnds(2, map[string]string{"discovery_404": "provider_not_found"}),
		signInEnds(7, map[string]string{"par_400": "par_refused"}),
	)
}

func callbackEnds() map[string]faultEnd {
	return merged(
		signInEnds(10, map[string]string{
			"wrong_iss_param": "iss_parameter", "missing_iss_param": "iss_parameter_missing", "error_wrong_iss": "iss_parameter_on_error",
		}),
		signInEnds(5, map[string]string{
			"code_and_error": "callback_contradictory", "no_code": "callback_incomplete",
			"authorize_server_error": "authorization_server_error",
		}),
		signInEnds(7, map[string]string{
			"refuses_everybody": "declined", "authorize_interaction": "interaction_needed", "authorize_invalid_scope": "scope_refused",
			"authorize_invalid_target": "resource_refused", "authorize_unauthorized_client": "client_refused",
			"authorize_hostile_words": "authorization_refused",
		}),
		map[string]faultEnd{
			"wrong_state":   {job: jobPatience, exit: 4, code: "state_mismatch"},
			"missing_state": {job: jobPatience, exit: 4, code: "state_missing"},
		},
	)
}

func tokenEnds() map[string]faultEnd {
	return merged(
		signInEnds(5, map[string]string{
			"token_500": "token_server_error", "token_slow": "server_unreachable", "token_drop": "server_unreachable",
			"token_429": "token_busy", "token_html": "token_not_json", "token_huge": "token_too_large",
			"token_truncated": "token_truncated", "token_type_missing": "token_type_missing",
			"token_type_unknown": "token_type_unknown", "token_no_access": "token_incomplete",
		}),
		signInEnds(10, map[string]string{"token_redirect": "token_redirect"}),
		signInEnds(7, map[string]string{
			"token_invalid_grant": "code_refused", "token_invalid_client": "client_refused", "token_echo": "token_refused",
		}),
		map[string]faultEnd{
			"refresh_invalid_grant": {job: jobRenew, exit: 3, code: "sign_in_needed"},
			"refresh_500":           {job: jobRenew, exit: 5, code: "refresh_server_error"},
			"dpop_downgrade":        {job: jobSignIn, exit: 10, code: "dpop_downgrade", dpop: true},
			"dpop_endless_nonce":    {job: jobSignIn, exit: 7, code: "dpop_refused", dpop: true},
		},
	)
}

func idTokenEnds() map[string]faultEnd {
	return merged(
		signInEnds(10, map[string]string{
			"bad_nonce": "nonce", "missing_nonce": "nonce_missing", "bad_signature": "signature", "alg_none": "signature_none",
			"alg_hs256": "signature_algorithm", "unknown_kid": "signature_key", "foreign_audience": "audience",
			"missing_audience": "audience_missing", "extra_audience": "audience_extra", "foreign_azp": "azp",
			"wrong_issuer": "id_token_issuer", "missing_issuer": "id_token_issuer_missing", "missing_subject": "subject_missing",
			"long_subject": "subject_invalid", "expired_id_token": "expired", "missing_expiry": "expiry_missing",
			"missing_issued_at": "issued_at_missing", "future_issued_at": "issued_at", "future_not_before": "not_before",
			"bad_at_hash": "at_hash", "no_id_token": "id_token_missing", "id_token_garbage": "id_token_malformed",
			"claim_types": "claims", "keys_empty": "keys_empty", "keys_redirect": "keys_redirect",
			"foreign_subject_userinfo": "userinfo_subject", "userinfo_no_subject": "userinfo_subject_missing",
		}),
		signInEnds(5, map[string]string{"keys_500": "keys_server_error", "keys_html": "keys_not_json"}),
		map[string]faultEnd{
			"stale_auth_time":   {job: jobFresh, exit: 10, code: "auth_time"},
			"missing_auth_time": {job: jobFresh, exit: 10, code: "auth_time_missing"},
		},
	)
}

// rightsEnds are the outages of docs/rights.md, with the program itself. The
// other sources' are elsewhere: this provider's rights come from the endpoint.
func rightsEnds() map[string]faultEnd {
	ends := map[string]faultEnd{"rights_slow": {job: jobHurry, exit: 5, code: "timeout"}}
	for exit, codes := range map[int]map[string]string{
		0: {
			"rights_clock_ahead": "", "rights_clock_behind": "", "rights_cached": "", "rights_old": "",
			"scim_500": "", "scim_foreign_subject": "", "authzen_500": "", "uma_500": "",
		},
		3: {"rights_401": "sign_in_needed"},
		5: {
			"rights_500": "rights_server_error", "rights_503": "rights_server_error", "rights_429": "rights_busy",
			"rights_unreachable": "server_unreachable", "rights_html": "rights_not_json",
			"rights_not_json": "rights_not_json", "rights_content_type": "rights_not_json", "rights_plain_text": "rights_not_json",
			"rights_truncated": "rights_truncated", "rights_huge": "rights_too_large",
		},
		7:  {"rights_404": "rights_unavailable", "rights_403": "rights_forbidden"},
		10: {"rights_foreign_subject": "rights_subject", "rights_foreign_issuer": "rights_issuer", "rights_portal": "resource_redirect"},
	} {
		for name, code := range codes {
			ends[name] = faultEnd{job: jobRecheck, exit: exit, code: code}
		}
	}
	return ends
}

func laterEnds() map[string]faultEnd {
	return map[string]faultEnd{
		"refresh_foreign_subject":   {job: jobRenew, exit: 10, code: "renewed_subject"},
		"refresh_foreign_issuer":    {job: jobRenew, exit: 10, code: "renewed_issuer"},
		"refresh_foreign_audience":  {job: jobRenew, exit: 10, code: "renewed_audience"},
		"refresh_changed_auth_time": {job: jobRenew, exit: 10, code: "auth_time_changed"},
		"device_expires":            {job: jobDevice, exit: 4, code: "code_expired"},
		"device_denied":             {job: jobDevice, exit: 7, code: "declined"},
		"device_bad_address":        {job: jobDevice, exit: 10, code: "verification_address"},
		"device_500":                {job: jobDevice, exit: 5, code: "device_server_error"},
	}
}

// signOutEnds have what the answer reports in place of a code: the sign-in ends
// on this computer whatever the provider says.
func signOutEnds() map[string]faultEnd {
	return map[string]faultEnd{
		"revoke_503":              {job: jobSignOut, exit: 8, code: "unreachable"},
		"revoke_400":              {job: jobSignOut, exit: 8, code: "refused"},
		"no_revocation_endpoint":  {job: jobSignOut, exit: 0, code: "unsupported"},
		"no_end_session":          {job: jobLeave, exit: 0, code: "unsupported"},
		"end_session_other_state": {job: jobLeave, exit: 8, code: "unreachable"},
		"end_session_no_state":    {job: jobLeave, exit: 8, code: "unreachable"},
	}
}

// sharedCodes may stand for several faults: what a person does about them is
// the same, and so is what can be known.
func sharedCodes() map[string]bool {
	return map[string]bool{
		"": true, "server_unreachable": true, "client_refused": true, "declined": true, "unreachable": true, "unsupported": true,
		"sign_in_needed": true, "rights_server_error": true, "rights_not_json": true,
	}
}
