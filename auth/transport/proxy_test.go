package transport_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth/transport"
)

func address(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// lookup is an environment.
func lookup(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// shown is a decision in one line.
func shown(d transport.Decision) string {
	return strings.TrimSpace(d.Address() + " " + d.Source)
}

func TestWhoDecidesAboutAProxy(t *testing.T) {
	t.Parallel()
	says := func(d transport.Decision) func(context.Context, *url.URL) transport.Decision {
		return func(context.Context, *url.URL) transport.Decision { return d }
	}
	system := says(transport.Decision{URL: address(t, "http://system:3128"), Source: transport.SourceSystem})
	script := says(transport.Decision{Source: transport.SourcePAC})
	fixed := address(t, "http://mila@fixed:8080")
	environment := lookup("HTTPS_PROXY", "http://u:p@env:3128", "NO_PROXY", "skip.example.test")
	cases := []struct {
		name   string
		rules  transport.Rules
		target string
		want   string
	}{
		{"nobody says anything", transport.Rules{}, "https://id.example.test", "none"},
		{"what was set up goes first", transport.Rules{Fixed: fixed, Source: "settings", Env: environment, System: system}, "https://id.example.test", "http://fixed:8080 settings"},
		{"then the environment", transport.Rules{Env: environment, System: system}, "https://id.example.test", "http://env:3128 environment"},
		{"in small letters too", transport.Rules{Env: lookup("https_proxy", "env:3128"), System: system}, "https://id.example.test", "http://env:3128 environment"},
		{"then the system", transport.Rules{Env: lookup(), System: system}, "https://id.example.test", "http://system:3128 system"},
		{"another variable says nothing", transport.Rules{Env: lookup("HTTP_PROXY", "http://env"), System: system}, "https://id.example.test", "http://system:3128 system"},
		{"a script is not used", transport.Rules{Env: lookup(), System: script}, "https://id.example.test", "pac"},
		{"a system without an opinion", transport.Rules{System: says(transport.Decision{})}, "https://id.example.test", "none"},
		{"an exception of the environment", transport.Rules{Env: environment, System: system}, "https://skip.example.test", "environment"},
		{"an exception of the environment alone", transport.Rules{Env: lookup("NO_PROXY", "*"), System: system}, "https://id.example.test", "environment"},
		{"an exception that was set up", transport.Rules{Fixed: fixed, NoProxy: []string{"example.test"}, Env: environment}, "https://id.example.test", "no_proxy"},
		{"it goes before the environment", transport.Rules{NoProxy: []string{".example.test"}, Env: environment, System: system}, "https://id.example.test", "no_proxy"},
		{"a network as an exception", transport.Rules{Fixed: fixed, NoProxy: []string{"10.0.0.0/8"}}, "https://10.1.2.3", "no_proxy"},
		{"no exception", transport.Rules{Fixed: fixed, Source: "machine", NoProxy: []string{"other.test", ""}}, "https://id.example.test", "http://fixed:8080 machine"},
		{"this computer by address", transport.Rules{Fixed: fixed, Env: environment, System: system}, "http://127.0.0.1:8080", "loopback"},
		{"this computer in version 6", transport.Rules{Fixed: fixed}, "https://[::1]", "loopback"},
		{"this computer mapped", transport.Rules{Fixed: fixed}, "https://[::ffff:127.0.0.1]", "loopback"},
		{"this computer by name", transport.Rules{Fixed: fixed}, "https://LOCALHOST.", "loopback"},
		{"a name of this computer", transport.Rules{Fixed: fixed}, "https://id.localhost", "loopback"},
		{"a name that only looks like it", transport.Rules{Fixed: fixed, Source: "settings"}, "https://localhost.example.test", "http://fixed:8080 settings"},
		{"a program for the web", transport.Rules{Env: lookup("REQUEST_METHOD", "GET", "HTTPS_PROXY", "http://env")}, "https://id.example.test", "http://env environment"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, err := c.rules.Decide(t.Context(), address(t, c.target)); err != nil || shown(got) != c.want {
				t.Errorf("got %s, %v", shown(got), err)
			}
		})
	}
}

func TestAVariableThatIsNoProxyIsNotRepeated(t *testing.T) {
	t.Parallel()
	for _, value := range []string{
		"http://u:hidden@%zz", "ftp://u:hidden@proxy", ":://hidden", "http://u:hidden@", "http://hidden@/", "u:hidden@", "http://u:hidden@proxy/x", "http://u:hidden@proxy:0",
	} {
		_, err := transport.Rules{Env: lookup("HTTPS_PROXY", value)}.Decide(t.Context(), address(t, "https://id.example.test"))
		var refused *transport.ProxyError
		if !errors.As(err, &refused) || refused.Status != 0 || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s gives %v", value, err)
		}
	}
}

func TestADecisionShowsNoPassword(t *testing.T) {
	t.Parallel()
	d := transport.Decision{URL: address(t, "http://mila:hidden@proxy:3128")}
	if d.Address() != "http://proxy:3128" || d.User() != "mila" || d.URL.User.Username() != "mila" {
		t.Errorf("got %s, %s", d.Address(), d.User())
	}
	if none := (transport.Decision{}); none.Address() != "" || none.User() != "" {
		t.Error("no proxy has an address")
	}
}

func TestAddressesOfProxies(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]error{
		"http://proxy:3128":        nil,
		"https://mila@proxy/":      nil,
		"socks5://10.0.0.1:1080":   nil,
		"socks5h://[::1]:1080":     nil,
		"proxy:3128":               transport.ErrProxyAddress,
		"proxy":                    transport.ErrProxyAddress,
		"http://":                  transport.ErrProxyAddress,
		"http:proxy":               transport.ErrProxyAddress,
		"ftp://proxy":              transport.ErrProxyAddress,
		"http://proxy/pac":         transport.ErrProxyAddress,
		"http://proxy?x":           transport.ErrProxyAddress,
		"http://proxy#x":           transport.ErrProxyAddress,
		"http://pro xy":            transport.ErrProxyAddress,
		"http://proxy:port":        transport.ErrProxyAddress,
		"http://proxy:99999":       transport.ErrProxyAddress,
		"http://proxy:0":           transport.ErrProxyAddress,
		"http://mi%0ala@proxy":     transport.ErrProxyAddress,
		"http://mi%3ala@proxy":     transport.ErrProxyAddress,
		"http://mila:hidden@proxy": transport.ErrProxyPassword,
		"http://mila:@proxy":       transport.ErrProxyPassword,
	} {
		if _, err := transport.ParseProxy(text); !errors.Is(err, want) {
			t.Errorf("%s gives %v", text, err)
		}
	}
}
