//go:build linux

package endtoend

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// rehearsed is the answer of `demo --fault NAME`, as far as this test looks at it.
type rehearsed struct {
	Issuer, Home string
	Staged       []struct{ Name, About, Finds, Fix, Command string }
}

// rehearse brings a demo in a home of its own to a cause, and leaves it running.
func (w *world) rehearse(name string) rehearsed {
	w.t.Helper()
	command := exec.CommandContext(w.t.Context(), program(w.t), "demo", "--json", "--home", w.home, "--fault", name)
	command.Env = w.env
	var errOut bytes.Buffer
	command.Stderr = &errOut
	output, err := command.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGINT)
		_, _ = io.Copy(io.Discard, output)
		_ = command.Wait()
	})
	var said rehearsed
	if err := json.NewDecoder(bufio.NewReader(output)).Decode(&said); err != nil || len(said.Staged) != 1 {
		w.t.Fatalf("demo --fault %s: %v\n%+v\n%s", name, err, said, errOut.String())
	}
	return said
}

// listed are the causes that can be rehearsed.
func (w *world) listed() (names []string) {
	w.t.Helper()
	var said struct{ Faults []struct{ Name string } }
	got := w.must(0, "demo", "--list-faults", "--json")
	if err := json.Unmarshal([]byte(got.out), &said); err != nil || len(said.Faults) < 40 {
		w.t.Fatalf("the list of faults: %v\n%s", err, got.out)
	}
	for _, fault := range said.Faults {
		names = append(names, fault.Name)
	}
	return names
}

// rehearsedNames are a spread over the provider's faults and this computer. Those
// of the apps are not among them: a program that is called SketchUp would be seen
// by every other test that runs meanwhile.
func rehearsedNames() []string {
	return []string{
		"discovery_500", "discovery_html", "keys_empty", "wrong_state", "refuses_everybody", "bad_nonce", "token_drop",
		"rights_403", "rights_foreign_subject", "rights_portal", "refresh_invalid_grant", "refresh_500",
		"rights_expired", "next_sign_in", "organization_unexpected", "wrong_account", "two_identities", "unverified", "no_rights",
		"pending_invitation", "seat_limit", "rights_stale", "clock_set_back", "provider_down", "provider_silent", "sign_in_abandoned",
		"session_damaged", "session_ended", "secrets_missing", "port_taken", "settings_invalid", "home_shared",
	}
}

// Proof: a rehearsal leads to where doctor and why find the cause that it promised;
// the command that it names tells a help desk the same.
func TestRehearsals(t *testing.T) {
	known, names := newWorld(t).listed(), rehearsedNames()
	var found atomic.Int32
	sideBySide(names, func(name string) {
		if !slices.Contains(known, name) {
			t.Errorf("%s cannot be rehearsed: %v", name, known)
		}
		if t.Run(name, func(t *testing.T) { rehearsalIsFound(t, name) }) {
			found.Add(1)
		}
	})
	figures(t, []string{fmt.Sprintf("rehearsals found: %d of %d, of %d that there are", found.Load(), len(names), len(known))})
}

func rehearsalIsFound(t *testing.T, name string) {
	s := newScene(t, parts{})
	s.opens()
	said := s.rehearse(name)
	promised := said.Staged[0]
	if said.Home != s.home || promised.Name != name || promised.Finds == "" || promised.Fix == "" {
		t.Fatalf("%+v", said)
	}
	words := s.asPromised(promised.Command)
	why := s.why(words...)
	if why.Problem != promised.Finds || why.Fix == nil || why.Fix.ID != promised.Fix {
		t.Errorf("why: %s, fix %s, promised %s, %s", why.Problem, why.Fix, promised.Finds, promised.Fix)
	}
	doctor := s.doctor()
	if worst := doctor.check(doctor.Worst); len(words) == 0 && worst.ProblemCode != promised.Finds {
		t.Errorf("doctor: %s, promised %s\n%s", worst.ProblemCode, promised.Finds, strings.Join(doctor.problems(), "\n"))
	}
	if doctor.exit == 0 && len(words) == 0 || why.exit == 0 {
		t.Errorf("exit codes: doctor %d, why %d", doctor.exit, why.exit)
	}
}

// asPromised takes the variables and the subject from the command of a rehearsal:
// NAME=VALUE … latchkey why [SUBJECT].
func (s *scene) asPromised(command string) (subject []string) {
	s.t.Helper()
	words := strings.Fields(command)
	for len(words) > 0 && words[0] != "latchkey" {
		name, value, found := strings.Cut(words[0], "=")
		if !found {
			break
		}
		s.setenv(name, value)
		words = words[1:]
	}
	if len(words) < 2 || words[0] != "latchkey" || words[1] != "why" {
		s.t.Fatalf("the command is %q", command)
	}
	return words[2:]
}
