//go:build linux

package endtoend

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// buildClock builds the program of testdata/clock; there is none on other machines.
func buildClock(t testing.TB) string {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		return ""
	}
	path := filepath.Join(t.TempDir(), "clock")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", path, "./testdata/clock")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	return path
}

// clock lets the program find another time, and gives what sets the clock right.
func (s *scene) clock(offset time.Duration) (right func()) {
	s.t.Helper()
	if s.parts.clock == "" {
		missing(s.t, "another clock is shown to programs on amd64 only")
	}
	usual := s.before
	s.before = append(append([]string{}, usual...), s.parts.clock, offset.String())
	if got := s.latchkey("version"); got.code != 0 {
		missing(s.t, "no other clock can be shown here (ptrace, seccomp): %s", got.errOut)
	}
	return func() { s.before = usual }
}

// clockCauses are a clock that goes wrong. The program is the real one; what it
// reads from the clock is not, see testdata/clock.
func clockCauses() []cause {
	wrong := func(name string, begin func(*scene), offset time.Duration) cause {
		return cause{
			name: "clock: " + name, code: "clock_wrong", link: linkClock, fix: "set_clock", renews: true,
			seed: func(s *scene) func() { begin(s); return s.clock(offset) },
		}
	}
	beside := func(s *scene) { s.away(); s.provides(nil, nil) }
	inexact := wrong("two minutes ahead", (*scene).signedIn, 2*time.Minute)
	inexact.code, inexact.warn = "clock_inexact", true
	return []cause{
		wrong("half an hour ahead", (*scene).signedOut, 30*time.Minute),
		wrong("two hours behind, signed in", (*scene).signedIn, -2*time.Hour),
		wrong("so far ahead that the certificate seems ended", beside, 30*time.Hour),
		wrong("so far behind that the certificate seems not yet valid", beside, -30*time.Hour),
		inexact,
		{
			name: "clock: it was ahead when the rights were asked for", code: "clock_set_back", link: linkClock, fix: "recheck", warn: true,
			seed: setBack,
		},
	}
}

// setBack signs in when both clocks are three hours ahead, and sets them right.
func setBack(s *scene) func() {
	const ahead = 3 * time.Hour
	var offset atomic.Int64
	offset.Store(int64(ahead))
	s.signedOutWith(demoidp.Options{Now: func() time.Time { return time.Now().Add(time.Duration(offset.Load())) }})
	right := s.clock(ahead)
	if got := s.latchkey("sign-in"); got.code != 0 {
		s.t.Fatalf("sign-in: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
	right()
	offset.Store(0)
	return nil
}
