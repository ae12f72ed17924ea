package core

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"latchkey/auth"
	"latchkey/session/ports"
)

// specificAnswer names what is wrong with what a server said, or did not say.
// Codes that differ only in which of its addresses it was share their words.
func specificAnswer(err error) (kind, []any, bool) {
	if found, ok := asType[*auth.UnmatchedError](err); ok {
		return kind{code: found.Check, exit: ExitCancelled, action: "sign_in", family: "wait_timeout"}, nil, true
	}
	if found, ok := asType[*auth.ListenError](err); ok && found.Port != 0 {
		row, pairs := portRefused(found)
		return row, pairs, true
	}
	if found, ok := asType[*auth.UnreachableError](err); ok {
		row, pairs := outage(found)
		return row, pairs, true
	}
	if found, ok := asType[*auth.MalformedError](err); ok {
		at := placeOf(found.At)
		if found.At == auth.AtAuthorization {
			at = "callback"
		}
		row := kind{code: at + "_" + found.Flaw, exit: ExitNetwork, action: "retry", family: "server_malformed"}
		return row, []any{"at", at, "cause", found.Flaw}, true
	}
	if found, ok := asType[*auth.SecurityError](err); ok {
		row, pairs := failedCheck(found)
		return row, pairs, true
	}
	if found, ok := asType[*auth.ProviderResponseError](err); ok && errors.Is(err, auth.ErrProviderRefused) {
		row, pairs := refusal(found)
		return row, pairs, true
	}
	return kind{}, nil, false
}

// portRefused tells a port that somebody else holds from one that the system
// keeps to itself.
func portRefused(e *auth.ListenError) (kind, []any) {
	pairs := []any{"port", strconv.Itoa(e.Port)}
	if e.Forbidden {
		return kind{code: "listen_forbidden", exit: ExitUnexpected, action: "retry"}, pairs
	}
	if program, pid, ok := ports.Holder(e.Port); ok {
		pairs = append(pairs, "cause", "held", "holder", program+" ("+strconv.Itoa(pid)+")")
	}
	return kind{code: "listen_taken", exit: ExitUnexpected, action: "retry"}, pairs
}

// placeOf is the short name of one of a provider's addresses in a problem code.
func placeOf(at auth.Endpoint) string {
	switch at {
	case auth.AtResource:
		return "rights"
	case "":
		return "server"
	}
	return string(at)
}

// outage tells a server that reports a fault of its own, or is too busy, from
// one that was never reached, and that from a connection that is not trusted.
func outage(e *auth.UnreachableError) (kind, []any) {
	at := placeOf(e.At)
	pairs := []any{"host", e.Host, "cause", e.Cause, "at", at, "issuer", e.CertificateIssuer}
	row := kind{code: "server_unreachable", exit: ExitNetwork, action: "retry"}
	switch e.Cause {
	case "server_error":
		row.code, row.family = at+"_server_error", "server_unreachable"
	case "rate_limited":
		row.code, row.family = at+"_busy", "server_unreachable"
	case "tls_untrusted":
		row.code = "certificate_untrusted"
		if e.CertificateIssuer == "" {
			pairs[3] = "unnamed"
		}
	case "tls_expired":
		row.code = "certificate_expired"
	case "tls_hostname":
		row.code = "certificate_foreign"
	case "tls_version":
		row.code = "tls_too_old"
	case "proxy":
		row.code = "proxy_failed"
	case "proxy_auth":
		row.code, row.action = "proxy_sign_in", "settings"
	}
	if e.RetryAfter > 0 && row.family != "" { // the two that ask for patience
		pairs[3] = e.Cause + "_for"
		pairs = append(pairs, "wait", e.RetryAfter)
	}
	return row, pairs
}

// failedCheck names a security check. A redirect is the same wherever it is met.
func failedCheck(e *auth.SecurityError) (kind, []any) {
	row := kind{code: e.Check, exit: ExitSecurity, action: "sign_in", family: "security_check"}
	pairs := []any{"check", e.Check}
	if at, ok := strings.CutSuffix(e.Check, "_redirect"); ok {
		row.family = "redirect"
		pairs = append(pairs, "at", at)
	}
	if e.Check == auth.CheckClockSkew {
		cause, minutes := "ahead", int(e.Skew.Round(time.Minute).Minutes())
		if minutes < 0 {
			cause, minutes = "behind", -minutes
		}
		pairs = append(pairs, "cause", cause, "minutes", strconv.Itoa(minutes))
		row.action = "retry"
	}
	return row, pairs
}

// refusals are the error codes of RFC 6749 sections 4.1.2.1 and 5.2, RFC 8707,
// RFC 9449 and OpenID Connect Core 3.1.2.6 that tell what to mend.
var refusals = map[string]string{
	"invalid_scope":              "scope_refused",
	"invalid_target":             "resource_refused",
	"invalid_client":             "client_refused",
	"unauthorized_client":        "client_refused",
	"invalid_dpop_proof":         "dpop_refused",
	"use_dpop_nonce":             "dpop_refused",
	"login_required":             "interaction_needed",
	"interaction_required":       "interaction_needed",
	"consent_required":           "interaction_needed",
	"account_selection_required": "interaction_needed",
}

// refusal words an error answer of a provider. One that gives no reason is
// mostly no answer of a provider at all: nothing is there, or it is a web page.
func refusal(e *auth.ProviderResponseError) (kind, []any) {
	at := placeOf(e.At)
	pairs := []any{"status", strconv.Itoa(e.Status), "reason", e.Code, "at", at}
	row := kind{code: at + "_refused", exit: ExitNotAllowed, action: "sign_in", family: "provider_refused"}
	if e.At == "" {
		row.code = "provider_refused"
	}
	switch {
	case e.Code == "" && (e.Status == http.StatusNotFound || e.Status == http.StatusGone):
		return kind{code: "provider_not_found", exit: ExitUsage, action: "providers"}, pairs
	case e.Code == "" && e.Status != 0:
		return row, append(pairs, "cause", "status")
	case e.Code == "":
		return row, append(pairs, "cause", "no_reason")
	case refusals[e.Code] != "":
		row.code = refusals[e.Code]
	case e.Code == "invalid_grant" && e.At == auth.AtToken:
		row.code = "code_refused"
	}
	return row, pairs
}
