package conformance_test

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func idTokens() chapter {
	return chapter{"oidc", "OpenID Connect Core 1.0", []row{
		{
			id: "O1", section: "Core 3.1.2.1", says: "The scope `openid` is always asked for", test: openidIsAsked,
			elsewhere: []string{"auth TestAuthorizationRequestHoldsWhatItMust"},
		},
		{id: "O2", section: "Core 3.1.3.7 (2)", says: "`iss` is exactly the provider's issuer", test: refuses(
			ordinary, failing{demoidp.FaultWrongIssuer, auth.CheckIDTokenIssuer}, failing{demoidp.FaultMissingIssuer, auth.CheckIDTokenIssuerMissing},
		)},
		{id: "O3", section: "Core 3.1.3.7 (3)", says: "`aud` is this client and nobody beside it", test: refuses(
			ordinary, failing{demoidp.FaultForeignAudience, auth.CheckAudience}, failing{demoidp.FaultMissingAudience, auth.CheckAudienceMissing},
			failing{demoidp.FaultExtraAudience, auth.CheckAudienceExtra},
		)},
		{id: "O4", section: "Core 3.1.3.7 (4, 5)", says: "`azp`, when it is there, is this client", test: refuses(
			ordinary, failing{demoidp.FaultForeignAzp, auth.CheckAzp},
		)},
		{
			id: "O5", section: "Core 3.1.3.7 (6-8)", says: "The signature is by a published key and an announced asymmetric algorithm; never `none`, never an HMAC",
			test: signatures, elsewhere: []string{"auth TestIDTokenSignatures", "auth TestWhichKeyVerifiesWhat"},
		},
		{
			id: "O6", section: "Core 2, 3.1.3.7 (9, 10)", says: "`exp` and `iat` are there and fit the time within five minutes; `sub` is there, ASCII, at most 255 characters",
			test: timesAndSubject, elsewhere: []string{"auth TestIDTokenClaims"},
		},
		{id: "O7", section: "Core 3.1.3.7 (11)", says: "`nonce` is there and is the one of the request", test: refuses(
			ordinary, failing{demoidp.FaultBadNonce, auth.CheckNonce}, failing{demoidp.FaultMissingNonce, auth.CheckNonceMissing},
		)},
		{id: "O8", section: "Core 3.1.3.6, 3.1.3.8", says: "`at_hash`, when it is there, is that of the access token", test: both(
			refuses(ordinary, failing{demoidp.FaultBadAtHash, auth.CheckAtHash}), accepts(ordinary, demoidp.FaultMissingAtHash),
		)},
		{
			id: "O9", section: "Core 3.1.2.1, 3.1.3.7 (12, 13)", says: "A sign-in that has to be fresh asks for `max_age=0` and checks `auth_time`",
			test: freshSignIn, elsewhere: []string{"auth TestFreshSignInWantsAFreshAuthentication"},
			partly: "`acr` is neither asked for nor checked",
		},
		{
			id: "O10", section: "Core 5.3.2", says: "UserInfo is about the subject of the ID token, or the sign-in fails",
			test: refuses(
				ordinary, failing{demoidp.FaultForeignSubjectUser, auth.CheckUserInfoSubject}, failing{demoidp.FaultUserInfoNoSubject, auth.CheckUserInfoSubjectMissing},
			),
			elsewhere: []string{"auth TestUserInfoIsReadWithTheHeaderAndCompared"},
		},
		{id: "O11", section: "Core 5.3.1, RFC 6750 2.1", says: "UserInfo is asked with the Authorization header", test: userInfoByHeader},
		{
			id: "O12", section: "Core 12.2", says: "A renewed ID token has the issuer, subject, audience, `auth_time` and nonce of the first, and is not older",
			test: renewedIDToken, elsewhere: []string{"auth TestRefreshChecksTheNewIDToken"},
		},
		{
			id: "O13", section: "Core 11", says: "`offline_access` comes with `prompt=consent`", test: offlineAccess,
			elsewhere: []string{"auth TestPromptAsksForWhatTheRequestNeeds", "app/endtoend TestAgainstOIDCProvider"},
		},
		{
			id: "O14", section: "Core 3.1.2.6", says: "`login_required`, `interaction_required` and `consent_required` are refusals that say so; no silent sign-in is relied on",
			test: interactionErrors, elsewhere: []string{"app/core TestRecheckClimbsToASignInWhenThePersonConsents"},
		},
		{id: "O15", section: "Core 3.1.3.3, RFC 6749 5.1", says: "`token_type` is compared without case; an answer without `expires_in` can be used", test: tokenAnswers},
	}}
}

