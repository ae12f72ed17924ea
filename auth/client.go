package auth

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"latchkey/auth/transport"
)

// Config is what touches the world. The zero value has honest defaults.
type Config struct {
	// HTTP carries every request. Default: system roots, TLS 1.2 or newer,
	// proxies from the environment. It is used as it is; redirects, time-outs
	// and sizes are handled above it.
	HTTP http.RoundTripper
	// Now is the clock, default time.Now.
	Now func() time.Time
	// After waits, default time.After. The device grant's polling, the end of a
	// pushed request, the pause before a GET is repeated and the end of a logout
	// wait on it. Limits on network calls run in real time.
	After func(time.Duration) <-chan time.Time
	// Random yields state, nonce and the names of proofs, default crypto/rand;
	// it is read by several goroutines at once. PKCE verifiers and proof keys
	// always come from crypto/rand.
	Random io.Reader
	// Documents keeps discovery documents and keys between runs; nil: they are
	// kept as long as the Client.
	Documents DocumentCache
	// Log receives debug records without secrets; default: none.
	Log *slog.Logger
}

// Client talks to one provider for one client registration. It is safe for
// concurrent use; it keeps the discovery document and the keys as long as the
// server lets it, see [Client.Discover].
type Client struct {
	provider Provider
	now      func() time.Time
	after    func(time.Duration) <-chan time.Time
	random   io.Reader
	log      *slog.Logger
	gets     *http.Client // follows redirects within the origin
	posts    *http.Client // follows none
	nonces   nonceBook
	clock    clockView
	saved    DocumentCache

	documents *shelf[Metadata]
	keys      *shelf[publicKeys]
}

// DocumentCache keeps what a provider publishes about itself between runs of the
// program. What comes out of it is checked again like what comes from the net.
// Its methods are called from several goroutines at once.
type DocumentCache interface {
	// LoadDocument gives what was saved under an address; false when there is
	// nothing that can be used.
	LoadDocument(address string) (Document, bool)
	// SaveDocument replaces what is kept under an address. Failing is harmless.
	SaveDocument(address string, d Document)
}

// Document is a discovery document or a key set as it was fetched.
type Document struct {
	Body       []byte
	FetchedAt  time.Time // by this computer's clock
	ExpiresAt  time.Time // after that it is fetched again (RFC 9111 section 4.2)
	ServerTime time.Time // its Date header; zero when absent
}

// NewClient validates p; its error is a [*ProviderError].
func NewClient(p Provider, cfg Config) (*Client, error) {
	if err := p.Validate(); err != nil {
		return nil, fmt.Errorf("check provider: %w", err)
	}
	c := &Client{provider: p, now: cfg.Now, after: cfg.After, random: cfg.Random, log: cfg.Log, saved: cfg.Documents}
	if c.now == nil {
		c.now = time.Now
	}
	if c.after == nil {
		c.after = time.After
	}
	if c.random == nil {
		c.random = rand.Reader
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	forGets, forPosts := cfg.HTTP, cfg.HTTP
	if cfg.HTTP == nil {
		carrier, err := transport.Both(transport.Options{})
		if err != nil {
			return nil, fmt.Errorf("prepare connections: %w", err)
		}
		forGets, forPosts = carrier, carrier
	}
	c.gets = &http.Client{Transport: forGets, CheckRedirect: withinOrigin}
	c.posts = &http.Client{Transport: forPosts, CheckRedirect: noRedirect}
	c.documents, c.keys = newDocumentShelf(c), newKeyShelf(c)
	return c, nil
}

// Provider returns the description that the client was made with.
func (c *Client) Provider() Provider { return c.provider }

// newValue returns 32 random bytes in base64url: 256 bits for state and nonce.
func (c *Client) newValue() (string, error) {
	var data [32]byte
	if _, err := io.ReadFull(c.random, data[:]); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(data[:]), nil
}
