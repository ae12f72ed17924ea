package demoidp_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

func TestTheDecisionPointDescribesItself(t *testing.T) {
	p := newParty(t)
	got := p.do(http.MethodGet, "/.well-known/authzen-configuration", nil)
	for name, path := range map[string]string{
		"policy_decision_point": "", "access_evaluation_endpoint": "/access/v1/evaluation",
		"access_evaluations_endpoint": "/access/v1/evaluations", "search_resource_endpoint": "/access/v1/search/resource",
	} {
		if got.text(name) != p.server.AuthZENURL()+path {
			t.Errorf("%s is %q", name, got.text(name))
		}
	}
}

func TestDecisionsSayWhy(t *testing.T) {
	p := newParty(t)
	access := p.signIn("mila").text("access_token")
	for right, want := range map[string]string{
		"render.cloud": `{"decision":true}`, "render.night": `"reason":"Not in the organization's plan."`, "made.up": `"status":404`,
		"library.training": `"reason":"Ended and not renewed."`,
	} {
		got := p.ask("/access/v1/evaluation", access, fmt.Sprintf(`{%s,"resource":{"type":"right","id":%q}}`, aboutMila, right), "X-Request-ID", "one")
		if got.status != http.StatusOK || !strings.Contains(got.body, want) || got.header.Get("X-Request-ID") != "one" {
			t.Errorf("%s: %d %s", right, got.status, got.body)
		}
	}
	list := `"evaluations":[{"resource":{"type":"right","id":"render.cloud"}},{"resource":{"type":"right","id":"render.night"}},{"resource":{"type":"right","id":"library.parts"}}]`
	for semantic, want := range map[string]string{
		"": "true false true", "execute_all": "true false true", "deny_on_first_deny": "true false", "permit_on_first_permit": "true",
	} {
		got := p.ask("/access/v1/evaluations", access, fmt.Sprintf(`{%s,%s,"options":{"evaluations_semantic":%q}}`, aboutMila, list, semantic))
		answers, _ := got.fields["evaluations"].([]any)
		said := []string{}
		for _, one := range answers {
			object, _ := one.(map[string]any)
			said = append(said, fmt.Sprint(object["decision"]))
		}
		if strings.Join(said, " ") != want {
			t.Errorf("%q: %s", semantic, got.body)
		}
	}
	single := p.ask("/access/v1/evaluations", access, `{`+aboutMila+`,"resource":{"type":"right","id":"render.cloud"}}`)
	if single.fields["decision"] != true {
		t.Errorf("without a list: %s", single.body)
	}
}

func TestTheDecisionPointRefusesWhatItCannotAnswer(t *testing.T) {
	p := newParty(t)
	access := p.signIn("mila").text("access_token")
	for _, path := range []string{"/access/v1/evaluation", "/access/v1/evaluations", "/access/v1/search/resource"} {
		for _, question := range []string{
			"", "[]", "{}", `{"subject":{"type":"user","id":"somebody"},"action":{"name":"use"},"resource":{"type":"right","id":"x"}}`,
			`{"subject":{"type":"user","id":"mila.vos@example.com"},"resource":{"type":"right","id":"x"}}`, `{` + aboutMila + `}`,
		} {
			if got := p.ask(path, access, question); got.status != http.StatusBadRequest {
				t.Errorf("%s %s: %d %s", path, question, got.status, got.body)
			}
		}
		if got := p.ask(path, access, searchRight, "Content-Type", "text/plain"); got.status != http.StatusBadRequest {
			t.Errorf("%s as text: %d", path, got.status)
		}
		wantStatus(t, p.ask(path, "made-up", searchRight), http.StatusUnauthorized, "invalid_token")
	}
	if got := p.ask("/access/v1/evaluations", access, `{`+aboutMila+`,"evaluations":[{}],"options":{"evaluations_semantic":"guess"}}`); got.status != http.StatusBadRequest {
		t.Errorf("an unknown semantic: %d", got.status)
	}
}

func TestASearchComesInPages(t *testing.T) {
	p := newParty(t, func(o *demoidp.Options) { o.SearchPage = 4 })
	access := p.signIn("mila").text("access_token")
	all, token, pages := map[string]bool{}, "", 0
	for {
		got := p.ask("/access/v1/search/resource", access, fmt.Sprintf(`{%s,"resource":{"type":"right"},"page":{"token":%q}}`, aboutMila, token))
		for _, id := range members(got.fields["results"], "id") {
			all[id] = true
		}
		page, _ := got.fields["page"].(map[string]any)
		if page["total"] != 10.0 {
			t.Fatalf("page %v", page)
		}
		pages++
		if token, _ = page["next_token"].(string); token == "" {
			break
		}
	}
	if pages != 3 || len(all) != 10 {
		t.Errorf("%d results in %d pages", len(all), pages)
	}
	one := p.ask("/access/v1/search/resource", access, `{`+aboutMila+`,"resource":{"type":"right"},"page":{"limit":1}}`)
	if len(members(one.fields["results"], "id")) != 1 {
		t.Errorf("a limit of one: %s", one.body)
	}
	for _, page := range []string{`{"token":"*"}`, `{"limit":-1}`, `{"token":"LTE"}`} {
		if got := p.ask("/access/v1/search/resource", access, `{`+aboutMila+`,"resource":{"type":"right"},"page":`+page+`}`); got.status != http.StatusBadRequest {
			t.Errorf("page %s: %d", page, got.status)
		}
	}
}
