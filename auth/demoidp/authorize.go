package demoidp

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const codeLifetime = 10 * time.Minute

// authorize is the authorization endpoint: straight back with a code when the
// browser is signed in already and the request allows that, else the sign-in page.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	request, problem := s.readAuthorize(r.URL.RawQuery, false)
	if problem != nil {
		s.refuseAuthorize(w, r, request, problem)
		return
	}
	session, known := s.browserSession(r)
	switch {
	case known && s.mayReuse(session, request):
		s.sendCode(w, r, request, session)
	case slices.Contains(request.prompt, "none"):
		s.sendBack(w, r, request, url.Values{"error": {"login_required"}})
	default:
		s.signInPage(w, request, session)
	}
}

// mayReuse tells whether the single sign-on session answers this request.
func (s *Server) mayReuse(session *browserSession, request authRequest) bool {
	if slices.Contains(request.prompt, "login") || slices.Contains(request.prompt, "select_account") {
		return false
	}
	if request.maxAge >= 0 && (request.maxAge == 0 || s.now().Sub(session.authTime) > request.maxAge) {
		return false
	}
	return request.loginHint == "" || strings.EqualFold(request.loginHint, session.person.Email)
}

// signIn is the form of the sign-in page: a person was chosen, or none.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.messagePage(w, http.StatusBadRequest, messageUnreadable)
		return
	}
	request, problem := s.readAuthorize(r.PostForm.Get("request"), true)
	if problem != nil {
		s.refuseAuthorize(w, r, request, problem)
		return
	}
	if r.PostForm.Get("deny") != "" {
		s.sendBack(w, r, request, url.Values{"error": {"access_denied"}, "error_description": {"The person did not want to sign in."}})
		return
	}
	person, ok := personByID(r.PostForm.Get("person"))
	if !ok {
		s.messagePage(w, http.StatusBadRequest, messageNobody)
		return
	}
	session, err := s.beginBrowserSession(w, r, person)
	if err != nil {
		s.broken(w, err)
		return
	}
	s.sendCode(w, r, request, session)
}

// sendCode makes a grant with a code and sends the browser back with it.
func (s *Server) sendCode(w http.ResponseWriter, r *http.Request, request authRequest, session *browserSession) {
	code, err := s.random(24)
	if err != nil {
		s.broken(w, err)
		return
	}
	granted, err := s.newGrant(session, request.scope)
	if err != nil {
		s.broken(w, err)
		return
	}
	granted.resources = request.resources
	now := s.now()
	s.mu.Lock()
	s.book.prune(now)
	s.book.codes[code] = &authCode{grant: granted, request: request, ends: now.Add(codeLifetime)}
	s.mu.Unlock()
	s.options.Issued(code)
	s.sendBack(w, r, request, url.Values{"code": {code}})
}

// refuseAuthorize sends an error to the client, or shows it where the address to
// return to cannot be trusted.
func (s *Server) refuseAuthorize(w http.ResponseWriter, r *http.Request, request authRequest, problem *oauthError) {
	if !request.redirectTrusted {
		s.messagePage(w, http.StatusBadRequest, message{
			Title: "This sign-in can’t start", Text: problem.description, Sign: "bad",
			More: "Go back to the program and start again. Nothing has been signed in.",
		})
		return
	}
	s.sendBack(w, r, request, url.Values{"error": {problem.code}, "error_description": {problem.description}})
}

// sendBack redirects to the client with state and the issuer (RFC 9207).
func (s *Server) sendBack(w http.ResponseWriter, r *http.Request, request authRequest, answer url.Values) {
	if !s.finishPushed(request) {
		s.messagePage(w, http.StatusBadRequest, messageAnswered)
		return
	}
	if request.state != "" {
		answer.Set("state", request.state)
	}
	answer.Set("iss", s.issuer)
	s.spoilRedirect(answer)
	w.Header().Set("Referrer-Policy", "no-referrer")
	// 303, so that the form of the sign-in page is not posted again to the client.
	http.Redirect(w, r, withQuery(request.redirectURI, answer), http.StatusSeeOther)
}

// withQuery adds parameters and keeps the query that is there.
func withQuery(address string, more url.Values) string {
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	return address + separator + more.Encode()
}
