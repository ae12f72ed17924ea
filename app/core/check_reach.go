package core

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"latchkey/auth"
	"latchkey/auth/transport"
)

// Limits of the questions of a diagnosis. A network that swallows everything costs
// the name's limit, or the proxy's, and one reachLimit; the guest network's page is
// looked for after that. Together they stay under 12 seconds.
const (
	reachLimit  = 6 * time.Second
	nameLimit   = 3 * time.Second
	portalLimit = 2 * time.Second
	askLimit    = 4 * time.Second // of a question to a server that has just answered
	// graceToSpeak is what a check has beyond its limits, to say in its own words
	// that they were reached.
	graceToSpeak = 500 * time.Millisecond
)

// networkLook is what several checks need of the provider's server: it is asked
// once, and what the first check learned the later ones use.
type networkLook struct {
	once  sync.Once
	found reached

	decide   sync.Once // the desktop that is asked for its proxy may be slow to answer
	way      transport.Decision
	decision error

	client *auth.Client // with the provider's document, after the check `discovery`
	meta   auth.Metadata
}

// reached is what became of the one question to the provider's server.
type reached struct {
	auth.Reached
	profile Profile
	target  *url.URL // the address of the provider's document
	proxy   transport.Decision
	carrier http.RoundTripper
	err     error
}

// reach asks for the provider's document, over a connection of now. The carrier is
// that of real requests: the same proxy, authorities and certificate.
func (d *diagnosis) reach(ctx context.Context) reached {
	d.net.once.Do(func() { d.net.found = d.reachOnce(ctx) })
	return d.net.found
}

func (d *diagnosis) reachOnce(ctx context.Context) (r reached) {
	c := d.core
	if r.profile, r.err = d.profile(); r.err != nil {
		return r
	}
	if r.target, r.err = url.Parse(r.profile.relyingParty().DiscoveryAddress()); r.err != nil {
		return r
	}
	if r.proxy, r.err = d.wayTo(ctx, r.target); r.err != nil {
		return r
	}
	if r.carrier, r.err = c.httpTransport(); r.err != nil {
		return r
	}
	if kept, ok := r.carrier.(interface{ CloseIdleConnections() }); ok {
		kept.CloseIdleConnections()
	}
	question := auth.Reach{HTTP: r.carrier, Now: c.Now, Limit: reachLimit}
	r.Reached, r.err = question.Ask(ctx, auth.AtDiscovery, http.MethodGet, r.target.String())
	if r.stuckAtProxy() {
		r.err = &auth.UnreachableError{Host: r.target.Host, At: auth.AtDiscovery, Cause: "proxy"}
	}
	return r
}

// stuckAtProxy says that the time ran out before the proxy let anything pass.
func (r reached) stuckAtProxy() bool {
	outage, ok := asType[*auth.UnreachableError](r.err)
	return ok && outage.Cause == "timeout" && r.proxy.URL != nil && !r.Greeted && r.target.Scheme == "https"
}

// cause is why there was no answer, as of auth.UnreachableError; empty: there was one.
func (r reached) cause() string {
	if outage, ok := asType[*auth.UnreachableError](r.err); ok {
		return outage.Cause
	}
	return ""
}

// wayTo is the proxy to the provider, looked up once.
func (d *diagnosis) wayTo(ctx context.Context, target *url.URL) (transport.Decision, error) {
	d.net.decide.Do(func() { d.net.way, d.net.decision = d.core.decideProxy(ctx, target) })
	return d.net.way, d.net.decision
}

// decideProxy is the decision that a real request to the target meets. A carrier
// that somebody else brought decides for itself.
func (c *Core) decideProxy(ctx context.Context, target *url.URL) (transport.Decision, error) {
	if c.HTTP != nil {
		return transport.Decision{Source: transport.SourceNone}, nil
	}
	setup, err := c.networkSetup()
	if err != nil {
		return transport.Decision{}, err
	}
	rules, err := c.proxyRules(setup)
	if err != nil {
		return transport.Decision{}, err
	}
	found, err := rules.Decide(ctx, target)
	if err != nil { // what the environment names is no proxy
		return transport.Decision{}, &auth.UnreachableError{Host: target.Host, At: auth.AtDiscovery, Cause: "proxy"}
	}
	return found, nil
}

// isHere says that a host is this computer: its requests never leave it.
func isHere(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// slow gives a limit of the diagnosis the meaning that it has: no answer in time.
func slow(ctx context.Context, err error, at auth.Endpoint, address string) error {
	if ctx.Err() == nil || !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	host := ""
	if u, bad := url.Parse(address); bad == nil {
		host = u.Host
	}
	return &auth.UnreachableError{Host: host, At: at, Cause: "timeout"}
}
