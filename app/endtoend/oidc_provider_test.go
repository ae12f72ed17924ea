//go:build linux

package endtoend

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/session/vault/vaulttest"
)

// labProvider is the npm package oidc-provider in a process of its own.
type labProvider struct {
	issuer, client string
	input          io.Writer
	mu             sync.Mutex
	events         map[string]int
}

func startLabProvider(t testing.TB) *labProvider {
	t.Helper()
	input, output := startNode(t, "provider.mjs")
	lab := &labProvider{input: input, events: map[string]int{}}
	lab.listen(t, output)
	return lab
}

func (l *labProvider) listen(t testing.TB, output io.Reader) {
	t.Helper()
	lines := bufio.NewScanner(output)
	var first struct{ Issuer, Client string }
	for first.Issuer == "" && lines.Scan() {
		_ = json.Unmarshal(lines.Bytes(), &first) // notes that are not JSON are passed over
	}
	if first.Issuer == "" {
		t.Fatal("oidc-provider did not start")
	}
	l.issuer, l.client = first.Issuer, first.Client
	go func() {
		for lines.Scan() {
			var said struct{ Event string }
			if json.Unmarshal(lines.Bytes(), &said) == nil {
				l.mu.Lock()
				l.events[said.Event]++
				l.mu.Unlock()
			}
		}
	}()
}

// tell changes what the provider knows of its person, see testdata/node/rights.mjs.
func (l *labProvider) tell(t testing.TB, change map[string]any) {
	t.Helper()
	before := l.count("told")
	if err := json.NewEncoder(l.input).Encode(change); err != nil {
		t.Fatal(err)
	}
	eventually(t, 5*time.Second, "told", func() bool { return l.count("told") > before })
}

func (l *labProvider) count(event string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.events[event]
}

// steered is a real browser in a test's hands.
type steered interface {
	visit(address string)
	has(selector string) bool
	write(selector, text string)
	click(selector string)
	shows(text string)
}

// signInAtLab is what a person does on oidc-provider's own pages.
func signInAtLab(t testing.TB, browser steered) func(string) {
	return func(address string) {
		browser.visit(address)
		eventually(t, 20*time.Second, "the form to sign in", func() bool { return browser.has("input[name=login]") })
		browser.write("input[name=login]", "mila")
		browser.write("input[name=password]", "anything")
		browser.click("button[type=submit]")
		consentAtLab(t, browser)
	}
}

// consentAtLab is the rest of it, for whoever is signed in there.
func consentAtLab(t testing.TB, browser steered) {
	t.Helper()
	eventually(t, 20*time.Second, "the form to consent", func() bool {
		return browser.has("input[name=prompt][value=consent]")
	})
	browser.click("button[type=submit]")
	browser.shows("You’re signed in")
}

// Proof (b): the same against a provider that nobody here wrote, with rotation,
// reuse detection, revocation and `iss`. Twenty callers at once on an ended token
// send one refresh: a second use of the old one would end the whole session.
func TestAgainstOIDCProvider(t *testing.T) {
	w := newWorld(t, vaulttest.StartKeyring(t)...)
	next := w.opener()
	lab := startLabProvider(t)
	browser := startChromium(t)
	w.provide(lab.issuer, lab.client, "")

	got := w.signIn(next, signInAtLab(t, browser), "--fresh")
	if got.code != 0 {
		t.Fatalf("sign-in: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
	account := got.object(t)["account"].(map[string]any)
	if account["email"] != "mila@example.com" {
		t.Errorf("the address is not in lower case: %v", account["email"])
	}
	if organization := account["organization"].(map[string]any); organization["id"] != "northquay" {
		t.Errorf("organization: %v", organization)
	}

	answers := make([]answer, 20)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() { answers[i] = w.run("token") })
	}
	group.Wait()
	for i, one := range answers {
		if one.code != 0 || one.out != answers[0].out || strings.TrimSpace(one.out) == "" {
			t.Fatalf("caller %d: exit %d\n%s", i, one.code, one.errOut)
		}
	}
	eventually(t, 5*time.Second, "one refresh", func() bool { return lab.count("refresh_token.consumed") == 1 })
	if revoked := lab.count("grant.revoked"); revoked != 0 {
		t.Fatalf("the provider ended the session %d times", revoked)
	}

	rights := w.must(0, "rights", "recheck", "--json").object(t)
	if rights["after"].(map[string]any)["count"].(float64) != 2 {
		t.Errorf("rights from the groups claim: %v", rights["after"])
	}
	out := w.must(0, "sign-out", "--json").object(t)
	if revoked := out["accounts"].([]any)[0].(map[string]any)["revoked"]; revoked != "confirmed" {
		t.Errorf("revocation: %v", revoked)
	}
	eventually(t, 5*time.Second, "the session revoked at the provider", func() bool { return lab.count("grant.revoked") > 0 })
}
