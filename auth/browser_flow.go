package auth

import (
	"context"
	"fmt"
	"net/url"
	"time"
)

// BrowserRequest says how one browser sign-in goes.
type BrowserRequest struct {
	// Open opens an address in the person's browser and must return when ctx
	// ends. It may return early or late; its error is reported and not fatal.
	// Nil: nothing is opened, only StepWaiting tells the address.
	Open func(ctx context.Context, url string) error
	// Fresh asks the person to authenticate again: prompt=login, max_age=0, and
	// auth_time is checked (OpenID Connect Core 3.1.2.1, 3.1.3.7 (13)).
	Fresh bool
	// SelectAccount lets the person choose the account also where the browser is
	// signed in with one: prompt=select_account, or login where the provider does
	// not know that. One that refuses it only in the browser is asked a second
	// time, so the browser opens twice.
	SelectAccount        bool
	LoginHint, UILocales string
	// Page is the complete HTML that the browser shows at the end: success or
	// failure, constant, UTF-8, style only in <style> elements, no script. Nil
	// gives a plain one.
	Page func(ok bool) []byte
	// Notify may be nil. It must not block for long.
	Notify func(Progress)
	// Pasted yields addresses that a person copied from the browser's address
	// bar, where the redirect could not reach this computer; may be nil. One
	// that does not belong to this sign-in is told and changes nothing.
	Pasted <-chan string
	// Verified is told the tokens and who they are for as soon as the ID token
	// is proven, so that something else can be fetched with them while UserInfo
	// is read; the sign-in may still fail. It must return at once; may be nil.
	Verified func(ctx context.Context, t Tokens, id Identity)
}

// completionLimit bounds everything after the redirect, because the browser is
// kept waiting for the page that tells the outcome.
const completionLimit = 15 * time.Second

// transaction is what binds a redirect to the request that caused it; used once.
type transaction struct {
	state, nonce string
	verifier     Secret
	key          *proofKey // nil: the tokens are not to be bound
	redirectURI  string
	fresh        bool
	choose       string // the prompt that lets choose an account; empty: none
	started      time.Time
}

// SignInWithBrowser runs the authorization code flow with PKCE S256 through the
// system browser and a loopback redirect (RFC 8252, RFC 7636, OpenID Connect
// Core 3.1). It waits until ctx ends; requests at the loopback address that do
// not carry the transaction's state are answered and ignored.
//
// The request is pushed where the provider offers that (RFC 9126), and tokens are
// bound to a key where its description says so (RFC 9449).
//
// Errors: as [Client.Discover]; [ErrListen]; [ErrDeclined]; [ErrProviderRefused];
// [*SecurityError]; [ErrMalformedAnswer]; [ErrUnreachable]; the context's own, in
// an [*UnmatchedError] when answers came that belonged to no sign-in of ours.
func (c *Client) SignInWithBrowser(ctx context.Context, r BrowserRequest) (Grant, error) {
	if r.Notify == nil {
		r.Notify = func(Progress) {}
	}
	d, err := c.discover(ctx)
	if err != nil {
		return Grant{}, err
	}
	choose := choice(d.meta, r.SelectAccount)
	grant, err := c.signInOnce(ctx, d, r, choose)
	if choose == promptSelectAccount && refusesChoice(err) {
		return c.signInOnce(ctx, d, r, promptLogin)
	}
	return grant, err
}

func (c *Client) signInOnce(ctx context.Context, d *discovered, r BrowserRequest, choose string) (Grant, error) {
	t, err := c.newTransaction(r.Fresh)
	if err != nil {
		return Grant{}, err
	}
	t.choose = choose
	if t.key, err = c.tokenKey(d.meta); err != nil {
		return Grant{}, err
	}
	l, err := listen(ctx, c.provider, t.state, r.Page, c.log)
	if err != nil {
		return Grant{}, err
	}
	t.redirectURI = l.redirectURI()
	cb, err := c.awaitCallback(ctx, l, d.meta, t, r)
	if err != nil {
		l.close()
		return Grant{}, fmt.Errorf("wait for the browser: %w", err)
	}
	r.Notify(Progress{Step: StepChecking})
	grant, err := c.completeBrowser(ctx, d, t, cb, r.Verified)
	l.end(cb, err == nil)
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
		state: state, nonce: nonce, verifier: newVerifier(), fresh: fresh, started: c.now(),
	}, nil
}

func (c *Client) completeBrowser(ctx context.Context, d *discovered, t transaction, cb callback, verified verifiedHook) (Grant, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, completionLimit, errOwnLimit)
	defer cancel()
	if err := c.checkCallback(d.meta, cb); err != nil {
		return Grant{}, err
	}
	ask := grantRequest{at: AtToken, key: t.key, secrets: []Secret{NewSecret(cb.code), t.verifier}, form: url.Values{
		"grant_type": {"authorization_code"}, "code": {cb.code}, "redirect_uri": {t.redirectURI},
	}}
	ask.form.Set("code_verifier", t.verifier.Reveal())
	c.announce(&ask, t.verifier)
	tokens, err := c.requestTokens(ctx, d.meta, ask)
	if err != nil {
		return Grant{}, fmt.Errorf("exchange code: %w", err)
	}
	return c.grantFor(ctx, d, tokens, expectation{
		access: tokens.Access, nonce: t.nonce, fresh: t.fresh, elapsed: c.now().Sub(t.started),
	}, verified)
}

type verifiedHook = func(context.Context, Tokens, Identity)

// grantFor verifies the ID token and reads the identity; nothing of an answer
// that fails is returned.
func (c *Client) grantFor(ctx context.Context, d *discovered, tokens Tokens, want expectation, verified verifiedHook) (Grant, error) {
	v, err := c.verifyIDToken(ctx, d, tokens.ID, want)
	if err != nil {
		return Grant{}, fmt.Errorf("verify ID token: %w", err)
	}
	if verified != nil {
		verified(ctx, tokens, newIdentity(c.provider, v, nil))
	}
	identity, err := c.identify(ctx, d.meta, tokens, v)
	if err != nil {
		return Grant{}, fmt.Errorf("read userinfo: %w", err)
	}
	return Grant{Tokens: tokens, Identity: identity}, nil
}
