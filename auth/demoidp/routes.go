package demoidp

import "net/http"

// Addresses of the server.
const (
	pathDiscovery      = "/.well-known/openid-configuration"
	pathServerMetadata = "/.well-known/oauth-authorization-server"
	pathKeys           = "/keys"
	pathAuthorize      = "/authorize"
	pathPAR            = "/par"
	pathSignIn         = "/sign-in"
	pathToken          = "/token"
	pathUserInfo       = "/userinfo"
	pathRights         = "/rights"
	pathSCIM           = "/scim/v2"
	pathAuthZEN        = "/.well-known/authzen-configuration"
	pathEvaluation     = "/access/v1/evaluation"
	pathEvaluations    = "/access/v1/evaluations"
	pathSearch         = "/access/v1/search/resource"
	pathInvitations    = "/invitations/"
	pathRevoke         = "/revoke"
	pathEndSession     = "/end-session"
	pathEndConfirm     = "/end-session/confirm"
	pathDeviceStart    = "/device/authorize"
	pathDevice         = "/device"
	pathDeviceApprove  = "/device/approve"
	pathControl        = "/control"
)

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern, endpoint string, h http.HandlerFunc) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			s.counts.add(endpoint)
			if endpoint != EndpointControl && s.away(w) {
				return
			}
			if s.spoilAnswer(w, r, endpoint, h) {
				return
			}
			h(w, r)
		})
	}
	handle("GET "+pathDiscovery, EndpointDiscovery, s.discovery)
	handle("GET "+pathServerMetadata, EndpointDiscovery, s.discovery)
	handle("GET "+pathKeys, EndpointKeys, s.keySet)
	handle("GET "+pathAuthorize, EndpointAuthorize, s.authorize)
	handle("POST "+pathSignIn, EndpointSignIn, s.signIn)
	handle("POST "+pathPAR, EndpointPAR, s.push)
	handle("POST "+pathToken, EndpointToken, s.token)
	handle("GET "+pathUserInfo, EndpointUserInfo, s.userInfo)
	handle("POST "+pathUserInfo, EndpointUserInfo, s.userInfo)
	s.routeRights(handle)
	s.routeHelp(handle)
	handle("POST "+pathRevoke, EndpointRevocation, s.revocation)
	handle("GET "+pathEndSession, EndpointEndSession, s.endSession)
	handle("POST "+pathEndSession, EndpointEndSession, s.endSession)
	handle("POST "+pathEndConfirm, EndpointEndSession, s.endConfirmed)
	handle("POST "+pathDeviceStart, EndpointDeviceStart, s.deviceStart)
	handle("GET "+pathDevice, EndpointDevicePage, s.devicePage)
	handle("POST "+pathDevice, EndpointDevicePage, s.deviceCodeEntered)
	handle("POST "+pathDeviceApprove, EndpointDevicePage, s.deviceApproved)
	handle("GET "+pathControl, EndpointControl, s.controlPage)
	handle("GET "+pathControl+"/counts", EndpointControl, s.controlCounts)
	handle("POST "+pathControl+"/{action}", EndpointControl, s.controlAction)
	for _, path := range []string{pathPAR, pathSignIn, pathToken, pathRevoke, pathEndConfirm, pathDeviceStart, pathDeviceApprove} {
		handle(path, EndpointOther, postOnly)
	}
	handle(pathElsewhere, EndpointElsewhere, s.notFound)
	handle("GET /{$}", EndpointOther, s.startPage)
	handle("/", EndpointOther, s.notFound)
	return mux
}

// routeRights adds the sources of access rights, and the way to new ones.
func (s *Server) routeRights(handle func(pattern, endpoint string, h http.HandlerFunc)) {
	handle("GET "+pathRights, EndpointRights, s.rights)
	handle("GET "+pathSCIM+"/Me", EndpointSCIM, s.scimMe)
	handle(pathSCIM+"/", EndpointSCIM, s.scimElsewhere)
	handle("GET "+pathAuthZEN, EndpointAuthZEN, s.authzenMetadata)
	handle("POST "+pathEvaluation, EndpointAuthZEN, s.evaluate)
	handle("POST "+pathEvaluations, EndpointAuthZEN, s.evaluateAll)
	handle("POST "+pathSearch, EndpointAuthZEN, s.searchResources)
	handle("GET "+pathInvitations+"{name}", EndpointInvitation, s.invitation)
	handle("POST "+pathInvitations+"{name}", EndpointInvitation, s.invitationAccepted)
}

func postOnly(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Allow", http.MethodPost)
	http.Error(w, "This address takes POST only.", http.StatusMethodNotAllowed)
}
