package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
)

// RFC 7009 sections 2.1 and 2.2.
func TestRevoke(t *testing.T) {
	t.Parallel()
	byHint := func(hint string, h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Form.Get("token_type_hint") == hint {
				h(w, r)
			}
		}
	}
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    auth.RevocationOutcome
		hints   string
	}{
		{"confirmed", nil, "confirmed", "refresh_token access_token"},
		{"broken", answerWith(503, "text/plain", ""), "unreachable", "refresh_token"},
		{"no answer", noAnswer, "unreachable", "refresh_token"},
		{"refused", answerWith(403, "text/html", "<html>"), "refused", "refresh_token access_token"},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, "refused", "refresh_token access_token"},
		{"access token refused", byHint("access_token", answerWith(400, "application/json", `{"error":"invalid_client"}`)), "refused", "refresh_token access_token"},
		{"access tokens cannot be revoked", byHint("access_token", answerWith(400, "application/json", `{"error":"unsupported_token_type"}`)), "confirmed", "refresh_token access_token"},
		{"access token not reached", byHint("access_token", answerWith(500, "text/plain", "")), "unreachable", "refresh_token access_token"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			if c.handler != nil {
				p.Override["/revoke"] = c.handler
			}
			tokens := auth.Tokens{Access: auth.NewSecret("a"), Refresh: auth.NewSecret("r")}
			if got := p.client(t, nil).Revoke(testContext(t), tokens); got != c.want {
				t.Errorf("outcome %q", got)
			}
			var hints []string
			for _, r := range p.seen("/revoke") {
				hints = append(hints, r.Form.Get("token_type_hint"))
				if r.Method != http.MethodPost || r.Form.Get("client_id") != clientID || r.Form.Get("token") == "" {
					t.Errorf("request %+v", r)
				}
			}
			if strings.Join(hints, " ") != c.hints || len(p.seen("/elsewhere")) != 0 {
				t.Errorf("sent %v", hints)
			}
		})
	}
}

func TestRevokeWithoutEndpointTokenOrServer(t *testing.T) {
	t.Parallel()
	tokens := auth.Tokens{Access: auth.NewSecret("a")}
	p := newFaultProvider(t)
	if got := p.client(t, nil).Revoke(testContext(t), auth.Tokens{}); got != auth.RevocationUnsupported {
		t.Errorf("nothing to revoke: %q", got)
	}
	p.Discovery = func(doc map[string]any) { delete(doc, "revocation_endpoint") }
	if got := p.client(t, nil).Revoke(testContext(t), tokens); got != auth.RevocationUnsupported {
		t.Errorf("no endpoint: %q", got)
	}
	p.Override[wellKnown] = answerWith(500, "text/plain", "")
	if got := p.client(t, nil).Revoke(testContext(t), tokens); got != auth.RevocationUnreachable {
		t.Errorf("no server: %q", got)
	}
}

// OpenID Connect RP-Initiated Logout 1.0 section 2; names of the conformance modules.
func TestEndSession(t *testing.T) {
	t.Parallel()
	back := func(change func(url.Values)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			q := url.Values{"state": {r.Form.Get("state")}}
			change(q)
			http.Redirect(w, r, r.Form.Get("post_logout_redirect_uri")+"?"+q.Encode(), http.StatusFound)
		}
	}
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    auth.EndSessionOutcome
	}{
		{"rp-init-logout", nil, auth.EndSessionEnded},
		{"rp-init-logout-other-state", back(func(q url.Values) { q.Set("state", "other") }), auth.EndSessionUnreachable},
		{"rp-init-logout-no-state", back(func(q url.Values) { q.Del("state") }), auth.EndSessionUnreachable},
		{"never sent back", answerWith(200, "text/html", "bye"), auth.EndSessionUnreachable},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			if c.handler != nil {
				p.Override["/logout"] = c.handler
			}
			answered := make(chan struct{})
			client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) {
				cfg.After = func(time.Duration) <-chan time.Time {
					over := make(chan time.Time)
					if c.handler != nil {
						go func() { <-answered; close(over) }()
					}
					return over
				}
			})
			var opened string
			outcome, err := client.EndSession(testContext(t), auth.EndSessionRequest{
				IDTokenHint: auth.NewSecret("hint-of-the-test"), Open: func(ctx context.Context, address string) error {
					defer close(answered)
					opened = address
					return (&person{}).open(ctx, address)
				},
			})
			if err != nil || outcome != c.want {
				t.Fatalf("got %q, %v", outcome, err)
			}
			if strings.Contains(opened, "hint-of-the-test") || !strings.HasPrefix(opened, "http://127.0.0.1:") {
				t.Errorf("opened %q", opened)
			}
			q := p.seen("/logout")[0].Form
			if q.Get("id_token_hint") != "hint-of-the-test" || q.Get("client_id") != clientID || len(q.Get("state")) != 43 {
				t.Errorf("request %v", q)
			}
		})
	}
}

func TestTheLogoutAddressWorksOnce(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Override["/logout"] = answerWith(200, "text/html", "bye")
	ctx, cancel := context.WithCancel(testContext(t))
	outcome, err := p.client(t, nil).EndSession(ctx, auth.EndSessionRequest{Open: func(ctx context.Context, address string) error {
		defer cancel()
		for _, want := range []int{200, 404} {
			if status, _, _, err := fetch(ctx, "GET", address, nil); err != nil || status != want {
				t.Errorf("status %d, %v", status, err)
			}
		}
		return nil
	}})
	if outcome != auth.EndSessionUnreachable || !errors.Is(err, context.Canceled) {
		t.Errorf("got %q, %v", outcome, err)
	}
}

func TestEndSessionWithoutEndpointOrBrowser(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	broken := func(context.Context, string) error { return errors.New("no browser") }
	for _, open := range []func(context.Context, string) error{nil, broken} {
		outcome, err := p.client(t, nil).EndSession(testContext(t), auth.EndSessionRequest{Open: open})
		if outcome != auth.EndSessionUnreachable || !errors.Is(err, auth.ErrBrowser) {
			t.Errorf("got %q, %v", outcome, err)
		}
	}
	p.Discovery = func(doc map[string]any) { delete(doc, "end_session_endpoint") }
	if outcome, err := p.client(t, nil).EndSession(testContext(t), auth.EndSessionRequest{Open: broken}); outcome != auth.EndSessionUnsupported || err != nil {
		t.Errorf("got %q, %v", outcome, err)
	}
}
