package demoidp_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func TestTheServerCanAskForItsNonce(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.DPoPNonce = true })
	h := p.newHolder()
	code := p.code()
	refused := p.redeemWith(h.tokenProof(), code)
	wantStatus(t, refused, http.StatusBadRequest, "use_dpop_nonce")
	nonce := refused.header.Get("DPoP-Nonce")
	if nonce == "" {
		t.Fatal("there is no nonce in the refusal")
	}
	wantStatus(t, p.redeemWith(h.tokenProof(claim("nonce", "made-up")), code), http.StatusBadRequest, "use_dpop_nonce")
	tokens := p.redeemWith(h.tokenProof(claim("nonce", nonce)), code)
	wantStatus(t, tokens, http.StatusOK, "")
	if tokens.header.Get("DPoP-Nonce") == "" {
		t.Error("the good answer brings no nonce for the next request")
	}
	access := tokens.text("access_token")
	for _, path := range []string{"/userinfo", "/rights"} {
		got := h.get(path, access)
		wantStatus(t, got, http.StatusUnauthorized, "use_dpop_nonce")
		challenge := got.header.Get("WWW-Authenticate")
		if !strings.HasPrefix(challenge, "DPoP ") || !strings.Contains(challenge, `error="use_dpop_nonce"`) || got.header.Get("DPoP-Nonce") == "" {
			t.Errorf("%s: challenge %q, nonce %q", path, challenge, got.header.Get("DPoP-Nonce"))
		}
		wantStatus(t, h.get(path, access, claim("nonce", got.header.Get("DPoP-Nonce"))), http.StatusOK, "")
	}
}

func TestANonceIsGoodForALimitedTime(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.DPoPNonce = true })
	h := p.newHolder()
	ask := func(nonce string) answer { return p.refreshWith(h.tokenProof(claim("nonce", nonce)), "x") }
	first := ask("").header.Get("DPoP-Nonce")
	if again := ask(first); again.header.Get("DPoP-Nonce") != first {
		t.Error("the nonce changed at once")
	}
	p.clock.forward(6 * time.Minute)
	got := ask(first)
	wantStatus(t, got, http.StatusBadRequest, "invalid_grant") // the one before is still good
	second := got.header.Get("DPoP-Nonce")
	if second == first {
		t.Error("an old nonce was offered again")
	}
	p.clock.forward(4 * time.Minute)
	wantStatus(t, ask(first), http.StatusBadRequest, "use_dpop_nonce")
	wantStatus(t, ask(second), http.StatusBadRequest, "invalid_grant")
	p.clock.forward(time.Hour)
	wantStatus(t, ask(second), http.StatusBadRequest, "use_dpop_nonce")
}

func TestBearerTokensNeedNoNonce(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.DPoPNonce = true })
	wantStatus(t, p.get("/rights", p.signIn("mila").text("access_token")), http.StatusOK, "")
}
