//go:build linux

package endtoend

import (
	"context"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
	"latchkey/session/vault/vaulttest"
)

// signIn runs `latchkey sign-in` while person plays the browser's part.
func (w *world) signIn(next func() string, person func(address string), args ...string) answer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	done := make(chan answer, 1)
	command := w.command(ctx, append([]string{"sign-in", "--json"}, args...)...)
	go func() { done <- w.finish(command) }()
	person(next())
	return <-done
}

// provide describes a provider to the world's Latchkey and selects nothing: it
// is the only one that can sign people in.
func (w *world) provide(issuer, client, rights string, more ...string) {
	w.t.Helper()
	args := []string{
		"providers", "add", "--id", "lab", "--name", "Lab ID", "--issuer", issuer, "--client-id", client,
		"--scope", "openid,profile,email,offline_access",
	}
	if rights != "" {
		args = append(args, "--rights-url", rights)
	}
	w.must(0, append(args, more...)...)
}

func startDemo(t testing.TB) *demoidp.Server {
	t.Helper()
	server, err := demoidp.Start(t.Context(), demoidp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// Proof (a) and (c): a headless Chromium signs in at the demo provider through
// the real loopback listener, and the tokens lie in a real gnome-keyring.
func TestChromiumSignsInAtTheDemoProvider(t *testing.T) {
	w := newWorld(t, vaulttest.StartKeyring(t)...)
	next := w.opener()
	server := startDemo(t)
	browser := startChromium(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())

	got := w.signIn(next, func(address string) {
		browser.visit(address)
		browser.click("#person-mila")
		browser.shows("You’re signed in")
	})
	if got.code != 0 {
		t.Fatalf("sign-in: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
	// The page's one script takes the spent code out of the address bar.
	if left := browser.address(); strings.Contains(left, "?") || !strings.HasPrefix(left, "http://127.0.0.1:") {
		t.Errorf("the address bar still shows %s", left)
	}
	if source := browser.source(); strings.Count(source, "<script") != 1 {
		t.Error("the page that the browser shows has another script")
	}
	status := w.must(0, "status", "--json").object(t)
	if status["state"] != "signed_in" || status["storage"].(map[string]any)["kind"] != "keyring" {
		t.Fatalf("status: %v", status)
	}
	if token := w.must(0, "token"); strings.TrimSpace(token.out) == "" {
		t.Fatal("no token")
	}
	w.must(0, "sign-out")
	w.must(3, "status")
}
