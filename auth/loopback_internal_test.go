package auth

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func newLoopback(t *testing.T) *loopback {
	t.Helper()
	l, err := listen(t.Context(), Provider{}, "right", nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.close)
	return l
}

func TestTheFirstUnusableAnswerIsRemembered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		targets    []string
	}{
		{"none came", "", nil},
		{"another path", "", []string{"favicon.ico"}},
		{"no state", "state_missing", []string{"?code=x"}},
		{"nothing at all", "", []string{""}},
		{"another state", "state_mismatch", []string{"?code=x&state=wrong"}},
		{"the first counts", "state_missing", []string{"?error=access_denied", "?state=wrong"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := newLoopback(t)
			for _, target := range c.targets {
				status, err := get(t.Context(), l.redirectURI()+target)
				if err != nil || status == http.StatusOK {
					t.Fatal(status, err)
				}
			}
			if got := l.missedReason(); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
		})
	}
}

func get(ctx context.Context, address string) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

func TestATakenPortIsNamed(t *testing.T) {
	t.Parallel()
	port := func() int {
		var taken int
		for _, ip := range []string{"127.0.0.1", "[::1]"} {
			holder, err := net.Listen("tcp", ip+":"+strconv.Itoa(taken))
			if err != nil {
				continue // no IPv6 here
			}
			t.Cleanup(func() { _ = holder.Close() })
			taken = holder.Addr().(*net.TCPAddr).Port
		}
		return taken
	}
	first, second := port(), port()
	_, err := bindLoopback(t.Context(), []int{first, second})
	var failed *ListenError
	if !errors.As(err, &failed) || !errors.Is(err, ErrListen) || failed.Port != first || failed.Forbidden {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(err.Error(), strconv.Itoa(first)) {
		t.Fatalf("the port is not named: %v", err)
	}
}

// A port that the system keeps is not the fault of another program, and not one
// of this program's files either.
func TestAForbiddenPortIsNotCalledTaken(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		want bool
	}{
		{"permission", &net.OpError{Op: "listen", Err: os.NewSyscallError("bind", syscall.EACCES)}, true},
		{"permission on one address", errors.Join(syscall.EADDRNOTAVAIL, syscall.EACCES), true},
		{"taken", os.NewSyscallError("bind", syscall.EADDRINUSE), false},
	} {
		if isForbidden(c.err) != c.want {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
	err := error(&ListenError{Port: 80, Forbidden: true})
	if !errors.Is(err, ErrListen) || errors.Is(err, fs.ErrPermission) {
		t.Errorf("matches the wrong errors: %v", err)
	}
}

// Whoever holds connections open without a word keeps nobody out.
func TestAFloodOfConnectionsKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	l := newLoopback(t)
	for range 3 * crowdLimit {
		conn, err := net.Dial("tcp", l.host)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\n"); err != nil && !errors.Is(err, syscall.EPIPE) && !errors.Is(err, syscall.ECONNRESET) {
			t.Fatal(err)
		}
	}
	status := make(chan int, 1)
	go func() {
		code, _ := get(t.Context(), l.redirectURI()+"?code=x&state=right")
		status <- code
	}()
	if cb := <-l.arrived; cb.code != "x" {
		t.Fatalf("arrived: %+v", cb)
	}
	l.finish(true)
	if got := <-status; got != http.StatusOK {
		t.Fatalf("the page had status %d", got)
	}
}

func TestACrowdDropsTheLongestStandingButNotTheRightOne(t *testing.T) {
	t.Parallel()
	c := &crowd{}
	var guests []*guest
	enter := func() *guest {
		_, conn := net.Pipe()
		g := &guest{Conn: conn, crowd: c}
		guests = append(guests, g)
		return c.admit(g)
	}
	for range crowdLimit {
		if enter() != nil {
			t.Fatal("one had to leave although there was room")
		}
	}
	keepGuest(withGuest(t.Context(), guests[0]))
	if leaving := enter(); leaving != guests[1] {
		t.Fatal("not the longest standing one that may leave")
	}
	if err := guests[1].Close(); err != nil || len(c.open) != crowdLimit {
		t.Fatalf("%d stay, %v", len(c.open), err)
	}
	if leaving := enter(); leaving != guests[2] {
		t.Fatal("the place of one who left was not given on")
	}
}
