package conformance_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

const oidcc = "oidcc-client-test"

func basicModules() chapter {
	return chapter{"basic", "OpenID Foundation: Basic RP", []row{
		{id: oidcc, says: "The whole code flow: authorize, token, UserInfo", test: wholeFlow},
		{id: oidcc + "-invalid-iss", says: "An ID token of another issuer is refused", test: refuses(rs256, failing{demoidp.FaultWrongIssuer, auth.CheckIDTokenIssuer})},
		{id: oidcc + "-missing-sub", says: "An ID token without `sub` is refused", test: refuses(ordinary, failing{demoidp.FaultMissingSubject, auth.CheckSubjectMissing})},
		{id: oidcc + "-invalid-aud", says: "An ID token for another client is refused", test: refuses(ordinary, failing{demoidp.FaultForeignAudience, auth.CheckAudience})},
		{id: oidcc + "-missing-iat", says: "An ID token without `iat` is refused", test: refuses(ordinary, failing{demoidp.FaultMissingIssuedAt, auth.CheckIssuedAtMissing})},
		{
			id: oidcc + "-kid-absent-single-jwks", says: "No `kid`, one key: accepted", test: accepts(ordinary, demoidp.FaultNoKid),
			elsewhere: []string{"auth TestConformanceOfKeys/oidcc-client-test-kid-absent-single-jwks"},
		},
		{
			id: oidcc + "-kid-absent-multiple-jwks", says: "No `kid`, several keys: each is tried, and it is accepted", test: accepts(ordinary, demoidp.FaultNoKidManyKeys),
			elsewhere: []string{"auth TestConformanceOfKeys/oidcc-client-test-kid-absent-multiple-jwks"},
		},
		{id: oidcc + "-idtoken-sig-rs256", says: "RS256 is accepted", test: both(func(t *testing.T) { newParty(t, rs256).signedIn() })},
		{id: oidcc + "-idtoken-sig-none", says: "An unsigned ID token is refused (the suite allows either)", test: unsignedIsRefused},
		{id: oidcc + "-invalid-sig-rs256", says: "A wrong RS256 signature is refused", test: refuses(rs256, failing{demoidp.FaultBadSignature, auth.CheckSignature})},
		{id: oidcc + "-userinfo-invalid-sub", says: "UserInfo about somebody else is refused", test: refuses(ordinary, failing{demoidp.FaultForeignSubjectUser, auth.CheckUserInfoSubject})},
		{id: oidcc + "-nonce-invalid", says: "Another nonce is refused", test: refuses(ordinary, failing{demoidp.FaultBadNonce, auth.CheckNonce})},
		{id: oidcc + "-scope-userinfo-claims", says: "profile, email, phone and address are asked for by scope and read from UserInfo", test: claimsByScope},
		{
			id: oidcc + "-client-secret-basic", says: "The client authenticates by `client_secret_basic` where it has a secret", test: secretByBasic,
			elsewhere: []string{"auth TestAClientSecretTravelsInOneWayOnly"},
		},
	}}
}

func wholeFlow(t *testing.T) {
	p := newParty(t, rs256)
	grant := p.signedIn()
	if grant.Identity.Email != "mila.vos@example.com" || grant.Identity.Name != "Mila Vos" || grant.Tokens.Access.IsZero() || grant.Tokens.Refresh.IsZero() || grant.Tokens.ID.IsZero() {
		t.Errorf("identity %+v", grant.Identity)
	}
	counts := p.server.Control().Counts()
	for _, endpoint := range []string{demoidp.EndpointDiscovery, demoidp.EndpointPAR, demoidp.EndpointAuthorize, demoidp.EndpointTokenCode, demoidp.EndpointKeys, demoidp.EndpointUserInfo} {
		if counts[endpoint] != 1 {
			t.Errorf("%s was asked %d times", endpoint, counts[endpoint])
		}
	}
}

var unsignedIsRefused = refuses(ordinary, failing{demoidp.FaultAlgNone, auth.CheckSignatureNone})

func claimsByScope(t *testing.T) {
	p := newParty(t, described(func(d *auth.Provider) { d.Scopes = []string{"openid", "profile", "email", "phone", "address"} }))
	p.wire.editJSON("/userinfo", func(m map[string]any) {
		m["phone_number"], m["address"] = "+31 20 000 0000", map[string]any{"locality": "Rotterdam"}
	})
	grant := p.signedIn()
	if got := strings.Fields(p.request().Get("scope")); !slices.Equal(got, []string{"openid", "profile", "email", "phone", "address"}) {
		t.Errorf("asked for %v", got)
	}
	claims := grant.Identity.Claims
	address, _ := claims["address"].(map[string]any)
	if claims["phone_number"] != "+31 20 000 0000" || address["locality"] != "Rotterdam" || grant.Identity.Email == "" || grant.Identity.Name == "" {
		t.Errorf("claims %v", claims)
	}
}

func secretByBasic(t *testing.T) {
	const secret = "a secret: with/odd characters?"
	p := newParty(t, provided(func(o *demoidp.Options) { o.ClientSecret = secret }), described(func(d *auth.Provider) {
		d.ClientSecret = auth.NewSecret(secret)
	}))
	p.wire.editJSON(wellKnown, func(m map[string]any) { m["token_endpoint_auth_methods_supported"] = []string{"client_secret_basic"} })
	p.signedIn()
	for _, sent := range p.wire.all("/token") {
		if !strings.HasPrefix(sent.header.Get("Authorization"), "Basic ") || sent.form.Has("client_secret") {
			t.Errorf("token request: %v", sent.form)
		}
	}
}

