package demoidp

import (
	"crypto/rand"
	"io"
	"log/slog"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Options say how a Server runs. The zero value is a complete, honest server on
// a free port.
type Options struct {
	// Addr is the address to listen on; default "127.0.0.1:0". The host is
	// 127.0.0.1 or [::1]; names, "localhost" too, are refused.
	Addr string
	// Now is the clock; default time.Now.
	Now func() time.Time
	// Random is where codes, tokens and identifiers come from; default crypto/rand.
	// Signing keys are made by crypto/rsa and crypto/ecdsa, which take their own.
	Random io.Reader
	// ClientID is the one public client; default "latchkey-demo".
	ClientID string
	// AccessLifetime is how long access tokens live; default 5 minutes.
	AccessLifetime time.Duration
	// RefreshLifetime is how long a refresh token lives unused; default 9 days.
	RefreshLifetime time.Duration
	// KeepRefresh switches rotation off: a refresh returns no new refresh token.
	KeepRefresh bool
	// OpaqueAccess makes access tokens short opaque strings instead of at+jwt.
	OpaqueAccess bool
	// RightsFollowToken is the fault FaultRightsFollowToken from the start on.
	RightsFollowToken bool
	// DeviceInterval is the least time between two polls; default 5 seconds.
	DeviceInterval time.Duration
	// DeviceLifetime is how long a device code lives; default 15 minutes.
	DeviceLifetime time.Duration
	// RequirePAR refuses authorization requests that were not pushed (RFC 9126 5).
	RequirePAR bool
	// PARLifetime is how long a pushed request may be opened; default 60 seconds.
	PARLifetime time.Duration
	// RequireDPoP refuses token requests without a proof of a key (RFC 9449).
	RequireDPoP bool
	// DPoPNonce makes the token endpoint, UserInfo and the sources of rights ask for a
	// nonce of the server in every proof (RFC 9449 8, 9).
	DPoPNonce bool
	// SerialPKCE makes each token request bring the verifier of the challenge before
	// it and announce the next challenge; see serial_pkce.go.
	SerialPKCE bool
	// Resources are the resource indicators that may be asked for (RFC 8707); none,
	// or one that is empty, allows every one.
	Resources []string
	// ClientSecret makes the client confidential: it authenticates with
	// client_secret_basic or client_secret_post (RFC 6749 2.3.1). Default: public.
	ClientSecret string
	// SigningAlg is what tokens are signed with: "RS256", the default, or "ES256".
	SigningAlg string
	// SearchPage is how many results an answer to an AuthZEN search holds at most;
	// default 100.
	SearchPage int
	// MetadataLifetime is how long discovery and keys may be cached (max-age, whole
	// seconds); default: not at all, so that what is switched is seen at once.
	MetadataLifetime time.Duration
	// Issued is told every secret that goes to the program: authorization and device
	// codes, access, refresh and ID tokens. It may be called at the same time from
	// several requests. For tests that look for secrets where none may be; default none.
	Issued func(secret string)
	// Log receives one line for each request, without tokens; default none.
	Log *slog.Logger
}

func (o Options) withDefaults() Options {
	setDefault(&o.Addr, "127.0.0.1:0")
	setDefault(&o.ClientID, "latchkey-demo")
	setDefault(&o.AccessLifetime, 5*time.Minute)
	setDefault(&o.RefreshLifetime, 9*24*time.Hour)
	setDefault(&o.PARLifetime, time.Minute)
	setDefault(&o.SearchPage, 100)
	setDefault(&o.SigningAlg, string(jose.RS256))
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
