package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
)

func TestMixedChunksAreDamaged(t *testing.T) {
	split := func(account string, generation uint64, seed uint64) []secret {
		entries, err := splitChunks(account, generation, bundle(5000, seed), maxEntry)
		if err != nil || len(entries) != 3 {
			t.Fatal(len(entries), err)
		}
		return entries
	}
	whole, other := split(mila, 7, 1), split(mila, 7, 2)
	older, foreign := split(mila, 6, 1), split(piet, 7, 1)
	altered := append(secret{}, whole[1]...)
	altered[len(altered)-1] ^= 1
	cases := map[string][]secret{
		"none":                     {},
		"one is missing":           {whole[0], whole[2]},
		"one of another writer":    {whole[0], other[1], whole[2]},
		"one of another time":      {whole[0], older[1], whole[2]},
		"all of another time":      older,
		"all of another account":   foreign,
		"one altered":              {whole[0], altered, whole[2]},
		"one is there twice":       {whole[0], whole[1], altered, whole[2]},
		"one is something else":    {whole[0], secret("something else"), whole[2]},
		"one is cut short":         {whole[0], whole[1][:100], whole[2]},
		"one has only a long line": {secret(strings.Repeat("x", 500))},
	}
	for name, entries := range cases {
		t.Run(name, func(t *testing.T) {
			if got, err := joinChunks(mila, 7, entries); !errors.Is(err, ErrDamaged) || got != nil {
				t.Errorf("%d bytes, %v; want damaged", len(got), err)
			}
		})
	}
	twice := []secret{whole[2], whole[1], whole[0], whole[1]}
	if got, err := joinChunks(mila, 7, twice); err != nil || !bytes.Equal(got, bundle(5000, 1)) {
		t.Errorf("in another order and with an equal copy: %v", err)
	}
}

func TestChunksKeepTheLimit(t *testing.T) {
	entries, err := splitChunks(strings.Repeat("a", 64), 1<<63, bundle(maxSecret, 1), maxEntry)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		if len(e) > maxEntry {
			t.Errorf("chunk %d has %d bytes", i, len(e))
		}
	}
}

func TestHeadsOfOthersAreDamaged(t *testing.T) {
	h := head{current: 5, last: 9}.with(generationMark{5, 2, markWhole}).with(generationMark{9, 11, markIntent})
	entry, err := h.encode(mila, maxEntry)
	if err != nil {
		t.Fatal(err)
	}
	got, err := parseHead(mila, entry)
	if err != nil || !got.equal(h) {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := parseHead(piet, entry); !errors.Is(err, ErrDamaged) {
		t.Errorf("head of another account: %v", err)
	}
	for i := range entry {
		bad := slices.Clone(entry)
		bad[i] ^= 1
		if _, err := parseHead(mila, bad); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d altered: %v", i, err)
		}
	}
}

func TestTooManyGenerationsAskForAPrune(t *testing.T) {
	v := newVault(Options{}, newLimitingStore())
	for range 1000 {
		if _, err := v.Save(t.Context(), mila, nil); err != nil {
			if !errors.Is(err, ErrTooLarge) {
				t.Fatal(err)
			}
			return
		}
	}
	t.Error("the head never got full")
}

func TestSecretsDoNotPrintThemselves(t *testing.T) {
	s := secret("canary")
	asJSON, err := json.Marshal(map[string]any{"s": s})
	if err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("look", "s", s)
	c, k := chunk{piece: s}, keys{seal: [32]byte([]byte("canarycanarycanarycanarycanary12"))}
	for _, text := range []string{
		fmt.Sprintf("%v %s %q %x %d %+v %#v %v %#v", s, s, s, s, s, c, c, k, k), s.String(), s.GoString(), string(asJSON), logged.String(),
	} {
		if strings.Contains(text, "canary") || strings.Contains(text, "63616e") || strings.Contains(text, "99 97 110") {
			t.Errorf("printed: %s", text)
		}
	}
}

func TestAccountNamesAreChecked(t *testing.T) {
	v := newVault(Options{}, newMemoryStore())
	for _, account := range []string{"", "../escape", "a/b", "a b", "+probe-1", "ä", strings.Repeat("a", 65)} {
		if _, err := v.Save(t.Context(), account, nil); err == nil {
			t.Errorf("account %q was accepted", account)
		}
	}
}

func TestChunkNamesAreReadBack(t *testing.T) {
	for _, account := range []string{mila, "a.b.c", "p@example.org", "+probe-1"} {
		a, g, i, ok := parseChunkName(chunkName(account, 1<<40, 12))
		if !ok || a != account || g != 1<<40 || i != 12 {
			t.Errorf("%q: %q %d %d %v", account, a, g, i, ok)
		}
	}
	for _, name := range []string{"index", "head.a", "chunk.a", "chunk.a.1", "chunk..1.1", "chunk.a.1.01", "chunk.a.A.1", "chunk.a.1.-1x"} {
		if _, _, _, ok := parseChunkName(name); ok {
			t.Errorf("%q was accepted", name)
		}
	}
}
