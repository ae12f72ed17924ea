package vaulttest

import (
	"bytes"
	"crypto/pbkdf2"
	"crypto/sha512"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// What kwalletd derives a wallet's key with, from its password and the salt beside it.
const (
	walletRounds    = 50_000
	walletKeyLength = 56
	walletSaltBytes = 56
	walletName      = "kdewallet"
	walletService   = "org.kde.kwalletd5"
)

// walletSettings are those of somebody who has used the wallet before: without, a wizard opens.
const walletSettings = "[Wallet]\nFirst Use=false\nEnabled=true\n[org.freedesktop.secrets]\napiEnabled=true\n"

// KWallet is a running kwalletd with a wallet that is open as a sign-in to a KDE
// desktop leaves it, and is the Secret Service of a session bus of its own. It
// ends with the test.
type KWallet struct {
	// Env holds the variables of the session, as StartBus gives them; DISPLAY is
	// the screen that kwalletd would ask on.
	Env []string

	t    testing.TB
	conn *dbus.Conn
	key  []byte
	end  func()
}

// StartKWallet starts a session bus, a screen, and kwalletd on both.
func StartKWallet(t testing.TB) *KWallet {
	t.Helper()
	Require(t, "kwalletd5")
	env := append(StartBus(t), "DISPLAY="+startScreen(t), "LANG=C.UTF-8")
	lookup := Lookup(env)
	w := &KWallet{Env: env, t: t, conn: connect(t, env)}
	salt := bytes.Repeat([]byte("s"), walletSaltBytes)
	for path, content := range map[string][]byte{
		filepath.Join(lookup("XDG_CONFIG_HOME"), "kwalletrc"):                  []byte(walletSettings),
		filepath.Join(lookup("XDG_DATA_HOME"), "kwalletd", walletName+".salt"): salt,
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if w.key, err = pbkdf2.Key(sha512.New, "a password for tests", salt, walletRounds, walletKeyLength); err != nil {
		t.Fatal(err)
	}
	w.start()   // makes the wallet, which the running kwalletd does not serve yet
	w.Restart() // and serves it
	return w
}

// Restart ends kwalletd without a warning, and starts it again with its wallet open.
func (w *KWallet) Restart() {
	w.t.Helper()
	w.end()
	awaitNobody(w.t, w.conn, secretsName)
	awaitNobody(w.t, w.conn, walletService)
	w.start()
}

// Lock closes the wallet, as its owner does in the wallet's own program.
func (w *KWallet) Lock() {
	w.t.Helper()
	if err := w.wallet().Call("org.kde.KWallet.closeAllWallets", 0).Err; err != nil {
		w.t.Fatalf("close the wallet: %v", err)
	}
}

// Unlock opens the wallet with its key.
func (w *KWallet) Unlock() {
	w.t.Helper()
	w.open()
}

// Sync waits until the wallet is in its file: kwalletd answers first and writes
// some seconds later.
func (w *KWallet) Sync() {
	w.t.Helper()
	file := filepath.Join(Lookup(w.Env)("XDG_DATA_HOME"), "kwalletd", walletName+".kwl")
	before := w.modified(file)
	w.until("saved", func() bool { return w.modified(file).After(before) })
}

func (w *KWallet) modified(file string) time.Time {
	info, err := os.Stat(file)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

func (w *KWallet) wallet() dbus.BusObject {
	return w.conn.Object(walletService, "/modules/kwalletd5")
}

func (w *KWallet) start() {
	w.t.Helper()
	cmd := exec.Command(Require(w.t, "kwalletd5"))
	cmd.Env = w.Env
	w.end = start(w.t, cmd)
	w.open()
}

// open opens the wallet with its key, as the PAM module of the sign-in to the
// desktop does; a wallet that is not there is made.
func (w *KWallet) open() {
	w.t.Helper()
	w.until("open", func() (open bool) {
		w.wallet().Go("org.kde.KWallet.pamOpen", dbus.FlagNoReplyExpected, nil, walletName, w.key, int32(0))
		err := w.wallet().Call("org.kde.KWallet.isOpen", 0, walletName).Store(&open)
		return err == nil && open
	})
}

// until waits for what kwalletd does and tells nobody. A window needs longer
// than a daemon.
func (w *KWallet) until(what string, done func() bool) {
	w.t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	timeout := time.NewTimer(2 * patience)
	defer timeout.Stop()
	for !done() {
		select {
		case <-look.C:
		case <-timeout.C:
			w.t.Fatalf("the wallet is not %s", what)
		}
	}
}
