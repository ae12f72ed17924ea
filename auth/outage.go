package auth

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"latchkey/auth/transport"
)

// noAnswer turns a transport error into one of this package's. The original is
// dropped: its text may quote an address with a query, or a proxy's words.
func noAnswer(ctx context.Context, at Endpoint, host string, err error) error {
	var known *SecurityError
	var flawed *MalformedError
	var outage *UnreachableError
	var setup *transport.SetupError
	switch {
	case ctx.Err() != nil && !errors.Is(context.Cause(ctx), errOwnLimit):
		return ctx.Err()
	case errors.As(err, &setup):
		return setup // of this computer, with the caller's own words
	case ctx.Err() != nil:
		return &UnreachableError{At: at, Host: host, Cause: "timeout"}
	case errors.Is(err, errRedirect):
		return insecure(string(at) + "_redirect")
	case errors.As(err, &known):
		return known
	case errors.As(err, &outage):
		return outage
	case errors.As(err, &flawed):
		return flawed
	}
	return unanswered(at, host, err)
}

// outage returns an error for an answer that says nothing about the request:
// 5xx and 429.
func (a answer) outage(now time.Time) error {
	switch {
	case a.status == http.StatusTooManyRequests:
		return &UnreachableError{At: a.at, Host: a.host, Cause: "rate_limited", Status: a.status, RetryAfter: retryAfter(a.header, now)}
	case a.status >= 500:
		return &UnreachableError{At: a.at, Host: a.host, Cause: "server_error", Status: a.status, RetryAfter: retryAfter(a.header, now)}
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
