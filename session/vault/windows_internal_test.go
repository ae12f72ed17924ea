//go:build windows

package vault

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"golang.org/x/sys/windows"
)

func TestKeyFileIsBoundToTheUser(t *testing.T) {
	path := keyFile(t)
	content, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(content, []byte(boundMagic)) || len(content) > maxKey {
		t.Fatalf("%d bytes, %v", len(content), err)
	}
	key, err := readKeyFile(path)
	if err != nil || len(key) != minKey || bytes.Contains(content, key) {
		t.Fatalf("%d bytes of key, %v; the file may show it", len(key), err)
	}
	if again, err := readKeyFile(path); err != nil || !bytes.Equal(key, again) {
		t.Errorf("read again: %v", err)
	}
}

func TestKeyFileThatWindowsCannotOpenIsAnotherUsers(t *testing.T) {
	bound, err := bindKey(make(secret, minKey))
	if err != nil {
		t.Fatal(err)
	}
	bound[len(bound)-1] ^= 1
	for name, content := range map[string][]byte{"altered": bound, "cut": bound[:40], "empty": []byte(boundMagic)} {
		if _, err := readKeyFile(fileWith(t, content)); !errors.Is(err, ErrOtherUser) {
			t.Errorf("%s: %v, want another user's", name, err)
		}
	}
}

func TestKeyFileOfAnAdministratorIsTakenAsItIs(t *testing.T) {
	want := bundle(minKey+8, 3)
	if key, err := readKeyFile(fileWith(t, want)); err != nil || !bytes.Equal(key, want) {
		t.Errorf("%v", err)
	}
	if _, err := readKeyFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, ErrKeyFileMissing) {
		t.Errorf("%v, want that it is missing", err)
	}
}

// TestCredentialManager runs the contract on the real one, in a name space of its own.
func TestCredentialManager(t *testing.T) {
	o := Options{Namespace: "latchkey:test-" + strconv.Itoa(os.Getpid())}
	t.Cleanup(func() {
		if err := mustOpen(t, o).RemoveAll(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
	})
	if state := mustOpen(t, o).State(t.Context()); state != StateOK {
		t.Fatalf("state %q", state)
	}
	for name, run := range contractCases() {
		t.Run(name, func(t *testing.T) {
			if err := mustOpen(t, o).RemoveAll(t.Context()); err != nil {
				t.Fatal(err)
			}
			run(t, func() *Vault { return mustOpen(t, o) })
		})
	}
}

func TestErrorsOfWindowsAreSorted(t *testing.T) {
	if err := systemError(windows.ERROR_NO_SUCH_LOGON_SESSION); !errors.Is(err, ErrNoLogonSession) || !errors.Is(err, ErrRefused) {
		t.Errorf("%v", err)
	}
	if err := systemError(errors.New("something else")); !errors.Is(err, ErrRefused) {
		t.Errorf("%v", err)
	}
}
