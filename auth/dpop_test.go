package auth_test

import (
	"context"
	"crypto"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"latchkey/auth"
)

// proof is what one request proved (RFC 9449 section 4.2).
type proof struct {
	ID      string `json:"jti"`
	Method  string `json:"htm"`
	Address string `json:"htu"`
	At      int64  `json:"iat"`
	Access  string `json:"ath"`
	Nonce   string `json:"nonce"`
	key     string // thumbprint
}

func proofIn(t testing.TB, h http.Header) proof {
	t.Helper()
	signed, err := jose.ParseSignedCompact(h.Get("DPoP"), []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatalf("proof %q: %v", h.Get("DPoP"), err)
	}
	header := signed.Signatures[0].Protected
	payload, err := signed.Verify(header.JSONWebKey.Key)
	if err != nil || !header.JSONWebKey.IsPublic() || header.ExtraHeaders[jose.HeaderType] != "dpop+jwt" {
		t.Fatalf("header %+v, %v", header, err)
	}
	var p proof
	if err := json.Unmarshal(payload, &p); err != nil {
		t.Fatal(err)
	}
	sum, err := header.JSONWebKey.Thumbprint(crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	p.key = base64.RawURLEncoding.EncodeToString(sum)
	return p
}

func newBoundProvider(t testing.TB) *faultProvider {
	p := newFaultProvider(t)
	p.Answer = func(answer map[string]any) { answer["token_type"] = "dpop" }
	return p
}

func bound(p *auth.Provider, _ *auth.Config) { p.DPoP = "required" }

// RFC 9449 sections 4.2, 5, 8, 9 and 10.
func TestBoundTokensAreProvenEverywhere(t *testing.T) {
	t.Parallel()
	p := newBoundProvider(t)
	p.Override["/token"] = wantingNonce(t, always("one"), p.token)
	p.Override["/userinfo"] = wantingNonce(t, always("two"), answerWith(200, "application/json", `{"sub":"mila"}`))
	client := p.client(t, bound)
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil || grant.Tokens.Type != "DPoP" || grant.Tokens.DPoPKey.IsZero() {
		t.Fatalf("got %s, %v", grant.Tokens.Type, err)
	}
	p.Override["/rights"] = answerWith(200, "application/json", "{}")
	if _, err := client.GetResource(testContext(t), grant.Tokens, auth.ResourceRequest{URL: p.URL + "/rights?of=mila"}); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(accessToken))
	ath, jkt := base64.RawURLEncoding.EncodeToString(sum[:]), p.seen("/authorize")[0].Form.Get("dpop_jkt")
	ids := map[string]bool{}
	for path, want := range map[string]proof{
		"/token":    {Method: "POST", Address: p.URL + "/token", Nonce: "one"},
		"/userinfo": {Method: "GET", Address: p.URL + "/userinfo", Nonce: "two", Access: ath},
		"/rights":   {Method: "GET", Address: p.URL + "/rights", Nonce: "two", Access: ath},
	} {
		seen := p.seen(path)
		if n := len(seen); n != 2 && path != "/rights" {
			t.Errorf("%s was asked %d times", path, n)
		}
		for _, s := range seen {
			got := proofIn(t, s.Header)
			if ids[got.ID] || got.key != jkt || got.Access != want.Access || got.Method != want.Method || got.Address != want.Address {
				t.Errorf("%s: %+v", path, got)
			}
			ids[got.ID] = true
		}
		if last := proofIn(t, seen[len(seen)-1].Header); last.Nonce != want.Nonce {
			t.Errorf("%s: nonce %q", path, last.Nonce)
		}
	}
}

// RFC 9449 section 5: what is not bound is refused, and is not asked for.
func TestUnboundTokensAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, kind, check string
		sentinel          error
	}{
		{"Bearer", "Bearer", auth.CheckDPoPDowngrade, auth.ErrSecurityCheck},
		{"bearer in small letters", "bearer", auth.CheckDPoPDowngrade, auth.ErrSecurityCheck},
		{"another kind", "mac", "", auth.ErrMalformedAnswer},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Answer = func(answer map[string]any) { answer["token_type"] = c.kind }
			if _, err := p.signIn(t, bound); checkOf(err) != c.check || !errors.Is(err, c.sentinel) || len(p.seen("/userinfo")) != 0 {
				t.Errorf("got %v", err)
			}
		})
	}
	p := newFaultProvider(t)
	p.Discovery = func(doc map[string]any) { doc["dpop_signing_alg_values_supported"] = []string{"RS256"} }
	opened := func(context.Context, string) error { t.Error("opened"); return nil }
	if _, err := p.client(t, bound).SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: opened}); checkOf(err) != auth.CheckDPoPDowngrade {
		t.Errorf("a provider without ES256: %v", err)
	}
	shown := func(auth.Progress) { t.Error("shown") }
	if _, err := p.client(t, bound).SignInWithDevice(testContext(t), auth.DeviceRequest{Notify: shown}); checkOf(err) != auth.CheckDPoPDowngrade || len(p.seen("/device")) != 0 {
		t.Errorf("a provider without ES256, by device: %v", err)
	}
}

