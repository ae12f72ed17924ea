package auth

import (
	"testing"
	"time"
)

// RFC 9700 section 4.4: endpoints lie on the issuer's site or on a listed host.
func TestWhichHostsBelongToAnIssuer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		issuer, host string
		want         bool
	}{
		{"https://id.example.com", "id.example.com", true},
		{"https://id.example.com", "ID.Example.COM", true},
		{"https://id.example.com", "example.com", true},
		{"https://id.example.com", "token.example.com", true},
		{"https://id.example.com:8443/path", "keys.example.com", true},
		{"https://id.example.com", "example.com.evil.test", false},
		{"https://id.example.com", "evilexample.com", false},
		{"https://id.example.co.uk", "other.co.uk", false},
		{"https://a.github.io", "b.github.io", false},
		{"https://github.io", "b.github.io", false},
		{"https://id.example.com", "com", false},
		{"https://id.example.com", "id.example.com.", false},
		{"https://id.xn--bcher-kva.example", "keys.XN--BCHER-KVA.example", true},
		{"https://id.example.com", "listed.test", true},
		{"https://id.example.com", "sub.listed.test", false},
		{"https://intranet", "intranet", true},
		{"https://intranet", "other", false},
		{"https://intranet", "evil.intranet", false},
		{"https://192.0.2.1", "192.0.2.1", true},
		{"https://192.0.2.1", "198.51.2.1", false},
		{"https://192.0.2.1", "evil.2.1", false},
		{"https://[2001:db8::1]", "2001:db8::1", true},
		{"https://[2001:db8::1]", "2001:db8::2", false},
		{"https://[::ffff:192.0.2.1]", "::ffff:198.51.2.1", false},
		{"http://127.0.0.1:1", "::1", true},
		{"http://127.0.0.1:1", "example.com", false},
		{"https://id.example.com", "127.0.0.1", false},
	} {
		if got := (Provider{Issuer: c.issuer, EndpointHosts: []string{"listed.test"}}).trusts(c.host); got != c.want {
			t.Errorf("%s and %s: %v", c.issuer, c.host, got)
		}
	}
}

func TestWhichAddressesAreRefused(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://id.example.com/a?b=c":          "",
		"https://[2001:db8::1]:8443/":           "",
		"http://127.0.0.1:1/":                   "",
		"http://[::1]:1/":                       "",
		"http://localhost/":                     CheckEndpointInsecure,
		"http://127.0.0.1.example.com/":         CheckEndpointInsecure,
		"http://id.example.com/":                CheckEndpointInsecure,
		"https://id.example.com/#a":             CheckEndpointMalformed,
		"https://id.example.com/#":              CheckEndpointMalformed,
		"https://a@id.example.com/":             CheckEndpointCredentials,
		"https:///path":                         CheckEndpointMalformed,
		"https:path":                            CheckEndpointMalformed,
		"//id.example.com/":                     CheckEndpointInsecure,
		"file:///etc/passwd":                    CheckEndpointNotWeb,
		"javascript:alert(1)":                   CheckEndpointNotWeb,
		"https://id.example.com/ a":             CheckEndpointMalformed,
		"https://id.example.com/\u202e":         CheckEndpointMalformed,
		"https://%E2%80%AEmoc.example.com/":     CheckEndpointMalformed,
		"https://\u212aeys.example.com/":        CheckEndpointMalformed,
		"https://id.example.com/'--help":        CheckEndpointMalformed,
		"":                                      CheckEndpointMalformed,
		"https://id.example.com/%E2%80%AE?a=%0": "",
	} {
		got := ""
		if flaw := checkAddress(address, true); flaw != nil {
			got = flaw.check
		}
		if got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
	if checkAddress("http://127.0.0.1:1/", false) == nil {
		t.Error("loopback counts for an issuer elsewhere")
	}
}

// A lifetime of less than a second is none that a person could use.
func TestALifetimeThatIsNone(t *testing.T) {
	t.Parallel()
	for value, want := range map[seconds]time.Duration{
		0.5: defaultCodeLifetime, 0: defaultCodeLifetime, -3: defaultCodeLifetime, 1: time.Second, 1e300: longestCodeLifetime,
	} {
		c := testClient(t)
		code, err := c.checkDeviceAnswer(deviceAnswer{DeviceCode: "d", UserCode: "u", VerificationURI: "https://id.example.com/", ExpiresIn: &value})
		if err != nil || code.expiresAt.Sub(c.now()) != want {
			t.Errorf("%v: %v, %v", value, code.expiresAt.Sub(c.now()), err)
		}
	}
}
