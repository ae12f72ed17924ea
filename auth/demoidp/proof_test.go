package demoidp_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"

	"latchkey/auth/demoidp"
)

// holder makes DPoP proofs by hand, so that they can be wrong in every way.
type holder struct {
	p       *party
	private *ecdsa.PrivateKey
}

// draft is a proof before it is signed.
type draft struct{ header, claims map[string]any }

func (p *party) newHolder() *holder {
	p.t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	return &holder{p: p, private: private}
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func hash(text string) string {
	digest := sha256.Sum256([]byte(text))
	return encode(digest[:])
}

func (h *holder) jwk() map[string]any {
	point, err := h.private.PublicKey.Bytes()
	if err != nil {
		h.p.t.Fatal(err)
	}
	return map[string]any{"kty": "EC", "crv": "P-256", "x": encode(point[1:33]), "y": encode(point[33:])}
}

func (h *holder) privateMember() string {
	raw, err := h.private.Bytes()
	if err != nil {
		h.p.t.Fatal(err)
	}
	return encode(raw)
}

// thumbprint is RFC 7638: the required members in alphabetical order.
func (h *holder) thumbprint() string {
	k := h.jwk()
	return hash(`{"crv":"P-256","kty":"EC","x":"` + k["x"].(string) + `","y":"` + k["y"].(string) + `"}`)
}

// proof is a good proof for a request, after the edits.
func (h *holder) proof(method, path string, edits ...func(draft)) string {
	d := draft{
		header: map[string]any{"typ": "dpop+jwt", "alg": "ES256", "jwk": h.jwk()},
		claims: map[string]any{"jti": rand.Text(), "htm": method, "htu": h.p.server.Issuer() + path, "iat": h.p.clock.Now().Unix()},
	}
	for _, edit := range edits {
		edit(d)
	}
	return h.sign(d)
}

func (h *holder) sign(d draft) string {
	header, err := json.Marshal(d.header)
	if err != nil {
		h.p.t.Fatal(err)
	}
	payload, err := json.Marshal(d.claims)
	if err != nil {
		h.p.t.Fatal(err)
	}
	input := encode(header) + "." + encode(payload)
	digest := sha256.Sum256([]byte(input))
	r, s, err := ecdsa.Sign(rand.Reader, h.private, digest[:])
	if err != nil {
		h.p.t.Fatal(err)
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return input + "." + encode(signature)
}

func claim(name string, value any) func(draft) {
	return func(d draft) {
		d.claims[name] = value
		if value == nil {
			delete(d.claims, name)
		}
	}
}

func head(name string, value any) func(draft) {
	return func(d draft) {
		d.header[name] = value
		if value == nil {
			delete(d.header, name)
		}
	}
}

func jwkMember(name string, value any) func(draft) {
	return func(d draft) {
		key := maps.Clone(d.header["jwk"].(map[string]any))
		key[name] = value
		d.header["jwk"] = key
	}
}

// tokenWith is party.token with a proof; an empty one is left out.
func (p *party) tokenWith(proof string, change ...string) answer {
	p.t.Helper()
	form := url.Values{"client_id": {p.server.ClientID()}}
	for i := 0; i < len(change); i += 2 {
		form.Add(change[i], change[i+1])
	}
	if proof == "" {
		return p.do(http.MethodPost, "/token", form)
	}
	return p.do(http.MethodPost, "/token", form, "DPoP", proof)
}

func (p *party) redeemWith(proof, code string, more ...string) answer {
	p.t.Helper()
	return p.tokenWith(proof, append(more, "grant_type", "authorization_code", "code", code, "redirect_uri", p.redirectURI(), "code_verifier", p.verifier)...)
}

func (p *party) refreshWith(proof, token string, more ...string) answer {
	p.t.Helper()
	return p.tokenWith(proof, append(more, "grant_type", "refresh_token", "refresh_token", token)...)
}

// tokenProof is a good proof for the token endpoint, after the edits.
func (h *holder) tokenProof(edits ...func(draft)) string {
	return h.proof(http.MethodPost, "/token", edits...)
}

// signIn is the whole flow with a proof.
func (h *holder) signIn(change ...string) answer {
	h.p.t.Helper()
	got := h.p.redeemWith(h.tokenProof(), h.p.code(change...))
	if got.status != http.StatusOK {
		h.p.t.Fatalf("token endpoint: %d %s", got.status, got.body)
	}
	return got
}

// get fetches a path with a bound access token.
func (h *holder) get(path, access string, edits ...func(draft)) answer {
	h.p.t.Helper()
	edits = append([]func(draft){claim("ath", hash(access))}, edits...)
	return h.p.do(http.MethodGet, path, nil, "Authorization", "DPoP "+access, "DPoP", h.proof(http.MethodGet, path, edits...))
}

// code is a fresh authorization code of Mila's.
func (p *party) code(change ...string) string {
	p.t.Helper()
	code := p.visit(&demoidp.UserAgent{Person: "mila"}, change...).Get("code")
	if code == "" {
		p.t.Fatal("there is no code")
	}
	return code
}
