package secretservice

import (
	"errors"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

func TestOnlyUnixSocketsAreTaken(t *testing.T) {
	for address, want := range map[string][]string{
		"unix:path=/run/user/1000/bus":                  {"/run/user/1000/bus"},
		"unix:path=/a,guid=12;unix:abstract=/b,guid=34": {"/a", "@/b"},
		"unix:path=/with%20space":                       {"/with space"},
		"unix:path=/broken%2":                           nil,
		"unix:tmpdir=/tmp":                              nil,
		"autolaunch:":                                   nil,
		"unixexec:path=/bin/sh":                         nil,
		"tcp:host=127.0.0.1,port=1":                     nil,
		"disabled:":                                     nil,
		"":                                              nil,
	} {
		if got := socketPaths(address); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestAddressIsNeverInvented(t *testing.T) {
	folder := t.TempDir()
	env := func(vars map[string]string) func(string) string { return func(k string) string { return vars[k] } }
	for name, vars := range map[string]map[string]string{
		"nothing": {}, "an empty folder": {"XDG_RUNTIME_DIR": folder},
	} {
		if got, err := Address(env(vars)); !errors.Is(err, ErrMissing) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	socket, err := net.Listen("unix", filepath.Join(folder, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = socket.Close() }()
	got, err := Address(env(map[string]string{"XDG_RUNTIME_DIR": folder}))
	if err != nil || !slices.Equal(socketPaths(got), []string{filepath.Join(folder, "bus")}) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestErrorsOfTheServiceAreSorted(t *testing.T) {
	for name, want := range map[string]error{
		"org.freedesktop.DBus.Error.ServiceUnknown":      ErrMissing,
		"org.freedesktop.DBus.Error.Spawn.ChildExited":   ErrMissing,
		"org.freedesktop.DBus.Error.NoReply":             ErrNoAnswer,
		"org.freedesktop.DBus.Error.AccessDenied":        ErrRefused,
		"org.freedesktop.Secret.Error.IsLocked":          ErrLocked,
		"org.freedesktop.Secret.Error.NoSession":         ErrBroken,
		"org.freedesktop.Secret.Error.NoSuchObject":      errGone,
		"org.example.\x1b[31mOdd\n" + longName():         ErrRefused,
		"org.freedesktop.DBus.Error.SomethingElseAtAll_": ErrRefused,
	} {
		err := classify(dbus.Error{Name: name, Body: []any{"canary"}})
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
		if text := err.Error(); strings.ContainsAny(text, "\x1b\n") || len(text) > 200 || strings.Contains(text, "canary") {
			t.Errorf("%q: the text is %q", name, text)
		}
	}
	if err := classify(dbus.ErrClosed); !errors.Is(err, ErrBroken) {
		t.Errorf("closed: %v", err)
	}
}

func longName() string { return strings.Repeat("x", 300) }
