package demoidp_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"latchkey/auth/demoidp"
)

// published lists the kids of the keys, the one that signs last.
func (p *party) published() []string {
	p.t.Helper()
	var set struct {
		Keys []struct{ Kid, Alg, D string }
	}
	if err := json.Unmarshal([]byte(p.do(http.MethodGet, "/keys", nil).body), &set); err != nil {
		p.t.Fatal(err)
	}
	ids := []string{}
	for _, key := range set.Keys {
		if key.Kid == "" || key.D != "" {
			p.t.Errorf("published key: %+v", key)
		}
		ids = append(ids, key.Kid)
	}
	return ids
}

func headerOf(t *testing.T, token string) map[string]any {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[0])
	if err != nil {
		t.Fatal(err)
	}
	var header map[string]any
	if err := json.Unmarshal(raw, &header); err != nil {
		t.Fatal(err)
	}
	return header
}

// verifies tells whether an independent client that fetches the keys now is content.
func (p *party) verifies(t *testing.T, token string) bool {
	t.Helper()
	provider, err := oidc.NewProvider(t.Context(), p.server.Issuer())
	if err != nil {
		t.Fatal(err)
	}
	_, err = provider.Verifier(&oidc.Config{ClientID: p.server.ClientID(), Now: p.clock.Now}).Verify(t.Context(), token)
	return err == nil
}

func TestANewKeySignsWhileTheOldOneStaysPublished(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.SigningAlg = "ES256" })
	before := p.signIn("mila").text("id_token")
	if err := p.control.RotateKey(); err != nil {
		t.Fatal(err)
	}
	after := p.signIn("mila").text("id_token")
	ids := p.published()
	if len(ids) != 2 || headerOf(t, before)["kid"] != ids[0] || headerOf(t, after)["kid"] != ids[1] || ids[0] == ids[1] {
		t.Errorf("published %v, signed with %v and %v", ids, headerOf(t, before), headerOf(t, after))
	}
	if !p.verifies(t, before) || !p.verifies(t, after) {
		t.Error("a token of a published key does not verify")
	}
	p.control.RetireKeys()
	if ids := p.published(); len(ids) != 1 || ids[0] != headerOf(t, after)["kid"] {
		t.Errorf("published after retirement: %v", ids)
	}
	if p.verifies(t, before) || !p.verifies(t, after) {
		t.Error("retirement does not end the old key, or ends the new one")
	}
	// Who signs out is known by a hint of any age.
	hint := url.Values{"id_token_hint": {before}}.Encode()
	if got := p.do(http.MethodGet, "/end-session?"+hint, nil); got.status != http.StatusOK {
		t.Errorf("an old hint: %d", got.status)
	}
}

func TestKeysOfEitherAlgorithm(t *testing.T) {
	t.Parallel()
	for _, algorithm := range []string{"RS256", "ES256"} {
		p := newParty(t, func(o *demoidp.Options) { o.SigningAlg = algorithm })
		tokens := p.signIn("mila")
		for _, name := range []string{"id_token", "access_token"} {
			if got := headerOf(t, tokens.text(name))["alg"]; got != algorithm {
				t.Errorf("%s is signed with %v, want %s", name, got, algorithm)
			}
		}
		if offered, _ := p.metadata()["id_token_signing_alg_values_supported"].([]any); len(offered) != 1 || offered[0] != algorithm {
			t.Errorf("metadata offers %v", offered)
		}
		if !p.verifies(t, tokens.text("id_token")) {
			t.Errorf("%s does not verify", algorithm)
		}
	}
	if _, err := demoidp.Start(t.Context(), demoidp.Options{SigningAlg: "none"}); !errors.Is(err, demoidp.ErrSigningAlg) {
		t.Errorf("Start says %v", err)
	}
}

func TestMetadataAndKeysMayBeCached(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		life time.Duration
		want string
	}{{0, "no-store"}, {2 * time.Hour, "max-age=7200"}} {
		p := newParty(t, func(o *demoidp.Options) { o.MetadataLifetime = c.life })
		for _, path := range []string{"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/keys"} {
			got := p.do(http.MethodGet, path, nil)
			if got.header.Get("Cache-Control") != c.want || got.header.Get("Date") == "" {
				t.Errorf("%s: caching %q, want %q", path, got.header.Get("Cache-Control"), c.want)
			}
		}
	}
}
