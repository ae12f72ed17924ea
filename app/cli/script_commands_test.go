package cli_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"latchkey/auth/demoidp"
)

var errNoDisplay = errors.New("no display")

type serverKey struct{}

// scriptServer is the provider of one script.
type scriptServer struct{ server *demoidp.Server }

func (s *scriptServer) stop() {
	if s.server != nil {
		_ = s.server.Close()
		s.server = nil
	}
}

// scriptCommands are the verbs of the scripts beside those of testscript:
//
//	demo-start                     runs the provider and makes it the only one
//	demo-stop                      ends it, so that nothing answers
//	demo-control VERB [ARG...]     grant revoke accept expire-right expire-tokens end-sessions down up fault
//	person-at browser|device FILE  the person carries the address in FILE to a browser
//	exits CODE PROGRAM [ARG...]    runs a program and wants that very exit code
//	json-is FILE                   the last standard output is JSON like FILE's
//	mode FILE PERM                 FILE has exactly these permissions
//	replace FILE OLD NEW           changes the first OLD
//	grow FILE SIZE                 appends spaces
//	prepend FILE LINE              writes a line before all others
//	knock FILE QUERY               a stranger calls at the waiting listener
//	cookies HOST COUNT             puts cookies of a host into a Chromium's profile
//	cookie-count HOST COUNT        that profile has so many of them
//	demo-home FOLDER [FILE]        waits for `latchkey demo --home FOLDER` and moves there; with FILE, for what it staged
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"demo-start":   demoStart,
		"demo-stop":    func(ts *testscript.TestScript, _ bool, _ []string) { serverOf(ts).stop() },
		"demo-control": demoControl,
		"exits":        exits,
		"person-at":    personAt,
		"json-is":      jsonIs,
		"mode":         mode,
		"replace":      replaceText,
		"grow":         grow,
		"prepend":      prepend,
		"knock":        knock,
		"demo-home":    demoHome,
		"cookies":      cookies,
		"cookie-count": cookieCount,
	}
}

func serverOf(ts *testscript.TestScript) *scriptServer {
	return ts.Value(serverKey{}).(*scriptServer)
}

func demoStart(ts *testscript.TestScript, _ bool, _ []string) {
	server, err := demoidp.Start(context.Background(), demoidp.Options{DeviceInterval: time.Second})
	ts.Check(err)
	serverOf(ts).server = server
	folder := filepath.Join(ts.Getenv("LATCHKEY_HOME"), "config", "providers")
	ts.Check(os.MkdirAll(folder, 0o700))
	text := fmt.Sprintf("id = \"demo\"\nname = \"Demo\"\nissuer = %q\nclient_id = %q\n"+
		"scopes = [\"openid\", \"profile\", \"email\", \"offline_access\"]\n\n[rights]\nurl = %q\n",
		server.Issuer(), server.ClientID(), server.RightsURL())
	ts.Check(os.WriteFile(filepath.Join(folder, "demo.toml"), []byte(text), 0o600))
	ts.Setenv("ISSUER", server.Issuer())
	ts.Setenv("RIGHTS", server.RightsURL())
	ts.Setenv("SCIM", server.SCIMURL())
	ts.Setenv("AUTHZEN", server.AuthZENURL())
	ts.Setenv("UMA", server.UMAAudience())
}

func demoControl(ts *testscript.TestScript, _ bool, args []string) {
	control := serverOf(ts).server.Control()
	arg := func(i int) string {
		if i >= len(args) {
			ts.Fatalf("demo-control %s: something is missing", args[0])
		}
		return args[i]
	}
	var err error
	switch args[0] {
	case "grant":
		err = control.Grant(arg(1), arg(2))
	case "revoke":
		err = control.Revoke(arg(1), arg(2))
	case "expire-right":
		err = control.ExpireRight(arg(1), arg(2))
	case "expire-tokens":
		err = control.ExpireTokens(arg(1))
	case "accept":
		err = control.Accept(arg(1))
	case "end-sessions":
		err = control.EndSessions(arg(1))
	case "down":
		control.Down(true)
	case "up":
		control.Down(false)
	case "fault":
		err = control.Fault(arg(1), true)
	case "no-fault":
		err = control.Fault(arg(1), false)
	default:
		ts.Fatalf("demo-control: no verb %q", args[0])
	}
	ts.Check(err)
}

