package core_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"latchkey/app/core"
)

func TestSignInStoresWhatTheProviderSaid(t *testing.T) {
	h := newHome(t)
	answer := h.signIn()
	if answer.Account.Email == "" || answer.Account.Organization.Name == "" || answer.Flow != "browser" {
		t.Fatalf("account is not filled: %+v", answer.Account)
	}
	if answer.Rights.Count == 0 || answer.Rights.Granted == 0 || answer.Rights.State != "fresh" {
		t.Fatalf("rights were not read: %+v (%s)", answer.Rights, answer.RightsProblem)
	}
	status := h.status()
	if !status.SignedIn || status.State != core.StateSignedIn || status.SessionFile.State != "ok" || status.Storage.State != "ok" {
		t.Fatalf("status after sign-in: %+v", status)
	}
	if !status.Accounts[0].LoopbackHTTP {
		t.Error("status must say that the demo's issuer is plain http on this computer")
	}
}

func TestTokenComesFromTheCacheUntilItEnds(t *testing.T) {
	h := newHome(t)
	h.signIn()
	first, err := h.Token(t.Context(), core.TokenOptions{})
	if err != nil || first.Source != "cache" {
		t.Fatalf("first token: %v from %q", err, first.Source)
	}
	h.clock.advance(time.Hour)
	second, err := h.Token(t.Context(), core.TokenOptions{})
	if err != nil || second.Source != "renewed" || second.AccessToken == first.AccessToken {
		t.Fatalf("second token: %v from %q", err, second.Source)
	}
}

func TestTwentyCallersWithAnEndedTokenSendOneRefresh(t *testing.T) {
	h := newHome(t)
	h.signIn()
	before := h.server.Control().Counts()["token"]
	h.clock.advance(time.Hour)
	var group sync.WaitGroup
	tokens := make([]string, 20)
	for i := range tokens {
		group.Go(func() {
			answer, err := h.Token(context.Background(), core.TokenOptions{})
			if err != nil {
				t.Errorf("caller %d: %v", i, err)
			}
			tokens[i] = answer.AccessToken
		})
	}
	group.Wait()
	for _, token := range tokens {
		if token != tokens[0] {
			t.Fatal("callers got different tokens")
		}
	}
	if sent := h.server.Control().Counts()["token"] - before; sent != 1 {
		t.Fatalf("%d refresh requests were sent, want 1", sent)
	}
}

func TestRecheckShowsWhatWasGainedAndLost(t *testing.T) {
	h := newHome(t)
	h.signIn()
	rights, err := h.Rights(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var granted, denied string
	for _, right := range rights.Rights {
		switch {
		case right.State == "granted" && granted == "":
			granted = right.ID
		case right.State == "denied" && denied == "":
			denied = right.ID
		}
	}
	if err := h.server.Control().Revoke("mila", granted); err != nil {
		t.Fatal(err)
	}
	if err := h.server.Control().Grant("mila", denied); err != nil {
		t.Fatal(err)
	}
	unchanged, err := h.Rights(t.Context(), "")
	if err != nil || len(unchanged.Rights) != len(rights.Rights) || unchanged.CheckedAt != rights.CheckedAt {
		t.Fatalf("the cached list must not change by itself: %v", err)
	}
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.Gained) != 1 || answer.Gained[0].ID != denied || len(answer.Lost) != 1 || answer.Lost[0].ID != granted {
		t.Fatalf("gained %+v, lost %+v", answer.Gained, answer.Lost)
	}
	if !answer.Fresh || answer.Steps[0].Result != "changed" || answer.Steps[1].Result != "skipped" {
		t.Fatalf("fresh %v, steps %+v", answer.Fresh, answer.Steps)
	}
	if _, err := h.CheckRights(t.Context(), core.CheckOptions{}, []string{granted}); !errors.Is(err, core.ErrRightMissing) {
		t.Fatalf("a lost right is still counted: %v", err)
	}
}

func TestAnOutageKeepsTheRightsWithTheirAge(t *testing.T) {
	h := newHome(t)
	h.signIn()
	before, _ := h.Rights(t.Context(), "")
	h.server.Control().Down(true)
	_, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil)
	if core.Code(err) != "rights_server_error" {
		t.Fatalf("recheck while down: %v (%s)", err, core.Code(err))
	}
	after, err := h.Rights(t.Context(), "")
	if err != nil || after.CheckedAt != before.CheckedAt || len(after.Rights) != len(before.Rights) {
		t.Fatalf("rights changed in an outage: %v", err)
	}
	if !h.status().SignedIn {
		t.Fatal("an outage signed the person out")
	}
}

func TestASignInThatFailsLeavesNothing(t *testing.T) {
	for _, fault := range []string{"bad_nonce", "wrong_iss_param", "bad_signature", "foreign_audience", "token_500"} {
		t.Run(fault, func(t *testing.T) {
			h := newHome(t)
			if err := h.server.Control().Fault(fault, true); err != nil {
				t.Fatal(err)
			}
			_, err := h.SignIn(t.Context(), core.SignInOptions{}, nil)
			want := core.ExitSecurity
			if fault == "token_500" {
				want = core.ExitNetwork
			}
			if code := exitOf(err); code != want {
				t.Fatalf("exit %d, want %d: %v", code, want, err)
			}
			status := h.status()
			if status.SessionFile.State != "missing" || len(status.Accounts) != 0 {
				t.Fatalf("something was stored: %+v", status)
			}
		})
	}
}

func TestADeclinedSignInIsNotAnOutage(t *testing.T) {
	h := newHome(t)
	h.person.Decline = true
	_, err := h.SignIn(t.Context(), core.SignInOptions{}, nil)
	if code := exitOf(err); code != core.ExitNotAllowed {
		t.Fatalf("exit %d: %v", code, err)
	}
}

func TestReuseAtTheServerAsksForANewSignIn(t *testing.T) {
	h := newHome(t)
	h.signIn()
	if err := h.server.Control().EndSessions("mila"); err != nil {
		t.Fatal(err)
	}
	h.clock.advance(time.Hour)
	_, err := h.Token(t.Context(), core.TokenOptions{})
	if code := exitOf(err); code != core.ExitSignIn {
		t.Fatalf("exit %d: %v", code, err)
	}
	if state := h.status().State; state != core.StateSignInNeeded {
		t.Fatalf("state %s", state)
	}
	if rights, err := h.Rights(t.Context(), ""); err != nil || len(rights.Rights) == 0 {
		t.Fatalf("the cached rights must stay with their age: %v", err)
	}
}

func TestRecheckClimbsToASignInWhenThePersonConsents(t *testing.T) {
	h := newHome(t)
	h.signIn()
	asked := []string{}
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{
		MaxStep: core.StepBrowserSession,
		Consent: func(step string) bool { asked = append(asked, step); return true },
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(asked) != 2 || len(answer.Steps) != 6 || answer.Steps[3].Result != "unchanged" {
		t.Fatalf("asked %v, steps %+v", asked, answer.Steps)
	}
}
