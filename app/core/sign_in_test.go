package core_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

func TestAnotherPersonThanTheOneAskedForIsNotKept(t *testing.T) {
	h := newHome(t)
	mila := h.signIn().Account
	h.person = &demoidp.UserAgent{Person: "omar"}
	_, err := h.SignIn(t.Context(), core.SignInOptions{Account: mila.Email}, nil)
	if !errors.Is(err, core.ErrWrongAccount) || exitOf(err) != core.ExitSecurity {
		t.Fatalf("sign-in as somebody else: %v", err)
	}
	if h.requests(demoidp.EndpointRevocation) == 0 {
		t.Error("the tokens of the other person stay good at the server")
	}
	status := h.status()
	if len(status.Accounts) != 1 || status.Accounts[0].ID != mila.ID {
		t.Fatalf("accounts: %+v", status.Accounts)
	}
	h.wantAlive()
}

func TestCancellingASignInThatWaitsForTheRecordLeavesNothing(t *testing.T) {
	h, watched := newWatchedHome(t)
	lock, err := h.SessionFile.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Unlock() }()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var begun time.Time
	_, err = h.SignIn(ctx, core.SignInOptions{}, func(p core.Progress) {
		if p.Stage == core.StageSaving {
			begun = time.Now()
			time.AfterFunc(moment, cancel)
		}
	})
	if !errors.Is(err, context.Canceled) || exitOf(err) != core.ExitCancelled {
		t.Fatalf("sign-in: %v", err)
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("it ended after %v", took)
	}
	if stored, err := watched.Accounts(t.Context()); err != nil || len(stored) != 0 {
		t.Errorf("in the keyring: %v, %v", stored, err)
	}
	if h.requests(demoidp.EndpointRevocation) == 0 {
		t.Error("the tokens that were not kept stay good at the server")
	}
	if file := h.status().SessionFile; file.State != "missing" {
		t.Errorf("session file: %+v", file)
	}
}

func TestAfterAFailedSignInItsTokensAreNotUsedAnyMore(t *testing.T) {
	h := newHome(t)
	mila := h.signIn().Account
	h.person = &demoidp.UserAgent{Person: "omar"}
	asked, ended := make(chan struct{}), make(chan struct{})
	way := roundTrip(func(r *http.Request) (*http.Response, error) {
		switch {
		case strings.Contains(r.URL.Path, "rights"):
			close(asked)
			<-r.Context().Done()
			close(ended)
			return nil, r.Context().Err()
		case strings.Contains(r.URL.Path, "revo"):
			<-asked
			select {
			case <-ended:
			case <-r.Context().Done():
			}
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	parts := h.Deps
	parts.HTTP = way
	_, err := core.New(parts).SignIn(t.Context(), core.SignInOptions{Account: mila.Email}, nil)
	if !errors.Is(err, core.ErrWrongAccount) {
		t.Fatalf("sign-in as somebody else: %v", err)
	}
	select {
	case <-ended:
	default:
		t.Error("the access rights are still asked for while the tokens are given back")
	}
}

type roundTrip func(r *http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
