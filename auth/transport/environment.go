package transport

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// fromEnvironment reads the variables as most programs do. decided is false
// when they say nothing about this target.
func fromEnvironment(env func(string) string, target *url.URL) (found Decision, decided bool, err error) {
	named := func(name string) string {
		if value := env(name); value != "" {
			return value
		}
		return env(strings.ToLower(name))
	}
	config := httpproxy.Config{
		HTTPProxy: named("HTTP_PROXY"), HTTPSProxy: named("HTTPS_PROXY"), NoProxy: named("NO_PROXY"),
		CGI: env("REQUEST_METHOD") != "",
	}
	if excludes(config.NoProxy, target) {
		return Decision{Source: SourceEnvironment}, true, nil
	}
	value := config.HTTPSProxy
	if target.Scheme == "http" {
		value = config.HTTPProxy
	}
	if value == "" {
		return Decision{}, false, nil
	}
	// Going without would be no answer to a slip in a variable. The error would
	// repeat the variable, and that may hold a password; so would the address
	// that the package makes of "http://name:password@".
	proxy, err := config.ProxyFunc()(target)
	if err != nil || proxy == nil {
		return Decision{}, false, &ProxyError{}
	}
	if proxy, err = parseProxy(proxy.String()); err != nil {
		return Decision{}, false, &ProxyError{}
	}
	return Decision{URL: proxy, Source: SourceEnvironment}, true, nil
}

// excludes says whether a list in the form of NO_PROXY names the target: names
// with everything below them, addresses, networks (CIDR), "*" for all.
func excludes(noProxy string, target *url.URL) bool {
	if strings.TrimSpace(noProxy) == "" {
		return false
	}
	const proxied = "http://proxy.invalid"
	proxy, err := (&httpproxy.Config{HTTPProxy: proxied, HTTPSProxy: proxied, NoProxy: noProxy}).ProxyFunc()(target)
	return err == nil && proxy == nil
}

// isLoopback is generous on purpose: a proxy must not see what is meant for
// this computer, even where the name could resolve elsewhere.
func isLoopback(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
