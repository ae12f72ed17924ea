package vaulttest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// keePassDatabase is a database in the format of `keepassxc-cli export` whose one group is exposed as the Secret Service's
// collection: that is an item among the database's own data, under KeePassXC's key FDO_SECRETS_EXPOSED_GROUP.
const keePassDatabase = `<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile><Meta><DatabaseName>Tests</DatabaseName><RecycleBinEnabled>%t</RecycleBinEnabled>
<CustomData><Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{4c617463-686b-6579-2074-657374733131}</Value></Item></CustomData></Meta>
<Root><Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Root</Name>
<Group><UUID>TGF0Y2hrZXkgdGVzdHMxMQ==</UUID><Name>Shared with programs</Name></Group></Group></Root></KeePassFile>
`

// keePassSettings let KeePassXC start without a question and be a Secret Service. It saves when it is locked, and not by itself:
// 2.7.4 saves in the background while it takes changes from programs, without keeping the two apart, and with a contract's
// hundreds of changes it aborted over a damaged heap in about one run of twenty.
const keePassSettings = `[General]
ConfigVersion=2
UpdateCheckMessageShown=true
AutoSaveAfterEveryChange=false
AutoSaveOnExit=true
[GUI]
CheckForUpdates=false
[Security]
LockDatabaseIdle=false
LockDatabaseScreenLock=false
[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmAccessItem=%t
ConfirmDeleteItem=%[1]t
`

const keePassPassword = "a password for tests"

// KeePassXC is a running KeePassXC with an unlocked database that is the Secret
// Service of a session bus of its own. It ends with the test.
type KeePassXC struct {
	// Env holds the variables of the session, as StartBus gives them; DISPLAY is
	// the screen that KeePassXC is on.
	Env []string

	t        testing.TB
	conn     *dbus.Conn
	database string
	end      func()
}

// KeePassXCOptions are what a person can set in KeePassXC. Its own choice is
// true for both.
type KeePassXCOptions struct {
	Confirm    bool // ask the person before a program reads or removes an entry
	RecycleBin bool // keep what is removed
}

// StartKeePassXC starts a session bus, a screen, and KeePassXC on both.
func StartKeePassXC(t testing.TB, o KeePassXCOptions) *KeePassXC {
	t.Helper()
	Require(t, "keepassxc")
	env := append(StartBus(t), "DISPLAY="+startScreen(t), "LANG=C.UTF-8")
	// KeePassXC looks for another one of the same user in the folder for temporary files.
	env = append(env, "TMPDIR="+Lookup(env)("XDG_RUNTIME_DIR"))
	k := &KeePassXC{Env: env, t: t, conn: connect(t, env), database: filepath.Join(Lookup(env)("HOME"), "tests.kdbx")}
	k.write("keepassxc.ini", fmt.Sprintf(keePassSettings, o.Confirm))
	source := k.write("tests.xml", fmt.Sprintf(keePassDatabase, o.RecycleBin))
	k.cli(keePassPassword+"\n"+keePassPassword+"\n", "import", "--quiet", "--decryption-time", "100", "--set-password", source, k.database)
	k.start()
	return k
}

// Restart ends KeePassXC without a warning, as a crash does, and starts it again.
func (k *KeePassXC) Restart() {
	k.t.Helper()
	k.end()
	awaitNobody(k.t, k.conn, secretsName)
	k.start()
}

// Lock saves and locks the database, as Ctrl+L does.
func (k *KeePassXC) Lock() {
	k.t.Helper()
	err := k.conn.Object("org.keepassxc.KeePassXC.MainWindow", "/keepassxc").
		Call("org.keepassxc.KeePassXC.MainWindow.lockAllDatabases", 0).Err
	if err != nil {
		k.t.Fatalf("lock the database: %v", err)
	}
	k.until("locked", func() bool { locked, err := k.locked(); return err == nil && locked })
}

// Unlock types the database's password into the dialog that asks for it.
func (k *KeePassXC) Unlock() {
	k.t.Helper()
	k.until("unlocked", func() bool {
		const title = "Unlock Database"
		if k.press(title, "type", keePassPassword) == nil {
			_ = k.press(title, "key", "Return")
		}
		locked, err := k.locked()
		return err == nil && !locked
	})
}

