package auth

import (
	"net/netip"
	"net/url"
	"strings"
)

// addressFlaw is why an address is refused: the check it fails, and words for a
// log.
type addressFlaw struct{ check, reason string }

// Error gives the words.
func (e *addressFlaw) Error() string { return e.reason }

// checkAddress accepts an absolute https address, or http on a loopback IP
// address when allowLoopback is set. Userinfo, fragments, an opaque part and
// characters that an opener or a terminal could misread are refused.
func checkAddress(address string, allowLoopback bool) *addressFlaw {
	u, err := url.Parse(address)
	if err != nil {
		return &addressFlaw{CheckEndpointMalformed, "is not an address"}
	}
	switch {
	case u.User != nil:
		return &addressFlaw{CheckEndpointCredentials, "holds a user name"}
	case u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http":
		return &addressFlaw{CheckEndpointNotWeb, "is not https"}
	case !isAddressText(address), !isAddressText(u.Host): // the latter is decoded
		return &addressFlaw{CheckEndpointMalformed, "holds a character that an address may not hold"}
	case len(address) > 4096:
		return &addressFlaw{CheckEndpointMalformed, "is too long"}
	case u.Opaque != "" || u.Hostname() == "":
		return &addressFlaw{CheckEndpointMalformed, "has no host"}
	case strings.Contains(address, "#"):
		return &addressFlaw{CheckEndpointMalformed, "has a fragment"}
	case u.Scheme == "https":
		return nil
	case u.Scheme == "http" && allowLoopback && isLoopbackHost(u.Hostname()):
		return nil
	}
	return &addressFlaw{CheckEndpointInsecure, "is not https"}
}

// isAddressText accepts visible ASCII without the characters that RFC 3986
// leaves out, and without single quotes.
func isAddressText(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' || strings.IndexByte("\"'<>\\^`{|}", s[i]) >= 0 {
			return false
		}
	}
	return true
}

// isLoopbackHost is true for loopback IP literals only: a name, "localhost"
// included, can be made to resolve elsewhere (RFC 8252 section 8.3).
func isLoopbackHost(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Zone() == "" && ip.IsLoopback()
}

// sameOrigin compares scheme, host and effective port (RFC 6454 section 5).
func sameOrigin(a, b *url.URL) bool {
	return strings.EqualFold(a.Scheme, b.Scheme) &&
		strings.EqualFold(a.Hostname(), b.Hostname()) && effectivePort(a) == effectivePort(b)
}

func effectivePort(u *url.URL) string {
	if port := u.Port(); port != "" {
		return port
	}
	if strings.EqualFold(u.Scheme, "https") {
		return "443"
	}
	return "80"
}

// onLoopback reports whether plain http on a loopback address may be used:
// only when the issuer itself lives there, so that a document from elsewhere
// can never send a token to a local listener.
func (p Provider) onLoopback() bool {
	u, err := url.Parse(p.Issuer)
	return err == nil && isLoopbackHost(u.Hostname())
}

// addQuery appends parameters to an endpoint that may have a query of its own
// (RFC 6749 section 3.1). The endpoint has no fragment; checkAddress saw to it.
func addQuery(endpoint string, values url.Values) string {
	if strings.Contains(endpoint, "?") {
		return endpoint + "&" + values.Encode()
	}
	return endpoint + "?" + values.Encode()
}
