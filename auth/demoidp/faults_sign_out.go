package demoidp

import "net/url"

// Faults of revocation (RFC 7009) and of signing out of the browser (RP-Initiated
// Logout 1.0).
const (
	FaultRevoke503            = "revoke_503"
	FaultRevoke400            = "revoke_400"
	FaultNoRevocationEndpoint = "no_revocation_endpoint"
	FaultNoEndSession         = "no_end_session"
	FaultEndSessionOtherState = "end_session_other_state"
	FaultEndSessionNoState    = "end_session_no_state"
)

func signOutFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultRevoke503, Doc: "The provider is out of order when tokens are to be withdrawn (503), and withdraws nothing."},
		{Name: FaultRevoke400, Doc: "The provider refuses to withdraw tokens."},
		{Name: FaultNoRevocationEndpoint, Doc: "The provider has no way to withdraw tokens.", Tolerated: true},
		{Name: FaultNoEndSession, Doc: "The provider has no page to sign out of the browser.", Tolerated: true},
		{Name: FaultEndSessionOtherState, Doc: "The browser comes back from signing out with the answer to another request."},
		{Name: FaultEndSessionNoState, Doc: "The browser comes back from signing out without saying which request it answers."},
	}
}

// spoilLogout applies the faults of the return from signing out.
func (s *Server) spoilLogout(answer url.Values) {
	if s.fault(FaultEndSessionOtherState) {
		answer.Set("state", "the-state-of-another-sign-out")
	}
	if s.fault(FaultEndSessionNoState) {
		answer.Del("state")
	}
}
