package demoidp_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"latchkey/auth/demoidp"
)

func signatureFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultBadSignature: func(t *testing.T, p *party) bool {
			err := verifyError(t, p)
			return err != nil && strings.Contains(err.Error(), "signature")
		},
		demoidp.FaultAlgNone: func(t *testing.T, p *party) bool {
			id := p.signIn("mila").text("id_token")
			return jwtHeader(t, id)["alg"] == "none" && strings.HasSuffix(id, ".") && claims(t, id)["nonce"] == "the-nonce"
		},
		demoidp.FaultAlgHS256: func(t *testing.T, p *party) bool {
			id := p.signIn("mila").text("id_token")
			return jwtHeader(t, id)["alg"] == "HS256" && keyedWithPublicKey(t, id, p.keys(t)[0])
		},
		demoidp.FaultUnknownKid: func(t *testing.T, p *party) bool {
			kid, _ := jwtHeader(t, p.signIn("mila").text("id_token"))["kid"].(string)
			keys := jose.JSONWebKeySet{Keys: p.keys(t)}
			return kid != "" && len(keys.Key(kid)) == 0
		},
		demoidp.FaultNoKid: func(t *testing.T, p *party) bool {
			tokens := p.signIn("mila")
			_, err := p.verify(t, tokens)
			keys := p.keys(t)
			return err == nil && jwtHeader(t, tokens.text("id_token"))["kid"] == nil && len(keys) == 1 && keys[0].KeyID == ""
		},
		demoidp.FaultNoKidManyKeys: lastOfThreeKeys,
		demoidp.FaultIDTokenGarbage: func(_ *testing.T, p *party) bool {
			id := p.signIn("mila").text("id_token")
			return id != "" && !strings.Contains(id, ".")
		},
	}
}

// lastOfThreeKeys tells whether the token has no kid and only the last key fits.
func lastOfThreeKeys(t *testing.T, p *party) bool {
	tokens := p.signIn("mila")
	_, err := p.verify(t, tokens)
	keys := p.keys(t)
	if err != nil || jwtHeader(t, tokens.text("id_token"))["kid"] != nil || len(keys) != 3 {
		return false
	}
	signed, err := jose.ParseSignedCompact(tokens.text("id_token"), []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	_, wrong := signed.Verify(keys[0])
	_, right := signed.Verify(keys[2])
	return wrong != nil && right == nil
}

func keyFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultKeyRotation: func(t *testing.T, p *party) bool {
			first, second := p.signIn("mila"), p.signIn("mila")
			_, err := p.verify(t, second)
			keys := p.keys(t)
			before, after := jwtHeader(t, first.text("id_token"))["kid"], jwtHeader(t, second.text("id_token"))["kid"]
			return err == nil && before != after && len(keys) == 1 && keys[0].KeyID == after
		},
		demoidp.FaultKeys500:      getsStatus("/keys", http.StatusInternalServerError),
		demoidp.FaultKeysHTML:     getsWebPage("/keys"),
		demoidp.FaultKeysRedirect: getsRedirect("/keys", http.StatusFound, "https://collector.example/keys"),
		demoidp.FaultKeysEmpty: func(_ *testing.T, p *party) bool {
			return strings.TrimSpace(p.do(http.MethodGet, "/keys", nil).body) == `{"keys":[]}`
		},
	}
}

// A hint about who signs out stays good when the key is replaced.
func TestKeysThatWereReplacedStillTellWhoSignsOut(t *testing.T) {
	p := newParty(t)
	before := p.signIn("mila").text("id_token")
	if err := p.control.Fault(demoidp.FaultKeyRotation, true); err != nil {
		t.Fatal(err)
	}
	during, last := p.signIn("mila").text("id_token"), p.signIn("mila").text("id_token")
	for _, hint := range []string{before, during, last} {
		if got := p.do(http.MethodGet, "/end-session?id_token_hint="+hint, nil); got.status != http.StatusOK {
			t.Errorf("status %d", got.status)
		}
	}
}

func (p *party) keys(t *testing.T) []jose.JSONWebKey {
	t.Helper()
	var set jose.JSONWebKeySet
	if err := json.Unmarshal([]byte(p.do(http.MethodGet, "/keys", nil).body), &set); err != nil {
		t.Fatal(err)
	}
	return set.Keys
}

func jwtHeader(t *testing.T, token string) map[string]any {
	t.Helper()
	encoded, _, _ := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatal(err)
	}
	var header map[string]any
	if err := json.Unmarshal(raw, &header); err != nil {
		t.Fatal(err)
	}
	return header
}

// keyedWithPublicKey tells whether the token's HMAC has the public key's PEM as key.
func keyedWithPublicKey(t *testing.T, token string, key jose.JSONWebKey) bool {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key.Key)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.LastIndexByte(token, '.')
	mac := hmac.New(sha256.New, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	mac.Write([]byte(token[:at]))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) == token[at+1:]
}
