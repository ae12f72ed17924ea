package demoidp_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func TestTheTokenAnswerIsComplete(t *testing.T) {
	p := newParty(t)
	got := p.signIn("mila")
	if got.header.Get("Cache-Control") != "no-store" || got.text("token_type") != "Bearer" || got.fields["expires_in"] != 300.0 {
		t.Errorf("answer: %v %v", got.header, got.fields)
	}
	id := claims(t, got.text("id_token"))
	organization, _ := id["organization"].(map[string]any)
	if id["email"] != "Mila.Vos@example.com" || id["email_verified"] != true || organization["id"] != "org-northquay" || organization["name"] != "Northquay Engineering" {
		t.Errorf("ID token: %v", id)
	}
	header, err := base64.RawURLEncoding.DecodeString(strings.Split(got.text("access_token"), ".")[0])
	if err != nil || !strings.Contains(string(header), `"at+jwt"`) || !strings.Contains(string(header), `"RS256"`) {
		t.Errorf("access token header: %s", header)
	}
	if n := len(got.text("access_token")); n < 700 || n > 2000 {
		t.Errorf("the access token has %d characters", n)
	}
}

func TestScopesDecideWhatComes(t *testing.T) {
	p := newParty(t)
	got := p.signIn("mila", "scope", "openid made-up")
	id := claims(t, got.text("id_token"))
	if got.fields["refresh_token"] != nil || id["email"] != nil || id["name"] != nil || got.text("scope") != "openid" {
		t.Errorf("openid alone: %v %v", got.fields, id)
	}
	id = claims(t, p.signIn("omar", "scope", "openid entitlements").text("id_token"))
	if list := slices.Concat(words(id["roles"]), words(id["groups"]), words(id["entitlements"])); len(list) != 5 {
		t.Errorf("rights: %v", list)
	}
}

func TestAnotherVerifierGetsNothing(t *testing.T) {
	p := newParty(t)
	for _, verifier := range []string{strings.Repeat("x", 43), "", p.verifier + "x", strings.Repeat("é", 43)} {
		code := p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code")
		got := p.token("grant_type", "authorization_code", "code", code, "redirect_uri", p.redirectURI(), "code_verifier", verifier)
		wantStatus(t, got, http.StatusBadRequest, "invalid_grant")
		// The code is spent: a second guess is not allowed.
		wantStatus(t, p.redeem(code), http.StatusBadRequest, "invalid_grant")
	}
}

func TestACodeIsBoundToItsRedirectAddressAndTime(t *testing.T) {
	p := newParty(t)
	code := p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code")
	got := p.token("grant_type", "authorization_code", "code", code, "redirect_uri", p.redirectURI()+"x", "code_verifier", p.verifier)
	wantStatus(t, got, http.StatusBadRequest, "invalid_grant")
	code = p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code")
	p.clock.forward(11 * time.Minute)
	wantStatus(t, p.redeem(code), http.StatusBadRequest, "invalid_grant")
}

