package auth_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"latchkey/auth"
)

func signedIn(t *testing.T, p *faultProvider) (*auth.Client, auth.Grant) {
	t.Helper()
	client := p.client(t, nil)
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	return client, grant
}

// RFC 6749 section 6, OpenID Connect Core 12.2.
func TestRefreshChecksTheNewIDToken(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, check string
		claims      map[string]any
	}{
		{"refresh-token", "", nil},
		{"refresh-token-invalid-issuer", "renewed_issuer", map[string]any{"iss": "https://evil.example"}},
		{"refresh-token-invalid-sub", "renewed_subject", map[string]any{"sub": "piet"}},
		{"invalid-aud", "renewed_audience", map[string]any{"aud": "other"}},
		{"missing-iat", "issued_at_missing", map[string]any{"iat": nil}},
		{"older than the old one", "issued_at", map[string]any{"iat": time.Now().Add(-time.Hour).Unix()}},
		{"other auth_time", "auth_time_changed", map[string]any{"auth_time": time.Now().Add(-time.Hour).Unix()}},
		{"no auth_time", "", map[string]any{"auth_time": nil}},
		{"other nonce", "nonce", map[string]any{"nonce": "other"}},
		{"invalid-athash", "at_hash", map[string]any{"at_hash": "x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			client, grant := signedIn(t, p)
			authTime := grant.Identity.AuthTime.Unix()
			p.Claims = func(claims map[string]any) {
				claims["auth_time"] = authTime
				for name, value := range c.claims {
					claims[name] = value
				}
			}
			p.Answer = func(answer map[string]any) { answer["refresh_token"] = "rotated" }
			fresh, err := client.Refresh(testContext(t), grant.Tokens, grant.Identity)
			if checkOf(err) != c.check || (err == nil) != (c.check == "") {
				t.Fatalf("got %v", err)
			}
			if err == nil && fresh.Refresh.Reveal() != "rotated" {
				t.Error("the rotated refresh token was lost")
			}
			if n := len(p.seen("/token")); n != 2 {
				t.Errorf("%d token requests", n)
			}
		})
	}
}

func TestRefreshKeepsWhatTheAnswerOmits(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	client, grant := signedIn(t, p)
	p.Answer = func(answer map[string]any) {
		for _, name := range []string{"refresh_token", "id_token", "expires_in"} {
			delete(answer, name)
		}
		answer["access_token"], answer["token_type"] = "second", "bEaReR"
	}
	grant.Tokens.Scope = "openid" // less than what was asked for
	fresh, err := client.Refresh(testContext(t), grant.Tokens, grant.Identity)
	if err != nil {
		t.Fatal(err)
	}
	if fresh.Access.Reveal() != "second" || fresh.Refresh.Reveal() != refreshToken || !fresh.ID.Equal(grant.Tokens.ID) ||
		!fresh.ExpiresAt.IsZero() || fresh.Type != "Bearer" || fresh.Scope != "openid" {
		t.Errorf("got %+v", fresh)
	}
	seen := p.seen("/token")[1]
	if seen.Form.Get("grant_type") != "refresh_token" || seen.Form.Get("refresh_token") != refreshToken || seen.Form.Get("client_id") != clientID {
		t.Errorf("request %+v", seen)
	}
}