func configModules() chapter {
	const keys = "auth TestConformanceOfKeys/"
	return chapter{"config", "OpenID Foundation: Config RP", []row{
		{id: oidcc + "-discovery-openid-config", says: "The document is fetched and its endpoints are used", test: endpointsFromMetadata},
		{
			id: oidcc + "-discovery-jwks-uri-keys", says: "The keys come from the `jwks_uri` of the document, also when it changes", test: keysFromDocument,
			elsewhere: []string{keys + oidcc + "-discovery-jwks-uri-keys"},
		},
		{id: oidcc + "-discovery-issuer-mismatch", says: "A document of another issuer is refused", test: exactIssuer},
		{id: oidcc + "-idtoken-sig-none", says: "An unsigned ID token is refused (the suite allows either)", test: unsignedIsRefused},
		{
			id: oidcc + "-signing-key-rotation-just-before-signing", says: "A key that replaced another just before signing is found",
			test: accepts(ordinary, demoidp.FaultKeyRotation), elsewhere: []string{keys + oidcc + "-signing-key-rotation-just-before-signing"},
		},
		{
			id: oidcc + "-signing-key-rotation", says: "A key that replaced another between two sign-ins is found", test: keysRotate,
			elsewhere: []string{keys + oidcc + "-signing-key-rotation"},
		},
	}}
}

func keysFromDocument(t *testing.T) {
	p := newParty(t)
	path := "/keys-of-this-run/1"
	p.wire.on(func(r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/keys-of-this-run/") {
			r.URL.Path = "/keys"
		}
	})
	p.wire.editJSON(wellKnown, func(m map[string]any) { m["jwks_uri"] = p.server.Issuer() + path })
	p.signedIn()
	p.clock.forward(10 * time.Minute)
	path = "/keys-of-this-run/2"
	p.signedIn()
	for _, path := range []string{"/keys-of-this-run/1", "/keys-of-this-run/2"} {
		if n := len(p.wire.all(path)); n != 1 {
			t.Errorf("%s was asked %d times", path, n)
		}
	}
}

func refreshModules() chapter {
	return chapter{"refresh", "OpenID Foundation: refresh tokens", []row{
		{id: oidcc + "-refresh-token", says: "Tokens are renewed, and the new access token works", test: renewalWorks},
		{
			id: oidcc + "-refresh-token-invalid-issuer", says: "A renewed ID token of another issuer is refused",
			test: refusesRenewal(failing{demoidp.FaultRefreshForeignIssuer, auth.CheckRenewedIssuer}),
		},
		{
			id: oidcc + "-refresh-token-invalid-sub", says: "A renewed ID token about somebody else is refused",
			test: refusesRenewal(failing{demoidp.FaultRefreshForeignSubject, auth.CheckRenewedSubject}),
		},
	}}
}

func renewalWorks(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	renewed, err := p.refresh(p.client, grant)
	if err != nil || renewed.Access.Equal(grant.Tokens.Access) {
		t.Fatalf("renewal: %v", err)
	}
	if status := p.rights(renewed).Status; status != http.StatusOK {
		t.Errorf("the new token gets %d", status)
	}
}

func logoutModules() chapter {
	return chapter{"logout", "OpenID Foundation: RP-initiated logout", []row{
		{id: oidcc + "-rp-init-logout", says: "The logout ends with our state", test: logoutRequest, elsewhere: []string{"auth TestEndSession/rp-init-logout"}},
		{
			id: oidcc + "-rp-init-logout-other-state", says: "A return with another state confirms nothing", test: strangeReturns,
			elsewhere: []string{"auth TestEndSession/rp-init-logout-other-state"},
		},
		{
			id: oidcc + "-rp-init-logout-no-state", says: "A return without state confirms nothing", test: strangeReturns,
			elsewhere: []string{"auth TestEndSession/rp-init-logout-no-state"},
		},
	}}
}

func otherModules() chapter {
	return chapter{"other", "OpenID Foundation: further client modules", []row{
		{id: oidcc + "-invalid-sig-es256", says: "A wrong ES256 signature is refused", test: refuses(ordinary, failing{demoidp.FaultBadSignature, auth.CheckSignature})},
		{id: oidcc + "-invalid-sig-hs256", says: "An HMAC signature is refused, whatever it is keyed with", test: refuses(rs256, failing{demoidp.FaultAlgHS256, auth.CheckSignatureAlgorithm})},
		{id: oidcc + "-missing-aud", says: "An ID token without `aud` is refused", test: refuses(ordinary, failing{demoidp.FaultMissingAudience, auth.CheckAudienceMissing})},
		{id: oidcc + "-invalid-athash", says: "A wrong `at_hash` is refused", test: refuses(ordinary, failing{demoidp.FaultBadAtHash, auth.CheckAtHash})},
		{id: oidcc + "-missing-athash", says: "In the code flow `at_hash` may be missing", test: accepts(ordinary, demoidp.FaultMissingAtHash)},
		{id: oidcc + "-userinfo-bearer-header", says: "UserInfo is asked with the token in the header", test: userInfoByHeader},
		{id: oidcc + "-userinfo-bearer-body", says: "UserInfo is asked with the token in the body", without: "the header is used, as RFC 6750 2.1 recommends"},
		{id: oidcc + "-userinfo-signed", says: "UserInfo comes as a signed JWT", without: "it has to be agreed on at registration, and is not asked for"},
		{id: oidcc + "-nonce-unless-code-flow", says: "A nonce is sent in flows other than the code flow", without: "there is only the code flow, and a nonce is sent in it"},
		{id: oidcc + "-mtls-endpoint-aliases", says: "Endpoints for certificates are used by clients that have one", without: "the client is not authenticated by certificate"},
		{id: oidcc + "-dynamic-registration", says: "The client registers itself", without: "client ids are given by an administrator"},
	}}
}
