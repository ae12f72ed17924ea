//go:build linux

package endtoend

import (
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// aged waits until a cache's copy is old enough for whole seconds to show it.
func aged(t testing.TB) {
	t.Helper()
	since := time.Now()
	eventually(t, 10*time.Second, "a copy of two seconds ago", func() bool { return time.Since(since) > 2*time.Second })
}

// Proof: a real proxy that keeps answers for an hour stands before the rights. A
// plain question is answered from its store; a recheck is not, and its evidence
// says how that is known. Where every way leads into the store, it says so.
func TestARecheckIsFreshBehindARealCache(t *testing.T) {
	for name, c := range map[string]struct {
		proxy    func(t testing.TB, origin string) *cachingProxy
		evidence []string // of the first rung
		honest   bool     // the cache cannot be passed: the recheck says that it is not fresh
		silent   bool     // nothing shows that a copy is one, save the date in it
	}{
		"squid": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startSquid(t, public(t, o), "") },
			evidence: []string{"said_now"},
		},
		"squid that ignores questions' headers": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startSquid(t, public(t, o), "ignore-cc") },
			evidence: []string{"cached", "bypass said_now"},
		},
		"nginx that is deaf": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startNginx(t, o, nginxDeaf) },
			evidence: []string{"old_answer", "bypass said_now"}, silent: true,
		},
		"nginx that is deaf and says who answered": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startNginx(t, o, nginxShown) },
			evidence: []string{"cached", "bypass said_now"},
		},
		"nginx with a bypass": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startNginx(t, o, nginxBypass) },
			evidence: []string{"said_now"}, silent: true,
		},
		"nginx that knows one name only": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startNginx(t, o, nginxOneName) },
			evidence: []string{"old_answer", "bypass old_answer"}, honest: true, silent: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, server, address := newCachedWorld(t, c.proxy)
			token := strings.TrimSpace(w.must(0, "token").out)
			if body, _ := plainly(t, address, token); strings.Contains(body, "lab.new") {
				t.Fatal("the right is there before it was given")
			}
			if err := server.Control().Grant("mila", "lab.new"); err != nil {
				t.Fatal(err)
			}
			changed := time.Now()
			aged(t)
			if body, header := plainly(t, address, token); strings.Contains(body, "lab.new") {
				t.Fatalf("the proxy does not cache: %v", header)
			}
			if !c.silent { // a 304 without any sign of a cache is the server's word
				w.passesBy(changed)
			}
			w.wantRecheck(c.evidence, c.honest)
		})
	}
}

// passesBy asks in passing, which forces nothing: a copy that a cache hands out
// brings nothing new, and makes nothing look newer than it is.
func (w *world) passesBy(changed time.Time) {
	w.t.Helper()
	w.must(0, "status", "--check")
	checked, err := time.Parse(time.RFC3339, w.must(0, "rights", "--json").object(w.t)["checked_at"].(string))
	if err != nil {
		w.t.Fatal(err)
	}
	if !w.lists("lab.new") && checked.After(changed.Add(time.Second)) {
		w.t.Errorf("the list of before %s is said to be of %s", changed, checked)
	}
}

// newCachedWorld is signed in at a demo provider whose rights stand behind a proxy.
func newCachedWorld(t testing.TB, proxy func(testing.TB, string) *cachingProxy) (*world, *demoidp.Server, string) {
	t.Helper()
	w := newWorld(t)
	w.sealed()
	server := startDemo(t)
	address := proxy(t, server.Issuer()).through(server.RightsURL())
	w.provide(server.Issuer(), server.ClientID(), address)
	w.signInAsMila(w.opener())
	return w, server, address
}
