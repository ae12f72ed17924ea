//go:build linux

package vault_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"latchkey/session/vault"
	"latchkey/session/vault/vaulttest"
)

const account = "0123456789abcdef"

// answerTime is the promise: within it every storage has answered or failed.
const answerTime = 10 * time.Second

func TestKeyringThatCannotAnswerIsNamedInTime(t *testing.T) {
	cases := map[string]struct {
		env  func(t *testing.T) []string
		want error
		// empty says that removing and listing succeed, as there is nothing
		empty bool
		state vault.State
	}{
		"no bus address": {
			env:  func(*testing.T) []string { return nil },
			want: vault.ErrMissing, state: vault.StateMissing,
		},
		"a runtime folder without a bus": {
			env:  func(t *testing.T) []string { return []string{"XDG_RUNTIME_DIR=" + t.TempDir()} },
			want: vault.ErrMissing, state: vault.StateMissing,
		},
		"an address that would start a bus": {
			env:  func(*testing.T) []string { return []string{"DBUS_SESSION_BUS_ADDRESS=autolaunch:"} },
			want: vault.ErrMissing, state: vault.StateMissing,
		},
		"an address that would start a program": {
			env: func(t *testing.T) []string {
				return []string{"DBUS_SESSION_BUS_ADDRESS=unixexec:path=/bin/touch,argv1=" + t.TempDir() + "/ran"}
			},
			want: vault.ErrMissing, state: vault.StateMissing,
		},
		"a bus that is gone": {
			env: func(t *testing.T) []string {
				return []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + t.TempDir() + "/bus"}
			},
			want: vault.ErrMissing, state: vault.StateMissing,
		},
		"a bus without any secret service": {
			env:  func(t *testing.T) []string { return vaulttest.StartBus(t) },
			want: vault.ErrMissing, state: vault.StateMissing,
		},
		"a service without a keyring": {
			env:  func(t *testing.T) []string { return vaulttest.StartEmptyKeyring(t) },
			want: vault.ErrMissing, empty: true, state: vault.StateMissing,
		},
		"a service that never answers": {
			env: func(t *testing.T) []string {
				env := vaulttest.StartBus(t)
				vaulttest.BlackHole(t, env)
				return env
			},
			want: vault.ErrTimeout, state: vault.StateLocked,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			before := busDaemons(t)
			env := tc.env(t)
			started := busDaemons(t) - before
			o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(env), Timeout: 300 * time.Millisecond}
			v := open(t, o)
			start := time.Now()
			if got := v.State(t.Context()); got != tc.state {
				t.Errorf("state %q, want %q", got, tc.state)
			}
			for what, err := range callAll(t.Context(), v) {
				if tc.empty && (what == "remove all" || what == "accounts") {
					if err != nil {
						t.Errorf("%s: %v", what, err)
					}
					continue
				}
				if !errors.Is(err, tc.want) {
					t.Errorf("%s: %v, want %v", what, err, tc.want)
				}
			}
			if took := time.Since(start); took > answerTime {
				t.Errorf("took %v", took)
			}
			if now := busDaemons(t); now != before+started {
				t.Errorf("bus daemons: %d, want %d: one was started", now, before+started)
			}
		})
	}
}

// callAll calls every method that needs the storage.
func callAll(ctx context.Context, v *vault.Vault) map[string]error {
	_, loadErr := v.Load(ctx, account, 1)
	_, saveErr := v.Save(ctx, account, []byte("bundle"))
	_, accountsErr := v.Accounts(ctx)
	return map[string]error{
		"load": loadErr, "save": saveErr, "accounts": accountsErr,
		"probe": v.Probe(ctx, 3000), "prune": v.Prune(ctx, account), "remove all": v.RemoveAll(ctx),
	}
}

// busDaemons counts the D-Bus daemons of this computer.
func busDaemons(t *testing.T) int {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/comm")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, f := range files {
		if name, err := os.ReadFile(f); err == nil && strings.HasPrefix(string(name), "dbus-") {
			count++
		}
	}
	return count
}

