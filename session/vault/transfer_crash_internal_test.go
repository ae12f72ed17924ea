package vault

import (
	"errors"
	"slices"
	"testing"
)

// A transfer killed or failing at any step, on either side, leaves the source
// whole, and the next one succeeds.
func TestTransferInterruptedAtEachStepCanBeRepeated(t *testing.T) {
	for storage, view := range crashStorages() {
		for how, set := range map[string]func(*limitingStore, int){
			"killed": func(l *limitingStore, step int) { l.crashAt = step },
			"failed": func(l *limitingStore, step int) { l.failAt = step },
		} {
			for _, side := range []string{"source", "target"} {
				t.Run(storage+", "+side+" "+how, func(t *testing.T) {
					steps := 0
					for ; interrupted(t, view, side, func(l *limitingStore) { set(l, steps+1) }); steps++ {
						continue
					}
					if steps < 8 {
						t.Errorf("%d steps only", steps)
					}
				})
			}
		}
	}
}

// interrupted runs one transfer with one interruption; false when it met none.
func interrupted(t *testing.T, view func(*limitingStore) entryStore, side string, set func(*limitingStore)) bool {
	t.Helper()
	stores := map[string]*limitingStore{"source": newLimitingStore(), "target": newLimitingStore()}
	from := newVault(Options{Kind: Keyring}, view(stores["source"]))
	to := newVault(Options{Kind: SealedFile}, view(stores["target"]))
	generations := fillFor(t, from)
	whole := len(stores["source"].memory.entries)
	stores["source"].operations, stores["target"].operations = 0, 0
	set(stores[side])
	_, err := Transfer(t.Context(), from, to)
	for _, s := range stores {
		s.crashAt, s.failAt = 0, 0
	}
	var failed *TransferError
	switch {
	case err == nil:
		return false
	case !errors.Is(err, errCrashed) && !errors.Is(err, errFailed):
		t.Fatal(err)
	case !errors.As(err, &failed) || failed.Writing != (side == "target") || (failed.Kind == SealedFile) != (side == "target"):
		t.Fatalf("blames the other side: %v", err)
	case len(stores["source"].memory.entries) != whole:
		t.Fatalf("the source lost entries: %d of %d left", len(stores["source"].memory.entries), whole)
	}
	mustCarry(t, "after "+err.Error(), from, to, generations)
	mustHoldOnly(t, "after "+err.Error(), stores["target"], slices.Concat(generations[mila], generations[piet])...)
	return true
}
