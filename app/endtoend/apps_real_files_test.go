//go:build linux

package endtoend

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// markName is an extended attribute that a reset and its undo must carry along.
const markName = "user.latchkey.test"

// realFile is all of a file that an undo has to give back.
type realFile struct {
	path     string
	content  []byte
	mode     os.FileMode
	modified time.Time
	mark     string // extended attribute
	owner    uint32
}

// plant writes a file with a mode, a time and an extended attribute that no program gives by itself.
func plant(t testing.TB, path, content string) realFile {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setxattr(path, markName, []byte("kept "+filepath.Base(path)), 0); err != nil {
		t.Logf("no extended attributes here (%v)", err)
	}
	written := time.Date(2025, 3, 4, 5, 6, 7, 123_456_789, time.UTC)
	if err := os.Chtimes(path, written, written); err != nil {
		t.Fatal(err)
	}
	return lookAt(t, path)
}

func lookAt(t testing.TB, path string) realFile {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mark := make([]byte, 256)
	length, err := syscall.Getxattr(path, markName, mark)
	if err != nil {
		length = 0
	}
	return realFile{
		path: path, content: content, mode: info.Mode(), modified: info.ModTime(),
		mark: string(mark[:length]), owner: info.Sys().(*syscall.Stat_t).Uid,
	}
}

// stands fails the test unless the file is there as it was.
func (f realFile) stands(t testing.TB) {
	t.Helper()
	if !exists(f.path) {
		t.Errorf("%s is gone", f.path)
		return
	}
	got := lookAt(t, f.path)
	if !bytes.Equal(got.content, f.content) || got.mode != f.mode || !got.modified.Equal(f.modified) || got.mark != f.mark ||
		got.owner != f.owner {
		t.Errorf("%s: %v %v %q, %d bytes; was %v %v %q, %d bytes", f.path,
			got.mode, got.modified, got.mark, len(got.content), f.mode, f.modified, f.mark, len(f.content))
	}
}

// isAway fails the test when the file is still there.
func (f realFile) isAway(t testing.TB) {
	t.Helper()
	if _, err := os.Lstat(f.path); !os.IsNotExist(err) {
		t.Errorf("%s is still there (%v)", f.path, err)
	}
}

// appFound is the part of the answer of `latchkey apps` that these tests look at.
type appFound struct {
	version, prefix string
	running         bool
	paths, licences []string // those that exist
}

// appsFound asks for the versions of one app.
func appsFound(t testing.TB, got answer, id string) (all []appFound) {
	t.Helper()
	for _, one := range got.object(t)["apps"].([]any) {
		app := one.(map[string]any)
		if app["id"] != id || app["found"] != true {
			continue
		}
		prefix, _ := app["prefix"].(string)
		all = append(all, appFound{
			version: app["version"].(string), prefix: prefix, running: app["running"].(bool),
			paths: pathsIn(app["paths"]), licences: pathsIn(app["licences"]),
		})
	}
	return all
}

func pathsIn(list any) (paths []string) {
	for _, one := range list.([]any) {
		if entry := one.(map[string]any); entry["exists"] == true {
			paths = append(paths, entry["path"].(string))
		}
	}
	return paths
}
