package core_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session"
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

// with starts Latchkey in the home with another vault, as another process that
// shares it would.
func (h *home) with(store core.Vault) *core.Core {
	h.t.Helper()
	parts := h.open(vault.Memory).Deps
	parts.OpenVault = func(core.Settings) (core.Vault, error) { return store, nil }
	return core.New(parts)
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

// write replaces a file with one of mode 0600.
func (h *home) write(path, content string) {
	h.t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// writeNewer makes the session file one of a newer version and gives back what
// it was.
func (h *home) writeNewer() (before string) {
	h.t.Helper()
	before = string(h.read(h.SessionFile.Path()))
	h.write(h.SessionFile.Path(), strings.Replace(before, session.Schema, "latchkey.session/2", 1))
	return before
}

func (h *home) fault(name string, on bool) {
	h.t.Helper()
	if err := h.server.Control().Fault(name, on); err != nil {
		h.t.Fatal(err)
	}
}

func (h *home) requests(endpoint string) int { return h.server.Control().Counts()[endpoint] }

// reset plans and applies a reset that must leave nothing undone.
func (h *home) reset(scopes ...string) core.ResetAnswer {
	h.t.Helper()
	plan, err := h.PlanReset(h.t.Context(), core.ResetRequest{Scopes: scopes})
	if err != nil {
		h.t.Fatalf("plan reset: %v", err)
	}
	answer, err := h.ApplyReset(h.t.Context(), plan)
	if err != nil {
		h.t.Fatalf("reset %v: %v, %+v", scopes, err, answer.Results)
	}
	return answer
}

func (h *home) undo(id string) core.UndoAnswer {
	h.t.Helper()
	answer, err := h.Undo(h.t.Context(), core.UndoRequest{ID: id})
	if err != nil {
		h.t.Fatalf("undo %s: %v, %+v", id, err, answer.Results)
	}
	return answer
}

func (h *home) recheck() {
	h.t.Helper()
	if _, err := h.Recheck(h.t.Context(), core.RecheckOptions{MaxStep: core.StepRefetch}, nil); err != nil {
		h.t.Fatalf("recheck: %v", err)
	}
}

// wantAlive checks that the session gives a token now, and that the server still
// renews it.
func (h *home) wantAlive() {
	h.t.Helper()
	if _, err := h.Token(h.t.Context(), core.TokenOptions{}); err != nil {
		h.t.Fatalf("the session in use gives no token: %v", err)
	}
	h.clock.advance(time.Hour)
	answer, err := h.Token(h.t.Context(), core.TokenOptions{})
	if err != nil || answer.Source != "renewed" {
		h.t.Fatalf("the session in use is not renewed: %v (%s)", err, answer.Source)
	}
}

// wantSignInNeeded checks that no token can be had without signing in again.
func (h *home) wantSignInNeeded() {
	h.t.Helper()
	answer, err := h.Token(h.t.Context(), core.TokenOptions{})
	if code := exitOf(err); code != core.ExitSignIn || answer.AccessToken != "" {
		h.t.Fatalf("exit %d, want %d; error: %v", code, core.ExitSignIn, err)
	}
}
