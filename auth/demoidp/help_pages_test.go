package demoidp_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestEveryLinkOfTheServerIsAPage(t *testing.T) {
	p := newParty(t)
	links := p.server.Links()
	for _, name := range []string{"create_account", "forgot_password", "profile", "change_email", "admin_tool", "devices", "status", "support"} {
		path, own := strings.CutPrefix(links[name], p.server.Issuer())
		if !own {
			t.Errorf("%s leads to %q", name, links[name])
			continue
		}
		if got := p.do(http.MethodGet, path, nil); got.status != http.StatusOK || !strings.Contains(got.body, "<h1") {
			t.Errorf("%s: status %d", name, got.status)
		}
	}
	if len(links) != 8 {
		t.Errorf("%d links", len(links))
	}
}