// Allow gives the leave that KeePassXC asks for, to read the entries it names,
// if it asks.
func (k *KeePassXC) Allow() { _ = k.press("Access Request", "key", "Return") }

// Remove removes an entry of the group that programs share, by the "username" that its program gave it.
func (k *KeePassXC) Remove(username string) {
	k.t.Helper()
	k.remove(map[string]string{"username": username})
}

// Export returns the whole database in plain text, with its recycle bin and the
// earlier values of its entries.
func (k *KeePassXC) Export() string {
	k.t.Helper()
	return k.cli(keePassPassword+"\n", "export", "--quiet", k.database)
}

func (k *KeePassXC) start() {
	k.t.Helper()
	home := filepath.Dir(k.database)
	cmd := exec.Command(Require(k.t, "keepassxc"), "--config", filepath.Join(home, "keepassxc.ini"),
		"--localconfig", filepath.Join(home, "local.ini"), "--pw-stdin", k.database)
	cmd.Env = k.Env
	cmd.Stdin = strings.NewReader(keePassPassword + "\n")
	k.end = start(k.t, cmd)
	k.until("up", func() bool { locked, err := k.locked(); return err == nil && !locked })
}

// locked asks the default collection whether it is locked.
func (k *KeePassXC) locked() (locked bool, err error) {
	var path dbus.ObjectPath
	service := k.conn.Object(secretsName, "/org/freedesktop/secrets")
	if err := service.Call("org.freedesktop.Secret.Service.ReadAlias", 0, "default").Store(&path); err != nil {
		return true, err
	}
	value, err := k.conn.Object(secretsName, path).GetProperty("org.freedesktop.Secret.Collection.Locked")
	if err != nil {
		return true, err
	}
	err = value.Store(&locked)
	return locked, err
}

// press works a dialog with the keyboard, if it is there.
func (k *KeePassXC) press(title string, keys ...string) error {
	search := []string{"search", "--onlyvisible", "--name", title, "windowfocus"}
	cmd := exec.Command(Require(k.t, "xdotool"), append(search, keys...)...)
	cmd.Env = k.Env
	return cmd.Run()
}

func (k *KeePassXC) remove(attributes map[string]string) {
	k.t.Helper()
	var unlocked, locked []dbus.ObjectPath
	err := k.conn.Object(secretsName, "/org/freedesktop/secrets").
		Call("org.freedesktop.Secret.Service.SearchItems", 0, attributes).Store(&unlocked, &locked)
	if err != nil || len(unlocked) != 1 {
		k.t.Fatalf("find the entry: %v, %v", unlocked, err)
	}
	var prompt dbus.ObjectPath
	entry := k.conn.Object(secretsName, unlocked[0])
	if err := entry.Call("org.freedesktop.Secret.Item.Delete", 0).Store(&prompt); err != nil {
		k.t.Fatal(err)
	}
	if err := k.conn.Object(secretsName, prompt).Call("org.freedesktop.Secret.Prompt.Prompt", 0, "").Err; err != nil {
		k.t.Fatal(err)
	}
	k.until("without the entry", func() bool { _, err := entry.GetProperty("org.freedesktop.Secret.Item.Label"); return err != nil })
}

func (k *KeePassXC) write(name, content string) (path string) {
	k.t.Helper()
	path = filepath.Join(filepath.Dir(k.database), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		k.t.Fatal(err)
	}
	return path
}

func (k *KeePassXC) cli(input string, args ...string) string {
	k.t.Helper()
	cmd := exec.Command(Require(k.t, "keepassxc-cli"), args...)
	cmd.Env = k.Env
	cmd.Stdin = strings.NewReader(input)
	var problem bytes.Buffer
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err != nil {
		k.t.Fatalf("keepassxc-cli %s: %v: %s", args[0], err, problem.Bytes())
	}
	return string(out)
}

// until waits for what KeePassXC does and tells nobody. A window needs longer
// than a daemon.
func (k *KeePassXC) until(what string, done func() bool) {
	k.t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	timeout := time.NewTimer(2 * patience)
	defer timeout.Stop()
	for !done() {
		select {
		case <-look.C:
		case <-timeout.C:
			k.t.Fatalf("KeePassXC is not %s", what)
		}
	}
}
