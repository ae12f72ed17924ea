//go:build linux

package endtoend

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
	"latchkey/session/vault/vaulttest"
)

// Proof: every fault of the misbehaving provider ends with the exit code of the
// contract, a code of its own, a sentence and a next step in English and Dutch;
// nothing is stored and the old session is intact. All the while no secret that
// the provider gave out is seen anywhere: output with -v, JSON, files, arguments
// and environment of the browser's opener.
func TestEveryFaultEndsAsPromised(t *testing.T) {
	ends, codes := faultEnds(), map[string]string{}
	keyring := vaulttest.StartKeyring(t)
	agent := buildAgent(t)
	for _, fault := range demoidp.Faults() {
		end, ok := ends[fault.Name]
		if !ok {
			t.Errorf("no end is given for %s", fault.Name)
			continue
		}
		if other := codes[end.code]; other != "" && !sharedCodes()[end.code] {
			t.Errorf("%s and %s have the same code %s", fault.Name, other, end.code)
		}
		codes[end.code] = fault.Name
		t.Run(fault.Name, func(t *testing.T) {
			t.Parallel()
			meetFault(t, keyring, agent, fault.Name, end)
		})
	}
	if len(ends) != len(demoidp.Faults()) {
		t.Errorf("%d ends for %d faults", len(ends), len(demoidp.Faults()))
	}
	t.Logf("%d faults", len(ends))
}

func meetFault(t *testing.T, keyring []string, agent, name string, end faultEnd) {
	t.Helper()
	var issued secrets
	server, err := demoidp.Start(t.Context(), demoidp.Options{
		Issued: issued.note, DeviceInterval: time.Second, RequireDPoP: end.dpop,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w := newWorld(t, keyring...)
	opened := w.agentOpener(agent)
	more := []string{}
	if end.dpop {
		more = append(more, "--dpop", "required")
	}
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL(), more...)
	if got := w.run("sign-in"); got.code != 0 {
		t.Fatalf("the honest sign-in: exit %d\n%s", got.code, got.errOut)
	}
	before := w.session()
	if err := server.Control().Fault(name, true); err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en", "nl"} {
		if language == "nl" && end.job == jobRenew {
			before = w.signedInAgain(server, name) // the renewal that was refused here has used up the token there
		}
		got := w.meet(t, end, "--lang", language, "--json", "-v")
		checkEnd(t, end, language, got)
		if found, leaked := issued.in(got.out + got.errOut); leaked {
			t.Errorf("a secret is shown (%s)", found)
		}
		if strings.HasPrefix(end.job, "sign-out") {
			break // there is nothing left to sign out
		}
	}
	lookThrough(t, &issued, filepath.Dir(w.home))
	lookThrough(t, &issued, opened)
	if end.exit == 0 || strings.HasPrefix(end.job, "sign-out") {
		return
	}
	w.unharmed(t, before, server, name)
}

// signedInAgain begins a new session without the fault.
func (w *world) signedInAgain(server *demoidp.Server, fault string) session {
	w.t.Helper()
	server.Control().Reset()
	w.must(0, "sign-in")
	if err := server.Control().Fault(fault, true); err != nil {
		w.t.Fatal(err)
	}
	return w.session()
}

// unharmed compares the session with the one from before the fault.
func (w *world) unharmed(t *testing.T, before session, server *demoidp.Server, name string) {
	t.Helper()
	after := w.session()
	if name == "refresh_invalid_grant" {
		if after.state != "sign_in_needed" {
			t.Errorf("the provider ended the session, and its state is %s", after.state)
		}
		return
	}
	if after.rights != before.rights {
		t.Errorf("the cached access rights changed:\n%s\n%s", before.rights, after.rights)
	}
	if name == demoidp.FaultRights401 && after.state == "signed_in" {
		return // a new token was tried, and is kept
	}
	if after.state != "signed_in" || after.accounts != before.accounts {
		t.Errorf("the session changed:\n%s\n%s", before.accounts, after.accounts)
	}
	server.Control().Reset()
	if token := w.must(0, "token"); token.out != before.token {
		t.Error("the token changed")
	}
}

// session is what must survive a fault: an outage never becomes a statement about
// what a person may do, so the access rights are the same and of the same moment.
type session struct{ state, accounts, rights, token string }

