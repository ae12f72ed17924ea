package core_test

import (
	"testing"

	"latchkey/app/core"
	"latchkey/session/vault"
)

// A keyring entry that somebody removed is seen without a network, said as what
// it is, and healed by a new sign-in.
func TestStatusSaysThatTheStoredSignInIsGone(t *testing.T) {
	h := newHome(t)
	account := h.signIn().Account.ID
	elsewhere := h.open(vault.Memory) // another process, whose memory holds nothing
	status, err := elsewhere.Status(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	if status.SignedIn || status.State != core.StateSignInNeeded || status.Accounts[0].Problem != "secrets_missing" {
		t.Errorf("%s, account %+v", status.State, status.Accounts[0])
	}
	record, err := h.SessionFile.Read()
	if err != nil || record.Accounts[0].State != "signed_in" {
		t.Errorf("looking changed the session file: %v, %+v", err, record.Accounts)
	}
	if h.status().State != core.StateSignedIn {
		t.Error("where the secrets are, nothing is wrong")
	}
	if answer, err := elsewhere.SignIn(t.Context(), core.SignInOptions{}, nil); err != nil || answer.Account.ID != account {
		t.Fatal(err)
	}
	if status, err := elsewhere.Status(t.Context(), false); err != nil || !status.SignedIn {
		t.Errorf("after a new sign-in: %v, %s", err, status.State)
	}
}
