//go:build linux

package endtoend

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"latchkey/auth/demoidp"
	"latchkey/session/vault/vaulttest"
)

// sealedFiles are the files with secrets.
func (s *scene) sealedFiles() []string {
	s.t.Helper()
	files, err := filepath.Glob(s.path("state", "sealed", "*"))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("no sealed files: %v", err)
	}
	return files
}

// keyFile is where the key of the sealed file lies.
func (s *scene) keyFile() string {
	s.t.Helper()
	_, rest, found := strings.Cut(string(s.read(s.path("config", "settings.toml"))), "key_file = \"")
	path, _, ends := strings.Cut(rest, "\"")
	if !found || !ends {
		s.t.Fatal("the settings name no key")
	}
	return path
}

// storageCauses are secrets in a sealed file.
func storageCauses() []cause {
	return []cause{
		{
			name: "storage: the key of the sealed file is gone", code: "storage_missing", link: linkStorage, fix: "settings",
			seed: func(s *scene) func() {
				s.signedIn()
				key := s.keyFile()
				if err := os.Rename(key, key+".away"); err != nil {
					s.t.Fatal(err)
				}
				return func() { _ = os.Rename(key+".away", key) }
			},
		},
		{
			name: "storage: the key of the sealed file is another", code: "storage_locked", link: linkStorage, fix: "settings",
			seed: func(s *scene) func() {
				s.signedIn()
				key := s.keyFile()
				right := s.read(key)
				s.write(key, bytes.Repeat([]byte("x"), len(right)))
				return func() { s.write(key, right) }
			},
		},
		{
			name: "storage: others may read the key of the sealed file", code: "storage_refused", link: linkStorage, fix: "tighten",
			seed: func(s *scene) func() {
				s.signedIn()
				if err := os.Chmod(s.keyFile(), 0o644); err != nil {
					s.t.Fatal(err)
				}
				return nil
			},
		},
	}
}

// secretCauses are secrets that are not there as they were kept.
func secretCauses() []cause {
	return []cause{
		{
			name: "storage: somebody removed the secrets", code: "secrets_missing", link: linkToken, fix: "sign_in",
			seed: func(s *scene) func() {
				s.signedIn()
				for _, file := range s.sealedFiles() {
					if err := os.Remove(file); err != nil {
						s.t.Fatal(err)
					}
				}
				return nil
			},
		},
		{
			name: "storage: the secrets are damaged", code: "secrets_damaged", link: linkToken, fix: "sign_in",
			seed: func(s *scene) func() {
				s.signedIn()
				for _, file := range s.sealedFiles() {
					content := s.read(file)
					for i := range content[len(content)/2:] {
						content[len(content)/2+i] ^= 0xff
					}
					s.write(file, content)
				}
				return nil
			},
		},
		{
			name: "storage: a passphrase that nobody can be asked for", code: "storage_passphrase_needed", link: linkStorage, fix: "unlock",
			seed: func(s *scene) func() {
				s.signedIn()
				settings := s.path("config", "settings.toml")
				before := s.read(settings)
				s.write(settings, []byte("[storage]\nkind = \"sealed_file\"\n"))
				return func() { s.write(settings, before) }
			},
		},
	}
}

// settingsCauses are the person's own settings.
func settingsCauses() []cause {
	return []cause{
		{
			name: "settings: a key that nobody knows", code: "file_invalid", link: linkStorage, fix: "settings",
			seed: func(s *scene) func() {
				s.signedIn()
				settings := s.path("config", "settings.toml")
				before := s.read(settings)
				s.write(settings, append([]byte("paint = \"green\"\n"), before...))
				return func() { s.write(settings, before) }
			},
		},
		{
			name: "settings: a value that is not allowed", code: "file_invalid", link: linkStorage, fix: "settings",
			seed: func(s *scene) func() {
				s.signedOut()
				settings := s.path("config", "settings.toml")
				before := s.read(settings)
				s.write(settings, append([]byte("language = \"tlh\"\n"), before...))
				return func() { s.write(settings, before) }
			},
		},
	}
}

