package rights

import (
	"bytes"
	"errors"
	"testing"

	"latchkey/session/internal/checked"
)

func FuzzAHistoryIsReadWhole(f *testing.F) {
	entry := Entry{At: formatNow, Account: "a", Difference: Difference{Lost: []Change{{ID: "x", Before: &Right{ID: "x", Until: formatNow}}}}}
	whole, err := encodeHistory([]Entry{entry.shortened()})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, "x")
	f.Add([]byte("{}"), "\xff")
	f.Add([]byte(""), "\x00<\u2028")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		if entries, err := decodeHistory(data); err == nil {
			again, err := encodeHistory(entries)
			var compact historyFile
			if err != nil || checked.Decode(again, &compact, &compact.Checksum) != nil {
				t.Fatalf("read and not written: %v", err)
			}
		}
		own := entry
		own.Email, own.Step, own.Difference.Lost[0].Name = text, text, text
		first, err := encodeHistory([]Entry{own})
		if err != nil {
			t.Fatal(err)
		}
		entries, err := decodeHistory(first)
		if err != nil || len(entries) != 1 {
			t.Fatalf("written and not read: %v", err)
		}
		if second, err := encodeHistory(entries); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("another form the second time: %v", err)
		}
	})
}

func TestAHistoryWithTooMuchInItIsDamaged(t *testing.T) {
	many := Entry{Difference: Difference{Gained: make([]Change, maxChanges+1)}}
	for name, entries := range map[string][]Entry{"entries": make([]Entry, maxEntries+1), "changes": {many}} {
		data, err := encodeHistory(entries)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decodeHistory(data); err == nil || errors.Is(err, checked.ErrChecksum) {
			t.Errorf("%s: %d, %v", name, len(got), err)
		}
	}
}
