package transport

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// InternetSettings are the values of Windows' "Internet Settings" that name a proxy.
type InternetSettings struct {
	Enable        bool   // ProxyEnable
	Server        string // ProxyServer: "host:port" or "http=host:port;https=host:port"
	Override      string // ProxyOverride: hosts without a proxy
	AutoConfigURL string // address of a script, which is not evaluated
}

// Decide gives what the settings say about a target; the zero Decision when
// they say nothing.
func (s InternetSettings) Decide(target *url.URL) Decision {
	proxy := (*url.URL)(nil)
	if s.Enable {
		proxy = serverFor(s.Server, target.Scheme)
	}
	switch {
	case proxy != nil && overridden(s.Override, target):
		return Decision{Source: SourceSystem}
	case proxy != nil:
		return Decision{URL: proxy, Source: SourceSystem}
	case s.AutoConfigURL != "":
		return Decision{Source: SourcePAC}
	}
	return Decision{}
}

// serverFor picks the proxy for a scheme. "socks=" means SOCKS 4, which nothing
// here speaks.
func serverFor(server, scheme string) *url.URL {
	for _, entry := range listed(server) {
		kind, place, typed := strings.Cut(entry, "=")
		if !typed {
			kind, place = scheme, entry
		}
		if strings.EqualFold(kind, scheme) {
			return proxyAt(place)
		}
	}
	return nil
}

// overridden says whether a list of exceptions names the target: names with
// wildcards, perhaps with a scheme or a port, and <local> for names without a dot.
func overridden(list string, target *url.URL) bool {
	for _, entry := range listed(list) {
		if strings.EqualFold(entry, "<local>") {
			if isSimple(target.Hostname()) {
				return true
			}
			continue
		}
		if scheme, rest, found := strings.Cut(entry, "://"); found {
			if !strings.EqualFold(scheme, target.Scheme) {
				continue
			}
			entry = rest
		}
		host, port := entry, ""
		if before, after, found := strings.Cut(entry, ":"); found && !strings.Contains(after, ":") {
			host, port = before, after
		}
		if (port == "" || port == portOf(target)) && matchesName(host, target.Hostname()) {
			return true
		}
	}
	return false
}

func listed(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ';' || unicode.IsSpace(r) })
}

// isSimple says whether a host is a name of the local network: one word.
func isSimple(host string) bool {
	_, err := netip.ParseAddr(host)
	return err != nil && !strings.Contains(host, ".")
}

func portOf(target *url.URL) string {
	switch {
	case target.Port() != "":
		return target.Port()
	case target.Scheme == "http":
		return "80"
	}
	return "443"
}

// matchesName compares a host with a name in which * stands for any text.
func matchesName(pattern, host string) bool {
	pattern, host = strings.ToLower(strings.Trim(pattern, "[]")), strings.ToLower(host)
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == host
	}
	rest, ok := strings.CutPrefix(host, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}