// RFC 9449 section 5: tokens that lost their key, and tokens of a time before
// keys were required, are worth nothing; they are not sent.
func TestTokensWithoutTheirKeyAreNotSent(t *testing.T) {
	t.Parallel()
	secret := auth.NewSecret("a")
	for _, c := range []struct {
		name             string
		tokens           auth.Tokens
		change           func(*auth.Provider, *auth.Config)
		renewal, reading error
	}{
		{"key lost", auth.Tokens{Type: "DPoP"}, bound, auth.ErrSignInNeeded, auth.ErrSignInNeeded},
		{"key lost, no longer required", auth.Tokens{Type: "DPoP"}, nil, auth.ErrSignInNeeded, auth.ErrSignInNeeded},
		{"never bound", auth.Tokens{Type: "Bearer"}, bound, auth.ErrSignInNeeded, nil},
		{"key that is none", auth.Tokens{Type: "DPoP", DPoPKey: auth.NewSecret("x")}, bound, auth.ErrTokenBundle, auth.ErrTokenBundle},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Override["/rights"] = answerWith(200, "application/json", "{}")
			client := p.client(t, c.change)
			c.tokens.Access, c.tokens.Refresh = secret, secret
			if _, err := client.Refresh(testContext(t), c.tokens, auth.Identity{}); !errors.Is(err, c.renewal) || len(p.seen("/token")) != 0 {
				t.Errorf("renewal: %v", err)
			}
			_, err := client.GetResource(testContext(t), c.tokens, auth.ResourceRequest{URL: p.URL + "/rights"})
			if !errors.Is(err, c.reading) || (err != nil) != (len(p.seen("/rights")) == 0) {
				t.Errorf("reading: %v", err)
			}
		})
	}
}

// A resource is not asked what time it is at the provider.
func TestProofsHaveTheProvidersTime(t *testing.T) {
	t.Parallel()
	here := time.Now().Truncate(time.Second)
	there := here.Add(-3 * time.Hour)
	p := newBoundProvider(t)
	p.Now, p.Date = func() time.Time { return there }, func() time.Time { return there }
	p.Override["/rights"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Mon, 01 Jan 2035 00:00:00 GMT")
		answerWith(200, "application/json", "{}")(w, r)
	}
	client := p.client(t, func(pr *auth.Provider, cfg *auth.Config) {
		bound(pr, cfg)
		cfg.Now = func() time.Time { return here }
	})
	secret := auth.NewSecret("a")
	_, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if checkOf(err) != auth.CheckClockSkew && err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := client.GetResource(testContext(t), auth.Tokens{Access: secret}, auth.ResourceRequest{URL: p.URL + "/rights"}); err != nil {
			t.Fatal(err)
		}
	}
	if skew, known := client.ClockSkew(); !known || skew != 3*time.Hour {
		t.Errorf("ahead by %v", skew)
	}
	if at := proofIn(t, p.seen("/token")[0].Header).At; at != there.Unix() {
		t.Errorf("proof of %v, want %v", time.Unix(at, 0), there)
	}
}

// All polls of one device code prove the same key.
func TestPollsProveOneKey(t *testing.T) {
	t.Parallel()
	p, _, clock := deviceProvider(t, nil, pollError("authorization_pending"), pollError("slow_down"), nil)
	p.Answer = func(answer map[string]any) { answer["token_type"] = "DPoP" }
	client := p.client(t, func(pr *auth.Provider, cfg *auth.Config) {
		bound(pr, cfg)
		cfg.Now, cfg.After = clock.Now, clock.After
	})
	grant, err := client.SignInWithDevice(testContext(t), auth.DeviceRequest{})
	if err != nil || grant.Tokens.DPoPKey.IsZero() {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, seen := range p.seen("/token") {
		keys[proofIn(t, seen.Header).key] = true
	}
	if len(keys) != 1 {
		t.Errorf("%d keys", len(keys))
	}
}
