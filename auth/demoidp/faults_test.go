package demoidp_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"latchkey/auth/demoidp"
)

// faultCheck tells whether a fault is seen.
type faultCheck = func(*testing.T, *party) bool

// faultChecks say for each fault how to see that it does what its name says. Each
// check runs with the fault on, and must hold no longer once it is off.
func faultChecks() map[string]faultCheck {
	checks := map[string]faultCheck{}
	for _, some := range []map[string]faultCheck{identityFaults(), tokenFaults(), rightsFaults(), signOutFaults()} {
		maps.Copy(checks, some)
	}
	return checks
}

func identityFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultBadNonce: func(t *testing.T, p *party) bool {
			return claims(t, p.signIn("mila").text("id_token"))["nonce"] != "the-nonce"
		},
		demoidp.FaultWrongIssParam: func(_ *testing.T, p *party) bool {
			iss := p.visit(&demoidp.UserAgent{Person: "mila"}).Get("iss")
			return iss != "" && iss != p.server.Issuer()
		},
		demoidp.FaultMissingIssParam: func(_ *testing.T, p *party) bool {
			return !p.visit(&demoidp.UserAgent{Person: "mila"}).Has("iss")
		},
		demoidp.FaultBadSignature: func(t *testing.T, p *party) bool {
			err := verifyError(t, p)
			return err != nil && strings.Contains(err.Error(), "signature")
		},
		demoidp.FaultForeignSubjectUser: func(t *testing.T, p *party) bool {
			tokens := p.signIn("mila")
			return p.get("/userinfo", tokens.text("access_token")).text("sub") != claims(t, tokens.text("id_token"))["sub"]
		},
		demoidp.FaultForeignAudience: func(t *testing.T, p *party) bool {
			err := verifyError(t, p)
			return err != nil && strings.Contains(err.Error(), "audience")
		},
		demoidp.FaultExpiredIDToken: func(t *testing.T, p *party) bool {
			var expired *oidc.TokenExpiredError
			return errors.As(verifyError(t, p), &expired)
		},
	}
}

func tokenFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultToken500: func(_ *testing.T, p *party) bool { return p.refresh("x").status == http.StatusInternalServerError },
		demoidp.FaultTokenSlow: func(t *testing.T, p *party) bool {
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			_, err := p.try(ctx, http.MethodPost, "/token", url.Values{"client_id": {p.server.ClientID()}})
			return errors.Is(err, context.DeadlineExceeded)
		},
		demoidp.FaultNoRefreshToken: func(_ *testing.T, p *party) bool { return p.signIn("mila").fields["refresh_token"] == nil },
		demoidp.FaultNoExpiresIn:    func(_ *testing.T, p *party) bool { return p.signIn("mila").fields["expires_in"] == nil },
		demoidp.FaultBigTokens: func(t *testing.T, p *party) bool {
			tokens := p.signIn("mila")
			size := len(tokens.text("access_token")) + len(tokens.text("id_token")) + len(tokens.text("refresh_token"))
			// They are large, and they work.
			wantStatus(t, p.get("/rights", tokens.text("access_token")), http.StatusOK, "")
			wantStatus(t, p.refresh(tokens.text("refresh_token")), http.StatusOK, "")
			return size > 18_000 && size < 24_000
		},
	}
}

func rightsFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultRights500: rightsStatus(http.StatusInternalServerError),
		demoidp.FaultRights404: rightsStatus(http.StatusNotFound),
		demoidp.FaultRights403: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusForbidden && strings.Contains(got.header.Get("WWW-Authenticate"), `error="insufficient_scope"`)
		},
		demoidp.FaultRights429: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusTooManyRequests && got.header.Get("Retry-After") == "120"
		},
		demoidp.FaultRightsHTML: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusOK && strings.HasPrefix(got.header.Get("Content-Type"), "text/html") && got.fields == nil
		},
		demoidp.FaultRightsForeignSubject: func(_ *testing.T, p *party) bool {
			return p.someRights().text("subject") != demoidp.People()[0].Subject
		},
		demoidp.FaultRightsHuge: func(_ *testing.T, p *party) bool {
			got := p.someRights()
			return got.status == http.StatusOK && len(got.body) > 4<<20 && got.fields["version"] == 1.0
		},
		demoidp.FaultRightsFollowToken:   grantUnseen,
		demoidp.FaultRightsFollowSignIn:  grantUnseen,
		demoidp.FaultRightsFollowBrowser: grantUnseen,
	}
}

func signOutFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultRevoke503: func(t *testing.T, p *party) bool { return p.revocationFails(t, http.StatusServiceUnavailable, "") },
		demoidp.FaultRevoke400: func(t *testing.T, p *party) bool {
			return p.revocationFails(t, http.StatusBadRequest, "unsupported_token_type")
		},
		demoidp.FaultNoRevocationEndpoint: func(t *testing.T, p *party) bool {
			return p.metadata()["revocation_endpoint"] == nil && p.revocationFails(t, http.StatusNotFound, "")
		},
		demoidp.FaultNoEndSession: func(_ *testing.T, p *party) bool {
			return p.metadata()["end_session_endpoint"] == nil && p.do(http.MethodGet, "/end-session", nil).status == http.StatusNotFound
		},
	}
}

func TestEveryFaultDoesWhatItSaysAndNothingWhenOff(t *testing.T) {
	checks := faultChecks()
	for _, fault := range demoidp.Faults() {
		t.Run(fault.Name, func(t *testing.T) {
			check, ok := checks[fault.Name]
			if !ok || fault.Doc == "" {
				t.Fatal("the fault has no check or no words")
			}
			p := newParty(t)
			if err := p.control.Fault(fault.Name, true); err != nil {
				t.Fatal(err)
			}
			if !check(t, p) {
				t.Error("switched on, it is not seen")
			}
			p.control.Reset()
			if check(t, p) {
				t.Error("after a reset it is still seen")
			}
		})
	}
	if len(checks) != len(demoidp.Faults()) {
		t.Errorf("%d checks for %d faults", len(checks), len(demoidp.Faults()))
	}
}

// verifyError signs in and gives what an independent client says of the ID token.
func verifyError(t *testing.T, p *party) error {
	t.Helper()
	provider, err := oidc.NewProvider(t.Context(), p.server.Issuer())
	if err != nil {
		t.Fatal(err)
	}
	token := (&oauth2.Token{}).WithExtra(p.signIn("mila").fields)
	raw, _ := token.Extra("id_token").(string)
	_, err = provider.Verifier(&oidc.Config{ClientID: p.server.ClientID(), Now: p.clock.Now}).Verify(t.Context(), raw)
	return err
}

func (p *party) someRights() answer {
	p.t.Helper()
	return p.get("/rights", p.signIn("mila").text("access_token"))
}

func rightsStatus(status int) func(*testing.T, *party) bool {
	return func(_ *testing.T, p *party) bool { return p.someRights().status == status }
}

func (p *party) metadata() map[string]any {
	p.t.Helper()
	return p.do(http.MethodGet, "/.well-known/openid-configuration", nil).fields
}

// revocationFails tells whether revoking answers so and leaves the token good.
func (p *party) revocationFails(t *testing.T, status int, code string) bool {
	t.Helper()
	token := p.signIn("mila").text("refresh_token")
	got := p.revoke(token)
	return got.status == status && got.text("error") == code && p.refresh(token).status == http.StatusOK
}

// grantUnseen tells whether a new right stays unseen by a token made before it.
func grantUnseen(t *testing.T, p *party) bool {
	access := p.signIn("lena").text("access_token")
	if err := p.control.Grant("lena", "viewer.web"); err != nil {
		t.Fatal(err)
	}
	seen := len(rightsOf(t, p.get("/rights", access))) > 0
	if err := p.control.Revoke("lena", "viewer.web"); err != nil {
		t.Fatal(err)
	}
	return !seen
}
