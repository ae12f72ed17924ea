package auth_test

import (
	"errors"
	"testing"
	"time"

	"latchkey/auth"
)

func TestClaimsAreWhatTheProviderSaysNow(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Claims = func(claims map[string]any) { claims["roles"] = []string{"old"}; claims["groups"] = []string{"g"} }
	now := time.Now()
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now = func() time.Time { return now } })
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	p.UserInfo = func(info map[string]any) { info["roles"] = []string{"new"}; info["aud"] = "other" }
	claims, err := client.Claims(testContext(t), grant.Tokens, grant.Identity)
	if err != nil || claims["roles"].([]any)[0] != "new" || claims["groups"] == nil || claims["aud"] != clientID {
		t.Fatalf("got %v, %v", claims, err)
	}
	now = now.Add(30 * time.Minute)
	if claims, err = client.Claims(testContext(t), grant.Tokens, grant.Identity); err != nil || claims["roles"] == nil || claims["groups"] != nil {
		t.Errorf("with an old ID token: %v, %v", claims, err)
	}
	if _, err = client.Claims(testContext(t), grant.Tokens, auth.Identity{Subject: "piet"}); checkOf(err) != "subject" {
		t.Errorf("another person's tokens: %v", err)
	}
	p.UserInfo = func(info map[string]any) { info["sub"] = "piet" }
	if _, err = client.Claims(testContext(t), auth.Tokens{Access: grant.Tokens.Access}, grant.Identity); checkOf(err) != "userinfo_subject" {
		t.Errorf("another person's claims: %v", err)
	}
	p.Override["/userinfo"] = answerWith(401, "application/json", "{}")
	if _, err = client.Claims(testContext(t), grant.Tokens, grant.Identity); !errors.Is(err, auth.ErrSignInNeeded) {
		t.Errorf("a refused token: %v", err)
	}
	p.Discovery = func(doc map[string]any) { delete(doc, "userinfo_endpoint") }
	if _, err = p.client(t, nil).Claims(testContext(t), auth.Tokens{}, grant.Identity); !errors.Is(err, auth.ErrUnsupported) {
		t.Errorf("neither source: %v", err)
	}
}
