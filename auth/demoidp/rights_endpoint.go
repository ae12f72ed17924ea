package demoidp

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

const (
	rightsValid   = 24 * time.Hour
	rightsOffline = 30 * 24 * time.Hour
)

type rightsAnswer struct {
	Version      int               `json:"version"`
	Subject      string            `json:"subject"`
	Issuer       string            `json:"issuer"`
	Organization map[string]string `json:"organization"`
	CheckedAt    string            `json:"checked_at"`
	ValidUntil   string            `json:"valid_until"`
	OfflineUntil string            `json:"offline_until"`
	Rights       []right           `json:"rights,omitzero"` // nil leaves it out, for who writes it otherwise
	Pending      []pendingItem     `json:"pending"`
}

// rights is the access-rights endpoint. The entity tag covers what the person may
// do, not the times, so that an unchanged list is 304; "Cache-Control: no-cache"
// always gets the list.
func (s *Server) rights(w http.ResponseWriter, r *http.Request) {
	token := s.bearer(w, r)
	if token == nil || s.rightsFault(w, token) {
		return
	}
	m := s.moment(r)
	answer := s.rightsOf(token, m)
	tag, err := entityTag(answer)
	if err != nil {
		s.broken(w, err)
		return
	}
	s.afterRights(token.grant.person.ID)
	m.write(w.Header())
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Set("Vary", "Authorization")
	forced := strings.Contains(strings.ToLower(r.Header.Get("Cache-Control")), "no-cache")
	if !forced && !m.cached && tagMatches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	writeJSON(w, http.StatusOK, answer)
}

func (s *Server) rightsOf(token *accessToken, m moment) rightsAnswer {
	now := m.at.UTC().Truncate(time.Second)
	person := token.grant.person
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.book
	answer := rightsAnswer{
		Version: 1, Subject: person.Subject, Issuer: s.issuer,
		Organization: map[string]string{"id": person.Organization.ID, "name": person.Organization.Name},
		CheckedAt:    now.Format(time.RFC3339),
		ValidUntil:   now.Add(rightsValid).Format(time.RFC3339),
		OfflineUntil: now.Add(rightsOffline).Format(time.RFC3339),
		Rights:       b.seenBy(token.grant, token.rights),
		Pending:      s.pendingOf(person.ID),
	}
	if m.signIn {
		answer.Rights = token.grant.seen.signIn
	}
	if b.faults[FaultRightsForeignSubject] {
		answer.Subject = foreignSubject
	}
	if b.faults[FaultRightsForeignIssuer] {
		answer.Issuer = foreignIssuer
	}
	return answer
}

// afterRights lets the change happen that waits for a person's first answer.
func (s *Server) afterRights(person string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.book.people[person]
	if a.next != nil {
		a.rights, a.next = a.next(a.rights), nil
	}
}

func entityTag(answer rightsAnswer) (string, error) {
	answer.CheckedAt, answer.ValidUntil, answer.OfflineUntil = "", "", ""
	content, err := json.Marshal(answer)
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256(content)
	return `W/"` + base64.RawURLEncoding.EncodeToString(digest[:12]) + `"`, nil
}

// tagMatches is the weak comparison of If-None-Match (RFC 9110 13.1.2).
func tagMatches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
