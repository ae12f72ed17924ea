package demoidp_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

const metadataPath = "/.well-known/openid-configuration"

func (p *party) metadata() map[string]any {
	p.t.Helper()
	return p.do(http.MethodGet, metadataPath, nil).fields
}

func discoveryFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultNoPKCEMetadata:           metadataLacks("code_challenge_methods_supported"),
		demoidp.FaultDiscoveryNoIssuer:        metadataLacks("issuer"),
		demoidp.FaultDiscoveryNoKeys:          metadataLacks("jwks_uri"),
		demoidp.FaultDiscoveryIssuerMismatch:  metadataSays("issuer", "https://attacker.example"),
		demoidp.FaultDiscoveryHTTPEndpoint:    metadataSays("token_endpoint", "http://192.0.2.1/token"),
		demoidp.FaultDiscoveryFileEndpoint:    metadataSays("authorization_endpoint", "file:///etc/passwd"),
		demoidp.FaultDiscoveryForeignEndpoint: metadataSays("token_endpoint", "https://collector.example/token"),
		demoidp.FaultDiscoveryEndpointUser: func(_ *testing.T, p *party) bool {
			return p.metadata()["authorization_endpoint"] == strings.Replace(p.server.Issuer(), "http://", "http://user@", 1)+"/authorize"
		},
		demoidp.FaultDiscoveryPlainPKCE: func(_ *testing.T, p *party) bool {
			return fmt.Sprint(p.metadata()["code_challenge_methods_supported"]) == "[plain]"
		},
		demoidp.FaultDiscoveryHTML: getsWebPage(metadataPath),
		demoidp.FaultDiscoveryHuge: func(_ *testing.T, p *party) bool {
			got := p.do(http.MethodGet, metadataPath, nil)
			return len(got.body) > 2<<20 && got.text("issuer") == p.server.Issuer()
		},
		demoidp.FaultDiscoveryTruncated: func(_ *testing.T, p *party) bool {
			got, err := p.try(p.t.Context(), http.MethodGet, metadataPath, nil)
			return errors.Is(err, io.ErrUnexpectedEOF) && got.text("issuer") == p.server.Issuer()
		},
		demoidp.FaultDiscoveryRedirect: getsRedirect(metadataPath, http.StatusFound, "http://192.0.2.1"+metadataPath),
		demoidp.FaultDiscovery500:      getsStatus(metadataPath, http.StatusInternalServerError),
		demoidp.FaultDiscovery404:      getsStatus(metadataPath, http.StatusNotFound),
		demoidp.FaultDiscovery429: func(_ *testing.T, p *party) bool {
			got := p.do(http.MethodGet, metadataPath, nil)
			return got.status == http.StatusTooManyRequests && got.header.Get("Retry-After") == "30"
		},
	}
}

func metadataSays(name, want string) faultCheck {
	return func(_ *testing.T, p *party) bool { return p.metadata()[name] == want }
}

func metadataLacks(name string) faultCheck {
	return func(_ *testing.T, p *party) bool {
		document := p.metadata()
		return document["response_types_supported"] != nil && document[name] == nil
	}
}

func getsStatus(path string, status int) faultCheck {
	return func(_ *testing.T, p *party) bool { return p.do(http.MethodGet, path, nil).status == status }
}

func getsRedirect(path string, status int, target string) faultCheck {
	return func(_ *testing.T, p *party) bool {
		return isRedirect(p.do(http.MethodGet, path, nil), status, target)
	}
}

func isRedirect(got answer, status int, target string) bool {
	return got.status == status && got.header.Get("Location") == target
}

func getsWebPage(path string) faultCheck {
	return func(_ *testing.T, p *party) bool { return isWebPage(p.do(http.MethodGet, path, nil)) }
}

func isWebPage(got answer) bool {
	return got.status == http.StatusOK && strings.HasPrefix(got.header.Get("Content-Type"), "text/html") && got.fields == nil
}
