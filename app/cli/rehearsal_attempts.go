package cli

// failedSignIns are the problems with which a sign-in fails, by the fault of the
// provider. The doctor finds them in the activity log, and nowhere else.
func failedSignIns() map[string]string {
	return map[string]string{
		// authorization
		"wrong_iss_param":               "iss_parameter",
		"missing_iss_param":             "iss_parameter_missing",
		"error_wrong_iss":               "iss_parameter_on_error",
		"wrong_state":                   "state_mismatch",
		"missing_state":                 "state_missing",
		"code_and_error":                "callback_contradictory",
		"no_code":                       "callback_incomplete",
		"refuses_everybody":             "declined",
		"authorize_server_error":        "authorization_server_error",
		"authorize_interaction":         "interaction_needed",
		"authorize_invalid_scope":       "scope_refused",
		"authorize_invalid_target":      "resource_refused",
		"authorize_unauthorized_client": "client_refused",
		"authorize_hostile_words":       "authorization_refused",

		// par
		"par_400":      "par_refused",
		"par_500":      "par_server_error",
		"par_html":     "par_not_json",
		"par_redirect": "par_redirect",

		// token
		"token_type_missing":   "token_type_missing",
		"token_type_unknown":   "token_type_unknown",
		"token_no_access":      "token_incomplete",
		"token_429":            "token_busy",
		"token_html":           "token_not_json",
		"token_huge":           "token_too_large",
		"token_truncated":      "token_truncated",
		"token_invalid_grant":  "code_refused",
		"token_invalid_client": "client_refused",
		"token_echo":           "token_refused",

		// id_token
		"bad_nonce":         "nonce",
		"missing_nonce":     "nonce_missing",
		"bad_signature":     "signature",
		"alg_none":          "signature_none",
		"alg_hs256":         "signature_algorithm",
		"unknown_kid":       "signature_key",
		"foreign_audience":  "audience",
		"missing_audience":  "audience_missing",
		"extra_audience":    "audience_extra",
		"foreign_azp":       "azp",
		"wrong_issuer":      "id_token_issuer",
		"missing_issuer":    "id_token_issuer_missing",
		"missing_subject":   "subject_missing",
		"long_subject":      "subject_invalid",
		"expired_id_token":  "expired",
		"missing_expiry":    "expiry_missing",
		"missing_issued_at": "issued_at_missing",
		"future_issued_at":  "issued_at",
		"future_not_before": "not_before",
		"bad_at_hash":       "at_hash",
		"no_id_token":       "id_token_missing",
		"id_token_garbage":  "id_token_malformed",
		"claim_types":       "claims",
		"stale_auth_time":   "auth_time",
		"missing_auth_time": "auth_time_missing",

		// device
		"device_expires":     "code_expired",
		"device_denied":      "declined",
		"device_bad_address": "verification_address",
		"device_500":         "device_server_error",

		// dpop
		"dpop_downgrade":     "dpop_downgrade",
		"dpop_endless_nonce": "dpop_refused",
	}
}
