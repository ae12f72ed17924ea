package demoidp

import "net/http"

const grantUMA = "urn:ietf:params:oauth:grant-type:uma-ticket"

// umaPermission is one entry of the list that response_mode=permissions asks for.
// The demo has no scopes below a right.
type umaPermission struct {
	ID   string `json:"rsid"`
	Name string `json:"rsname"`
}

// isUMA tells a token request with the ticket grant: its access token stands in the
// header, where the others have a client's credentials.
func isUMA(r *http.Request) bool {
	return r.ParseForm() == nil && r.PostForm.Get("grant_type") == grantUMA
}

// permissions is the token endpoint for the ticket grant of UMA 2.0, as far as a list
// of permissions goes. Every audience is the demo's one resource server. Nothing
// granted at all is access_denied, which is how Keycloak says it.
func (s *Server) permissions(w http.ResponseWriter, r *http.Request) {
	s.counts.add(EndpointTokenUMA)
	token := s.bearer(w, r)
	if token == nil {
		return
	}
	form := r.PostForm
	switch problem := givenOnce(form); {
	case problem != nil:
		problem.write(w)
		return
	case form.Get("client_id") != "" && form.Get("client_id") != s.options.ClientID:
		(&oauthError{code: "invalid_client", description: "The client is unknown.", status: http.StatusUnauthorized}).write(w)
		return
	case form.Get("audience") == "":
		refuse("invalid_request", "audience is missing.").write(w)
		return
	case form.Get("response_mode") != "permissions":
		refuse("invalid_request", "Only response_mode=permissions is supported.").write(w)
		return
	}
	list := []umaPermission{}
	for _, r := range s.seenRights(token) {
		if r.State == stateGranted {
			list = append(list, umaPermission{ID: r.ID, Name: r.Name})
		}
	}
	if len(list) == 0 {
		s.afterRights(token.grant.person.ID)
		(&oauthError{code: "access_denied", description: "not_authorized", status: http.StatusForbidden}).write(w)
		return
	}
	s.answerNow(w, token, list)
}
