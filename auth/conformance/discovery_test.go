package conformance_test

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

const wellKnown = "/.well-known/openid-configuration"

func discovery() chapter {
	return chapter{"discovery", "Discovery: RFC 8414, OpenID Connect Discovery", []row{
		{id: "M1", section: "RFC 8414 3.3, Discovery 4.3", says: "The document names exactly the issuer that was asked", test: exactIssuer},
		{
			id: "M2", section: "Discovery 4.1, RFC 8414 3.1", says: "The document's address is the issuer, without its last slash, and `/.well-known/openid-configuration`",
			test: documentAddress, elsewhere: []string{"auth TestDiscoveryAddressForIssuersWithPathAndSlash"},
			partly: "the address that RFC 8414 forms otherwise, for servers without OpenID Connect, is not asked",
		},
		{
			id: "M3", section: "RFC 8414 6.1, 6.2", says: "Issuers are https with a certificate that is trusted; http is for loopback IP literals",
			test: secureIssuers, elsewhere: []string{"auth TestAnUntrustedCertificateIsAnOutageThatSaysTLS", "auth/transport TestNothingBelowTLS12IsSpoken"},
			partly: "http on a loopback IP literal, for the demo and for tests, needs no switch",
		},
		{
			id: "M4", section: "RFC 8414 2", says: "Every endpoint is an absolute https address of the issuer's site, without user name and fragment",
			test: endpointsAreChecked, elsewhere: []string{"auth TestDiscoveryRefusesWhatItMust"},
		},
		{
			id: "M5", section: "RFC 8414 3.2", says: "The document is JSON of limited size, whole, and not redirected to another origin",
			test: boundedDocument, elsewhere: []string{"auth TestHTTPSIsNeverLeftForHTTP"},
		},
		{
			id: "M6", section: "Core 10.1.1", says: "Keys are read again for a key that is not known, and a flood of such tokens is no flood of requests",
			test: both(keysRotate, keysAreNotFlooded), elsewhere: []string{"auth TestAFloodOfUnknownKeysIsNoFloodOfRequests", "auth TestUnknownKeysDoNotFloodTheProvider"},
		},
	}}
}

func exactIssuer(t *testing.T) {
	wantCheck(t, newParty(t, faulty(demoidp.FaultDiscoveryIssuerMismatch)).fails(), auth.CheckIssuerMismatch)
	wantCheck(t, newParty(t, faulty(demoidp.FaultDiscoveryNoIssuer)).fails(), auth.CheckIssuerMissing)
	for name, change := range map[string]func(string) string{
		"slash":           func(s string) string { return s + "/" },
		"capitals":        strings.ToUpper,
		"percent-encoded": func(s string) string { return strings.Replace(s, "127", "%3127", 1) },
	} {
		p := newParty(t)
		p.wire.editJSON(wellKnown, func(m map[string]any) { m["issuer"] = change(p.server.Issuer()) })
		if err := p.fails(); checkOf(err) != auth.CheckIssuerMismatch || len(p.wire.all("")) != 1 || len(p.addresses()) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func documentAddress(t *testing.T) {
	p := newParty(t)
	for suffix, path := range map[string]string{"": wellKnown, "/": wellKnown, "/tenant": "/tenant" + wellKnown, "/tenant/": "/tenant" + wellKnown} {
		w := newWire(p.clock)
		client, err := auth.NewClient(auth.Provider{Issuer: p.server.Issuer() + suffix, ClientID: "a"}, auth.Config{HTTP: w, Now: p.clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = client.Discover(t.Context())
		if asked := w.all(""); len(asked) != 1 || asked[0].path != path {
			t.Errorf("%q: asked %v", suffix, asked)
		}
	}
}

func secureIssuers(t *testing.T) {
	for _, issuer := range []string{"http://id.example.com", "http://localhost:8080", "http://192.0.2.1", "ftp://id.example.com", "file:///etc", "id.example.com", "https://user@id.example.com", "https://id.example.com/#x", "https://id.example.com/?x"} {
		var refused *auth.ProviderError
		if _, err := auth.NewClient(auth.Provider{Issuer: issuer, ClientID: "a"}, auth.Config{}); !errors.As(err, &refused) || refused.Field != "issuer" {
			t.Errorf("%s: %v", issuer, err)
		}
	}
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	client, err := auth.NewClient(auth.Provider{Issuer: untrusted.URL, ClientID: "a"}, auth.Config{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Discover(t.Context())
	var outage *auth.UnreachableError
	if !errors.As(err, &outage) || outage.Cause != "tls_untrusted" {
		t.Errorf("a certificate of nobody: %v", err)
	}
}

func endpointsAreChecked(t *testing.T) {
	endpoints := []string{
		"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "device_authorization_endpoint",
		"revocation_endpoint", "end_session_endpoint", "pushed_authorization_request_endpoint",
	}
	for address, check := range map[string]string{
		"http://192.0.2.1/x":          auth.CheckEndpointInsecure,
		"file:///etc/passwd":          auth.CheckEndpointNotWeb,
		"https://collector.example/x": auth.CheckEndpointForeign,
		"https://user@127.0.0.1/x":    auth.CheckEndpointCredentials,
		"https://127.0.0.1/x#y":       auth.CheckEndpointMalformed,
		"/x":                          auth.CheckEndpointMalformed,
	} {
		for _, name := range endpoints {
			p := newParty(t)
			p.wire.editJSON(wellKnown, func(m map[string]any) { m[name] = address })
			if err := p.fails(); checkOf(err) != check || len(p.wire.all("")) != 1 || len(p.addresses()) != 0 {
				t.Errorf("%s %s: %v", name, address, err)
			}
		}
	}
}

func boundedDocument(t *testing.T) {
	for fault, flaw := range map[string]string{
		demoidp.FaultDiscoveryHTML: "not_json", demoidp.FaultDiscoveryHuge: "too_large", demoidp.FaultDiscoveryTruncated: "truncated",
	} {
		err := newParty(t, faulty(fault)).fails()
		var flawed *auth.MalformedError
		if !errors.As(err, &flawed) || flawed.Flaw != flaw || flawed.At != auth.AtDiscovery {
			t.Errorf("%s: %v", fault, err)
		}
	}
	p := newParty(t, faulty(demoidp.FaultDiscoveryRedirect))
	wantCheck(t, p.fails(), "discovery_redirect")
	for _, sent := range p.wire.all("") {
		if !strings.HasPrefix(sent.address, p.server.Issuer()) {
			t.Errorf("asked %s", sent.address)
		}
	}
}

func keysRotate(t *testing.T) {
	p := newParty(t)
	for range 3 {
		p.signedIn()
		if err := p.server.RotateKey(); err != nil {
			t.Fatal(err)
		}
		p.server.RetireKeys()
	}
	if n := len(p.wire.all("/keys")); n != 3 {
		t.Errorf("keys were read %d times", n)
	}
}

func keysAreNotFlooded(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultUnknownKid))
	for range 20 {
		wantCheck(t, p.fails(), auth.CheckSignatureKey)
	}
	if n := len(p.wire.all("/keys")); n > 6 {
		t.Errorf("keys were read %d times", n)
	}
	p.healed(demoidp.FaultUnknownKid)
	p.clock.forward(10 * time.Second)
	p.signedIn()
}
