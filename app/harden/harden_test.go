package harden_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"latchkey/app/harden"
)

const (
	canary = "CANARY-0123456789"
	role   = "HARDEN_TEST_ROLE" // names what the test binary plays
)

func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case "recovers":
		harden.ForbidCoreDumps(true)
		os.Exit(recovers())
	case "crashes":
		harden.ForbidCoreDumps(false)
		panic("on purpose")
	case "crashes exclusively":
		harden.ForbidCoreDumps(true)
		panic("on purpose")
	case "crashes unprotected":
		panic("on purpose")
	}
	os.Exit(m.Run())
}

func recovers() (code int) {
	defer harden.Recover(os.Stderr, &code)
	return carry(canary)
}

//go:noinline
func carry(secret string) int { panic(fmt.Errorf("cannot use %s", secret)) }

// play runs the test binary in a role, in a folder of its own and with the
// limit on core files as high as it may be.
func play(t *testing.T, as string) (output, folder string, code int) {
	t.Helper()
	folder = t.TempDir()
	child := exec.CommandContext(t.Context(), os.Args[0])
	if runtime.GOOS != "windows" {
		child = exec.CommandContext(t.Context(), "/bin/sh", "-c", `ulimit -c $(ulimit -H -c); exec "$0"`, os.Args[0])
	}
	child.Dir = folder
	child.Env = append(os.Environ(), role+"="+as, "GOTRACEBACK=crash")
	both, err := child.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(both), folder, child.ProcessState.ExitCode()
}

func TestAPanicIsToldWithoutItsValue(t *testing.T) {
	t.Parallel()
	output, _, code := play(t, "recovers")
	if code != 1 || !strings.HasPrefix(output, harden.Failure+"\n") {
		t.Fatalf("exit %d: %s", code, output)
	}
	if strings.Contains(output, "CANARY") || strings.Contains(output, "0x") {
		t.Fatalf("the trace holds a value: %s", output)
	}
	if !strings.Contains(output, "harden_test.carry") || !strings.Contains(output, "harden_test.go:") {
		t.Fatalf("the trace does not say where: %s", output)
	}
}

func TestNoCoreFileIsWritten(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows writes none")
	}
	cores := func(as string) []string {
		_, folder, _ := play(t, as)
		files, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	if len(cores("crashes unprotected")) == 0 {
		t.Log("this computer writes no core file into the current folder, so there is none to be kept from being written")
	}
	for _, as := range []string{"crashes", "crashes exclusively"} {
		if files := cores(as); len(files) > 0 {
			t.Errorf("%s: %q", as, files)
		}
	}
}

func TestNothingIsToldWithoutAPanic(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	code := 7
	func() { defer harden.Recover(&out, &code) }()
	if out.Len() > 0 || code != 7 {
		t.Fatalf("%d %q", code, &out)
	}
}
