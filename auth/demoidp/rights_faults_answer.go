package demoidp

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"time"
)

// hugeRights times the length of an entry is more than 32 MiB.
const (
	hugeRights = 33 << 20 / 100
	hugeEntry  = `{"id":"huge.%07d","name":"A right among very many others","state":"granted","source":"organization","reason":""}`
	anHour     = time.Hour
)

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
		s.hugeRights(w, token)
	default:
		return false
	}
	return true
}

// hugeRights streams a whole and honest list that nobody should want to read; none of
// it is kept here.
func (s *Server) hugeRights(w http.ResponseWriter, token *accessToken) {
	answer := s.rightsOf(token, moment{at: s.now()})
	answer.Rights = nil
	head, err := json.Marshal(answer)
	if err != nil {
		s.broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	// The list goes in front of the rest, which begins with a brace.
	_, _ = io.WriteString(w, `{"rights":[`)
	for i := range hugeRights {
		separator := ","
		if i == 0 {
			separator = ""
		}
		if _, err := fmt.Fprintf(w, separator+hugeEntry, i); err != nil {
			return // whoever asked has heard enough
		}
	}
	_, _ = w.Write(append([]byte("],"), head[1:]...))
}

func noToken(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="demo", error="invalid_token", error_description="The access token is not taken"`)
	writeJSON(w, http.StatusUnauthorized, map[string]string{"error": "invalid_token"})
}

func switchedOff(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
	w.Header().Set("Retry-After", "30")
	http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
}

func words(_ *Server, w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, "Thank you for asking.")
}

// half sends the first half of the honest answer and then nothing more, until whoever
// asked gives up.
func half(_ *Server, w http.ResponseWriter, r *http.Request, honest http.HandlerFunc) {
	kept := keep(r, honest)
	maps.Copy(w.Header(), kept.header)
	w.WriteHeader(kept.status)
	_, _ = w.Write(kept.body.Bytes()[:kept.body.Len()/2])
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func labeled(contentType string) answerer {
	return func(_ *Server, w http.ResponseWriter, r *http.Request, honest http.HandlerFunc) {
		kept := keep(r, honest)
		maps.Copy(w.Header(), kept.header)
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(kept.status)
		_, _ = w.Write(kept.body.Bytes())
	}
}
