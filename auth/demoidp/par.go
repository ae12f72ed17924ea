package demoidp

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	pushedPrefix = "urn:ietf:params:oauth:request_uri:"
	// answerTime is how long a person may look at the page of a pushed request.
	answerTime = time.Hour
)

// pushedRequest is one pushed authorization request (RFC 9126).
type pushedRequest struct {
	raw    string // as a query
	key    string // thumbprint that the code is bound to, or empty
	ends   time.Time
	opened bool // the sign-in page was asked for
}

// push is the pushed authorization request endpoint (RFC 9126 2). It checks what
// the authorization endpoint checks and answers in JSON.
func (s *Server) push(w http.ResponseWriter, r *http.Request) {
	if s.pushFault(w, r) {
		return
	}
	pushed, problem := s.checkPushed(r)
	if problem != nil {
		problem.write(w)
		return
	}
	id, err := s.random(24)
	if err != nil {
		s.broken(w, err)
		return
	}
	life := s.options.PARLifetime
	now := s.now()
	pushed.ends = now.Add(life)
	s.mu.Lock()
	s.book.prune(now)
	s.book.pushed[pushedPrefix+id] = pushed
	s.mu.Unlock()
	writeJSON(w, http.StatusCreated, map[string]any{"request_uri": pushedPrefix + id, "expires_in": int64(life.Seconds())})
}

func (s *Server) checkPushed(r *http.Request) (*pushedRequest, *oauthError) {
	form, problem := s.clientForm(r)
	if problem != nil {
		return nil, problem
	}
	if form.Has("request_uri") {
		return nil, refuse("invalid_request", "A pushed request cannot name another one.")
	}
	query := maps.Clone(form)
	query.Del("client_secret")
	pushed := &pushedRequest{raw: query.Encode()}
	request, problem := s.parseAuthorize(pushed.raw)
	if problem != nil {
		return nil, problem
	}
	pushed.key = request.key
	got, problem := s.checkProof(r, "")
	switch {
	case problem != nil:
		return nil, problem
	case got.key != "" && pushed.key != "" && got.key != pushed.key:
		return nil, refuseProof("dpop_jkt names another key than the proof.")
	case got.key != "":
		pushed.key = got.key // RFC 9449 10.1
	}
	return pushed, nil
}

// readAuthorize checks what a browser brings: a request of its own, or the name of
// a pushed one. answered tells that it comes from the form of the sign-in page.
func (s *Server) readAuthorize(raw string, answered bool) (authRequest, *oauthError) {
	if query, err := url.ParseQuery(raw); err == nil && len(raw) <= maxQuery && strings.HasPrefix(query.Get("request_uri"), pushedPrefix) {
		return s.readPushed(query, answered)
	}
	request, problem := s.parseAuthorize(raw)
	if problem == nil && s.options.RequirePAR {
		problem = refuse("invalid_request", "Requests must be pushed first.")
	}
	return request, problem
}

// readPushed finds a pushed request. It is opened once, in time, by the client
// that pushed it, and answered once after that.
func (s *Server) readPushed(query url.Values, answered bool) (authRequest, *oauthError) {
	id := query.Get("request_uri")
	switch {
	case len(query["client_id"]) != 1 || query.Get("client_id") != s.options.ClientID:
		return authRequest{}, refuse("invalid_client", "This program is not known here.")
	case len(query) != 2 || len(query["request_uri"]) != 1:
		// What came beside it would have to be ignored: better to say so.
		return authRequest{}, refuse("invalid_request", "A pushed request is opened with client_id and request_uri alone.")
	}
	s.mu.Lock()
	pushed, ok := s.book.pushed[id]
	if !ok || pushed.opened != answered || s.now().After(pushed.ends) {
		s.mu.Unlock()
		return authRequest{}, refuse("invalid_request", "This request is unknown, was used before or is too old.")
	}
	if !answered {
		pushed.opened, pushed.ends = true, s.now().Add(answerTime)
	}
	s.mu.Unlock()
	request, problem := s.parseAuthorize(pushed.raw)
	// The sign-in page carries the name on, not what was kept out of the address.
	request.raw, request.pushed, request.key = query.Encode(), id, pushed.key
	return request, problem
}

// finishPushed forgets a pushed request once it has its answer. False: it had one.
func (s *Server) finishPushed(request authRequest) bool {
	if request.pushed == "" {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, open := s.book.pushed[request.pushed]
	delete(s.book.pushed, request.pushed)
	return open
}

// describePAR adds what RFC 9126 5 has in the metadata.
func (s *Server) describePAR(document map[string]any) {
	document["pushed_authorization_request_endpoint"] = s.issuer + pathPAR
	if s.options.RequirePAR {
		document["require_pushed_authorization_requests"] = true
	}
	if s.fault(FaultPARRequiredMissing) {
		document["require_pushed_authorization_requests"] = true
		delete(document, "pushed_authorization_request_endpoint")
	}
}

// pushFault answers in the way of a fault that is on.
func (s *Server) pushFault(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case s.fault(FaultPAR400):
		refuse("invalid_request", "The request is refused.").write(w)
	case s.fault(FaultPAR500):
		http.Error(w, "internal error", http.StatusInternalServerError)
	case s.fault(FaultPARHTML):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(guestNetwork))
	case s.fault(FaultPARRedirect):
		http.Redirect(w, r, pathElsewhere, http.StatusTemporaryRedirect)
	default:
		return false
	}
	return true
}
