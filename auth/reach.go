package auth

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"mime"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"
)

// Reach asks a server whether it is there, and how: for a diagnosis. It sends no
// credential and believes nothing of the answer; no redirect is followed and
// nothing is sent twice.
type Reach struct {
	HTTP  http.RoundTripper // the carrier of real requests
	Now   func() time.Time
	Limit time.Duration // for the question and its answer's headers; what takes longer is a "timeout"
}

// Reached is what came of a question. Without an answer, as far as it got.
type Reached struct {
	Connected bool // to the server, or to the proxy in between
	Greeted   bool // the secure connection was begun; through a proxy: the proxy let it pass
	// Shown are the certificates that were shown and not accepted, the server's own first.
	Shown []*x509.Certificate

	Status   int    // HTTP; 0: no answer
	Location string // of a redirect, absolute; empty: none
	WebPage  bool   // the answer says that it is HTML
	// Date is the server's Date, with the time added that a cache says to have kept
	// the answer (RFC 9111 section 5.1); zero: there is none.
	Date       time.Time
	Kept       bool                 // a cache says so
	SentAt, At time.Time            // when the question left and the answer arrived, by this computer's clock
	Secure     *tls.ConnectionState // nil: a plain connection
}

// Ask sends one question without a body. method is GET, or what no cache answers:
// OPTIONS, or POST, which then is a form without a field. Errors:
// [*UnreachableError], a [*latchkey/auth/transport.SetupError], the context's own.
func (r Reach) Ask(ctx context.Context, at Endpoint, method, address string) (Reached, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, r.Limit, errOwnLimit)
	defer cancel()
	seen := &stages{}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, seen.trace(r.Now)), method, address, http.NoBody)
	if err != nil {
		return Reached{}, insecure(CheckEndpointMalformed)
	}
	req.Header.Set("User-Agent", "latchkey")
	req.Header.Set("Cache-Control", "no-cache")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	begun := r.Now()
	resp, err := r.HTTP.RoundTrip(req)
	if err != nil {
		reached := seen.reached(begun)
		reached.Shown = shownCertificates(err)
		return reached, noAnswer(ctx, at, req.URL.Host, err)
	}
	defer func() { _ = resp.Body.Close() }()
	reached := seen.reached(begun)
	reached.At = r.Now()
	reached.read(resp)
	return reached, nil
}

func (r *Reached) read(resp *http.Response) {
	r.Status, r.Secure = resp.StatusCode, resp.TLS
	if to, err := resp.Location(); err == nil && resp.StatusCode >= 300 && resp.StatusCode < 400 {
		to.User, to.RawQuery, to.Fragment = nil, "", ""
		r.Location = to.String()
	}
	media, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	r.WebPage = err == nil && (media == "text/html" || media == "application/xhtml+xml")
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		r.Kept = resp.Header.Get("Age") != ""
		r.Date = date.Add(deltaSeconds(resp.Header.Get("Age")))
	}
}

// Ahead is how far this computer's clock is ahead of the server's (behind when
// negative). The time that the question took is allowed for: of what is possible
// it is the least. False without a Date.
func (r Reached) Ahead() (time.Duration, bool) {
	if r.Date.IsZero() {
		return 0, false
	}
	least, most := r.SentAt.Sub(r.Date)-time.Second, r.At.Sub(r.Date) // a Date is cut to seconds
	switch {
	case least > 0:
		return least, true
	case most < 0:
		return most, true
	}
	return 0, true
}

// stages notes how far a question gets. The transport tells from other goroutines,
// also after the question was given up.
type stages struct {
	mu                 sync.Mutex
	connected, greeted bool
	sent               time.Time
}

func (s *stages) trace(now func() time.Time) *httptrace.ClientTrace {
	note := func(what func()) {
		s.mu.Lock()
		defer s.mu.Unlock()
		what()
	}
	return &httptrace.ClientTrace{
		ConnectDone: func(_, _ string, err error) {
			if err == nil {
				note(func() { s.connected = true })
			}
		},
		TLSHandshakeStart: func() { note(func() { s.greeted = true }) },
		GotConn:           func(httptrace.GotConnInfo) { note(func() { s.connected, s.greeted = true, true }) },
		WroteRequest:      func(httptrace.WroteRequestInfo) { note(func() { s.sent = now() }) },
	}
}

func (s *stages) reached(begun time.Time) Reached {
	s.mu.Lock()
	defer s.mu.Unlock()
	reached := Reached{Connected: s.connected, Greeted: s.greeted, SentAt: begun}
	if !s.sent.IsZero() {
		reached.SentAt = s.sent
	}
	return reached
}

func shownCertificates(err error) []*x509.Certificate {
	var met *tls.CertificateVerificationError
	if !errors.As(err, &met) {
		return nil
	}
	return met.UnverifiedCertificates
}
