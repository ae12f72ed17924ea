package demoidp

import "strings"

// Faults of the discovery document (OpenID Connect Discovery 4.2, RFC 8414).
const (
	FaultNoPKCEMetadata           = "no_pkce_metadata"
	FaultDiscoveryIssuerMismatch  = "discovery_issuer_mismatch"
	FaultDiscoveryNoIssuer        = "discovery_no_issuer"
	FaultDiscoveryHTTPEndpoint    = "discovery_http_endpoint"
	FaultDiscoveryFileEndpoint    = "discovery_file_endpoint"
	FaultDiscoveryForeignEndpoint = "discovery_foreign_endpoint"
	FaultDiscoveryEndpointUser    = "discovery_endpoint_user"
	FaultDiscoveryPlainPKCE       = "discovery_plain_pkce"
	FaultDiscoveryNoKeys          = "discovery_no_keys"
	FaultDiscoveryHTML            = "discovery_html"
	FaultDiscoveryHuge            = "discovery_huge"
	FaultDiscoveryTruncated       = "discovery_truncated"
	FaultDiscoveryRedirect        = "discovery_redirect"
	FaultDiscovery500             = "discovery_500"
	FaultDiscovery404             = "discovery_404"
	FaultDiscovery429             = "discovery_429"
)

func discoveryFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultNoPKCEMetadata, Doc: "The provider does not say that it supports PKCE, though it does.", Tolerated: true},
		{Name: FaultDiscoveryIssuerMismatch, Doc: "The configuration document is another provider’s."},
		{Name: FaultDiscoveryNoIssuer, Doc: "The configuration document does not say whose it is."},
		{Name: FaultDiscoveryHTTPEndpoint, Doc: "Tokens are to be fetched at an address without encryption."},
		{Name: FaultDiscoveryFileEndpoint, Doc: "The sign-in page’s address is a file on this computer."},
		{Name: FaultDiscoveryForeignEndpoint, Doc: "Tokens are to be fetched from somebody else’s server."},
		{Name: FaultDiscoveryEndpointUser, Doc: "The sign-in page’s address has a user name in it."},
		{Name: FaultDiscoveryPlainPKCE, Doc: "The provider offers only the weak kind of PKCE."},
		{Name: FaultDiscoveryNoKeys, Doc: "The configuration document does not say where the signing keys are."},
		{Name: FaultDiscoveryHTML, Doc: "Instead of the configuration document there is a web page, as on a guest network."},
		{Name: FaultDiscoveryHuge, Doc: "The configuration document is larger than 2 MiB."},
		{Name: FaultDiscoveryTruncated, Doc: "The configuration document breaks off before its announced end."},
		{Name: FaultDiscoveryRedirect, Doc: "The configuration document is redirected to an address without encryption."},
		{Name: FaultDiscovery500, Doc: "The provider breaks down when asked for its configuration (500)."},
		{Name: FaultDiscovery404, Doc: "There is no configuration document at this address (404)."},
		{Name: FaultDiscovery429, Doc: "The provider is too busy to give its configuration (429)."},
	}
}

// spoilDiscovery applies the faults of the document.
func (s *Server) spoilDiscovery(document map[string]any) {
	for fault, edit := range s.discoveryEdits() {
		if s.fault(fault) {
			edit(document)
		}
	}
}

// edit changes a JSON object, or the claims of a token.
type edit = func(map[string]any)

func set(name string, value any) edit { return func(m map[string]any) { m[name] = value } }

func without(name string) edit { return func(m map[string]any) { delete(m, name) } }

// discoveryEdits name addresses that nobody answers: 192.0.2.0/24 is for
// documentation (RFC 5737), .example for examples (RFC 2606).
func (s *Server) discoveryEdits() map[string]edit {
	withUser := strings.Replace(s.issuer, "://", "://user@", 1) + pathAuthorize
	return map[string]edit{
		FaultNoPKCEMetadata:           without("code_challenge_methods_supported"),
		FaultDiscoveryIssuerMismatch:  set("issuer", foreignIssuer),
		FaultDiscoveryNoIssuer:        without("issuer"),
		FaultDiscoveryHTTPEndpoint:    set("token_endpoint", "http://192.0.2.1/token"),
		FaultDiscoveryFileEndpoint:    set("authorization_endpoint", "file:///etc/passwd"),
		FaultDiscoveryForeignEndpoint: set("token_endpoint", "https://collector.example/token"),
		FaultDiscoveryEndpointUser:    set("authorization_endpoint", withUser),
		FaultDiscoveryPlainPKCE:       set("code_challenge_methods_supported", []string{"plain"}),
		FaultDiscoveryNoKeys:          without("jwks_uri"),
	}
}
