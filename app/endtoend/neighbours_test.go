//go:build linux

package endtoend

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"latchkey/auth/demoidp"
)

// newSharedWorld is a world whose home lies where everybody can look.
func newSharedWorld(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.home = filepath.Join(sharedFolder(t), "latchkey")
	w.setenv("LATCHKEY_HOME", w.home)
	return w
}

// Threats T1 to T5: another person on the same computer can neither end, nor
// take over, nor starve a sign-in, and reads nothing of it.
func TestNeighboursCannotDisturbASignIn(t *testing.T) {
	if os.Geteuid() != 0 {
		missing(t, "being somebody else needs root")
	}
	w := newSharedWorld(t)
	w.sealed()
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	// A session lies there already, so that there is something to read.
	first := w.await()
	signInThere(t, first, nil)
	first.signedIn()

	s := w.await()
	stranger := startPlayer(t, nil, &syscall.Credential{Uid: nobody, Gid: nobody},
		roleName+"=stranger", roleTarget+"="+s.redirect, roleHome+"="+w.home, roleVictim+"="+s.pid)
	stranger.behaved()
	signInThere(t, s, nil)
	s.signedIn()
}

// Threat T10: other programs of the same person cannot read the memory of a
// command that holds tokens.
func TestNeighboursOfTheSamePersonCannotReadTheMemory(t *testing.T) {
	if os.Geteuid() != 0 {
		missing(t, "being somebody else needs root")
	}
	w := newSharedWorld(t)
	person := &syscall.Credential{Uid: nobody, Gid: nobody}
	folder := filepath.Dir(w.home)
	t.Setenv("LATCHKEY_BIN", copyProgram(t, program(t), folder, "program"))
	w.setenv("HOME", folder)
	key := filepath.Join(folder, "key")
	if err := os.WriteFile(key, []byte(strings.Repeat("k", 32)), 0o600); err != nil {
		t.Fatal(err)
	}
	w.settings("[storage]\nkind = \"sealed_file\"\nkey_file = \"" + key + "\"\n")
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	if err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	}); err != nil {
		t.Fatal(err)
	}
	s := w.awaitAs(person, program(t), "sign-in", "--no-browser")
	startPlayer(t, nil, person, roleName+"=same person", roleVictim+"="+s.pid).behaved()
	if err := endProcess(s.pid); err != nil {
		t.Fatal(err)
	}
	if got := <-s.ended; got.code != 4 {
		t.Errorf("interrupted: exit %d", got.code)
	}
}

func endProcess(pid string) error {
	var number int
	if _, err := fmt.Sscan(pid, &number); err != nil {
		return err
	}
	return syscall.Kill(number, syscall.SIGINT)
}

// signInThere plays the person; meet, when given, sees the way back to the
// program before it is gone.
func signInThere(t testing.TB, s *waiting, meet func(*url.URL)) {
	t.Helper()
	if err := visit(t, s, meet); err != nil {
		t.Fatal(err)
	}
}

func visit(t testing.TB, s *waiting, meet func(*url.URL)) error {
	t.Helper()
	back, err := url.Parse(s.redirect)
	if err != nil {
		return err
	}
	agent := &demoidp.UserAgent{Person: "mila", HTTP: &http.Client{Transport: wayBack{host: back.Host, meet: meet}}}
	return agent.Open(t.Context(), s.authorize)
}

// wayBack is a browser's network with somebody on the way back to the program.
type wayBack struct {
	host string
	meet func(*url.URL)
}

func (b wayBack) RoundTrip(r *http.Request) (*http.Response, error) {
	if b.meet != nil && r.URL.Host == b.host {
		b.meet(r.URL)
	}
	return http.DefaultTransport.RoundTrip(r)
}

// statusOf is what a request is answered with; 0 when it is not.
func statusOf(address string) int {
	answer, err := http.Get(address)
	if err != nil {
		return 0
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

// Threat T6: among many guesses and copies of the right answer, exactly one
// counts, and its code is exchanged once.
func TestNeighboursGuessesDoNotCount(t *testing.T) {
	w := newWorld(t)
	w.sealed()
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	s := w.await()
	var running sync.WaitGroup
	var shown atomic.Int32
	err := visit(t, s, func(right *url.URL) {
		for i := range 200 {
			running.Go(func() {
				if status := statusOf(fmt.Sprintf("%s?code=x&state=guess-%d", s.redirect, i)); status == http.StatusOK {
					t.Error("a guess was taken")
				}
			})
			if i%40 == 20 {
				running.Go(func() {
					if statusOf(right.String()) == http.StatusOK {
						shown.Add(1)
					}
				})
			}
		}
	})
	running.Wait()
	s.signedIn()
	if got := server.Control().Counts()[demoidp.EndpointTokenCode]; got != 1 || shown.Load() > 1 {
		t.Errorf("the code was exchanged %d times, the page shown to %d copies", got, shown.Load())
	}
	if err != nil && shown.Load() == 0 { // behind a copy, nobody listens any more
		t.Errorf("the person saw no page, and no copy did: %v", err)
	}
}

// Threat T6: an answer for one sign-in is nothing to another one that waits at
// the same time.
func TestNeighboursAnswersAreNotMixedUp(t *testing.T) {
	server := startDemo(t)
	var waits [2]*waiting
	for i := range waits {
		w := newWorld(t)
		w.sealed()
		w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
		waits[i] = w.await()
	}
	for i, s := range waits {
		other := waits[1-i]
		signInThere(t, s, func(right *url.URL) {
			if i > 0 {
				return // the other one is done and no longer listens
			}
			if status := statusOf(other.redirect + "?" + right.RawQuery); status != http.StatusBadRequest {
				t.Errorf("the answer for another sign-in got %d", status)
			}
		})
	}
	for _, s := range waits {
		s.signedIn()
	}
}
