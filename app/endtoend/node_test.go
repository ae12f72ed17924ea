//go:build linux

package endtoend

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// startNode runs a script of testdata/node with the Node that is pinned there.
// Each script ends with its input, and so with the test.
func startNode(t testing.TB, script string) (io.Writer, io.Reader) {
	t.Helper()
	folder := filepath.Join("testdata", "node")
	found, err := filepath.Glob(filepath.Join(folder, "node_modules", "node-linux-*", "bin", "node"))
	if err != nil || len(found) == 0 {
		missing(t, "the Node packages are not installed: run .ci/install-test-parts")
	}
	node, err := filepath.Abs(found[0])
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(node, script)
	command.Dir = folder
	return startTalking(t, command)
}

// startTalking starts a program that is spoken to, and that ends with its input.
func startTalking(t testing.TB, command *exec.Cmd) (io.Writer, io.Reader) {
	t.Helper()
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	return input, output
}
