//go:build linux && amd64

package endtoend

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

// togetherRounds is how often two programs start at the same moment.
const togetherRounds = 20

// Proof: two at once on one home. Whoever comes second waits, finds nothing left
// to do, or is told that somebody was quicker; the files and the newest tokens
// are somewhere, once.
func TestTwoAtOnceLoseNothing(t *testing.T) {
	for _, c := range []struct {
		name   string
		op     operation
		first  []string
		second []string
		codes  [2][]int
	}{
		{
			name: "two resets", op: operation{prepare: signedIn, moves: true, settle: undoAll},
			first: resetEverything(), second: resetEverything(), codes: [2][]int{{0, 9}, {0, 9}},
		},
		{
			// The renewal writes the session file anew, so its bytes are not compared.
			name: "a reset and a token", op: operation{prepare: signedIn, settle: undoAll},
			first: resetEverything(), second: []string{"token", "--min-validity", "10h", "--json"}, codes: [2][]int{{0, 9}, {0, 3}},
		},
		{
			name: "an undo and a reset", op: operation{prepare: afterReset, moves: true, settle: undoAll},
			first: []string{"undo", "--yes", "--json"}, second: resetEverything(), codes: [2][]int{{0}, {0, 9}},
		},
		{
			name: "a sign-out and a token", op: operation{prepare: signedIn, drops: true, settle: nothingStored},
			first: []string{"sign-out", "--json"}, second: []string{"token", "--min-validity", "10h", "--json"}, codes: [2][]int{{0}, {0, 3}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, c.op)
			for round := range togetherRounds {
				r.begin()
				codes := r.together(c.codes, c.first, c.second)
				if c.op.moves {
					r.checkKept(fmt.Sprintf("round %d", round))
				}
				r.state()
				c.op.settle(r)
				if t.Failed() {
					t.Fatalf("round %d: exits %v", round, codes)
				}
				r.ends[fmt.Sprint(codes)]++
			}
			t.Logf("exits of %d rounds: %v", togetherRounds, r.ends)
		})
	}
}

func resetEverything() []string {
	return []string{"reset", "--yes", "--scope", "session,app:labcad", "--json"}
}

// together runs two commands that start at the same moment.
func (r *rig) together(allowed [2][]int, commands ...[]string) (codes []int) {
	r.t.Helper()
	answers := make([]answer, len(commands))
	var group sync.WaitGroup
	start := make(chan struct{})
	for i, command := range commands {
		group.Go(func() {
			<-start
			answers[i] = r.run(command...)
		})
	}
	close(start)
	group.Wait()
	for i, got := range answers {
		codes = append(codes, got.code)
		if !slices.Contains(allowed[i], got.code) {
			r.t.Errorf("%v: exit %d\n%s%s", commands[i], got.code, got.out, got.errOut)
		}
	}
	return codes
}
