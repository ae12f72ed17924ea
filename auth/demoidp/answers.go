package demoidp

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
)

// oauthError is an error of RFC 6749 5.2 with its status.
type oauthError struct {
	code, description string
	status            int
	challenge         string // WWW-Authenticate; empty: none
}

func refuse(code, description string) *oauthError {
	return &oauthError{code: code, description: description, status: http.StatusBadRequest}
}

func (e *oauthError) write(w http.ResponseWriter) {
	if e.challenge != "" {
		w.Header().Set("WWW-Authenticate", e.challenge)
	}
	writeJSON(w, e.status, map[string]string{"error": e.code, "error_description": e.description})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}

// broken answers 500; what went wrong goes to the log only.
func (s *Server) broken(w http.ResponseWriter, err error) {
	s.log.Error("request failed", "error", err)
	writeJSON(w, http.StatusInternalServerError, map[string]string{"error": "server_error"})
}

// random makes an unguessable string of n bytes before encoding.
func (s *Server) random(n int) (string, error) {
	raw := make([]byte, n)
	if _, err := io.ReadFull(s.options.Random, raw); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}
