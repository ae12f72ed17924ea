package demoidp_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func TestRedirectAddressesThatAreNotAListenerAreNeverUsed(t *testing.T) {
	p := newParty(t)
	for _, address := range []string{
		"http://localhost:4000/", "https://127.0.0.1:4000/", "http://127.0.0.1/", "http://127.0.0.1:0/", "http://127.0.0.2:4000/",
		"http://127.0.0.1:4000@attacker.example/", "http://attacker.example:4000/", "http://127.0.0.1.attacker.example:80/",
		"http://user@127.0.0.1:4000/", "http://127.0.0.1:4000/#part", "http://127.0.0.1:4000/#", "http:\\\\127.0.0.1:4000/", "http://127.0.0.1:4000\\@attacker.example/",
		"//127.0.0.1:4000/", "javascript:alert(1)", "http://[::1]/", "http://[::2]:4000/", "http://0x7f000001:4000/", "http://127.1:4000/",
		"http://127.0.0.1:99999/", "http://127.0.0.1:4000/\r\nX: y", "", p.server.Issuer() + "/control", "http:127.0.0.1:4000",
	} {
		t.Run(address, func(t *testing.T) {
			got := p.do(http.MethodGet, p.authorizeURL("redirect_uri", address), nil)
			if got.status != http.StatusBadRequest || got.header.Get("Location") != "" {
				t.Errorf("status %d, Location %q", got.status, got.header.Get("Location"))
			}
			form := url.Values{"request": {p.query("redirect_uri", address).Encode()}, "person": {"mila"}}
			if got := p.do(http.MethodPost, "/sign-in", form); got.status != http.StatusBadRequest || got.header.Get("Location") != "" {
				t.Errorf("sign-in form: status %d, Location %q", got.status, got.header.Get("Location"))
			}
		})
	}
}

func TestListenersOnLoopbackAreAccepted(t *testing.T) {
	p := newParty(t)
	for _, address := range []string{"http://127.0.0.1:4000", "http://127.0.0.1:4000/", "http://[::1]:4000/a/b", "http://127.0.0.1:65535/x?y=z"} {
		form := url.Values{"request": {p.query("redirect_uri", address).Encode()}, "person": {"mila"}}
		got := p.do(http.MethodPost, "/sign-in", form)
		back, err := url.Parse(got.header.Get("Location"))
		if got.status != http.StatusSeeOther || err != nil || !strings.HasPrefix(back.String(), address) || back.Query().Get("code") == "" {
			t.Errorf("%s: status %d, Location %q", address, got.status, got.header.Get("Location"))
		}
	}
}

func TestFlawedRequestsGoBackAsErrors(t *testing.T) {
	p := newParty(t)
	challenge43 := strings.Repeat("A", 43)
	tests := []struct {
		name, code string
		change     []string
	}{
		{"no PKCE", "invalid_request", []string{"code_challenge", "", "code_challenge_method", ""}},
		{"PKCE plain", "invalid_request", []string{"code_challenge_method", "plain"}},
		{"PKCE without method", "invalid_request", []string{"code_challenge_method", ""}},
		{"challenge too short", "invalid_request", []string{"code_challenge", challenge43[:42]}},
		{"implicit", "unsupported_response_type", []string{"response_type", "token"}},
		{"hybrid", "unsupported_response_type", []string{"response_type", "code id_token"}},
		{"fragment", "invalid_request", []string{"response_mode", "fragment"}},
		{"no openid", "invalid_scope", []string{"scope", "email"}},
		{"max_age in words", "invalid_request", []string{"max_age", "soon"}},
		{"max_age negative", "invalid_request", []string{"max_age", "-1"}},
		{"request object", "request_not_supported", []string{"request", "eyJ"}},
		{"request address", "request_uri_not_supported", []string{"request_uri", "urn:x"}},
		{"prompt none and login", "invalid_request", []string{"prompt", "none login"}},
		{"prompt none", "login_required", []string{"prompt", "none"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := p.do(http.MethodGet, p.authorizeURL(tt.change...), nil)
			back, err := url.Parse(got.header.Get("Location"))
			if err != nil || !strings.HasPrefix(got.header.Get("Location"), p.redirectURI()+"?") {
				t.Fatalf("status %d, Location %q", got.status, got.header.Get("Location"))
			}
			if q := back.Query(); q.Get("error") != tt.code || q.Get("state") != "the-state" || q.Get("iss") != p.server.Issuer() || q.Has("code") {
				t.Errorf("answer is %v", q)
			}
		})
	}
}

