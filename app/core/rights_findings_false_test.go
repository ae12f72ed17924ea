package core_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/app/core"
)

// Whose rights they are may stand in the list of rights alone, or nowhere: neither
// makes the account another one than the expected.
func TestAnOrganizationThatTheSignInDoesNotNameIsNotAnotherOne(t *testing.T) {
	for name, inRights := range map[string]bool{"named with the rights": true, "named nowhere": false} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			parts := h.Deps
			parts.HTTP = roundTrip(func(r *http.Request) (*http.Response, error) {
				answer, err := http.DefaultTransport.RoundTrip(r)
				if err == nil && (strings.Contains(r.URL.Path, "userinfo") || !inRights && isRights(r)) {
					replaced(answer, `"organization":`, `"was_organization":`)
				}
				return answer, err
			})
			h.Core = core.New(parts)
			if _, err := h.AddProvider(t.Context(), core.ProviderInput{
				ID: "demo", Name: "Demo", Issuer: h.server.Issuer(), ClientID: h.server.ClientID(), Replace: true,
				Scopes: []string{"openid", "email", "offline_access"}, RightsURL: h.server.RightsURL(),
			}); err != nil {
				t.Fatal(err)
			}
			account := h.signIn().Account
			rights, err := h.Rights(t.Context(), "")
			if err != nil || account.Organization.Name != "" || (rights.Organization.Name != "") != inRights {
				t.Fatalf("%v, organization %+v, %+v", err, account.Organization, rights.Organization)
			}
			expected := "Northquay Engineering"
			if inRights {
				expected = rights.Organization.Name
			}
			if _, err := h.SetSetting(t.Context(), "expected.organization", expected); err != nil {
				t.Fatal(err)
			}
			if found, ok := h.find(core.FindingNotExpected); ok {
				t.Errorf("found %+v", found)
			}
		})
	}
}

// An invitation without a usable address is accepted on the person's own page.
func TestAnInvitationWithoutAnAddressLeadsToTheProfile(t *testing.T) {
	h := newHome(t)
	h.person.Person = "ines"
	file := filepath.Join(h.folder, "config", "providers", "demo.toml")
	h.write(file, string(h.read(file))+"\n[links]\nprofile = \"https://id.example.com/me\"\n")
	h.signInBefore(func(r *http.Request, answer *http.Response) {
		if isRights(r) {
			replaced(answer, `"accept_url":"http://`, `"accept_url":"ftp://`)
		}
	})
	if found, ok := h.find(core.FindingInvitation); !ok || found.Address == "https://id.example.com/me" {
		t.Fatalf("before: %v %+v", ok, found)
	}
	h.recheck()
	if found, ok := h.find(core.FindingInvitation); !ok || found.Address != "https://id.example.com/me" {
		t.Errorf("found %v %+v", ok, found)
	}
}
