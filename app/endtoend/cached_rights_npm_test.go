//go:build linux

package endtoend

import (
	"slices"
	"strings"
	"testing"
)

// newCachedLab is signed in at oidc-provider. Its rights service and its UserInfo
// stand behind proxies that keep answers for an hour; the issuer does not.
func newCachedLab(t *testing.T, proxy func(testing.TB, string) *cachingProxy, rights string) (*world, *labProvider, *cachingProxy) {
	t.Helper()
	w := newWorld(t)
	w.sealed()
	lab := startLabProvider(t)
	front := proxy(t, lab.issuer)
	lab.tell(t, map[string]any{"userinfo": front.address + "/me"})
	w.provideFile(lab.issuer, lab.client, usualScopes, "[rights]", strings.ReplaceAll(rights, "PROXY", front.address))
	person := newFormPerson(t, map[string]string{"login": "mila", "password": "anything"})
	w.signIn(w.opener(), person.visitor()).ok(t, "sign-in")
	return w, lab, front
}

// Proof: the same at a provider that nobody here wrote. Its rights service itself
// allows an hour's keeping.
func TestARecheckIsFreshAtOIDCProviderBehindARealCache(t *testing.T) {
	for name, c := range map[string]struct {
		proxy    func(t testing.TB, origin string) *cachingProxy
		evidence []string
	}{
		"squid": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startSquid(t, o, "") },
			evidence: []string{"said_now"},
		},
		"nginx that is deaf": {
			proxy:    func(t testing.TB, o string) *cachingProxy { return startNginx(t, o, nginxDeaf) },
			evidence: []string{"old_answer", "bypass said_now"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, lab, front := newCachedLab(t, c.proxy, `url = "PROXY/rights"`)
			w.renewals(1) // the token of a sign-in ends at once there
			token := strings.TrimSpace(w.must(0, "token").out)
			plainly(t, front.address+"/rights", token)
			lab.tell(t, map[string]any{"rights": []string{"lab.view", "lab.new"}})
			aged(t)
			asked := lab.count("rights")
			if body, header := plainly(t, front.address+"/rights", token); strings.Contains(body, "lab.new") || lab.count("rights") != asked {
				t.Fatalf("the proxy does not cache: %v", header)
			}
			w.wantRecheck(c.evidence, false)
			if w.lists("lab.edit") {
				t.Error("the right that was taken away is still listed")
			}
		})
	}
}

// The claims of UserInfo, which nothing in the answer dates, behind a cache that
// dates its copies by its own clock: what looks like an answer of now is not
// believed, and a question that no cache answers finds the changed group.
func TestClaimsAreFreshAtOIDCProviderBehindARealCache(t *testing.T) {
	t.Parallel()
	w, lab, front := newCachedLab(t, func(t testing.TB, o string) *cachingProxy { return startNginx(t, o, nginxDeaf) },
		"source = \"claims\"\nclaims_from = \"userinfo\"\nclaims = [\"groups\"]")
	w.renewals(1)
	token := strings.TrimSpace(w.must(0, "token").out)
	plainly(t, front.address+"/me", token)
	lab.tell(t, map[string]any{"groups": []string{"modelers", "lab.new"}})
	aged(t)
	if body, _ := plainly(t, front.address+"/me", token); strings.Contains(body, "lab.new") {
		t.Fatal("the proxy does not cache")
	}
	told := w.recheck("--max-step", "refetch")
	if !told.Fresh || !told.gained("lab.new") {
		t.Errorf("fresh %v, gained %v: %+v", told.Fresh, told.Gained, told.Steps[0])
	}
	if got := reasons(told.Steps[0].Evidence); !slices.Equal(got, []string{"dated", "bypass not_cacheable"}) {
		t.Errorf("evidence %v", got)
	}
}

// The same for a directory: /Me of SCIM says nothing of when it was asked.
func TestADirectoryIsFreshBehindARealCache(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sealed()
	server := startDemo(t)
	address := startNginx(t, server.Issuer(), nginxDeaf).through(server.SCIMURL())
	w.provideFile(server.Issuer(), server.ClientID(), usualScopes, "[rights]\nsource = \"scim-me\"\nscim_url = \""+address+"\"")
	w.signInAsMila(w.opener())
	token := strings.TrimSpace(w.must(0, "token").out)
	plainly(t, address+"/Me", token)
	if err := server.Control().Grant("mila", "lab.new"); err != nil {
		t.Fatal(err)
	}
	aged(t)
	if body, _ := plainly(t, address+"/Me", token); strings.Contains(body, "lab.new") {
		t.Fatal("the proxy does not cache")
	}
	told := w.recheck("--max-step", "refetch")
	if !told.gained("lab.new") || !told.Fresh {
		t.Errorf("fresh %v, gained %v: %+v", told.Fresh, told.Gained, told.Steps[0])
	}
	if got := reasons(told.Steps[0].Evidence); !slices.Equal(got, []string{"dated", "bypass dated"}) {
		t.Errorf("evidence %v", got)
	}
}
