package core

import "latchkey/auth"

// dataProblems are the problems that specific finds: with those of problems,
// all that there are.
func dataProblems() []kind {
	rows := []kind{
		{code: "unexpected", exit: ExitUnexpected},
		{code: "usage", exit: ExitUsage},
		{code: "file_invalid", exit: ExitUsage, action: "settings"},
		{code: "provider_unknown", exit: ExitUsage, action: "providers"},
		{code: "provider_help_only_client_id", exit: ExitUsage, action: "providers"},
		{code: "provider_help_only_demo", exit: ExitUsage, action: "providers"},
		{code: "provider_not_own", exit: ExitUsage},
		{code: "provider_changed", exit: ExitUsage, action: "sign_in"},
		{code: "provider_exists", exit: ExitUsage},
		{code: "provider_not_found", exit: ExitUsage, action: "providers"},
		{code: "input_invalid", exit: ExitUsage},
		{code: "setting_unknown", exit: ExitUsage},
		{code: "backup_damaged", exit: ExitUsage},
		{code: "backup_newer", exit: ExitUsage},
		{code: "backup_refused", exit: ExitUsage},
		{code: "app_running", exit: ExitBusy, action: "retry"},
		{code: "app_unknown", exit: ExitUsage},
		{code: "app_forbidden", exit: ExitNotAllowed},
		{code: "account_unknown", exit: ExitUsage},
		{code: "check_unknown", exit: ExitUsage},
		{code: "subject_unknown", exit: ExitUsage},
		{code: "symptom_unknown", exit: ExitUsage},
		{code: "bundle_taken", exit: ExitUsage},
		{code: "busy_held", exit: ExitBusy, action: "retry"},
		{code: "busy_gone", exit: ExitBusy, action: "retry"},
		{code: "home_network_lock", exit: ExitUnexpected},
		{code: "home_unreachable", exit: ExitUnexpected, action: "retry"},
		{code: "tokens_gone", exit: ExitSignIn, action: "sign_in"},
		{code: "listen_taken", exit: ExitUnexpected, action: "retry"},
		{code: "listen_forbidden", exit: ExitUnexpected, action: "retry"},
	}
	rows = append(rows, browserProblems()...)
	rows = append(rows, connectionProblems()...)
	rows = append(rows, answerProblems()...)
	rows = append(rows, refusalProblems()...)
	return append(rows, checkProblems()...)
}

// places are the short names of a provider's addresses in problem codes.
var places = []string{"discovery", "keys", "authorization", "par", "token", "refresh", "device", "userinfo", "rights", "permissions"}

func connectionProblems() []kind {
	var rows []kind
	for _, code := range []string{
		"certificate_untrusted", "certificate_expired", "certificate_foreign", "tls_too_old", "proxy_failed", "proxy_sign_in",
	} {
		rows = append(rows, kind{code: code, exit: ExitNetwork, action: "retry"})
	}
	for _, at := range places {
		rows = append(rows,
			kind{code: at + "_server_error", exit: ExitNetwork, action: "retry", family: "server_unreachable", at: at, cause: "server_error"},
			kind{code: at + "_busy", exit: ExitNetwork, action: "retry", family: "server_unreachable", at: at, cause: "rate_limited"})
	}
	return rows
}

func answerProblems() []kind {
	row := func(at, flaw string) kind {
		return kind{code: at + "_" + flaw, exit: ExitNetwork, action: "retry", family: "server_malformed", at: at, cause: flaw}
	}
	rows := []kind{row("callback", "contradictory"), row("callback", "incomplete")}
	for _, at := range places {
		if at == "authorization" {
			continue
		}
		for _, flaw := range []string{"not_json", "too_large", "truncated", "incomplete"} {
			rows = append(rows, row(at, flaw))
		}
	}
	return append(rows, row("token", "type_missing"), row("token", "type_unknown"), row("refresh", "type_missing"), row("refresh", "type_unknown"))
}

func refusalProblems() []kind {
	var rows []kind
	for _, at := range places {
		rows = append(rows, kind{code: at + "_refused", exit: ExitNotAllowed, action: "sign_in", family: "provider_refused", at: at})
	}
	for _, code := range []string{
		"code_refused", "client_refused", "scope_refused", "resource_refused", "dpop_refused", "interaction_needed",
	} {
		rows = append(rows, kind{code: code, exit: ExitNotAllowed, action: "sign_in", family: "provider_refused"})
	}
	return rows
}

// checkProblems are the security checks, and the answers that belonged to no
// sign-in.
func checkProblems() []kind {
	rows := []kind{
		{code: auth.CheckStateMismatch, exit: ExitCancelled, action: "sign_in", family: "wait_timeout"},
		{code: auth.CheckStateMissing, exit: ExitCancelled, action: "sign_in", family: "wait_timeout"},
		{code: auth.CheckClockSkew, exit: ExitSecurity, action: "retry", family: "security_check", cause: "ahead"},
		{code: "rights_subject", exit: ExitSecurity, action: "sign_in", family: "security_check"},
		{code: "rights_issuer", exit: ExitSecurity, action: "sign_in", family: "security_check"},
	}
	for _, check := range []string{
		auth.CheckIssuerMismatch, auth.CheckIssuerMissing, auth.CheckEndpointInsecure, auth.CheckEndpointNotWeb,
		auth.CheckEndpointCredentials, auth.CheckEndpointMalformed, auth.CheckEndpointForeign, auth.CheckPKCEUnsupported,
		auth.CheckPARUnavailable, auth.CheckIss, auth.CheckIssMissing, auth.CheckIssOnError, auth.CheckIDTokenMissing,
		auth.CheckIDTokenMalformed, auth.CheckSignature, auth.CheckSignatureNone, auth.CheckSignatureAlgorithm,
		auth.CheckSignatureKey, auth.CheckKeysEmpty, auth.CheckClaims, auth.CheckIDTokenIssuer, auth.CheckIDTokenIssuerMissing,
		auth.CheckSubjectMissing, auth.CheckSubjectInvalid, auth.CheckSubject, auth.CheckAudience, auth.CheckAudienceMissing,
		auth.CheckAudienceExtra, auth.CheckAzp, auth.CheckExpired, auth.CheckExpiryMissing, auth.CheckNotBefore,
		auth.CheckIssuedAt, auth.CheckIssuedAtMissing, auth.CheckNonce, auth.CheckNonceMissing, auth.CheckAtHash,
		auth.CheckAuthTime, auth.CheckAuthTimeMissing, auth.CheckRenewedIssuer, auth.CheckRenewedSubject,
		auth.CheckRenewedAudience, auth.CheckRenewedAuthTime, auth.CheckUserInfoSubject, auth.CheckUserInfoSubjectMissing,
		auth.CheckVerificationAddress, auth.CheckDPoPDowngrade, auth.CheckResourceAddress,
	} {
		rows = append(rows, kind{code: check, exit: ExitSecurity, action: "sign_in", family: "security_check"})
	}
	for _, at := range []string{"discovery", "keys", "par", "token", "refresh", "device", "userinfo", "revocation", "resource"} {
		rows = append(rows, kind{code: at + "_redirect", exit: ExitSecurity, action: "sign_in", family: "redirect", at: at})
	}
	return rows
}
