//go:build linux

package endtoend

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// commandLimit ends a program that hangs: longer than any command may take.
const commandLimit = 90 * time.Second

var built struct {
	once sync.Once
	path string
	err  error
}

// program gives the path of the C-free latchkey, building it when LATCHKEY_BIN
// does not name one.
func program(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("LATCHKEY_BIN"); path != "" {
		return path
	}
	built.once.Do(func() {
		folder, err := os.MkdirTemp("", "latchkey-bin-*")
		if err != nil {
			built.err = err
			return
		}
		built.path = filepath.Join(folder, "latchkey")
		build := exec.Command("go", "build", "-tags", "nogui", "-o", built.path, "latchkey")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if output, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w: %s", err, output)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.path
}

// TestMain removes the program that program built.
func TestMain(m *testing.M) {
	code := m.Run()
	if built.path != "" {
		_ = os.RemoveAll(filepath.Dir(built.path))
	}
	os.Exit(code)
}

// world is one home with its environment.
type world struct {
	t    testing.TB
	home string
	env  []string

	usualTimes map[string]time.Duration // of jobs, see usual
}

// newWorld makes a home; env adds to a small, clean environment.
func newWorld(t testing.TB, env ...string) *world {
	t.Helper()
	home := t.TempDir()
	w := &world{t: t, home: filepath.Join(home, "latchkey")}
	w.env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "LANG=C.UTF-8", "LATCHKEY_HOME=" + w.home,
	}, env...)
	return w
}

// setenv replaces or adds one variable.
func (w *world) setenv(name, value string) {
	kept := w.env[:0:0]
	for _, pair := range w.env {
		if !strings.HasPrefix(pair, name+"=") {
			kept = append(kept, pair)
		}
	}
	w.env = append(kept, name+"="+value)
}

// get reads one variable of the world's environment.
func (w *world) get(name string) string {
	for _, pair := range w.env {
		if value, found := strings.CutPrefix(pair, name+"="); found {
			return value
		}
	}
	return ""
}

// answer is what a command gave.
type answer struct {
	code        int
	out, errOut string
}

// run runs latchkey with arguments.
func (w *world) run(args ...string) answer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	return w.finish(w.command(ctx, args...))
}

func (w *world) command(ctx context.Context, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, program(w.t), args...)
	command.Env = w.env
	return command
}

func (w *world) finish(command *exec.Cmd) answer {
	w.t.Helper()
	var out, errOut bytes.Buffer
	command.Stdout, command.Stderr = &out, &errOut
	err := command.Run()
	var exit *exec.ExitError
	killed := errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
	if err != nil && !errors.As(err, &exit) && !killed {
		w.t.Fatalf("run %v: %v", command.Args[1:], err)
	}
	return answer{code: command.ProcessState.ExitCode(), out: out.String(), errOut: errOut.String()}
}

// must runs latchkey and expects an exit code.
func (w *world) must(code int, args ...string) answer {
	w.t.Helper()
	got := w.run(args...)
	if got.code != code {
		w.t.Fatalf("latchkey %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got.code, code, got.out, got.errOut)
	}
	return got
}

// object reads a JSON answer.
func (a answer) object(t testing.TB) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(a.out), &object); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, a.out)
	}
	return object
}

// missing skips a test for a part that is not there, or fails it when every
// part is required.
func missing(t testing.TB, format string, values ...any) {
	t.Helper()
	reason := fmt.Sprintf(format, values...)
	if os.Getenv("LATCHKEY_REQUIRE_PARTS") != "" {
		t.Fatalf("a part that this test needs is missing: %s", reason)
	}
	t.Skip(reason)
}

// eventually waits until done, looking again whenever a little time has passed;
// for what another process does and tells nobody.
func eventually(t testing.TB, limit time.Duration, what string, done func() bool) {
	t.Helper()
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for !done() {
		select {
		case <-deadline.C:
			t.Fatalf("within %s: not %s", limit, what)
		case <-look.C:
		}
	}
}
