package auth

import (
	"context"
	"net"
	"slices"
	"sync"
)

// crowdLimit is how many connections the loopback address has at once. A browser
// needs one, and opens a few in advance; the rest is so that many others have to
// come in the moment between its connection and its request.
const crowdLimit = 256

// crowd is a listener that no flood can block. Whoever waits for a free place
// behind idle connections waits for their time-outs; so a newcomer always gets
// in, and the connection that has stood there longest without saying the right
// thing is closed for it. A real request is read within a millisecond.
type crowd struct {
	net.Listener
	mu   sync.Mutex
	open []*guest // the longest standing first
}

// guest is one connection of a crowd.
type guest struct {
	net.Conn
	crowd *crowd
	kept  bool // the right answer came over it; guarded by crowd.mu
}

// Accept implements [net.Listener].
func (c *crowd) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	newcomer := &guest{Conn: conn, crowd: c}
	if leaving := c.admit(newcomer); leaving != nil {
		_ = leaving.Close()
	}
	return newcomer, nil
}

// admit adds a guest and names the one who has to leave for it, if any.
func (c *crowd) admit(newcomer *guest) (leaving *guest) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) >= crowdLimit {
		if i := slices.IndexFunc(c.open, func(g *guest) bool { return !g.kept }); i >= 0 {
			leaving = c.open[i]
		}
	}
	c.open = append(c.open, newcomer)
	return leaving
}

// Close implements [net.Conn].
func (g *guest) Close() error {
	g.crowd.mu.Lock()
	g.crowd.open = slices.DeleteFunc(g.crowd.open, func(other *guest) bool { return other == g })
	g.crowd.mu.Unlock()
	return g.Conn.Close()
}

type guestKey struct{}

// withGuest lets a request find its connection; for [http.Server.ConnContext].
func withGuest(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, guestKey{}, conn)
}

// keepGuest keeps the connection of a request until its page is written.
func keepGuest(ctx context.Context) {
	g, ok := ctx.Value(guestKey{}).(*guest)
	if !ok {
		return
	}
	g.crowd.mu.Lock()
	defer g.crowd.mu.Unlock()
	g.kept = true
}
