package auth

import (
	"errors"
	"fmt"
	"time"
)

// Sentinels of this package. Each error that leaves it matches one of them
// (errors.Is), or is a context error of the caller's own context, or is a
// [*ProviderError], or tells what this computer lacks: a
// [*latchkey/auth/transport.SetupError], or that there is no randomness.
var (
	// ErrUnreachable: no answer, a time-out of this package's own, a server
	// error (5xx) or too many requests (429). Says nothing about the person.
	ErrUnreachable = errors.New("the server cannot be reached")
	// ErrSecurityCheck: an answer came and must not be believed; see [SecurityError].
	ErrSecurityCheck = errors.New("the answer failed a security check")
	// ErrDeclined: the person, or the provider on their behalf, said no
	// (access_denied, RFC 6749 section 4.1.2.1, RFC 8628 section 3.5).
	ErrDeclined = errors.New("the request was declined")
	// ErrSignInNeeded: the server no longer accepts the tokens (invalid_grant on
	// a renewal, 401 at a protected resource), or they are worth nothing because
	// the key that they are bound to is lost (RFC 9449 section 5).
	ErrSignInNeeded = errors.New("a new sign-in is needed")
	// ErrCodeExpired: the device code ended before the person used it (RFC 8628 section 3.5).
	ErrCodeExpired = errors.New("the code has expired")
	// ErrProviderRefused: the provider answered with an error; see [ProviderResponseError].
	ErrProviderRefused = errors.New("the provider refused")
	// ErrNoRefreshToken: there is nothing to renew with.
	ErrNoRefreshToken = errors.New("there is no refresh token")
	// ErrListen: no loopback address could be bound for the redirect.
	ErrListen = errors.New("cannot listen on the loopback interface")
	// ErrBrowser: the browser could not be opened where nothing else can help.
	ErrBrowser = errors.New("the browser could not be opened")
	// ErrMalformedAnswer: not JSON, too large, wrong content type, or a
	// required member is missing or of the wrong type.
	ErrMalformedAnswer = errors.New("the answer is malformed")
	// ErrUnsupported: the provider does not offer what was asked for.
	ErrUnsupported = errors.New("the provider does not support this")
	// ErrNotCurrent: the ID token's time is over, so its claims are not what the
	// provider says now; a renewal brings new ones.
	ErrNotCurrent = errors.New("the ID token is no longer current")
	// ErrRenewalRefused: the provider has renewed, and its answer failed the check
	// that the same error names; the refresh token that was sent may be used up.
	ErrRenewalRefused = errors.New("the renewed tokens were refused")
	// ErrTokenBundle: stored token bytes that [DecodeTokens] cannot read.
	ErrTokenBundle = errors.New("the stored tokens cannot be read")
)

// SecurityError names the one check that an answer failed. It matches
// [ErrSecurityCheck]. It does not say that the other checks would have passed.
type SecurityError struct {
	// Check is a stable identifier; the constants in checks.go list them.
	Check string
	// Detail is a short addition for a log or a report; it never holds a
	// secret, and words of a server in it are cleaned and capped.
	Detail string
	// Skew is how far this computer's clock is ahead of the server's, with
	// [CheckClockSkew]; negative when it is behind.
	Skew time.Duration
}

// Error names the check, and the detail when there is one.
func (e *SecurityError) Error() string {
	if e.Detail == "" {
		return "security check failed: " + e.Check
	}
	return "security check failed: " + e.Check + ": " + e.Detail
}

// Unwrap returns [ErrSecurityCheck].
func (e *SecurityError) Unwrap() error { return ErrSecurityCheck }

// UnreachableError tells why a server could not be used. It matches
// [ErrUnreachable], and on purpose never a context error: the time that ran out
// was this package's, not the caller's.
type UnreachableError struct {
	Host string   // host and port that were asked
	At   Endpoint // which of the provider's addresses that was
	// Cause is one of dns, refused, timeout, no_answer, proxy, proxy_auth, tls,
	// tls_version, tls_untrusted, tls_expired, tls_hostname, server_error,
	// rate_limited.
	Cause      string
	Status     int           // HTTP status, 0 when there was no answer
	RetryAfter time.Duration // what the server asked for, 0 when it did not
	// CertificateIssuer is who issued the certificate that was met, with
	// tls_untrusted; cleaned, at most 100 characters. A product that inspects
	// connections names itself here.
	CertificateIssuer string
}

// Error names the host and the cause.
func (e *UnreachableError) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("%s cannot be reached: %s (HTTP %d)", e.Host, e.Cause, e.Status)
	}
	return fmt.Sprintf("%s cannot be reached: %s", e.Host, e.Cause)
}

// Unwrap returns [ErrUnreachable].
func (e *UnreachableError) Unwrap() error { return ErrUnreachable }

// ProviderResponseError is an error answer of the provider (RFC 6749 sections
// 4.1.2.1 and 5.2). It matches [ErrProviderRefused], unless its code has a
// meaning of its own here; then it matches that one alone: [ErrDeclined],
// [ErrSignInNeeded] or [ErrCodeExpired].
type ProviderResponseError struct {
	At          Endpoint // which of the provider's addresses answered
	Code        string   // "error" of the answer, cleaned; empty when there was none
	Description string   // "error_description", cleaned, at most 200 characters
	Status      int      // HTTP status, 0 when the answer came through the browser
	kind        error
}

// Error names the code and the cleaned description.
func (e *ProviderResponseError) Error() string {
	text := e.Unwrap().Error()
	if e.Code != "" {
		text += ": " + e.Code
	}
	if e.Status != 0 {
		text += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	if e.Description != "" {
		text += ": " + e.Description
	}
	return text
}

// Unwrap returns the sentinel that the answer means.
func (e *ProviderResponseError) Unwrap() error {
	if e.kind == nil {
		return ErrProviderRefused
	}
	return e.kind
}

// ProviderError is a mistake in the description of a provider.
type ProviderError struct {
	Field  string // the field's name in lower snake case, such as "issuer"
	Reason string // a short phrase, lower case
}

// Error names the field and the reason.
func (e *ProviderError) Error() string {
	return "provider " + e.Field + ": " + e.Reason
}

// MalformedError says how an answer fails to be one. It matches
// [ErrMalformedAnswer].
type MalformedError struct {
	At Endpoint // which of the provider's addresses answered; empty: a file
	// Flaw is not_json, too_large, truncated, incomplete, contradictory,
	// type_missing or type_unknown.
	Flaw   string
	Detail string // a short phrase for a log
}

// Error names the place and the flaw.
func (e *MalformedError) Error() string {
	return fmt.Sprintf("%v: %s %s: %s", ErrMalformedAnswer, e.At, e.Flaw, e.Detail)
}

// Unwrap returns [ErrMalformedAnswer].
func (e *MalformedError) Unwrap() error { return ErrMalformedAnswer }

func malformed(at Endpoint, flaw, detail string) error {
	return &MalformedError{At: at, Flaw: flaw, Detail: detail}
}

func insecure(check string) error { return &SecurityError{Check: check} }
