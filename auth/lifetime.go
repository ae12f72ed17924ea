package auth

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How long what a provider publishes is believed. The server says it within
// these bounds: shorter would make every sign-in wait for it, longer would keep
// a key alive that the provider has withdrawn.
const (
	shortestLifetime = 5 * time.Minute
	longestLifetime  = 24 * time.Hour
	usualLifetime    = time.Hour // when the server does not say
)

// lifetime is how long an answer that arrived now may be used (RFC 9111 section
// 4.2), and whether it may outlive this run of the program.
func lifetime(h http.Header, now time.Time) (life time.Duration, store bool) {
	said := cacheDirectives(h)
	_, noStore := said["no-store"]
	return min(max(freshness(h, said, now), shortestLifetime), longestLifetime), !noStore
}

// freshness is what is left of the lifetime that the server gave. What cannot be
// read counts as stale (RFC 9111 section 4.2.1).
func freshness(h http.Header, said map[string]string, now time.Time) time.Duration {
	_, noStore := said["no-store"]
	_, noCache := said["no-cache"]
	maxAge, hasMaxAge := said["max-age"]
	expires := h.Get("Expires")
	switch {
	case noCache:
		return 0
	case hasMaxAge:
		return deltaSeconds(maxAge) - deltaSeconds(h.Get("Age"))
	case expires != "":
		end, err := http.ParseTime(expires)
		if err != nil {
			return 0
		}
		if date, err := http.ParseTime(h.Get("Date")); err == nil {
			now = date // so that a clock that is off plays no part
		}
		return end.Sub(now)
	case noStore:
		return 0
	}
	return usualLifetime
}

// cacheDirectives reads Cache-Control (RFC 9111 section 5.2); of a directive
// that comes twice, the first counts.
func cacheDirectives(h http.Header) map[string]string {
	said := map[string]string{}
	for part := range strings.SplitSeq(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		name = strings.ToLower(name)
		if _, twice := said[name]; !twice {
			said[name] = strings.Trim(value, `"`)
		}
	}
	return said
}

// deltaSeconds reads a number of seconds (RFC 9111 section 1.2.2): nothing that
// can be read is 0, and what is beyond counting is the longest lifetime.
func deltaSeconds(s string) time.Duration {
	if strings.Trim(s, "0123456789") != "" || s == "" {
		return 0
	}
	seconds, err := strconv.ParseInt(s, 10, 64)
	if limit := int64(longestLifetime / time.Second); err != nil || seconds > limit {
		seconds = limit
	}
	return time.Duration(seconds) * time.Second
}
