package demoidp

import (
	"fmt"
	"net/http"
)

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
		_, _ = w.Write([]byte("<!doctype html><title>Guest network</title><p>Accept the terms to go online."))
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