func openidIsAsked(t *testing.T) {
	for _, scopes := range [][]string{nil, {"email"}, {"email", "openid"}} {
		p := newParty(t, described(func(d *auth.Provider) { d.Scopes = scopes }))
		p.signedIn()
		if got := strings.Fields(p.request().Get("scope")); !slices.Contains(got, "openid") {
			t.Errorf("asked for %v", got)
		}
	}
}

func signatures(t *testing.T) {
	refuses(
		ordinary, failing{demoidp.FaultBadSignature, auth.CheckSignature}, failing{demoidp.FaultAlgNone, auth.CheckSignatureNone},
		failing{demoidp.FaultAlgHS256, auth.CheckSignatureAlgorithm}, failing{demoidp.FaultUnknownKid, auth.CheckSignatureKey},
		failing{demoidp.FaultKeysEmpty, auth.CheckKeysEmpty},
	)(t)
	for _, announced := range [][]string{{"RS256"}, {"none", "HS256"}, {}} {
		p := newParty(t)
		p.wire.editJSON(wellKnown, func(m map[string]any) { m["id_token_signing_alg_values_supported"] = announced })
		if err := p.fails(); checkOf(err) != auth.CheckSignatureAlgorithm {
			t.Errorf("ES256, where %v is announced: %v", announced, err)
		}
	}
}

func timesAndSubject(t *testing.T) {
	refuses(
		ordinary, failing{demoidp.FaultExpiredIDToken, auth.CheckExpired}, failing{demoidp.FaultMissingExpiry, auth.CheckExpiryMissing},
		failing{demoidp.FaultMissingIssuedAt, auth.CheckIssuedAtMissing}, failing{demoidp.FaultFutureIssuedAt, auth.CheckIssuedAt},
		failing{demoidp.FaultFutureNotBefore, auth.CheckNotBefore}, failing{demoidp.FaultMissingSubject, auth.CheckSubjectMissing},
		failing{demoidp.FaultLongSubject, auth.CheckSubjectInvalid}, failing{demoidp.FaultClaimTypes, auth.CheckClaims},
	)(t)
}

func freshSignIn(t *testing.T) {
	fresh := func(r *auth.BrowserRequest) { r.Fresh = true }
	p := newParty(t)
	p.signedIn()
	p.signedIn(fresh)
	if q := p.request(); q.Get("max_age") != "0" || !slices.Contains(strings.Fields(q.Get("prompt")), "login") || q.Has("acr_values") {
		t.Errorf("asked for %v", q)
	}
	for fault, check := range map[string]string{
		demoidp.FaultStaleAuthTime: auth.CheckAuthTime, demoidp.FaultMissingAuthTime: auth.CheckAuthTimeMissing,
	} {
		wantCheck(t, newParty(t, faulty(fault)).fails(fresh), check)
		newParty(t, faulty(fault)).signedIn() // nobody asked for a fresh one
	}
}

func userInfoByHeader(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	ctx, cancel := p.context()
	defer cancel()
	if _, err := p.client.Claims(ctx, grant.Tokens, grant.Identity, auth.ClaimsRequest{}); err != nil {
		t.Fatal(err)
	}
	asked := p.wire.all("/userinfo")
	if len(asked) != 2 {
		t.Fatalf("asked %d times", len(asked))
	}
	for _, sent := range asked {
		if sent.method != http.MethodGet || sent.header.Get("Authorization") != "Bearer "+grant.Tokens.Access.Reveal() || len(sent.query)+len(sent.form) != 0 {
			t.Errorf("%s %v", sent.method, sent.query)
		}
	}
}

