package demoidp

import (
	"net/url"
	"slices"
	"strings"
)

// checkResources checks the resource indicators of a request that asks for a grant
// (RFC 8707 2): absolute, without a fragment, and allowed here.
func (s *Server) checkResources(asked []string) *oauthError {
	for _, address := range asked {
		u, err := url.Parse(address)
		switch {
		case err != nil || !u.IsAbs() || strings.Contains(address, "#"):
			return refuse("invalid_target", "resource is not an absolute address without a fragment.")
		case !s.allowsResource(address):
			return refuse("invalid_target", "This resource is not known here.")
		}
	}
	return nil
}

func (s *Server) allowsResource(address string) bool {
	allowed := s.options.Resources
	return len(allowed) == 0 || slices.Contains(allowed, "") || slices.Contains(allowed, address)
}

// audience are the resources of a grant; without any asked for, this server's own.
// Its own endpoints take every token it made, whatever the audience.
func (s *Server) audience(g *grant) []string {
	if len(g.resources) > 0 {
		return g.resources
	}
	return []string{s.RightsURL(), s.issuer + pathUserInfo}
}

// narrowedAudience is the audience of one access token: a token request may ask for
// some of what was granted and for nothing else (RFC 8707 2.2).
func (s *Server) narrowedAudience(form url.Values, g *grant) ([]string, *oauthError) {
	granted, asked := s.audience(g), form["resource"]
	if len(asked) == 0 {
		return granted, nil
	}
	for _, address := range asked {
		if !slices.Contains(granted, address) {
			return nil, refuse("invalid_target", "This resource was not granted.")
		}
	}
	return asked, nil
}