func (w *world) session() session {
	w.t.Helper()
	got := w.run("status", "--json")
	var status struct {
		State    string           `json:"state"`
		Accounts []map[string]any `json:"accounts"`
	}
	if err := json.Unmarshal([]byte(got.out), &status); err != nil {
		w.t.Fatalf("status: %v\n%s", err, got.out)
	}
	accounts, err := json.Marshal(status.Accounts)
	if err != nil {
		w.t.Fatal(err)
	}
	s := session{state: status.State, accounts: string(accounts)}
	if s.state == "signed_in" {
		s.token, s.rights = w.must(0, "token").out, w.must(0, "rights", "--json").out
		w.must(0, "rights", "check", "planroom.viewer")
	}
	return s
}

// meet runs the command; a code on another device is used as soon as it is shown.
func (w *world) meet(t *testing.T, end faultEnd, flags ...string) answer {
	t.Helper()
	args := append(strings.Fields(end.job), flags...)
	if end.job != jobDevice {
		return w.run(args...)
	}
	ctx, cancel := context.WithTimeout(t.Context(), commandLimit)
	defer cancel()
	command := w.command(ctx, args...)
	talk := filepath.Join(t.TempDir(), "talk")
	file, err := os.Create(talk)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, file
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = command.Wait(); close(ended) }()
	approve(ctx, t, talk, ended)
	<-ended
	said, err := os.ReadFile(talk)
	if err != nil {
		t.Fatal(err)
	}
	return answer{code: command.ProcessState.ExitCode(), out: out.String(), errOut: string(said)}
}

// approve is the person at the other device.
func approve(ctx context.Context, t *testing.T, talk string, ended <-chan struct{}) {
	t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-ended:
			return
		case <-look.C:
		}
		said, err := os.ReadFile(talk)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(said), "\n")
		at := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "http://127.0.0.1") })
		if at < 0 || at+3 >= len(lines) {
			continue
		}
		agent := &demoidp.UserAgent{Person: "mila"}
		if err := agent.ApproveDevice(ctx, lines[at], lines[at+2]); err != nil {
			t.Logf("the other device: %v", err)
		}
		return
	}
}

// checkEnd compares exit code, problem code and words.
func checkEnd(t *testing.T, end faultEnd, language string, got answer) {
	t.Helper()
	if got.code != end.exit {
		t.Fatalf("%s: exit %d, want %d\n%s%s", end.job, got.code, end.exit, got.out, got.errOut)
	}
	if strings.HasPrefix(end.job, "sign-out") {
		if !strings.Contains(got.out, `"`+end.code+`"`) {
			t.Errorf("not %s:\n%s", end.code, got.out)
		}
		return
	}
	if end.exit == 0 {
		return
	}
	var said struct {
		Schema string `json:"schema"`
		Error  struct {
			Code, Title, Detail string
			Hints               []string
			Exit                int
		} `json:"error"`
	}
	if err := json.Unmarshal([]byte(got.out), &said); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, got.out)
	}
	e := said.Error
	if said.Schema != "latchkey.error/1" || e.Code != end.code || e.Exit != end.exit {
		t.Errorf("%s ends as %s with %d, want %s", end.job, e.Code, e.Exit, end.code)
	}
	if e.Title == "" || e.Detail == "" || len(e.Hints) == 0 || strings.Contains(e.Title+e.Detail+strings.Join(e.Hints, ""), "{") {
		t.Errorf("in %s it says: %+v", language, e)
	}
	if dutch := isDutch(e.Title + " " + e.Detail); dutch != (language == "nl") {
		t.Errorf("in %s it says: %s. %s", language, e.Title, e.Detail)
	}
}

// isDutch knows a few words that stand in nearly every sentence of one language
// and of no other.
func isDutch(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(word string) bool {
		return slices.Contains([]string{"de", "De", "het", "Het", "een", "niet", "van", "zich", "Er", "Je"}, word)
	})
}

// buildAgent builds the program that plays a person at a browser.
func buildAgent(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "agent")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", path, "./.ci/user-agent")
	build.Dir = filepath.Join("..", "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	return path
}

// agentOpener puts an xdg-open into the world's PATH that notes its arguments
// and environment and lets Mila visit the address. It gives the folder of the
// notes.
func (w *world) agentOpener(agent string) (notes string) {
	w.t.Helper()
	folder := w.t.TempDir()
	script := "#!/bin/sh\nenv >>'" + folder + "/environment'\nprintf '%s\\n' \"$@\" >>'" + folder + "/opened'\nPERSON=mila exec '" + agent + "' \"$1\"\n"
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), fs.FileMode(0o700)); err != nil {
		w.t.Fatal(err)
	}
	w.setenv("PATH", folder+":"+os.Getenv("PATH"))
	return folder
}
