package auth

import (
	"net/url"
	"slices"
	"strings"
)

// Provider is what a relying party must know of one identity provider.
// [Provider.Validate] says whether it can be used.
type Provider struct {
	ID, Name string
	// Issuer is the exact issuer identifier (OpenID Connect Discovery 4.3);
	// https, or http on a loopback IP address for demonstration and tests.
	Issuer   string
	ClientID string
	// ClientSecret is optional. A secret that is shipped with a program proves
	// nothing (RFC 8252 section 8.5); it is sent because some servers insist.
	ClientSecret Secret
	// Scopes to ask for; "openid" is added when missing.
	Scopes []string
	// RedirectPath of the loopback redirect, default "/".
	RedirectPath string
	// RedirectPorts is empty for an ephemeral port (RFC 8252 section 7.3), or a
	// fixed list, tried in order, where a provider demands registered ports.
	RedirectPorts []int
	// PKCE is "" or "s256" for RFC 7636, or "serial": every token request
	// announces the challenge of the next one and proves the one before, as
	// Trimble ID wants it.
	PKCE string
	// RequirePKCE refuses a provider that does not announce S256; otherwise
	// state and nonce stand beside it (RFC 9700 section 2.1.1).
	RequirePKCE bool
	// PAR is "" to push the authorization request when the provider offers it
	// (RFC 9126), "required", or "off".
	PAR string
	// DPoP is "" or "off", or "required": tokens are bound to a key that lies
	// with them, and an unbound answer is refused (RFC 9449).
	DPoP string
	// Resources are sent as resource indicators (RFC 8707): absolute addresses
	// without a fragment.
	Resources []string
	// EndpointHosts are hosts on which endpoints may lie beside the issuer's own
	// site.
	EndpointHosts []string
	// AuthParams are extra authorization request parameters; those that the
	// protocol sets itself are refused.
	AuthParams map[string]string
	// OrganizationClaims are the claim names to read the organization from, in
	// order; default "organization".
	OrganizationClaims []string
}

// Validate checks shapes, not reachability. Its error is a [*ProviderError].
func (p Provider) Validate() error {
	issuer, err := url.Parse(p.Issuer)
	if err != nil || p.Issuer == "" {
		return &ProviderError{"issuer", "is not an address"}
	}
	if err := checkAddress(p.Issuer, isLoopbackHost(issuer.Hostname())); err != nil {
		return &ProviderError{"issuer", err.reason}
	}
	if issuer.RawQuery != "" || issuer.ForceQuery {
		return &ProviderError{"issuer", "has a query"}
	}
	if p.ClientID == "" || !isVisible(p.ClientID) {
		return &ProviderError{"client_id", "is missing or not printable ASCII"}
	}
	if !isVisible(p.ClientSecret.Reveal()) {
		return &ProviderError{"client_secret", "is not printable ASCII"}
	}
	for _, s := range p.Scopes {
		if !isScope(s) {
			return &ProviderError{"scopes", "holds a name that is not a scope"}
		}
	}
	if err := p.validateProtections(); err != nil {
		return err
	}
	return p.validateRedirect()
}

func (p Provider) validateProtections() error {
	for _, choice := range []struct {
		field, value string
		among        []string
	}{
		{"pkce", p.PKCE, []string{"", "s256", "serial"}},
		{"par", p.PAR, []string{"", "auto", "required", "off"}},
		{"dpop", p.DPoP, []string{"", "off", "required"}},
	} {
		if !slices.Contains(choice.among, choice.value) {
			return &ProviderError{choice.field, "must be " + strings.Join(choice.among[1:], " or ")}
		}
	}
	for _, resource := range p.Resources {
		u, err := url.Parse(resource)
		if err != nil || !u.IsAbs() || u.Fragment != "" || strings.Contains(resource, "#") || !isVisible(resource) {
			return &ProviderError{"resources", "holds what is not an absolute address without a fragment"}
		}
	}
	for _, host := range p.EndpointHosts {
		if host == "" || strings.ContainsAny(host, "/:@ *") {
			return &ProviderError{"endpoint_hosts", "holds what is not a plain host name"}
		}
	}
	return nil
}

func (p Provider) validateRedirect() error {
	if p.RedirectPath != "" && !isRedirectPath(p.RedirectPath) {
		return &ProviderError{"redirect_path", "is not a plain absolute path"}
	}
	for _, port := range p.RedirectPorts {
		if port < 1 || port > 65535 {
			return &ProviderError{"redirect_ports", "holds a number that is not a port"}
		}
	}
	for name := range p.AuthParams {
		if name == "" || reservedAuthParams[name] {
			return &ProviderError{"auth_params", "may not set " + cleanText(name, 40)}
		}
	}
	if slices.Contains(p.OrganizationClaims, "") {
		return &ProviderError{"organization_claims", "holds an empty name"}
	}
	return nil
}

// reservedAuthParams would undo a protection or a choice that is made here.
var reservedAuthParams = map[string]bool{
	"response_type": true, "response_mode": true, "client_id": true, "client_secret": true,
	"redirect_uri": true, "scope": true, "state": true, "nonce": true, "code_challenge": true,
	"code_challenge_method": true, "code_verifier": true, "request": true, "request_uri": true,
	"id_token_hint": true, "resource": true, "dpop_jkt": true,
}

// scopes returns the scopes to ask for, without doubles, "openid" first when it
// was missing (OpenID Connect Core 3.1.2.1).
func (p Provider) scopes() []string {
	list := p.Scopes
	if !slices.Contains(list, "openid") {
		list = append([]string{"openid"}, list...)
	}
	unique := make([]string, 0, len(list))
	for _, s := range list {
		if !slices.Contains(unique, s) {
			unique = append(unique, s)
		}
	}
	return unique
}

func (p Provider) redirectPath() string {
	if p.RedirectPath == "" {
		return "/"
	}
	return p.RedirectPath
}

func (p Provider) organizationClaims() []string {
	if len(p.OrganizationClaims) == 0 {
		return []string{"organization"}
	}
	return p.OrganizationClaims
}

// isScope follows scope-token of RFC 6749 section 3.3.
func isScope(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' || s[i] == '"' || s[i] == '\\' {
			return false
		}
	}
	return s != ""
}

func isRedirectPath(path string) bool {
	if !strings.HasPrefix(path, "/") || strings.Contains(path, "//") || len(path) > 200 {
		return false
	}
	for _, segment := range strings.Split(path, "/") {
		if segment == "." || segment == ".." {
			return false
		}
	}
	return strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/") == ""
}
