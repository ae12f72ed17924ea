package conformance_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

// patience ends a sign-in that hangs. Nothing waits for it when all is well.
const patience = 30 * time.Second

// setup is what a party is made of before it starts.
type setup struct {
	idp      demoidp.Options
	provider auth.Provider
	config   auth.Config
	faults   []string
}

type option func(*setup)

func faulty(names ...string) option {
	return func(s *setup) { s.faults = append(s.faults, names...) }
}

func described(change func(*auth.Provider)) option {
	return func(s *setup) { change(&s.provider) }
}

func provided(change func(*demoidp.Options)) option { return func(s *setup) { change(&s.idp) } }

// rs256 lets the provider sign as most do. Making such a key takes long, so only
// tests that are about it do so.
func rs256(s *setup) { s.idp.SigningAlg = "RS256" }

// bound wants tokens that are bound to a key.
func bound(s *setup) { s.provider.DPoP = "required" }

// fapi is the world of the FAPI 2 modules: pushed requests, bound tokens, nonces.
func fapi(s *setup) {
	s.idp.RequirePAR, s.idp.RequireDPoP, s.idp.DPoPNonce = true, true, true
	s.provider.PAR, s.provider.DPoP = "required", "required"
}

// party is a provider, a person at a browser, and a program.
type party struct {
	t       *testing.T
	clock   *clock
	server  *demoidp.Server
	client  *auth.Client
	wire    *wire // what the program sends
	browser *wire // what the browser sends
	agent   *demoidp.UserAgent
	log     *notebook

	mu       sync.Mutex
	opened   []string
	progress []auth.Progress
	trouble  error // of the browser
}

func newParty(t *testing.T, options ...option) *party {
	t.Helper()
	p := &party{t: t, clock: newClock(), log: &notebook{}}
	p.wire, p.browser = newWire(p.clock), newWire(p.clock)
	p.agent = &demoidp.UserAgent{Person: "mila", HTTP: &http.Client{Transport: p.browser}}
	s := setup{
		idp:      demoidp.Options{Now: p.clock.Now, SigningAlg: "ES256"},
		provider: auth.Provider{ID: "demo", Scopes: []string{"openid", "profile", "email", "offline_access"}},
		config: auth.Config{
			HTTP: p.wire, Now: p.clock.Now, After: p.clock.After,
			Log: slog.New(slog.NewTextHandler(p.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		},
	}
	for _, change := range options {
		change(&s)
	}
	server, err := demoidp.Start(t.Context(), s.idp)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	p.server = server
	for _, name := range s.faults {
		p.fault(name)
	}
	s.provider.Issuer, s.provider.ClientID = server.Issuer(), server.ClientID()
	if p.client, err = auth.NewClient(s.provider, s.config); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *party) fault(name string) {
	p.t.Helper()
	if err := p.server.Control().Fault(name, true); err != nil {
		p.t.Fatal(err)
	}
}

func (p *party) healed(name string) {
	p.t.Helper()
	if err := p.server.Control().Fault(name, false); err != nil {
		p.t.Fatal(err)
	}
}

// again is another run of the program: a client of its own for the same provider.
func (p *party) again(t *testing.T) *auth.Client {
	t.Helper()
	client, err := auth.NewClient(p.client.Provider(), auth.Config{HTTP: p.wire, Now: p.clock.Now, After: p.clock.After})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// notebook is a log that several goroutines write.
type notebook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notebook) Write(b []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(b)
}

func (n *notebook) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}