func TestACodeUsedTwiceEndsItsTokens(t *testing.T) {
	p := newParty(t)
	code := p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code")
	first := p.redeem(code)
	wantStatus(t, p.get("/userinfo", first.text("access_token")), http.StatusOK, "")
	wantStatus(t, p.redeem(code), http.StatusBadRequest, "invalid_grant")
	wantStatus(t, p.get("/userinfo", first.text("access_token")), http.StatusUnauthorized, "invalid_token")
	wantStatus(t, p.refresh(first.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
}

func TestARefreshTokenUsedTwiceEndsItsFamilyOnly(t *testing.T) {
	p := newParty(t)
	first, other := p.signIn("mila"), p.signIn("mila")
	second := p.refresh(first.text("refresh_token"))
	third := p.refresh(second.text("refresh_token"))
	wantStatus(t, third, http.StatusOK, "")
	wantStatus(t, p.refresh(first.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
	wantStatus(t, p.refresh(third.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
	for _, dead := range []answer{first, second, third} {
		wantStatus(t, p.get("/rights", dead.text("access_token")), http.StatusUnauthorized, "invalid_token")
	}
	wantStatus(t, p.refresh(other.text("refresh_token")), http.StatusOK, "")
}

func TestARefreshBringsANewIDTokenOfTheSameSignIn(t *testing.T) {
	p := newParty(t)
	first := p.signIn("mila")
	before := claims(t, first.text("id_token"))
	p.clock.forward(time.Hour)
	second := p.refresh(first.text("refresh_token"))
	after := claims(t, second.text("id_token"))
	for _, name := range []string{"iss", "sub", "aud", "auth_time", "sid"} {
		if before[name] != after[name] {
			t.Errorf("%s changed from %v to %v", name, before[name], after[name])
		}
	}
	if before["iat"] == after["iat"] || after["nonce"] != nil || before["at_hash"] == after["at_hash"] {
		t.Errorf("new ID token: %v", after)
	}
	if second.text("refresh_token") == first.text("refresh_token") || second.text("refresh_token") == "" {
		t.Error("the refresh token was not rotated")
	}
}

func TestARefreshMayAskForLessButNotForMore(t *testing.T) {
	p := newParty(t)
	token := p.signIn("mila", "scope", "openid email offline_access").text("refresh_token")
	wantStatus(t, p.token("grant_type", "refresh_token", "refresh_token", token, "scope", "openid profile"), http.StatusBadRequest, "invalid_scope")
	got := p.token("grant_type", "refresh_token", "refresh_token", token, "scope", "openid")
	if got.text("scope") != "openid" || claims(t, got.text("id_token"))["email"] != nil {
		t.Errorf("narrowed: %v", got.fields)
	}
}

func TestTokensEndInTime(t *testing.T) {
	p := newParty(t, func(o *demoidp.Options) { o.AccessLifetime, o.RefreshLifetime = time.Minute, time.Hour })
	got := p.signIn("mila")
	p.clock.forward(time.Minute)
	rights := p.get("/rights", got.text("access_token"))
	wantStatus(t, rights, http.StatusUnauthorized, "invalid_token")
	if !strings.Contains(rights.header.Get("WWW-Authenticate"), `error="invalid_token"`) {
		t.Errorf("WWW-Authenticate: %q", rights.header.Get("WWW-Authenticate"))
	}
	got = p.refresh(got.text("refresh_token"))
	wantStatus(t, got, http.StatusOK, "")
	p.clock.forward(time.Hour + time.Second)
	wantStatus(t, p.refresh(got.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
}

func TestRotationCanBeSwitchedOff(t *testing.T) {
	p := newParty(t, func(o *demoidp.Options) { o.KeepRefresh, o.OpaqueAccess = true, true })
	first := p.signIn("mila")
	if strings.Contains(first.text("access_token"), ".") {
		t.Error("the access token is not opaque")
	}
	for range 3 {
		got := p.refresh(first.text("refresh_token"))
		if got.status != http.StatusOK || got.fields["refresh_token"] != nil {
			t.Errorf("refresh: %d %v", got.status, got.fields)
		}
	}
}

func TestTheTokenEndpointRefusesFlawedRequests(t *testing.T) {
	p := newParty(t)
	wantStatus(t, p.token(), http.StatusBadRequest, "invalid_request")
	wantStatus(t, p.token("grant_type", "password"), http.StatusBadRequest, "unsupported_grant_type")
	wantStatus(t, p.token("grant_type", "refresh_token", "client_id", "another"), http.StatusUnauthorized, "invalid_client")
	wantStatus(t, p.token("grant_type", "refresh_token", "client_secret", "s"), http.StatusUnauthorized, "invalid_client")
	wantStatus(t, p.token("grant_type", "refresh_token", "refresh_token", "made-up"), http.StatusBadRequest, "invalid_grant")
	form := url.Values{"grant_type": {"refresh_token"}, "client_id": {p.server.ClientID(), p.server.ClientID()}}
	wantStatus(t, p.do(http.MethodPost, "/token", form), http.StatusBadRequest, "invalid_request")
	wantStatus(t, p.do(http.MethodPost, "/token", form, "Content-Type", "application/json"), http.StatusBadRequest, "invalid_request")
	if got := p.do(http.MethodGet, "/token", nil); got.status != http.StatusMethodNotAllowed && got.status != http.StatusNotFound {
		t.Errorf("GET: %d", got.status)
	}
}

func TestEverySecretIsToldToTheTest(t *testing.T) {
	told := map[string]bool{}
	var mu sync.Mutex
	p := newParty(t, func(o *demoidp.Options) {
		o.Issued = func(secret string) {
			mu.Lock()
			defer mu.Unlock()
			told[secret] = true
		}
	})
	code := p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code")
	tokens := p.redeem(code)
	want := []string{code, tokens.text("access_token"), tokens.text("refresh_token"), tokens.text("id_token"), p.startDevice().text("device_code")}
	mu.Lock()
	defer mu.Unlock()
	for i, secret := range want {
		if !told[secret] {
			t.Errorf("secret %d was not told", i)
		}
	}
	if len(told) != len(want) {
		t.Errorf("%d secrets were told, want %d", len(told), len(want))
	}
}
