package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/app/cli"
	"latchkey/app/core"
)

// await polls until a thing holds, as long as the test may run.
func await(t *testing.T, what string, holds func() bool) {
	t.Helper()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	limit := time.After(20 * time.Second)
	for !holds() {
		select {
		case <-look.C:
		case <-limit:
			t.Fatalf("%s: never", what)
		}
	}
}

// Ctrl-C while a passphrase is asked for ends with 4, and what is typed can be
// seen again; so does a time that runs out.
func TestAPassphraseThatIsNotTyped(t *testing.T) {
	for name, end := range map[string]struct {
		args   []string
		cancel bool
	}{
		"Ctrl-C":       {[]string{"settings", "set", "storage", "sealed_file"}, true},
		"time ran out": {[]string{"settings", "set", "storage", "sealed_file", "--timeout", "300ms"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, program := terminal(t)
			home := t.TempDir()
			config := filepath.Join(home, "config", "settings.toml")
			if err := os.Mkdir(filepath.Dir(config), 0o700); err != nil {
				t.Fatal(err)
			}
			before := []byte("[storage]\nkind = \"memory\"\n")
			if err := os.WriteFile(config, before, 0o600); err != nil {
				t.Fatal(err)
			}
			env := func(name string) string { return map[string]string{"LATCHKEY_HOME": home}[name] }
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var out, talk bytes.Buffer
			ended := make(chan int, 1)
			go func() {
				ended <- cli.Run(ctx, cli.Program{
					Args: end.args, In: program, InTerminal: true, Out: &out, Err: &talk, Env: env,
					Open: func(o cli.Options) (*core.Core, error) {
						return core.Open(core.World{Env: o.Env, Home: home, GOOS: "linux", Passphrase: o.Passphrase})
					},
				})
			}()
			await(t, "what is typed is unseen", func() bool { return !echoes(t, program) })
			if end.cancel {
				cancel()
			}
			if code := <-ended; code != 4 {
				t.Errorf("exit %d: %s", code, talk.String())
			}
			if !echoes(t, program) {
				t.Error("what is typed afterwards stays unseen")
			}
			if after, err := os.ReadFile(config); err != nil || !bytes.Equal(after, before) {
				t.Errorf("%v: the settings became %s", err, after)
			}
			if left, _ := filepath.Glob(filepath.Join(home, "state", "sealed*", "*")); len(left) > 0 {
				t.Errorf("left %q", left)
			}
		})
	}
}
