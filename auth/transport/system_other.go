//go:build !windows && !darwin

package transport

import (
	"context"
	"net/url"
)

// System returns what asks this computer for its proxies: the desktop, through
// its portal on the session bus that DBUS_SESSION_BUS_ADDRESS names, once per
// host and process. The zero Decision means that it says nothing.
func System(env func(string) string) func(ctx context.Context, target *url.URL) Decision {
	p := &portal{address: socketsOnly(env("DBUS_SESSION_BUS_ADDRESS")), known: map[string]Decision{}}
	return p.decide
}