// RFC 9700 section 4.14.2: a failed renewal is one request, never two.
func TestRefreshIsSentExactlyOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		handler  http.HandlerFunc
		sentinel error
	}{
		{"invalid_grant", answerWith(400, "application/json", `{"error":"invalid_grant"}`), auth.ErrSignInNeeded},
		{"invalid_client", answerWith(401, "application/json", `{"error":"invalid_client"}`), auth.ErrProviderRefused},
		{"declined, by nobody", answerWith(400, "application/json", `{"error":"access_denied"}`), auth.ErrProviderRefused},
		{"expired code, without one", answerWith(400, "application/json", `{"error":"expired_token"}`), auth.ErrProviderRefused},
		{"error with status 200", answerWith(200, "application/json", `{"error":"invalid_grant"}`), auth.ErrSignInNeeded},
		{"a web page", answerWith(403, "text/html", "<html>"), auth.ErrProviderRefused},
		{"broken", answerWith(500, "application/json", `{"error":"invalid_grant"}`), auth.ErrUnreachable},
		{"too many requests", answerWith(429, "application/json", "{}"), auth.ErrUnreachable},
		{"no answer", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, auth.ErrUnreachable},
		{"not JSON", answerWith(200, "application/json", "nothing"), auth.ErrMalformedAnswer},
		{"wrong content type", answerWith(200, "text/html", `{"access_token":"a","token_type":"Bearer"}`), auth.ErrMalformedAnswer},
		{"too large", answerWith(200, "application/json", `{"access_token":"a","token_type":"Bearer"}`+huge), auth.ErrMalformedAnswer},
		{"no token", answerWith(200, "application/json", `{"token_type":"Bearer"}`), auth.ErrMalformedAnswer},
		{"token with a line feed", answerWith(200, "application/json", `{"access_token":"a\nb","token_type":"Bearer"}`), auth.ErrMalformedAnswer},
		{"no token type", answerWith(200, "application/json", `{"access_token":"a"}`), auth.ErrMalformedAnswer},
		{"bound token", answerWith(200, "application/json", `{"access_token":"a","token_type":"DPoP"}`), auth.ErrMalformedAnswer},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, auth.ErrSecurityCheck},
		{"redirect as GET", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) }, auth.ErrSecurityCheck},
		{"permanent redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusPermanentRedirect)
		}, auth.ErrSecurityCheck},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Override["/token"] = c.handler
			old := auth.Tokens{Access: auth.NewSecret("a"), Refresh: auth.NewSecret(refreshToken)}
			_, err := p.client(t, nil).Refresh(testContext(t), old, auth.Identity{})
			if !errors.Is(err, c.sentinel) {
				t.Errorf("got %v", err)
			}
			if errors.Is(c.sentinel, auth.ErrSignInNeeded) && errors.Is(err, auth.ErrProviderRefused) {
				t.Error("the end of a sign-in also counts as a refusal")
			}
			if n := len(p.seen("/token")); n != 1 || len(p.seen("/elsewhere")) != 0 {
				t.Errorf("%d token requests", n)
			}
		})
	}
}

func TestRefreshRefusesBeforeItSends(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	client := p.client(t, nil)
	if _, err := client.Refresh(testContext(t), auth.Tokens{}, auth.Identity{}); !errors.Is(err, auth.ErrNoRefreshToken) {
		t.Errorf("got %v", err)
	}
	old := auth.Tokens{Refresh: auth.NewSecret("r")}
	if _, err := client.Refresh(testContext(t), old, auth.Identity{Issuer: "https://other.example"}); checkOf(err) != auth.CheckRenewedIssuer {
		t.Errorf("got %v", err)
	}
	if len(p.seen("/token")) != 0 {
		t.Error("a token of another issuer was sent")
	}
}

// The old refresh token is spent: an outage of the keys must not cost the session.
func TestRefreshSurvivesAnOutageOfTheKeys(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	_, grant := signedIn(t, p)
	p.Override["/jwks"] = answerWith(503, "text/plain", "")
	authTime := grant.Identity.AuthTime.Unix()
	p.Claims = func(claims map[string]any) { claims["auth_time"] = authTime }
	p.Answer = func(answer map[string]any) { answer["refresh_token"] = "rotated" }
	fresh, err := p.client(t, nil).Refresh(testContext(t), grant.Tokens, grant.Identity)
	if err != nil || fresh.Refresh.Reveal() != "rotated" || !fresh.ID.Equal(grant.Tokens.ID) {
		t.Fatalf("got %v", err)
	}
	p.Claims = func(claims map[string]any) { claims["sub"] = "piet" }
	if _, err := p.client(t, nil).Refresh(testContext(t), grant.Tokens, grant.Identity); checkOf(err) != auth.CheckRenewedSubject {
		t.Fatalf("got %v", err)
	}
}

func TestAClientSecretTravelsInOneWayOnly(t *testing.T) {
	t.Parallel()
	for name, methods := range map[string][]string{"form": {"client_secret_post", "client_secret_basic"}, "header": {"client_secret_basic"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Discovery = func(doc map[string]any) { doc["token_endpoint_auth_methods_supported"] = methods }
			if _, err := p.signIn(t, func(pr *auth.Provider, _ *auth.Config) { pr.ClientSecret = auth.NewSecret("s:1") }); err != nil {
				t.Fatal(err)
			}
			seen := p.seen("/token")[0]
			inForm, inHeader := seen.Form.Get("client_secret") == "s:1", seen.Header.Get("Authorization") != ""
			if inForm != (name == "form") || inHeader != (name == "header") {
				t.Errorf("form %v, header %v", inForm, inHeader)
			}
		})
	}
}
