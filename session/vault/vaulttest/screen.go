package vaulttest

import (
	"bufio"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// startScreen starts an X server of its own, for keyring programs that are
// windows, and returns its name as for DISPLAY.
func startScreen(t testing.TB) string {
	t.Helper()
	cmd := exec.Command(Require(t, "Xvfb"), "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, cmd)
	timer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	number, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the screen did not come up: %v", err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return ":" + strings.TrimSpace(number)
}
