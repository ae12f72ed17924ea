package conformance_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func securityPractice() chapter {
	return chapter{"bcp", "Security best current practice: RFC 9700", []row{
		{
			id: "B1", section: "RFC 9700 2.1, 4.11", says: "Nothing at the redirect address leads on to another one",
			test: noOpenRedirector, elsewhere: []string{"auth TestStrangeRequestsAreAnsweredAndIgnored"},
		},
		{
			id: "B2", section: "RFC 9700 2.1, 4.7", says: "What protects against forged requests is bound to one sign-in and works once: a second answer gets 400 and no token request",
			test: answerWorksOnce, elsewhere: []string{"auth TestASecondUseOfTheRedirectIsRefused"},
		},
		{
			id: "B3", section: "RFC 9700 2.1, 4.4.2", says: "The issuer is kept with each request and compared with the answer's, also when a provider sends people to another one's page",
			test: mixUp, elsewhere: []string{"auth TestAnAnswerOfAnotherProviderReachesNobody"},
		},
		{id: "B4", section: "RFC 9700 2.1.1", says: "PKCE with S256 is always used, announced or not", test: pkceUnannounced},
		{
			id: "B5", section: "RFC 9700 2.1.1", says: "Two sign-ins at once that are handed each other's code both fail",
			test: crosswiseCodes, elsewhere: []string{"auth TestCodesDeliveredCrosswiseFailOnBothSides"},
		},
		{
			id: "B6", section: "RFC 9700 2.1.1, 4.7.1", says: "Where PKCE is not announced, `state` and `nonce` protect alone, and a policy can refuse the provider",
			test: withoutAnnouncedPKCE,
		},
		{id: "B7", section: "RFC 9700 2.1.2, 2.4", says: "No implicit flow and no passwords: neither can be configured, and no such request is sent", test: noOtherFlows},
		{
			id: "B8", section: "RFC 9700 2.2.2, 4.14.2", says: "Refresh tokens rotate or are bound to a key; a replayed one ends its family",
			test: replayedRefresh, elsewhere: []string{"app/endtoend TestAgainstOIDCProvider", "app/core TestTwentyCallersWithAnEndedTokenSendOneRefresh"},
		},
		{id: "B9", section: "RFC 9700 2.3", says: "Exactly the configured scopes and resources are asked for", test: leastPrivilege},
		{id: "B10", section: "RFC 9700 2.6", says: "Every endpoint comes from the provider's metadata", test: endpointsFromMetadata},
		{
			id: "B11", section: "RFC 9700 2.6", says: "The answer comes in clear over loopback only; a description cannot lead it elsewhere",
			test: redirectStaysHome, elsewhere: []string{"auth TestProviderValidation"},
		},
		{
			id: "B12", section: "RFC 9700 4.5", says: "A code of another session is refused, and nothing comes of it",
			test: injectedCode, elsewhere: []string{"auth TestAnInjectedCodeIsRefused", "app/core TestASignInThatFailsLeavesNothing"},
		},
		{
			id: "B13", section: "RFC 9700 4.14.2", says: "A refresh token that the server ended leads to one plain state: sign in again",
			test: endedByServer, elsewhere: []string{"app/core TestReuseAtTheServerAsksForANewSignIn"},
		},
		{
			id: "B14", section: "RFC 9700 4.2, 4.3", says: "The page after sign-in loads nothing, is neither cached nor named as a referrer, and takes the code out of the address bar", test: lastPage,
		},
		{id: "B15", section: "RFC 9700 4.12", says: "Requests with a code, a token or a pushed request follow no redirect, 307 included", test: noRedirects},
	}}
}

// atListener asks the program's listener as another page or program would.
func atListener(ctx context.Context, address string) (status int, header http.Header, body string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, nil, "", err
	}
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		return 0, nil, "", err
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	return answer.StatusCode, answer.Header, string(content), err
}

func noOpenRedirector(t *testing.T) {
	p := newParty(t)
	p.signedIn(func(r *auth.BrowserRequest) {
		open := r.Open
		r.Open = func(ctx context.Context, address string) error {
			q := p.request()
			for _, query := range []string{"?next=//evil.example", "?url=https://evil.example", "?redirect_uri=https://evil.example&state=" + q.Get("state") + "x"} {
				status, header, body, err := atListener(ctx, q.Get("redirect_uri")+query)
				if err != nil || status != http.StatusBadRequest || header.Get("Location") != "" || strings.Contains(body, "evil") {
					t.Errorf("%s: %d, %v, %q", query, status, err, body)
				}
			}
			return open(ctx, address)
		}
	})
	p.browser.mu.Lock()
	defer p.browser.mu.Unlock()
	if last := p.browser.seen[len(p.browser.seen)-1]; !strings.HasPrefix(last.address, p.request().Get("redirect_uri")) {
		t.Errorf("the browser ended at %s", last.path)
	}
}

func answerWorksOnce(t *testing.T) {
	p := newParty(t)
	second := make(chan int, 1)
	p.wire.on(func(r *http.Request) {
		if r.URL.Path != "/token" {
			return
		}
		// The first answer is held while its code is redeemed.
		for _, sent := range p.browser.all("") {
			if sent.query.Has("code") {
				status, _, _, err := atListener(r.Context(), sent.address)
				if err != nil {
					t.Error(err)
					continue
				}
				second <- status
			}
		}
	})
	p.signedIn()
	if got := receive(t, second); got != http.StatusBadRequest || len(p.wire.all("/token")) != 1 {
		t.Errorf("the second answer got %d, and there were %d token requests", got, len(p.wire.all("/token")))
	}
}

func mixUp(t *testing.T) {
	honest, attacker := newParty(t), newParty(t, described(func(d *auth.Provider) { d.PAR = "off" }))
	attacker.wire.editJSON("/.well-known/openid-configuration", func(m map[string]any) {
		m["authorization_endpoint"] = honest.server.Issuer() + "/authorize"
	})
	wantCheck(t, attacker.fails(), auth.CheckIss)
	attacker.wantNoTokenRequest()
	if n := honest.server.Control().Counts()[demoidp.EndpointSignIn]; n != 1 {
		t.Errorf("the person signed in %d times at the honest provider", n)
	}
}

func pkceUnannounced(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultNoPKCEMetadata))
	p.signedIn()
	if q := p.request(); q.Get("code_challenge_method") != "S256" || p.verifier() == "" {
		t.Errorf("asked for %v", q)
	}
}

func crosswiseCodes(t *testing.T) {
	p := newParty(t)
	other := &party{t: t, clock: p.clock, server: p.server, client: p.client, wire: p.wire, browser: newWire(p.clock)}
	other.agent = &demoidp.UserAgent{Person: "omar", HTTP: &http.Client{Transport: other.browser}}
	codes := [2]chan string{make(chan string, 1), make(chan string, 1)}
	for i, side := range []*party{p, other} {
		side.browser.redirect(func(q url.Values) {
			codes[i] <- q.Get("code")
			q.Set("code", receive(t, codes[1-i]))
		})
	}
	results := make(chan error, 2)
	for _, side := range []*party{p, other} {
		go func() {
			_, err := side.signIn()
			results <- err
		}()
	}
	for range 2 {
		wantError(t, receive(t, results), auth.ErrProviderRefused)
	}
}
