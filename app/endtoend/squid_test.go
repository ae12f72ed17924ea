//go:build linux

package endtoend

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// startSquid starts Debian's squid as an accelerator before a server: it keeps to
// RFC 9111, so an answer is stored only when it says "public", and a question with
// "no-cache" goes past the store.
func startSquid(t testing.TB, origin, portOptions string) *cachingProxy {
	t.Helper()
	at, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	return startCachingProxy(t, "squid", "squid", func(folder, port string) (config string, args []string) {
		return fmt.Sprintf(`http_port 127.0.0.1:%[1]s accel defaultsite=%[2]s no-vhost %[3]s
cache_peer 127.0.0.1 parent %[4]s 0 no-query no-digest originserver login=PASSTHRU name=origin
http_access allow all
never_direct allow all
cache_mem 8 MB
maximum_object_size_in_memory 4 MB
pid_filename none
access_log none
netdb_filename none
pinger_enable off
shutdown_lifetime 1 seconds
visible_hostname cache.test
cache_log %[5]s/log
coredump_dir %[5]s
`, port, at.Host, portOptions, at.Port(), folder), []string{"-N", "-n", squidService(port), "-f", filepath.Join(folder, "squid.conf")}
	}, "squid.conf")
}

// squidService keeps one squid's shared memory apart from every other one's on
// this computer, which would otherwise have the same name.
func squidService(port string) string { return "latchkey" + port }

// sweepSquid removes the shared memory that a squid which was killed leaves behind.
func sweepSquid(port string) {
	left, _ := filepath.Glob("/dev/shm/" + squidService(port) + "-*") // the pattern is good
	for _, path := range left {
		_ = os.Remove(path)
	}
}

// public stands before a server and says of its good answers that everybody may
// keep them for an hour, as a gateway with a wrong rule does. squid stores answers
// to a question with a token for no lesser word.
func public(t testing.TB, origin string) string {
	t.Helper()
	at, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	gateway := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(at) },
		ModifyResponse: func(r *http.Response) error {
			if r.StatusCode == http.StatusOK {
				r.Header.Set("Cache-Control", "public, max-age=3600, s-maxage=3600")
				r.Header.Del("Pragma")
				r.Header.Del("Expires")
			}
			return nil
		},
	})
	t.Cleanup(gateway.Close)
	return gateway.URL
}
