//go:build linux

package endtoend

import (
	"crypto/tls"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"latchkey/auth/transport/transporttest"
)

// besideLab seeds a computer of its own with a provider on another one, and breaks
// something there.
func besideLab(seed func(*scene, *lab) func()) func(*scene) func() {
	return func(s *scene) func() {
		s.away()
		return seed(s, s.provides(nil, nil))
	}
}

// forgets leaves the provider's name to the name server, and gives what puts it
// back where it needs none.
func (p *place) forgets() (knows func()) {
	p.puts("hosts", "127.0.0.1 localhost\n")
	return func() { p.puts("hosts", "127.0.0.1 localhost\n"+thereIP+" "+labName+"\n") }
}

// nameServer answers each question with what answer makes of it; nil: with silence.
func (p *place) nameServer(answer func(question []byte) []byte) {
	p.t.Helper()
	var conn net.PacketConn
	err := inside(p.there, func() (err error) {
		conn, err = net.ListenPacket("udp4", thereIP+":53")
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = conn.Close() })
	go func() {
		question := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(question)
			if err != nil {
				return
			}
			if answer != nil {
				_, _ = conn.WriteTo(answer(question[:n]), from)
			}
		}
	}()
}

// noSuchName is the answer NXDOMAIN of RFC 1035 section 4.1.1.
func noSuchName(question []byte) []byte {
	answer := append([]byte{}, question...)
	answer[2] |= 0x80       // an answer
	answer[3] = 0x80 | 0x03 // recursion is there, and no such name
	return answer
}

// networkCauses are what lies between this computer and the provider.
func networkCauses() []cause {
	row := func(name, code, fix string, seed func(*scene, *lab) func()) cause {
		return cause{name: "network: " + name, code: code, link: linkNetwork, fix: fix, seed: besideLab(seed)}
	}
	return append([]cause{
		row("no cable", "network_down", "connect", func(s *scene, _ *lab) func() {
			s.place.does("ip", "link", "set", "cable0", "down")
			return func() { s.place.connects() }
		}),
		row("the name server does not run", "name_unresolved", "connect", func(s *scene, _ *lab) func() { return s.place.forgets() }),
		row("the name server does not answer", "name_unresolved", "connect", func(s *scene, _ *lab) func() {
			s.place.nameServer(nil)
			return s.place.forgets()
		}),
		row("the name server does not know the name", "name_unresolved", "provider", func(s *scene, _ *lab) func() {
			s.place.nameServer(noSuchName)
			return s.place.forgets()
		}),
		row("nobody listens there", "server_unreachable", "wait", func(s *scene, l *lab) func() {
			l.stop()
			return func() { l.stop = s.place.leads("443", l.server.Listener.Addr().String()) }
		}),
		row("nothing comes back", "server_unreachable", "wait", func(s *scene, _ *lab) func() {
			s.place.puts("hosts", "127.0.0.1 localhost\n192.0.2.7 "+labName+"\n")
			return func() { s.place.puts("hosts", "127.0.0.1 localhost\n"+thereIP+" "+labName+"\n") }
		}),
		{
			name: "network: the server that gives tokens is out of reach", code: "server_unreachable", link: linkNetwork, fix: "wait",
			seed: tokensElsewhere,
		},
	}, portalCauses()...)
}

// guestNetwork stands in the way of everything until the person has signed in
// there: unencrypted requests get its answer.
func (s *scene) guestNetwork(l *lab, answer http.HandlerFunc, encrypted bool) (signedIn func()) {
	s.t.Helper()
	l.stop()
	web := httptest.NewServer(answer)
	s.t.Cleanup(web.Close)
	ends := []func(){s.place.leads("80", web.Listener.Addr().String())}
	if encrypted {
		own := transporttest.NewAuthority(s.t, "Guest Network").Server(s.t, "portal.guest.test", answer)
		ends = append(ends, s.place.leads("443", own.Listener.Addr().String()))
	}
	return func() {
		for _, end := range ends {
			end()
		}
		l.stop = s.place.leads("443", l.server.Listener.Addr().String())
	}
}

func portalCauses() []cause {
	redirect := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://portal.guest.test/login", http.StatusFound)
	}
	page := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<!doctype html><title>Welcome, guest</title>")
	}
	row := func(name string, answer http.HandlerFunc, encrypted bool) cause {
		return cause{
			name: "guest network: " + name, code: "captive_portal", link: linkNetwork, fix: "portal",
			seed: besideLab(func(s *scene, l *lab) func() { return s.guestNetwork(l, answer, encrypted) }),
		}
	}
	return []cause{
		row("it redirects, and shows a certificate of its own", redirect, true),
		row("it shows a page, and refuses what is encrypted", page, false),
	}
}

// through makes the program use a proxy.
func (s *scene) through(proxy string) {
	s.t.Helper()
	settings := s.path("config", "settings.toml")
	text := string(s.read(settings))
	s.write(settings, []byte(strings.Replace(text, "[network]\n", "[network]\nproxy = \""+proxy+"\"\n", 1)))
}

