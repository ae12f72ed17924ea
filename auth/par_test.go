package auth_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
)

func (p *faultProvider) takesPushed() *faultProvider {
	p.Push = true
	return p
}

// RFC 9126 sections 2.1, 4 and 5, RFC 8707 section 2.
func TestAPushedRequestLeavesNothingInTheAddress(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t).takesPushed()
	client := p.client(t, func(pr *auth.Provider, _ *auth.Config) {
		pr.ClientSecret, pr.Resources = auth.NewSecret("s-1"), []string{"https://a.example", "https://b.example"}
	})
	_, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open, LoginHint: "mila@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	pushed, opened := p.seen("/par")[0].Form, p.seen("/authorize")[0].Form
	for _, name := range []string{"response_type", "redirect_uri", "scope", "state", "nonce", "code_challenge", "login_hint", "client_secret"} {
		if pushed.Get(name) == "" || opened.Has(name) {
			t.Errorf("%s: pushed %q, opened %q", name, pushed.Get(name), opened.Get(name))
		}
	}
	if len(opened) != 2 || opened.Get("client_id") != clientID || opened.Get("request_uri") != "urn:example:request:1" {
		t.Errorf("opened %v", opened)
	}
	if got := strings.Join(pushed["resource"], " "); got != "https://a.example https://b.example" || pushed.Has("code_verifier") {
		t.Errorf("pushed %v", pushed)
	}
}

func TestWhenARequestIsPushed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, choice      string
		offered, required bool
		pushed            int
		check             string
	}{
		{"offered", "", true, false, 1, ""},
		{"not offered", "", false, false, 0, ""},
		{"switched off", "off", true, false, 0, ""},
		{"switched off, and the provider insists", "off", true, true, 1, ""},
		{"required here", "required", true, false, 1, ""},
		{"required here, not offered", "required", false, false, 0, auth.CheckPARUnavailable},
		{"the provider insists and names no endpoint", "", false, true, 0, auth.CheckPARUnavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Push = c.offered
			p.Discovery = func(doc map[string]any) { doc["require_pushed_authorization_requests"] = c.required }
			_, err := p.signIn(t, func(pr *auth.Provider, _ *auth.Config) { pr.PAR = c.choice })
			if checkOf(err) != c.check || (err != nil) != (c.check != "") || len(p.seen("/par")) != c.pushed {
				t.Errorf("pushed %d times, %v", len(p.seen("/par")), err)
			}
		})
	}
}

// RFC 9126 section 2.3: no failure leads to a request in the address.
func TestAPushThatFailsEndsTheSignIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		handler  http.HandlerFunc
		sentinel error
	}{
		{"invalid_request", answerWith(400, "application/json", `{"error":"invalid_request"}`), auth.ErrProviderRefused},
		{"not allowed", answerWith(405, "text/plain", ""), auth.ErrProviderRefused},
		{"too large", answerWith(413, "text/plain", ""), auth.ErrProviderRefused},
		{"too many", answerWith(429, "text/plain", ""), auth.ErrUnreachable},
		{"broken", answerWith(500, "text/plain", ""), auth.ErrUnreachable},
		{"gone for a moment", answerWith(503, "text/plain", ""), auth.ErrUnreachable},
		{"no answer", noAnswer, auth.ErrUnreachable},
		{"a web page", answerWith(201, "text/html", "<html>"), auth.ErrMalformedAnswer},
		{"no request_uri", answerWith(201, "application/json", `{"expires_in":60}`), auth.ErrMalformedAnswer},
		{"request_uri with a line feed", answerWith(201, "application/json", `{"request_uri":"urn:a\nb"}`), auth.ErrMalformedAnswer},
		{"request_uri that is too long", answerWith(201, "application/json", `{"request_uri":"urn:`+strings.Repeat("x", 512)+`"}`), auth.ErrMalformedAnswer},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, auth.ErrSecurityCheck},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t).takesPushed()
			p.Override["/par"] = c.handler
			opened := func(context.Context, string) error { t.Error("opened"); return nil }
			_, err := p.client(t, nil).SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: opened})
			if !errors.Is(err, c.sentinel) || len(p.seen("/par")) != 1 || len(p.seen("/elsewhere")) != 0 {
				t.Errorf("pushed %d times, %v", len(p.seen("/par")), err)
			}
		})
	}
}

// ended lets the lifetime of a pushed request end when the test says so.
func ended() (after func(time.Duration) <-chan time.Time, end func()) {
	now := make(chan time.Time)
	return func(time.Duration) <-chan time.Time { return now }, func() { now <- time.Time{} }
}

// The old address works until it has ended: an answer to it is not kept waiting
// for the new one.
func TestAnAnswerIsTakenWhileTheRequestIsPushedAgain(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t).takesPushed()
	after, end := ended()
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.After = after })
	ctx, cancel := context.WithTimeout(testContext(t), 10*time.Second)
	defer cancel()
	told := ""
	_, err := client.SignInWithBrowser(ctx, auth.BrowserRequest{Notify: func(step auth.Progress) {
		if step.Step != auth.StepWaiting || told != "" {
			return
		}
		told = step.URL
		p.Override["/par"] = func(_ http.ResponseWriter, r *http.Request) {
			go func() { _ = (&person{}).open(context.Background(), told) }()
			<-r.Context().Done()
		}
		go end()
	}})
	if err != nil || len(p.seen("/par")) != 2 {
		t.Errorf("pushed %d times, %v", len(p.seen("/par")), err)
	}
}

// A browser that fails late leaves an address that has ended: there is a new one.
func TestALateFailureOfTheBrowserGivesANewAddress(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t).takesPushed()
	after, end := ended()
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.After = after })
	var first string
	_, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{
		Open: func(_ context.Context, address string) error {
			first = address
			end()
			return errors.New("no browser")
		},
		Notify: func(step auth.Progress) {
			if step.Renewed {
				if step.URL == first {
					t.Error("the same address again")
				}
				go func() { _ = (&person{}).open(context.Background(), step.URL) }()
			}
		},
	})
	if err != nil || len(p.seen("/par")) != 2 {
		t.Errorf("pushed %d times, %v", len(p.seen("/par")), err)
	}
}

// Both addresses belong to one transaction, and one answer is taken.
func TestTwoPushedRequestsHaveOneAnswer(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t).takesPushed()
	after, end := ended()
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.After = after })
	var addresses []string
	_, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Notify: func(step auth.Progress) {
		if step.Step != auth.StepWaiting {
			return
		}
		if addresses = append(addresses, step.URL); len(addresses) == 1 {
			go end()
			return
		}
		for _, address := range addresses {
			go func() { _ = (&person{}).open(context.Background(), address) }()
		}
	}})
	if err != nil || len(addresses) != 2 || addresses[0] == addresses[1] || len(p.seen("/token")) != 1 {
		t.Errorf("told %v, %d token requests, %v", addresses, len(p.seen("/token")), err)
	}
}
