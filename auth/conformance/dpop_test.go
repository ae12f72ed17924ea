package conformance_test

import (
	"crypto"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func boundTokens() chapter {
	return chapter{"dpop", "DPoP: RFC 9449", []row{
		{id: "X1", section: "RFC 9449 4.2, 5.1", says: "A proof has the type `dpop+jwt`, an algorithm that the provider takes, and the public key alone", test: proofHeader},
		{
			id: "X2", section: "RFC 9449 4.2, 4.3", says: "A proof names method, address without query, time, the access token's hash and a given nonce, and none is used twice",
			test: proofClaims, elsewhere: []string{"app/endtoend TestBoundTokensAtOIDCProvider"},
		},
		{id: "X3", section: "RFC 9449 8, 9", says: "`use_dpop_nonce` is followed once, and the newest nonce is kept for the next request", test: both(nonceOnce, nonceAtResource)},
		{
			id: "X4", section: "RFC 9449 5", says: "Where tokens have to be bound, an answer with Bearer tokens is refused",
			test:      both(refuses(bound, failing{demoidp.FaultDPoPDowngrade, auth.CheckDPoPDowngrade}), renewalStaysBound),
			elsewhere: []string{"app/endtoend TestUnboundTokensAreRefusedByOIDCProvider"},
		},
		{id: "X5", section: "RFC 9449 5", says: "The key lives as long as the refresh token; without it, a renewal ends in signing in again", test: lostKey},
		{id: "X6", section: "RFC 9449 10", says: "`dpop_jkt` binds the code to the key as well", test: boundCode},
		{
			id: "X7", section: "RFC 9449 5", says: "Every process renews with the same key: it is stored with the refresh token",
			test: sameKeyEverywhere, elsewhere: []string{"auth TestTokensSurviveTheVault"},
		},
	}}
}

// proof is what a DPoP header says.
type proof struct {
	thumbprint, id, method, address, access, nonce string
	at                                             int64
}

// proofOf verifies the proof of a request.
func proofOf(t *testing.T, s seen) proof {
	t.Helper()
	signed, err := jose.ParseSignedCompact(s.header.Get("DPoP"), []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatalf("%s has no proof: %v", s.path, err)
	}
	header := signed.Signatures[0].Protected
	if header.JSONWebKey == nil || !header.JSONWebKey.IsPublic() || header.ExtraHeaders[jose.HeaderType] != "dpop+jwt" {
		t.Fatalf("%s: header %+v", s.path, header)
	}
	payload, err := signed.Verify(header.JSONWebKey.Key)
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		ID      string `json:"jti"`
		Method  string `json:"htm"`
		Address string `json:"htu"`
		Access  string `json:"ath"`
		Nonce   string `json:"nonce"`
		At      int64  `json:"iat"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	sum, err := header.JSONWebKey.Thumbprint(crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	name := base64.RawURLEncoding.EncodeToString(sum)
	return proof{name, claims.ID, claims.Method, claims.Address, claims.Access, claims.Nonce, claims.At}
}

func proofHeader(t *testing.T) {
	p := newParty(t, bound)
	p.signedIn()
	sent := p.wire.tokens("authorization_code")[0]
	proofOf(t, sent)
	head, err := base64.RawURLEncoding.DecodeString(strings.Split(sent.header.Get("DPoP"), ".")[0])
	var header struct {
		Key map[string]any `json:"jwk"`
	}
	if err != nil || json.Unmarshal(head, &header) != nil {
		t.Fatalf("header %q", head)
	}
	for name := range header.Key {
		if !slices.Contains([]string{"kty", "crv", "x", "y"}, name) {
			t.Errorf("the key has the member %s", name)
		}
	}
	p = newParty(t, bound)
	p.wire.editJSON(wellKnown, func(m map[string]any) { m["dpop_signing_alg_values_supported"] = []string{"RS256"} })
	wantCheck(t, p.fails(), auth.CheckDPoPDowngrade)
	if len(p.addresses()) != 0 {
		t.Error("the browser was opened for nothing")
	}
}

func proofClaims(t *testing.T) {
	p := newParty(t, bound, provided(func(o *demoidp.Options) { o.DPoPNonce = true }))
	grant := p.signedIn()
	if status := p.rights(grant.Tokens).Status; status != http.StatusOK {
		t.Fatalf("rights: %d", status)
	}
	if _, err := p.refresh(p.client, grant); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(grant.Tokens.Access.Reveal()))
	ids := map[string]bool{}
	var nonces int
	for _, sent := range slices.Concat(p.wire.all("/token"), p.wire.all("/userinfo"), p.wire.all("/rights")) {
		got := proofOf(t, sent)
		want := ""
		if sent.path != "/token" {
			want = base64.RawURLEncoding.EncodeToString(sum[:])
		}
		if ids[got.id] || len(got.id) < 16 || got.method != sent.method || got.address != p.server.Issuer()+sent.path || got.at != sent.at.Unix() || got.access != want {
			t.Errorf("%s: %+v", sent.path, got)
		}
		ids[got.id] = true
		if got.nonce != "" {
			nonces++
		}
	}
	// Only the very first request went without: nobody had given a nonce yet.
	if nonces != len(ids)-1 {
		t.Errorf("%d of %d proofs had a nonce", nonces, len(ids))
	}
}
