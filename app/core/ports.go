package core

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"latchkey/session"
	"latchkey/session/paths"
	"latchkey/session/rights"
	"latchkey/session/vault"
)

// Secrets keeps one bundle of secret bytes for each account, in generations:
// saving never destroys what was there, Prune does, after the caller's own
// commit point.
type Secrets interface {
	Save(ctx context.Context, account string, secret []byte) (generation uint64, err error)
	Load(ctx context.Context, account string, generation uint64) ([]byte, error)
	Prune(ctx context.Context, account string, keep ...uint64) error
}

// SecretPlace is the place where secrets lie, as a whole.
type SecretPlace interface {
	Kind() vault.Kind
	State(ctx context.Context) vault.State
	Probe(ctx context.Context, size int) error
}

// SecretIndex tells whose secrets lie there, without reading one.
type SecretIndex interface {
	Accounts(ctx context.Context) ([]string, error)
}

// SecretHistory tells which generation was saved last, committed or not.
type SecretHistory interface {
	Newest(ctx context.Context, account string) (uint64, error)
}

// SecretPresence tells whether a generation is stored whole, without reading it
// and without asking anybody.
type SecretPresence interface {
	Has(ctx context.Context, account string, generation uint64) (bool, error)
}

// Vault is everything that core needs of secret storage; *vault.Vault is the
// real one.
type Vault interface {
	Secrets
	SecretPlace
	SecretIndex
	SecretHistory
	SecretPresence
}

// Deps is what the jobs need. The first half is required: New panics with the
// name of what is missing. The second half has honest defaults.
type Deps struct {
	Paths       paths.Paths
	SessionFile *session.Store
	BackupStore *session.Backups
	RightsCache *rights.Cache
	OpenVault   func(Settings) (Vault, error) // called when secrets are first needed, and for each other place
	Browser     func(ctx context.Context, url string) error

	RightsClock   *rights.Clock   // default: in the folder of the rights cache
	RightsHistory *rights.History // default: in the state folder

	// BrowserLook says whether Browser would find one; nil: nobody can tell.
	BrowserLook func() error

	Browsers  BrowserStores                        // default: no browser is found
	AppFinder AppFinder                            // default: no modeling app is found
	BootTime  func() (time.Time, error)            // default: as the system says
	HTTP      http.RoundTripper                    // default: as [network] and the machine say
	Now       func() time.Time                     // default: time.Now
	After     func(time.Duration) <-chan time.Time // default: time.After
	Env       func(string) string                  // default: os.Getenv
	Random    io.Reader                            // default: crypto/rand
	Log       *slog.Logger                         // default: discards
	Version   string                               // default: "dev"
	// OpenNetworkVault opens what keeps the passwords of the network; nil: there
	// is no such place.
	OpenNetworkVault func(Settings) (Vault, error)
}