func TestLockedKeyringIsNotLost(t *testing.T) {
	env := vaulttest.StartKeyring(t)
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(env)}
	generation := save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	vaulttest.Lock(t, env)
	v := open(t, o)
	start := time.Now()
	if got := v.State(t.Context()); got != vault.StateLocked {
		t.Errorf("state %q", got)
	}
	if _, err := v.Load(t.Context(), account, generation); !errors.Is(err, vault.ErrLocked) || errors.Is(err, vault.ErrTimeout) {
		t.Errorf("load: %v, want locked at once", err)
	}
	if _, err := v.Save(t.Context(), account, []byte("new")); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("save: %v", err)
	}
	if _, err := v.Save(t.Context(), "another", []byte("new")); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("save of another account: %v", err)
	}
	if err := v.RemoveAll(t.Context()); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("remove all: %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestCancelEndsAnUnansweredCallAtOnce(t *testing.T) {
	env := vaulttest.StartBus(t)
	vaulttest.BlackHole(t, env)
	calls := map[string]func(context.Context, *vault.Vault) error{
		"load":       func(ctx context.Context, v *vault.Vault) error { _, err := v.Load(ctx, account, 1); return err },
		"save":       func(ctx context.Context, v *vault.Vault) error { _, err := v.Save(ctx, account, nil); return err },
		"probe":      func(ctx context.Context, v *vault.Vault) error { return v.Probe(ctx, 10) },
		"prune":      func(ctx context.Context, v *vault.Vault) error { return v.Prune(ctx, account) },
		"remove all": func(ctx context.Context, v *vault.Vault) error { return v.RemoveAll(ctx) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			v := open(t, vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(env)})
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(50*time.Millisecond, cancel)
			start := time.Now()
			if err := call(ctx, v); !errors.Is(err, context.Canceled) || errors.Is(err, vault.ErrLocked) {
				t.Errorf("%v, want the cancel", err)
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("took %v after the cancel", took)
			}
		})
	}
}

func TestBusIsFoundInTheRuntimeFolder(t *testing.T) {
	lookup := vaulttest.Lookup(vaulttest.StartKeyring(t))
	v := open(t, vault.Options{Namespace: "latchkey", Env: func(key string) string {
		if key == "DBUS_SESSION_BUS_ADDRESS" {
			return ""
		}
		return lookup(key)
	}})
	if got := v.State(t.Context()); got != vault.StateOK {
		t.Errorf("state %q", got)
	}
}

func TestVaultOutlivesARestartOfTheService(t *testing.T) {
	env := vaulttest.StartBus(t)
	v := open(t, vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(env)})
	if got := v.State(t.Context()); got != vault.StateMissing {
		t.Errorf("state before the service is there: %q", got)
	}
	end := vaulttest.AddKeyring(t, env)
	generation, err := v.Save(t.Context(), account, []byte("bundle"))
	if err != nil {
		t.Fatal(err)
	}
	end()
	vaulttest.AddKeyring(t, env)
	if got, err := v.Load(t.Context(), account, generation); err != nil || string(got) != "bundle" {
		t.Errorf("after the restart: %q, %v", got, err)
	}
}

// Short connections have aborted gnome-keyring: see Client.greet.
func TestManyShortConnectionsLeaveTheServiceAlive(t *testing.T) {
	o := vault.Options{Namespace: "latchkey", Env: vaulttest.Lookup(vaulttest.StartKeyring(t))}
	generation := save(t, o, account, bytes.Repeat([]byte("x"), 3000))
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			for range 50 {
				v, err := vault.Open(o)
				if err == nil {
					_, err = v.Load(t.Context(), account, generation)
					_ = v.State(t.Context())
					_ = v.Close()
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestGoKeyringReadsWhatWeWriteAndBack(t *testing.T) {
	env := vaulttest.StartKeyring(t)
	lookup := vaulttest.Lookup(env)
	// The library reads the bus address from the environment, once per process.
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", lookup("DBUS_SESSION_BUS_ADDRESS"))
	const service = "latchkey:compat"
	o := vault.Options{Namespace: service, Env: lookup}
	secret := bytes.Repeat([]byte("0123456789"), 300)
	generation := save(t, o, account, secret)

	names, err := vault.EntryNames(t.Context(), open(t, o))
	if err != nil || len(names) != 3 {
		t.Fatalf("entries %v, %v; want a head and two chunks", names, err)
	}
	values := map[string]string{}
	for _, name := range names {
		value, err := keyring.Get(service, name)
		if err != nil || value == "" {
			t.Fatalf("go-keyring does not find %q: %v", name, err)
		}
		values[name] = value
	}
	if err := keyring.DeleteAll(service); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, o).Load(t.Context(), account, generation); !errors.Is(err, vault.ErrNotFound) {
		t.Fatalf("after go-keyring deleted all: %v", err)
	}
	for name, value := range values {
		if err := keyring.Set(service, name, value); err != nil {
			t.Fatal(err)
		}
	}
	got, err := open(t, o).Load(t.Context(), account, 0)
	if err != nil || !bytes.Equal(got, secret) {
		t.Fatalf("what go-keyring wrote: %d bytes, %v", len(got), err)
	}
	if _, err := open(t, o).Save(t.Context(), account, secret); err != nil {
		t.Fatalf("save over items of go-keyring: %v", err)
	}
	if err := open(t, o).RemoveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
}
