package auth

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// BrowserRequest says how one browser sign-in goes.
type BrowserRequest struct {
	// Open opens an address in the person's browser and must return when ctx
	// ends. It may return early or late; its error is reported and not fatal.
	// Nil: nothing is opened, only StepWaiting tells the address.
	Open func(ctx context.Context, url string) error
	// Fresh asks the person to authenticate again: prompt=login, max_age=0, and
	// auth_time is checked (OpenID Connect Core 3.1.2.1, 3.1.3.7 (13)).
	Fresh                bool
	LoginHint, UILocales string
	// Page is the complete HTML that the browser shows at the end: success or
	// failure, constant, UTF-8, style only in <style> elements, no script. Nil
	// gives a plain one.
	Page func(ok bool) []byte
	// Notify may be nil. It must not block for long.
	Notify func(Progress)
}

// completionLimit bounds everything after the redirect, because the browser is
// kept waiting for the page that tells the outcome.
const completionLimit = 15 * time.Second

// transaction is what binds a redirect to the request that caused it; used once.
type transaction struct {
	state, nonce, verifier string
	redirectURI            string
	fresh                  bool
	started                time.Time
}

// SignInWithBrowser runs the authorization code flow with PKCE S256 through the
// system browser and a loopback redirect (RFC 8252, RFC 7636, OpenID Connect
// Core 3.1). It waits until ctx ends; requests at the loopback address that do
// not carry the transaction's state are answered and ignored.
//
// Errors: as [Client.Discover]; [ErrListen]; [ErrDeclined]; [ErrProviderRefused];
// [*SecurityError]; [ErrMalformedAnswer]; [ErrUnreachable]; the context's own.
func (c *Client) SignInWithBrowser(ctx context.Context, r BrowserRequest) (Grant, error) {
	if r.Notify == nil {
		r.Notify = func(Progress) {}
	}
	d, err := c.discover(ctx)
	if err != nil {
		return Grant{}, err
	}
	t, err := c.newTransaction(r.Fresh)
	if err != nil {
		return Grant{}, err
	}
	l, err := listen(ctx, c.provider, t.state, r.Page, c.log)
	if err != nil {
		return Grant{}, err
	}
	t.redirectURI = l.redirectURI()
	cb, err := awaitCallback(ctx, l, r, c.authorizationURL(d.meta, t, r))
	if err != nil {
		l.close()
		return Grant{}, fmt.Errorf("wait for the browser: %w", err)
	}
	r.Notify(Progress{Step: StepChecking})
	grant, err := c.completeBrowser(ctx, d, t, cb)
	l.finish(err == nil)
	if err != nil {
		return Grant{}, fmt.Errorf("complete sign-in: %w", err)
	}
	return grant, nil
}

func (c *Client) newTransaction(fresh bool) (transaction, error) {
	state, err := c.newValue()
	if err != nil {
		return transaction{}, err
	}
	nonce, err := c.newValue()
	if err != nil {
		return transaction{}, err
	}
	return transaction{
		state: state, nonce: nonce, verifier: oauth2.GenerateVerifier(), fresh: fresh, started: c.now(),
	}, nil
}

// authorizationURL builds the request of OpenID Connect Core 3.1.2.1. The
// verifier stays here; the address holds only its S256 hash.
func (c *Client) authorizationURL(m Metadata, t transaction, r BrowserRequest) string {
	config := oauth2.Config{
		ClientID: c.provider.ClientID, RedirectURL: t.redirectURI, Scopes: c.provider.scopes(),
		Endpoint: oauth2.Endpoint{AuthURL: m.AuthorizationEndpoint, AuthStyle: oauth2.AuthStyleInParams},
	}
	var options []oauth2.AuthCodeOption
	for name, value := range c.provider.AuthParams {
		options = append(options, oauth2.SetAuthURLParam(name, value))
	}
	set := func(name, value string) {
		if value != "" {
			options = append(options, oauth2.SetAuthURLParam(name, value))
		}
	}
	set("nonce", t.nonce)
	set("login_hint", r.LoginHint)
	set("ui_locales", r.UILocales)
	set("prompt", c.prompts(r.Fresh))
	if r.Fresh {
		set("max_age", "0")
	}
	return config.AuthCodeURL(t.state, append(options, oauth2.S256ChallengeOption(t.verifier))...)
}

// prompts says what the provider is to ask the person. offline_access needs
// consent, or providers leave the refresh token out (OpenID Connect Core 11). A
// provider description that sets prompt itself knows better, save that a fresh
// sign-in always asks for login.
func (c *Client) prompts(fresh bool) string {
	prompts := strings.Fields(c.provider.AuthParams["prompt"])
	if len(prompts) == 0 && slices.Contains(c.provider.scopes(), "offline_access") {
		prompts = []string{"consent"}
	}
	if fresh && !slices.Contains(prompts, "login") {
		// "none" may not stand beside another value, and would not ask anybody.
		prompts = slices.DeleteFunc(prompts, func(p string) bool { return p == "none" })
		prompts = append([]string{"login"}, prompts...)
	}
	return strings.Join(prompts, " ")
}

// awaitCallback opens the browser and waits for the one valid redirect. Open
// runs beside the wait: it may well return only after the redirect has come.
func awaitCallback(ctx context.Context, l *loopback, r BrowserRequest, address string) (callback, error) {
	opened := make(chan error, 1)
	if r.Open == nil {
		r.Notify(Progress{Step: StepWaiting, URL: address})
	} else {
		r.Notify(Progress{Step: StepBrowserOpened, URL: address})
		go func() { opened <- r.Open(ctx, address) }()
		r.Notify(Progress{Step: StepWaiting, URL: address})
	}
	for {
		select {
		case <-ctx.Done():
			return callback{}, ctx.Err()
		case cb := <-l.arrived:
			return cb, nil
		case err := <-opened:
			if err != nil && ctx.Err() == nil {
				r.Notify(Progress{Step: StepWaiting, URL: address, BrowserFailed: true})
			}
		}
	}
}

func (c *Client) completeBrowser(ctx context.Context, d *discovered, t transaction, cb callback) (Grant, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, completionLimit, errOwnLimit)
	defer cancel()
	if err := c.checkCallback(d.meta, cb); err != nil {
		return Grant{}, err
	}
	code, verifier := NewSecret(cb.code), NewSecret(t.verifier)
	tokens, err := c.requestTokens(ctx, d.meta, url.Values{
		"grant_type": {"authorization_code"}, "code": {code.Reveal()},
		"redirect_uri": {t.redirectURI}, "code_verifier": {verifier.Reveal()},
	}, code, verifier)
	if err != nil {
		return Grant{}, fmt.Errorf("exchange code: %w", err)
	}
	return c.grantFor(ctx, d, tokens, expectation{
		access: tokens.Access, nonce: t.nonce, fresh: t.fresh, elapsed: c.now().Sub(t.started),
	})
}

// grantFor verifies the ID token and reads the identity; nothing of an answer
// that fails is returned.
func (c *Client) grantFor(ctx context.Context, d *discovered, tokens Tokens, want expectation) (Grant, error) {
	v, err := c.verifyIDToken(ctx, d, tokens.ID, want)
	if err != nil {
		return Grant{}, fmt.Errorf("verify ID token: %w", err)
	}
	identity, err := c.identify(ctx, d.meta, tokens, v)
	if err != nil {
		return Grant{}, fmt.Errorf("read userinfo: %w", err)
	}
	return Grant{Tokens: tokens, Identity: identity}, nil
}
