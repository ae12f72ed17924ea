package demoidp

import (
	"net/http"
	"strings"
)

const maxBody = 64 << 10

// guard is in front of every request: the Host must be our own address (a name
// that points to loopback may belong to somebody else: DNS rebinding), and what
// changes something must not come from another site's page.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat)) // the server's clock, which may be a test's
		s.log.Debug("request", "method", r.Method, "path", r.URL.Path)
		switch {
		case r.Host != s.host:
			http.Error(w, "This server answers to its own loopback address only.", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead && s.foreignPage(r):
			http.Error(w, "Requests from other sites' pages are refused.", http.StatusForbidden)
		default:
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
			next.ServeHTTP(w, r)
		}
	})
}

// foreignPage tells whether a browser sent this from a page that is not ours.
// Another port of this computer is another page. Programs send neither header.
func (s *Server) foreignPage(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return true
	}
	origin := r.Header.Get("Origin")
	return origin != "" && origin != s.issuer
}

// away answers in place of the endpoint while the server is down.
func (s *Server) away(w http.ResponseWriter) bool {
	s.mu.Lock()
	down, refuse := s.book.down, s.book.refuse
	s.mu.Unlock()
	if !down {
		return false
	}
	if refuse {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
			return true
		}
	}
	w.Header().Set("Retry-After", "30")
	http.Error(w, "The demo provider is switched off on its control page.", http.StatusServiceUnavailable)
	return true
}

func (s *Server) fault(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.book.faults[name]
}

// isLoopbackRedirect tells whether a redirect address is a native client's
// listener: http, the literal 127.0.0.1 or [::1], any port and path (RFC 8252
// 7.3), never this server itself. "localhost" is refused (RFC 8252 8.3).
func (s *Server) isLoopbackRedirect(address string) bool {
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '\\' || r == '#' }) {
		return false
	}
	origin, ok := loopbackOrigin(address)
	return ok && origin != s.issuer
}
