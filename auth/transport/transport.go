package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Limits of the steps of one request. Package auth sets limits of its own above
// them; these name the step that hangs.
const (
	dialLimit      = 10 * time.Second
	handshakeLimit = 10 * time.Second
	headerLimit    = 15 * time.Second
	idleLimit      = 30 * time.Second
	maxHeaderBytes = 64 << 10
)

// Options say how requests travel. The zero value means: the system's trusted
// certificates, no certificate of one's own, proxies from the environment.
type Options struct {
	// Proxy gives the proxy of a request, nil for none; [Rules.Proxy] is one.
	// Default: [http.ProxyFromEnvironment].
	Proxy func(*http.Request) (*url.URL, error)
	// ExtraCAs are certificates (PEM) that are trusted beside the system's own.
	ExtraCAs []byte
	// ClientCertificate gives the certificate to show to a server that asks for
	// one. It is called only then, and again for each connection. Its error
	// comes back as a [*SetupError]. Default: none is shown.
	ClientCertificate func(context.Context) (*tls.Certificate, error)
	// At is the time at which certificates are judged; zero: now. It is for telling
	// a wrong clock from a wrong certificate; nothing secret may travel like that.
	At time.Time
}

// ByMethod carries GET and HEAD on kept connections and everything else on a
// connection of its own: on a kept one that the server has just closed, the
// standard transport could only guess whether to send a POST again.
type ByMethod struct{ reads, writes *http.Transport }

// Both returns the carrier for all requests of a program. Errors: those of [ParseCAs].
func Both(o Options) (*ByMethod, error) {
	reads, err := New(o)
	if err != nil {
		return nil, err
	}
	writes := reads.Clone()
	writes.DisableKeepAlives = true
	return &ByMethod{reads: reads, writes: writes}, nil
}

// RoundTrip implements [http.RoundTripper].
func (b *ByMethod) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodGet || req.Method == http.MethodHead || req.Method == "" {
		return b.reads.RoundTrip(req)
	}
	return b.writes.RoundTrip(req)
}

// CloseIdleConnections closes what is kept and not in use.
func (b *ByMethod) CloseIdleConnections() {
	b.reads.CloseIdleConnections()
	b.writes.CloseIdleConnections()
}

// New returns a transport that keeps connections: for GET only. TLS 1.2 or
// newer, HTTP/2 where the server has it. Errors: those of [ParseCAs], except
// that certificates which have expired are left out.
func New(o Options) (*http.Transport, error) {
	judged := time.Now
	if !o.At.IsZero() {
		judged = func() time.Time { return o.At }
	}
	trusted, err := trust(o.ExtraCAs, judged())
	if err != nil {
		return nil, err
	}
	secure := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: trusted, Time: judged}
	if o.ClientCertificate != nil {
		secure.GetClientCertificate = showing(o.ClientCertificate)
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	dialer := &net.Dialer{Timeout: dialLimit}
	return &http.Transport{
		Proxy:                  o.Proxy,
		OnProxyConnectResponse: proxyAnswer,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        secure,
		TLSHandshakeTimeout:    handshakeLimit,
		ResponseHeaderTimeout:  headerLimit,
		IdleConnTimeout:        idleLimit,
		MaxIdleConnsPerHost:    2,
		MaxResponseHeaderBytes: maxHeaderBytes,
		ForceAttemptHTTP2:      true,
	}, nil
}

// ForPosts is New with a connection for each request.
func ForPosts(o Options) (*http.Transport, error) {
	t, err := New(o)
	if err != nil {
		return nil, err
	}
	t.DisableKeepAlives = true
	return t, nil
}

// showing shows a certificate only to a server that accepts its issuer, so that
// others do not learn who is there.
func showing(give func(context.Context) (*tls.Certificate, error)) func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	return func(asked *tls.CertificateRequestInfo) (*tls.Certificate, error) {
		own, err := give(asked.Context())
		switch {
		case err != nil:
			return nil, &SetupError{Err: fmt.Errorf("read client certificate: %w", err)}
		case own == nil || asked.SupportsCertificate(own) != nil:
			return &tls.Certificate{}, nil
		}
		return own, nil
	}
}

// proxyAnswer gives a proxy's refusal a type: the standard error is the proxy's
// own words.
func proxyAnswer(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &ProxyError{Status: answer.StatusCode}
}

// trust is the system's pool with more in it; nil, which means the system's,
// when there is nothing to add.
func trust(extra []byte, now time.Time) (*x509.CertPool, error) {
	if len(extra) == 0 {
		return nil, nil
	}
	certificates, err := ParseCAs(extra, now)
	if err != nil && !isExpired(err) {
		return nil, err
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("read the system's trusted certificates: %w", err)
	}
	for _, certificate := range certificates {
		pool.AddCert(certificate)
	}
	return pool, nil
}
