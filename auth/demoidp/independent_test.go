package demoidp_test

import (
	"net/http"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"latchkey/auth/demoidp"
)

// A client that knows nothing of this package agrees with every step.
func TestAnIndependentClientAgrees(t *testing.T) {
	for _, person := range demoidp.People() {
		t.Run(person.ID, func(t *testing.T) {
			p := newParty(t)
			ctx := t.Context()
			provider, err := oidc.NewProvider(ctx, p.server.Issuer())
			if err != nil {
				t.Fatal(err)
			}
			config := oauth2.Config{
				ClientID: p.server.ClientID(), Endpoint: provider.Endpoint(), RedirectURL: p.redirectURI(),
				Scopes: []string{oidc.ScopeOpenID, "email", "profile", oidc.ScopeOfflineAccess},
			}
			verifier := oauth2.GenerateVerifier()
			address := config.AuthCodeURL("s1", oidc.Nonce("n1"), oauth2.S256ChallengeOption(verifier))
			if err := (&demoidp.UserAgent{Person: person.ID}).Open(ctx, address); err != nil {
				t.Fatal(err)
			}
			back := <-p.callback
			if back.Get("state") != "s1" || back.Get("iss") != p.server.Issuer() {
				t.Errorf("callback has state %q, iss %q", back.Get("state"), back.Get("iss"))
			}
			token, err := config.Exchange(ctx, back.Get("code"), oauth2.VerifierOption(verifier))
			if err != nil {
				t.Fatal(err)
			}
			first := verifyIDToken(t, p, provider, token)
			if first.Nonce != "n1" || first.Subject != person.Subject {
				t.Errorf("ID token has nonce %q, subject %q", first.Nonce, first.Subject)
			}
			agreeOnUserInfo(t, provider, token, person)
			renewed, err := config.TokenSource(ctx, &oauth2.Token{RefreshToken: token.RefreshToken}).Token()
			if err != nil {
				t.Fatal(err)
			}
			if again := verifyIDToken(t, p, provider, renewed); again.Subject != person.Subject || again.Nonce != "" {
				t.Errorf("renewed ID token has subject %q, nonce %q", again.Subject, again.Nonce)
			}
			if renewed.RefreshToken == token.RefreshToken {
				t.Error("the refresh token was not rotated")
			}
		})
	}
}

func agreeOnUserInfo(t *testing.T, provider *oidc.Provider, token *oauth2.Token, person demoidp.Person) {
	t.Helper()
	info, err := provider.UserInfo(t.Context(), oauth2.StaticTokenSource(token))
	if err != nil {
		t.Fatal(err)
	}
	if info.Subject != person.Subject || info.Email != person.Email || info.EmailVerified != person.EmailVerified {
		t.Errorf("UserInfo is %+v, want %+v", info, person)
	}
}

func verifyIDToken(t *testing.T, p *party, provider *oidc.Provider, token *oauth2.Token) *oidc.IDToken {
	t.Helper()
	raw, _ := token.Extra("id_token").(string)
	verifier := provider.Verifier(&oidc.Config{ClientID: p.server.ClientID(), Now: p.clock.Now})
	id, err := verifier.Verify(t.Context(), raw)
	if err != nil {
		t.Fatalf("verify ID token: %v", err)
	}
	if err := id.VerifyAccessToken(token.AccessToken); err != nil {
		t.Errorf("at_hash: %v", err)
	}
	return id
}

func TestAnIndependentClientSignsInADevice(t *testing.T) {
	p := newParty(t)
	ctx := t.Context()
	provider, err := oidc.NewProvider(ctx, p.server.Issuer())
	if err != nil {
		t.Fatal(err)
	}
	config := oauth2.Config{ClientID: p.server.ClientID(), Endpoint: provider.Endpoint(), Scopes: []string{oidc.ScopeOpenID}}
	config.Endpoint.DeviceAuthURL = provider.Endpoint().DeviceAuthURL
	device, err := config.DeviceAuth(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := (&demoidp.UserAgent{Person: "ines"}).ApproveDevice(ctx, device.VerificationURI, device.UserCode); err != nil {
		t.Fatal(err)
	}
	got := p.token("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", device.DeviceCode)
	if got.status != http.StatusOK {
		t.Fatalf("token endpoint: %d %s", got.status, got.body)
	}
	verifyIDToken(t, p, provider, (&oauth2.Token{AccessToken: got.text("access_token")}).WithExtra(got.fields))
}
