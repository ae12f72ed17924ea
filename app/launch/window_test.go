package launch_test

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// needs skips a test when an outside part is missing, or fails it where all
// parts are promised (make test).
func needs(t *testing.T, there bool, what string) {
	t.Helper()
	if there {
		return
	}
	if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
		t.Fatalf("needs %s", what)
	}
	t.Skipf("needs %s", what)
}

// desktop gives the built program, and an environment of its own for it.
func desktop(t *testing.T) (program string, env []string) {
	t.Helper()
	program = os.Getenv("LATCHKEY_DESKTOP_BIN")
	needs(t, program != "", "LATCHKEY_DESKTOP_BIN, the program with the window")
	home := t.TempDir()
	return program, []string{
		"HOME=" + home, "XDG_RUNTIME_DIR=" + home, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8",
		"LATCHKEY_HOME=" + filepath.Join(home, "latchkey"),
	}
}

// startScreen starts an X server of its own, and gives its name.
func startScreen(t *testing.T) string {
	t.Helper()
	_, err := exec.LookPath("Xvfb")
	needs(t, err == nil, "Xvfb, Debian's package xvfb")
	server := exec.Command("Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	output, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	number, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not tell its name: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// The window opens on a real display, all work reaches it on its own thread, and
// it ends when it is told to.
func TestTheWindowOpensAndEnds(t *testing.T) {
	program, env := desktop(t)
	screen := startScreen(t)
	_, err := exec.LookPath("xdotool")
	needs(t, err == nil, "xdotool")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var said bytes.Buffer
	command := exec.CommandContext(ctx, program, "demo")
	command.Env = append(env, "DISPLAY="+screen)
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	press := exec.CommandContext(ctx, "xdotool", "search", "--sync", "--onlyvisible", "--name", "^Latchkey$", "key", "--clearmodifiers", "ctrl+2")
	press.Env = command.Env
	if out, err := press.CombinedOutput(); err != nil {
		_ = command.Process.Kill()
		_ = command.Wait()
		t.Fatalf("no window: %v %s, said %q", err, out, said.String())
	}
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // how a cancelled command ends is not this test's subject
	for _, bad := range []string{"Fyne call thread", "panic:", "DATA RACE", "fatal error"} {
		if strings.Contains(said.String(), bad) {
			t.Errorf("it said %q", said.String())
		}
	}
}

// Without a screen it says so in words, instead of a stack trace.
func TestWithoutAScreenItSaysWhatToDo(t *testing.T) {
	program, env := desktop(t)
	command := exec.Command(program)
	command.Env = env
	out, err := command.CombinedOutput()
	if err == nil {
		t.Error("it ended as if a window had been open")
	}
	if strings.Contains(string(out), "goroutine") || len(out) == 0 {
		t.Errorf("it said %q", out)
	}
}