// refusesRenewal is a test: a renewal fails the check, and gives no tokens.
func refusesRenewal(cases ...failing) func(*testing.T) {
	return func(t *testing.T) {
		for _, c := range cases {
			p := newParty(t, faulty(c.fault))
			tokens, err := p.refresh(p.client, p.signedIn())
			wantCheck(t, err, c.check)
			wantNoTokens(t, tokens, err)
		}
	}
}

func renewedIDToken(t *testing.T) {
	refusesRenewal(
		failing{demoidp.FaultRefreshForeignIssuer, auth.CheckRenewedIssuer}, failing{demoidp.FaultRefreshForeignSubject, auth.CheckRenewedSubject},
		failing{demoidp.FaultRefreshForeignAudience, auth.CheckRenewedAudience}, failing{demoidp.FaultRefreshChangedAuthTime, auth.CheckRenewedAuthTime},
	)(t)
	for fault, check := range map[string]string{demoidp.FaultExpiredIDToken: auth.CheckExpired, demoidp.FaultBadNonce: auth.CheckNonce} {
		p := newParty(t)
		grant := p.signedIn()
		p.fault(fault)
		_, err := p.refresh(p.client, grant)
		wantCheck(t, err, check)
	}
	p := newParty(t)
	grant := p.signedIn()
	renewed, err := p.refresh(p.client, grant)
	if err != nil || renewed.ID.IsZero() || renewed.ID.Equal(grant.Tokens.ID) {
		t.Errorf("an honest renewal: %v", err)
	}
}

func offlineAccess(t *testing.T) {
	p := newParty(t)
	if grant := p.signedIn(); p.request().Get("prompt") != "consent" || grant.Tokens.Refresh.IsZero() {
		t.Errorf("prompt %q", p.request().Get("prompt"))
	}
	p = newParty(t, described(func(d *auth.Provider) { d.Scopes = []string{"openid", "email"} }))
	p.signedIn()
	if q := p.request(); q.Has("prompt") {
		t.Errorf("prompt %q", q.Get("prompt"))
	}
}

func interactionErrors(t *testing.T) {
	silent := described(func(d *auth.Provider) { d.AuthParams = map[string]string{"prompt": "none"} })
	for _, code := range []string{"login_required", "interaction_required", "consent_required", "account_selection_required"} {
		p := newParty(t, silent)
		p.browser.redirect(func(q url.Values) {
			if q.Get("error") != "login_required" {
				t.Errorf("the provider answered %v to prompt=none", q)
			}
			q.Set("error", code)
		})
		err := p.fails()
		var refusal *auth.ProviderResponseError
		if !errors.As(err, &refusal) || refusal.Code != code || refusal.At != auth.AtAuthorization || !errors.Is(err, auth.ErrProviderRefused) {
			t.Errorf("%s: %v", code, err)
		}
		p.wantNoTokenRequest()
	}
	p := newParty(t)
	grant := p.signedIn()
	before := len(p.addresses())
	if _, err := p.refresh(p.client, grant); err != nil || p.rights(grant.Tokens).Status == 0 || len(p.addresses()) != before {
		t.Errorf("a check without the person opened the browser, or failed: %v", err)
	}
	if p.request().Get("prompt") == "none" {
		t.Error("prompt=none without being told to")
	}
}

func tokenAnswers(t *testing.T) {
	accepts(ordinary, demoidp.FaultTokenTypeCase, demoidp.FaultExpiresInString)(t)
	p := newParty(t, faulty(demoidp.FaultNoExpiresIn))
	grant := p.signedIn()
	if !grant.Tokens.ExpiresAt.IsZero() || grant.Tokens.Type != "Bearer" {
		t.Errorf("%s ends at %v", grant.Tokens.Type, grant.Tokens.ExpiresAt)
	}
	if _, err := p.refresh(p.client, grant); err != nil {
		t.Errorf("renewal: %v", err)
	}
}
