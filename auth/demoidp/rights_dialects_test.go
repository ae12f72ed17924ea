package demoidp_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func words(list any) []string {
	found := []string{}
	entries, _ := list.([]any)
	for _, entry := range entries {
		word, _ := entry.(string)
		found = append(found, word)
	}
	return found
}

// members are one member of each object in a list.
func members(list any, name string) []string {
	found := []string{}
	entries, _ := list.([]any)
	for _, entry := range entries {
		object, _ := entry.(map[string]any)
		value, _ := object[name].(string)
		found = append(found, value)
	}
	return found
}

func (p *party) uma(access string, change ...string) answer {
	p.t.Helper()
	form := url.Values{
		"grant_type": {"urn:ietf:params:oauth:grant-type:uma-ticket"}, "client_id": {p.server.ClientID()},
		"audience": {p.server.UMAAudience()}, "response_mode": {"permissions"},
	}
	for i := 0; i < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return p.do(http.MethodPost, "/token", form, "Authorization", "Bearer "+access)
}

// ask posts a question in JSON.
func (p *party) ask(path, access, question string, header ...string) answer {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.server.Issuer()+path, strings.NewReader(question))
	if err != nil {
		p.t.Fatal(err)
	}
	for i, pairs := 0, append([]string{"Content-Type", "application/json", "Authorization", "Bearer " + access}, header...); i < len(pairs); i += 2 {
		request.Header.Set(pairs[i], pairs[i+1])
	}
	response, err := p.http.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	got := answer{status: response.StatusCode, header: response.Header, body: string(body)}
	_ = json.Unmarshal(body, &got.fields)
	return got
}

const (
	aboutMila   = `"subject":{"type":"user","id":"5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a101"},"action":{"name":"use"}`
	searchRight = `{` + aboutMila + `,"resource":{"type":"right"}}`
)

// byDialect gives the granted rights of mila, as each source tells them.
func (p *party) byDialect(access string) map[string][]string {
	p.t.Helper()
	all := map[string][]string{}
	for id, state := range rightsOf(p.t, p.get("/rights", access)) {
		if state == "granted" {
			all["endpoint"] = append(all["endpoint"], id)
		}
	}
	scim := p.get("/scim/v2/Me", access).fields
	for _, name := range []string{"roles", "groups", "entitlements"} {
		all["scim"] = append(all["scim"], members(scim[name], "value")...)
		all["userinfo"] = append(all["userinfo"], words(p.get("/userinfo", access).fields[name])...)
	}
	all["authzen"] = members(p.ask("/access/v1/search/resource", access, searchRight).fields["results"], "id")
	var list []any
	_ = json.Unmarshal([]byte(p.uma(access).body), &list)
	all["uma"] = members(list, "rsid")
	return all
}

func TestEverySourceTellsTheSameRights(t *testing.T) {
	p := newParty(t)
	tokens := p.signIn("mila", "scope", "openid email offline_access entitlements")
	id := claims(t, tokens.text("id_token"))
	all := p.byDialect(tokens.text("access_token"))
	all["id token"] = slices.Concat(words(id["roles"]), words(id["groups"]), words(id["entitlements"]))
	want := slices.Sorted(slices.Values(all["endpoint"]))
	if len(want) != 10 || slices.Contains(want, "render.night") {
		t.Fatalf("the endpoint grants %v", want)
	}
	for source, ids := range all {
		if got := slices.Sorted(slices.Values(ids)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", source, got, want)
		}
	}
	for _, name := range []string{"roles", "groups", "entitlements"} {
		if len(words(id[name])) == 0 {
			t.Errorf("there are no %s", name)
		}
	}
}

func TestEverySourceFollowsWhatRightsFollow(t *testing.T) {
	for _, fault := range []string{demoidp.FaultRightsFollowToken, demoidp.FaultRightsFollowSignIn, demoidp.FaultRightsFollowBrowser, ""} {
		p := newParty(t)
		if fault != "" {
			if err := p.control.Fault(fault, true); err != nil {
				t.Fatal(err)
			}
		}
		access := p.signIn("mila", "scope", "openid entitlements").text("access_token")
		if err := p.control.Revoke("mila", "render.cloud"); err != nil {
			t.Fatal(err)
		}
		for source, ids := range p.byDialect(access) {
			if slices.Contains(ids, "render.cloud") != (fault != "") {
				t.Errorf("%q: %s tells %v", fault, source, ids)
			}
		}
	}
}

func TestTheDirectoryTellsWhoItIs(t *testing.T) {
	p := newParty(t)
	got := p.get("/scim/v2/Me", p.signIn("mila").text("access_token"))
	enterprise, _ := got.fields["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].(map[string]any)
	if got.text("id") != demoidp.People()[0].Subject || got.text("userName") != "mila.vos@example.com" || got.fields["active"] != true ||
		enterprise["organization"] != "Northquay Engineering" || got.header.Get("Content-Type") != "application/scim+json" {
		t.Errorf("%d %v", got.status, got.fields)
	}
	wantStatus(t, p.do(http.MethodGet, "/scim/v2/Me", nil), http.StatusUnauthorized, "invalid_request")
	if got := p.do(http.MethodGet, "/scim/v2/Users", nil); got.status != http.StatusNotFound || got.text("status") != "404" {
		t.Errorf("another address: %d %s", got.status, got.body)
	}
}

func TestPermissionsAreAskedForWithTheTicketGrant(t *testing.T) {
	p := newParty(t)
	access := p.signIn("mila").text("access_token")
	wantStatus(t, p.uma(access), http.StatusOK, "")
	wantStatus(t, p.uma(access, "audience", ""), http.StatusBadRequest, "invalid_request")
	wantStatus(t, p.uma(access, "response_mode", "decision"), http.StatusBadRequest, "invalid_request")
	wantStatus(t, p.uma(access, "client_id", "another"), http.StatusUnauthorized, "invalid_client")
	wantStatus(t, p.uma("made-up"), http.StatusUnauthorized, "invalid_token")
	wantStatus(t, p.uma(p.signIn("lena").text("access_token")), http.StatusForbidden, "access_denied")
	if n := p.control.Counts()[demoidp.EndpointTokenUMA]; n != 6 {
		t.Errorf("counted %d times", n)
	}
}
