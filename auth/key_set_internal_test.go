package auth

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

// The keys of these tests, made once.
var (
	largeKey = sync.OnceValue(func() *rsa.PrivateKey { return mustKey(rsa.GenerateKey(rand.Reader, 2048)) })
	curveKey = sync.OnceValue(func() *ecdsa.PrivateKey { return mustKey(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) })
	edKey    = sync.OnceValue(func() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(make([]byte, 32)) })
)

func mustKey[K any](key K, err error) K {
	if err != nil {
		panic(err)
	}
	return key
}

// member gives a public key as JSON, with members set, or removed where nil.
func member(t testing.TB, public any, change map[string]any) string {
	t.Helper()
	text, err := jose.JSONWebKey{Key: public, KeyID: "one"}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	for name, value := range change {
		if all[name] = value; value == nil {
			delete(all, name)
		}
	}
	text, err = json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func signed(t testing.TB, alg jose.SignatureAlgorithm, key any, kid string) *jose.JSONWebSignature {
	t.Helper()
	options := &jose.SignerOptions{}
	if kid != "" {
		options = options.WithHeader("kid", kid)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	token, err := signer.Sign([]byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := token.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	token, err = jose.ParseSignedCompact(text, []jose.SignatureAlgorithm{alg})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// RFC 7517 sections 4 and 5, RFC 7518 section 3, RFC 8725 section 3.1.
func TestWhichKeyVerifiesWhat(t *testing.T) {
	t.Parallel()
	rsaPublic, ecPublic, edPublic := largeKey().Public(), curveKey().Public(), edKey().Public()
	small := mustKey(rsa.GenerateKey(rand.Reader, 1024))
	byRSA, byEC, byEd := signed(t, jose.RS256, largeKey(), "one"), signed(t, jose.ES256, curveKey(), "one"), signed(t, jose.EdDSA, edKey(), "one")
	good := member(t, rsaPublic, nil)
	with := func(name string, value any) string { return member(t, rsaPublic, map[string]any{name: value}) }
	for name, c := range map[string]struct {
		token *jose.JSONWebSignature
		keys  []string
		check string
	}{
		"RSA":                      {byRSA, []string{good}, ""},
		"RSA with PSS":             {signed(t, jose.PS384, largeKey(), "one"), []string{good}, ""},
		"elliptic curve":           {byEC, []string{member(t, ecPublic, nil)}, ""},
		"Ed25519":                  {byEd, []string{member(t, edPublic, nil)}, ""},
		"no kid, last of many":     {signed(t, jose.RS256, largeKey(), ""), []string{member(t, ecPublic, nil), member(t, &small.PublicKey, nil), good}, ""},
		"no kid, none is right":    {signed(t, jose.RS256, largeKey(), ""), []string{member(t, ecPublic, nil)}, CheckSignature},
		"two with that kid":        {byRSA, []string{member(t, ecPublic, nil), good}, ""},
		"beside unknown kinds":     {byRSA, []string{`{"kty":"LMS","kid":"one"}`, `{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}`, `{"kty":"OKP","crv":"X25519","x":"AA"}`, good}, ""},
		"beside what is no key":    {byRSA, []string{`3`, `null`, `[]`, `{}`, `{"kty":3}`, `{"kty":"RSA"}`, `{"kty":"RSA","n":"","e":""}`, good}, ""},
		"certificate is nonsense":  {byRSA, []string{member(t, rsaPublic, map[string]any{"x5c": []string{"AAAA"}, "x5t": "A", "x5u": "%"})}, ""},
		"for this algorithm":       {byRSA, []string{with("alg", "RS256")}, ""},
		"for another algorithm":    {byRSA, []string{with("alg", "PS256")}, CheckSignature},
		"for encryption":           {byRSA, []string{with("use", "enc")}, CheckKeysEmpty},
		"for encryption, by ops":   {byRSA, []string{with("key_ops", []string{"encrypt"})}, CheckKeysEmpty},
		"to verify, by ops":        {byRSA, []string{with("key_ops", []string{"verify"})}, ""},
		"other kid":                {byRSA, []string{with("kid", "two")}, CheckSignatureKey},
		"no kid in the set":        {byRSA, []string{with("kid", nil)}, CheckSignatureKey},
		"right kid, other kind":    {byRSA, []string{member(t, ecPublic, nil), with("kid", "two")}, CheckSignature},
		"right kid, other key":     {byEC, []string{member(t, mustKey(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)).Public(), nil)}, CheckSignature},
		"right kid, other curve":   {byEC, []string{member(t, mustKey(ecdsa.GenerateKey(elliptic.P384(), rand.Reader)).Public(), nil)}, CheckSignature},
		"private part is shown":    {byRSA, []string{member(t, largeKey(), nil)}, CheckKeysEmpty},
		"a shared secret":          {byRSA, []string{`{"kty":"oct","kid":"one","k":"c2VjcmV0"}`}, CheckKeysEmpty},
		"a key that is too small":  {signed(t, jose.RS256, small, "one"), []string{member(t, &small.PublicKey, nil)}, CheckKeysEmpty},
		"a key that is too large":  {byRSA, []string{with("n", strings.Repeat("_", 1400))}, CheckKeysEmpty},
		"a point beside the curve": {byEC, []string{member(t, ecPublic, map[string]any{"x": strings.Repeat("A", 43)})}, CheckKeysEmpty},
		"none":                     {byRSA, nil, CheckKeysEmpty},
	} {
		keys, err := parseKeys([]byte(`{"keys":[` + strings.Join(c.keys, ",") + `]}`))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		payload, err := keys.verify(c.token)
		var failed *SecurityError
		if errors.As(err, &failed) && failed.Check != c.check || (err == nil) != (c.check == "") || err == nil && string(payload) != "{}" {
			t.Errorf("%s: %q, %v", name, payload, err)
		}
	}
}

func TestAKeySetHasBounds(t *testing.T) {
	t.Parallel()
	good := member(t, curveKey().Public(), nil)
	for n, flaw := range map[int]string{100: "", 101: "too_large"} {
		keys, err := parseKeys([]byte(`{"keys":[` + strings.Join(slices.Repeat([]string{good}, n), ",") + `]}`))
		var malformed *MalformedError
		if flaw == "" && (err != nil || len(keys) != n) || flaw != "" && (!errors.As(err, &malformed) || malformed.Flaw != flaw) {
			t.Errorf("%d keys: %d, %v", n, len(keys), err)
		}
	}
}

func FuzzKeySet(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(`{"keys":[%s,%s]}`, member(f, largeKey().Public(), nil), member(f, curveKey().Public(), nil))))
	f.Add([]byte(fmt.Sprintf(`{"keys":[%s,{"kty":"oct","k":"AA"}]}`, member(f, edKey().Public(), map[string]any{"use": "sig"}))))
	f.Add([]byte(`{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}`))
	f.Add([]byte(`{"keys":{}}`))
	token := signed(f, jose.RS256, largeKey(), "one")
	f.Fuzz(func(t *testing.T, body []byte) {
		keys, err := parseKeys(body)
		if err != nil {
			if !errors.Is(err, ErrMalformedAnswer) {
				t.Fatalf("foreign error %v", err)
			}
			return
		}
		for _, key := range keys {
			if key.Use == "enc" || !key.IsPublic() || !verifies(key) {
				t.Fatalf("%T for %q is used", key.Key, key.Use)
			}
		}
		if _, err := keys.verify(token); err != nil && !errors.Is(err, ErrSecurityCheck) {
			t.Fatalf("foreign error %v", err)
		}
	})
}
