//go:build linux

package endtoend

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// provideFile writes a provider file with lines that `providers add` has no flag for.
func (w *world) provideFile(issuer, client, scopes string, more ...string) {
	w.t.Helper()
	folder := filepath.Join(w.home, "config", "providers")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		w.t.Fatal(err)
	}
	quoted := `"` + strings.Join(strings.Fields(scopes), `", "`) + `"`
	text := fmt.Sprintf("id = \"lab\"\nname = \"Lab ID\"\nissuer = %q\nclient_id = %q\nscopes = [%s]\n", issuer, client, quoted)
	text += strings.Join(more, "\n") + "\n"
	if err := os.WriteFile(filepath.Join(folder, "lab.toml"), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// browsing runs a command that opens the browser once.
func (w *world) browsing(next func() string, person func(address string), args ...string) answer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	done := make(chan answer, 1)
	command := w.command(ctx, args...)
	go func() { done <- w.finish(command) }()
	person(next())
	return <-done
}

var (
	addressLine  = regexp.MustCompile(`^https?://\S+$`)
	userCodeLine = regexp.MustCompile(`^[A-Z0-9]{4}-[A-Z0-9]{4}$`)
)

// signInOnDevice runs `latchkey sign-in --device`, and has the person go to the
// address with the code that it shows.
func (w *world) signInOnDevice(person func(address, code string), args ...string) answer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	command := w.command(ctx, append([]string{"sign-in", "--device", "--json"}, args...)...)
	var out, talk bytes.Buffer
	command.Stdout = &out
	talking, err := command.StderrPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	var address, code string
	for lines := bufio.NewScanner(talking); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		fmt.Fprintln(&talk, line)
		switch {
		case addressLine.MatchString(line) && address == "":
			address = line
		case userCodeLine.MatchString(line) && code == "":
			code = line
			person(address, code)
		}
	}
	_ = command.Wait() // its exit code says it
	return answer{code: command.ProcessState.ExitCode(), out: out.String(), errOut: talk.String()}
}

// ok expects a command to have succeeded.
func (a answer) ok(t testing.TB, what string) answer {
	t.Helper()
	if a.code != 0 {
		t.Fatalf("%s: exit %d\n%s%s", what, a.code, a.out, a.errOut)
	}
	return a
}

// problem is the code of a failure that was answered as JSON.
func (a answer) problem(t testing.TB) string {
	t.Helper()
	failure, ok := a.object(t)["error"].(map[string]any)
	if !ok {
		t.Fatalf("exit %d without an error: %s", a.code, a.out)
	}
	return failure["code"].(string)
}

// signedOut signs out and expects the server to have confirmed the revocation.
func (w *world) signedOut(args ...string) map[string]any {
	w.t.Helper()
	out := w.must(0, append([]string{"sign-out", "--json"}, args...)...).object(w.t)
	if revoked := out["accounts"].([]any)[0].(map[string]any)["revoked"]; revoked != "confirmed" {
		w.t.Errorf("revocation: %v", revoked)
	}
	return out
}

// renewals asks for a new token some times, and expects another one each time.
func (w *world) renewals(times int) (last map[string]any) {
	w.t.Helper()
	before := ""
	for range times {
		last = w.must(0, "token", "--min-validity", "10h", "--json").object(w.t)
		if last["source"] != "renewed" || last["access_token"] == before {
			w.t.Fatalf("not renewed: %v", last["source"])
		}
		before = last["access_token"].(string)
	}
	return last
}

// jwtClaims reads an access token that is a JWT, unverified.
func jwtClaims(t testing.TB, token any) map[string]any {
	t.Helper()
	parts := strings.Split(token.(string), ".")
	if len(parts) != 3 {
		t.Fatalf("the access token is no JWT: it has %d parts", len(parts))
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}
