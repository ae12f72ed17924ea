//go:build linux

package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"latchkey/app/core"
	"latchkey/session/vault"
	"latchkey/session/vault/vaulttest"
)

// The scripts in testdata/keyring have a real keyring, on a bus of its own.
func TestKeyringScripts(t *testing.T) {
	session := vaulttest.StartKeyring(t)
	commands := scriptCommands()
	commands["keyring-holds"] = keyringHolds
	testscript.Run(t, testscript.Params{
		Dir: "testdata/keyring",
		Setup: func(env *testscript.Env) error {
			if err := setUpWorld(env); err != nil {
				return err
			}
			for _, pair := range session {
				if name, value, _ := strings.Cut(pair, "="); name == "DBUS_SESSION_BUS_ADDRESS" || name == "XDG_RUNTIME_DIR" {
					env.Setenv(name, value)
				}
			}
			return os.Remove(filepath.Join(env.Getenv("LATCHKEY_HOME"), "config", "settings.toml"))
		},
		Cmds:                commands,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// keyringHolds wants that many owners of secrets in the keyring: accounts, and
// passwords of the network.
func keyringHolds(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	home, err := core.Open(core.World{Env: ts.Getenv, Home: ts.Getenv("HOME"), GOOS: "linux"})
	ts.Check(err)
	got := 0
	for _, kind := range []string{"", "-network"} {
		keyring, err := vault.Open(vault.Options{Kind: vault.Keyring, Namespace: home.Deps.Paths.Namespace + kind, Env: ts.Getenv})
		ts.Check(err)
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		owners, err := keyring.Accounts(ctx)
		cancel()
		ts.Check(err)
		ts.Check(keyring.Close())
		got += len(owners)
	}
	if got != want {
		ts.Fatalf("the keyring holds secrets of %d, want %d", got, want)
	}
}
