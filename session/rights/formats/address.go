package formats

import (
	"net"
	"net/url"
	"strings"
)

// safeAddress keeps only an address that a person can be sent to: https, or http on this machine.
func safeAddress(text string) string {
	if len(text) > maxAddress || !isPrintableASCII(text) {
		return ""
	}
	address, err := url.Parse(text)
	if err != nil || address.Host == "" || address.User != nil {
		return ""
	}
	host := address.Hostname()
	isLoopback := strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback()
	if address.Scheme != "https" && (address.Scheme != "http" || !isLoopback) {
		return ""
	}
	return text
}

func isPrintableASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '<' || r == '>' || r == '\\' })
}
