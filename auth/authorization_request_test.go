package auth_test

import (
	"net/http"
	"regexp"
	"testing"

	"latchkey/auth"
)

// RFC 8252 sections 6 and 7.3, RFC 7636 section 4, OpenID Connect Core 3.1.2.1.
func TestAuthorizationRequestHoldsWhatItMust(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	client := p.client(t, func(pr *auth.Provider, _ *auth.Config) {
		pr.Scopes = []string{"email", "email", "offline_access"}
		pr.RedirectPath = "/back"
		pr.AuthParams = map[string]string{"audience": "api"}
	})
	for range 2 {
		request := auth.BrowserRequest{Open: (&person{}).open, Fresh: true, LoginHint: "mila@example.com", UILocales: "nl en"}
		if _, err := client.SignInWithBrowser(testContext(t), request); err != nil {
			t.Fatal(err)
		}
	}
	seen := p.seen("/authorize")
	q, second := seen[0].Form, seen[1].Form
	for name, want := range map[string]string{
		"response_type": "code", "client_id": clientID, "scope": "openid email offline_access", "audience": "api",
		"code_challenge_method": "S256", "prompt": "login consent", "max_age": "0", "login_hint": "mila@example.com", "ui_locales": "nl en",
		"code_verifier": "", "client_secret": "",
	} {
		if q.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, q.Get(name), want)
		}
	}
	if !regexp.MustCompile(`^http://127\.0\.0\.1:\d+/back$`).MatchString(q.Get("redirect_uri")) {
		t.Errorf("redirect_uri %q", q.Get("redirect_uri"))
	}
	for _, name := range []string{"state", "nonce", "code_challenge"} {
		if len(q.Get(name)) != 43 || q.Get(name) == second.Get(name) {
			t.Errorf("%s is not fresh: %q", name, q.Get(name))
		}
	}
	token := p.seen("/token")[0]
	if !regexp.MustCompile(`^[A-Za-z0-9\-._~]{43,128}$`).MatchString(token.Form.Get("code_verifier")) {
		t.Errorf("verifier %q", token.Form.Get("code_verifier"))
	}
	if token.Method != http.MethodPost || token.Header.Get("Authorization") != "" || token.Form.Get("client_id") != clientID {
		t.Errorf("token request %+v", token)
	}
}

// OpenID Connect Core 3.1.2.1 and 11.
func TestPromptAsksForWhatTheRequestNeeds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, set, want string
		scopes          []string
		fresh           bool
	}{
		{"nothing", "", "", nil, false},
		{"fresh", "", "login", nil, true},
		{"offline access", "", "consent", []string{"offline_access"}, false},
		{"both", "", "login consent", []string{"offline_access"}, true},
		{"the provider's own", "select_account", "select_account", []string{"offline_access"}, false},
		{"fresh beside none", "none", "login", nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			client := p.client(t, func(pr *auth.Provider, _ *auth.Config) {
				pr.Scopes = c.scopes
				if c.set != "" {
					pr.AuthParams = map[string]string{"prompt": c.set}
				}
			})
			if _, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open, Fresh: c.fresh}); err != nil {
				t.Fatal(err)
			}
			if got := p.seen("/authorize")[0].Form.Get("prompt"); got != c.want {
				t.Errorf("prompt %q, want %q", got, c.want)
			}
		})
	}
}
