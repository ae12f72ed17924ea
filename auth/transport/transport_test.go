package transport_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth/transport"
	"latchkey/auth/transport/transporttest"
)

func direct(*http.Request) (*url.URL, error) { return nil, nil }

// ask makes a request and reads the answer. It tells the version of HTTP and
// whether the request went over a kept connection.
func ask(t *testing.T, carrier http.RoundTripper, method, address string) (version int, reused bool, err error) {
	t.Helper()
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { reused = info.Reused },
	})
	request, err := http.NewRequestWithContext(ctx, method, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := carrier.RoundTrip(request)
	if err != nil {
		return 0, false, err
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.ProtoMajor, reused, answer.Body.Close()
}

func both(t *testing.T, o transport.Options) *transport.ByMethod {
	t.Helper()
	if o.Proxy == nil {
		o.Proxy = direct
	}
	carrier, err := transport.Both(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(carrier.CloseIdleConnections)
	return carrier
}

func TestReadsShareAConnectionAndWritesDoNot(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	server := authority.Server(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) {})
	carrier := both(t, transport.Options{ExtraCAs: authority.PEM()})
	for i, step := range []struct {
		method string
		reused bool
	}{
		{http.MethodGet, false},
		{http.MethodGet, true},
		{http.MethodPost, false},
		{http.MethodPost, false},
		{http.MethodHead, true},
		{http.MethodPost, false},
	} {
		version, reused, err := ask(t, carrier, step.method, server.URL)
		if err != nil || reused != step.reused || version != 2 {
			t.Errorf("step %d, %s: reused %t, %v", i+1, step.method, reused, err)
		}
	}
}

func TestExtraAuthoritiesAreAddedToTheSystems(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	old := transporttest.NewAuthorityUntil(t, "Old CA", time.Now().Add(-time.Hour))
	server := authority.Server(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) {})
	if _, _, err := ask(t, both(t, transport.Options{}), http.MethodGet, server.URL); !errors.As(err, &x509.UnknownAuthorityError{}) {
		t.Errorf("without the authority: %v", err)
	}
	// One of several that has expired does not take the others down.
	carrier := both(t, transport.Options{ExtraCAs: append(old.PEM(), authority.PEM()...)})
	if _, _, err := ask(t, carrier, http.MethodGet, server.URL); err != nil {
		t.Errorf("with the authority: %v", err)
	}
	made, err := transport.New(transport.Options{ExtraCAs: authority.PEM()})
	if err != nil {
		t.Fatal(err)
	}
	system, err := x509.SystemCertPool()
	if err != nil {
		t.Skipf("no system pool: %v", err)
	}
	system.AddCert(authority.Certificate)
	if !made.TLSClientConfig.RootCAs.Equal(system) {
		t.Error("the pool is not the system's with one more")
	}
}

func TestNothingBelowTLS12IsSpoken(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	server := transporttest.Server(t, &tls.Config{
		MaxVersion:   tls.VersionTLS11,
		Certificates: []tls.Certificate{authority.Issue(t, "127.0.0.1", time.Now().Add(time.Hour))},
	}, nil)
	_, _, err := ask(t, both(t, transport.Options{ExtraCAs: authority.PEM()}), http.MethodGet, server.URL)
	if err == nil || !strings.Contains(err.Error(), "protocol version") {
		t.Errorf("got %v", err)
	}
}

// mutual is a server that asks for a certificate of an authority.
func mutual(t *testing.T, authority, accepted *transporttest.Authority, seen *string) string {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(accepted.Certificate)
	server := transporttest.Server(t, &tls.Config{
		ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: pool,
		Certificates: []tls.Certificate{authority.Issue(t, "127.0.0.1", time.Now().Add(time.Hour))},
	}, func(_ http.ResponseWriter, r *http.Request) {
		*seen = ""
		if len(r.TLS.PeerCertificates) > 0 {
			*seen = r.TLS.PeerCertificates[0].Subject.CommonName
		}
	})
	return server.URL
}

func TestACertificateIsShownOnlyToWhoAcceptsItsIssuer(t *testing.T) {
	t.Parallel()
	authority, stranger := transporttest.NewAuthority(t, "Example CA"), transporttest.NewAuthority(t, "Stranger CA")
	own := authority.Issue(t, "mila", time.Now().Add(time.Hour))
	given := 0
	carrier := both(t, transport.Options{
		ExtraCAs: authority.PEM(),
		ClientCertificate: func(context.Context) (*tls.Certificate, error) {
			given++
			return &own, nil
		},
	})
	var seen string
	for name, c := range map[string]struct{ address, want string }{
		"accepted": {mutual(t, authority, authority, &seen), "mila"},
		"another":  {mutual(t, authority, stranger, &seen), ""},
	} {
		if _, _, err := ask(t, carrier, http.MethodPost, c.address); err != nil || seen != c.want {
			t.Errorf("%s: saw %q, %v", name, seen, err)
		}
	}
	before := given
	plain := authority.Server(t, "127.0.0.1", func(http.ResponseWriter, *http.Request) {})
	if _, _, err := ask(t, carrier, http.MethodGet, plain.URL); err != nil || given != before {
		t.Errorf("a server that does not ask: %v, asked %d times", err, given-before)
	}
}

func TestACertificateThatCannotBeReadIsASetupError(t *testing.T) {
	t.Parallel()
	authority := transporttest.NewAuthority(t, "Example CA")
	locked := errors.New("locked")
	carrier := both(t, transport.Options{
		ExtraCAs:          authority.PEM(),
		ClientCertificate: func(context.Context) (*tls.Certificate, error) { return nil, locked },
	})
	var seen string
	_, _, err := ask(t, carrier, http.MethodGet, mutual(t, authority, authority, &seen))
	var setup *transport.SetupError
	if !errors.As(err, &setup) || !errors.Is(err, locked) {
		t.Errorf("got %v", err)
	}
}

func TestCertificatesCanBeJudgedAtAnotherTime(t *testing.T) {
	t.Parallel()
	end := time.Now().Add(-24 * time.Hour).Truncate(time.Second)
	old := transporttest.NewAuthorityUntil(t, "Old CA", end.Add(time.Minute))
	server := transporttest.Server(t, &tls.Config{Certificates: []tls.Certificate{old.Issue(t, "127.0.0.1", end)}}, func(http.ResponseWriter, *http.Request) {})
	for at, works := range map[time.Time]bool{
		{}: false, end: true, end.Add(-time.Hour): true, end.Add(time.Second): false, end.Add(-72 * time.Hour): false,
	} {
		if _, _, err := ask(t, both(t, transport.Options{ExtraCAs: old.PEM(), At: at}), http.MethodGet, server.URL); (err == nil) != works {
			t.Errorf("at %v: %v", at, err)
		}
	}
}
