package conformance_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func fapiModules() chapter {
	return chapter{"fapi2", "OpenID Foundation: FAPI 2.0 security profile, client modules", slices.Concat(fapiFlow(), fapiIDTokens(), fapiTokens())}
}

const fapiTest = fapiName + "test-"

func fapiFlow() []row {
	return []row{
		{
			id: fapiTest + "happy-path", says: "Pushed request, bound tokens, nonces, resource", test: happyPath(fapi),
			partly: "the client is a public one; the profile's client authentication by key or certificate is not there",
		},
		{id: fapiTest + "happy-path-no-dpop-nonce", says: "The same without nonces", test: happyPath(func(s *setup) { fapi(s); s.idp.DPoPNonce = false })},
		{id: fapiTest + "discovery-issuer-mismatch", says: "A document of another issuer is refused", test: refuses(fapi, failing{demoidp.FaultDiscoveryIssuerMismatch, auth.CheckIssuerMismatch})},
		{id: fapiTest + "remove-authorization-response-iss", says: "An answer without the announced `iss` is refused", test: refuses(fapi, failing{demoidp.FaultMissingIssParam, auth.CheckIssMissing})},
		{id: fapiTest + "invalid-authorization-response-iss", says: "An answer with another `iss` is refused", test: refuses(fapi, failing{demoidp.FaultWrongIssParam, auth.CheckIss})},
		{id: fapiTest + "ensure-authorization-response-with-invalid-state-fails", says: "An answer with another state leads to nothing", test: ignores(demoidp.FaultWrongState)},
		{id: fapiTest + "ensure-authorization-response-with-invalid-missing-state-fails", says: "An answer without state leads to nothing", test: ignores(demoidp.FaultMissingState)},
	}
}

func fapiIDTokens() []row {
	claim := func(name, says, fault, check string) row {
		return row{id: fapiTest + name, says: says, test: refuses(fapi, failing{fault, check})}
	}
	return []row{
		{id: fapiTest + "invalid-alternate-alg", says: "An algorithm that was not announced is refused", test: alternateAlgorithm},
		claim("invalid-null-alg", "An unsigned ID token is refused", demoidp.FaultAlgNone, auth.CheckSignatureNone),
		claim("invalid-aud", "An ID token for another client is refused", demoidp.FaultForeignAudience, auth.CheckAudience),
		claim("invalid-missing-aud", "An ID token without `aud` is refused", demoidp.FaultMissingAudience, auth.CheckAudienceMissing),
		claim("invalid-secondary-aud", "A stranger beside this client in `aud` is refused", demoidp.FaultExtraAudience, auth.CheckAudienceExtra),
		claim("invalid-iss", "An ID token of another issuer is refused", demoidp.FaultWrongIssuer, auth.CheckIDTokenIssuer),
		claim("invalid-missing-iss", "An ID token without `iss` is refused", demoidp.FaultMissingIssuer, auth.CheckIDTokenIssuerMissing),
		claim("invalid-expired-exp", "An ID token that has ended is refused", demoidp.FaultExpiredIDToken, auth.CheckExpired),
		claim("invalid-missing-exp", "An ID token without `exp` is refused", demoidp.FaultMissingExpiry, auth.CheckExpiryMissing),
		claim("invalid-nonce", "Another nonce is refused", demoidp.FaultBadNonce, auth.CheckNonce),
		claim("invalid-missing-nonce", "A missing nonce is refused", demoidp.FaultMissingNonce, auth.CheckNonceMissing),
		{id: fapiTest + "valid-aud-as-array", says: "`aud` as a list of this client alone is accepted", test: accepts(fapi, demoidp.FaultAudienceList)},
	}
}

func fapiTokens() []row {
	return []row{
		{id: fapiTest + "token-type-case-insensitivity", says: "`token_type` in any capitals is accepted", test: accepts(fapi, demoidp.FaultTokenTypeCase)},
		{id: fapiTest + "token-endpoint-response-without-expires_in", says: "An answer without `expires_in` is accepted", test: accepts(fapi, demoidp.FaultNoExpiresIn)},
		{id: fapiTest + "rs-dpop-auth-scheme-case-insensitivity", says: "A resource's challenge is understood in any capitals", test: nonceAtResource},
		{
			id: fapiName + "refresh-token-test", says: "Two 401 in a row lead to two renewals, the second with the rotated refresh token",
			test: renewedTwice, elsewhere: []string{"app/cli TestScripts/recheck_fails"},
		},
	}
}

// happyPath is a test: everything works, and every token request had a proof.
func happyPath(world option) func(*testing.T) {
	return func(t *testing.T) {
		p := newParty(t, world)
		grant := p.signedIn()
		if status := p.rights(grant.Tokens).Status; status != http.StatusOK || grant.Tokens.Type != "DPoP" {
			t.Errorf("the %s token gets %d", grant.Tokens.Type, status)
		}
		p.wantShortAddress(p.addresses()[0])
		for _, sent := range slices.Concat(p.wire.all("/token"), p.wire.all("/rights"), p.wire.all("/userinfo")) {
			proofOf(t, sent)
		}
	}
}

// ignores is a test: an answer with this fault ends with the wait, without a token request.
func ignores(fault string) func(*testing.T) {
	return func(t *testing.T) {
		p := newParty(t, fapi, faulty(fault))
		var back url.Values
		p.browser.redirect(func(q url.Values) { back = q })
		if err := p.fails(); back.Get("code") == "" {
			t.Errorf("the provider sent no code: %v", err)
		}
		p.wantNoTokenRequest()
	}
}

func alternateAlgorithm(t *testing.T) {
	p := newParty(t, fapi)
	p.wire.editJSON(wellKnown, func(m map[string]any) { m["id_token_signing_alg_values_supported"] = []string{"PS256"} })
	wantCheck(t, p.fails(), auth.CheckSignatureAlgorithm)
}

func renewedTwice(t *testing.T) {
	p := newParty(t, fapi)
	grant := p.signedIn()
	for range 2 {
		if err := p.server.Control().ExpireTokens("mila"); err != nil {
			t.Fatal(err)
		}
		wantError(t, p.rights(grant.Tokens).Err(), auth.ErrSignInNeeded)
		renewed, err := p.refresh(p.client, grant)
		if err != nil || renewed.Refresh.Equal(grant.Tokens.Refresh) {
			t.Fatalf("renewal: %v", err)
		}
		grant.Tokens = renewed
	}
	if status := p.rights(grant.Tokens).Status; status != http.StatusOK {
		t.Errorf("the token of the second renewal gets %d", status)
	}
}
