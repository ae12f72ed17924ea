package transport

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Who decided about a proxy: [Decision.Source].
const (
	SourceLoopback    = "loopback"    // this computer; never through a proxy
	SourceEnvironment = "environment" // HTTPS_PROXY, HTTP_PROXY, NO_PROXY
	SourceSystem      = "system"      // the system's or the desktop's settings
	SourcePAC         = "pac"         // the system names a script, which is not evaluated: direct
	SourceNoProxy     = "no_proxy"    // a list of exceptions that was set up
	SourceNone        = "none"        // nobody says anything: direct
)

// Decision says which proxy a request takes and who decided so.
type Decision struct {
	URL    *url.URL // nil: none
	Source string   // one of the Source constants, or [Rules.Source]
}

// Address is the proxy without user name and password, fit to be shown; empty
// when there is none.
func (d Decision) Address() string {
	if d.URL == nil {
		return ""
	}
	shown := *d.URL
	shown.User = nil
	return shown.String()
}

// User is the user name for the proxy, empty when there is none.
func (d Decision) User() string {
	if d.URL == nil {
		return ""
	}
	return d.URL.User.Username()
}

// Rules decide which proxy a request takes. The first that says something wins:
// loopback, NoProxy, Fixed, the environment, the system.
type Rules struct {
	Fixed   *url.URL // what somebody set up, nil: nothing; see [ParseProxy]
	Source  string   // who set Fixed up
	NoProxy []string // hosts without a proxy, each as in NO_PROXY
	// Env looks up environment variables; nil: there are none.
	Env func(string) string
	// System asks the system; nil: it says nothing. See [System].
	System func(ctx context.Context, target *url.URL) Decision
	// Password gives the password for a proxy whose address has a user name and
	// no password; nil or "": none is sent. Its error becomes a [*SetupError].
	Password func(ctx context.Context, proxy *url.URL) (string, error)
}

// Decide gives the decision for a target. Errors: a [*ProxyError] with status 0
// when what the environment names is no proxy.
func (r Rules) Decide(ctx context.Context, target *url.URL) (Decision, error) {
	switch {
	case isLoopback(target.Hostname()):
		return Decision{Source: SourceLoopback}, nil
	case excludes(strings.Join(r.NoProxy, ","), target):
		return Decision{Source: SourceNoProxy}, nil
	case r.Fixed != nil:
		return Decision{URL: r.Fixed, Source: r.Source}, nil
	}
	if r.Env != nil {
		found, decided, err := fromEnvironment(r.Env, target)
		if err != nil || decided {
			return found, err
		}
	}
	if r.System != nil {
		if found := r.System(ctx, target); found.Source != "" {
			return found, nil
		}
	}
	return Decision{Source: SourceNone}, nil
}

// Proxy is for [Options.Proxy]: the decision, with the password.
func (r Rules) Proxy(req *http.Request) (*url.URL, error) {
	found, err := r.Decide(req.Context(), req.URL)
	if err != nil || found.URL == nil || r.Password == nil || found.User() == "" {
		return found.URL, err
	}
	if _, has := found.URL.User.Password(); has {
		return found.URL, nil
	}
	password, err := r.Password(req.Context(), found.URL)
	if err != nil {
		return nil, &SetupError{Err: err}
	}
	whole := *found.URL
	whole.User = url.UserPassword(found.User(), password)
	return &whole, nil
}

var proxySchemes = []string{"http", "https", "socks5", "socks5h"}

// ParseProxy reads the address of a proxy: http, https, socks5 or socks5h, a
// host, perhaps a port and a user name.
// Errors: ErrProxyPassword, ErrProxyAddress; neither repeats the address.
func ParseProxy(address string) (*url.URL, error) {
	proxy, err := parseProxy(address)
	if err != nil {
		return nil, err
	}
	if _, has := proxy.User.Password(); has {
		return nil, ErrProxyPassword
	}
	return proxy, nil
}

// parseProxy is ParseProxy for what comes from a system, which may hold a password.
func parseProxy(address string) (*url.URL, error) {
	proxy, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, ErrProxyAddress
	case !slices.Contains(proxySchemes, proxy.Scheme), proxy.Opaque != "", proxy.Hostname() == "":
		return nil, ErrProxyAddress
	case proxy.Path != "" && proxy.Path != "/", proxy.RawQuery != "", proxy.Fragment != "":
		return nil, ErrProxyAddress
	case !isPort(proxy.Port()), !isUser(proxy.User.Username()):
		return nil, ErrProxyAddress
	}
	proxy.Path = ""
	return proxy, nil
}

// isPort accepts no port too.
func isPort(text string) bool {
	port, err := strconv.ParseUint(text, 10, 16)
	return text == "" || err == nil && port > 0
}

// isUser refuses what cannot be sent: control characters, and a colon, with which
// the password would begin (RFC 7617 section 2).
func isUser(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return r == ':' || unicode.IsControl(r) })
}

// proxyAt turns "host:port" or an address into a proxy; nil when it is neither.
func proxyAt(place string) *url.URL {
	if !strings.Contains(place, "://") {
		place = "http://" + place
	}
	proxy, err := parseProxy(place)
	if errors.Is(err, ErrProxyAddress) {
		return nil
	}
	return proxy
}
