package auth_test

import (
	"errors"
	"net/url"
	"slices"
	"testing"

	"latchkey/auth"
)

// RFC 8707 sections 2, 2.1 and 2.2.
func TestResourcesAreSentWithEveryRequest(t *testing.T) {
	t.Parallel()
	resources := []string{"https://a.example/api", "urn:example:b"}
	p, _, clock := deviceProvider(t, nil, nil)
	client := p.client(t, func(pr *auth.Provider, cfg *auth.Config) {
		pr.Resources = resources
		cfg.Now, cfg.After = clock.Now, clock.After
	})
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Refresh(testContext(t), grant.Tokens, auth.Identity{}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.SignInWithDevice(testContext(t), auth.DeviceRequest{}); err != nil {
		t.Fatal(err)
	}
	seen := slices.Concat(p.seen("/authorize"), p.seen("/token"), p.seen("/device"))
	if len(seen) != 5 {
		t.Fatalf("%d requests", len(seen))
	}
	for _, request := range seen {
		if !slices.Equal(request.Form["resource"], resources) {
			t.Errorf("%s: %v", request.Form.Get("grant_type"), request.Form["resource"])
		}
	}
}

func TestAResourceThatIsRefusedIsNamed(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Redirect = func(q url.Values) { q.Del("code"); q.Set("error", "invalid_target") }
	_, err := p.signIn(t, func(pr *auth.Provider, _ *auth.Config) { pr.Resources = []string{"https://a.example"} })
	var refused *auth.ProviderResponseError
	if !errors.As(err, &refused) || refused.Code != "invalid_target" || !errors.Is(err, auth.ErrProviderRefused) {
		t.Errorf("got %v", err)
	}
}
