package transporttest

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
)

// silent is for servers whose clients break off on purpose.
var silent = log.New(io.Discard, "", 0)

// Proxy is a CONNECT proxy (RFC 9110 section 9.3.6) that leads every connection
// to one place, whatever host was asked for. When that place is a server with a
// certificate of another authority, it is a product that inspects connections.
type Proxy struct {
	// User and Password are wanted (Basic) when User is not empty.
	User, Password string
	// Refuse is the status that every CONNECT is answered with, 0: it works.
	Refuse int

	to    string
	mu    sync.Mutex
	asked []string
	http  *httptest.Server
}

// StartProxy starts a proxy that leads to a server. Set its fields before the
// first request.
func StartProxy(t testing.TB, to *httptest.Server) *Proxy {
	t.Helper()
	p := &Proxy{to: to.Listener.Addr().String()}
	p.http = httptest.NewServer(p)
	t.Cleanup(p.http.Close)
	return p
}

// URL is the proxy's address, without user name and password.
func (p *Proxy) URL() string { return p.http.URL }

// Host is the proxy's host and port.
func (p *Proxy) Host() string { return p.http.Listener.Addr().String() }

// Asked are the places that connections were asked for, in order.
func (p *Proxy) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked)
}

// ServeHTTP implements [http.Handler].
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Host)
	p.mu.Unlock()
	switch {
	case r.Method != http.MethodConnect:
		http.Error(w, "CONNECT only", http.StatusMethodNotAllowed)
	case !p.knows(r):
		w.Header().Set("Proxy-Authenticate", `Basic realm="example"`)
		http.Error(w, "who are you", http.StatusProxyAuthRequired)
	case p.Refuse != 0:
		http.Error(w, "refused", p.Refuse)
	default:
		p.lead(r.Context(), w)
	}
}

func (p *Proxy) knows(r *http.Request) bool {
	given := &http.Request{Header: http.Header{"Authorization": r.Header.Values("Proxy-Authorization")}}
	user, password, _ := given.BasicAuth()
	return user == p.User && password == p.Password
}

func (p *Proxy) lead(ctx context.Context, w http.ResponseWriter) {
	server, err := (&net.Dialer{}).DialContext(ctx, "tcp", p.to)
	if err != nil {
		http.Error(w, "nobody there", http.StatusBadGateway)
		return
	}
	defer func() { _ = server.Close() }()
	client, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = client.Close() }()
	if _, err := io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(server, client)
		_ = server.Close()
	}()
	_, _ = io.Copy(client, server)
}
