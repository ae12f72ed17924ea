//go:build linux

package endtoend

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"latchkey/auth/demoidp"
)

// The test binary plays other programs of the computer when it is started with
// these variables: as somebody else, or in another network.
const (
	roleName   = "PLAYED_ROLE"
	roleTarget = "PLAYED_TARGET" // the redirect address, or an address to reach
	roleHome   = "PLAYED_HOME"   // the folder of the person who signs in
	roleVictim = "PLAYED_VICTIM" // the process that waits
)

// TestPlayedByANeighbour is no test of its own: it is where such a program starts.
// It says "ready" when it has done its worst, and what it should not have been
// able to do; it keeps hold of what it has until its input ends.
func TestPlayedByANeighbour(t *testing.T) {
	target := os.Getenv(roleTarget)
	switch os.Getenv(roleName) {
	case "":
		return
	case "stranger":
		report(attackRedirect(target))
		report(attackPort(target))
		report(readHome(os.Getenv(roleHome)))
		report(readProcess(os.Getenv(roleVictim)))
		defer hold(target)()
	case "same person":
		report(readProcess(os.Getenv(roleVictim)))
	case "reaches":
		conn, err := net.DialTimeout("tcp", target, 5*time.Second)
		if err == nil {
			_ = conn.Close()
		}
		fmt.Printf("%v\n", err)
	case "listens":
		listener, err := net.Listen("tcp", target)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(listener.Addr())
		defer func() { _ = listener.Close() }()
	case "person":
		agent := &demoidp.UserAgent{Person: "mila"}
		report([]error{agent.Open(t.Context(), target)})
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func report(errs []error) {
	for _, err := range errs {
		if err != nil {
			fmt.Println("WRONG:", err)
		}
	}
}

// attackRedirect sends what may not end or disturb the wait.
func attackRedirect(redirect string) []error {
	var errs []error
	for _, c := range []struct {
		method, suffix, host, origin string
		status                       int
	}{
		{"GET", "?error=access_denied", "", "", 400},
		{"GET", "?code=x", "", "", 400},
		{"GET", "?code=x&state=guessed", "", "", 400},
		{"GET", "?error=access_denied&state=guessed", "", "", 400},
		{"GET", "?code=x&state=", "", "", 400},
		{"POST", "?code=x&state=guessed", "", "", 400},
		{"GET", "elsewhere?code=x&state=guessed", "", "", 404},
		{"GET", "?code=x&state=guessed", "evil.example", "", 400},
		{"GET", "?code=x&state=guessed", "", "https://evil.example", 400},
	} {
		request, err := http.NewRequest(c.method, strings.TrimSuffix(redirect, "/")+"/"+c.suffix, nil)
		if err != nil {
			return []error{err}
		}
		request.Host = c.host
		if c.origin != "" {
			request.Header.Set("Origin", c.origin)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		body, err := io.ReadAll(answer.Body)
		if want := http.StatusText(c.status) + "\n"; err != nil || answer.StatusCode != c.status || string(body) != want {
			errs = append(errs, fmt.Errorf("%s %s: %d %q (%w)", c.method, c.suffix, answer.StatusCode, body, err))
		}
		_ = answer.Body.Close()
	}
	return errs
}

// attackPort tries to listen beside the one who waits.
func attackPort(redirect string) []error {
	u, err := url.Parse(redirect)
	if err != nil {
		return []error{err}
	}
	shared := func(_, _ string, conn syscall.RawConn) error {
		return conn.Control(func(fd uintptr) {
			_ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEADDR, 1)
			_ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
		})
	}
	var errs []error
	for _, config := range []net.ListenConfig{{}, {Control: shared}} {
		for _, host := range []string{u.Host, "0.0.0.0:" + u.Port()} {
			if listener, err := config.Listen(context.Background(), "tcp4", host); err == nil {
				errs = append(errs, errors.New("could listen at "+host), listener.Close())
			}
		}
	}
	return errs
}

// readHome tries to read everything of the person that has a known name.
func readHome(home string) []error {
	var errs []error
	for _, name := range []string{"", "state", "state/login_session.json", "state/sealed", "config", "config/settings.toml", "config/key", "cache"} {
		path := filepath.Join(home, name)
		if entries, err := os.ReadDir(path); len(entries) > 0 {
			errs = append(errs, fmt.Errorf("could list %s", name))
		} else if errors.Is(err, fs.ErrNotExist) && name == "" {
			errs = append(errs, err) // then nothing was tested
		}
		if content, err := os.ReadFile(path); err == nil {
			errs = append(errs, fmt.Errorf("could read %d bytes of %s", len(content), name))
		}
	}
	if err := os.WriteFile(filepath.Join(home, "state", "planted"), nil, 0o600); err == nil {
		errs = append(errs, errors.New("could plant a file"))
	}
	return errs
}

// readProcess tries to read the memory and the variables of a process.
func readProcess(pid string) []error {
	var errs []error
	for _, name := range []string{"mem", "environ", "maps"} {
		file, err := os.Open(filepath.Join("/proc", pid, name))
		if err == nil {
			errs = append(errs, fmt.Errorf("could open %s of the process", name), file.Close())
		} else if errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errs
}

// hold keeps 500 connections: silent ones, and ones that never end their headers.
func hold(redirect string) (release func()) {
	u, err := url.Parse(redirect)
	if err != nil {
		report([]error{err})
		return func() {}
	}
	var held []net.Conn
	for i := range 500 {
		conn, err := net.Dial("tcp", u.Host)
		if err != nil {
			report([]error{err})
			break
		}
		held = append(held, conn)
		if i%2 == 0 {
			_, _ = io.WriteString(conn, "GET /?code=x&state=slow HTTP/1.1\r\nX-Slow: ")
		}
	}
	return func() {
		for _, conn := range held {
			_ = conn.Close()
		}
	}
}
