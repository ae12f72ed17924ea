package conformance_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func withoutAnnouncedPKCE(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultNoPKCEMetadata, demoidp.FaultWrongState))
	_ = p.fails()
	p.wantNoTokenRequest()
	p = newParty(t, faulty(demoidp.FaultNoPKCEMetadata, demoidp.FaultBadNonce))
	wantCheck(t, p.fails(), auth.CheckNonce)
	p = newParty(t, faulty(demoidp.FaultNoPKCEMetadata), described(func(d *auth.Provider) { d.RequirePKCE = true }))
	wantCheck(t, p.fails(), auth.CheckPKCEUnsupported)
}

func noOtherFlows(t *testing.T) {
	for _, name := range []string{"response_type", "response_mode", "request", "request_uri"} {
		_, err := auth.NewClient(auth.Provider{Issuer: "https://id.example.com", ClientID: "a", AuthParams: map[string]string{name: "token"}}, auth.Config{})
		if err == nil {
			t.Errorf("%s can be configured", name)
		}
	}
	p := newParty(t)
	grant := p.signedIn()
	if _, err := p.refresh(p.client, grant); err != nil {
		t.Fatal(err)
	}
	var grants []string
	for _, sent := range p.wire.all("/token") {
		grants = append(grants, sent.form.Get("grant_type"))
		if sent.form.Has("password") || sent.form.Has("username") {
			t.Error("a password was sent")
		}
	}
	if !slices.Equal(grants, []string{"authorization_code", "refresh_token"}) || p.request().Get("response_type") != "code" {
		t.Errorf("grants %v", grants)
	}
}

func replayedRefresh(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	renewed, err := p.refresh(p.client, grant)
	if err != nil || renewed.Refresh.Equal(grant.Tokens.Refresh) {
		t.Fatalf("not rotated: %v", err)
	}
	_, err = p.refresh(p.client, grant)
	wantError(t, err, auth.ErrSignInNeeded)
	_, err = p.refresh(p.client, auth.Grant{Tokens: renewed, Identity: grant.Identity})
	wantError(t, err, auth.ErrSignInNeeded)
}

func leastPrivilege(t *testing.T) {
	p := newParty(t, described(func(d *auth.Provider) {
		d.Scopes, d.Resources = []string{"email", "openid", "email"}, []string{"https://api.example.com/a"}
	}))
	p.signedIn()
	q := p.request()
	if q.Get("scope") != "email openid" || !slices.Equal(q["resource"], []string{"https://api.example.com/a"}) || q.Has("claims") {
		t.Errorf("asked for %v", q)
	}
	p = newParty(t)
	p.signedIn()
	if q := p.request(); q.Has("resource") {
		t.Errorf("asked for %v", q)
	}
}

// endpointsFromMetadata moves every endpoint to a folder that only the metadata
// knows.
func endpointsFromMetadata(t *testing.T) {
	p := newParty(t)
	const folder = "/somewhere"
	for _, w := range []*wire{p.wire, p.browser} {
		w.on(func(r *http.Request) {
			r.URL.Path = strings.TrimPrefix(r.URL.Path, folder)
			r.Header.Del("Origin")
		})
	}
	p.wire.editJSON("/.well-known/openid-configuration", func(m map[string]any) {
		for name, value := range m {
			address, isText := value.(string)
			if path, ours := strings.CutPrefix(address, p.server.Issuer()); isText && ours && name != "issuer" {
				m[name] = p.server.Issuer() + folder + path
			}
		}
	})
	grant := p.signedIn()
	ctx, cancel := p.context()
	defer cancel()
	if got := p.client.Revoke(ctx, grant.Tokens); got != auth.RevocationConfirmed {
		t.Errorf("revocation: %s", got)
	}
	for _, sent := range p.wire.all("")[1:] {
		if !strings.HasPrefix(sent.path, folder+"/") {
			t.Errorf("%s was asked, which nobody has named", sent.path)
		}
	}
	if opened := p.addresses(); !strings.HasPrefix(opened[0], p.server.Issuer()+folder+"/authorize?") {
		t.Errorf("opened %v", opened)
	}
}

