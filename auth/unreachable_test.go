package auth_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/transport"
	"latchkey/auth/transport/transporttest"
)

// elsewhere is a provider's address that only the test's proxy knows.
const elsewhere = "https://id.example.test"

// discover asks for the issuer's document over a carrier as app/core makes it.
func discover(t *testing.T, issuer string, o transport.Options) error {
	t.Helper()
	carrier, err := transport.Both(o)
	if err != nil {
		t.Fatal(err)
	}
	defer carrier.CloseIdleConnections()
	client, err := auth.NewClient(auth.Provider{Issuer: issuer, ClientID: "a"}, auth.Config{HTTP: carrier})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Discover(testContext(t))
	return err
}

func proxied(p *transporttest.Proxy, ca *transporttest.Authority) transport.Options {
	return transport.Options{ExtraCAs: ca.PEM(), Proxy: transport.Rules{Fixed: &url.URL{Scheme: "http", Host: p.Host()}}.Proxy}
}

func causeIn(t *testing.T, err error) (cause, issuer string) {
	t.Helper()
	var outage *auth.UnreachableError
	if !errors.As(err, &outage) {
		t.Fatalf("no outage: %v", err)
	}
	return outage.Cause, outage.CertificateIssuer
}

func notFound(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }

func TestWhatIsWrongWithACertificateIsNamed(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	stranger := transporttest.NewAuthority(t, "Example Inspection\u202e CA")
	serving := func(whole tls.Certificate, most uint16) *httptest.Server {
		return transporttest.Server(t, &tls.Config{Certificates: []tls.Certificate{whole}, MaxVersion: most}, notFound)
	}
	later := time.Now().Add(time.Hour)
	for name, c := range map[string]struct {
		server        *httptest.Server
		cause, issuer string
	}{
		"another authority": {serving(stranger.Issue(t, "127.0.0.1", later), 0), "tls_untrusted", "Example Inspection CA"},
		"expired":           {serving(authority.Issue(t, "127.0.0.1", time.Now().Add(-time.Hour)), 0), "tls_expired", ""},
		"not valid yet":     {serving(authority.Issue(t, "127.0.0.1", time.Now().Add(96*time.Hour)), 0), "tls_expired", ""},
		"another name":      {serving(authority.Issue(t, "other.example.test", later), 0), "tls_hostname", ""},
		"an old version":    {serving(authority.Issue(t, "127.0.0.1", later), tls.VersionTLS11), "tls_version", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cause, issuer := causeIn(t, discover(t, c.server.URL, transport.Options{ExtraCAs: authority.PEM()}))
			if cause != c.cause || issuer != c.issuer {
				t.Errorf("got %s, issuer %q", cause, issuer)
			}
		})
	}
}

func TestAServerThatSpeaksNoTLSIsNotReached(t *testing.T) {
	t.Parallel()
	plain := httptest.NewServer(http.HandlerFunc(notFound))
	defer plain.Close()
	address := strings.Replace(plain.URL, "http:", "https:", 1)
	if cause, _ := causeIn(t, discover(t, address, transport.Options{})); cause != "tls" {
		t.Errorf("got %s", cause)
	}
}

// A product that inspects connections shows a certificate of its own for
// everything. It is refused by name, and accepted where it was set up.
func TestAnInspectingProxyNamesItself(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	inspection := transporttest.NewAuthority(t, "Example Inspection CA")
	p := transporttest.StartProxy(t, inspection.Server(t, "id.example.test", notFound))
	if cause, issuer := causeIn(t, discover(t, elsewhere, proxied(p, authority))); cause != "tls_untrusted" || issuer != "Example Inspection CA" {
		t.Errorf("got %s, issuer %q", cause, issuer)
	}
	var answered *auth.ProviderResponseError
	if err := discover(t, elsewhere, proxied(p, inspection)); !errors.As(err, &answered) || answered.Status != http.StatusNotFound {
		t.Errorf("set up, it is still refused: %v", err)
	}
}

func TestWhatIsWrongWithAProxyIsNamed(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	server := authority.Server(t, "id.example.test", notFound)
	wantsPassword, refuses, gone := transporttest.StartProxy(t, server), transporttest.StartProxy(t, server), transporttest.StartProxy(t, server)
	wantsPassword.User, wantsPassword.Password = "mila", "secret"
	refuses.Refuse = http.StatusBadGateway
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	at := func(host string) transport.Options {
		o := proxied(gone, authority)
		o.Proxy = func(*http.Request) (*url.URL, error) { return &url.URL{Scheme: "http", Host: host}, nil }
		return o
	}
	nonsense := proxied(gone, authority)
	nonsense.Proxy = transport.Rules{Env: func(string) string { return "ftp://nowhere" }}.Proxy
	socks := at(nobody)
	socks.Proxy = func(*http.Request) (*url.URL, error) { return &url.URL{Scheme: "socks5", Host: noSOCKS(t)}, nil }
	for name, c := range map[string]struct {
		options transport.Options
		cause   string
	}{
		"wants a password":   {proxied(wantsPassword, authority), "proxy_auth"},
		"refuses":            {proxied(refuses, authority), "proxy"},
		"is not there":       {at(nobody), "proxy"},
		"is no proxy at all": {nonsense, "proxy"},
		"is of another kind": {socks, "proxy"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if cause, _ := causeIn(t, discover(t, elsewhere, c.options)); cause != c.cause {
				t.Errorf("got %s", cause)
			}
		})
	}
}

// noSOCKS answers every connection with something else.
func noSOCKS(t *testing.T) (host string) {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
			_ = conn.Close()
		}
	}()
	return listener.Addr().String()
}

// What this computer lacks is told by whoever gave the function, and is no
// outage of a server.
func TestWhatThisComputerLacksIsNoOutage(t *testing.T) {
	t.Parallel()
	locked := errors.New("locked")
	authority := transporttest.NewAuthority(t, "Example CA")
	server := transporttest.Server(t, &tls.Config{
		ClientAuth: tls.RequestClientCert, Certificates: []tls.Certificate{authority.Issue(t, "127.0.0.1", time.Now().Add(time.Hour))},
	}, notFound)
	for name, c := range map[string]struct {
		issuer  string
		options transport.Options
	}{
		"proxy's password": {elsewhere, transport.Options{Proxy: transport.Rules{
			Fixed:    &url.URL{Scheme: "http", Host: "127.0.0.1:1", User: url.User("mila")},
			Password: func(context.Context, *url.URL) (string, error) { return "", locked },
		}.Proxy}},
		"certificate": {server.URL, transport.Options{
			ExtraCAs:          authority.PEM(),
			ClientCertificate: func(context.Context) (*tls.Certificate, error) { return nil, locked },
		}},
	} {
		err := discover(t, c.issuer, c.options)
		if !errors.Is(err, locked) || errors.Is(err, auth.ErrUnreachable) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
