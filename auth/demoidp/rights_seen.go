package demoidp

import "net/http"

// seenBy picks the moment whose rights a grant sees; ofToken are those of the moment
// its access token was made. Every dialect tells of the same ones. Call with mu held.
func (b *book) seenBy(g *grant, ofToken []right) []right {
	switch {
	case b.faults[FaultRightsFollowBrowser]:
		return g.seen.browser
	case b.faults[FaultRightsFollowSignIn]:
		return g.seen.signIn
	case b.faults[FaultRightsFollowToken] || b.fixedToken:
		return ofToken
	}
	return b.people[g.person.ID].rights
}

// seenRights are the rights that a token sees.
func (s *Server) seenRights(t *accessToken) []right {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.book.seenBy(t.grant, t.rights)
}

// grantedRights are those of a list that count, by the attribute that a directory
// keeps them under (RFC 7643 4.1.2, RFC 9068 2.2.3.1): what comes of a group, what a
// person of another organization may do, and everything else. No right is in two.
type grantedRights struct{ groups, roles, entitlements []right }

func grantedOf(rights []right) grantedRights {
	var all grantedRights
	for _, r := range rights {
		switch {
		case r.State != stateGranted:
		case r.Source == fromGroup:
			all.groups = append(all.groups, r)
		case r.Source == fromExternal:
			all.roles = append(all.roles, r)
		default:
			all.entitlements = append(all.entitlements, r)
		}
	}
	return all
}

func idsOf(rights []right) []string {
	ids := []string{}
	for _, r := range rights {
		ids = append(ids, r.ID)
	}
	return ids
}

// answerNow answers a question about rights, which changes from one to the next.
func (s *Server) answerNow(w http.ResponseWriter, t *accessToken, value any) {
	s.afterRights(t.grant.person.ID)
	w.Header().Set("Vary", "Authorization")
	writeJSON(w, http.StatusOK, value)
}
