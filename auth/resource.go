package auth

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// rightsLimit is as much as a caller may ask for in one answer.
const rightsLimit = 64 << 20

// ResourceRequest is one question to a protected resource.
type ResourceRequest struct {
	URL         string // https, or http on a loopback IP when the issuer is there too
	IfNoneMatch string // entity tag of what is known, empty for none; of a GET
	// NoCache asks for an answer of the server itself: "Cache-Control: no-cache,
	// max-age=0" and "Pragma: no-cache". The first makes a cache validate what it
	// holds (RFC 9111 section 5.2.1.4), the others say the same to older ones.
	// no-store is left out on purpose: it makes no cache ask anybody, and keeps the
	// old copy in place for whoever asks next (section 5.2.1.5).
	NoCache  bool
	MaxBytes int64  // a longer answer is too_large; 0: 1 MiB; at most 64 MiB
	Body     []byte // JSON, of a POST
}

// ResourceAnswer is the complete answer, whatever its status, and what dates it.
type ResourceAnswer struct {
	Status      int
	Body        []byte
	ContentType string        // media type without parameters, lower-case
	ETag        string        // empty also for one that cannot be sent back
	SentAt      time.Time     // when the question left, by this computer's clock; of the last attempt
	Date        time.Time     // the server's clock, zero when absent
	Age         time.Duration // how long a cache held it (RFC 9111 section 5.1)
	HasAge      bool          // there was an Age header, readable or not: a cache shows itself
	// Cache is "hit" when a cache on the way says that it answered, "miss" when one
	// says that it asked the server, empty when none says either in clear words.
	Cache        string
	CacheControl string // what the question said, empty: nothing
	RetryAfter   time.Duration
	// WWWAuthenticate is the error code of the challenge, such as
	// "invalid_token" or "insufficient_scope" (RFC 6750 section 3.1); empty
	// when there was none.
	WWWAuthenticate string
	host            string
	at              Endpoint
}

// GetResource sends one GET with the access token in the Authorization header
// (RFC 6750 section 2.1), and with a proof when it is bound (RFC 9449 section 7).
// Redirects are followed within the origin only, so the token never reaches
// another one. An outage is tried again as the package comment says.
//
// An answer of any status is a value, not an error; [ResourceAnswer.Err] gives
// it a meaning. Errors: [ErrUnreachable] when there was no answer, or it did not
// end in time; [ErrMalformedAnswer] when it was too large, or ended before its
// announced end; [*SecurityError] with resource_address or resource_redirect;
// [ErrSignInNeeded] without an access token, or when its key is lost;
// [ErrTokenBundle] for a key that cannot be read; the context's own.
func (c *Client) GetResource(ctx context.Context, t Tokens, r ResourceRequest) (ResourceAnswer, error) {
	ask, err := c.question(t, r)
	if err != nil {
		return ResourceAnswer{}, err
	}
	if r.IfNoneMatch != "" {
		if !isVisible(r.IfNoneMatch) {
			return ResourceAnswer{}, malformed(AtResource, "incomplete", "the entity tag is not printable")
		}
		ask.header.Set("If-None-Match", r.IfNoneMatch)
	}
	return c.resource(ctx, ask)
}

// PostResource is [Client.GetResource] for a question that stands in a body of
// JSON, such as those of the AuthZEN Authorization API. It is a question all the
// same: to ask it twice changes nothing, so an outage is tried again (RFC 9110
// section 9.2.2 allows that where the meaning is known). A redirect is refused,
// whereto ever: it would drop the body, or send it elsewhere.
func (c *Client) PostResource(ctx context.Context, t Tokens, r ResourceRequest) (ResourceAnswer, error) {
	ask, err := c.question(t, r)
	if err != nil {
		return ResourceAnswer{}, err
	}
	ask.method, ask.body = http.MethodPost, r.Body
	ask.header.Set("Content-Type", "application/json")
	return c.resource(ctx, ask)
}

func (c *Client) question(t Tokens, r ResourceRequest) (call, error) {
	if err := checkAddress(r.URL, c.provider.onLoopback()); err != nil {
		return call{}, &SecurityError{Check: CheckResourceAddress, Detail: err.reason}
	}
	if t.Access.IsZero() {
		return call{}, ErrSignInNeeded
	}
	key, err := keyOf(t)
	if err != nil {
		return call{}, err
	}
	return call{
		at: AtResource, address: r.URL, access: t.Access, key: key,
		header: questionHeader(r.NoCache), limit: sizeLimit(r.MaxBytes),
	}, nil
}

func sizeLimit(asked int64) int64 { return min(max(asked, 0), rightsLimit) }

func questionHeader(noCache bool) http.Header {
	header := http.Header{"Accept": {"application/json"}}
	if noCache {
		header.Set("Cache-Control", "no-cache, max-age=0")
		header.Set("Pragma", "no-cache")
	}
	return header
}

func (c *Client) resource(ctx context.Context, ask call) (ResourceAnswer, error) {
	a, err := c.ask(ctx, ask)
	if err != nil {
		return ResourceAnswer{}, err
	}
	return c.resourceAnswer(ask, a), nil
}

// resourceAnswer is what an answer says, and what it says of its own age.
func (c *Client) resourceAnswer(ask call, a answer) ResourceAnswer {
	media, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	r := ResourceAnswer{
		Status: a.status, Body: a.body, ContentType: strings.ToLower(strings.TrimSpace(media)),
		ETag: sendable(a.header.Get("ETag")), RetryAfter: retryAfter(a.header, c.now()), WWWAuthenticate: challengeError(a.header),
		SentAt: a.sent, Cache: cacheWord(a.header), CacheControl: ask.header.Get("Cache-Control"), host: a.host, at: a.at,
	}
	r.Date, _ = http.ParseTime(a.header.Get("Date"))
	if held := a.header.Get("Age"); held != "" {
		r.HasAge = true
		if age, err := strconv.Atoi(strings.TrimSpace(held)); err == nil && age > 0 {
			r.Age = time.Duration(min(age, 10*365*86400)) * time.Second
		}
	}
	return r
}

// sendable drops an entity tag that no question could carry: one with anything but
// printable ASCII (RFC 9110 section 8.8.3 lets a server write more than that).
func sendable(tag string) string {
	if !isVisible(tag) {
		return ""
	}
	return tag
}

// Err is nil for 2xx and 304; [ErrSignInNeeded] for 401; [ErrUnreachable] for
// 429 and 5xx; [ErrProviderRefused] for everything else.
func (r ResourceAnswer) Err() error {
	at := cmp.Or(r.at, AtResource)
	switch {
	case r.Status >= 200 && r.Status < 300, r.Status == http.StatusNotModified:
		return nil
	case r.Status == http.StatusUnauthorized:
		return &ProviderResponseError{At: at, Code: r.WWWAuthenticate, Status: r.Status, kind: ErrSignInNeeded}
	case r.Status == http.StatusTooManyRequests:
		return &UnreachableError{At: at, Host: r.host, Cause: "rate_limited", Status: r.Status, RetryAfter: r.RetryAfter}
	case r.Status >= 500:
		return &UnreachableError{At: at, Host: r.host, Cause: "server_error", Status: r.Status, RetryAfter: r.RetryAfter}
	}
	return &ProviderResponseError{At: at, Code: r.WWWAuthenticate, Status: r.Status}
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
