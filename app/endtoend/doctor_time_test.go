//go:build linux

package endtoend

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// What a diagnosis takes: below 5 seconds with a network, below 15 without, are
// promised. A figure, and no verdict: the computer that runs the tests may be busy.
func TestHowLongADiagnosisTakes(t *testing.T) {
	p := buildParts(t)
	var lines []string
	for _, one := range []struct {
		name  string
		place func(*scene)
	}{
		{"signed in, all is well", (*scene).signedIn},
		{"a provider over the network", func(s *scene) { s.away(); s.provides(nil, nil) }},
		{"no network", func(s *scene) {
			s.away()
			s.provides(nil, nil)
			s.place.does("ip", "link", "set", "cable0", "down")
		}},
		{"a name server that does not answer", func(s *scene) {
			s.away()
			s.provides(nil, nil)
			s.place.nameServer(nil)
			s.place.forgets()
		}},
		{"nothing comes back", func(s *scene) {
			s.away()
			s.provides(nil, nil)
			s.place.puts("hosts", "127.0.0.1 localhost\n192.0.2.7 "+labName+"\n")
		}},
	} {
		t.Run(one.name, func(t *testing.T) {
			s := newScene(t, p)
			one.place(s)
			lines = append(lines, fmt.Sprintf("%s: %s", one.name, s.timedDoctor()))
		})
	}
	figures(t, lines)
}

// timedDoctor is one diagnosis, with its slowest check.
func (s *scene) timedDoctor() string {
	s.t.Helper()
	begun := time.Now()
	doctor := s.doctor()
	return fmt.Sprintf("%.1f s; slowest: %s", time.Since(begun).Seconds(), doctor.slowest())
}

func (d doctorSaid) slowest() string {
	if len(d.Checks) == 0 {
		return "none"
	}
	slow := slices.MaxFunc(d.Checks, func(a, b found) int { return int(1000 * (a.Took - b.Took)) })
	return fmt.Sprintf("%s %.2f s", slow.ID, slow.Took)
}
