package auth_test

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
)

const wellKnown = "/.well-known/openid-configuration"

// RFC 8414 sections 2, 3.3 and 6; OpenID Connect Discovery 4.3.
func TestDiscoveryRefusesWhatItMust(t *testing.T) {
	t.Parallel()
	set := func(name string, value any) func(*faultProvider) {
		return func(p *faultProvider) { p.Discovery = func(doc map[string]any) { doc[name] = value } }
	}
	override := func(h http.HandlerFunc) func(*faultProvider) {
		return func(p *faultProvider) { p.Override[wellKnown] = h }
	}
	for _, c := range []struct {
		name     string
		prepare  func(*faultProvider)
		check    string
		sentinel error
	}{
		{"other issuer", set("issuer", "https://evil.example"), "issuer_mismatch", nil},
		{"issuer with a slash", func(p *faultProvider) { set("issuer", p.URL+"/")(p) }, "issuer_mismatch", nil},
		{"no issuer", set("issuer", ""), "issuer_missing", nil},
		{"issuer is a number", set("issuer", 3), "", auth.ErrMalformedAnswer},
		{"file as authorization endpoint", set("authorization_endpoint", "file:///etc/passwd"), "endpoint_not_web", nil},
		{"plain http token endpoint", set("token_endpoint", "http://id.example.com/token"), "endpoint_insecure", nil},
		{"localhost by name", set("token_endpoint", "http://localhost:1/token"), "endpoint_insecure", nil},
		{"relative endpoint", set("token_endpoint", "/token"), "endpoint_malformed", nil},
		{"user name in an endpoint", set("token_endpoint", "https://a@id.example.com/token"), "endpoint_credentials", nil},
		{"fragment in an endpoint", set("authorization_endpoint", "https://id.example.com/a#b"), "endpoint_malformed", nil},
		{"empty fragment", set("authorization_endpoint", "https://id.example.com/a#"), "endpoint_malformed", nil},
		{"javascript as logout", set("end_session_endpoint", "javascript:alert(1)"), "endpoint_not_web", nil},
		{"space in an endpoint", set("revocation_endpoint", "https://id.example.com/a b"), "endpoint_malformed", nil},
		{"no token endpoint", set("token_endpoint", ""), "", auth.ErrMalformedAnswer},
		{"no key set", set("jwks_uri", ""), "", auth.ErrMalformedAnswer},
		{"only plain", set("code_challenge_methods_supported", []string{"plain"}), "pkce_unsupported", nil},
		{"no method at all", set("code_challenge_methods_supported", []string{}), "pkce_unsupported", nil},
		{"not JSON", override(answerWith(200, "application/json", "<html>")), "", auth.ErrMalformedAnswer},
		{"a web page", override(answerWith(200, "text/html", "{}")), "", auth.ErrMalformedAnswer},
		{"too large", override(answerWith(200, "application/json", "{}"+huge)), "", auth.ErrMalformedAnswer},
		{"a list", override(answerWith(200, "application/json", "[]")), "", auth.ErrMalformedAnswer},
		{"not found", override(answerWith(404, "application/json", "{}")), "", auth.ErrProviderRefused},
		{"broken", override(answerWith(503, "text/plain", "secret words")), "", auth.ErrUnreachable},
		{"too many requests", override(answerWith(429, "text/plain", "")), "", auth.ErrUnreachable},
		{"redirect elsewhere", override(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.2:1/", http.StatusFound)
		}), "discovery_redirect", nil},
		{"another site", set("revocation_endpoint", "https://other.example/revoke?x=1"), "endpoint_foreign", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			c.prepare(p)
			_, err := p.signIn(t, nil)
			if err == nil || checkOf(err) != c.check || c.sentinel != nil && !errors.Is(err, c.sentinel) {
				t.Fatalf("got %v", err)
			}
			if len(p.seen("/authorize"))+len(p.seen("/token")) != 0 {
				t.Error("the flow went on")
			}
		})
	}
}