// proxyCauses are a proxy between this computer and the provider.
func proxyCauses() []cause {
	at := "http://" + thereIP + ":3128"
	row := func(name, code, fix string, seed func(*scene, *lab) func()) cause {
		return cause{name: "proxy: " + name, code: code, link: linkNetwork, fix: fix, seed: besideLab(seed)}
	}
	return []cause{
		row("nobody listens there", "proxy_failed", "proxy", func(s *scene, l *lab) func() {
			s.through(at)
			proxy := transporttest.StartProxy(s.t, l.server)
			return func() { s.place.leads("3128", proxy.Host()) }
		}),
		row("of the environment, and nobody listens there", "proxy_failed", "proxy", func(s *scene, l *lab) func() {
			s.setenv("HTTPS_PROXY", at)
			return func() { s.setenv("HTTPS_PROXY", "") }
		}),
		row("it wants to know who asks", "proxy_sign_in", "proxy", func(s *scene, l *lab) func() {
			s.through(at)
			proxy, open := transporttest.StartProxy(s.t, l.server), transporttest.StartProxy(s.t, l.server)
			proxy.User, proxy.Password = "mila", "harbor"
			end := s.place.leads("3128", proxy.Host())
			return func() { end(); s.place.leads("3128", open.Host()) }
		}),
		row("it refuses", "proxy_failed", "proxy", func(s *scene, l *lab) func() {
			s.through(at)
			proxy, open := transporttest.StartProxy(s.t, l.server), transporttest.StartProxy(s.t, l.server)
			proxy.Refuse = http.StatusForbidden
			end := s.place.leads("3128", proxy.Host())
			return func() { end(); s.place.leads("3128", open.Host()) }
		}),
		row("it reads along", "certificate_untrusted", "trust_ca", func(s *scene, l *lab) func() {
			s.through(at)
			inspection := transporttest.NewAuthority(s.t, "Harbor Inspection")
			reads := inspection.Server(s.t, labName, named(s.t, l.demo).ServeHTTP)
			s.place.leads("3128", transporttest.StartProxy(s.t, reads).Host())
			return func() { s.alsoTrusts(inspection) }
		}),
	}
}

// alsoTrusts adds an authority, as the person does who administers the network.
func (s *scene) alsoTrusts(authority *transporttest.Authority) {
	s.t.Helper()
	file := filepath.Join(s.t.TempDir(), "another.pem")
	s.write(file, authority.PEM())
	settings := s.path("config", "settings.toml")
	text := string(s.read(settings))
	s.write(settings, []byte(strings.Replace(text, "ca_files = [", "ca_files = [\""+file+"\", ", 1)))
}

// certificateCauses are what the provider shows for itself.
func certificateCauses() []cause {
	shown := func(name, code, fix string, config func(testing.TB, *transporttest.Authority) *tls.Config) cause {
		return cause{
			name: "certificate: " + name, code: code, link: linkNetwork, fix: fix,
			seed: besideLab(func(s *scene, l *lab) func() {
				l.stop()
				wrong := transporttest.Server(s.t, config(s.t, l.authority), named(s.t, l.demo).ServeHTTP)
				end := s.place.leads("443", wrong.Listener.Addr().String())
				return func() { end(); l.stop = s.place.leads("443", l.server.Listener.Addr().String()) }
			}),
		}
	}
	one := func(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
	return []cause{
		shown("ended", "certificate_expired", "wait", func(t testing.TB, a *transporttest.Authority) *tls.Config {
			return one(a.Issue(t, labName, time.Now().Add(-20*time.Hour)))
		}),
		shown("of another name", "certificate_foreign", "portal", func(t testing.TB, a *transporttest.Authority) *tls.Config {
			return one(a.Issue(t, "other.lab.test", time.Now().Add(time.Hour)))
		}),
		shown("of an authority that nobody knows", "certificate_untrusted", "trust_ca", func(t testing.TB, _ *transporttest.Authority) *tls.Config {
			return one(transporttest.NewAuthority(t, "Somebody").Issue(t, labName, time.Now().Add(time.Hour)))
		}),
		shown("an old version of the protocol", "tls_too_old", "wait", func(t testing.TB, a *transporttest.Authority) *tls.Config {
			config := one(a.Issue(t, labName, time.Now().Add(time.Hour)))
			config.MinVersion, config.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
			return config
		}),
	}
}

// tokensElsewhere seeds a provider that gives tokens at another address of its
// own, where nobody listens.
func tokensElsewhere(s *scene) func() {
	var mended atomic.Bool
	s.away()
	s.provides(nil, func(front http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			said := httptest.NewRecorder()
			front.ServeHTTP(said, r)
			text := said.Body.String()
			if !mended.Load() {
				text = strings.ReplaceAll(text, `"`+labIssuer+`/token"`, `"`+labIssuer+`:8443/token"`)
			}
			maps.Copy(w.Header(), said.Header())
			w.Header().Del("Content-Length")
			w.WriteHeader(said.Code)
			_, _ = io.WriteString(w, text)
		})
	})
	return func() { mended.Store(true) }
}
