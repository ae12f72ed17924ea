package cli

import (
	"slices"

	"latchkey/app/core"
)

// findsOfFault is the problem that a fault of the provider shows as, and what
// mends it once the provider is in order again; empty: there is nothing to find.
func findsOfFault(name string) (finds, fix string) {
	if code, fails := failedSignIns()[name]; fails {
		return code, core.MendSignIn
	}
	if seen, shows := seenFaults()[name]; shows {
		return seen[0], seen[1]
	}
	return "", ""
}

// asksForFresh are faults that show only where a sign-in of now is asked for.
func asksForFresh(causes []rehearsal) bool {
	return slices.ContainsFunc(causes, func(r rehearsal) bool { return r.name == "stale_auth_time" || r.name == "missing_auth_time" })
}

// seenFaults are what the doctor sees of the provider by itself: by its
// description and keys, and by what it answers to somebody who is signed in.
func seenFaults() map[string][2]string {
	return map[string][2]string{
		// discovery
		"discovery_issuer_mismatch":  {"issuer_mismatch", core.MendProvider},
		"discovery_no_issuer":        {"issuer_missing", core.MendProvider},
		"discovery_http_endpoint":    {"endpoint_insecure", core.MendSupport},
		"discovery_file_endpoint":    {"endpoint_not_web", core.MendSupport},
		"discovery_foreign_endpoint": {"endpoint_foreign", core.MendSupport},
		"discovery_endpoint_user":    {"endpoint_credentials", core.MendSupport},
		"discovery_plain_pkce":       {"pkce_unsupported", core.MendSupport},
		"discovery_no_keys":          {"discovery_incomplete", core.MendWait},
		"discovery_html":             {"discovery_not_json", core.MendWait},
		"discovery_huge":             {"discovery_too_large", core.MendWait},
		"discovery_truncated":        {"discovery_truncated", core.MendWait},
		"discovery_redirect":         {"discovery_redirect", core.MendSupport},
		"discovery_500":              {"discovery_server_error", core.MendWait},
		"discovery_404":              {"provider_not_found", core.MendProvider},
		"discovery_429":              {"discovery_busy", core.MendWait},

		// par
		"par_required_missing": {"par_unavailable", core.MendSupport},

		// keys
		"keys_500":      {"keys_server_error", core.MendWait},
		"keys_html":     {"keys_not_json", core.MendWait},
		"keys_empty":    {"keys_empty", core.MendSupport},
		"keys_redirect": {"keys_redirect", core.MendSupport},

		// token
		"token_500":      {"token_server_error", core.MendWait},
		"token_slow":     {"server_unreachable", core.MendWait},
		"token_drop":     {"server_unreachable", core.MendWait},
		"token_redirect": {"token_redirect", core.MendSupport},

		// userinfo
		"foreign_subject_userinfo": {"userinfo_subject", core.MendSignIn},
		"userinfo_no_subject":      {"userinfo_subject_missing", core.MendSignIn},

		// rights
		"rights_500":             {"rights_server_error", core.MendWait},
		"rights_404":             {"rights_unavailable", core.MendProvider},
		"rights_403":             {"rights_forbidden", core.MendAdministrator},
		"rights_429":             {"rights_busy", core.MendWait},
		"rights_html":            {"rights_not_json", core.MendWait},
		"rights_foreign_subject": {"rights_subject", core.MendSignIn},
		"rights_huge":            {"rights_too_large", core.MendWait},
		"rights_unreachable":     {"server_unreachable", core.MendWait},
		"rights_401":             {"sign_in_needed", core.MendSignIn},
		"rights_503":             {"rights_server_error", core.MendWait},
		"rights_slow":            {"timeout", core.MendRetry},
		"rights_truncated":       {"rights_truncated", core.MendWait},
		"rights_content_type":    {"rights_not_json", core.MendWait},
		"rights_plain_text":      {"rights_not_json", core.MendWait},
		"rights_not_json":        {"rights_not_json", core.MendWait},
		"rights_portal":          {"resource_redirect", core.MendPortal},
		"rights_foreign_issuer":  {"rights_issuer", core.MendSignIn},

		// renewal
		"refresh_invalid_grant":     {"sign_in_needed", core.MendSignIn},
		"refresh_500":               {"refresh_server_error", core.MendWait},
		"refresh_foreign_subject":   {"renewed_subject", core.MendSignIn},
		"refresh_foreign_issuer":    {"renewed_issuer", core.MendSignIn},
		"refresh_foreign_audience":  {"renewed_audience", core.MendSignIn},
		"refresh_changed_auth_time": {"auth_time_changed", core.MendSignIn},
	}
}
