package demoidp_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// party is a demo provider with a program that signs in to it by raw HTTP.
type party struct {
	t        *testing.T
	server   *demoidp.Server
	control  *demoidp.Control
	clock    *clock
	http     *http.Client
	listener *httptest.Server
	callback chan url.Values
	verifier string
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newParty(t *testing.T, options ...func(*demoidp.Options)) *party {
	t.Helper()
	p := &party{t: t, clock: &clock{now: time.Date(2026, 11, 22, 13, 15, 0, 0, time.UTC)}, callback: make(chan url.Values, 8), verifier: rand.Text() + rand.Text()}
	o := demoidp.Options{Now: p.clock.Now}
	for _, change := range options {
		change(&o)
	}
	server, err := demoidp.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	p.server, p.control = server, server.Control()
	p.http = &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	p.listener = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.callback <- r.URL.Query()
	}))
	t.Cleanup(func() {
		p.listener.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func (p *party) redirectURI() string { return p.listener.URL + "/done" }

// query is a good authorization request; change replaces or removes ("") values.
func (p *party) query(change ...string) url.Values {
	digest := sha256.Sum256([]byte(p.verifier))
	q := url.Values{
		"response_type": {"code"}, "client_id": {p.server.ClientID()}, "redirect_uri": {p.redirectURI()},
		"scope": {"openid profile email offline_access"}, "state": {"the-state"}, "nonce": {"the-nonce"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(digest[:])}, "code_challenge_method": {"S256"},
	}
	for i := 0; i < len(change); i += 2 {
		q.Set(change[i], change[i+1])
		if change[i+1] == "" {
			q.Del(change[i])
		}
	}
	return q
}

func (p *party) authorizeURL(change ...string) string {
	return p.server.Issuer() + "/authorize?" + p.query(change...).Encode()
}

// visit lets the person answer the authorization request and gives the callback.
func (p *party) visit(agent *demoidp.UserAgent, change ...string) url.Values {
	p.t.Helper()
	if err := agent.Open(p.t.Context(), p.authorizeURL(change...)); err != nil {
		p.t.Fatalf("open: %v", err)
	}
	select {
	case got := <-p.callback:
		return got
	default:
		p.t.Fatal("the listener was not called")
		return nil
	}
}

func (p *party) token(change ...string) answer {
	p.t.Helper()
	form := url.Values{"client_id": {p.server.ClientID()}}
	for i := 0; i < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return p.do(http.MethodPost, "/token", form)
}

func (p *party) redeem(code string) answer {
	p.t.Helper()
	return p.token("grant_type", "authorization_code", "code", code, "redirect_uri", p.redirectURI(), "code_verifier", p.verifier)
}

func (p *party) refresh(token string) answer {
	p.t.Helper()
	return p.token("grant_type", "refresh_token", "refresh_token", token)
}

// signIn is the whole flow; it fails the test when it does not end with tokens.
func (p *party) signIn(person string, change ...string) answer {
	p.t.Helper()
	got := p.redeem(p.visit(&demoidp.UserAgent{Person: person}, change...).Get("code"))
	if got.status != http.StatusOK {
		p.t.Fatalf("token endpoint: %d %s", got.status, got.body)
	}
	return got
}

func (p *party) get(path, access string, header ...string) answer {
	p.t.Helper()
	return p.do(http.MethodGet, path, nil, append(header, "Authorization", "Bearer "+access)...)
}
