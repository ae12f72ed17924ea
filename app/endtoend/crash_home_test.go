//go:build linux && amd64

package endtoend

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// rig is a home that an operation is tried in again and again, each time as it
// was: the files come from a template, the sign-in is a new one, because a
// provider that rotates refresh tokens knows each of them once.
type rig struct {
	*world
	op       operation
	server   *demoidp.Server
	folder   string // the person's home; what is watched
	template string

	backup string            // id of the backup that the operation is about; empty: none
	wanted map[string]string // what the backup's files were, by path, before they were put aside
	kept   treasure          // what must be somewhere, by the time of begin
	sealed []string          // the files with secrets, by the time of begin
	spent  int               // refresh requests that the provider had heard, by the time of begin

	attempts int
	ends     map[string]int // what was told and left, and how often
}

// labcad is an app of the person's own catalogue: two versions, files of the
// kind that a modeling app keeps its sign-in in.
const labcad = `id = "labcad"
name = "Lab CAD"
vendor = "Lab"
processes = ["labcad-of-the-crash-tests"]

[[state]]
system = "linux"
path = "~/.labcad/Lab CAD {version}/login_session.dat"
kind = "session"
reset = "file"
source = "the tests"
confidence = "high"
checked = 2026-11-22
`

func labcadFiles() map[string]string {
	return map[string]string{
		".labcad/Lab CAD 2025/login_session.dat": "opaque\x00of 2025",
		".labcad/Lab CAD 2026/login_session.dat": "opaque\x00of 2026",
	}
}

// newRig makes the template: a home that has been used, with nobody signed in.
func newRig(t *testing.T, op operation) *rig {
	t.Helper()
	server, err := demoidp.Start(t.Context(), demoidp.Options{MetadataLifetime: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	base := memoryFolder(t)
	r := &rig{op: op, server: server, ends: map[string]int{}, folder: filepath.Join(base, "home"), template: filepath.Join(base, "template")}
	r.world = &world{t: t, home: filepath.Join(r.folder, "latchkey")}
	r.env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.folder, "LANG=C.UTF-8", "LATCHKEY_HOME=" + r.home}
	r.settings("[storage]\nkind = \"sealed_file\"\nkey_file = \"" + filepath.Join(r.folder, "key") + "\"\n")
	r.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	r.writeFiles(map[string]string{"latchkey/config/apps/labcad.toml": labcad})
	r.writeFiles(labcadFiles())
	if !op.virgin {
		r.signInHere()
		r.must(0, "sign-out")
	}
	if err := os.Rename(r.folder, r.template); err != nil {
		t.Fatal(err)
	}
	return r
}

// memoryFolder saves thousands of real flushes; what a power cut does to
// unflushed bytes is not tested by a kill anyway.
func memoryFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "latchkey-crash-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

func (r *rig) writeFiles(files map[string]string) {
	r.t.Helper()
	for name, content := range files {
		path := filepath.Join(r.folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)); err != nil {
			r.t.Fatal(err)
		}
	}
}

// begin brings the home to where the operation starts.
func (r *rig) begin() {
	r.t.Helper()
	if err := errors.Join(os.RemoveAll(r.folder), copyTree(r.template, r.folder)); err != nil {
		r.t.Fatal(err)
	}
	r.backup = ""
	if r.op.prepare != nil {
		r.op.prepare(r)
	}
	r.kept, r.sealed, r.spent = r.treasure(), r.sealedFiles(), r.refreshes()
}

func (r *rig) refreshes() int { return r.server.Control().Counts()[demoidp.EndpointTokenRefresh] }

// rotated says that the provider has renewed since begin.
func (r *rig) rotated() bool { return r.refreshes() > r.spent }

// newBundles are the bundles that lie in the storage since begin.
func (r *rig) newBundles() []string {
	return slices.DeleteFunc(r.sealedFiles(), func(path string) bool {
		return slices.Contains(r.sealed, path) || !strings.Contains(path, "-chunk.")
	})
}

// copyTree copies folders and files with their modes and times.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := to + strings.TrimPrefix(path, from)
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.Mkdir(target, info.Mode().Perm())
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return errors.Join(os.WriteFile(target, content, info.Mode().Perm()), os.Chtimes(target, info.ModTime(), info.ModTime()))
	})
}

// signInHere signs Mila in.
func (r *rig) signInHere() {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	command := r.command(ctx, "sign-in", "--no-browser")
	end := r.attend(command)
	if err := command.Run(); err != nil {
		r.t.Fatalf("sign-in: %v\n%s", err, end().errOut)
	}
	end()
}

// attend collects a command's output, and has Mila visit the address that it
// prints, if it prints one. Call what it gives after the command's end.
func (r *rig) attend(command *exec.Cmd) (end func() answer) {
	var out bytes.Buffer
	talk := &listener{visit: func(address string) {
		agent := &demoidp.UserAgent{Person: "mila"}
		_ = agent.Open(context.Background(), address) // the program may have been killed
	}}
	command.Stdout, command.Stderr = &out, talk
	return func() answer {
		talk.visits.Wait()
		return answer{out: out.String(), errOut: talk.text.String()}
	}
}

// listener is a program's standard error, where it prints an address alone on a line.
type listener struct {
	visit  func(address string)
	visits sync.WaitGroup
	text   strings.Builder
	line   strings.Builder
}

func (l *listener) Write(text []byte) (int, error) {
	l.text.Write(text)
	for _, char := range text {
		if char != '\n' {
			l.line.WriteByte(char)
			continue
		}
		if line := l.line.String(); addressLine.MatchString(line) {
			l.visits.Go(func() { l.visit(line) })
		}
		l.line.Reset()
	}
	return len(text), nil
}

// attempt runs the operation; every point is judged.
func (r *rig) attempt(judge func(point) verdict) (answer, []point) {
	r.t.Helper()
	command := traced(r.t, r.operation()...)
	command.Env = r.env
	end := r.attend(command)
	tr := tracer{root: r.folder, judge: judge}
	code, err := tr.run(command)
	if err != nil {
		r.t.Fatal(err)
	}
	got := end()
	got.code = code
	return got, tr.seen
}

// plainly runs the operation as anybody does.
func (r *rig) plainly() answer {
	r.t.Helper()
	command := exec.Command(program(r.t), r.operation()...)
	command.Env = r.env
	end := r.attend(command)
	limit := time.AfterFunc(commandLimit, func() { _ = command.Process.Kill() })
	defer limit.Stop()
	var exit *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &exit) {
		r.t.Fatal(err)
	}
	got := end()
	got.code = command.ProcessState.ExitCode()
	return got
}

func (r *rig) operation() []string { return append(r.op.args(r), "--json") }
