//go:build linux

package endtoend

import (
	"os"
	"strings"
	"testing"
	"time"
)

// homeBrowser is a real browser with its profile in a person's home.
type homeBrowser interface {
	steered
	start()
	close()
	kill()
	store() string
}

// identityHosts are the hosts of a sign-in as a store writes them: the provider's
// own, and one that its description names.
var identityHosts = []string{"127.0.0.1", "id.lab.localhost", ".id.lab.localhost"}

// Proof: real browsers of Debian hold cookies of a sign-in and of others. With the
// browser closed exactly those of the sign-in go, every other row stays as it was,
// the browser starts and must sign in again. While it runs nothing goes, and what
// ends is its session at the server.
func TestOnlyTheIdentityHostsCookiesLeaveARealBrowser(t *testing.T) {
	for name, open := range map[string]func(testing.TB, string) homeBrowser{
		"chromium": func(t testing.TB, home string) homeBrowser { return newHomeChromium(t, home) },
		"firefox":  func(t testing.TB, home string) homeBrowser { return newFirefox(t, home) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCookieWorld(t, open)
			c.browser.start()
			c.fill()
			c.refusedWhileRunning()
			c.w.signIn(c.next, signInAtLab(t, c.browser)).ok(t, "sign-in")
			c.browser.close()
			c.removesExactly()

			c.browser.start()
			c.othersAreSentAndIdentityIsNot()
			c.w.signIn(c.next, signInAtLab(t, c.browser)).ok(t, "sign-in with a password")
			c.endsAtTheServerWhileRunning()
			c.w.signIn(c.next, signInAtLab(t, c.browser)).ok(t, "sign-in with a password once more")
			c.browser.close()

			c.browser.start() // with its cookies it does not have to
			c.w.signIn(c.next, func(address string) {
				c.browser.visit(address)
				consentAtLab(t, c.browser)
			}).ok(t, "sign-in without a password")
			c.fill()
			c.killed()
			c.removesExactly()
			c.browser.start()
			c.othersAreSentAndIdentityIsNot()
			c.browser.close()
			c.parentsGoWhenAsked()
		})
	}
}

type cookieWorld struct {
	t       testing.TB
	w       *world
	next    func() string
	sites   *sites
	browser homeBrowser
}

func newCookieWorld(t *testing.T, open func(testing.TB, string) homeBrowser) *cookieWorld {
	t.Helper()
	w := newWorld(t)
	w.sealed()
	lab := startLabProvider(t)
	w.provideFile(lab.issuer, lab.client, usualScopes, `cookie_hosts = ["127.0.0.1", "id.lab.localhost"]`)
	w.must(0, "settings", "set", "browser_clearing", "direct")
	return &cookieWorld{t: t, w: w, next: w.opener(), sites: startSites(t), browser: open(t, w.get("HOME"))}
}

// fill visits sites that set cookies: those of the sign-in alone, wider than it,
// with names like it, and in each other's frames.
func (c *cookieWorld) fill() {
	c.t.Helper()
	c.sites.forget()
	for _, visit := range [][2]string{
		{"127.0.0.1", "/set"},
		{"id.lab.localhost", "/set"},
		{"id.lab.localhost", "/set?domain=id.lab.localhost"},
		{"id.lab.localhost", "/set?domain=lab.localhost"},
		{"xid.lab.localhost", "/set"},
		{"id.lab.localhost.shop.localhost", "/set"},
		{"shop.localhost", "/set"},
	} {
		c.browser.visit(c.sites.at(visit[0], visit[1]))
	}
	for _, frame := range [][2]string{{"shop.localhost", "id.lab.localhost"}, {"id.lab.localhost", "shop.localhost"}} {
		c.browser.visit(c.sites.at(frame[0], "/frame?of="+c.sites.at(frame[1], "/part")))
		eventually(c.t, 20*time.Second, "a frame of "+frame[1], func() bool { _, asked := c.sites.seen(frame[1], "/part"); return asked })
	}
	if f, ok := c.browser.(*firefox); ok {
		f.visitInContainer(c.sites.at("id.lab.localhost", "/contained"))
		eventually(c.t, 20*time.Second, "a tab of a container", func() bool {
			_, asked := c.sites.seen("id.lab.localhost", "/contained")
			return asked
		})
	}
}

// refusedWhileRunning: nobody is signed in, so there is nothing but the cookies;
// none is touched, and the browser goes on as before.
func (c *cookieWorld) refusedWhileRunning() {
	c.t.Helper()
	got := c.w.must(9, "reset", "--scope", "browser", "--yes", "--json")
	if strings.Contains(got.out, `"done"`) {
		c.t.Errorf("while the browser runs: %s", got.out)
	}
	c.stillSends()
}

func (c *cookieWorld) stillSends() {
	c.t.Helper()
	c.sites.forget()
	c.browser.visit(c.sites.at("id.lab.localhost", "/look"))
	if sent, _ := c.sites.seen("id.lab.localhost", "/look"); !strings.Contains(sent, "kept=") {
		c.t.Errorf("the running browser sends %q", sent)
	}
}

// endsAtTheServerWhileRunning: the person is led to the provider's own page, and
// the cookies stay, because the browser would write them back.
func (c *cookieWorld) endsAtTheServerWhileRunning() {
	c.t.Helper()
	c.browser.visit(c.sites.at("id.lab.localhost", "/set"))
	got := c.w.browsing(c.next, func(address string) {
		c.browser.visit(address)
		c.browser.click("button[name=logout]")
	}, "reset", "--scope", "browser", "--yes", "--json")
	if got.code != 8 || !strings.Contains(got.out, `"ended"`) {
		c.t.Errorf("with a browser that runs: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
	c.stillSends()
}

// killed ends the browser with its lock left behind, and with Firefox's newest
// cookies only in the log beside its store.
func (c *cookieWorld) killed() {
	c.t.Helper()
	if b, ok := c.browser.(*chromium); ok {
		b.close() // cookies are written half a minute later, or now
		b.start()
		b.kill()
		if _, err := os.Readlink(b.lock()); err != nil {
			c.t.Fatalf("no lock is left: %v", err)
		}
		return
	}
	eventually(c.t, 20*time.Second, "all cookies in the log", func() bool {
		info, err := os.Stat(c.browser.store() + "-wal")
		if err != nil || info.Size() == 0 {
			return false
		}
		// The last two of the sign-in: in a frame of another site, and in a container.
		hosts := rowsOf(c.t, c.browser.store()).hosts
		return hosts[".id.lab.localhost"] == 1 && hosts["id.lab.localhost"] == 3
	})
	c.browser.kill()
	alone := rowsIn(c.t, c.browser.store(), []string{""}).hosts
	if whole := rowsOf(c.t, c.browser.store()).hosts; alone["id.lab.localhost"] >= whole["id.lab.localhost"] {
		c.t.Fatalf("nothing stands in the log alone: %v, %v", alone, whole)
	}
}
