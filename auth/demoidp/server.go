package demoidp

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// ErrNotLoopback is returned by Start for an address that is not 127.0.0.1 or [::1].
var ErrNotLoopback = errors.New("address is not 127.0.0.1 or [::1]")

// Options say how a Server runs. The zero value is a complete, honest server on
// a free port.
type Options struct {
	// Addr is the address to listen on; default "127.0.0.1:0". The host is
	// 127.0.0.1 or [::1]; names, "localhost" too, are refused.
	Addr string
	// Now is the clock; default time.Now.
	Now func() time.Time
	// Random is where codes, tokens and identifiers come from; default crypto/rand.
	// The signing key is made by crypto/rsa, which takes its own randomness.
	Random io.Reader
	// ClientID is the one public client; default "latchkey-demo".
	ClientID string
	// AccessLifetime is how long access tokens live; default 5 minutes.
	AccessLifetime time.Duration
	// RefreshLifetime is how long a refresh token lives unused; default 9 days.
	RefreshLifetime time.Duration
	// KeepRefresh switches rotation off: a refresh returns no new refresh token.
	KeepRefresh bool
	// OpaqueAccess makes access tokens short opaque strings instead of RS256 at+jwt.
	OpaqueAccess bool
	// RightsFollowToken is the fault FaultRightsFollowToken from the start on.
	RightsFollowToken bool
	// DeviceInterval is the least time between two polls; default 5 seconds.
	DeviceInterval time.Duration
	// DeviceLifetime is how long a device code lives; default 15 minutes.
	DeviceLifetime time.Duration
	// Issued is told every secret that goes to the program: authorization and device
	// codes, access, refresh and ID tokens. It may be called at the same time from
	// several requests. For tests that look for secrets where none may be; default none.
	Issued func(secret string)
	// Log receives one line for each request, without tokens; default none.
	Log *slog.Logger
}

// Server is a running provider. Its methods may be called at the same time.
type Server struct {
	options Options
	issuer  string
	host    string // what the Host header must say
	key     func() (*signingKey, error)
	pages   *pageSet
	log     *slog.Logger
	http    *http.Server
	started time.Time
	stop    func() bool
	counts  counter

	mu   sync.Mutex
	book *book
}

// Start listens and serves until ctx ends or Close is called. Errors:
// ErrNotLoopback, or what the listener says.
func Start(ctx context.Context, o Options) (*Server, error) {
	o = o.withDefaults()
	if err := checkLoopback(o.Addr); err != nil {
		return nil, fmt.Errorf("start demo provider on %q: %w", o.Addr, err)
	}
	pages, err := loadPages()
	if err != nil {
		return nil, fmt.Errorf("load demo pages: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("start demo provider: %w", err)
	}
	host := listener.Addr().String()
	s := &Server{
		options: o, host: host, issuer: "http://" + host, pages: pages, log: o.Log,
		key: sync.OnceValues(newSigningKey), started: o.Now(),
	}
	s.book = newBook(s.started, o.RightsFollowToken)
	s.http = &http.Server{
		Handler: s.guard(s.routes()), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	s.stop = context.AfterFunc(ctx, func() { _ = s.http.Close() })
	go s.serve(listener)
	return s, nil
}

func (s *Server) serve(l net.Listener) {
	if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		s.log.Error("demo provider stopped", "error", err)
	}
}

// Issuer is the issuer identifier, for example "http://127.0.0.1:43127".
func (s *Server) Issuer() string { return s.issuer }

// ClientID is the identifier of the one public client.
func (s *Server) ClientID() string { return s.options.ClientID }

// RightsURL is the address of the access-rights endpoint.
func (s *Server) RightsURL() string { return s.issuer + pathRights }

// ControlURL is the address of the control page.
func (s *Server) ControlURL() string { return s.issuer + pathControl }

// Close stops listening and breaks off every request. A second call does nothing.
func (s *Server) Close() error {
	s.stop()
	if err := s.http.Close(); err != nil {
		return fmt.Errorf("close demo provider: %w", err)
	}
	return nil
}

func (s *Server) now() time.Time { return s.options.Now() }

func (o Options) withDefaults() Options {
	setDefault(&o.Addr, "127.0.0.1:0")
	setDefault(&o.ClientID, "latchkey-demo")
	setDefault(&o.AccessLifetime, 5*time.Minute)
	setDefault(&o.RefreshLifetime, 9*24*time.Hour)
	setDefault(&o.DeviceInterval, 5*time.Second)
	setDefault(&o.DeviceLifetime, 15*time.Minute)
	setDefault(&o.Log, slog.New(slog.DiscardHandler))
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Issued == nil {
		o.Issued = func(string) {}
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return o
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotLoopback, err)
	}
	if host != "127.0.0.1" && host != "::1" {
		return ErrNotLoopback
	}
	return nil
}

// ServeHTTP answers one request as the listener would, for a test without one.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.http.Handler.ServeHTTP(w, r) }
