package core_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
)

// happened gives the names and results of the events, oldest first: "sign_in ok".
func (h *home) happened() []string {
	h.t.Helper()
	answer, err := h.Activity(h.t.Context(), core.ActivityOptions{})
	if err != nil {
		h.t.Fatal(err)
	}
	var names []string
	for _, e := range answer.Events {
		names = append(names, strings.TrimSpace(e.Event+" "+e.Result+" "+e.Subject))
	}
	slices.Reverse(names)
	return names
}

func (h *home) wantHappened(want ...string) {
	h.t.Helper()
	if got := h.happened(); !slices.Equal(got, want) {
		h.t.Errorf("noted\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestEveryJobLeavesItsEvent(t *testing.T) {
	h := newHome(t)
	account := h.signIn().Account
	h.recheck()
	h.clock.advance(time.Hour)
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SetSetting(t.Context(), "appearance", "dark"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.PrepareOffline(t.Context(), core.PrepareOptions{Until: h.clock.Now().Add(time.Minute)}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.ClearRights(t.Context()); err != nil {
		t.Fatal(err)
	}
	backup := h.reset(core.ScopeSession).Backup.ID
	h.undo(backup)
	if _, err := h.RemoveBackup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if _, err := h.DefaultAccount(t.Context(), account.Email); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SignOut(t.Context(), core.SignOutOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.RemoveProvider(t.Context(), "demo"); err != nil {
		t.Fatal(err)
	}
	h.wantHappened("provider_added ok demo", "sign_in ok browser", "recheck ok refetch", "renewed ok", "setting ok appearance",
		"renewed ok", "prepare ok", "rights_cleared ok", "reset ok session", "undo ok", "backup_removed ok", "account_default ok",
		"sign_out ok confirmed", "provider_removed ok demo")
	answer, err := h.Activity(t.Context(), core.ActivityOptions{Since: h.clock.Now().Add(-time.Minute)})
	if err != nil || len(answer.Events) >= 14 || answer.Events[0].Event != core.EventProviderRemoved || answer.Damaged != 0 {
		t.Errorf("of the last minute: %+v, %v", answer, err)
	}
}

func TestAnEventNamesTheAccountWhileItIsKnown(t *testing.T) {
	h := newHome(t)
	account := h.signIn().Account
	named := func() string {
		answer, err := h.Activity(t.Context(), core.ActivityOptions{})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(answer.Events, func(e core.EventAnswer) bool { return e.Event == core.EventSignIn })
		return answer.Events[i].Account
	}
	if got := named(); got != account.Email {
		t.Errorf("named %q, want the e-mail", got)
	}
	if _, err := h.ForgetAccount(t.Context(), account.Email); err != nil {
		t.Fatal(err)
	}
	if got := named(); got != account.ID {
		t.Errorf("named %q, want the id", got)
	}
	text := string(h.read(h.Deps.Paths.Activity))
	for _, personal := range []string{account.Email, account.Name, account.Subject} {
		if strings.Contains(text, `"`+personal+`"`) {
			t.Errorf("the log holds %q", personal)
		}
	}
}

func TestAProviderThatThereIsNotIsNoEvent(t *testing.T) {
	h := newHome(t)
	if _, err := h.SignIn(t.Context(), core.SignInOptions{Provider: "mila@example.com"}, nil); core.Code(err) != "provider_unknown" {
		t.Fatalf("sign-in: %v", err)
	}
	h.wantHappened("provider_added ok demo")
}

func TestFailedAndStoppedSignInsAreNotedWithTheirProblem(t *testing.T) {
	h := newHome(t)
	h.person.Decline = true
	_, denied := h.SignIn(t.Context(), core.SignInOptions{}, nil)
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	_, _ = h.SignIn(stopped, core.SignInOptions{}, nil)
	answer, err := h.Activity(t.Context(), core.ActivityOptions{})
	if err != nil || len(answer.Events) != 3 || denied == nil {
		t.Fatalf("%+v, %v, %v", answer.Events, err, denied)
	}
	last, first := answer.Events[0], answer.Events[1]
	if first.Result != "failed" || first.Problem != core.Code(denied) || first.Provider != "demo" {
		t.Errorf("the denied one: %+v", first)
	}
	if last.Result != "cancelled" || last.Problem != "cancelled" {
		t.Errorf("the stopped one: %+v", last)
	}
}

func TestATokenFromTheCacheAndStatusWriteNothing(t *testing.T) {
	h := newHome(t)
	h.signIn()
	before := h.read(h.Deps.Paths.Activity)
	for range 3 {
		if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
			t.Fatal(err)
		}
		h.status()
	}
	if after := h.read(h.Deps.Paths.Activity); string(after) != string(before) {
		t.Errorf("noted:\n%s", after[len(before):])
	}
}

func TestAServerThatIsAwayIsNotedOnce(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	_ = h.server.Close()
	for range 3 {
		if _, err := h.Token(t.Context(), core.TokenOptions{}); err == nil {
			t.Fatal("a token without a server")
		}
	}
	h.wantHappened("provider_added ok demo", "sign_in ok browser", "offline failed renewal")
}

func TestTheEndOfASessionIsNotedOnce(t *testing.T) {
	h := newHome(t)
	h.signIn()
	if err := h.server.Control().EndSessions("mila"); err != nil {
		t.Fatal(err)
	}
	h.clock.advance(time.Hour)
	for range 2 {
		h.wantSignInNeeded()
	}
	h.wantHappened("provider_added ok demo", "sign_in ok browser", "session_ended failed")
}

func TestALogThatCannotBeWrittenKeepsNobodyFromAnything(t *testing.T) {
	h := newHome(t)
	if err := os.Remove(h.Deps.Paths.Activity); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(h.Deps.Paths.Activity, 0o700); err != nil {
		t.Fatal(err)
	}
	h.signIn()
	h.recheck()
	h.wantAlive()
	h.reset(core.ScopeAll)
	if _, err := h.Activity(t.Context(), core.ActivityOptions{}); err == nil {
		t.Error("a folder was read as a log")
	}
}

func TestNoResetRemovesTheLog(t *testing.T) {
	h := newHome(t)
	h.signIn()
	for _, scope := range []string{core.ScopeSession, core.ScopeAll} {
		h.reset(scope)
	}
	h.wantHappened("provider_added ok demo", "sign_in ok browser", "reset ok session", "reset ok all")
}

func TestPathsNameTheLog(t *testing.T) {
	h := newHome(t)
	text, err := json.Marshal(h.Paths())
	if err != nil || !strings.Contains(string(text), `"activity":"`+filepath.Join(h.folder, "state", "activity.jsonl")) {
		t.Errorf("%s, %v", text, err)
	}
}
