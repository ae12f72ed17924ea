package auth

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ResourceRequest is one GET at a protected resource.
type ResourceRequest struct {
	URL         string // https, or http on a loopback IP when the issuer is there too
	IfNoneMatch string // entity tag of what is known, empty for none
	NoCache     bool   // ask caches on the way not to answer
}

// ResourceAnswer is the complete answer, whatever its status.
type ResourceAnswer struct {
	Status      int
	Body        []byte // at most 1 MiB
	ContentType string // media type without parameters, lower-case
	ETag        string
	Date        time.Time     // the server's clock, zero when absent
	Age         time.Duration // how long a cache held it
	RetryAfter  time.Duration
	// WWWAuthenticate is the error code of the challenge, such as
	// "invalid_token" or "insufficient_scope" (RFC 6750 section 3.1); empty
	// when there was none.
	WWWAuthenticate string
	host            string
}

// GetResource sends one GET with the access token in the Authorization header
// (RFC 6750 section 2.1), and with a proof when it is bound (RFC 9449 section 7).
// Redirects are followed within the origin only, so the token never reaches
// another one. An outage is tried again as the package comment says.
//
// An answer of any status is a value, not an error; [ResourceAnswer.Err] gives
// it a meaning. Errors: [ErrUnreachable] when there was no answer;
// [ErrMalformedAnswer] when it was too large; [*SecurityError] with
// resource_address or resource_redirect; [ErrSignInNeeded] without an access
// token, or when its key is lost; [ErrTokenBundle] for a key that cannot be read;
// the context's own.
func (c *Client) GetResource(ctx context.Context, t Tokens, r ResourceRequest) (ResourceAnswer, error) {
	if err := checkAddress(r.URL, c.provider.onLoopback()); err != nil {
		return ResourceAnswer{}, &SecurityError{Check: CheckResourceAddress, Detail: err.reason}
	}
	if t.Access.IsZero() {
		return ResourceAnswer{}, ErrSignInNeeded
	}
	header := http.Header{"Accept": {"application/json"}}
	if r.IfNoneMatch != "" {
		if !isVisible(r.IfNoneMatch) {
			return ResourceAnswer{}, malformed(AtResource, "incomplete", "the entity tag is not printable")
		}
		header.Set("If-None-Match", r.IfNoneMatch)
	}
	if r.NoCache {
		header.Set("Cache-Control", "no-cache")
		header.Set("Pragma", "no-cache")
	}
	key, err := keyOf(t)
	if err != nil {
		return ResourceAnswer{}, err
	}
	a, err := c.get(ctx, call{at: AtResource, address: r.URL, access: t.Access, key: key, header: header})
	if err != nil {
		return ResourceAnswer{}, err
	}
	return resourceAnswer(a, c.now()), nil
}

func resourceAnswer(a answer, now time.Time) ResourceAnswer {
	media, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	r := ResourceAnswer{
		Status: a.status, Body: a.body, ContentType: strings.ToLower(strings.TrimSpace(media)),
		ETag: a.header.Get("ETag"), RetryAfter: retryAfter(a.header, now),
		WWWAuthenticate: challengeError(a.header), host: a.host,
	}
	r.Date, _ = http.ParseTime(a.header.Get("Date"))
	if age, err := strconv.Atoi(a.header.Get("Age")); err == nil && age > 0 {
		r.Age = time.Duration(min(age, 10*365*86400)) * time.Second
	}
	return r
}

// Err is nil for 2xx and 304; [ErrSignInNeeded] for 401; [ErrUnreachable] for
// 429 and 5xx; [ErrProviderRefused] for everything else.
func (r ResourceAnswer) Err() error {
	switch {
	case r.Status >= 200 && r.Status < 300, r.Status == http.StatusNotModified:
		return nil
	case r.Status == http.StatusUnauthorized:
		return &ProviderResponseError{At: AtResource, Code: r.WWWAuthenticate, Status: r.Status, kind: ErrSignInNeeded}
	case r.Status == http.StatusTooManyRequests:
		return &UnreachableError{At: AtResource, Host: r.host, Cause: "rate_limited", Status: r.Status, RetryAfter: r.RetryAfter}
	case r.Status >= 500:
		return &UnreachableError{At: AtResource, Host: r.host, Cause: "server_error", Status: r.Status, RetryAfter: r.RetryAfter}
	}
	return &ProviderResponseError{At: AtResource, Code: r.WWWAuthenticate, Status: r.Status}
}

// challengeError is the first error code of WWW-Authenticate; nothing else of
// that header is kept.
func challengeError(h http.Header) string {
	for _, code := range challengeErrors(h) {
		return code
	}
	return ""
}

// challengeErrors reads the error codes of all challenges. Their schemes are left
// alone: their case does not count (RFC 9110 section 11.1), and a code means the
// same under each of them.
func challengeErrors(h http.Header) []string {
	var codes []string
	for _, challenge := range h.Values("WWW-Authenticate") {
		for _, part := range strings.FieldsFunc(challenge, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
			name, value, found := strings.Cut(part, "=")
			if found && strings.EqualFold(name, "error") {
				codes = append(codes, cleanCode(strings.Trim(value, `"`)))
			}
		}
	}
	return codes
}
