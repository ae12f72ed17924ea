package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/app/cli"
	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

// world is a home with a running provider and memory storage, for what a script
// cannot do: cancel at a moment, hand in a browser.
type world struct {
	t      *testing.T
	home   string
	core   *core.Core
	server *demoidp.Server
	out    bytes.Buffer
	talk   bytes.Buffer
}

func newWorld(t *testing.T, browser func(context.Context, string) error) *world {
	t.Helper()
	server, err := demoidp.Start(t.Context(), demoidp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w := &world{t: t, home: t.TempDir(), server: server}
	if browser == nil {
		agent := &demoidp.UserAgent{Person: "mila", Background: true}
		browser = agent.Open
	}
	w.core, err = core.Open(core.World{
		Env: w.env, Home: w.home, GOOS: "linux", Version: "test", Storage: vault.Memory, Browser: browser,
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.core.AddProvider(t.Context(), core.ProviderInput{
		ID: "demo", Name: "Demo", Issuer: server.Issuer(), ClientID: server.ClientID(), RightsURL: server.RightsURL(),
		Scopes: []string{"openid", "profile", "email", "offline_access"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) env(name string) string {
	if name == "LATCHKEY_HOME" {
		return w.home
	}
	return ""
}

func (w *world) run(ctx context.Context, in io.Reader, args ...string) int {
	w.out.Reset()
	w.talk.Reset()
	return cli.Run(ctx, cli.Program{
		Args: args, In: in, Out: &w.out, Err: &w.talk, InTerminal: in != nil, Env: w.env, Version: "test",
		Open: func(cli.Options) (*core.Core, error) { return w.core, nil },
	})
}

func TestCancellingEndsAnyWaitWithFour(t *testing.T) {
	opened := make(chan struct{}, 1)
	w := newWorld(t, func(context.Context, string) error {
		opened <- struct{}{}
		return nil
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-opened
		cancel()
	}()
	started := time.Now()
	if code := w.run(ctx, nil, "sign-in"); code != 4 {
		t.Errorf("sign-in ends with %d: %s", code, w.talk.String())
	}
	if passed := time.Since(started); passed > time.Second {
		t.Errorf("cancelling took %s", passed)
	}
	if code := w.run(t.Context(), nil, "status"); code != 3 {
		t.Errorf("status after a cancelled sign-in ends with %d", code)
	}
}

func TestCancellingEndsAQuestionWithFour(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), nil, "sign-in"); code != 0 {
		t.Fatalf("sign-in ends with %d: %s", code, w.talk.String())
	}
	silent, typing := io.Pipe()
	defer func() { _ = typing.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	ctx2, cancel2 := context.WithCancel(ctx)
	time.AfterFunc(20*time.Millisecond, cancel2)
	if code := w.run(ctx2, silent, "reset"); code != 4 {
		t.Errorf("reset ends with %d: %s", code, w.talk.String())
	}
	if code := w.run(t.Context(), nil, "status"); code != 0 {
		t.Errorf("a cancelled question changed something: status ends with %d", code)
	}
}

func TestDemoEndsWithFourOnCtrlC(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var out, talk bytes.Buffer
	program := cli.Program{
		Args: []string{"demo", "--json"}, Out: &out, Err: &talk, Env: func(string) string { return "" },
		Open: func(o cli.Options) (*core.Core, error) {
			return core.Open(core.World{Env: o.Env, Home: t.TempDir(), GOOS: "linux"})
		},
	}
	time.AfterFunc(300*time.Millisecond, cancel)
	if code := cli.Run(ctx, program); code != 4 {
		t.Errorf("demo ends with %d: %s", code, talk.String())
	}
	var answer struct {
		Schema, Home string
		People       []struct{ ID string }
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil || answer.Schema != "latchkey.demo/1" || len(answer.People) != len(demoidp.People()) {
		t.Errorf("%v in %s", err, out.String())
	}
	if found, _ := filepath.Glob(answer.Home); len(found) != 0 {
		t.Errorf("the demo's home %s is still there", answer.Home)
	}
}

// writes calls told with whatever is written.
type writes struct {
	text bytes.Buffer
	told func()
}

func (w *writes) Write(text []byte) (int, error) {
	defer w.told()
	return w.text.Write(text)
}

// The second demo runs at another port, so its provider is described anew.
func TestADemoHomeIsUsedAgain(t *testing.T) {
	home := t.TempDir()
	for range 2 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		out, talk := &writes{told: cancel}, &bytes.Buffer{}
		code := cli.Run(ctx, cli.Program{
			Args: []string{"demo", "--json", "--home", home}, Out: out, Err: talk, Env: func(string) string { return "" },
			Open: func(o cli.Options) (*core.Core, error) {
				return core.Open(core.World{Env: o.Env, Home: home, GOOS: "linux"})
			},
		})
		if code != 4 || !strings.Contains(out.text.String(), "latchkey.demo/1") {
			t.Errorf("demo ends with %d: %s %s", code, out.text.String(), talk.String())
		}
		cancel()
	}
}

// What a process at the other end of a pipe reads is all of an answer or an error.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestAnAnswerThatCannotBeWrittenIsAFailure(t *testing.T) {
	var talk bytes.Buffer
	code := cli.Run(t.Context(), cli.Program{
		Args: []string{"version"}, Out: brokenPipe{}, Err: &talk, Env: func(string) string { return "" },
	})
	if code != 1 || !strings.Contains(talk.String(), "broken pipe") {
		t.Errorf("version ends with %d: %s", code, talk.String())
	}
}

func TestHelpThatCannotBeWrittenIsAFailure(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"rights", "check", "-h"}, {"help"}, {"help", "status"}, {"completion", "bash"}} {
		var talk bytes.Buffer
		code := cli.Run(t.Context(), cli.Program{Args: args, Out: brokenPipe{}, Err: &talk, Env: func(string) string { return "" }})
		if code != 1 || !strings.Contains(talk.String(), "broken pipe") {
			t.Errorf("%v ends with %d: %s", args, code, talk.String())
		}
	}
}

func TestAHomeThatCannotBeFoundIsAConfigurationProblem(t *testing.T) {
	for name, open := range map[string]func(cli.Options) (*core.Core, error){
		"no home folder": func(cli.Options) (*core.Core, error) { return nil, errors.New("$HOME is not defined") },
		"a relative one": func(o cli.Options) (*core.Core, error) {
			return core.Open(core.World{Env: o.Env, Home: "relative", GOOS: "linux"})
		},
	} {
		var out, talk bytes.Buffer
		code := cli.Run(t.Context(), cli.Program{
			Args: []string{"status"}, Out: &out, Err: &talk, Env: func(string) string { return "" }, Open: open,
		})
		if code != 2 || !strings.Contains(talk.String(), "  try: set LATCHKEY_HOME") || strings.Contains(talk.String(), "reset") {
			t.Errorf("%s ends with %d: %s", name, code, talk.String())
		}
	}
}

func TestQuietSaysNothingButAnswersAndErrors(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), nil, "sign-in", "-q"); code != 0 || w.talk.Len() > 0 {
		t.Errorf("sign-in -q ends with %d and says %q", code, w.talk.String())
	}
	if code := w.run(t.Context(), nil, "rights", "check", "no.such", "-q"); code != 7 || !strings.HasPrefix(w.talk.String(), "latchkey: ") {
		t.Errorf("rights check -q ends with %d and says %q", code, w.talk.String())
	}
}

func TestVerboseShowsNoSecret(t *testing.T) {
	w := newWorld(t, nil)
	w.run(t.Context(), nil, "sign-in", "-v")
	said := w.talk.String() + w.out.String()
	token, err := w.core.Token(t.Context(), core.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(said, token.AccessToken) || strings.Contains(said, "eyJ") {
		t.Error("-v shows a token")
	}
}
