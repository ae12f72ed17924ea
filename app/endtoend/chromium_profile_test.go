//go:build linux

package endtoend

import (
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// newHomeChromium is a Chromium that keeps its profile where a person's does.
// Whatever is not on this computer goes to a proxy that is not there.
func newHomeChromium(t testing.TB, home string) *chromium {
	t.Helper()
	b := newChromium(t, filepath.Join(home, ".config", "chromium"))
	b.more = []string{"--proxy-server=127.0.0.1:9", "--password-store=basic"}
	return b
}

// store is where Chromium keeps its cookies.
func (b *chromium) store() string {
	b.t.Helper()
	for _, name := range []string{"Default/Network/Cookies", "Default/Cookies"} {
		if _, err := os.Stat(filepath.Join(b.data, name)); err == nil {
			return filepath.Join(b.data, name)
		}
	}
	b.t.Fatal("Chromium keeps no cookies")
	return ""
}

// lock is the link that Chromium keeps while it runs, and that stays when it is
// killed: it names the computer and the process.
func (b *chromium) lock() string { return filepath.Join(b.data, "SingletonLock") }

func (b *chromium) pid() int {
	b.t.Helper()
	link, err := os.Readlink(b.lock())
	if err != nil {
		b.t.Fatal(err)
	}
	pid, err := strconv.Atoi(link[strings.LastIndex(link, "-")+1:])
	if err != nil {
		b.t.Fatal(err)
	}
	return pid
}

// close closes it as its own menu does, so that everything is written.
func (b *chromium) close() {
	b.t.Helper()
	pid := b.pid()
	b.call(http.MethodDelete, "", nil)
	b.gone(pid)
}

// kill ends it at once.
func (b *chromium) kill() {
	b.t.Helper()
	pid := b.pid()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		b.t.Fatal(err)
	}
	b.gone(pid)
	_, _ = b.try(http.MethodDelete, "", nil) // for the driver, it is an end that was not asked for
}

// gone waits for the end of a process that is another one's child: it may stay
// as a name without a body.
func (b *chromium) gone(pid int) {
	b.t.Helper()
	eventually(b.t, 20*time.Second, "the end of Chromium", func() bool {
		stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		return err != nil || strings.Contains(string(stat), ") Z ")
	})
}
