//go:build linux

package endtoend

import (
	"strings"
	"testing"
)

// The whole provider is gone, and nothing listens where it was. What was known
// stays, with its age; a launch script's gate stays open, and one for a right that
// was never seen stays shut.
func TestRightsOutliveAProviderThatIsGone(t *testing.T) {
	w := newWorld(t)
	w.sealed()
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	w.signInAsMila(w.opener())
	before := w.must(0, "rights", "--json").out
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}

	if code := w.must(5, "rights", "recheck", "--json").problem(t); code != "server_unreachable" {
		t.Errorf("recheck: %s", code)
	}
	w.must(5, "rights", "prepare", "--until", "+2d")
	if after := w.must(0, "rights", "--json").out; after != before {
		t.Errorf("the cached access rights changed:\n%s\n%s", before, after)
	}
	w.must(0, "rights", "check", "planroom.viewer")
	w.must(7, "rights", "check", "planroom.viewer", "never.seen")
	checked := w.run("rights", "check", "never.seen", "--json").object(t)["rights"].([]any)[0].(map[string]any)
	if checked["state"] != "unknown" || checked["granted"] != false {
		t.Errorf("a right that nobody named: %v", checked)
	}
	if got := w.must(0, "status", "--json").object(t); got["state"] != "signed_in" {
		t.Errorf("status: %v", got["state"])
	}
	for _, word := range []string{"denied", "no access"} {
		if got := w.run("rights", "recheck"); strings.Contains(strings.ToLower(got.out+got.errOut), word) {
			t.Errorf("an outage is told as a statement about the person: %s%s", got.out, got.errOut)
		}
	}
}
