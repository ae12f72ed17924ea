//go:build linux

package endtoend

import (
	"maps"
	"slices"
	"strings"
)

// removesExactly resets and compares every column of every other row.
func (c *cookieWorld) removesExactly() {
	c.t.Helper()
	before := rowsOf(c.t, c.browser.store(), identityHosts...)
	for _, host := range append([]string{".lab.localhost", "xid.lab.localhost", "shop.localhost"}, identityHosts...) {
		if before.hosts[host] == 0 {
			c.t.Fatalf("no cookies of %s to begin with: %v", host, before.hosts)
		}
	}
	c.counted(before)
	got := c.w.must(0, "reset", "--scope", "browser", "--yes", "--json")
	after := rowsOf(c.t, c.browser.store(), identityHosts...)
	if after.other != before.other {
		c.t.Errorf("other rows changed: %v, before %v", after.hosts, before.hosts)
	}
	maps.DeleteFunc(before.hosts, func(host string, _ int) bool { return slices.Contains(identityHosts, host) })
	if !maps.Equal(after.hosts, before.hosts) {
		c.t.Errorf("rows left: %v, want %v", after.hosts, before.hosts)
	}
	if strings.Contains(got.out+got.errOut, "v-id.lab") || strings.Contains(got.out+got.errOut, "kept") {
		c.t.Error("the name or the value of a cookie is told")
	}
}

// parentsGoWhenAsked: the wider domain's cookie goes only when somebody says so.
func (c *cookieWorld) parentsGoWhenAsked() {
	c.t.Helper()
	before := rowsOf(c.t, c.browser.store(), ".lab.localhost")
	c.w.must(0, "reset", "--scope", "browser", "--parent-domains", "--yes")
	after := rowsOf(c.t, c.browser.store(), ".lab.localhost")
	if before.hosts[".lab.localhost"] == 0 || after.hosts[".lab.localhost"] != 0 || after.other != before.other {
		c.t.Errorf("rows left: %v, before %v", after.hosts, before.hosts)
	}
}

// counted compares what `latchkey browsers` counts with what is there.
func (c *cookieWorld) counted(rows cookieRows) {
	c.t.Helper()
	told := map[string]int{}
	for _, browser := range c.w.must(0, "browsers", "--json").object(c.t)["browsers"].([]any) {
		for _, one := range browser.(map[string]any)["hosts"].([]any) {
			host := one.(map[string]any)
			told[host["host"].(string)] += int(host["cookies"].(float64))
		}
	}
	for _, host := range identityHosts {
		if told[host] != rows.hosts[host] {
			c.t.Errorf("%s: %d cookies counted, %d are there", host, told[host], rows.hosts[host])
		}
	}
}

func (c *cookieWorld) othersAreSentAndIdentityIsNot() {
	c.t.Helper()
	c.sites.forget()
	for host, want := range map[string]bool{
		"shop.localhost": true, "xid.lab.localhost": true, "id.lab.localhost.shop.localhost": true, "127.0.0.1": false, "id.lab.localhost": false,
	} {
		c.browser.visit(c.sites.at(host, "/look"))
		if sent, _ := c.sites.seen(host, "/look"); strings.Contains(sent, "kept=") != want {
			c.t.Errorf("%s is sent %q", host, sent)
		}
	}
}
