//go:build unix

package core

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"latchkey/auth/transport/transporttest"
	"latchkey/session/tomlfile"
)

func TestAFileForEverybodyIsTheAdministratorsAlone(t *testing.T) {
	t.Parallel()
	usual := map[string]spot{
		"/": {mode: fs.ModeDir | 0o755}, "/etc": {mode: fs.ModeDir | 0o755}, "/etc/latchkey": {mode: fs.ModeDir | 0o755},
		"/etc/latchkey/network.toml": {mode: 0o644}, "/private": {mode: fs.ModeDir | 0o755}, "/private/n.toml": {mode: 0o600},
		"/home": {mode: fs.ModeDir | 0o777}, "/home/n.toml": {mode: 0o644},
		"/etc/link": {mode: fs.ModeSymlink | 0o777, link: "/private"}, "/etc/near": {mode: fs.ModeSymlink | 0o777, link: "../private/n.toml"},
		"/etc/out": {mode: fs.ModeSymlink | 0o777, link: "/home/n.toml"}, "/etc/self": {mode: fs.ModeSymlink | 0o777, link: "self"},
		"/etc/theirs": {owner: 1000, mode: 0o600}, "/etc/group": {mode: 0o664}, "/etc/all": {mode: 0o646},
		"/etc/own": {owner: 1000, mode: fs.ModeSymlink | 0o777, link: "/private/n.toml"},
	}
	look := func(path string) (spot, error) {
		seen, ok := usual[path]
		if !ok {
			return spot{}, fs.ErrNotExist
		}
		return seen, nil
	}
	for path, wrong := range map[string]string{
		"/etc/latchkey/network.toml": "", "/etc/link/n.toml": "", "/etc/near": "", "/etc/../etc/near": "",
		"/etc/out": "/home", "/etc/self": "/etc/self", "/etc/theirs": "/etc/theirs", "/etc/group": "/etc/group", "/etc/all": "/etc/all",
		"/etc/own": "/etc/own", "/home/n.toml": "/home", "/etc/none": "/etc/none", "etc/relative": "etc/relative",
	} {
		err := checkWay(path, look, maxLinks)
		found, _ := asType[*tomlfile.Error](err)
		if wrong == "" && err != nil || wrong != "" && (found == nil || found.File != wrong) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestTheRealWayIsLookedAt(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "network.toml")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o666); err != nil {
		t.Fatal(err)
	}
	var found *tomlfile.Error
	if err := isMachines(file); !errors.As(err, &found) {
		t.Errorf("a file that all may write is believed: %v", err)
	}
	if err := isMachines(file + ".none"); !errors.As(err, &found) {
		t.Errorf("a file that is not there is believed: %v", err)
	}
}

// machine is a computer whose administrator wrote a network.toml.
func machine(t *testing.T, text, own string) (c *Core, file string) {
	t.Helper()
	home := t.TempDir()
	c, err := Open(World{Env: func(name string) string {
		if name == "LATCHKEY_HOME" {
			return home
		}
		return ""
	}, Home: home, GOOS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	c.Deps.Paths.MachineProviders = filepath.Join(folder, "providers")
	c.wire.isMachines = func(string) error { return nil }
	file = filepath.Join(folder, "network.toml")
	for path, content := range map[string]string{file: text, c.Deps.Paths.Settings: own} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return c, file
}

func TestTheMachineGoesFirstAndAuthoritiesAddUp(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	ca := func(name string) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, transporttest.NewAuthority(t, name).PEM(), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	all, own := ca("all"), ca("own")
	c, file := machine(t, "proxy = 'http://machine:1'\nno_proxy = ['machine.test']\nca_files = ['"+all+"']\n",
		"[network]\nproxy = 'http://own:2'\nno_proxy = ['provider.invalid']\nca_files = ['"+own+"']\n")
	answer, err := c.Network(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if answer.Proxy != (NetworkProxy{URL: "http://machine:1", Source: "machine"}) || !slices.Equal(answer.NoProxy, []string{"machine.test"}) {
		t.Errorf("proxy %+v, exceptions %v", answer.Proxy, answer.NoProxy)
	}
	if len(answer.CAFiles) != 2 || answer.CAFiles[0].Source != "machine" || answer.CAFiles[1].Source != "settings" || answer.MachineFile != file {
		t.Errorf("%+v", answer)
	}
	c, _ = machine(t, "no_proxy = ['a.test']\n", "[network]\nproxy = 'http://own:2'\nno_proxy = ['b.test']\n")
	answer, err = c.Network(t.Context())
	if err != nil || answer.Proxy.Source != "settings" || !slices.Equal(answer.NoProxy, []string{"a.test", "b.test"}) {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestAMachineFileThatIsNotBelievedStopsEverything(t *testing.T) {
	t.Parallel()
	c, file := machine(t, "ca_files = ['/etc/theirs.pem']\n", "")
	for _, wrong := range []string{file, "/etc/theirs.pem"} {
		c.wire.isMachines = func(path string) error {
			if path == wrong {
				return notMachines(path)
			}
			return nil
		}
		_, err := c.httpTransport()
		if found, ok := asType[*tomlfile.Error](err); !ok || found.File != wrong || !strings.Contains(found.Reason, "administrator") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	c, file = machine(t, "proxy = 'nowhere'\n", "")
	_, err := c.Network(t.Context())
	if found, ok := asType[*tomlfile.Error](err); !ok || *found != (tomlfile.Error{File: file, Line: 1, Key: "proxy", Reason: "is not the address of a proxy"}) {
		t.Errorf("got %v", err)
	}
}
