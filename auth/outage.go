package auth

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// noAnswer turns a transport error into one of this package's. The original is
// dropped: its text may quote an address with a query, or a proxy's words.
func noAnswer(ctx context.Context, host string, err error) error {
	var known *SecurityError
	var unreachable *UnreachableError
	switch {
	case ctx.Err() != nil && !errors.Is(context.Cause(ctx), errOwnLimit):
		return ctx.Err()
	case ctx.Err() != nil:
		return &UnreachableError{Host: host, Cause: "timeout"}
	case errors.Is(err, errRedirect):
		return insecure("redirect")
	case errors.As(err, &known):
		return known
	case errors.As(err, &unreachable):
		return unreachable
	case errors.Is(err, ErrMalformedAnswer):
		return ErrMalformedAnswer
	}
	return &UnreachableError{Host: host, Cause: causeOf(err)}
}

// wsaConnRefused is the refusal as Windows numbers it; no other system has it.
const wsaConnRefused = syscall.Errno(10061)

func causeOf(err error) string {
	var (
		dns       *net.DNSError
		op        *net.OpError
		verify    *tls.CertificateVerificationError
		authority x509.UnknownAuthorityError
		hostname  x509.HostnameError
		record    tls.RecordHeaderError
		alert     tls.AlertError
		timeout   net.Error
	)
	switch {
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return "proxy"
	case errors.As(err, &dns):
		return "dns"
	case errors.As(err, &verify), errors.As(err, &authority), errors.As(err, &hostname),
		errors.As(err, &record), errors.As(err, &alert):
		return "tls"
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, wsaConnRefused):
		return "refused"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	}
	return "no_answer"
}

// outage returns an error for an answer that says nothing about the request:
// 5xx and 429.
func (a answer) outage(now time.Time) error {
	switch {
	case a.status == http.StatusTooManyRequests:
		return &UnreachableError{Host: a.host, Cause: "rate_limited", Status: a.status, RetryAfter: retryAfter(a.header, now)}
	case a.status >= 500:
		return &UnreachableError{Host: a.host, Cause: "server_error", Status: a.status, RetryAfter: retryAfter(a.header, now)}
	}
	return nil
}

// retryAfter reads Retry-After in either form (RFC 9110 section 10.2.3), at most a day.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	wait := time.Duration(0)
	if seconds, err := strconv.Atoi(value); err == nil {
		wait = time.Duration(min(max(seconds, 0), 86400)) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), 24*time.Hour)
}
