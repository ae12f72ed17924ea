package demoidp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// ErrNotLoopback is returned by Start for an address that is not 127.0.0.1 or [::1].
var ErrNotLoopback = errors.New("address is not 127.0.0.1 or [::1]")

// ErrSigningAlg is returned by Start for a SigningAlg other than RS256 and ES256.
var ErrSigningAlg = errors.New("signing algorithm is not RS256 or ES256")

// Server is a running provider. Its methods may be called at the same time.
type Server struct {
	options Options
	issuer  string
	host    string // what the Host header must say
	keys    *keyRing
	pages   *pageSet
	log     *slog.Logger
	http    *http.Server
	started time.Time
	stop    func() bool
	counts  counter

	mu     sync.Mutex
	book   *book
	portal *portal // of FaultRightsPortal, once that was asked for
}

// Start listens and serves until ctx ends or Close is called. Errors:
// ErrNotLoopback, ErrSigningAlg, or what the listener says.
func Start(ctx context.Context, o Options) (*Server, error) {
	o = o.withDefaults()
	if err := checkLoopback(o.Addr); err != nil {
		return nil, fmt.Errorf("start demo provider on %q: %w", o.Addr, err)
	}
	if o.SigningAlg != string(jose.RS256) && o.SigningAlg != string(jose.ES256) {
		return nil, fmt.Errorf("start demo provider with %q: %w", o.SigningAlg, ErrSigningAlg)
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
		keys: &keyRing{algorithm: jose.SignatureAlgorithm(o.SigningAlg)}, started: o.Now(),
	}
	s.book = newBook(s.started, o.RightsFollowToken)
	s.http = &http.Server{
		Handler: s.guard(s.routes()), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	s.stop = context.AfterFunc(ctx, func() {
		_ = s.http.Close()
		s.closePortal()
	})
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

// SCIMURL is the base of the directory of RFC 7644; it has /Me.
func (s *Server) SCIMURL() string { return s.issuer + pathSCIM }

// AuthZENURL identifies the decision point of the AuthZEN Authorization API 1.0; its
// metadata is at the well-known place.
func (s *Server) AuthZENURL() string { return s.issuer }

// UMAAudience is the resource server to ask about with the ticket grant of UMA 2.0.
func (s *Server) UMAAudience() string { return s.options.ClientID + "-rights" }

// ControlURL is the address of the control page.
func (s *Server) ControlURL() string { return s.issuer + pathControl }

// Close stops listening and breaks off every request. A second call does nothing.
func (s *Server) Close() error {
	s.stop()
	s.closePortal()
	if err := s.http.Close(); err != nil {
		return fmt.Errorf("close demo provider: %w", err)
	}
	return nil
}

func (s *Server) now() time.Time { return s.options.Now() }

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
