package transport

import (
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// ScutilProxies are the proxies that macOS has set up, as `scutil --proxy` prints them.
type ScutilProxies struct {
	values     map[string]string
	exceptions []string
}

// ParseScutil reads the output of `scutil --proxy`. It takes the outermost
// dictionary only: deeper ones are about single interfaces.
func ParseScutil(output string) ScutilProxies {
	p := ScutilProxies{values: map[string]string{}}
	depth, list := 0, ""
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		key, value, found := strings.Cut(line, " : ")
		switch {
		case line == "}":
			depth, list = depth-1, ""
		case strings.HasSuffix(line, "{"):
			if depth == 1 {
				list = key
			}
			depth++
		case found && depth == 1:
			p.values[key] = value
		case found && depth == 2 && list == "ExceptionsList":
			p.exceptions = append(p.exceptions, value)
		}
	}
	return p
}

// Decide gives what macOS says about a target; the zero Decision when it says
// nothing.
func (p ScutilProxies) Decide(target *url.URL) Decision {
	proxy := p.proxy(strings.ToUpper(target.Scheme), "http")
	if proxy == nil {
		proxy = p.proxy("SOCKS", "socks5")
	}
	switch {
	case proxy != nil && p.excepts(target.Hostname()):
		return Decision{Source: SourceSystem}
	case proxy != nil:
		return Decision{URL: proxy, Source: SourceSystem}
	case p.values["ProxyAutoConfigEnable"] == "1" || p.values["ProxyAutoDiscoveryEnable"] == "1":
		return Decision{Source: SourcePAC}
	}
	return Decision{}
}

func (p ScutilProxies) proxy(kind, scheme string) *url.URL {
	if p.values[kind+"Enable"] != "1" || p.values[kind+"Proxy"] == "" {
		return nil
	}
	place := p.values[kind+"Proxy"]
	if port := p.values[kind+"Port"]; port != "" && port != "0" {
		place = net.JoinHostPort(place, port)
	}
	return proxyAt(scheme + "://" + place)
}

func (p ScutilProxies) excepts(host string) bool {
	if p.values["ExcludeSimpleHostnames"] == "1" && isSimple(host) {
		return true
	}
	for _, exception := range p.exceptions {
		if matchesName(exception, host) || inNetwork(exception, host) {
			return true
		}
	}
	return false
}

// inNetwork reads networks as macOS writes them: "169.254/16".
func inNetwork(network, host string) bool {
	address, bits, found := strings.Cut(network, "/")
	ip, err := netip.ParseAddr(host)
	if !found || err != nil {
		return false
	}
	for !strings.Contains(address, ":") && strings.Count(address, ".") < 3 {
		address += ".0"
	}
	prefix, err := netip.ParsePrefix(address + "/" + bits)
	return err == nil && prefix.Contains(ip)
}
