//go:build linux

package vault_test

import (
	"bytes"
	"errors"
	"testing"

	"latchkey/session/vault"
	"latchkey/session/vault/vaulttest"
)

// The wallet is open since the sign-in to the desktop, and yet kwalletd has it locked for programs until one asks to unlock it.
func TestWhatKWalletKeepsOutlivesItsRestart(t *testing.T) {
	t.Parallel()
	wallet := vaulttest.StartKWallet(t)
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(wallet.Env)}
	save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	want := bytes.Repeat([]byte("y"), 3000)
	generation := save(t, o, account, want)
	v := open(t, o) // stays open, as the window's does
	wallet.Sync()
	wallet.Restart()
	if got, err := v.Load(t.Context(), account, generation); err != nil || !bytes.Equal(got, want) {
		t.Errorf("after the restart: %d bytes, %v", len(got), err)
	}
	if got := v.State(t.Context()); got != vault.StateOK {
		t.Errorf("state once a program has asked: %q", got)
	}
}

// Without a screen nobody could answer, so kwalletd is not asked.
func TestAnUntouchedWalletIsLockedWithoutAScreen(t *testing.T) {
	t.Parallel()
	wallet := vaulttest.StartKWallet(t)
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(append(wallet.Env, "DISPLAY="))}
	if got := open(t, o).State(t.Context()); got != vault.StateLocked {
		t.Errorf("state %q", got)
	}
	if _, err := open(t, o).Save(t.Context(), account, []byte("new")); !errors.Is(err, vault.ErrLocked) || errors.Is(err, vault.ErrTimeout) {
		t.Errorf("save: %v, want locked at once", err)
	}
}

func TestALockedWalletIsNotLost(t *testing.T) {
	t.Parallel()
	wallet := vaulttest.StartKWallet(t)
	screen := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(wallet.Env)}
	generation := save(t, screen, account, bytes.Repeat([]byte("x"), 3000))
	wallet.Lock()
	o := screen
	o.Env = vaulttest.Lookup(append(wallet.Env, "DISPLAY="))
	if got := open(t, o).State(t.Context()); got != vault.StateLocked {
		t.Errorf("state %q", got)
	}
	if _, err := open(t, o).Load(t.Context(), account, generation); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("load: %v", err)
	}
	if _, err := open(t, o).Save(t.Context(), account, []byte("new")); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("save: %v", err)
	}
	if err := open(t, o).RemoveAll(t.Context()); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("remove all: %v", err)
	}
	wallet.Unlock()
	if got, err := open(t, screen).Load(t.Context(), account, generation); err != nil || len(got) != 3000 {
		t.Errorf("after it was unlocked: %d bytes, %v", len(got), err)
	}
}

// kwalletd writes its file some seconds after it has answered. What was lost in a crash must read as lost, and not be in the way.
func TestWhatKWalletLostInACrashIsSaid(t *testing.T) {
	t.Parallel()
	wallet := vaulttest.StartKWallet(t)
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(wallet.Env)}
	generation := save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	wallet.Restart()
	_, err := open(t, o).Load(t.Context(), account, generation)
	if !errors.Is(err, vault.ErrNotFound) && !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("what was lost: %v", err)
	}
	generation = save(t, o, account, []byte("again"))
	if got, err := open(t, o).Load(t.Context(), account, generation); err != nil || string(got) != "again" {
		t.Errorf("after a new sign-in: %q, %v", got, err)
	}
	if err := open(t, o).RemoveAll(t.Context()); err != nil {
		t.Errorf("remove all: %v", err)
	}
}
