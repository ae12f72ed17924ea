package auth

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
)

// Metadata is a provider's discovery document after it was checked (OpenID
// Connect Discovery 3, RFC 8414 section 2). Optional endpoints are empty when
// the provider has none.
type Metadata struct {
	Issuer                      string   `json:"issuer"`
	AuthorizationEndpoint       string   `json:"authorization_endpoint"`
	TokenEndpoint               string   `json:"token_endpoint"`
	JWKSURI                     string   `json:"jwks_uri"`
	UserInfoEndpoint            string   `json:"userinfo_endpoint"`
	DeviceAuthorizationEndpoint string   `json:"device_authorization_endpoint"`
	RevocationEndpoint          string   `json:"revocation_endpoint"`
	EndSessionEndpoint          string   `json:"end_session_endpoint"`
	PAREndpoint                 string   `json:"pushed_authorization_request_endpoint"` // RFC 9126 section 5
	PARRequired                 bool     `json:"require_pushed_authorization_requests"`
	ScopesSupported             []string `json:"scopes_supported"`
	CodeChallengeMethods        []string `json:"code_challenge_methods_supported"`
	IDTokenAlgorithms           []string `json:"id_token_signing_alg_values_supported"`
	DPoPAlgorithms              []string `json:"dpop_signing_alg_values_supported"` // RFC 9449 section 5.1
	TokenAuthMethods            []string `json:"token_endpoint_auth_methods_supported"`
	PromptValues                []string `json:"prompt_values_supported"` // Initiating User Registration 1.0; nil: the provider does not say
	IssParameterSupported       bool     `json:"authorization_response_iss_parameter_supported"`

	// FetchedAt is when the answer arrived, ServerTime its Date header (zero
	// when absent): their difference shows a clock that is off.
	FetchedAt  time.Time `json:"-"`
	ServerTime time.Time `json:"-"`
}

// Hosts lists the hosts, with port where one is given, that the document names;
// without doubles, the issuer's first.
func (m Metadata) Hosts() []string {
	var hosts []string
	for _, e := range append([]namedAddress{{"issuer", m.Issuer}}, m.endpoints()...) {
		u, err := url.Parse(e.address)
		if err == nil && u.Host != "" && !slices.Contains(hosts, u.Host) {
			hosts = append(hosts, u.Host)
		}
	}
	return hosts
}

type namedAddress struct{ name, address string }

// neededEndpoints stand first in endpoints.
const neededEndpoints = 3

func (m Metadata) endpoints() []namedAddress {
	return []namedAddress{
		{"authorization_endpoint", m.AuthorizationEndpoint},
		{"token_endpoint", m.TokenEndpoint},
		{"jwks_uri", m.JWKSURI},
		{"userinfo_endpoint", m.UserInfoEndpoint},
		{"device_authorization_endpoint", m.DeviceAuthorizationEndpoint},
		{"revocation_endpoint", m.RevocationEndpoint},
		{"end_session_endpoint", m.EndSessionEndpoint},
		{"pushed_authorization_request_endpoint", m.PAREndpoint},
	}
}

// parseMetadata checks a document against the provider that it was asked for
// (OpenID Connect Discovery 4.3: the issuer is identical, code point by code
// point).
func parseMetadata(body []byte, p Provider) (Metadata, error) {
	var m Metadata
	if err := json.Unmarshal(body, &m); err != nil {
		return Metadata{}, malformed(AtDiscovery, "not_json", "not the expected JSON")
	}
	switch m.Issuer {
	case p.Issuer:
	case "":
		return Metadata{}, insecure(CheckIssuerMissing)
	default:
		return Metadata{}, &SecurityError{
			Check: CheckIssuerMismatch, Detail: "the discovery document names " + cleanText(m.Issuer, descriptionLimit),
		}
	}
	for i, e := range m.endpoints() {
		if e.address == "" && i < neededEndpoints {
			return Metadata{}, malformed(AtDiscovery, "incomplete", "there is no "+e.name)
		}
		if e.address == "" {
			continue
		}
		if err := p.checkEndpoint(e); err != nil {
			return Metadata{}, err
		}
	}
	return m, p.checkAbilities(m)
}

// checkEndpoint refuses an endpoint that is unsafe in itself, or that lies on
// somebody else's site. The latter is how a provider that turned bad would have
// codes and tokens of another one sent to itself (RFC 9700 section 4.4).
func (p Provider) checkEndpoint(e namedAddress) error {
	if err := checkAddress(e.address, p.onLoopback()); err != nil {
		return &SecurityError{Check: err.check, Detail: e.name + " " + err.reason}
	}
	u, err := url.Parse(e.address)
	if err != nil || !p.trusts(u.Hostname()) {
		return &SecurityError{Check: CheckEndpointForeign, Detail: e.name + " is on another site than the issuer"}
	}
	return nil
}

// trusts says whether a host is of the issuer's site or listed.
func (p Provider) trusts(host string) bool {
	issuer, err := url.Parse(p.Issuer)
	if err != nil {
		return false
	}
	own := issuer.Hostname()
	if strings.EqualFold(host, own) || isLoopbackHost(host) && isLoopbackHost(own) {
		return true
	}
	if slices.ContainsFunc(p.EndpointHosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		return true
	}
	site := siteOf(own)
	return site != "" && site == siteOf(host)
}

// siteOf is the registrable domain of a host, as the public suffix list has it.
// It is empty for an address, and for a name without one.
func siteOf(host string) string {
	site, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(host))
	if err != nil {
		return ""
	}
	return site
}

// checkAbilities compares what the provider offers with what must be had.
func (p Provider) checkAbilities(m Metadata) error {
	switch {
	case m.CodeChallengeMethods != nil && !slices.Contains(m.CodeChallengeMethods, "S256"):
		return insecure(CheckPKCEUnsupported)
	case m.CodeChallengeMethods == nil && p.RequirePKCE:
		return &SecurityError{Check: CheckPKCEUnsupported, Detail: "the discovery document does not announce it"}
	case m.PAREndpoint == "" && (m.PARRequired || p.PAR == "required"):
		return insecure(CheckPARUnavailable)
	}
	return nil
}
