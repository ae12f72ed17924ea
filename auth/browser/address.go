package browser

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// ErrAddress means that the address is not one that may be handed to an opener.
var ErrAddress = errors.New("this address may not be opened")

// addressLimit is below what Windows and common browsers accept.
const addressLimit = 8192

// forbidden are characters that a shell, an opener's option parser or a desktop
// entry could read as more than part of an address. All of them may be
// percent-encoded in an address that needs them.
const forbidden = "\"'`<>\\^{|}"

// hostCharacters are those of names and of IP addresses; an address may hold
// others there (RFC 3986 section 3.2.2), and nothing good is called that.
const hostCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:"

// Check returns the re-serialized form of an address that is safe to open:
// absolute, https or http on a loopback IP address, with a host, without user
// name, control characters, space and quotes. Its errors match [ErrAddress].
func Check(address string) (string, error) {
	if len(address) > addressLimit {
		return "", refuse("too long")
	}
	if holdsForbidden(address) {
		return "", refuse("a character that it may not hold")
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", refuse("not an address")
	}
	host := u.Hostname()
	switch {
	case u.Opaque != "" || host == "" || strings.HasPrefix(host, "-") || strings.Trim(host, hostCharacters) != "":
		return "", refuse("no host")
	case u.User != nil:
		return "", refuse("a user name")
	case u.Scheme == "https":
	case u.Scheme == "http" && isLoopback(host):
	default:
		return "", refuse("neither https nor http on a loopback address")
	}
	safe := u.String()
	if len(safe) > addressLimit || holdsForbidden(safe) {
		return "", refuse("a character that it may not hold")
	}
	return safe, nil
}

// holdsForbidden finds what is not visible ASCII, and the characters above.
func holdsForbidden(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' || strings.IndexByte(forbidden, s[i]) >= 0 {
			return true
		}
	}
	return false
}

// isLoopback accepts IP literals only; a name can be made to resolve elsewhere.
func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Zone() == "" && ip.IsLoopback()
}

func refuse(reason string) error { return fmt.Errorf("%w: %s", ErrAddress, reason) }
