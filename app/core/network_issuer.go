package core

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/url"
	"sync"

	"latchkey/auth/transport"
)

// tops remember, for each host, who vouched for its certificate last: the top of
// the chain that was verified. When that is another one than before, something
// has begun to inspect connections.
type tops struct {
	mu    sync.Mutex
	known map[string]*x509.Certificate
}

func (t *tops) note(host string, state *tls.ConnectionState) {
	if state == nil || len(state.VerifiedChains) == 0 {
		return
	}
	chain := state.VerifiedChains[0]
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known == nil {
		t.known = map[string]*x509.Certificate{}
	}
	t.known[host] = chain[len(chain)-1]
}

// of names who vouched for a host, fit for a message; empty: nobody is known to.
func (t *tops) of(host string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if top := t.known[host]; top != nil {
		return transport.SubjectOf(top)
	}
	return ""
}

// noting carries requests, and notes who vouches for the servers.
type noting struct {
	http.RoundTripper
	tops *tops
}

// RoundTrip implements [http.RoundTripper].
func (n noting) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := n.RoundTripper.RoundTrip(req)
	if err == nil {
		n.tops.note(req.URL.Host, resp.TLS)
	}
	return resp, err
}

// CloseIdleConnections lets go of connections that a network of before may have left.
func (n noting) CloseIdleConnections() {
	if kept, ok := n.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		kept.CloseIdleConnections()
	}
}

// vouchedFor names who vouched for an issuer's server, as the last request of this
// process saw it; empty when there was none, or the connection is plain.
func (c *Core) vouchedFor(issuer string) string {
	target, err := url.Parse(issuer)
	if err != nil {
		return ""
	}
	return c.wire.tops.of(target.Host)
}

// caIssuer is vouchedFor the provider of the default account, or the selected one.
func (c *Core) caIssuer() string {
	if account, err := c.account(""); err == nil {
		return c.vouchedFor(account.Issuer)
	}
	return c.vouchedFor(c.usualTarget().String())
}
