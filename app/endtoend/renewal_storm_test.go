//go:build linux

package endtoend

import (
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	stormProcesses = 50
	stormRounds    = 100
)

// Proof: 50 processes at once on an expired token, 100 times over, at a provider
// that ends the session when a refresh token is used twice: one refresh for each
// expiration, every process prints the same new token, and nothing is used twice.
//
// No clock is waited for: at this provider's client every first renewal lives
// long, and every second one ends at once, so a storm's token is good for all of
// its round, and one more renewal, by a single process that asks for more
// validity than the token has, brings the next expiration.
func TestAStormOfProcessesRefreshesOncePerExpiration(t *testing.T) {
	w, next, lab, person := atLab(t, "latchkey-storm", usualScopes)
	w.signIn(next, person.visitor()).ok(t, "sign-in") // its token ends at once: the first expiration
	begun := time.Now()
	seen := map[string]bool{}
	for round := range stormRounds {
		token := w.storm(round)
		if seen[token] {
			t.Fatalf("round %d: a token of an earlier round", round)
		}
		seen[token] = true
		if round < stormRounds-1 {
			w.must(0, "token", "--min-validity", "10h") // the next expiration
		}
	}
	// A renewal for each storm, and one between two storms.
	lab.reported(t, refreshesDone, 2*stormRounds-1)
	lab.reported(t, grantRevoked, 0)
	lab.reported(t, "grant.error", 0)
	t.Logf("%d rounds of %d processes in %s: %d expirations, %d refreshes by the storms, %d reuse events",
		stormRounds, stormProcesses, time.Since(begun).Round(time.Second), stormRounds, lab.count(refreshesDone)-(stormRounds-1), lab.count(grantRevoked))
}

// storm runs all processes of a round side by side and gives the token that
// they all print.
func (w *world) storm(round int) string {
	w.t.Helper()
	answers := make([]answer, stormProcesses)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() { answers[i] = w.run("token") })
	}
	group.Wait()
	for i, one := range answers {
		if one.code != 0 || one.out != answers[0].out || strings.TrimSpace(one.out) == "" {
			w.t.Fatalf("round %d, process %d: exit %d\n%s", round, i, one.code, one.errOut)
		}
	}
	return answers[0].out
}
