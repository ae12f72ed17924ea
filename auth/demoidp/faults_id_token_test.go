package demoidp_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"latchkey/auth/demoidp"
)

func idTokenFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultMissingAtHash:   claimIs("at_hash", nil),
		demoidp.FaultBadNonce:        claimIsNot("nonce", "the-nonce"),
		demoidp.FaultMissingNonce:    claimIs("nonce", nil),
		demoidp.FaultMissingAudience: claimIs("aud", nil),
		demoidp.FaultMissingIssuer:   claimIs("iss", nil),
		demoidp.FaultMissingSubject:  claimIs("sub", nil),
		demoidp.FaultMissingExpiry:   claimIs("exp", nil),
		demoidp.FaultMissingIssuedAt: claimIs("iat", nil),
		demoidp.FaultMissingAuthTime: claimIs("auth_time", nil),
		demoidp.FaultLongSubject:     claimIs("sub", strings.Repeat("s", 300)),
		demoidp.FaultForeignAzp:      claimIs("azp", "some-other-client"),
		demoidp.FaultWrongIssuer:     claimIs("iss", "https://attacker.example"),
		demoidp.FaultAudienceList:    claimPrints("aud", "[latchkey-demo]"),
		demoidp.FaultExtraAudience:   claimPrints("aud", "[latchkey-demo some-other-client]"),
		demoidp.FaultForeignAudience: func(t *testing.T, p *party) bool {
			err := verifyError(t, p)
			return err != nil && strings.Contains(err.Error(), "audience")
		},
		demoidp.FaultExpiredIDToken: func(t *testing.T, p *party) bool {
			var expired *oidc.TokenExpiredError
			return errors.As(verifyError(t, p), &expired)
		},
		demoidp.FaultFutureIssuedAt: claimIsAt("iat", time.Hour),
		demoidp.FaultFutureNotBefore: func(t *testing.T, p *party) bool {
			err := verifyError(t, p)
			return err != nil && strings.Contains(err.Error(), "nbf")
		},
		demoidp.FaultStaleAuthTime: claimIsAt("auth_time", -time.Hour),
		demoidp.FaultBadAtHash: func(t *testing.T, p *party) bool {
			tokens := p.signIn("mila")
			id, err := p.verify(t, tokens)
			return err == nil && id.VerifyAccessToken(tokens.text("access_token")) != nil
		},
		demoidp.FaultClaimTypes: func(t *testing.T, p *party) bool {
			_, text := claims(t, p.signIn("mila").text("id_token"))["exp"].(string)
			return text
		},
	}
}

func claimIs(name string, want any) faultCheck {
	return func(t *testing.T, p *party) bool {
		got := claims(t, p.signIn("mila").text("id_token"))
		return got["sid"] != nil && got[name] == want
	}
}

func claimIsNot(name string, honest any) faultCheck {
	return func(t *testing.T, p *party) bool {
		got := claims(t, p.signIn("mila").text("id_token"))[name]
		return got != nil && got != honest
	}
}

func claimPrints(name, want string) faultCheck {
	return func(t *testing.T, p *party) bool {
		return fmt.Sprint(claims(t, p.signIn("mila").text("id_token"))[name]) == want
	}
}

// claimIsAt wants a time so far from now.
func claimIsAt(name string, away time.Duration) faultCheck {
	return func(t *testing.T, p *party) bool {
		return claims(t, p.signIn("mila").text("id_token"))[name] == float64(p.clock.Now().Add(away).Unix())
	}
}

// verifyError signs in and gives what an independent client says of the ID token.
func verifyError(t *testing.T, p *party) error {
	t.Helper()
	_, err := p.verify(t, p.signIn("mila"))
	return err
}

// verify lets an independent client check the ID token of a token answer.
func (p *party) verify(t *testing.T, tokens answer) (*oidc.IDToken, error) {
	t.Helper()
	provider, err := oidc.NewProvider(t.Context(), p.server.Issuer())
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := (&oauth2.Token{}).WithExtra(tokens.fields).Extra("id_token").(string)
	return provider.Verifier(&oidc.Config{ClientID: p.server.ClientID(), Now: p.clock.Now}).Verify(t.Context(), raw)
}
