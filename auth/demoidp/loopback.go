package demoidp

import (
	"net/url"
	"strconv"
)

// loopbackOrigin gives scheme, host and port of an http address on a loopback IP
// with an explicit port.
func loopbackOrigin(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.User != nil || u.Opaque != "" || u.Fragment != "" {
		return "", false
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil || port == 0 {
		return "", false
	}
	switch u.Hostname() {
	case "127.0.0.1":
		return "http://127.0.0.1:" + strconv.FormatUint(port, 10), true
	case "::1":
		return "http://[::1]:" + strconv.FormatUint(port, 10), true
	}
	return "", false
}
