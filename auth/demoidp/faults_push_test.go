package demoidp_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net/http"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"latchkey/auth/demoidp"
)

func parFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultPAR400:      pushed(refusedAs(http.StatusBadRequest, "invalid_request")),
		demoidp.FaultPAR500:      pushed(func(got answer) bool { return got.status == http.StatusInternalServerError }),
		demoidp.FaultPARHTML:     pushed(isWebPage),
		demoidp.FaultPARRedirect: pushed(func(got answer) bool { return isRedirect(got, http.StatusTemporaryRedirect, "/elsewhere") }),
		demoidp.FaultPARRequiredMissing: func(_ *testing.T, p *party) bool {
			document := p.metadata()
			return document["require_pushed_authorization_requests"] == true && document["pushed_authorization_request_endpoint"] == nil
		},
	}
}

// pushed hands in a good request (RFC 9126 2.1).
func pushed(seen func(answer) bool) faultCheck {
	return func(t *testing.T, p *party) bool {
		endpoint, ok := p.metadata()["pushed_authorization_request_endpoint"].(string)
		if !ok {
			t.Fatal("the metadata names no endpoint for pushed requests")
		}
		return seen(p.do(http.MethodPost, endpoint, p.query()))
	}
}

func dpopFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultDPoPNonce: func(t *testing.T, p *party) bool {
			first, second := p.redeemWithProof(t)
			return refusedAs(http.StatusBadRequest, "use_dpop_nonce")(first) && second.status == http.StatusOK && strings.EqualFold(second.text("token_type"), "DPoP")
		},
		demoidp.FaultDPoPDowngrade: func(t *testing.T, p *party) bool {
			first, _ := p.redeemWithProof(t)
			return first.status == http.StatusOK && first.text("token_type") == "Bearer"
		},
		demoidp.FaultDPoPEndlessNonce: func(t *testing.T, p *party) bool {
			first, second := p.redeemWithProof(t)
			again := first.header.Get("DPoP-Nonce") != second.header.Get("DPoP-Nonce")
			return again && refusedAs(http.StatusBadRequest, "use_dpop_nonce")(first) && refusedAs(http.StatusBadRequest, "use_dpop_nonce")(second)
		},
	}
}

// redeemWithProof redeems a code with a proof of a key (RFC 9449 5), and once more
// with the nonce of the first answer.
func (p *party) redeemWithProof(t *testing.T) (first, second answer) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := p.codeForm(p.visit(&demoidp.UserAgent{Person: "mila"}).Get("code"))
	first = p.do(http.MethodPost, "/token", form, "DPoP", p.proof(t, key, ""))
	second = p.do(http.MethodPost, "/token", form, "DPoP", p.proof(t, key, first.header.Get("DPoP-Nonce")))
	return first, second
}

// proof makes a DPoP proof for the token endpoint (RFC 9449 4.2).
func (p *party) proof(t *testing.T, key *ecdsa.PrivateKey, nonce string) string {
	t.Helper()
	options := (&jose.SignerOptions{EmbedJWK: true}).WithType("dpop+jwt")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]any{"jti": rand.Text(), "htm": http.MethodPost, "htu": p.server.Issuer() + "/token", "iat": p.clock.Now().Unix()}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	proof, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return proof
}
