package auth

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

const discoveryAge = time.Hour

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
	ScopesSupported             []string `json:"scopes_supported"`
	CodeChallengeMethods        []string `json:"code_challenge_methods_supported"`
	IDTokenAlgorithms           []string `json:"id_token_signing_alg_values_supported"`
	TokenAuthMethods            []string `json:"token_endpoint_auth_methods_supported"`
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

func (m Metadata) endpoints() []namedAddress {
	return []namedAddress{
		{"authorization_endpoint", m.AuthorizationEndpoint},
		{"token_endpoint", m.TokenEndpoint},
		{"jwks_uri", m.JWKSURI},
		{"userinfo_endpoint", m.UserInfoEndpoint},
		{"device_authorization_endpoint", m.DeviceAuthorizationEndpoint},
		{"revocation_endpoint", m.RevocationEndpoint},
		{"end_session_endpoint", m.EndSessionEndpoint},
	}
}

// discovered is a document together with the keys that it points to.
type discovered struct {
	meta Metadata
	keys *oidc.RemoteKeySet
}

// Discover fetches and checks the provider's document, or returns the one of
// the last hour. Errors: [ErrUnreachable], [ErrMalformedAnswer],
// [ErrProviderRefused] (4xx), and [*SecurityError] with issuer_mismatch,
// endpoint, redirect or pkce_unsupported.
func (c *Client) Discover(ctx context.Context) (Metadata, error) {
	d, err := c.discover(ctx)
	if err != nil {
		return Metadata{}, err
	}
	return d.meta, nil
}

func (c *Client) discover(ctx context.Context) (*discovered, error) {
	c.mu.Lock()
	cached := c.cached
	c.mu.Unlock()
	if cached != nil {
		if age := c.now().Sub(cached.meta.FetchedAt); age >= 0 && age < discoveryAge {
			return cached, nil
		}
	}
	d, err := c.fetchDiscovery(ctx)
	if err != nil {
		return nil, fmt.Errorf("discover provider: %w", err)
	}
	c.mu.Lock()
	c.cached = d
	c.mu.Unlock()
	return d, nil
}

func (c *Client) fetchDiscovery(ctx context.Context) (*discovered, error) {
	header := http.Header{"Accept": {"application/json"}}
	a, err := c.get(ctx, discoveryAddress(c.provider.Issuer), Secret{}, header)
	if err != nil {
		return nil, err
	}
	if err := a.outage(c.now()); err != nil {
		return nil, err
	}
	if a.status != http.StatusOK {
		return nil, &ProviderResponseError{Status: a.status}
	}
	if !a.isJSON() {
		return nil, malformed("the content type is not JSON")
	}
	meta, err := parseMetadata(a.body, c.provider.Issuer, c.allowsLoopback())
	if err != nil {
		return nil, err
	}
	meta.FetchedAt = c.now()
	meta.ServerTime, _ = http.ParseTime(a.header.Get("Date"))
	keyContext := oidc.ClientContext(context.Background(), &http.Client{
		Transport: c.keyFetch, CheckRedirect: withinOrigin, Timeout: stepLimit,
	})
	return &discovered{meta: meta, keys: oidc.NewRemoteKeySet(keyContext, meta.JWKSURI)}, nil
}

// discoveryAddress appends to the issuer as OpenID Connect Discovery 4.1 says:
// a path of the issuer stays in front, one terminating slash is removed.
func discoveryAddress(issuer string) string {
	return strings.TrimSuffix(issuer, "/") + "/.well-known/openid-configuration"
}

// parseMetadata checks a document against the issuer that it was asked for
// (OpenID Connect Discovery 4.3: identical, code point by code point).
func parseMetadata(body []byte, issuer string, allowLoopback bool) (Metadata, error) {
	var m Metadata
	if err := json.Unmarshal(body, &m); err != nil {
		return Metadata{}, malformed("the discovery document is not the expected JSON")
	}
	if m.Issuer != issuer {
		return Metadata{}, &SecurityError{Check: "issuer_mismatch", Detail: "the discovery document names " + nameOrNothing(m.Issuer)}
	}
	for i, e := range m.endpoints() {
		if e.address == "" {
			if i < 3 {
				return Metadata{}, malformed("the discovery document has no " + e.name)
			}
			continue
		}
		if err := checkAddress(e.address, allowLoopback); err != nil {
			return Metadata{}, &SecurityError{Check: "endpoint", Detail: e.name + " " + err.Error()}
		}
	}
	if m.CodeChallengeMethods != nil && !slices.Contains(m.CodeChallengeMethods, "S256") {
		return Metadata{}, insecure("pkce_unsupported")
	}
	return m, nil
}

func nameOrNothing(s string) string {
	if s == "" {
		return "no issuer"
	}
	return cleanText(s, descriptionLimit)
}
