package demoidp

import (
	"net/http"
	"strconv"
)

// scopes that the server knows; others are left out of the grant.
func knownScopes() []string {
	return []string{"openid", "profile", "email", "offline_access", "entitlements"}
}

// discovery is the metadata of OpenID Connect Discovery 4.2 and RFC 8414.
func (s *Server) discovery(w http.ResponseWriter, r *http.Request) {
	s.mayBeKept(w)
	writeJSON(w, http.StatusOK, s.metadata())
}

func (s *Server) metadata() map[string]any {
	document := map[string]any{
		"issuer":                                s.issuer,
		"authorization_endpoint":                s.issuer + pathAuthorize,
		"token_endpoint":                        s.issuer + pathToken,
		"userinfo_endpoint":                     s.issuer + pathUserInfo,
		"jwks_uri":                              s.issuer + pathKeys,
		"device_authorization_endpoint":         s.issuer + pathDeviceStart,
		"scopes_supported":                      knownScopes(),
		"response_types_supported":              []string{"code"},
		"response_modes_supported":              []string{"query"},
		"grant_types_supported":                 []string{grantCode, grantRefresh, grantDevice, grantUMA},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{s.options.SigningAlg},
		"token_endpoint_auth_methods_supported": s.clientMethods(),
		"code_challenge_methods_supported":      []string{"S256"},
		"dpop_signing_alg_values_supported":     []string{proofAlgorithm},
		"prompt_values_supported":               []string{"none", "login", "consent", "select_account"},
		"claims_supported": []string{
			"sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "amr", "idp",
			"name", "email", "email_verified", "organization", "roles", "groups", "entitlements",
		},
		"authorization_response_iss_parameter_supported": true,
		"request_parameter_supported":                    false,
		"request_uri_parameter_supported":                false,
		"claims_parameter_supported":                     false,
	}
	s.describePAR(document)
	if !s.fault(FaultNoRevocationEndpoint) {
		document["revocation_endpoint"] = s.issuer + pathRevoke
		document["revocation_endpoint_auth_methods_supported"] = s.clientMethods()
	}
	if !s.fault(FaultNoEndSession) {
		document["end_session_endpoint"] = s.issuer + pathEndSession
	}
	s.spoilDiscovery(document)
	return document
}

// mayBeKept says for how long clients may cache what the server says of itself.
func (s *Server) mayBeKept(w http.ResponseWriter) {
	if life := s.options.MetadataLifetime; life > 0 {
		w.Header().Set("Cache-Control", "max-age="+strconv.FormatInt(int64(life.Seconds()), 10))
	}
}
