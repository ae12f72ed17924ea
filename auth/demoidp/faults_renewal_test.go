package demoidp_test

import (
	"net/http"
	"testing"

	"latchkey/auth/demoidp"
)

func renewalFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultRefreshInvalidGrant:    renewalFails(http.StatusBadRequest, "invalid_grant"),
		demoidp.FaultRefresh500:             renewalFails(http.StatusInternalServerError, ""),
		demoidp.FaultRefreshForeignSubject:  renewalChanges("sub"),
		demoidp.FaultRefreshForeignIssuer:   renewalChanges("iss"),
		demoidp.FaultRefreshForeignAudience: renewalChanges("aud"),
		demoidp.FaultRefreshChangedAuthTime: renewalChanges("auth_time"),
	}
}

// renewalFails wants this of a good refresh token, and the sign-in before it in order.
func renewalFails(status int, code string) faultCheck {
	return func(t *testing.T, p *party) bool {
		tokens := p.signIn("mila")
		if _, err := p.verify(t, tokens); err != nil {
			t.Errorf("the sign-in is not in order: %v", err)
		}
		return refusedAs(status, code)(p.refresh(tokens.text("refresh_token")))
	}
}

// renewalChanges wants one claim of the renewed ID token to differ, and nothing
// wrong with the first.
func renewalChanges(name string) faultCheck {
	return func(t *testing.T, p *party) bool {
		tokens := p.signIn("mila")
		if _, err := p.verify(t, tokens); err != nil {
			t.Errorf("the sign-in is not in order: %v", err)
		}
		before := claims(t, tokens.text("id_token"))
		after := claims(t, p.refresh(tokens.text("refresh_token")).text("id_token"))
		for _, other := range []string{"sub", "iss", "aud", "auth_time", "sid"} {
			if other != name && before[other] != after[other] {
				t.Errorf("%s changed too", other)
			}
		}
		return before[name] != after[name]
	}
}
