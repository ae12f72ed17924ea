package auth_test

import (
	"errors"
	"net/http"
	"testing"

	"latchkey/auth"
)

// OpenID Connect Core 5.3.
func TestUserInfoIsReadWithTheHeaderAndCompared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, check string
		change      func(map[string]any)
	}{
		{"userinfo-bearer-header", "", func(map[string]any) {}},
		{"userinfo-invalid-sub", "userinfo_subject", func(m map[string]any) { m["sub"] = "piet" }},
		{"missing sub", "userinfo_subject_missing", func(m map[string]any) { delete(m, "sub") }},
		{"sub of another type", "userinfo_subject_missing", func(m map[string]any) { m["sub"] = []string{"mila"} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.UserInfo = c.change
			_, err := p.signIn(t, nil)
			if checkOf(err) != c.check || (err == nil) != (c.check == "") {
				t.Fatalf("got %v", err)
			}
			seen := p.seen("/userinfo")[0]
			if seen.Header.Get("Authorization") != "Bearer "+accessToken || len(seen.Form) != 0 {
				t.Errorf("request %+v", seen)
			}
		})
	}
}

func TestASignInStandsWithoutUserInfoWhenTheIDTokenTellsEnough(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
	}{
		{"broken", answerWith(503, "text/plain", "")},
		{"forbidden", answerWith(403, "application/json", "{}")},
		{"signed", answerWith(200, "application/jwt", "a.b.c")},
		{"no answer", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Override["/userinfo"] = c.handler
			grant, err := p.signIn(t, nil)
			if err != nil || grant.Identity.Email != "mila@example.com" || grant.Identity.Name != "Mila" {
				t.Fatalf("got %+v, %v", grant.Identity, err)
			}
			p.Claims = func(claims map[string]any) { claims["email"] = nil }
			if _, err := p.signIn(t, nil); err == nil {
				t.Error("an identity without the address that was asked for was accepted")
			}
			if _, err := p.signIn(t, func(pr *auth.Provider, _ *auth.Config) { pr.Scopes = nil }); err != nil {
				t.Errorf("no address was asked for, and yet: %v", err)
			}
		})
	}
}

func TestUserInfoThatIsMissingFromAnOutageSaysOutage(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Override["/userinfo"] = answerWith(500, "text/plain", "")
	p.Claims = func(claims map[string]any) { claims["email"] = nil }
	if _, err := p.signIn(t, nil); !errors.Is(err, auth.ErrUnreachable) {
		t.Fatalf("got %v", err)
	}
}

func TestIdentityIsReadFromBothSources(t *testing.T) {
	t.Parallel()
	type claims = map[string]any
	for _, c := range []struct {
		name         string
		token, info  claims
		names        []string
		email        string
		verified     bool
		person       string
		organization auth.Organization
	}{
		{"info first", nil, nil, nil, "mila@example.com", true, "Mila Info", auth.Organization{ID: "o-1", Name: "Studio"}},
		{
			"verification belongs to its address",
			claims{"email": "old@example.com"},
			claims{"email_verified": nil},
			nil,
			"mila@example.com", false, "Mila Info",
			auth.Organization{ID: "o-1", Name: "Studio"},
		},
		{
			"verification as text",
			claims{"email": nil},
			claims{"email_verified": "true"},
			nil,
			"mila@example.com", true, "Mila Info",
			auth.Organization{ID: "o-1", Name: "Studio"},
		},
		{
			"address with control characters", nil,
			claims{"email": "a\u202eb@example.com"},
			nil,
			"mila@example.com", true, "Mila Info",
			auth.Organization{ID: "o-1", Name: "Studio"},
		},
		{
			"organization as text", nil,
			claims{"organization": "Acme\u0007 Ltd"},
			nil,
			"mila@example.com", true, "Mila Info",
			auth.Organization{ID: "Acme Ltd", Name: "Acme Ltd"},
		},
		{
			"organization under another name",
			claims{"org_id": "o-9"},
			nil,
			[]string{"tenant", "org_id"},
			"mila@example.com", true, "Mila Info",
			auth.Organization{ID: "o-9", Name: "o-9"},
		},
		{"no organization", claims{"organization": 7}, nil, nil, "mila@example.com", true, "Mila Info", auth.Organization{}},
		{
			"name from its parts", nil,
			claims{"name": "", "given_name": "Mila", "family_name": "B"},
			nil,
			"mila@example.com", true, "Mila B",
			auth.Organization{ID: "o-1", Name: "Studio"},
		},
		{
			"protocol claims stay", nil,
			claims{"iss": "https://evil.example", "aud": "x", "nonce": "y"},
			nil,
			"mila@example.com", true, "Mila Info",
			auth.Organization{ID: "o-1", Name: "Studio"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			merge := func(extra claims) func(claims) {
				return func(all claims) {
					for name, value := range extra {
						all[name] = value
						if value == nil {
							delete(all, name)
						}
					}
				}
			}
			p.Claims, p.UserInfo = merge(c.token), merge(c.info)
			grant, err := p.signIn(t, func(pr *auth.Provider, _ *auth.Config) { pr.OrganizationClaims = c.names })
			if err != nil {
				t.Fatal(err)
			}
			id := grant.Identity
			if id.Email != c.email || id.EmailVerified != c.verified || id.Name != c.person || id.Organization != c.organization {
				t.Errorf("identity %+v", id)
			}
			if id.Claims["iss"] != p.URL || id.Claims["aud"] != clientID {
				t.Errorf("claims %v", id.Claims)
			}
		})
	}
}
