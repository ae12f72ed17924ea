package auth

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

// EndSessionOutcome says whether the browser's session at the provider ended.
type EndSessionOutcome string

// Outcomes of [Client.EndSession].
const (
	EndSessionEnded       EndSessionOutcome = "ended"       // the provider sent the browser back with our state
	EndSessionUnsupported EndSessionOutcome = "unsupported" // the provider has no such endpoint
	EndSessionUnreachable EndSessionOutcome = "unreachable" // nothing confirmed it
)

const (
	// endSessionLimit ends the wait: some providers never send the browser back.
	endSessionLimit = 2 * time.Minute
	// missedLimit is what is left after a return with a wrong or missing state.
	missedLimit = 3 * time.Second
)

// EndSessionRequest says how one logout goes.
type EndSessionRequest struct {
	// IDTokenHint is the last ID token; may be zero.
	IDTokenHint Secret
	// Open opens an address in the person's browser and must return when ctx
	// ends. The address is a one-time one on loopback that redirects to the
	// provider, so that the ID token never stands in a process's arguments.
	Open func(ctx context.Context, url string) error
	// Page as in [BrowserRequest].
	Page func(ok bool) []byte
}

// EndSession runs an RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0
// section 2) in the browser and waits for the return to loopback, two minutes at
// most. It does not revoke tokens; see [Client.Revoke]. A return with a wrong or
// missing state confirms nothing, and ends the wait soon.
//
// Errors: [ErrBrowser]; [ErrListen]; as [Client.Discover]; the context's own.
// Without one, the outcome is the whole answer.
func (c *Client) EndSession(ctx context.Context, r EndSessionRequest) (EndSessionOutcome, error) {
	d, err := c.discover(ctx)
	if err != nil {
		return EndSessionUnreachable, err
	}
	if d.meta.EndSessionEndpoint == "" {
		return EndSessionUnsupported, nil
	}
	if r.Open == nil {
		return EndSessionUnreachable, ErrBrowser
	}
	state, err := c.newValue()
	if err != nil {
		return EndSessionUnreachable, err
	}
	secretPath, err := c.newValue()
	if err != nil {
		return EndSessionUnreachable, err
	}
	l, err := listen(ctx, c.provider, state, r.Page, c.log)
	if err != nil {
		return EndSessionUnreachable, err
	}
	l.forward.Store(&forward{path: "/" + secretPath, target: c.endSessionURL(d.meta, l, r.IDTokenHint)})
	outcome, err := c.awaitLogout(ctx, l, r, "http://"+l.host+"/"+secretPath)
	if outcome == EndSessionEnded {
		l.finish(true)
	} else {
		l.close()
	}
	return outcome, err
}

func (c *Client) endSessionURL(m Metadata, l *loopback, hint Secret) string {
	values := url.Values{
		"client_id": {c.provider.ClientID}, "post_logout_redirect_uri": {l.redirectURI()}, "state": {l.state},
	}
	if !hint.IsZero() {
		values.Set("id_token_hint", hint.Reveal())
	}
	return addQuery(m.EndSessionEndpoint, values)
}

func (c *Client) awaitLogout(ctx context.Context, l *loopback, r EndSessionRequest, address string) (EndSessionOutcome, error) {
	opened := make(chan error, 1)
	go func() { opened <- r.Open(ctx, address) }()
	limit, missed := c.after(endSessionLimit), l.missed
	for {
		select {
		case <-ctx.Done():
			return EndSessionUnreachable, fmt.Errorf("wait for the browser: %w", ctx.Err())
		case <-l.arrived:
			return EndSessionEnded, nil
		case <-missed:
			limit, missed = c.after(missedLimit), nil
		case <-limit:
			return EndSessionUnreachable, nil
		case err := <-opened:
			if err != nil && ctx.Err() == nil && !l.used.Load() {
				return EndSessionUnreachable, fmt.Errorf("open the logout page: %w", ErrBrowser)
			}
		}
	}
}

// forward is a one-time redirect from a random loopback path to an address that
// must not stand in a process's arguments.
type forward struct {
	path, target string
	used         atomic.Bool
}

func (f *forward) serve(w http.ResponseWriter, r *http.Request) bool {
	if f == nil || !equalConstant(r.URL.EscapedPath(), f.path) || r.Method != http.MethodGet ||
		r.Header.Get("Origin") != "" || !f.used.CompareAndSwap(false, true) {
		return false
	}
	protect(w, "").Set("Location", f.target)
	w.WriteHeader(http.StatusFound)
	return true
}
