//go:build linux

package endtoend

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"latchkey/auth/demoidp"
	"latchkey/session/vault/vaulttest"
)

// secrets are all that the provider ever gave out.
type secrets struct {
	mu   sync.Mutex
	seen []string
}

func (s *secrets) note(value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, value)
}

// in gives the first secret that a text contains, cut short.
func (s *secrets) in(text string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, secret := range s.seen {
		if strings.Contains(text, secret) {
			return secret[:min(8, len(secret))] + "…", true
		}
	}
	return "", false
}

// Proof: no secret that the provider gives out appears in files outside the
// vault, output, logs, errors, JSON, arguments or the environment of children;
// the one exception is the answer of `latchkey token`.
func TestNoSecretAppearsAnywhere(t *testing.T) {
	var issued secrets
	server, err := demoidp.Start(t.Context(), demoidp.Options{Issued: issued.note})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w := newWorld(t, vaulttest.StartKeyring(t)...)
	next := w.opener()
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())

	look := func(what string, got answer) {
		t.Helper()
		if found, leaked := issued.in(got.out + got.errOut); leaked {
			t.Errorf("%s shows a secret (%s)", what, found)
		}
	}
	w.signInAsMila(next, "-v")
	for _, args := range [][]string{
		{"status", "-v", "--json"},
		{"status", "--check", "-v"},
		{"rights", "--json"},
		{"rights", "recheck", "-v", "--json"},
		{"accounts", "--json"},
		{"session", "show", "--json"},
		{"session", "verify"},
		{"paths"},
		{"providers", "test", "lab", "-v"},
	} {
		look(strings.Join(args, " "), w.must(0, args...))
	}
	for _, fault := range []string{
		demoidp.FaultToken500, demoidp.FaultRights500, demoidp.FaultRightsHTML, demoidp.FaultRights403, demoidp.FaultRightsForeignSubject,
	} {
		if err := server.Control().Fault(fault, true); err != nil {
			t.Fatal(err)
		}
		look("recheck under "+fault, w.run("rights", "recheck", "-v", "--json"))
		if err := server.Control().Fault(fault, false); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.must(0, "token", "--min-validity", "10h", "-v"); got.out == "" {
		t.Fatal("no token")
	} else if found, leaked := issued.in(got.errOut); leaked {
		t.Errorf("token tells a secret on standard error (%s)", found)
	}
	if len(issued.seen) < 6 {
		t.Fatalf("only %d secrets were seen: this test looks for too little", len(issued.seen))
	}
	look("reset", w.must(0, "reset", "--yes", "-v", "--json"))
	look("undo", w.must(0, "undo", "--yes", "-v", "--json"))
	lookThrough(t, &issued, filepath.Dir(w.home))
	for _, folder := range strings.Split(w.get("PATH"), ":")[:1] {
		lookThrough(t, &issued, folder) // what xdg-open was given: arguments and environment
	}
	look("sign-out", w.must(0, "sign-out", "-v", "--json"))
}

// lookThrough reads every file below a folder.
func lookThrough(t *testing.T, issued *secrets, folder string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		if found, leaked := issued.in(string(content)); leaked {
			t.Errorf("%s holds a secret (%s)", path, found)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatalf("looked through %d files of %s: %v", files, folder, err)
	}
}
