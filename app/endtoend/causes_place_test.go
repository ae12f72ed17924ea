//go:build linux

package endtoend

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"latchkey/auth/demoidp"
	"latchkey/auth/transport/transporttest"
)

// The provider of the rows about networks has a name, as real ones do, and is
// another computer. The name is one that nobody has (RFC 6761).
const (
	labName   = "id.lab.test"
	labIssuer = "https://" + labName
)

// place is a computer of its own: its network has a cable to another one where
// the servers are, and its /etc is a copy.
type place struct {
	t     testing.TB
	pid   string // of the process that holds its network and mounts
	there string // of the one that holds the network of the servers
	etc   string
}

// away moves the scene to a place of its own; everything it runs from now on
// runs there.
func (s *scene) away() *place {
	s.t.Helper()
	here, there := twoComputers(s.t)
	p := &place{t: s.t, there: there[2]}
	p.hold("nsenter", "--target", here[2], "--net", "--")
	p.copyEtc()
	p.connects()
	s.before = append([]string{"nsenter"}, p.entering()...)
	s.place = p
	return p
}

// apart is away with the network that is here: only /etc is the row's own.
func (s *scene) apart() {
	s.t.Helper()
	needsRoot(s.t, "another /etc")
	p := &place{t: s.t}
	p.hold()
	p.copyEtc()
	s.before = append([]string{"nsenter"}, p.entering()...)
	s.place = p
}

// hold starts a process that has mounts of its own; before is in front of it.
func (p *place) hold(before ...string) {
	p.t.Helper()
	line := append(before, "sleep", "600")
	holder := exec.Command(line[0], line[1:]...)
	holder.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if err := holder.Start(); err != nil {
		missing(p.t, "no mounts of its own can be made here: %v", err)
	}
	p.t.Cleanup(func() {
		_ = holder.Process.Kill()
		_ = holder.Wait()
	})
	p.pid = strconv.Itoa(holder.Process.Pid)
	eventually(p.t, 10*time.Second, "a process that sleeps there", func() bool {
		name, err := os.ReadFile("/proc/" + p.pid + "/comm")
		return err == nil && strings.TrimSpace(string(name)) == "sleep"
	})
}

// copyEtc puts a copy of /etc in the place of /etc, so that names, certificates
// and policies there are the row's own.
func (p *place) copyEtc() {
	p.t.Helper()
	p.etc = filepath.Join(p.t.TempDir(), "etc")
	if output, err := exec.Command("cp", "-a", "/etc", p.etc).CombinedOutput(); err != nil {
		p.t.Fatalf("copy /etc: %v %s", err, output)
	}
	// Where the tests run in a chroot, its root is no mount, and nothing can be said
	// of it; what counts is that the copy is seen in the place alone.
	_, _ = exec.Command("nsenter", p.entering("mount", "--make-rprivate", "/")...).CombinedOutput()
	p.puts("latchkey-place", "")
	p.does("mount", "--bind", p.etc, "/etc")
	if _, err := os.Stat("/etc/latchkey-place"); err == nil {
		p.does("umount", "/etc")
		missing(p.t, "what is mounted in a place of its own shows outside of it")
	}
	p.puts("hosts", "127.0.0.1 localhost\n"+thereIP+" "+labName+"\n")
	p.puts("resolv.conf", "nameserver "+thereIP+"\noptions timeout:1 attempts:1\n")
}

// connects plugs the cable in. What is sent to an address of documentation
// (RFC 5737) is lost on the way.
func (p *place) connects() {
	p.t.Helper()
	p.does("ip", "link", "set", "cable0", "up")
	eventually(p.t, 20*time.Second, "a cable that carries", func() bool {
		output, err := exec.Command("nsenter", "--target", p.pid, "--net", "--", "ip", "-o", "link", "show", "cable0").CombinedOutput()
		return err == nil && strings.Contains(string(output), "state UP")
	})
	p.does("ip", "route", "replace", "default", "via", thereIP)
	output, err := exec.Command("nsenter", "--target", p.there, "--net", "--", "ip", "route", "replace", "blackhole", "192.0.2.0/24").CombinedOutput()
	if err != nil {
		missing(p.t, "ip route: %v %s", err, output)
	}
}

// does runs a command in the place.
func (p *place) does(args ...string) {
	p.t.Helper()
	if output, err := exec.Command("nsenter", p.entering(args...)...).CombinedOutput(); err != nil {
		missing(p.t, "%s: %v %s", strings.Join(args, " "), err, output)
	}
}

// entering are the arguments of nsenter for a command in the place. The root is
// the holder's: that of its mounts is another one where the tests run in a chroot.
func (p *place) entering(args ...string) []string {
	return append([]string{"--target", p.pid, "--net", "--mount", "--root", "--"}, args...)
}

