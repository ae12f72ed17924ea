package auth_test

import (
	"errors"
	"net/http"
	"net/url"
	"testing"

	"latchkey/auth"
)

func TestWhichPromptLetsChooseAnAccount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		request  auth.BrowserRequest
		scopes   []string
		params   map[string]string
		offered  []string
		prompt   string
		wantsAge bool
	}{
		{"nothing", auth.BrowserRequest{}, nil, nil, nil, "", false},
		{"choose", auth.BrowserRequest{SelectAccount: true}, nil, nil, nil, "select_account", false},
		{"choose, offered", auth.BrowserRequest{SelectAccount: true}, nil, nil, []string{"login", "select_account"}, "select_account", false},
		{"choose, not offered", auth.BrowserRequest{SelectAccount: true}, nil, nil, []string{"login", "none"}, "login", false},
		{"choose and fresh", auth.BrowserRequest{SelectAccount: true, Fresh: true}, nil, nil, nil, "login select_account", true},
		{"choose and fresh, not offered", auth.BrowserRequest{SelectAccount: true, Fresh: true}, nil, nil, []string{}, "login", true},
		{"choose with consent", auth.BrowserRequest{SelectAccount: true}, []string{"openid", "offline_access"}, nil, nil, "select_account consent", false},
		{"a description that says none", auth.BrowserRequest{SelectAccount: true}, nil, map[string]string{"prompt": "none"}, nil, "select_account", false},
		{"a description that says it too", auth.BrowserRequest{SelectAccount: true}, nil, map[string]string{"prompt": "select_account consent"}, nil, "select_account consent", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Discovery = func(document map[string]any) {
				if c.offered != nil {
					document["prompt_values_supported"] = c.offered
				}
			}
			c.request.Open = (&person{}).open
			_, err := p.client(t, func(pr *auth.Provider, _ *auth.Config) {
				pr.AuthParams = c.params
				if c.scopes != nil {
					pr.Scopes = c.scopes
				}
			}).SignInWithBrowser(testContext(t), c.request)
			asked := p.seen("/authorize")[0].Form
			if err != nil || asked.Get("prompt") != c.prompt || (asked.Get("max_age") == "0") != c.wantsAge {
				t.Errorf("asked %q, max_age %q: %v", asked.Get("prompt"), asked.Get("max_age"), err)
			}
		})
	}
}

// A provider may refuse a prompt that it does not know, in the browser or before.
func TestAProviderThatDoesNotKnowSelectAccountIsAskedToLogIn(t *testing.T) {
	t.Parallel()
	for _, pushed := range []bool{false, true} {
		for description, again := range map[string]bool{"unsupported prompt value requested": true, "something else": false} {
			p := newFaultProvider(t)
			p.Push = pushed
			refuse := func(asked url.Values) bool { return asked.Get("prompt") == "select_account" }
			p.Override["/par"] = func(w http.ResponseWriter, r *http.Request) {
				if refuse(r.Form) {
					writeJSON(w, 400, map[string]any{"error": "invalid_request", "error_description": description})
					return
				}
				p.respond(w, r)
			}
			p.Override["/authorize"] = func(w http.ResponseWriter, r *http.Request) {
				if !refuse(r.Form) {
					p.respond(w, r)
					return
				}
				q := url.Values{"error": {"invalid_request"}, "error_description": {description}, "state": {r.Form.Get("state")}, "iss": {p.URL}}
				http.Redirect(w, r, r.Form.Get("redirect_uri")+"?"+q.Encode(), http.StatusSeeOther)
			}
			_, err := p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open, SelectAccount: true})
			if (err == nil) != again || err != nil && !errors.Is(err, auth.ErrProviderRefused) {
				t.Errorf("pushed %v, %q: %v", pushed, description, err)
			}
			path := map[bool]string{false: "/authorize", true: "/par"}[pushed]
			seen := p.seen(path)
			if again != (len(seen) == 2) || again && seen[1].Form.Get("prompt") != "login" {
				t.Errorf("pushed %v, %q: asked %d times", pushed, description, len(seen))
			}
		}
	}
}
