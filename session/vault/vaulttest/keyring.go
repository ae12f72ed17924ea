package vaulttest

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// secretsName is the bus name of the Secret Service.
const secretsName = "org.freedesktop.secrets"

// StartKeyring starts a session bus with a gnome-keyring on it whose login
// keyring is unlocked. It returns the variables of that session, as StartBus.
func StartKeyring(t testing.TB) (env []string) {
	t.Helper()
	return startKeyring(t, "--unlock")
}

// StartEmptyKeyring is StartKeyring without any keyring in it, as on a machine
// where nobody has signed in graphically.
func StartEmptyKeyring(t testing.TB) (env []string) {
	t.Helper()
	return startKeyring(t)
}

// AddKeyring starts a gnome-keyring with an unlocked login keyring on a bus that
// StartBus started. The function ends it before the test ends.
func AddKeyring(t testing.TB, env []string) (end func()) {
	t.Helper()
	return addKeyring(t, env, "--unlock")
}

func startKeyring(t testing.TB, args ...string) []string {
	t.Helper()
	Require(t, "gnome-keyring-daemon")
	env := StartBus(t)
	addKeyring(t, env, args...)
	return env
}

func addKeyring(t testing.TB, env []string, args ...string) (end func()) {
	t.Helper()
	program := Require(t, "gnome-keyring-daemon")
	conn := connect(t, env)
	if err := conn.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, secretsName)); err != nil {
		t.Fatal(err)
	}
	owners := make(chan *dbus.Signal, 8)
	conn.Signal(owners)
	cmd := exec.Command(program, append(args, "--foreground", "--components=secrets")...)
	cmd.Env = env
	cmd.Stdin = strings.NewReader("a password for tests")
	end = start(t, cmd)
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	for {
		select {
		case s := <-owners:
			if s != nil && s.Name == "org.freedesktop.DBus.NameOwnerChanged" && s.Body[2] != "" {
				return end
			}
		case <-timeout.C:
			t.Fatal("gnome-keyring did not come up")
		}
	}
}

// Lock locks the login keyring of a session that StartKeyring started.
func Lock(t testing.TB, env []string) {
	t.Helper()
	var locked []dbus.ObjectPath
	var prompt dbus.ObjectPath
	paths := []dbus.ObjectPath{"/org/freedesktop/secrets/collection/login"}
	err := connect(t, env).Object(secretsName, "/org/freedesktop/secrets").
		Call("org.freedesktop.Secret.Service.Lock", 0, paths).Store(&locked, &prompt)
	if err != nil || len(locked) != 1 {
		t.Fatalf("lock the keyring: %v, locked %v", err, locked)
	}
}

// BlackHole takes the Secret Service's name on a bus and never answers a call.
func BlackHole(t testing.TB, env []string) {
	t.Helper()
	conn := connect(t, env)
	conn.Eavesdrop(make(chan *dbus.Message)) // drops every message before it is handled
	conn.BusObject().Go("org.freedesktop.DBus.RequestName", 0, nil, secretsName, uint32(4))
	asker := connect(t, env)
	timeout := time.Now().Add(patience)
	for owned := false; !owned; {
		if err := asker.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, secretsName).Store(&owned); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(timeout) {
			t.Fatal("the name was not taken")
		}
	}
}
