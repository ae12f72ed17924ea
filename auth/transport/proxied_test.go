package transport_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth/transport"
	"latchkey/auth/transport/transporttest"
)

// through is a carrier whose only proxy is p, as somebody set it up.
func through(t *testing.T, p *transporttest.Proxy, ca []byte, user string, password func(context.Context, *url.URL) (string, error)) *transport.ByMethod {
	t.Helper()
	fixed, err := transport.ParseProxy(p.URL())
	if err != nil {
		t.Fatal(err)
	}
	if user != "" {
		fixed.User = url.User(user)
	}
	return both(t, transport.Options{ExtraCAs: ca, Proxy: transport.Rules{Fixed: fixed, Source: "settings", Password: password}.Proxy})
}

func TestAProxyWithAPassword(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	server := authority.Server(t, "id.example.test", func(http.ResponseWriter, *http.Request) {})
	p := transporttest.StartProxy(t, server)
	p.User, p.Password = "mila", "p@ss word"
	asked := 0
	right := func(_ context.Context, proxy *url.URL) (string, error) {
		asked++
		if proxy.Host != p.Host() {
			t.Errorf("asked for the password of %s", proxy.Host)
		}
		return "p@ss word", nil
	}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if _, _, err := ask(t, through(t, p, authority.PEM(), "mila", right), method, "https://id.example.test/"); err != nil {
			t.Errorf("%s: %v", method, err)
		}
	}
	if got := p.Asked(); asked != 2 || len(got) != 2 || got[0] != "id.example.test:443" {
		t.Errorf("asked %d times, led to %v", asked, got)
	}
	wrong := func(context.Context, *url.URL) (string, error) { return "hidden-words", nil }
	_, _, err := ask(t, through(t, p, authority.PEM(), "mila", wrong), http.MethodGet, "https://id.example.test/")
	var refused *transport.ProxyError
	if !errors.As(err, &refused) || refused.Status != http.StatusProxyAuthRequired || strings.Contains(err.Error(), "hidden-words") {
		t.Errorf("a wrong password gives %v", err)
	}
	_, _, err = ask(t, through(t, p, authority.PEM(), "", wrong), http.MethodGet, "https://id.example.test/")
	if !errors.As(err, &refused) || refused.Status != http.StatusProxyAuthRequired {
		t.Errorf("no user name gives %v", err)
	}
	locked := errors.New("locked")
	broken := func(context.Context, *url.URL) (string, error) { return "", locked }
	_, _, err = ask(t, through(t, p, authority.PEM(), "mila", broken), http.MethodGet, "https://id.example.test/")
	var setup *transport.SetupError
	if !errors.As(err, &setup) || !errors.Is(err, locked) {
		t.Errorf("a password that cannot be read gives %v", err)
	}
}

func TestLoopbackNeverGoesThroughAProxy(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	server := authority.Server(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) {})
	p := transporttest.StartProxy(t, server)
	if _, _, err := ask(t, through(t, p, authority.PEM(), "", nil), http.MethodGet, server.URL); err != nil || len(p.Asked()) > 0 {
		t.Errorf("%v, the proxy was asked for %v", err, p.Asked())
	}
}
