//go:build linux

package endtoend

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// cause is one reason why a person cannot work, and what must come of it.
type cause struct {
	name string
	// seed brings a fresh home there. It gives what somebody does about it outside
	// Latchkey, or nil: then the command of the fix that was named mends it.
	seed    func(*scene) (mend func())
	code    string // the problem, of doctor's worst finding and of why alike
	link    string // the broken link; empty: it stands in no link of the chain
	fix     string // the one fix, as it is called in the answers
	warn    bool   // it keeps nobody from working
	renews  bool   // a token has ended, and looking at that renews it
	anew    bool   // who looks changes what is found, so doctor and why get a home each
	then    string // the next fix, by a command, that it takes until the check passes; empty: none
	subject string // of why: doctor, which looks at everything, may find another cause too
}

// rowsAtOnce is how many rows are tried side by side: most of their time is spent
// waiting for something that does not answer.
const rowsAtOnce = 6

// Proof: for each seeded cause, doctor's worst finding and why's broken link name
// that cause and no consequence of it; the guide goes on from there; looking
// changes nothing; and the one fix, when it is done, makes the check pass.
func TestEveryCauseIsFound(t *testing.T) {
	built, rows := buildParts(t), causes()
	if len(rows) < 45 {
		t.Fatalf("only %d causes", len(rows))
	}
	hits := tryCauses(t, built, rows)
	lines := []string{fmt.Sprintf("causes found: %d of %d, worst and why agree, the fix makes the check pass", hits.found, len(rows))}
	if len(hits.missed) > 0 {
		lines = append(lines, "missed: "+strings.Join(hits.missed, ", "))
	}
	if len(hits.skipped) > 0 {
		lines = append(lines, "not tried here, because a part is missing: "+strings.Join(hits.skipped, ", "))
	}
	if hits.found+len(hits.missed)+len(hits.skipped) != len(rows) {
		return // only some were chosen
	}
	figures(t, lines)
}

// causes is the whole table.
func causes() []cause {
	return slices.Concat(discoveryCauses(), serviceCauses(), wholeProviderCauses(), attemptCauses(), comingCauses(),
		renewalCauses(), endedCauses(), storageCauses(), secretCauses(), settingsCauses(), keyringCauses(), silentKeyringCauses(),
		homeCauses(), ownershipCauses(), spoiledCauses(), sessionCauses(), descriptionCauses(), rightCauses(), waitingCauses(),
		accountCauses(), identityCauses(), networkCauses(), proxyCauses(), certificateCauses(), clockCauses(), browserCauses(),
		policyCauses(), appCauses(), appFileCauses())
}

// tally of the table: rows that were not chosen with -run are in none of them.
type causeHits struct {
	mu              sync.Mutex
	found           int
	missed, skipped []string
}

func (h *causeHits) note(t *testing.T, name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case t.Skipped():
		h.skipped = append(h.skipped, name)
	case t.Failed():
		h.missed = append(h.missed, name)
	default:
		h.found++
	}
}

// tryCauses tries every row to its end, several side by side. They are no
// parallel subtests, because those are as many as there are processors.
func tryCauses(t *testing.T, built parts, rows []cause) *causeHits {
	t.Helper()
	hits, names := &causeHits{}, map[string]bool{}
	for _, row := range rows {
		if names[row.name] {
			t.Errorf("two rows are named %s", row.name)
		}
		names[row.name] = true
	}
	sideBySide(rows, func(row cause) {
		t.Run(row.name, func(t *testing.T) {
			defer func() { hits.note(t, row.name) }()
			newScene(t, built).tryCause(row)
		})
	})
	return hits
}

// sideBySide tries all rows, rowsAtOnce at a time.
func sideBySide[T any](rows []T, try func(T)) {
	queue := make(chan T)
	var workers sync.WaitGroup
	for range rowsAtOnce {
		workers.Go(func() {
			for row := range queue {
				try(row)
			}
		})
	}
	for _, row := range rows {
		queue <- row
	}
	close(queue)
	workers.Wait()
}
