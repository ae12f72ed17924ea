package core_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth"
	"latchkey/auth/demoidp"
	"latchkey/session"
	"latchkey/session/vault"
)

func TestASignInDuringASignOutKeepsItsTokens(t *testing.T) {
	h, watched := newWatchedHome(t)
	other := h.with(watched.Vault)
	h.signIn()
	saving, ended := make(chan struct{}), make(chan error, 1)
	watched.beforePrune = func() {
		ctx, cancel := context.WithTimeout(t.Context(), moment)
		defer cancel()
		if lock, err := other.SessionFile.Lock(ctx); !errors.Is(err, session.ErrBusy) {
			t.Fatalf("the tokens are removed without the record lock: %v, %v", lock, err)
		}
		go func() {
			_, err := other.SignIn(t.Context(), core.SignInOptions{}, func(p core.Progress) {
				if p.Stage == core.StageSaving {
					close(saving)
				}
			})
			ended <- err
		}()
		<-saving // the person is through; the tokens wait for the record
	}
	if _, err := h.SignOut(t.Context(), core.SignOutOptions{}); err != nil {
		t.Fatalf("sign-out: %v", err)
	}
	if err := <-ended; err != nil {
		t.Fatalf("sign-in: %v", err)
	}
	h.wantAlive()
}

func TestSigningOutLeavesNothingForAnUndoToBringBack(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.reset()
	h.signIn()
	if _, err := h.SignOut(t.Context(), core.SignOutOptions{}); err != nil {
		t.Fatalf("sign-out: %v", err)
	}
	h.undo("")
	h.wantSignInNeeded()
}

func TestSigningOutAsksTheIssuerThatTheTokensCameFrom(t *testing.T) {
	changes := map[string]func(h *home) error{
		"provider removed": func(*home) error { return nil },
		"provider names another issuer": func(h *home) error {
			_, err := h.AddProvider(h.t.Context(), core.ProviderInput{
				ID: "demo", Name: "Demo", Issuer: "https://login.example.com", ClientID: "another",
			})
			return err
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.signIn()
			if _, err := h.RemoveProvider(t.Context(), "demo"); err != nil {
				t.Fatal(err)
			}
			if err := change(h); err != nil {
				t.Fatal(err)
			}
			answer, err := h.SignOut(t.Context(), core.SignOutOptions{})
			if err != nil || answer.Accounts[0].Revoked != "confirmed" || !answer.Accounts[0].Removed {
				t.Fatalf("sign-out: %v, %+v", err, answer)
			}
			if h.requests(demoidp.EndpointRevocation) == 0 {
				t.Fatal("nobody was asked to revoke")
			}
		})
	}
}

func TestSigningOutWithoutTheKeyringKeepsTheAccount(t *testing.T) {
	for name, away := range map[string]error{"locked": vault.ErrLocked, "missing": vault.ErrMissing, "refused": vault.ErrRefused} {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			watched.loading = func(string) error { return away }
			if _, err := h.SignOut(t.Context(), core.SignOutOptions{}); exitOf(err) != core.ExitStorage {
				t.Fatalf("exit %d, want %d: %v", exitOf(err), core.ExitStorage, err)
			}
			if h.requests(demoidp.EndpointRevocation) != 0 {
				t.Error("something was revoked")
			}
			watched.loading = nil
			h.wantAlive()
		})
	}
}

func TestSigningEverybodyOutGoesOnWhenAnotherProcessWasQuicker(t *testing.T) {
	h, watched := newWatchedHome(t)
	other := h.with(watched.Vault)
	h.signIn()
	h.person = &demoidp.UserAgent{Person: "omar"}
	omar := h.signIn().Account
	h.person = &demoidp.UserAgent{Person: "sam"}
	h.signIn()
	var once sync.Once
	parts := h.Deps
	parts.Browser = func(ctx context.Context, address string) error {
		once.Do(func() {
			if _, err := other.SignOut(t.Context(), core.SignOutOptions{Account: omar.ID}); err != nil {
				t.Errorf("sign-out of another process: %v", err)
			}
		})
		return h.person.Open(ctx, address)
	}
	answer, err := core.New(parts).SignOut(t.Context(), core.SignOutOptions{All: true, Browser: true})
	if err != nil && !errors.Is(err, core.ErrPartlyDone) {
		t.Fatalf("sign-out: %v", err)
	}
	if len(answer.Accounts) != 2 || len(h.status().Accounts) != 0 {
		t.Fatalf("signed out %+v, left %+v", answer.Accounts, h.status().Accounts)
	}
}