func TestADoubledParameterIsRefused(t *testing.T) {
	p := newParty(t)
	got := p.do(http.MethodGet, p.authorizeURL()+"&nonce=again", nil)
	if !strings.Contains(got.header.Get("Location"), "error=invalid_request") {
		t.Errorf("doubled nonce: Location %q", got.header.Get("Location"))
	}
	for _, name := range []string{"client_id", "redirect_uri"} {
		if got := p.do(http.MethodGet, p.authorizeURL()+"&"+name+"=x", nil); got.status != http.StatusBadRequest || got.header.Get("Location") != "" {
			t.Errorf("doubled %s: status %d", name, got.status)
		}
	}
}

func TestDecliningGoesBackWithStateAndIssuer(t *testing.T) {
	p := newParty(t)
	got := p.visit(&demoidp.UserAgent{Decline: true})
	if got.Get("error") != "access_denied" || got.Get("state") != "the-state" || got.Get("iss") != p.server.Issuer() {
		t.Errorf("callback is %v", got)
	}
}

func TestTheBrowserStaysSignedIn(t *testing.T) {
	p := newParty(t)
	agent := &demoidp.UserAgent{Person: "mila"}
	authTime := func(change ...string) float64 {
		t.Helper()
		got, _ := claims(t, p.redeem(p.visit(agent, change...).Get("code")).text("id_token"))["auth_time"].(float64)
		return got
	}
	first := authTime()
	p.clock.forward(10 * time.Minute)
	forms := p.control.Counts()[demoidp.EndpointSignIn]
	for _, change := range [][]string{{}, {"prompt", "none"}, {"max_age", "3600"}, {"prompt", "consent"}, {"login_hint", "mila.vos@example.com"}} {
		if got := authTime(change...); got != first {
			t.Errorf("%v: auth_time %v, want %v", change, got, first)
		}
	}
	if got := p.control.Counts()[demoidp.EndpointSignIn]; got != forms {
		t.Errorf("the sign-in page was used %d times more", got-forms)
	}
	for _, change := range [][]string{{"prompt", "login"}, {"max_age", "0"}, {"prompt", "login", "max_age", "0"}, {"max_age", "60"}, {"login_hint", "omar.haddad@example.com"}} {
		before := p.clock.Now()
		p.clock.forward(10 * time.Minute)
		if got := authTime(change...); got != float64(before.Add(10*time.Minute).Unix()) {
			t.Errorf("%v: auth_time was not renewed", change)
		}
	}
	forms = p.control.Counts()[demoidp.EndpointSignIn]
	p.visit(agent, "prompt", "select_account")
	if got := p.control.Counts()[demoidp.EndpointSignIn]; got != forms+1 {
		t.Error("prompt=select_account did not show the page")
	}
}

func TestSomebodyElseCanSignInAtTheSameBrowser(t *testing.T) {
	p := newParty(t)
	agent := &demoidp.UserAgent{Person: "mila"}
	p.visit(agent)
	agent.Person = "sam"
	id := claims(t, p.redeem(p.visit(agent, "prompt", "login").Get("code")).text("id_token"))
	if id["name"] != "Sam Rivera" || id["idp"] != "https://social.example" || id["organization"] != nil {
		t.Errorf("claims are %v", id)
	}
}