// exits wants one very exit code: "not zero" would let a crash pass for a refusal.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

var addressLine = regexp.MustCompile(`(?m)^http://127\.0\.0\.1:\d+/\S+$`)

// personAt plays the person who carries an address, and for a device its code,
// from a file of talk to a browser.
func personAt(ts *testscript.TestScript, _ bool, args []string) {
	agent := &demoidp.UserAgent{Person: ts.Getenv("PERSON"), Decline: ts.Getenv("DECLINE") != ""}
	if args[0] == "browser" {
		ts.Check(agent.Open(context.Background(), waitFor(ts, args[1], addressLine)))
		return
	}
	code := waitFor(ts, args[1], codeLine)
	ts.Check(agent.ApproveDevice(context.Background(), waitFor(ts, args[1], addressLine), code))
}

var codeLine = regexp.MustCompile(`(?m)^[A-Z0-9]{4}-[A-Z0-9]{4}$`)

func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Lstat(ts.MkAbs(args[0]))
	ts.Check(err)
	if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[1] {
		ts.Fatalf("%s has mode %s, want %s", args[0], got, args[1])
	}
}

// replaceText changes the first OLD in FILE to NEW and keeps its mode.
func replaceText(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	content, err := os.ReadFile(file)
	ts.Check(err)
	changed := strings.Replace(string(content), args[1], args[2], 1)
	if changed == string(content) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(file, []byte(changed), 0o600))
}

// grow appends spaces until FILE has that many bytes.
func grow(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	file := ts.MkAbs(args[0])
	content, err := os.ReadFile(file)
	ts.Check(err)
	ts.Check(os.WriteFile(file, append(content, strings.Repeat(" ", int(size)-len(content))...), 0o600))
}

func prepend(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	content, err := os.ReadFile(file)
	ts.Check(err)
	ts.Check(os.WriteFile(file, append([]byte(args[1]+"\n"), content...), 0o600))
}

// knock is a stranger at the listener that waits for the browser: it sends QUERY
// to the address that the authorization request in FILE asks to be sent back to.
func knock(ts *testscript.TestScript, _ bool, args []string) {
	address, err := url.Parse(waitFor(ts, args[0], addressLine))
	ts.Check(err)
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet,
		address.Query().Get("redirect_uri")+args[1], http.NoBody)
	ts.Check(err)
	response, err := http.DefaultClient.Do(request)
	ts.Check(err)
	ts.Check(response.Body.Close())
	if response.StatusCode < 400 {
		ts.Fatalf("a stranger was answered with %d", response.StatusCode)
	}
}

// demoHome waits until `latchkey demo --home FOLDER` has furnished its home, and
// moves the script there.
func demoHome(ts *testscript.TestScript, _ bool, args []string) {
	home := ts.MkAbs(args[0])
	waitFor(ts, filepath.Join(home, "config", "settings.toml"), regexp.MustCompile(`provider = "demo"`))
	ts.Setenv("LATCHKEY_HOME", home)
	if len(args) > 1 {
		waitFor(ts, args[1], regexp.MustCompile(`latchkey why`))
		ts.Setenv("HOME", filepath.Join(home, "person"))
	}
}

// waitFor waits until FILE holds what matches.
func waitFor(ts *testscript.TestScript, file string, pattern *regexp.Regexp) string {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	limit := time.After(20 * time.Second)
	for {
		content, _ := os.ReadFile(ts.MkAbs(file))
		if found := pattern.FindString(string(content)); found != "" {
			return found
		}
		select {
		case <-look.C:
		case <-limit:
			ts.Fatalf("%s never held %s", file, pattern)
			return ""
		}
	}
}
