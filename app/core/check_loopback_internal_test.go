package core

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/browser"
	"latchkey/session"
)

const holderVariable = "LATCHKEY_TEST_HOLDER"

// holdPort holds a port until its standard input ends, and says which.
func holdPort(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if other, err := net.Listen("tcp", fmt.Sprintf("[::1]:%d", port)); err == nil {
		defer func() { _ = other.Close() }()
	}
	fmt.Println("port", port)
	_, _ = bufio.NewReader(os.Stdin).ReadByte()
}

// heldPort is a port that another program holds: this test, as a process of its own.
func heldPort(t *testing.T) int {
	t.Helper()
	holder := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	holder.Env = append(os.Environ(), holderVariable+"=1")
	input, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = input.Close(); _ = holder.Wait() })
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), "port "); ok {
			port, err := strconv.Atoi(text)
			if err != nil {
				t.Fatal(err)
			}
			return port
		}
	}
	t.Fatal("the other process holds no port")
	return 0
}

// ports has the provider know only these.
func (l *lab) ports(list ...int) {
	l.t.Helper()
	file := filepath.Join(l.Deps.Paths.Providers, "lab.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		l.t.Fatal(err)
	}
	numbers := strings.Join(strings.Fields(fmt.Sprint(list)), ", ")
	if err := os.WriteFile(file, append([]byte("redirect_ports = "+numbers+"\n"), text...), 0o600); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) signedIn() {
	l.t.Helper()
	err := l.withRecord(l.t.Context(), func(record *session.Record) (bool, error) {
		record.Accounts = []session.Account{{
			ID: session.AccountID(labIssuer, "s1", "latchkey"), Provider: "lab", Issuer: labIssuer, ClientID: "latchkey", Subject: "s1", SignedInAt: time.Now(), State: session.SignedIn,
		}}
		record.Default = record.Accounts[0].ID
		return true, nil
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

func TestAPortThatAnotherProgramHoldsIsNamed(t *testing.T) {
	if os.Getenv(holderVariable) != "" {
		holdPort(t)
		return
	}
	t.Parallel()
	taken := heldPort(t)
	l := newLab(t, nil)
	l.ports(taken)
	worst := l.holds(l.diagnose("loopback"), wanted{"loopback", "fail", "listen_taken", "loopback_held", "free_port"})
	if worst.Values["port"] != strconv.Itoa(taken) || worst.Values["program"] == "" || worst.Fix.Argument != worst.Values["program"] {
		t.Errorf("%v, free %q", worst.Values, worst.Fix.Argument)
	}
	l.signedIn()
	l.holds(l.diagnose("loopback"), wanted{"loopback", "warn", "listen_taken", "loopback_held", "free_port"})
}

func TestAFreePortIsLetGoAtOnce(t *testing.T) {
	t.Parallel()
	l := newLab(t, nil)
	l.holds(l.diagnose("loopback"), wanted{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	l.ports(port)
	own := l.diagnose("loopback")
	if check := own.Find("loopback"); check.Result != "pass" && check.EvidenceCode != "loopback_in_use" { // ::1 may be free
		t.Errorf("held by this program: %s %s", check.Result, check.EvidenceCode)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time shows that the first one let go
		answer := l.diagnose("loopback")
		if check := answer.Find("loopback"); check.Result != "pass" || check.Values["port"] != strconv.Itoa(port) {
			t.Errorf("free: %s %s %v", check.Result, check.EvidenceCode, check.Values)
		}
	}
}

func TestWhatTheSystemKeepsIsNotBlamedOnAProgram(t *testing.T) {
	t.Parallel()
	for want, refused := range map[string]*auth.ListenError{
		"loopback_refused":   {},
		"loopback_forbidden": {Port: 1, Forbidden: true},
		"loopback_taken":     {Port: 8765},
	} {
		if got := portSaw(t.Context(), refused, "", false); got.Code != want {
			t.Errorf("%+v: %s, want %s", refused, got.Code, want)
		}
	}
}

func TestABrowserIsLookedForAndNotOpened(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		err      error
		signedIn bool
		provider bool
		want     wanted
	}{
		"there is one":             {nil, false, true, wanted{}},
		"none, to sign in":         {browser.ErrNoBrowser, false, true, wanted{"browser", "fail", "browser_unavailable", "browser_none", "browser"}},
		"none, and signed in":      {browser.ErrNoBrowser, true, true, wanted{"browser", "warn", "browser_unavailable", "browser_none", "browser"}},
		"none, and no provider":    {browser.ErrNoBrowser, false, false, wanted{"browser", "warn", "browser_unavailable", "browser_none", "browser"}},
		"one for the terminal":     {browser.ErrTextBrowser, false, true, wanted{"browser", "fail", "browser_text_only", "browser_in_terminal", "browser"}},
		"the terminal, signed in":  {browser.ErrTextBrowser, true, true, wanted{"browser", "warn", "browser_text_only", "browser_in_terminal", "browser"}},
		"an error that is another": {errors.New("odd"), true, true, wanted{"browser", "warn", "unexpected", "browser_none", "browser"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, nil)
			l.BrowserLook = func() error { return row.err }
			if row.signedIn {
				l.signedIn()
			}
			if !row.provider {
				if _, err := l.RemoveProvider(t.Context(), "lab"); err != nil {
					t.Fatal(err)
				}
			}
			l.holds(l.diagnose("browser"), row.want)
		})
	}
	l := newLab(t, nil)
	l.BrowserLook = nil
	answer := l.diagnose("browser")
	if check := answer.Find("browser"); check.Result != "skip" || check.EvidenceCode != "browser_is_given" {
		t.Errorf("without a way to look: %s %s", check.Result, check.EvidenceCode)
	}
}
