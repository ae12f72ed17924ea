package demoidp

import (
	"net"
	"net/http"
)

// cookieName has the port in it: cookies of one host are shared by all its ports.
func (s *Server) cookieName() string {
	_, port, _ := net.SplitHostPort(s.host)
	return "latchkey_demo_" + port
}

// browserSession finds the single sign-on session of the browser; nil and false
// when there is none.
func (s *Server) browserSession(r *http.Request) (*browserSession, bool) {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	session, ok := s.book.browsers[cookie.Value]
	return session, ok
}

// beginBrowserSession signs the person in at this browser. The same person again
// keeps the rights snapshot of the first time; see FaultRightsFollowBrowser.
func (s *Server) beginBrowserSession(w http.ResponseWriter, r *http.Request, person Person) (*browserSession, error) {
	id, err := s.random(24)
	if err != nil {
		return nil, err
	}
	before, known := s.browserSession(r)
	s.forgetBrowserSession(r)
	s.mu.Lock()
	s.book.people[person.ID].signedIn()
	session := &browserSession{person: person, authTime: s.now(), rights: s.book.people[person.ID].rights}
	if known && before.person.ID == person.ID {
		session.rights = before.rights
	}
	s.book.browsers[id] = session
	s.mu.Unlock()
	http.SetCookie(w, s.cookie(id, 0))
	return session, nil
}

func (s *Server) forgetBrowserSession(r *http.Request) {
	if cookie, err := r.Cookie(s.cookieName()); err == nil {
		s.mu.Lock()
		delete(s.book.browsers, cookie.Value)
		s.mu.Unlock()
	}
}

// endBrowserSession signs the browser out.
func (s *Server) endBrowserSession(w http.ResponseWriter, r *http.Request) {
	s.forgetBrowserSession(r)
	http.SetCookie(w, s.cookie("", -1))
}

// cookie is not Secure: the demo has no TLS, on loopback nobody is in between.
func (s *Server) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // G124: the demo is plain http on loopback, where Secure would drop the cookie
		Name: s.cookieName(), Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}