func redirectStaysHome(t *testing.T) {
	for _, path := range []string{"//evil.example", "https://evil.example/", "/../x", "/a/./b", "/a b", "/%2e%2e", "?x", "/a?b", "/a#b", "callback", "/a\\b", "/@evil.example"} {
		if _, err := auth.NewClient(auth.Provider{Issuer: "https://id.example.com", ClientID: "a", RedirectPath: path}, auth.Config{}); err == nil {
			t.Errorf("the path %q is accepted", path)
		}
	}
	if _, err := auth.NewClient(auth.Provider{
		Issuer: "https://id.example.com", ClientID: "a", AuthParams: map[string]string{"redirect_uri": "http://192.0.2.1/"},
	}, auth.Config{}); err == nil {
		t.Error("a redirect address can be configured")
	}
}

func injectedCode(t *testing.T) {
	p := newParty(t)
	var stolen string
	p.browser.redirect(func(q url.Values) {
		if stolen == "" {
			stolen = q.Get("code")
			q.Set("state", "so that the first sign-in gets no answer")
			return
		}
		q.Set("code", stolen)
	})
	_ = p.fails()
	p.wantNoTokenRequest()
	grant, err := p.signIn()
	wantError(t, err, auth.ErrProviderRefused)
	if !grant.Tokens.Access.IsZero() || stolen == "" || p.wire.all("/token")[0].form.Get("code") != stolen {
		t.Error("something came of it, or the code was not injected")
	}
	wantCheck(t, newParty(t, faulty(demoidp.FaultBadNonce)).fails(), auth.CheckNonce)
}

func endedByServer(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	if err := p.server.Control().EndSessions("mila"); err != nil {
		t.Fatal(err)
	}
	_, err := p.refresh(p.client, grant)
	wantError(t, err, auth.ErrSignInNeeded)
	if n := len(p.wire.tokens("refresh_token")); n != 1 {
		t.Errorf("%d refresh requests", n)
	}
}

func lastPage(t *testing.T) {
	p := newParty(t)
	var header http.Header
	var body string
	p.browser.change(func(s seen, answer *http.Response) {
		if !s.query.Has("code") {
			return
		}
		header = answer.Header.Clone()
		content, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Error(err)
		}
		body = string(content)
		replaceBody(answer, content)
	})
	p.signedIn()
	if header.Get("Referrer-Policy") != "no-referrer" || header.Get("Cache-Control") != "no-store" || header.Get("Location") != "" {
		t.Errorf("header %v", header)
	}
	policy := header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
		t.Errorf("policy %q", policy)
	}
	const forget = "<script>history.replaceState(null,'',location.pathname)</script>"
	if !strings.Contains(body, forget) || !strings.Contains(policy, "script-src 'sha256-") {
		t.Errorf("the page leaves the code in the address bar; its policy is %q", policy)
	}
	body = strings.Replace(body, forget, "", 1)
	for _, word := range []string{"<script", "<img", "<link", "src=", "http"} {
		if strings.Contains(body, word) {
			t.Errorf("the page holds %s", word)
		}
	}
}

func noRedirects(t *testing.T) {
	for fault, check := range map[string]string{demoidp.FaultTokenRedirect: "token_redirect", demoidp.FaultPARRedirect: "par_redirect"} {
		p := newParty(t, faulty(fault))
		wantCheck(t, p.fails(), check)
		if n := p.server.Control().Counts()[demoidp.EndpointElsewhere]; n != 0 {
			t.Errorf("%s: %d requests were sent on", fault, n)
		}
	}
	p := newParty(t)
	grant := p.signedIn()
	p.fault(demoidp.FaultTokenRedirect)
	_, err := p.refresh(p.client, grant)
	wantCheck(t, err, "refresh_redirect")
	if n := p.server.Control().Counts()[demoidp.EndpointElsewhere]; n != 0 {
		t.Errorf("%d renewals were sent on", n)
	}
}