// withKeyring is a scene that keeps its secrets in a keyring; nobody is signed in.
func (s *scene) withKeyring(env []string) {
	s.t.Helper()
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		if name != "HOME" && name != "PATH" {
			s.setenv(name, value)
		}
	}
	s.providerWith(demoidp.Options{})
}

// keyringCauses are keyrings that cannot be used, and what somebody does at the
// desktop about it.
func keyringCauses() []cause {
	return []cause{
		{
			name: "keyring: locked", code: "storage_locked", link: linkStorage, fix: "unlock",
			seed: func(s *scene) func() {
				env := vaulttest.StartBus(s.t)
				end := vaulttest.AddKeyring(s.t, env)
				s.withKeyring(env)
				s.must(0, "sign-in")
				vaulttest.Lock(s.t, env)
				return func() { end(); vaulttest.AddKeyring(s.t, env) } // as signing in at the desktop again does
			},
		},
		{
			name: "keyring: no bus", code: "storage_missing", link: linkStorage, fix: "start_keyring",
			seed: func(s *scene) func() {
				s.withKeyring([]string{"DBUS_SESSION_BUS_ADDRESS="})
				return func() {
					for _, pair := range vaulttest.StartKeyring(s.t) {
						if value, ok := strings.CutPrefix(pair, "DBUS_SESSION_BUS_ADDRESS="); ok {
							s.setenv("DBUS_SESSION_BUS_ADDRESS", value)
						}
					}
				}
			},
		},
		{
			name: "keyring: a bus without a keyring", code: "storage_missing", link: linkStorage, fix: "start_keyring",
			seed: func(s *scene) func() {
				env := vaulttest.StartBus(s.t)
				s.withKeyring(env)
				return func() { vaulttest.AddKeyring(s.t, env) }
			},
		},
	}
}

// silentKeyringCauses are keyrings that answer nothing, or have nothing.
func silentKeyringCauses() []cause {
	return []cause{
		{
			name: "keyring: it never answers", code: "storage_locked", link: linkStorage, fix: "unlock",
			seed: func(s *scene) func() {
				env := vaulttest.StartBus(s.t)
				s.withKeyring(env)
				end := blackHole(s.t, env)
				return func() { end(); vaulttest.AddKeyring(s.t, env) }
			},
		},
		{
			name: "keyring: somebody removed the secrets", code: "secrets_missing", link: linkToken, fix: "sign_in",
			seed: func(s *scene) func() {
				env := vaulttest.StartKeyring(s.t)
				s.withKeyring(env)
				s.must(0, "sign-in")
				emptyKeyring(s.t, env)
				return nil
			},
		},
	}
}

// ending collects what a helper would do at the end of the test, to do it before.
type ending struct {
	testing.TB
	ends []func()
}

// Cleanup is that of testing.TB.
func (e *ending) Cleanup(end func()) { e.ends = append(e.ends, end) }

// blackHole is vaulttest.BlackHole, and gives what ends it.
func blackHole(t testing.TB, env []string) (end func()) {
	t.Helper()
	e := &ending{TB: t}
	vaulttest.BlackHole(e, env)
	all := sync.OnceFunc(func() {
		for _, end := range e.ends {
			end()
		}
	})
	t.Cleanup(all)
	return all
}

// emptyKeyring removes everything from a keyring, as another program does.
func emptyKeyring(t testing.TB, env []string) {
	t.Helper()
	tool := vaulttest.Require(t, "secret-tool")
	for removed := 0; ; removed++ {
		command := exec.Command(tool, "clear", "xdg:schema", "org.freedesktop.Secret.Generic")
		command.Env = env
		if err := command.Run(); err != nil { // there is nothing more
			if removed == 0 {
				t.Fatalf("nothing was removed: %v", err)
			}
			return
		}
	}
}
