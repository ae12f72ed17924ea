package core_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

// home is one world for a test: a folder of its own, a demo provider, and a
// person at a browser.
type home struct {
	*core.Core
	t      *testing.T
	folder string
	server *demoidp.Server
	person *demoidp.UserAgent
	clock  *clock
}

// clock is a time that only a test moves; Latchkey's and the server's differ in
// nothing but this offset.
type clock struct {
	mu     sync.Mutex
	offset time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset)
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
}

func newHome(t *testing.T) *home {
	t.Helper()
	time := &clock{}
	server, err := demoidp.Start(t.Context(), demoidp.Options{Addr: "127.0.0.1:0", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	h := &home{t: t, folder: t.TempDir(), server: server, clock: time, person: &demoidp.UserAgent{Person: "mila"}}
	h.Core = h.open(vault.Memory)
	_, err = h.AddProvider(t.Context(), core.ProviderInput{
		ID: "demo", Name: "Demo", Issuer: server.Issuer(), ClientID: server.ClientID(),
		Scopes: []string{"openid", "profile", "email", "offline_access"}, RightsURL: server.RightsURL(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// open starts Latchkey in the home, as another process would.
func (h *home) open(kind vault.Kind) *core.Core {
	h.t.Helper()
	env := func(name string) string {
		if name == "LATCHKEY_HOME" {
			return h.folder
		}
		return os.Getenv(name)
	}
	opened, err := core.Open(core.World{
		Env: env, Home: h.folder, GOOS: "linux", Version: "test", Storage: kind, Now: h.clock.Now,
		Browser: func(ctx context.Context, url string) error { return h.person.Open(ctx, url) },
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return opened
}

func (h *home) signIn() core.SignInAnswer {
	h.t.Helper()
	answer, err := h.SignIn(h.t.Context(), core.SignInOptions{}, nil)
	if err != nil {
		h.t.Fatalf("sign in: %v", err)
	}
	return answer
}

func (h *home) status() core.StatusAnswer {
	h.t.Helper()
	answer, err := h.Status(h.t.Context(), false)
	if err != nil {
		h.t.Fatalf("status: %v", err)
	}
	return answer
}

func (h *home) read(path string) []byte {
	h.t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	return content
}
