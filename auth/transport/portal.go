//go:build !windows && !darwin

package transport

import (
	"context"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	portalName   = "org.freedesktop.portal.Desktop"
	portalPath   = dbus.ObjectPath("/org/freedesktop/portal/desktop")
	portalLookup = "org.freedesktop.portal.ProxyResolver.Lookup"
	portalLimit  = 500 * time.Millisecond
)

// portal asks the desktop which proxy a host needs. A desktop without a portal,
// or one that does not answer in time, says nothing.
//
// Source: XDG Desktop Portal, org.freedesktop.portal.ProxyResolver.
type portal struct {
	address string
	mu      sync.Mutex
	known   map[string]Decision
}

func (p *portal) decide(ctx context.Context, target *url.URL) Decision {
	if p.address == "" {
		return Decision{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	place := target.Scheme + "://" + target.Host
	if found, asked := p.known[place]; asked {
		return found
	}
	limited, cancel := context.WithTimeout(ctx, portalLimit)
	defer cancel()
	proxies, err := lookup(limited, p.address, place)
	found := Decision{}
	if err == nil {
		found = fromPortal(proxies)
	}
	if ctx.Err() == nil { // else it was the caller who gave up, and nothing is known
		p.known[place] = found
	}
	return found
}

// lookup asks over a connection of its own: the shared one of a process is not
// ours to close. The context closes it too, whatever it waits for.
func lookup(ctx context.Context, address, place string) ([]string, error) {
	conn, err := dbus.Dial(address, dbus.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.Auth([]dbus.Auth{dbus.AuthExternal(strconv.Itoa(os.Geteuid()))}); err != nil {
		return nil, err
	}
	if err := conn.Hello(); err != nil {
		return nil, err
	}
	var proxies []string
	err = conn.Object(portalName, portalPath).CallWithContext(ctx, portalLookup, 0, place).Store(&proxies)
	return proxies, err
}

// fromPortal takes the first answer that can be used: "direct://", or the
// address of a proxy; "socks://" is one of version 5.
func fromPortal(proxies []string) Decision {
	for _, address := range proxies {
		if strings.HasPrefix(address, "direct:") {
			return Decision{Source: SourceNone}
		}
		if rest, socks := strings.CutPrefix(address, "socks://"); socks {
			address = "socks5://" + rest
		}
		if !strings.Contains(address, "://") {
			continue
		}
		if proxy := proxyAt(address); proxy != nil {
			return Decision{URL: proxy, Source: SourceSystem}
		}
	}
	return Decision{}
}

// socketsOnly keeps the unix sockets of a bus address: other transports start
// programs or leave this computer.
func socketsOnly(address string) string {
	var sockets []string
	for part := range strings.SplitSeq(address, ";") {
		if strings.HasPrefix(part, "unix:") {
			sockets = append(sockets, part)
		}
	}
	return strings.Join(sockets, ";")
}