func TestDiscoveryAcceptsWhatItMay(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(map[string]any){
		"no challenge methods named": func(doc map[string]any) { delete(doc, "code_challenge_methods_supported") },
		"optional endpoints missing": func(doc map[string]any) {
			for _, n := range []string{"userinfo_endpoint", "end_session_endpoint", "revocation_endpoint", "device_authorization_endpoint"} {
				delete(doc, n)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Discovery = change
			if _, err := p.signIn(t, nil); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// OpenID Connect Discovery 4.1: a path of the issuer stays in front.
func TestDiscoveryAddressForIssuersWithPathAndSlash(t *testing.T) {
	t.Parallel()
	for suffix, path := range map[string]string{
		"": wellKnown, "/": wellKnown, "/tenant": "/tenant" + wellKnown, "/tenant/": "/tenant" + wellKnown, "/a/b": "/a/b" + wellKnown,
	} {
		p := newFaultProvider(t)
		p.Override[path] = func(w http.ResponseWriter, _ *http.Request) {
			doc := p.discovery()
			doc["issuer"] = p.URL + suffix
			writeJSON(w, 200, doc)
		}
		meta, err := p.client(t, func(pr *auth.Provider, _ *auth.Config) { pr.Issuer = p.URL + suffix }).Discover(testContext(t))
		if err != nil || meta.Issuer != p.URL+suffix || len(p.seen(path)) != 1 {
			t.Errorf("issuer %q: %v", suffix, err)
		}
	}
}

func TestDiscoveryIsKeptForAnHour(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	now := time.Now()
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now = func() time.Time { return now } })
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {59 * time.Minute, 1}, {2 * time.Minute, 2}, {-3 * time.Hour, 3}} {
		now = now.Add(step.after)
		meta, err := client.Discover(testContext(t))
		if err != nil || len(p.seen(wellKnown)) != step.want {
			t.Fatalf("after %v: %d requests, %v", step.after, len(p.seen(wellKnown)), err)
		}
		if hosts := meta.Hosts(); !slices.Equal(hosts, []string{strings.TrimPrefix(p.URL, "http://")}) {
			t.Errorf("hosts %v", hosts)
		}
		if meta.ServerTime.IsZero() {
			t.Error("the server's clock was not kept")
		}
	}
}

// Protocol threat T19: no way from https down to http.
func TestHTTPSIsNeverLeftForHTTP(t *testing.T) {
	t.Parallel()
	plain := newFaultProvider(t)
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, plain.URL+r.URL.Path, http.StatusFound)
	}))
	defer secure.Close()
	client := plain.client(t, func(pr *auth.Provider, cfg *auth.Config) {
		pr.Issuer, cfg.HTTP = secure.URL, secure.Client().Transport
	})
	if _, err := client.Discover(testContext(t)); checkOf(err) != "discovery_redirect" || len(plain.seen(wellKnown)) != 0 {
		t.Fatalf("got %v", err)
	}
}

func TestAnUntrustedCertificateIsAnOutageThatSaysTLS(t *testing.T) {
	t.Parallel()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	client, err := auth.NewClient(auth.Provider{Issuer: secure.URL, ClientID: "a"}, auth.Config{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Discover(testContext(t))
	var unreachable *auth.UnreachableError
	if !errors.As(err, &unreachable) || unreachable.Cause != "tls_untrusted" {
		t.Fatalf("got %v", err)
	}
}

func TestProviderValidation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, field string
		change      func(*auth.Provider)
	}{
		{"fine", "", func(*auth.Provider) {}},
		{"loopback issuer", "", func(p *auth.Provider) { p.Issuer = "http://127.0.0.1:9000" }},
		{"path, ports and parameters", "", func(p *auth.Provider) {
			p.RedirectPath, p.RedirectPorts, p.AuthParams = "/auth/callback", []int{8123}, map[string]string{"prompt": "consent"}
		}},
		{"no issuer", "issuer", func(p *auth.Provider) { p.Issuer = "" }},
		{"plain http issuer", "issuer", func(p *auth.Provider) { p.Issuer = "http://id.example.com" }},
		{"localhost issuer", "issuer", func(p *auth.Provider) { p.Issuer = "http://localhost:9000" }},
		{"issuer with query", "issuer", func(p *auth.Provider) { p.Issuer = "https://id.example.com/?a=b" }},
		{"issuer with fragment", "issuer", func(p *auth.Provider) { p.Issuer = "https://id.example.com/#a" }},
		{"issuer with user", "issuer", func(p *auth.Provider) { p.Issuer = "https://a@id.example.com" }},
		{"no client", "client_id", func(p *auth.Provider) { p.ClientID = "" }},
		{"client with line feed", "client_id", func(p *auth.Provider) { p.ClientID = "a\nb" }},
		{"two scopes in one", "scopes", func(p *auth.Provider) { p.Scopes = []string{"a b"} }},
		{"relative path", "redirect_path", func(p *auth.Provider) { p.RedirectPath = "callback" }},
		{"path with query", "redirect_path", func(p *auth.Provider) { p.RedirectPath = "/a?b" }},
		{"path that climbs", "redirect_path", func(p *auth.Provider) { p.RedirectPath = "/a/../b" }},
		{"port zero", "redirect_ports", func(p *auth.Provider) { p.RedirectPorts = []int{0} }},
		{"parameter that undoes PKCE", "auth_params", func(p *auth.Provider) { p.AuthParams = map[string]string{"code_challenge_method": "plain"} }},
		{"implicit flow", "auth_params", func(p *auth.Provider) { p.AuthParams = map[string]string{"response_type": "token"} }},
		{"empty claim name", "organization_claims", func(p *auth.Provider) { p.OrganizationClaims = []string{""} }},
	} {
		p := auth.Provider{Issuer: "https://id.example.com/tenant", ClientID: "a"}
		c.change(&p)
		err := p.Validate()
		var problem *auth.ProviderError
		if c.field == "" && err != nil || c.field != "" && (!errors.As(err, &problem) || problem.Field != c.field) {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, clientErr := auth.NewClient(p, auth.Config{}); (clientErr != nil) != (err != nil) {
			t.Errorf("%s: NewClient %v", c.name, clientErr)
		}
	}
}
