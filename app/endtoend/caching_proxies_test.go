//go:build linux

package endtoend

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A cachingProxy is a real caching proxy that stands before a server, as a
// gateway of an IT department does, and answers from its store for an hour.
type cachingProxy struct{ address string } // "http://127.0.0.1:40123"

// The ways in which nginx is told to cache, as found on real gateways.
const (
	nginxDeaf    = ""                                           // whatever a question says about caches is ignored
	nginxShown   = "add_header X-Cache $upstream_cache_status;" // deaf, but it says who answered
	nginxBypass  = "proxy_cache_bypass $http_cache_control;"    // "Cache-Control" in a question goes past the store
	nginxOneName = `proxy_cache_key "$uri";`                    // deaf, and a query makes no other entry
)

// startNginx starts Debian's nginx before a server: it keeps answers for an hour
// whatever they say of themselves, and dates them by its own clock.
func startNginx(t testing.TB, origin, more string) *cachingProxy {
	t.Helper()
	return startCachingProxy(t, "nginx", "nginx-light", func(folder, port string) (config string, args []string) {
		file := filepath.Join(folder, "nginx.conf")
		owner := ""
		if os.Geteuid() == 0 {
			owner = "user root;" // its workers would otherwise not get into the folder
		}
		return fmt.Sprintf(`daemon off; %[1]s worker_processes 1; pid %[2]s/pid; error_log %[2]s/log;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path %[2]s/body; proxy_temp_path %[2]s/proxy; fastcgi_temp_path %[2]s/fastcgi;
  uwsgi_temp_path %[2]s/uwsgi; scgi_temp_path %[2]s/scgi;
  proxy_cache_path %[2]s/cache keys_zone=rights:1m;
  server {
    listen 127.0.0.1:%[3]s;
    location / {
      proxy_pass %[4]s;
      proxy_cache rights; proxy_cache_valid 200 1h;
      proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
      %[5]s
    }
  }
}
`, owner, folder, port, origin, more), []string{"-e", filepath.Join(folder, "log"), "-c", file}
	}, "nginx.conf")
}

// startCachingProxy starts a program with a configuration, a port and a folder of
// its own. Another program may take the port in between, so it is tried again.
func startCachingProxy(t testing.TB, name, debian string, describe func(folder, port string) (string, []string), file string) *cachingProxy {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if path, err = exec.LookPath("/usr/sbin/" + name); err != nil { // not in everybody's PATH
			missing(t, "%s (Debian's package %s) is not installed", name, debian)
		}
	}
	for range 3 {
		folder, port := proxyFolder(t), freePort(t)
		config, args := describe(folder, port)
		if err := os.WriteFile(filepath.Join(folder, file), []byte(config), 0o644); err != nil {
			t.Fatal(err)
		}
		command := exec.Command(path, args...)
		command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = command.Wait(); close(ended) }()
		t.Cleanup(func() {
			_ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL) // its own group: master and workers
			<-ended
			sweepSquid(port)
		})
		if answers("127.0.0.1:"+port, ended) {
			return &cachingProxy{address: "http://127.0.0.1:" + port}
		}
		log, _ := os.ReadFile(filepath.Join(folder, "log")) // for whoever reads why
		t.Logf("%s did not start on port %s: %s", name, port, log)
	}
	t.Fatalf("%s does not start", name)
	return nil
}

// proxyFolder is a folder that squid may write to, also where it gives up being root.
func proxyFolder(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	if os.Geteuid() != 0 {
		return folder
	}
	// squid runs as Debian's user "proxy" then; nginx stays root and does not mind.
	if found, err := user.Lookup("proxy"); err == nil {
		id, _ := strconv.Atoi(found.Uid)
		if err := os.Chown(folder, id, -1); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// answers waits until an address takes a connection; false: the program ended
// first, or did not get there within 20 seconds.
func answers(address string, ended <-chan struct{}) bool {
	deadline := time.After(20 * time.Second)
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-ended:
			return false
		case <-deadline:
			return false
		case <-look.C:
			if c, err := net.DialTimeout("tcp", address, time.Second); err == nil {
				_ = c.Close()
				return true
			}
		}
	}
}

// through gives an address of a server as the proxy before it answers to it.
func (p *cachingProxy) through(address string) string {
	at, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return p.address + strings.TrimPrefix(address, at.Scheme+"://"+at.Host)
}