func TestABrowserThatDoesNotComeBackDoesNotKeepAnybodyFromSigningOut(t *testing.T) {
	h, _ := newWatchedHome(t)
	h.signIn()
	parts := h.Deps
	parts.Browser = func(ctx context.Context, _ string) error { <-ctx.Done(); return ctx.Err() }
	ctx, cancel := context.WithTimeout(t.Context(), moment)
	defer cancel()
	answer, err := core.New(parts).SignOut(ctx, core.SignOutOptions{Browser: true})
	if !errors.Is(err, core.ErrPartlyDone) || answer.BrowserSession != "unreachable" {
		t.Fatalf("sign-out: %v, browser session %s", err, answer.BrowserSession)
	}
	if answer.Accounts[0].Revoked != "confirmed" || !answer.Accounts[0].Removed || len(h.status().Accounts) != 0 {
		t.Fatalf("signed out: %+v", answer.Accounts)
	}
}

func TestCancellingInTheBrowserKeepsTheAccount(t *testing.T) {
	h, _ := newWatchedHome(t)
	h.signIn()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	parts := h.Deps
	parts.Browser = func(ctx context.Context, _ string) error { cancel(); <-ctx.Done(); return ctx.Err() }
	_, err := core.New(parts).SignOut(ctx, core.SignOutOptions{Browser: true})
	if !errors.Is(err, context.Canceled) || exitOf(err) != core.ExitCancelled {
		t.Fatalf("sign-out: %v", err)
	}
	if h.requests(demoidp.EndpointRevocation) != 0 {
		t.Error("something was revoked")
	}
	h.wantAlive()
}

// A renewal that was killed between storing and committing has left the only
// tokens that the server still knows.
func TestTokensThatWereNeverCommittedAreRevokedToo(t *testing.T) {
	for name, leave := range map[string]func(h *home){
		"sign-out": func(h *home) {
			if _, err := h.SignOut(h.t.Context(), core.SignOutOptions{}); err != nil {
				h.t.Fatalf("sign-out: %v", err)
			}
		},
		"reset": func(h *home) { h.reset(core.ScopeAll) },
	} {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			account := h.recorded()
			h.clock.advance(time.Hour)
			before := ""
			watched.afterSave = func() { before = h.writeNewer() }
			if _, err := h.Token(t.Context(), core.TokenOptions{}); err == nil {
				t.Fatal("the renewal was committed")
			}
			watched.afterSave = nil
			h.write(h.SessionFile.Path(), before)
			newest, err := watched.Newest(t.Context(), account.ID)
			if err != nil || newest == h.recorded().Generation {
				t.Fatalf("generation %d: %v", newest, err)
			}
			bundle, err := watched.Vault.Load(t.Context(), account.ID, newest)
			if err != nil {
				t.Fatal(err)
			}
			tokens, err := auth.DecodeTokens(bundle)
			if err != nil {
				t.Fatal(err)
			}
			revoked := []string{}
			h.Core = h.over(watched.Vault, roundTrip(func(r *http.Request) (*http.Response, error) {
				if !strings.Contains(r.URL.Path, "revo") {
					return http.DefaultTransport.RoundTrip(r)
				}
				if err := r.ParseForm(); err != nil {
					return nil, err
				}
				revoked = append(revoked, r.PostForm.Get("token"))
				return answered(r, http.StatusOK), nil
			}))
			leave(h)
			if !slices.Contains(revoked, tokens.Refresh.Reveal()) {
				t.Error("the refresh token that the server still knows was not revoked")
			}
		})
	}
}
