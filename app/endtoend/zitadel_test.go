//go:build linux

package endtoend

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// startZitadel builds and starts the example provider of zitadel/oidc. Its module
// is one of its own (testdata/zitadel), which .ci/install-test-parts downloads.
func startZitadel(t *testing.T) (issuer, client string, person *formPerson) {
	t.Helper()
	built := filepath.Join(t.TempDir(), "zitadel")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", built, ".")
	build.Dir = filepath.Join("testdata", "zitadel")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		missing(t, "the example provider of zitadel/oidc cannot be built: run .ci/install-test-parts\n%s", output)
	}
	_, output := startTalking(t, exec.Command(built))
	var said struct{ Issuer, Client string }
	if err := json.NewDecoder(output).Decode(&said); err != nil || said.Issuer == "" {
		t.Fatalf("the example provider did not start: %v", err)
	}
	return said.Issuer, said.Client, newFormPerson(t, map[string]string{"username": "test-user@127.0.0.1", "password": "verysecure"})
}

// atZitadel makes a world that signs in there.
func atZitadel(t *testing.T, issuer, client string, more ...string) (*world, func() string) {
	t.Helper()
	w := newWorld(t)
	w.sealed()
	w.provideFile(issuer, client, usualScopes, more...)
	return w, w.opener()
}

// Every flow at another provider that nobody here wrote. Its issuer ends with a
// slash, it sends no `iss`, and it offers neither pushed requests nor bound tokens.
func TestAgainstZitadel(t *testing.T) {
	t.Parallel()
	issuer, client, person := startZitadel(t)
	if !strings.HasSuffix(issuer, "/") {
		t.Errorf("the issuer does not end with a slash: %s", issuer)
	}
	t.Run("browser, renewal, revocation", func(t *testing.T) {
		w, next := atZitadel(t, issuer, client)
		account := w.signIn(next, person.visitor()).ok(t, "sign-in").object(t)["account"].(map[string]any)
		if account["email"] != "test-user@zitadel.ch" || account["issuer"] != issuer {
			t.Errorf("account: %v", account)
		}
		w.renewals(3)
		w.signedOut()
		w.must(3, "status")
	})
	t.Run("logout", func(t *testing.T) {
		w, next := atZitadel(t, issuer, client)
		w.signIn(next, person.visitor()).ok(t, "sign-in")
		got := w.browsing(next, person.visitor(), "sign-out", "--browser", "--json").ok(t, "sign-out --browser")
		if ended := got.object(t)["browser_session"]; ended != "ended" {
			t.Errorf("browser session: %v", ended)
		}
		w.must(3, "status")
	})
	t.Run("device", func(t *testing.T) {
		w, _ := atZitadel(t, issuer, client)
		w.signInOnDevice(person.enters).ok(t, "sign-in --device")
		w.renewals(2)
		w.signedOut()
	})
	t.Run("bound tokens required", func(t *testing.T) {
		w, next := atZitadel(t, issuer, client, `dpop = "required"`)
		got := w.signIn(next, person.visitor())
		if got.code != 10 || got.problem(t) != "dpop_downgrade" {
			t.Errorf("exit %d: %s", got.code, got.out)
		}
		w.must(3, "status")
	})
}
