package auth_test

import (
	"context"
	"io"
	"net/http"
	"sync"
	"testing"

	"latchkey/auth"
)

func (p *faultProvider) client(t testing.TB, change func(*auth.Provider, *auth.Config)) *auth.Client {
	t.Helper()
	provider := auth.Provider{ID: "test", Issuer: p.URL, ClientID: clientID, Scopes: []string{"openid", "email"}}
	var config auth.Config
	if change != nil {
		change(&provider, &config)
	}
	c, err := auth.NewClient(provider, config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (p *faultProvider) signIn(t testing.TB, change func(*auth.Provider, *auth.Config)) (auth.Grant, error) {
	t.Helper()
	return p.client(t, change).SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
}

// person is the browser: it follows redirects and keeps the last answer.
type person struct {
	mu     sync.Mutex
	status int
	header http.Header
	body   []byte
}

func (b *person) open(ctx context.Context, address string) error {
	status, header, body, err := fetch(ctx, http.MethodGet, address, nil)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.status, b.header, b.body = status, header, body
	return err
}

func (b *person) page() (int, http.Header, string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.status, b.header, string(b.body)
}

func fetch(ctx context.Context, method, address string, change func(*http.Request)) (int, http.Header, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, nil, nil, err
	}
	if change != nil {
		change(req)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, resp.Header, body, err
}
