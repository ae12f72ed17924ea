package vault

import (
	"bytes"
	"testing"
)

// cutOff stores a bundle as Save does, and stops before the head names it; of its
// chunks, the last missing ones are left out.
func cutOff(t *testing.T, v *Vault, whole []byte, missing int) (generation uint64) {
	t.Helper()
	before, err := v.knownHead(t.Context(), mila)
	if err != nil {
		t.Fatal(err)
	}
	generation = v.nextGeneration(before)
	entries, err := splitChunks(mila, generation, whole, v.limit())
	if err != nil {
		t.Fatal(err)
	}
	intent := generationMark{number: generation, chunks: len(entries), mark: markIntent}
	if err := v.writeHead(t.Context(), mila, before.with(intent)); err != nil {
		t.Fatal(err)
	}
	for i, entry := range entries[:len(entries)-missing] {
		if err := v.store.set(t.Context(), chunkName(mila, generation, i), entry); err != nil {
			t.Fatal(err)
		}
	}
	return generation
}

// The provider knows the newest refresh token only: a process that was killed
// after the last chunk has not lost it.
func TestTheNewestIsWhatLiesThereWholeEvenWhenTheHeadDoesNotNameItYet(t *testing.T) {
	for missing, name := range []string{"all chunks", "one chunk missing"} {
		t.Run(name, func(t *testing.T) {
			v := newVault(Options{Kind: Memory}, newMemoryStore())
			older, err := v.Save(t.Context(), mila, bundle(5000, 1))
			if err != nil {
				t.Fatal(err)
			}
			cut, want := cutOff(t, v, bundle(5000, 2), missing), older
			if missing == 0 {
				want = cut
			}
			if newest, err := v.Newest(t.Context(), mila); err != nil || newest != want {
				t.Fatalf("newest %d, %v; want %d of %d and %d", newest, err, want, older, cut)
			}
			if missing > 0 {
				return
			}
			// Kept by name it outlives what Save does to leftovers.
			if err := v.Prune(t.Context(), mila, older, cut); err != nil {
				t.Fatal(err)
			}
			if _, err := v.Save(t.Context(), mila, bundle(5000, 3)); err != nil {
				t.Fatal(err)
			}
			if got, err := v.Load(t.Context(), mila, cut); err != nil || !bytes.Equal(got, bundle(5000, 2)) {
				t.Fatalf("after the next Save: %v", err)
			}
		})
	}
}
