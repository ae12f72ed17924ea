package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func testClient(t testing.TB) *Client {
	t.Helper()
	c, err := NewClient(Provider{Issuer: "https://id.example.com", ClientID: "client"}, Config{
		Now: func() time.Time { return time.Unix(1_800_000_000, 0) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// FuzzRedirectHandler: whatever arrives, the answer is one of three constant
// ones, and only the right state is passed on.
func FuzzRedirectHandler(f *testing.F) {
	for _, seed := range [][4]string{
		{"GET", "/?code=a&state=right", "127.0.0.1:4000", ""},
		{"GET", "/?state=wrong", "127.0.0.1:4000", ""},
		{"POST", "/", "evil", "null"},
		{"GET", "/<script>", "127.0.0.1:4000", ""},
		{"GET", "/?next=//evil", "127.0.0.1:4000", "https://evil"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, method, target, host, origin string) {
		l := &loopback{
			host: "127.0.0.1:4000", path: "/", state: "right", page: func(bool) []byte { return []byte("page") }, log: slog.New(slog.DiscardHandler),
			arrived: make(chan callback, 1), outcome: make(chan bool, 1), shown: make(chan struct{}), closing: make(chan struct{}), missed: make(chan struct{}, 1),
		}
		l.outcome <- true
		u, err := url.ParseRequestURI(target)
		if err != nil {
			return
		}
		r := (&http.Request{Method: method, URL: u, Host: host, Header: http.Header{"Origin": {origin}}}).WithContext(context.Background())
		w := httptest.NewRecorder()
		l.ServeHTTP(w, r)
		got := strings.TrimSuffix(w.Body.String(), "<script>"+forgetQuery+"</script>\n")
		if got != "page" && got != "Bad Request\n" && got != "Not Found\n" || w.Header().Get("Location") != "" {
			t.Fatalf("answered %d %q", w.Code, got)
		}
		if (got == "page") != (len(l.arrived) == 1) || got == "page" && (u.Query().Get("state") != "right" || host != l.host || method != "GET") {
			t.Fatalf("passed on %q", target)
		}
	})
}

func FuzzParseMetadata(f *testing.F) {
	f.Add([]byte(`{"issuer":"https://id.example.com","authorization_endpoint":"https://id.example.com/a","token_endpoint":"https://id.example.com/t","jwks_uri":"https://id.example.com/k"}`))
	f.Add([]byte(`{"issuer":"https://id.example.com","authorization_endpoint":"file:///etc/passwd"}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := parseMetadata(body, Provider{Issuer: "https://id.example.com", ClientID: "client"})
		if err != nil {
			if !errors.Is(err, ErrSecurityCheck) && !errors.Is(err, ErrMalformedAnswer) {
				t.Fatalf("foreign error %v", err)
			}
			return
		}
		for _, e := range m.endpoints() {
			if e.address != "" && !strings.HasPrefix(strings.ToLower(e.address), "https://") {
				t.Fatalf("%s accepted as %q", e.name, e.address)
			}
		}
	})
}

func FuzzIDTokenClaims(f *testing.F) {
	f.Add([]byte(`{"iss":"https://id.example.com","sub":"a","aud":"client","exp":1800000100,"iat":1800000000,"nonce":"n"}`))
	f.Add([]byte(`{"iss":"https://id.example.com","sub":"a","aud":["client"],"exp":1.8e9,"iat":1.8e9,"nonce":"n","azp":"client","email":"A@B"}`))
	f.Add([]byte(`{"aud":[[]],"exp":"x"}`))
	c := testClient(f)
	f.Fuzz(func(t *testing.T, payload []byte) {
		v, err := c.checkClaims(payload, expectation{nonce: "n"})
		if err != nil {
			if !errors.Is(err, ErrSecurityCheck) {
				t.Fatalf("foreign error %v", err)
			}
			return
		}
		var all map[string]any
		if json.Unmarshal(payload, &all) != nil || all["iss"] != "https://id.example.com" || all["nonce"] != "n" || all["sub"] != v.claims.Subject {
			t.Fatalf("accepted %q", payload)
		}
		id := newIdentity(c.provider, v, map[string]any{"email": all["name"], "name": all["email"]})
		if id.Subject == "" || len([]rune(id.Name)) > nameLimit || strings.ToLower(id.Email) != id.Email {
			t.Fatalf("identity %+v", id)
		}
	})
}

func FuzzCleanDescription(f *testing.F) {
	f.Add("plain words", "secret")
	f.Add("a\u202eb\x1b[31m\x00"+strings.Repeat("x", 300), "xx")
	f.Fuzz(func(t *testing.T, s, secret string) {
		got := cleanDescription(s, NewSecret(secret))
		if n := len([]rune(got)); n > descriptionLimit+len(redacted) {
			t.Fatalf("%d characters", n)
		}
		if bytes.ContainsAny([]byte(got), "\x00\x1b\r\n\u202e\u2066") {
			t.Fatalf("control characters in %q", got)
		}
	})
}

func FuzzTokenAnswer(f *testing.F) {
	f.Add(200, []byte(`{"access_token":"a","token_type":"Bearer","expires_in":"300"}`))
	f.Add(400, []byte(`{"error":"invalid_grant"}`))
	f.Add(200, []byte(`{"expires_in":1e999}`))
	c := testClient(f)
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		a := answer{status: status, header: http.Header{"Content-Type": {"application/json"}}, body: body}
		parsed, err := c.readTokenAnswer(a, nil)
		if err != nil {
			return
		}
		tokens, err := c.tokensFrom(AtToken, parsed, c.now(), false)
		if err != nil {
			return
		}
		again, err := DecodeTokens(tokens.Encode())
		if err != nil || !again.Access.Equal(tokens.Access) || !again.ExpiresAt.Equal(tokens.ExpiresAt) {
			t.Fatalf("cannot be stored: %v", err)
		}
	})
}

func FuzzDeviceAnswer(f *testing.F) {
	f.Add(200, []byte(`{"device_code":"d","user_code":"AB-CD","verification_uri":"https://id.example.com/device","expires_in":600,"interval":5}`))
	f.Add(200, []byte(`{"device_code":"d","user_code":"AB-CD","verification_uri":"javascript:alert(1)"}`))
	f.Add(200, []byte(`{"device_code":"d","user_code":"\u202e","verification_uri":"https://a","interval":-1,"expires_in":"1e300"}`))
	f.Add(400, []byte(`{"error":"slow_down","error_description":"d"}`))
	c := testClient(f)
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		a := answer{at: AtDevice, status: status, header: http.Header{"Content-Type": {"application/json"}}, body: body}
		var parsed deviceAnswer
		if a.object(&parsed) != nil {
			return
		}
		code, err := c.checkDeviceAnswer(parsed)
		if err != nil {
			if !errors.Is(err, ErrSecurityCheck) && !errors.Is(err, ErrMalformedAnswer) {
				t.Fatalf("foreign error %v", err)
			}
			return
		}
		p := code.progress
		for _, address := range []string{p.VerificationURI, p.VerificationURIComplete} {
			if address != "" && !strings.HasPrefix(strings.ToLower(address), "https://") {
				t.Fatalf("shown address %q", address)
			}
		}
		left := code.expiresAt.Sub(c.now())
		if code.interval < time.Second || code.interval > longestPollInterval || left <= 0 || left > longestCodeLifetime || !isVisible(p.UserCode) || p.UserCode == "" {
			t.Fatalf("interval %v, lifetime %v, code %q", code.interval, left, p.UserCode)
		}
	})
}

// FuzzIDToken: no sequence of bytes passes for a token that the key signed.
func FuzzIDToken(f *testing.F) {
	const signed = "eyJhbGciOiJSUzI1NiIsImtpZCI6Im9uZSJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUuY29tIiwic3ViIjoiYSIsImF1ZCI6ImNsaWVudCJ9.c2ln"
	f.Add(signed)
	f.Add("eyJhbGciOiJub25lIn0.e30.")
	f.Add("eyJhbGciOiJIUzI1NiJ9.e30.AAAA")
	f.Add("a.b.c")
	c := testClient(f)
	d := &discovered{meta: Metadata{IDTokenAlgorithms: []string{"RS256", "ES256"}}, keys: noKeys{}}
	f.Fuzz(func(t *testing.T, raw string) {
		_, err := c.verifyIDToken(context.Background(), d, NewSecret(raw), expectation{})
		if !errors.Is(err, ErrSecurityCheck) && !errors.Is(err, ErrMalformedAnswer) {
			t.Fatalf("got %v", err)
		}
		if len(raw) > 40 && strings.Contains(err.Error(), raw) {
			t.Fatal("the error repeats the token")
		}
	})
}

// noKeys verifies nothing.
type noKeys struct{}

func (noKeys) VerifySignature(context.Context, string) ([]byte, error) {
	return nil, insecure(CheckSignature)
}

func FuzzPushedAnswer(f *testing.F) {
	f.Add([]byte(`{"request_uri":"urn:ietf:params:oauth:request_uri:x","expires_in":60}`))
	f.Add([]byte(`{"request_uri":3}`))
	f.Add([]byte(`{"request_uri":"u","expires_in":-1e99}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		a := answer{at: AtPAR, header: http.Header{"Content-Type": {"application/json"}}, body: body}
		var parsed pushedAnswer
		if a.object(&parsed) == nil && parsed.lifetime() < time.Second {
			t.Fatalf("it lives %v", parsed.lifetime())
		}
	})
}

// FuzzPasted: only our address with the state is taken, to the letter save the
// white space around what was copied.
func FuzzPasted(f *testing.F) {
	f.Add("http://127.0.0.1:4000/?code=a&state=right")
	f.Add("http://127.0.0.1:4000/?code=a&state=right&state=right")
	f.Add("https://127.0.0.1:4000/?state=right")
	f.Add("http://127.0.0.1:4000@evil.example/?state=right")
	f.Fuzz(func(t *testing.T, address string) {
		l := &loopback{host: "127.0.0.1:4000", path: "/", state: "right"}
		if _, ok := l.takePasted(address); !ok {
			return
		}
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil || u.Scheme != "http" || u.Host != l.host || u.Path != "/" || u.Query().Get("state") != "right" {
			t.Fatalf("took %q", address)
		}
		if _, again := l.takePasted(address); again {
			t.Fatal("took it twice")
		}
	})
}
