//go:build linux

package endtoend

import (
	"bytes"
	"errors"
	"net"
	"os"
	"strconv"
	"strings"
)

// sessionFile is where the sign-in stands.
func (s *scene) sessionFile() string { return s.path("state", "login_session.json") }

// spoiled seeds a session file that is not as Latchkey left it.
func spoiled(spoil func(*scene, string)) func(*scene) func() {
	return func(s *scene) func() {
		s.signedIn()
		spoil(s, s.sessionFile())
		return nil
	}
}

// inSession is a row about the sign-in on this computer.
func inSession(name, code, fix string, seed func(*scene) func()) cause {
	return cause{name: name, code: code, link: linkSession, fix: fix, seed: seed}
}

// putAside is a row whose fix puts the file aside: the next thing is to sign in.
func putAside(name, code string, spoil func(*scene, string)) cause {
	one := inSession(name, code, "reset_session", spoiled(spoil))
	one.then = "sign_in"
	return one
}

// spoiledCauses are a session file that is not as Latchkey left it.
func spoiledCauses() []cause {
	return []cause{
		putAside("session: a byte is another", "session_damaged", func(s *scene, file string) {
			content := s.read(file)
			content[bytes.Index(content, []byte("Mila"))] ^= 1
			s.write(file, content)
		}),
		putAside("session: cut short", "session_damaged", func(s *scene, file string) {
			content := s.read(file)
			s.write(file, content[:len(content)/2])
		}),
		putAside("session: a link in its place", "session_refused", func(s *scene, file string) {
			if err := errors.Join(os.Rename(file, file+".real"), os.Symlink(file+".real", file)); err != nil {
				s.t.Fatal(err)
			}
		}),
		inSession("session: others may read it", "session_refused", "tighten", spoiled(func(s *scene, file string) {
			if err := os.Chmod(file, 0o644); err != nil {
				s.t.Fatal(err)
			}
		})),
		inSession("session: of a newer Latchkey", "session_newer", "update", func(s *scene) func() {
			s.signedIn()
			whole := s.read(s.sessionFile())
			s.write(s.sessionFile(), bytes.Replace(whole, []byte("latchkey.session/1"), []byte("latchkey.session/9"), 1))
			return func() { s.write(s.sessionFile(), whole) } // as the newer Latchkey would read it
		}),
	}
}

// sessionCauses are nobody who is signed in, and a way back that is not free.
func sessionCauses() []cause {
	return []cause{
		inSession("session: nobody has signed in", "not_signed_in", "sign_in", func(s *scene) func() {
			s.signedOut()
			return nil
		}),
		inSession("session: signed out", "not_signed_in", "sign_in", func(s *scene) func() {
			s.signedIn()
			s.must(0, "sign-out")
			return nil
		}),
		inSession("port: the only one is taken", "listen_taken", "free_port", takenPort),
	}
}

// descriptionCauses are the file that describes the provider.
func descriptionCauses() []cause {
	return []cause{
		{
			name: "policy: the machine's file is invalid", code: "file_invalid", link: "", fix: "administrator",
			seed: func(s *scene) func() {
				s.signedIn()
				s.apart()
				s.place.puts("latchkey/network.toml", "paint = \"green\"\n")
				return func() { s.place.puts("latchkey/network.toml", "") }
			},
		},
		{
			name: "provider: its file is invalid", code: "file_invalid", link: linkStorage, fix: "settings",
			seed: func(s *scene) func() {
				s.signedOut()
				file := s.path("config", "providers", "lab.toml")
				before := s.read(file)
				s.write(file, append([]byte("paint = \"green\"\n"), before...))
				return func() { s.write(file, before) }
			},
		},
		{
			name: "provider: another one than at the sign-in", code: "provider_changed", link: linkSession, fix: "sign_in",
			seed: anotherIssuer,
		},
		{
			name: "provider: its description is gone", code: "provider_unknown", link: linkSession, fix: "provider",
			seed: func(s *scene) func() {
				s.signedIn()
				file := s.path("config", "providers", "lab.toml")
				if err := os.Rename(file, file+".away"); err != nil {
					s.t.Fatal(err)
				}
				return func() { _ = os.Rename(file+".away", file) }
			},
		},
	}
}

// takenPort seeds a provider that allows one port, which another program has.
func takenPort(s *scene) func() {
	s.signedOut()
	listener, err := net.Listen("tcp", ":0") // everywhere, in both families of addresses
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = listener.Close() })
	_, text, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		s.t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		s.t.Fatal(err)
	}
	file := s.path("config", "providers", "lab.toml")
	s.write(file, append([]byte("redirect_ports = ["+strconv.Itoa(port)+"]\n"), s.read(file)...))
	return func() { _ = listener.Close() }
}

// anotherIssuer seeds a provider's file that names another one than Mila signed in at.
func anotherIssuer(s *scene) func() {
	s.signedIn()
	old := s.server.Issuer()
	s.again("127.0.0.1:0")
	file := s.path("config", "providers", "lab.toml")
	s.write(file, []byte(strings.ReplaceAll(string(s.read(file)), old, s.server.Issuer())))
	return nil
}
