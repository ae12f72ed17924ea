package auth

import (
	"context"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	// holdLimit is longer than completionLimit: the page waits for the outcome.
	holdLimit  = completionLimit + time.Second
	flushLimit = 200 * time.Millisecond
)

// loopback is a listener for one redirect (RFC 8252 section 7.3), bound to a
// loopback IP address only and open only while a sign-in waits.
//
// Whatever does not carry the expected state is answered with constant bytes
// and ignored: another program or page can neither end the wait nor learn
// anything from the answer.
type loopback struct {
	listener net.Listener
	server   *http.Server
	host     string // exactly what a Host header must say
	path     string
	state    string
	page     func(ok bool) []byte
	log      *slog.Logger

	used    atomic.Bool
	arrived chan callback // the one valid redirect
	outcome chan bool     // what its page shall say
	shown   chan struct{} // closed when the page has been written
	closing chan struct{}
	missed  chan struct{}          // right path, wrong or no state; at most one is kept
	reason  atomic.Pointer[string] // how the first of these missed
	forward atomic.Pointer[forward]
}

// listen binds 127.0.0.1, or [::1] where that fails, on an ephemeral port or on
// the first free one of the provider's list. Nothing is shared or taken over.
func listen(ctx context.Context, p Provider, state string, page func(bool) []byte, logger *slog.Logger) (*loopback, error) {
	listener, err := bindLoopback(ctx, p.RedirectPorts)
	if err != nil {
		return nil, err
	}
	if page == nil {
		page = plainPage
	}
	l := &loopback{
		listener: listener, host: listener.Addr().String(), path: p.redirectPath(), state: state,
		page: page, log: logger, arrived: make(chan callback, 1), outcome: make(chan bool, 1),
		shown: make(chan struct{}), closing: make(chan struct{}), missed: make(chan struct{}, 1),
	}
	l.server = &http.Server{
		Handler: l, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second,
		WriteTimeout: holdLimit + 5*time.Second, IdleTimeout: time.Second, MaxHeaderBytes: 32 << 10,
		ErrorLog: log.New(io.Discard, "", 0), DisableGeneralOptionsHandler: true, ConnContext: withGuest,
	}
	l.server.SetKeepAlivesEnabled(false)
	go func() { _ = l.server.Serve(&crowd{Listener: listener}) }()
	return l, nil
}

func (l *loopback) redirectURI() string { return "http://" + l.host + l.path }

// finish lets the held page tell the outcome, then closes.
func (l *loopback) finish(ok bool) {
	l.outcome <- ok
	_ = l.listener.Close()
	select {
	case <-l.shown:
	case <-time.After(2 * time.Second):
	}
	// Shutdown waits for connections that browsers open in advance; the answer
	// itself is already flushed.
	ctx, cancel := context.WithTimeout(context.Background(), flushLimit)
	defer cancel()
	_ = l.server.Shutdown(ctx)
	l.close()
}

// close ends everything at once; a held page shows failure.
func (l *loopback) close() {
	select {
	case <-l.closing:
	default:
		close(l.closing)
	}
	_ = l.server.Close()
	_ = l.listener.Close()
}

// ServeHTTP implements [http.Handler].
func (l *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Host == l.host && l.forward.Load().serve(w, r) {
		return
	}
	if reason, status := l.refuse(r); status != 0 {
		l.ignore(w, r, reason, status)
		return
	}
	cb, ok := parseCallback(r.URL.RawQuery)
	if !ok || !equalConstant(cb.state, l.state) {
		l.miss(cb, r.URL.RawQuery != "")
		l.ignore(w, r, "state", http.StatusBadRequest)
		return
	}
	if !l.used.CompareAndSwap(false, true) {
		l.ignore(w, r, "second use", http.StatusBadRequest)
		return
	}
	keepGuest(r.Context())
	l.arrived <- cb
	defer close(l.shown)
	hold := time.NewTimer(holdLimit)
	defer hold.Stop()
	success := false
	select {
	case success = <-l.outcome:
	case <-l.closing:
	case <-hold.C:
	}
	writePage(w, l.page(success))
}

// miss notes that an answer came which was not for this sign-in. The first one
// counts: it is the likeliest to be the provider's own. A request without a query
// answers nothing, but may well be the return from a logout.
func (l *loopback) miss(cb callback, answers bool) {
	reason := CheckStateMismatch
	if cb.state == "" {
		reason = CheckStateMissing
	}
	if answers {
		l.reason.CompareAndSwap(nil, &reason)
	}
	select {
	case l.missed <- struct{}{}:
	default:
	}
}

// missedReason is the check that the first unusable answer failed; "" when none came.
func (l *loopback) missedReason() string {
	if reason := l.reason.Load(); reason != nil {
		return *reason
	}
	return ""
}

// refuse looks at everything but the query. A name that was rebound to this
// address shows in Host, a foreign page's script in Origin.
func (l *loopback) refuse(r *http.Request) (string, int) {
	switch {
	case r.Host != l.host:
		return "host", http.StatusBadRequest
	case r.URL.EscapedPath() != l.path:
		return "path", http.StatusNotFound
	case r.Method != http.MethodGet:
		return "method", http.StatusBadRequest
	case r.Header.Get("Origin") != "" && r.Header.Get("Origin") != "http://"+l.host:
		return "origin", http.StatusBadRequest
	}
	return "", 0
}

func (l *loopback) ignore(w http.ResponseWriter, r *http.Request, reason string, status int) {
	l.log.DebugContext(r.Context(), "request at the redirect address ignored", "reason", reason)
	writeRefusal(w, status)
}
