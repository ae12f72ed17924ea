package demoidp

import (
	"fmt"
	"net/http"
)

// Faults of the access-rights endpoint.
const (
	FaultRights500            = "rights_500"
	FaultRights404            = "rights_404"
	FaultRights403            = "rights_403"
	FaultRights429            = "rights_429"
	FaultRightsHTML           = "rights_html"
	FaultRightsForeignSubject = "rights_foreign_subject"
	FaultRightsHuge           = "rights_huge"
	FaultRightsFollowToken    = "rights_follow_token"
	FaultRightsFollowSignIn   = "rights_follow_sign_in"
	FaultRightsFollowBrowser  = "rights_follow_browser"
)

func rightsFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultRights500, Doc: "The server with the access rights breaks down (500)."},
		{Name: FaultRights404, Doc: "There are no access rights at the address where they should be (404)."},
		{Name: FaultRights403, Doc: "The program may not read the access rights (403)."},
		{Name: FaultRights429, Doc: "The server with the access rights is too busy; it wants to be asked again in 120 seconds (429)."},
		{Name: FaultRightsHTML, Doc: "Instead of the access rights there is a web page, as on a guest network."},
		{Name: FaultRightsForeignSubject, Doc: "The access rights are somebody else’s."},
		{Name: FaultRightsHuge, Doc: "The list of access rights is larger than 4 MiB."},
		{Name: FaultRightsFollowToken, Doc: "Changed rights are seen only with a new access token.", Tolerated: true},
		{Name: FaultRightsFollowSignIn, Doc: "Changed rights are seen only after signing in again.", Tolerated: true},
		{Name: FaultRightsFollowBrowser, Doc: "Changed rights are seen only in a new browser session.", Tolerated: true},
	}
}

const hugeRights = 40_000 // entries of over 100 bytes: more than 4 MiB

// rightsFault answers in the way of a fault that is on. The token is good by then.
func (s *Server) rightsFault(w http.ResponseWriter, token *accessToken) bool {
	switch {
	case s.fault(FaultRights500):
		http.Error(w, "internal error", http.StatusInternalServerError)
	case s.fault(FaultRights404):
		http.NotFound(w, nil)
	case s.fault(FaultRights403):
		w.Header().Set("WWW-Authenticate", `Bearer realm="demo", error="insufficient_scope", scope="rights"`)
		writeJSON(w, http.StatusForbidden, map[string]string{"error": "insufficient_scope"})
	case s.fault(FaultRights429):
		w.Header().Set("Retry-After", "120")
		writeJSON(w, http.StatusTooManyRequests, map[string]string{"error": "slow_down"})
	case s.fault(FaultRightsHTML):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(guestNetwork))
	case s.fault(FaultRightsHuge):
		answer := s.rightsOf(token)
		answer.Rights = make([]right, hugeRights)
		for i := range answer.Rights {
			id := fmt.Sprintf("huge.%06d", i)
			answer.Rights[i] = right{ID: id, Name: "A right among very many others", State: stateGranted, Source: fromOrg}
		}
		writeJSON(w, http.StatusOK, answer)
	default:
		return false
	}
	return true
}
