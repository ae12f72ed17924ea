package auth

import (
	"net/http"
	"testing"
)

func TestWhatACacheSaysOfItself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, value, want string
	}{
		// RFC 9211.
		{"Cache-Status", "origin; hit", "hit"},
		{"Cache-Status", `"edge, north"; hit; ttl=300`, "hit"},
		{"Cache-Status", "origin; hit, edge; fwd=uri-miss", "hit"},
		{"Cache-Status", "origin; fwd=uri-miss; stored", "miss"},
		{"Cache-Status", "origin; fwd=request", "miss"},
		{"Cache-Status", "origin; fwd=stale; fwd-status=304", ""},
		{"Cache-Status", "origin; fwd=uri-miss; collapsed", ""},
		{"Cache-Status", "origin; hit=?0; fwd=uri-miss; collapsed=?0", "miss"},
		{"Cache-Status", `origin; detail="a, b; hit"`, ""},
		{"Cache-Status", "hit", ""},
		{"Cache-Status", "", ""},
		// What the usual ones say.
		{"X-Cache", "HIT", "hit"},
		{"X-Cache", "MISS", "miss"},
		{"X-Cache", "HIT from squid.example", "hit"},
		{"X-Cache", "MISS from squid.example", "miss"},
		{"X-Cache", "Hit from cloudfront", "hit"},
		{"X-Cache", "RefreshHit from cloudfront", ""},
		{"X-Cache", "Error from cloudfront", ""},
		{"X-Cache", "MISS, HIT", "hit"},
		{"X-Cache", "TCP_MEM_HIT from a", "hit"},
		{"X-Cache", "TCP_REFRESH_MODIFIED", ""},
		{"X-Cache", "whitelist", ""},
		{"X-Cache-Status", "STALE", "hit"},
		{"X-Cache-Status", "UPDATING", "hit"},
		{"X-Cache-Status", "EXPIRED", "miss"},
		{"X-Cache-Status", "BYPASS", "miss"},
		{"X-Cache-Status", "REVALIDATED", ""},
		{"X-Proxy-Cache", "HIT", "hit"},
		{"CF-Cache-Status", "DYNAMIC", "miss"},
		{"CF-Cache-Status", "HIT", "hit"},
		{"X-Cache-Lookup", "HIT from squid.example", ""},
	} {
		if got := cacheWord(http.Header{http.CanonicalHeaderKey(c.name): {c.value}}); got != c.want {
			t.Errorf("%s: %s: %q, want %q", c.name, c.value, got, c.want)
		}
	}
	both := http.Header{"X-Cache": {"MISS"}, "Cache-Status": {"a; fwd=miss", "b; hit"}}
	if cacheWord(both) != "hit" {
		t.Error("one cache that answered is not enough")
	}
}

// FuzzCacheWord: whatever a server writes, the word is one of three.
func FuzzCacheWord(f *testing.F) {
	f.Add(`a; hit, "b\\`, "HIT")
	f.Add(`"`, "TCP_HIT, ")
	f.Fuzz(func(t *testing.T, status, custom string) {
		switch word := cacheWord(http.Header{"Cache-Status": {status}, "X-Cache": {custom}}); word {
		case "", cacheHit, cacheMiss:
		default:
			t.Errorf("%q", word)
		}
	})
}
