//go:build linux

package endtoend

import "slices"

// symptomCodes are the guide's entries, with the problems from which they go on,
// whatever brought those about.
var symptomCodes = map[string][]string{
	"service_down": {
		"discovery_server_error", "discovery_busy", "discovery_not_json", "discovery_truncated", "discovery_too_large",
		"discovery_incomplete", "keys_server_error", "keys_not_json", "rights_server_error", "rights_busy", "rights_not_json",
		"rights_truncated", "rights_too_large", "token_server_error", "refresh_server_error", "timeout",
	},
	"untrusted_answer": {
		"endpoint_foreign", "endpoint_insecure", "issuer_mismatch", "pkce_unsupported", "discovery_redirect", "keys_redirect",
		"keys_empty", "rights_issuer", "rights_subject", "resource_redirect", "nonce", "signature", "id_token_issuer", "audience",
		"renewed_subject", "issuer_missing", "endpoint_not_web", "endpoint_credentials", "par_unavailable", "userinfo_subject",
	},
	"no_connection": {
		"server_unreachable", "network_down", "name_unresolved", "captive_portal", "proxy_failed", "proxy_sign_in",
	},
	"connection_untrusted": {"certificate_expired", "certificate_untrusted", "certificate_foreign", "tls_too_old"},
	"clock":                {"clock_wrong", "clock_inexact", "clock_set_back"},
	"not_set_up":           {"provider_not_found", "provider_changed", "provider_unknown"},
	"sign_in_refused":      {"declined", "client_refused", "scope_refused", "code_refused"},
	"browser_no_return":    {"wait_timeout", "state_mismatch", "listen_taken", "browser_unavailable", "browser_text_only"},
	"cookies_blocked":      {"browser_cookies_blocked"},
	"code_every_time":      {"browser_cookies_expire"},
	"session_ended": {
		"sign_in_needed", "not_signed_in", "secrets_missing", "secrets_damaged", "session_damaged", "session_refused", "session_newer",
	},
	"safe_place": {"storage_missing", "storage_locked", "storage_refused", "storage_passphrase_needed"},
	"files": {
		"file_invalid", "home_read_only", "home_refused", "home_unknown", "home_shared", "disk_full", "disk_nearly_full",
	},
	"rights_unreadable":  {"rights_unavailable", "rights_forbidden"},
	"rights_gone":        {"rights_none", "rights_stale", "rights_expired", "right_missing"},
	"invitation":         {"invitation_pending"},
	"no_seat":            {"seat_limit"},
	"new_right":          {"next_sign_in"},
	"two_identities":     {"account_unexpected", "other_identity", "wrong_account"},
	"wrong_organization": {"organization_unexpected"},
	"unverified":         {"address_unverified"},
	"social_login":       {"social_without_rights"},
	"app_asks_again":     {"app_state_old", "app_running_old", "app_state_refused"},
	"app_entitlement":    {"app_state_suspect"},
}

// symptomOf is the entry that is to go on from a problem; empty: none is known.
func symptomOf(code string) string {
	for symptom, codes := range symptomCodes {
		if slices.Contains(codes, code) {
			return symptom
		}
	}
	return ""
}
