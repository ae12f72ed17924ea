package auth_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"latchkey/auth"
)

// claimsNow are the claims of both sources.
func claimsNow(t *testing.T, c *auth.Client, tokens auth.Tokens, who auth.Identity) (map[string]any, error) {
	t.Helper()
	current, err := c.Claims(testContext(t), tokens, who, auth.ClaimsRequest{})
	return current.All, err
}

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
	claims, err := claimsNow(t, client, grant.Tokens, grant.Identity)
	if err != nil || claims["roles"].([]any)[0] != "new" || claims["groups"] == nil || claims["aud"] != clientID {
		t.Fatalf("got %v, %v", claims, err)
	}
	now = now.Add(30 * time.Minute)
	if claims, err = claimsNow(t, client, grant.Tokens, grant.Identity); err != nil || claims["roles"] == nil || claims["groups"] != nil {
		t.Errorf("with an old ID token: %v, %v", claims, err)
	}
	if _, err = claimsNow(t, client, grant.Tokens, auth.Identity{Subject: "piet"}); checkOf(err) != "subject" {
		t.Errorf("another person's tokens: %v", err)
	}
	p.UserInfo = func(info map[string]any) { info["sub"] = "piet" }
	if _, err = claimsNow(t, client, auth.Tokens{Access: grant.Tokens.Access}, grant.Identity); checkOf(err) != "userinfo_subject" {
		t.Errorf("another person's claims: %v", err)
	}
	p.Override["/userinfo"] = answerWith(401, "application/json", "{}")
	if _, err = claimsNow(t, client, grant.Tokens, grant.Identity); !errors.Is(err, auth.ErrSignInNeeded) {
		t.Errorf("a refused token: %v", err)
	}
	p.Discovery = func(doc map[string]any) { delete(doc, "userinfo_endpoint") }
	if _, err = claimsNow(t, p.client(t, nil), auth.Tokens{}, grant.Identity); !errors.Is(err, auth.ErrUnsupported) {
		t.Errorf("neither source: %v", err)
	}
}

func TestClaimsComeFromWhereTheyAreAsked(t *testing.T) {
	t.Parallel()
	p, now := newFaultProvider(t), time.Now()
	p.Claims = func(claims map[string]any) { claims["groups"] = []string{"of the token"} }
	p.UserInfo = func(info map[string]any) { info["roles"] = []string{"of userinfo"} }
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now = func() time.Time { return now } })
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	issued, signedIn := grant.Tokens.IDTokenTimes()
	if issued.IsZero() || signedIn.IsZero() || grant.Tokens.IssuedAt.IsZero() {
		t.Fatalf("issued %v, signed in %v", issued, signedIn)
	}
	for _, old := range []bool{false, true} {
		if old {
			now = now.Add(30 * time.Minute)
		}
		for _, c := range []struct {
			sources             string
			groups, roles       bool
			oldGroups, oldRoles bool
			oldError            error
		}{
			{"", true, true, false, true, nil},
			{auth.ClaimsFromBoth, true, true, false, true, nil},
			{auth.ClaimsFromUserInfo, false, true, false, true, nil},
			{auth.ClaimsFromIDToken, true, false, false, false, auth.ErrNotCurrent},
		} {
			got, err := client.Claims(testContext(t), grant.Tokens, grant.Identity, auth.ClaimsRequest{Sources: c.sources})
			groups, roles, failure := c.groups, c.roles, error(nil)
			if old {
				groups, roles, failure = c.oldGroups, c.oldRoles, c.oldError
			}
			if !errors.Is(err, failure) || (got.All["groups"] != nil) != groups || (got.All["roles"] != nil) != roles {
				t.Errorf("%q, old %v: %v, %v", c.sources, old, got.All, err)
			}
			if !got.IssuedAt.Equal(issued) || !got.AuthTime.Equal(signedIn) {
				t.Errorf("%q, old %v: issued %v, signed in %v", c.sources, old, got.IssuedAt, got.AuthTime)
			}
			if asked := got.Answer.Status == 200; asked != (c.sources != auth.ClaimsFromIDToken) || asked == got.Answer.Date.IsZero() || got.Answer.Body != nil {
				t.Errorf("%q: evidence %+v", c.sources, got.Answer)
			}
		}
	}
}

func TestClaimsTellWhatDatesThemAlsoWhenTheyFail(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	client := p.client(t, nil)
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	got, err := client.Claims(testContext(t), grant.Tokens, grant.Identity, auth.ClaimsRequest{NoCache: true, Post: true})
	seen := p.seen("/userinfo")[1]
	if err != nil || seen.Method != http.MethodPost || seen.Header.Get("Cache-Control") != "no-cache, max-age=0" || got.Answer.CacheControl != "no-cache, max-age=0" ||
		seen.Header.Get("Authorization") != "Bearer "+accessToken || len(seen.Form) != 0 {
		t.Errorf("asked %+v, %v", seen, err)
	}
	p.Override["/userinfo"] = gateway(429, "Retry-After", "9")
	got, err = client.Claims(testContext(t), grant.Tokens, grant.Identity, auth.ClaimsRequest{})
	if !errors.Is(err, auth.ErrUnreachable) || got.Answer.Status != 429 || got.Answer.RetryAfter != 9*time.Second || got.IssuedAt.IsZero() || got.All != nil || got.Token != nil {
		t.Errorf("busy: %+v, %v", got, err)
	}
	p.Override["/userinfo"] = cutShort
	if _, err = client.Claims(testContext(t), grant.Tokens, grant.Identity, auth.ClaimsRequest{}); !errors.Is(err, auth.ErrMalformedAnswer) {
		t.Errorf("cut short: %v", err)
	}
	p.Override["/userinfo"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) }
	if _, err = client.Claims(testContext(t), grant.Tokens, grant.Identity, auth.ClaimsRequest{Post: true}); checkOf(err) != "userinfo_redirect" {
		t.Errorf("a redirect of a POST: %v", err)
	}
	if _, err = client.Claims(testContext(t), auth.Tokens{Access: grant.Tokens.Access}, grant.Identity, auth.ClaimsRequest{Sources: auth.ClaimsFromIDToken}); !errors.Is(err, auth.ErrUnsupported) {
		t.Errorf("no ID token: %v", err)
	}
}
