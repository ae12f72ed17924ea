package vaulttest

import (
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// awaitNobody waits until nobody owns a name on the bus: the bus learns a little
// later than we that a process has ended, and a second owner would give up.
func awaitNobody(t testing.TB, conn *dbus.Conn, name string) {
	t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	for owned := true; ; {
		if err := conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned); err != nil {
			t.Fatal(err)
		}
		if !owned {
			return
		}
		select {
		case <-look.C:
		case <-timeout.C:
			t.Fatalf("%s still has an owner", name)
		}
	}
}
