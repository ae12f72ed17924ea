package conformance_test

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"latchkey/auth"
)

func (p *party) context() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.t.Context(), patience)
}

// signIn is one sign-in. It ends when the browser shows the last page, whatever is
// on it.
func (p *party) signIn(change ...func(*auth.BrowserRequest)) (auth.Grant, error) {
	ctx, cancel := p.context()
	defer cancel()
	untilTheLastPage := func(r *auth.BrowserRequest) {
		r.Open = func(ctx context.Context, address string) error {
			defer cancel()
			return p.open(ctx, address)
		}
	}
	return p.signInUntil(ctx, append([]func(*auth.BrowserRequest){untilTheLastPage}, change...)...)
}

// signInUntil is a sign-in that ends with ctx. When it returns, the browser is done
// as well.
func (p *party) signInUntil(ctx context.Context, change ...func(*auth.BrowserRequest)) (auth.Grant, error) {
	request := auth.BrowserRequest{Open: p.open}
	for _, c := range change {
		c(&request)
	}
	began, done := false, make(chan struct{})
	request.Notify = func(step auth.Progress) {
		began = began || step.Step == auth.StepBrowserOpened
		p.notify(step)
	}
	open := request.Open
	request.Open = func(ctx context.Context, address string) error {
		defer close(done)
		return open(ctx, address)
	}
	grant, err := p.client.SignInWithBrowser(ctx, request)
	if began {
		receive(p.t, done)
	}
	return grant, err
}

// receive waits with patience; it may be called by any goroutine of a test.
func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case got := <-from:
		return got
	case <-time.After(patience):
		t.Error("nothing happens")
		var nothing T
		return nothing
	}
}

// open is the browser with its person.
func (p *party) open(ctx context.Context, address string) error {
	p.mu.Lock()
	p.opened = append(p.opened, address)
	p.mu.Unlock()
	// The person goes on when the program no longer waits.
	err := p.agent.Open(context.WithoutCancel(ctx), address)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trouble = errors.Join(p.trouble, err)
	return nil
}

func (p *party) notify(step auth.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.progress = append(p.progress, step)
}

func (p *party) told() []auth.Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]auth.Progress{}, p.progress...)
}

func (p *party) addresses() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.opened...)
}

// signedIn is a sign-in that has to succeed.
func (p *party) signedIn(change ...func(*auth.BrowserRequest)) auth.Grant {
	p.t.Helper()
	grant, err := p.signIn(change...)
	if err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.t.Fatalf("sign-in: %v (browser: %v)", err, p.trouble)
	}
	return grant
}

// request is what the authorization server was asked for: pushed, or as a query.
func (p *party) request() url.Values {
	p.t.Helper()
	if pushed := p.wire.all("/par"); len(pushed) > 0 {
		return pushed[len(pushed)-1].form
	}
	asked := p.browser.all("/authorize")
	if len(asked) == 0 {
		p.t.Fatal("nothing was asked for")
	}
	return asked[len(asked)-1].query
}

func (p *party) refresh(client *auth.Client, grant auth.Grant) (auth.Tokens, error) {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	prepared, _, err := client.PrepareRefresh(grant.Tokens)
	if err != nil {
		return auth.Tokens{}, err
	}
	return client.Refresh(ctx, prepared, grant.Identity)
}

func (p *party) rights(tokens auth.Tokens) auth.ResourceAnswer {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	answer, err := p.client.GetResource(ctx, tokens, auth.ResourceRequest{URL: p.server.RightsURL() + "?list=all"})
	if err != nil {
		p.t.Fatalf("rights: %v", err)
	}
	return answer
}

func (p *party) wantNoTokenRequest() {
	p.t.Helper()
	if n := len(p.wire.all("/token")); n != 0 {
		p.t.Errorf("%d token requests left", n)
	}
}
