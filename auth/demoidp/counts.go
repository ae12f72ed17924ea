package demoidp

import (
	"maps"
	"sync"
)

// Keys of Control.Counts. Token requests count twice: under EndpointToken, and
// under their grant once the client is known.
const (
	EndpointDiscovery    = "discovery"
	EndpointKeys         = "keys"
	EndpointAuthorize    = "authorize"
	EndpointSignIn       = "sign_in" // the form of the sign-in page
	EndpointPAR          = "par"
	EndpointToken        = "token"
	EndpointTokenCode    = "token/authorization_code"
	EndpointTokenRefresh = "token/refresh_token"
	EndpointTokenDevice  = "token/device_code"
	EndpointTokenUMA     = "token/uma_ticket"
	EndpointUserInfo     = "userinfo"
	EndpointRights       = "rights"
	EndpointSCIM         = "scim"
	EndpointAuthZEN      = "authzen" // its questions, and the metadata
	EndpointInvitation   = "invitation"
	EndpointRevocation   = "revocation"
	EndpointEndSession   = "end_session"
	EndpointDeviceStart  = "device_authorization"
	EndpointDevicePage   = "device"
	EndpointControl      = "control"
	EndpointElsewhere    = "elsewhere" // where a redirect leads that nobody may follow
	EndpointOther        = "other"     // an address that does not exist, the start page
)

type counter struct {
	mu   sync.Mutex
	seen map[string]int
}

func (c *counter) add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen == nil {
		c.seen = map[string]int{}
	}
	c.seen[name]++
}

func (c *counter) all() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen == nil {
		return map[string]int{}
	}
	return maps.Clone(c.seen)
}

func (c *counter) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen = nil
}
