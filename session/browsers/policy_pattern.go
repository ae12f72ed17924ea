package browsers

import (
	"cmp"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// sitePattern is one entry of a list of Chromium's policies about sites: "https://id.example.com", "[*.]example.com", "*". An
// empty part means any. Source: "Enterprise policy URL pattern format" of Chrome's and Edge's documentation.
type sitePattern struct {
	scheme, host, port string
	below              bool // also every name below host
}

// parseSitePattern reads one; false where a browser would not take it either. The path means nothing for cookies.
func parseSitePattern(text string) (sitePattern, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "*" {
		return sitePattern{}, true
	}
	p, rest := sitePattern{}, text
	if scheme, behind, found := strings.Cut(text, "://"); found {
		if scheme != "*" && scheme != "http" && scheme != "https" {
			return sitePattern{}, false
		}
		p.scheme, rest = strings.TrimSuffix(scheme, "*"), behind
	}
	rest, _, _ = strings.Cut(rest, "/")
	rest, p.below = strings.CutPrefix(rest, "[*.]")
	host, port, ok := splitPattern(rest)
	if !ok {
		return sitePattern{}, false
	}
	p.port = port
	return p.withHost(host)
}

// splitPattern takes the port off. A host in brackets is an IPv6 address.
func splitPattern(text string) (host, port string, ok bool) {
	host = text
	if end := strings.LastIndex(text, "]"); strings.HasPrefix(text, "[") && end > 0 {
		host = text[:end+1]
	} else if i := strings.LastIndex(text, ":"); i >= 0 {
		host = text[:i]
	}
	behind := text[len(host):]
	if behind == "" {
		return host, "", true
	}
	port, isPort := strings.CutPrefix(behind, ":")
	if !isPort {
		return "", "", false
	}
	if port == "*" {
		return host, "", true
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", "", false
	}
	return host, strings.TrimLeft(port[:len(port)-1], "0") + port[len(port)-1:], true
}

// withHost fills in the host: a name, an address, or "*".
func (p sitePattern) withHost(host string) (sitePattern, bool) {
	if host == "*" {
		return p, !p.below
	}
	if address, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		p.host = address.String()
		return p, !p.below // an address has nothing below it
	}
	host = strings.TrimSuffix(host, ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	p.host = strings.ToLower(host)
	return p, isName(p.host)
}

func (p sitePattern) matches(s site) bool {
	if p.scheme != "" && p.scheme != s.scheme || p.port != "" && p.port != s.port {
		return false
	}
	if _, err := netip.ParseAddr(s.host); err == nil && p.below {
		return false // nothing is below another part of an address
	}
	return p.host == "" || p.host == s.host || p.below && strings.HasSuffix(s.host, "."+p.host)
}

// compare: which of two patterns for the same site counts, the one that says more; the host before the scheme before the port.
func (p sitePattern) compare(other sitePattern) int {
	exact := func(p sitePattern) int {
		if p.below || p.host == "" {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(exact(p), exact(other)), cmp.Compare(len(p.host), len(other.host)),
		cmp.Compare(min(len(p.scheme), 1), min(len(other.scheme), 1)), cmp.Compare(min(len(p.port), 1), min(len(other.port), 1)),
	)
}

// matchingPattern reads an entry, which can be a pair: a site, and the site on whose pages that counts. A sign-in is a page of the
// site itself, so both must mean it.
func matchingPattern(entry string, s site) (sitePattern, bool) {
	first, second, isPair := strings.Cut(entry, ",")
	p, ok := parseSitePattern(first)
	if !ok || !p.matches(s) {
		return sitePattern{}, false
	}
	if isPair {
		top, ok := parseSitePattern(second)
		return p, ok && top.matches(s)
	}
	return p, true
}