// puts writes a file of the place's /etc.
func (p *place) puts(name, content string) {
	p.t.Helper()
	path := filepath.Join(p.etc, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	_ = os.Remove(path) // it may be a link that leads out of the copy
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// inside runs something that makes a socket in a network; the socket stays there.
func inside(pid string, create func() error) error {
	runtime.LockOSThread()
	own, err := os.Open(fmt.Sprintf("/proc/self/task/%d/ns/net", unix.Gettid()))
	if err != nil {
		runtime.UnlockOSThread()
		return err
	}
	defer func() { _ = own.Close() }()
	other, err := os.Open("/proc/" + pid + "/ns/net")
	if err != nil {
		runtime.UnlockOSThread()
		return err
	}
	defer func() { _ = other.Close() }()
	if err := unix.Setns(int(other.Fd()), unix.CLONE_NEWNET); err != nil {
		runtime.UnlockOSThread()
		return err
	}
	made := create()
	if err := unix.Setns(int(own.Fd()), unix.CLONE_NEWNET); err != nil {
		return err // the thread stays locked, and ends with its goroutine
	}
	runtime.UnlockOSThread()
	return made
}

// listens opens a port of the servers' computer.
func (p *place) listens(port string) net.Listener {
	p.t.Helper()
	var listener net.Listener
	// A program that is being started may have hold of one that was closed just now.
	eventually(p.t, 10*time.Second, "port "+port+" free", func() bool {
		return inside(p.there, func() (err error) {
			listener, err = net.Listen("tcp4", thereIP+":"+port)
			return err
		}) == nil
	})
	p.t.Cleanup(func() { _ = listener.Close() })
	return listener
}

// leads carries every connection to a port there on to a server of the test.
func (p *place) leads(port, to string) (end func()) {
	p.t.Helper()
	listener := p.listens(port)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go carry(conn, to)
		}
	}()
	return func() { _ = listener.Close() }
}

func carry(conn net.Conn, to string) {
	defer func() { _ = conn.Close() }()
	other, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer func() { _ = other.Close() }()
	go func() { _, _ = io.Copy(other, conn); _ = other.Close() }()
	_, _ = io.Copy(conn, other)
}

// lab is a provider at labIssuer, with a certificate of an authority that the
// person's settings trust.
type lab struct {
	authority *transporttest.Authority
	demo      *demoidp.Server
	server    *httptest.Server
	stop      func() // listening
}

// provides starts the provider in the place and describes it; it is reached
// through change when that is given.
func (s *scene) provides(config *tls.Config, handler func(http.Handler) http.Handler) *lab {
	s.t.Helper()
	s.opens()
	demo, err := demoidp.Start(s.t.Context(), demoidp.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = demo.Close() })
	end := time.Now().Add(24 * time.Hour) // of both: no certificate is older than the authority's
	l := &lab{authority: transporttest.NewAuthorityUntil(s.t, "Lab Authority", end), demo: demo}
	if config == nil {
		config = &tls.Config{Certificates: []tls.Certificate{l.authority.Issue(s.t, labName, end)}}
	}
	front := named(s.t, demo)
	if handler != nil {
		front = handler(front)
	}
	l.server = transporttest.Server(s.t, config, front.ServeHTTP)
	l.stop = s.place.leads("443", l.server.Listener.Addr().String())
	s.trusts(l.authority)
	s.provide(labIssuer, demo.ClientID(), "")
	return l
}

// trusts writes settings that trust an authority, and keep secrets in a sealed file.
func (s *scene) trusts(authority *transporttest.Authority, more ...string) {
	s.t.Helper()
	file := filepath.Join(s.t.TempDir(), "authority.pem")
	if err := os.WriteFile(file, authority.PEM(), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.sealed()
	settings := s.path("config", "settings.toml")
	text := string(s.read(settings)) + "\n[network]\nca_files = [\"" + file + "\"]\n" + strings.Join(more, "\n") + "\n"
	s.write(settings, []byte(text))
}

// named stands before the demo's provider, which knows itself by an address of
// this computer only, and gives it its name. What is signed stays as it is, so
// nobody can sign in here.
func named(t testing.TB, demo *demoidp.Server) http.Handler {
	t.Helper()
	at, err := url.Parse(demo.Issuer())
	if err != nil {
		t.Fatal(err)
	}
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(at); r.Out.Header.Del("Accept-Encoding") },
		ModifyResponse: func(r *http.Response) error {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return err
			}
			_ = r.Body.Close()
			text := strings.ReplaceAll(string(body), demo.Issuer(), labIssuer)
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
			r.Header.Set("Content-Length", strconv.Itoa(len(text)))
			return nil
		},
	}
}
