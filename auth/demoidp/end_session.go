package demoidp

import (
	"net/http"
	"net/url"
)

// logoutRequest is what RP-Initiated Logout 1.0 section 2 sends.
type logoutRequest struct {
	subject  string // of a good id_token_hint, else empty
	returnTo string // empty: stay on our own page
	state    string
}

// endSession signs the browser out. With a hint about the person who is signed in
// here it does so at once; otherwise it asks, since any page can link to it. It
// does not revoke tokens: that is the revocation endpoint's.
func (s *Server) endSession(w http.ResponseWriter, r *http.Request) {
	if s.fault(FaultNoEndSession) {
		s.notFound(w, r)
		return
	}
	if err := r.ParseForm(); err != nil {
		s.messagePage(w, http.StatusBadRequest, messageUnreadable)
		return
	}
	request, problem := s.parseLogout(r.Form)
	if problem != nil {
		s.messagePage(w, http.StatusBadRequest, message{Title: "Signing out didn’t work", Text: problem.description, Sign: "bad"})
		return
	}
	session, signedIn := s.browserSession(r)
	if signedIn && session.person.Subject != request.subject {
		s.confirmPage(w, session.person, request)
		return
	}
	s.finishLogout(w, r, request)
}

// parseLogout checks the request. An expired hint is good: it only says who.
func (s *Server) parseLogout(form url.Values) (logoutRequest, *oauthError) {
	request := logoutRequest{state: form.Get("state"), returnTo: form.Get("post_logout_redirect_uri")}
	client := form.Get("client_id")
	if hint := form.Get("id_token_hint"); hint != "" {
		claims, err := s.keys.verify(hint)
		if err != nil || claims["iss"] != s.issuer || claims["aud"] != s.options.ClientID {
			return request, refuse("invalid_request", "The hint about who signs out is not from here.")
		}
		request.subject, _ = claims["sub"].(string)
		if client == "" {
			client = s.options.ClientID
		}
	}
	switch {
	case client != "" && client != s.options.ClientID:
		return request, refuse("invalid_client", "This program is not known here.")
	case request.returnTo != "" && (client == "" || !s.isLoopbackRedirect(request.returnTo)):
		return request, refuse("invalid_request", "The address to return to is not http://127.0.0.1 or http://[::1] with a port.")
	}
	return request, nil
}

// endConfirmed is the form of the confirmation page.
func (s *Server) endConfirmed(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.messagePage(w, http.StatusBadRequest, messageUnreadable)
		return
	}
	request := logoutRequest{state: r.PostForm.Get("state"), returnTo: r.PostForm.Get("return_to")}
	switch {
	case request.returnTo != "" && !s.isLoopbackRedirect(request.returnTo):
		s.messagePage(w, http.StatusBadRequest, messageUnreadable)
	case r.PostForm.Get("stay") != "":
		s.messagePage(w, http.StatusOK, message{Title: "You’re still signed in", Text: "Nothing has changed in this browser.", Sign: "info"})
	default:
		s.finishLogout(w, r, request)
	}
}

func (s *Server) finishLogout(w http.ResponseWriter, r *http.Request, request logoutRequest) {
	s.endBrowserSession(w, r)
	if request.returnTo == "" {
		s.messagePage(w, http.StatusOK, message{Title: "You’re signed out", Text: "The demo no longer knows anybody in this browser.", Sign: "good"})
		return
	}
	answer := url.Values{}
	if request.state != "" {
		answer.Set("state", request.state)
	}
	s.spoilLogout(answer)
	address := request.returnTo
	if len(answer) > 0 {
		address = withQuery(address, answer)
	}
	w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(w, r, address, http.StatusSeeOther)
}
