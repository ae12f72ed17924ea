package demoidp_test

import (
	"net/url"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func redirectFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultWrongIssParam: comesBack(func(p *party, v url.Values) bool {
			return v.Has("code") && v.Has("iss") && v.Get("iss") != p.server.Issuer()
		}),
		demoidp.FaultMissingIssParam: comesBack(func(_ *party, v url.Values) bool { return v.Has("code") && !v.Has("iss") }),
		demoidp.FaultErrorWrongIss: comesBack(func(p *party, v url.Values) bool {
			return v.Get("error") == "access_denied" && !v.Has("code") && v.Get("state") == "the-state" && v.Has("iss") && v.Get("iss") != p.server.Issuer()
		}),
		demoidp.FaultWrongState: comesBack(func(_ *party, v url.Values) bool {
			return v.Has("code") && v.Has("state") && v.Get("state") != "the-state"
		}),
		demoidp.FaultMissingState: comesBack(func(_ *party, v url.Values) bool { return v.Has("code") && !v.Has("state") }),
		demoidp.FaultCodeAndError: comesBack(func(_ *party, v url.Values) bool { return v.Has("code") && v.Has("error") }),
		demoidp.FaultNoCode: comesBack(func(_ *party, v url.Values) bool {
			return !v.Has("code") && !v.Has("error") && v.Get("state") == "the-state"
		}),
		demoidp.FaultRefusesEverybody:     refusedWith("access_denied"),
		demoidp.FaultAuthorizeServerError: refusedWith("server_error"),
		demoidp.FaultAuthorizeInteraction: refusedWith("interaction_required"),
		demoidp.FaultAuthorizeScope:       refusedWith("invalid_scope"),
		demoidp.FaultAuthorizeTarget:      refusedWith("invalid_target"),
		demoidp.FaultAuthorizeClient:      refusedWith("unauthorized_client"),
		demoidp.FaultAuthorizeWords: comesBack(func(_ *party, v url.Values) bool {
			words := v.Get("error_description")
			for _, hostile := range []string{"\x1b[", "\u202e", "<script>", strings.Repeat("A", 5000)} {
				if !strings.Contains(words, hostile) {
					return false
				}
			}
			return v.Get("error") == "invalid_request"
		}),
	}
}

// comesBack looks at the parameters with which the browser comes back.
func comesBack(seen func(*party, url.Values) bool) faultCheck {
	return func(_ *testing.T, p *party) bool { return seen(p, p.visit(&demoidp.UserAgent{Person: "mila"})) }
}

func refusedWith(code string) faultCheck {
	return comesBack(func(p *party, v url.Values) bool {
		return v.Get("error") == code && !v.Has("code") && v.Get("state") == "the-state" && v.Get("iss") == p.server.Issuer()
	})
}
