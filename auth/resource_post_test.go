package auth_test

import (
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"latchkey/auth"
)

func TestPostResourceAsksInJSON(t *testing.T) {
	t.Parallel()
	p := newBoundProvider(t)
	bodies := make(chan string, 2)
	p.Override["/evaluate"] = func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies <- string(body)
		w.Header().Set("Cache-Status", `edge; fwd=method`)
		writeJSON(w, 200, map[string]any{"decision": true})
	}
	client := p.client(t, bound)
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	const question = `{"subject":{"type":"user","id":"mila"}}`
	a, err := client.PostResource(testContext(t), grant.Tokens, auth.ResourceRequest{URL: p.URL + "/evaluate", Body: []byte(question), NoCache: true})
	if err != nil || a.Status != 200 || a.Cache != "miss" || a.HasAge || a.Err() != nil {
		t.Fatalf("%+v, %v", a, err)
	}
	seen := p.seen("/evaluate")[0]
	sent := proofIn(t, seen.Header)
	if body := <-bodies; body != question || seen.Method != http.MethodPost || seen.Header.Get("Content-Type") != "application/json" ||
		seen.Header.Get("Authorization") != "DPoP "+accessToken || seen.Header.Get("Cache-Control") != "no-cache, max-age=0" {
		t.Errorf("asked %q, %+v", body, seen)
	}
	if sent.Method != http.MethodPost || sent.Address != p.URL+"/evaluate" || sent.Access == "" {
		t.Errorf("proof %+v", sent)
	}
}

// A question may be asked twice; whereto it goes may not change.
func TestPostResourceIsAskedAgainAndFollowsNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, check string
		handler     http.HandlerFunc
		asked       int
		outage      bool
	}{
		{"no answer", "", noAnswer, 3, true},
		{"unavailable", "", gateway(503), 3, false},
		{"broken", "", gateway(500), 1, false},
		{"moved here", "resource_redirect", gateway(307, "Location", "/here"), 1, false},
		{"moved for good", "resource_redirect", gateway(301, "Location", "/here"), 1, false},
		{"unchanged", "resource_redirect", gateway(304), 1, false},
		{"unauthorized", "", gateway(401), 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, clock := newFaultProvider(t), &fakeTime{now: time.Now()}
			p.Override["/evaluate"] = c.handler
			client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now, cfg.After = clock.Now, clock.After })
			_, err := client.PostResource(testContext(t), auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: p.URL + "/evaluate", Body: []byte("{}")})
			if n := len(p.seen("/evaluate")); n != c.asked || checkOf(err) != c.check || errors.Is(err, auth.ErrUnreachable) != c.outage || len(p.seen("/here")) != 0 {
				t.Errorf("asked %d times: %v", n, err)
			}
		})
	}
	p := newFaultProvider(t)
	if _, err := p.client(t, nil).PostResource(testContext(t), auth.Tokens{}, auth.ResourceRequest{URL: p.URL}); !errors.Is(err, auth.ErrSignInNeeded) {
		t.Errorf("without a token: %v", err)
	}
	if _, err := p.client(t, nil).PostResource(testContext(t), auth.Tokens{Access: auth.NewSecret("a")}, auth.ResourceRequest{URL: "http://id.example.com/"}); checkOf(err) != "resource_address" {
		t.Errorf("plain http: %v", err)
	}
}
