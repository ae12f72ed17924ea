//go:build linux

package endtoend

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// sites are websites of several names on this computer, which set cookies and
// note which ones a browser sends. Every browser takes names under "localhost"
// for this computer.
type sites struct {
	port string
	mu   sync.Mutex
	sent map[string]string // by host: the Cookie header of the last question
}

// startSites serves any host: /set and /contained set the cookie "kept" (with
// ?domain= "wide", for that domain), /part a partitioned one, /frame shows another
// address in a frame, and /look only notes.
func startSites(t testing.TB) *sites {
	t.Helper()
	s := &sites{sent: map[string]string{}}
	server := httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(server.Close)
	at, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.port = at.Port()
	return s
}

func (s *sites) answer(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.Host)
	cookie := &http.Cookie{Name: "kept", Value: "v-" + host, Path: "/", MaxAge: 7 * 24 * 3600, HttpOnly: true}
	w.Header().Set("Content-Type", "text/html")
	body := "noted"
	switch r.URL.Path {
	case "/set", "/contained":
		if domain := r.URL.Query().Get("domain"); domain != "" {
			cookie.Name, cookie.Domain = "wide", domain
		}
		http.SetCookie(w, cookie)
	case "/part":
		cookie.Name, cookie.Secure, cookie.SameSite, cookie.Partitioned = "part", true, http.SameSiteNoneMode, true
		http.SetCookie(w, cookie)
	case "/frame":
		body = fmt.Sprintf(`framed <iframe src="%s"></iframe>`, r.URL.Query().Get("of"))
	}
	s.mu.Lock()
	s.sent[host+r.URL.Path] = strings.Join(r.Header["Cookie"], "; ")
	s.mu.Unlock()
	_, _ = fmt.Fprintf(w, "<!doctype html><title>site</title><body><p>%s</p></body>", body)
}

func (s *sites) at(host, path string) string { return "http://" + host + ":" + s.port + path }

// seen is what a browser last sent with a question, and whether it asked.
func (s *sites) seen(host, path string) (cookies string, asked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	cookies, asked = s.sent[host+path]
	return cookies, asked
}

// forget makes seen wait for a new question.
func (s *sites) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = map[string]string{}
}
