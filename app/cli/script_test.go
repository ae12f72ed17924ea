package cli_test

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"latchkey/app/cli"
	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// The scripts in testdata/script are the manual that is run: the real program
// with real files and a real provider on loopback; only the person at the
// browser is played, by a program called xdg-open that PERSON names.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		Setup:               setUpWorld,
		Cmds:                scriptCommands(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"latchkey": func() {
			code := program(nil)
			if file := os.Getenv("LATCHKEY_TEST_PEAK"); file != "" { // for the figures of BenchmarkManyRights
				state, _ := os.ReadFile("/proc/self/status")
				_ = os.WriteFile(file, state, 0o600)
			}
			os.Exit(code)
		},
		// A desktop build whose window cannot be opened.
		"latchkey-desktop": func() { os.Exit(program(noWindow)) },
		"xdg-open":         func() { os.Exit(playPerson()) },
	})
}

// program is main.go with the test binary around it.
func program(window func(context.Context, cli.Window) error) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return cli.Run(ctx, cli.Program{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, InTerminal: cli.IsTerminal(os.Stdin),
		Env: os.Getenv, Version: "test", Window: window, Open: openForScript, Now: scriptClock,
	})
}

// openForScript is core.Open, with a clock that LATCHKEY_TEST_CLOCK moves.
func openForScript(o cli.Options) (*core.Core, error) {
	now := scriptClock
	if o.Now != nil {
		now = o.Now
	}
	return core.Open(core.World{
		Env: o.Env, Home: cmp.Or(o.Home, os.Getenv("HOME")), GOOS: runtime.GOOS, PretendedApps: o.PretendedApps, Version: "test", Storage: o.Storage, Browser: o.Browser,
		Log: o.Log, Now: now, Passphrase: o.Passphrase,
	})
}

// scriptClock is this computer's clock, as wrong as LATCHKEY_TEST_CLOCK says.
func scriptClock() time.Time {
	ahead, _ := time.ParseDuration(os.Getenv("LATCHKEY_TEST_CLOCK"))
	return time.Now().Add(ahead)
}

func noWindow(context.Context, cli.Window) error { return errNoDisplay }

// playPerson is the browser with its person.
func playPerson() int {
	person := os.Getenv("PERSON")
	if person == "nobody" { // the browser opens, and nobody is there
		return 0
	}
	agent := &demoidp.UserAgent{Person: person, Decline: os.Getenv("DECLINE") != ""}
	if err := agent.Open(context.Background(), os.Args[1]); err != nil {
		_, _ = os.Stderr.WriteString(err.Error() + "\n")
		return 1
	}
	return 0
}

// setUpWorld gives each script a home of its own, a sealed file for secrets, and
// nothing of the person who runs the tests.
func setUpWorld(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, "world")
	config := filepath.Join(home, "config")
	if err := os.MkdirAll(config, 0o700); err != nil {
		return err
	}
	key := filepath.Join(config, "key")
	if err := os.WriteFile(key, []byte("0123456789abcdef0123456789abcdef"), 0o600); err != nil {
		return err
	}
	settings := "[storage]\nkind = \"sealed_file\"\nkey_file = '" + key + "'\n"
	if err := os.WriteFile(filepath.Join(config, "settings.toml"), []byte(settings), 0o600); err != nil {
		return err
	}
	env.Setenv("LATCHKEY_HOME", home)
	env.Setenv("HOME", filepath.Join(env.WorkDir, "person"))
	env.Setenv("PERSON", "mila")
	env.Setenv("LANG", "en_US.UTF-8")
	env.Setenv("TZ", "UTC")
	// Under -race every program would otherwise sleep a second before it ends.
	env.Setenv("GORACE", "atexit_sleep_ms=0")
	env.Setenv("SESSION", filepath.Join(home, "state", "login_session.json"))
	env.Values[serverKey{}] = &scriptServer{}
	env.Defer(func() { env.Values[serverKey{}].(*scriptServer).stop() })
	return nil
}
