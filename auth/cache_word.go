package auth

import (
	"net/http"
	"slices"
	"strings"
)

// What a cache on the way says of its own part; see [ResourceAnswer].
const (
	cacheHit  = "hit"
	cacheMiss = "miss"
)

// cacheHeaders are the unwritten custom beside RFC 9211.
var cacheHeaders = []string{"X-Cache", "X-Cache-Status", "X-Proxy-Cache", "CF-Cache-Status"}

// Words of nginx, squid, Varnish, CloudFront, Cloudflare and Fastly. What was
// answered from a store is a hit, also where the store knew it to be old. What
// was validated with the server is neither: it says nothing about the way back.
var (
	hitWords  = []string{"hit", "stale", "updating", "tcp_hit", "tcp_mem_hit", "tcp_ims_hit", "tcp_inm_hit", "tcp_offline_hit", "tcp_negative_hit"}
	missWords = []string{"miss", "bypass", "expired", "dynamic", "tcp_miss"}
)

// cacheWord is "hit", "miss" or empty. One cache that answered is enough for a
// hit, whatever the others say.
func cacheWord(h http.Header) string {
	var words []string
	for _, member := range listMembers(h.Values("Cache-Status")) {
		words = append(words, cacheStatus(member))
	}
	for _, name := range cacheHeaders {
		for _, member := range listMembers(h.Values(name)) {
			words = append(words, customWord(member))
		}
	}
	switch {
	case slices.Contains(words, cacheHit):
		return cacheHit
	case slices.Contains(words, cacheMiss):
		return cacheMiss
	}
	return ""
}

// cacheStatus reads one member of Cache-Status (RFC 9211 section 2): "hit" means
// that the cache answered by itself, "fwd" that it asked on. A forwarded request
// that was collapsed with an earlier one, or that only validated what was stored
// (a status of 304), is no clear word.
func cacheStatus(member string) string {
	word := ""
	parts := strings.Split(member, ";")
	for _, parameter := range parts[1:] {
		name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		switch {
		case name == "hit" && value != "?0":
			return cacheHit
		case name == "collapsed" && value != "?0", name == "fwd-status" && value == "304":
			return ""
		case name == "fwd":
			word = cacheMiss
		}
	}
	return word
}

// customWord reads "HIT", "TCP_HIT", "HIT from proxy.example", "Hit from cloudfront".
func customWord(member string) string {
	first, _, _ := strings.Cut(strings.ToLower(member), " ")
	switch {
	case slices.Contains(hitWords, first):
		return cacheHit
	case slices.Contains(missWords, first):
		return cacheMiss
	}
	return ""
}

// listMembers splits at commas outside of quotes (RFC 8941 section 3.3.3).
func listMembers(values []string) []string {
	quoted, escaped := false, false
	members := strings.FieldsFunc(strings.Join(values, ","), func(r rune) bool {
		switch {
		case escaped:
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			quoted = !quoted
		}
		return r == ',' && !quoted
	})
	for i := range members {
		members[i] = strings.TrimSpace(members[i])
	}
	return members
}
