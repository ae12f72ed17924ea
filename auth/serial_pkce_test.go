package auth_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/oauth2"

	"latchkey/auth"
)

func serial(p *auth.Provider, _ *auth.Config) { p.PKCE = "serial" }

// Every request proves the challenge before it and announces another one.
func TestTheChainOfSerialPKCEHolds(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	client := p.client(t, serial)
	grant, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open})
	if err != nil {
		t.Fatal(err)
	}
	tokens := grant.Tokens
	for range 2 {
		prepared, changed, err := client.PrepareRefresh(tokens)
		if err != nil || !changed {
			t.Fatalf("changed %v, %v", changed, err)
		}
		if tokens, err = client.Refresh(testContext(t), prepared, auth.Identity{}); err != nil {
			t.Fatal(err)
		}
		if !tokens.Verifier.Equal(prepared.NextVerifier) || !tokens.NextVerifier.IsZero() {
			t.Error("what was announced is not what is kept")
		}
	}
	announced, used := p.seen("/authorize")[0].Form.Get("code_challenge"), map[string]bool{}
	for i, seen := range p.seen("/token") {
		verifier := seen.Form.Get("code_verifier")
		if oauth2.S256ChallengeFromVerifier(verifier) != announced || used[verifier] || seen.Form.Get("code_challenge_method") != "S256" {
			t.Errorf("request %d: %v", i, seen.Form)
		}
		announced, used[verifier] = seen.Form.Get("code_challenge"), true
	}
	if oauth2.S256ChallengeFromVerifier(tokens.Verifier.Reveal()) != announced {
		t.Error("the last verifier is lost")
	}
}

func TestPrepareRefresh(t *testing.T) {
	t.Parallel()
	r, v, n := auth.NewSecret("refresh"), auth.NewSecret("verifier"), auth.NewSecret("next")
	for _, c := range []struct {
		name     string
		mode     func(*auth.Provider, *auth.Config)
		old      auth.Tokens
		changed  bool
		sentinel error
	}{
		{"ordinary", nil, auth.Tokens{Refresh: r}, false, nil},
		{"serial", serial, auth.Tokens{Refresh: r, Verifier: v}, true, nil},
		{"prepared already", serial, auth.Tokens{Refresh: r, Verifier: v, NextVerifier: n}, false, nil},
		{"no verifier", serial, auth.Tokens{Refresh: r}, false, auth.ErrNoRefreshToken},
		{"nothing to renew with", serial, auth.Tokens{Verifier: v}, false, auth.ErrNoRefreshToken},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client := newFaultProvider(t).client(t, c.mode)
			got, changed, err := client.PrepareRefresh(c.old)
			if changed != c.changed || !errors.Is(err, c.sentinel) || !got.Verifier.Equal(c.old.Verifier) {
				t.Fatalf("changed %v, %v", changed, err)
			}
			if changed == got.NextVerifier.Equal(c.old.NextVerifier) {
				t.Error("the next verifier is the wrong one")
			}
			again, changed, _ := client.PrepareRefresh(got)
			if changed || !again.NextVerifier.Equal(got.NextVerifier) {
				t.Error("prepared twice")
			}
		})
	}
}

func TestAnUnpreparedRenewalIsNotSent(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	old := auth.Tokens{Refresh: auth.NewSecret("refresh"), Verifier: auth.NewSecret("verifier")}
	if _, err := p.client(t, serial).Refresh(testContext(t), old, auth.Identity{}); !errors.Is(err, auth.ErrNoRefreshToken) || len(p.seen("/token")) != 0 {
		t.Fatalf("got %v", err)
	}
}

// Each poll proves the challenge of the device request, and announces its own.
func TestPollsOfSerialPKCE(t *testing.T) {
	t.Parallel()
	p, _, clock := deviceProvider(t, nil, pollError("authorization_pending"), nil)
	client := p.client(t, func(pr *auth.Provider, cfg *auth.Config) {
		serial(pr, cfg)
		cfg.Now, cfg.After = clock.Now, clock.After
	})
	grant, err := client.SignInWithDevice(testContext(t), auth.DeviceRequest{})
	if err != nil {
		t.Fatal(err)
	}
	first, polls := p.seen("/device")[0].Form.Get("code_challenge"), p.seen("/token")
	for _, poll := range polls {
		if oauth2.S256ChallengeFromVerifier(poll.Form.Get("code_verifier")) != first || poll.Form.Get("code_challenge") == first {
			t.Errorf("poll %v", poll.Form)
		}
	}
	last := polls[len(polls)-1].Form.Get("code_challenge")
	if polls[0].Form.Get("code_challenge") == last || oauth2.S256ChallengeFromVerifier(grant.Tokens.Verifier.Reveal()) != last {
		t.Error("what the last poll announced is not what is kept")
	}
}

// A server that repeats the form does not bring a verifier into an error, however
// short it is and whatever stands between its characters.
func TestErrorsRepeatNoVerifier(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(string) string{
		"as it is":               func(s string) string { return s },
		"with invisible letters": func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
		"with control letters":   func(s string) string { return s[:3] + "\x07" + s[3:] },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Override["/token"] = func(w http.ResponseWriter, r *http.Request) {
				words := change(r.Form.Get("code_verifier")) + " " + change(r.Form.Get("refresh_token"))
				writeJSON(w, 400, map[string]any{"error": "invalid_request", "error_description": words})
			}
			old := auth.Tokens{Refresh: auth.NewSecret("refresh-1"), Verifier: auth.NewSecret("verifier-1"), NextVerifier: auth.NewSecret("verifier-2")}
			_, err := p.client(t, serial).Refresh(testContext(t), old, auth.Identity{})
			if err == nil || strings.Contains(err.Error(), "verifier-1") || strings.Contains(err.Error(), "refresh-1") {
				t.Errorf("got %v", err)
			}
		})
	}
}
