//go:build linux

package vault_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"latchkey/session/vault"
	"latchkey/session/vault/vaulttest"
)

// As over SSH into a computer where KeePassXC runs on the screen: no screen here, and every change is answered with a prompt.
func TestKeePassXCServesAProgramWithoutAScreen(t *testing.T) {
	t.Parallel()
	env := append(vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{}).Env, "DISPLAY=")
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(env)}
	first := save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	second := save(t, o, account, bytes.Repeat([]byte("y"), 3000))
	if err := open(t, o).Prune(t.Context(), account, second); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, o).Load(t.Context(), account, first); !errors.Is(err, vault.ErrNotFound) {
		t.Errorf("the pruned generation: %v", err)
	}
	if got, err := open(t, o).Load(t.Context(), account, second); err != nil || got[0] != 'y' {
		t.Errorf("the kept generation: %v", err)
	}
}

func TestALockedDatabaseOfKeePassXCIsNotLost(t *testing.T) {
	t.Parallel()
	keePass := vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{})
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(keePass.Env)}
	generation := save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	keePass.Lock()
	o.Timeout = time.Second
	if got := open(t, o).State(t.Context()); got != vault.StateLocked {
		t.Errorf("state %q", got)
	}
	// A search makes KeePassXC ask for the database's password, and it answers when the person has: not at once.
	if _, err := open(t, o).Load(t.Context(), account, generation); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("load: %v", err)
	}
	if _, err := open(t, o).Save(t.Context(), account, []byte("new")); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("save: %v", err)
	}
	if err := open(t, o).RemoveAll(t.Context()); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("remove all: %v", err)
	}
	if got := open(t, o).State(t.Context()); got != vault.StateLocked {
		t.Errorf("state while it asks: %q", got)
	}
	keePass.Unlock()
	o.Timeout = 0
	if got, err := open(t, o).Load(t.Context(), account, generation); err != nil || len(got) != 3000 {
		t.Errorf("after the person typed the password: %d bytes, %v", len(got), err)
	}
}

func TestWhatKeePassXCKeepsOutlivesItsRestart(t *testing.T) {
	t.Parallel()
	keePass := vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{})
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(keePass.Env)}
	save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	want := bytes.Repeat([]byte{0, 1, 2, 0xFF, '<', '\r'}, 500)
	generation := save(t, o, account, want)
	v := open(t, o) // stays open, as the window's does
	keePass.Lock()
	keePass.Restart()
	if got, err := v.Load(t.Context(), account, generation); err != nil || !bytes.Equal(got, want) {
		t.Errorf("after the restart: %d bytes, %v", len(got), err)
	}
}

// KeePassXC's own choice is to ask, for every program that starts: each command of Latchkey is one.
func TestKeePassXCAsksThePersonAndWaits(t *testing.T) {
	t.Parallel()
	keePass := vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{Confirm: true})
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(keePass.Env)}
	generation := save(t, o, account, []byte("bundle"))
	type answer struct {
		secret []byte
		err    error
	}
	short := o
	short.Timeout = time.Second
	if _, err := open(t, short).Load(t.Context(), account, generation); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("nobody answers: %v", err)
	}
	answers := make(chan answer, 1)
	v := open(t, o)
	go func() {
		secret, err := v.Load(t.Context(), account, generation)
		answers <- answer{secret, err}
	}()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-look.C:
			keePass.Allow()
		case got := <-answers:
			if got.err != nil || string(got.secret) != "bundle" {
				t.Errorf("after the person allowed it: %q, %v", got.secret, got.err)
			}
			return
		}
	}
}

func TestAnEntryRemovedInKeePassXCIsNotFound(t *testing.T) {
	t.Parallel()
	keePass := vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{})
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(keePass.Env)}
	save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	keePass.Remove("head." + account)
	if _, err := open(t, o).Load(t.Context(), account, 0); !errors.Is(err, vault.ErrNotFound) {
		t.Errorf("without its head: %v", err)
	}
	generation := save(t, o, account, []byte("again"))
	if got, err := open(t, o).Load(t.Context(), account, generation); err != nil || string(got) != "again" {
		t.Errorf("after a new sign-in: %q, %v", got, err)
	}
}

// What the documentation warns of: KeePassXC's own choice is to keep what a program removes.
func TestKeePassXCsRecycleBinKeepsWhatWasRemoved(t *testing.T) {
	t.Parallel()
	for name, bin := range map[string]bool{"with a recycle bin": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			keePass := vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{RecycleBin: bin})
			o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(keePass.Env)}
			save(t, o, account, []byte("bundle"))
			if err := open(t, o).RemoveAll(t.Context()); err != nil {
				t.Fatal(err)
			}
			if names, err := vault.EntryNames(t.Context(), open(t, o)); err != nil || len(names) > 0 {
				t.Errorf("still found: %v, %v", names, err)
			}
			keePass.Lock()
			if kept := strings.Contains(keePass.Export(), "chunk."+account); kept != bin {
				t.Errorf("kept %t, want %t", kept, bin)
			}
		})
	}
}
