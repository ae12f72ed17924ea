package auth

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// renewalMargin is how long before its end a pushed request is pushed again.
const renewalMargin = 5 * time.Second

// awaitCallback opens the browser and waits for the one valid redirect. Open
// runs beside the wait: it may well return only after the redirect has come.
func (c *Client) awaitCallback(ctx context.Context, l *loopback, m Metadata, t transaction, r BrowserRequest) (callback, error) {
	request, err := c.request(ctx, m, t, r)
	if err != nil {
		return callback{}, err
	}
	pushing, stop := context.WithCancel(ctx)
	defer stop()
	w := browserWait{
		client: c, l: l, request: request, ask: r, byHand: r.Open == nil, opened: make(chan error, 1), renewed: make(chan pushedAgain, 1),
		again: func() (authorizationRequest, error) { return c.request(pushing, m, t, r) },
	}
	if r.Open != nil {
		r.Notify(Progress{Step: StepBrowserOpened, URL: request.address})
		go func() { w.opened <- r.Open(ctx, request.address) }()
	}
	r.Notify(Progress{Step: StepWaiting, URL: request.address})
	return w.run(ctx)
}

// browserWait is the wait for a person at the browser.
type browserWait struct {
	client  *Client
	l       *loopback
	ask     BrowserRequest
	request authorizationRequest
	again   func() (authorizationRequest, error)
	byHand  bool // the person opens the address, whenever that may be
	ended   bool // the request can no longer be used, or soon not
	opened  chan error
	renewed chan pushedAgain
}

// pushedAgain is a request that was pushed again, or why that failed.
type pushedAgain struct {
	request authorizationRequest
	err     error
}

func (w *browserWait) run(ctx context.Context) (callback, error) {
	ends := w.ends()
	for {
		select {
		case <-ctx.Done():
			return callback{}, w.l.unmatched(ctx.Err())
		case cb := <-w.l.arrived:
			return cb, nil
		case address, open := <-w.ask.Pasted:
			if !open {
				w.ask.Pasted = nil
				continue
			}
			if cb, ok := w.l.takePasted(address); ok {
				return cb, nil
			}
			w.ask.Notify(Progress{Step: StepWaiting, URL: w.request.address, PasteRefused: true})
		case err := <-w.opened:
			if err != nil && ctx.Err() == nil {
				w.byHand = true
				w.ask.Notify(Progress{Step: StepWaiting, URL: w.request.address, BrowserFailed: true})
				w.renew()
			}
		case <-ends:
			w.ended = true
			w.renew()
		case fresh := <-w.renewed:
			if fresh.err == nil {
				w.request, w.ended = fresh.request, false
				w.ask.Notify(Progress{Step: StepWaiting, URL: w.request.address, Renewed: true})
			}
			ends = w.ends()
		}
	}
}

func (w *browserWait) ends() <-chan time.Time {
	if w.request.ends == 0 {
		return nil
	}
	return w.client.after(max(w.request.ends-renewalMargin, time.Second))
}

// renew pushes a request again that has ended, where somebody still needs an
// address: only one that a person carries by hand grows old unused; a browser
// that was opened has long asked with it. The wait goes on meanwhile, because the
// old address may have been opened at the last moment. State, nonce and verifier
// stay: it is the same transaction, and only one answer to it is taken.
func (w *browserWait) renew() {
	if !w.byHand || !w.ended {
		return
	}
	go func() {
		fresh, err := w.again()
		w.renewed <- pushedAgain{fresh, err}
	}()
}

// takePasted reads the final address as a person copied it: ours, to the
// letter, with the state of this sign-in, and only once.
func (l *loopback) takePasted(address string) (callback, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" || u.Host != l.host || u.EscapedPath() != l.path {
		return callback{}, false
	}
	cb, ok := parseCallback(u.RawQuery)
	if !ok || !equalConstant(cb.state, l.state) || !l.used.CompareAndSwap(false, true) {
		return callback{}, false
	}
	cb.pasted = true
	return cb, true
}

// end tells the browser's page the outcome; behind a pasted address there is
// none that waits.
func (l *loopback) end(cb callback, ok bool) {
	if cb.pasted {
		l.close()
		return
	}
	l.finish(ok)
}

// UnmatchedError says that answers came while a sign-in waited, and that none
// belonged to it. Requests to the redirect address without a query are no
// answers, and neither are pasted addresses. It unwraps to why the wait ended.
type UnmatchedError struct {
	Check string // state_missing or state_mismatch
	Err   error
}

// Error names the check.
func (e *UnmatchedError) Error() string {
	return fmt.Sprintf("an answer did not belong to this sign-in (%s): %v", e.Check, e.Err)
}

// Unwrap returns why the wait ended.
func (e *UnmatchedError) Unwrap() error { return e.Err }

// unmatched adds to the end of a wait what was seen during it.
func (l *loopback) unmatched(err error) error {
	if check := l.missedReason(); check != "" {
		return &UnmatchedError{Check: check, Err: err}
	}
	return err
}
